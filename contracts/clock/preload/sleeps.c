// Waits for nothing but time.
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "contracts/clock/preload/virtual_clock.h"

enum { SIGNAL_SET_BYTES = 8 };

static bool nap(void* is_interrupted, int64_t longest) {
  if (longest == 0) return false;
  const struct timespec time = timespec_of(longest);
  const sigset_t* const signals = mask_of_attempt(NULL);
  *(bool*)is_interrupted = SYSTEM(SYS_ppoll, NULL, 0, &time, signals, SIGNAL_SET_BYTES) != 0;
  return *(bool*)is_interrupted;
}

// What is left when a signal ended the sleep; 0 otherwise.
static int64_t sleep_until(int64_t deadline) {
  bool is_interrupted = false;
  const struct Wait wait = {CLOCK_SLEEP, deadline, nap, &is_interrupted};
  wait_virtually(&wait);
  if (!is_interrupted) return 0;
  const int64_t left = deadline - virtual_now(CLOCK_MONOTONIC);
  return left > 0 ? left : 1;
}

static bool is_valid(const struct timespec* time) {
  return time->tv_sec >= 0 && time->tv_nsec >= 0 && time->tv_nsec < NS_PER_SECOND;
}

EXPORT int clock_nanosleep(clockid_t clock, int flags, const struct timespec* request,
                           struct timespec* remaining) {
  if (clock_page() == NULL || !is_virtual(clock) || !is_valid(request)) {
    return SYSTEM(SYS_clock_nanosleep, clock, flags, request, remaining) ? errno : 0;
  }
  const bool is_absolute = (flags & TIMER_ABSTIME) != 0;
  const int64_t ns = ns_of(request);
  const int64_t left = sleep_until(is_absolute ? deadline_at(clock, ns) : deadline_in(ns));
  // `remaining` may be the same as `request`, and is written only when interrupted.
  if (left > 0 && !is_absolute && remaining != NULL) *remaining = timespec_of(left);
  return left > 0 ? EINTR : 0;
}

EXPORT int nanosleep(const struct timespec* request, struct timespec* remaining) {
  const int error = clock_nanosleep(CLOCK_MONOTONIC, 0, request, remaining);
  if (error == 0) return 0;
  errno = error;
  return -1;
}

EXPORT int usleep(useconds_t microseconds) {
  const struct timespec request = timespec_of((int64_t)microseconds * 1000);
  return nanosleep(&request, NULL);
}

EXPORT unsigned sleep(unsigned seconds) {
  const struct timespec request = timespec_of((int64_t)seconds * NS_PER_SECOND);
  struct timespec remaining = {0, 0};
  if (clock_nanosleep(CLOCK_MONOTONIC, 0, &request, &remaining) == 0) return 0;
  return (unsigned)remaining.tv_sec + (remaining.tv_nsec > 0);
}
