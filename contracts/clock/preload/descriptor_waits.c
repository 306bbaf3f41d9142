// Waits for descriptors: poll, select, epoll, and reading from sockets that have a timeout.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "contracts/clock/preload/virtual_clock.h"

enum { SIGNAL_SET_BYTES = 8, NS_PER_MS = 1000000, NS_PER_US = 1000 };

static const struct timespec* span_of(int64_t longest, struct timespec* span) {
  if (longest == FOR_EVER) return NULL;
  *span = timespec_of(longest);
  return span;
}

static int64_t ns_of_ms(int ms) {
  return ms < 0 ? FOR_EVER : (int64_t)ms * NS_PER_MS;
}

// What `ns` asks for needs no waiting, or there is no virtual time.
static bool is_plain(int64_t ns) {
  return ns == 0 || clock_page() == NULL;
}

static int result_of(enum ClockJumpKind kind, int64_t ns, Attempt attempt, void* context,
                     const int* result) {
  const struct Wait wait = {kind, deadline_in(ns), attempt, context};
  return wait_virtually(&wait) ? *result : 0;
}

struct Poll {
  struct pollfd* files;
  nfds_t count;
  const sigset_t* signals;
  int result;
};

static bool try_poll(void* context, int64_t longest) {
  struct Poll* const call = context;
  struct timespec span;
  call->result = (int)SYSTEM(SYS_ppoll, call->files, call->count, span_of(longest, &span),
                             mask_of_attempt(call->signals), SIGNAL_SET_BYTES);
  return call->result != 0;
}

static int poll_for(struct pollfd* files, nfds_t count, int64_t ns, const sigset_t* signals) {
  struct Poll call = {files, count, signals, 0};
  if (is_plain(ns)) {
    try_poll(&call, ns);
    return call.result;
  }
  return result_of(CLOCK_POLL, ns, try_poll, &call, &call.result);
}

EXPORT int poll(struct pollfd* files, nfds_t count, int ms) {
  return poll_for(files, count, ns_of_ms(ms), NULL);
}

EXPORT int ppoll(struct pollfd* files, nfds_t count, const struct timespec* time,
                 const sigset_t* signals) {
  return poll_for(files, count, time ? ns_of(time) : FOR_EVER, signals);
}

// What poll and ppoll are compiled to where the size of the array is known (_FORTIFY_SOURCE).
EXPORT int __poll_chk(struct pollfd* files, nfds_t count, int ms, size_t size) {
  if (size / sizeof *files < count) abort();
  return poll(files, count, ms);
}

EXPORT int __ppoll_chk(struct pollfd* files, nfds_t count, const struct timespec* time,
                       const sigset_t* signals, size_t size) {
  if (size / sizeof *files < count) abort();
  return ppoll(files, count, time, signals);
}

// The sets may be shorter than fd_set, or longer: only the words that `count` needs are touched.
struct Select {
  int count;
  long* sets[3];
  long wanted[3][65536 / (8 * sizeof(long))];
  const sigset_t* signals;
  int result;
};

static size_t words_of(int count) {
  const size_t bits = 8 * sizeof(long);
  return ((size_t)count + bits - 1) / bits;
}

static void copy_words(long* to, const long* from, size_t words) {
  for (size_t i = 0; i < words; ++i) to[i] = from[i];
}

static bool try_select(void* context, int64_t longest) {
  struct Select* const call = context;
  for (int i = 0; i < 3; ++i) {
    if (call->sets[i] != NULL) copy_words(call->sets[i], call->wanted[i], words_of(call->count));
  }
  struct timespec span;
  // The sixth argument: the signals and their size.
  const struct {
    const sigset_t* signals;
    size_t size;
  } signals = {mask_of_attempt(call->signals), SIGNAL_SET_BYTES};
  struct timespec* const left = (struct timespec*)span_of(longest, &span);
  call->result = (int)SYSTEM(SYS_pselect6, call->count, call->sets[0], call->sets[1], call->sets[2],
                             left, &signals);
  return call->result != 0;
}

static int select_for(int count, fd_set* const sets[3], int64_t ns, const sigset_t* signals) {
  struct Select call;
  call.count = count;
  call.signals = signals;
  call.result = 0;
  for (int i = 0; i < 3; ++i) {
    call.sets[i] = (long*)sets[i];
    if (call.sets[i] != NULL && count > 0) {
      copy_words(call.wanted[i], call.sets[i], words_of(count));
    }
  }
  if (is_plain(ns)) {
    try_select(&call, ns);
    return call.result;
  }
  return result_of(CLOCK_SELECT, ns, try_select, &call, &call.result);
}

EXPORT int select(int count, fd_set* restrict readable, fd_set* restrict writable,
                  fd_set* restrict exceptional, struct timeval* restrict time) {
  int64_t ns = FOR_EVER;
  if (time != NULL) {
    const struct timespec span = {time->tv_sec, time->tv_usec * NS_PER_US};
    ns = ns_of(&span);
  }
  if (count < 0 || count > 65536 || (time != NULL && (time->tv_sec < 0 || time->tv_usec < 0))) {
    errno = EINVAL;
    return -1;
  }
  fd_set* const sets[3] = {readable, writable, exceptional};
  return select_for(count, sets, ns, NULL);
}

EXPORT int pselect(int count, fd_set* restrict readable, fd_set* restrict writable,
                   fd_set* restrict exceptional, const struct timespec* restrict time,
                   const sigset_t* restrict signals) {
  if (count < 0 || count > 65536 || (time != NULL && time->tv_sec < 0)) {
    errno = EINVAL;
    return -1;
  }
  fd_set* const sets[3] = {readable, writable, exceptional};
  return select_for(count, sets, time ? ns_of(time) : FOR_EVER, signals);
}

struct Epoll {
  int file;
  struct epoll_event* events;
  int count;
  const sigset_t* signals;
  int result;
};

static bool try_epoll(void* context, int64_t longest) {
  struct Epoll* const call = context;
  struct timespec span;
  call->result =
      (int)SYSTEM(SYS_epoll_pwait2, call->file, call->events, call->count, span_of(longest, &span),
                  mask_of_attempt(call->signals), SIGNAL_SET_BYTES);
  return call->result != 0;
}

EXPORT int epoll_pwait2(int file, struct epoll_event* events, int count,
                        const struct timespec* time, const sigset_t* signals) {
  struct Epoll call = {file, events, count, signals, 0};
  const int64_t ns = time ? ns_of(time) : FOR_EVER;
  if (is_plain(ns)) {
    try_epoll(&call, ns);
    return call.result;
  }
  return result_of(CLOCK_EPOLL, ns, try_epoll, &call, &call.result);
}

EXPORT int epoll_pwait(int file, struct epoll_event* events, int count, int ms,
                       const sigset_t* signals) {
  if (is_plain(ns_of_ms(ms))) {
    return (int)SYSTEM(SYS_epoll_pwait, file, events, count, ms, signals, SIGNAL_SET_BYTES);
  }
  struct timespec span;
  return epoll_pwait2(file, events, count, span_of(ns_of_ms(ms), &span), signals);
}

EXPORT int epoll_wait(int file, struct epoll_event* events, int count, int ms) {
  return epoll_pwait(file, events, count, ms, NULL);
}
