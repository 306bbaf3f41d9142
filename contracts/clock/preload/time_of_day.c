// What time it is.
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include "contracts/clock/preload/virtual_clock.h"

EXPORT int clock_gettime(clockid_t clock, struct timespec* time) {
  const int failed = (int)SYSTEM(SYS_clock_gettime, clock, time);
  struct ClockLayout* const shared = clock_page();
  if (failed || shared == NULL || !is_virtual(clock)) return failed;
  // Seconds apart from nanoseconds: neither overflows.
  const int64_t offset = load(shared->offset);
  time->tv_sec += offset / NS_PER_SECOND;
  time->tv_nsec += offset % NS_PER_SECOND;
  if (time->tv_nsec >= NS_PER_SECOND) {
    time->tv_nsec -= NS_PER_SECOND;
    ++time->tv_sec;
  }
  return 0;
}

EXPORT int gettimeofday(struct timeval* restrict time, void* restrict zone) {
  (void)zone;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *time = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
  return 0;
}

EXPORT time_t time(time_t* copy) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (copy != NULL) *copy = now.tv_sec;
  return now.tv_sec;
}

EXPORT int timespec_get(struct timespec* time, int base) {
  if (base != TIME_UTC) return 0;
  clock_gettime(CLOCK_REALTIME, time);
  return base;
}
