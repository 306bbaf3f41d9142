// Waits for other threads: condition variables, semaphores, locks and futexes.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "contracts/clock/preload/virtual_clock.h"

DEFINE_REAL(pthread_cond_timedwait)
DEFINE_REAL(pthread_cond_clockwait)
DEFINE_REAL(pthread_cond_signal)
DEFINE_REAL(pthread_cond_broadcast)
DEFINE_REAL(sem_timedwait)
DEFINE_REAL(sem_clockwait)
DEFINE_REAL(pthread_mutex_timedlock)
DEFINE_REAL(pthread_mutex_clocklock)
DEFINE_REAL(pthread_rwlock_timedrdlock)
DEFINE_REAL(pthread_rwlock_clockrdlock)
DEFINE_REAL(pthread_rwlock_timedwrlock)
DEFINE_REAL(pthread_rwlock_clockwrlock)

static struct timespec real_deadline(int64_t longest) {
  const int64_t now = real_now(CLOCK_MONOTONIC);
  return timespec_of(longest >= FOR_EVER - now ? FOR_EVER - 1 : now + longest);
}

// Waits until `clock` shows `deadline`; the result is `context`'s own.
static bool wait_until(enum ClockJumpKind kind, clockid_t clock, const struct timespec* deadline,
                       Attempt attempt, void* context) {
  const struct Wait wait = {kind, deadline_at(clock, ns_of(deadline)), attempt, context};
  return wait_virtually(&wait);
}

// ---- condition variables

// A wait in slices leaves the condition variable for a moment, and a signal of that moment would be
// lost. So signals are counted, by address; a waiter that missed one wakes up, as POSIX allows.
enum { SIGNAL_COUNTERS = 4096 };
static uint32_t signals[SIGNAL_COUNTERS];

static uint32_t* signals_of(const pthread_cond_t* condition) {
  const uint64_t mixed = (uint64_t)(uintptr_t)condition * UINT64_C(0x9E3779B97F4A7C15);
  return &signals[mixed >> 52];
}

EXPORT int pthread_cond_signal(pthread_cond_t* condition) {
  increase(*signals_of(condition), 1U);
  return REAL(pthread_cond_signal)(condition);
}

EXPORT int pthread_cond_broadcast(pthread_cond_t* condition) {
  increase(*signals_of(condition), 1U);
  return REAL(pthread_cond_broadcast)(condition);
}

struct Condition {
  pthread_cond_t* condition;
  pthread_mutex_t* mutex;
  uint32_t signalled;  // before the wait
  int result;
};

static bool try_condition(void* context, int64_t longest) {
  struct Condition* const call = context;
  const struct timespec until = real_deadline(longest);
  call->result =
      REAL(pthread_cond_clockwait)(call->condition, call->mutex, CLOCK_MONOTONIC, &until);
  if (call->result != ETIMEDOUT) return true;
  if (load(*signals_of(call->condition)) == call->signalled) return false;
  call->result = 0;
  return true;
}

static int wait_condition(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                          const struct timespec* deadline) {
  struct Condition call = {condition, mutex, load(*signals_of(condition)), 0};
  const bool is_over = wait_until(CLOCK_CONDITION, clock, deadline, try_condition, &call);
  return is_over ? call.result : ETIMEDOUT;
}

EXPORT int pthread_cond_timedwait(pthread_cond_t* restrict condition,
                                  pthread_mutex_t* restrict mutex,
                                  const struct timespec* restrict deadline) {
  if (clock_page() == NULL) return REAL(pthread_cond_timedwait)(condition, mutex, deadline);
  // glibc keeps the clock of the attributes in bit 1.
  const bool is_steady = (load(condition->__data.__wrefs) & 2U) != 0;
  return wait_condition(condition, mutex, is_steady ? CLOCK_MONOTONIC : CLOCK_REALTIME, deadline);
}

EXPORT int pthread_cond_clockwait(pthread_cond_t* restrict condition,
                                  pthread_mutex_t* restrict mutex, clockid_t clock,
                                  const struct timespec* restrict deadline) {
  if (clock_page() == NULL) return REAL(pthread_cond_clockwait)(condition, mutex, clock, deadline);
  return wait_condition(condition, mutex, clock, deadline);
}

// ---- semaphores

struct Semaphore {
  sem_t* semaphore;
  int result;
};

static bool try_semaphore(void* context, int64_t longest) {
  struct Semaphore* const call = context;
  const struct timespec until = real_deadline(longest);
  call->result = REAL(sem_clockwait)(call->semaphore, CLOCK_MONOTONIC, &until);
  return call->result == 0 || errno != ETIMEDOUT;
}

EXPORT int sem_clockwait(sem_t* restrict semaphore, clockid_t clock,
                         const struct timespec* restrict deadline) {
  if (clock_page() == NULL) return REAL(sem_clockwait)(semaphore, clock, deadline);
  struct Semaphore call = {semaphore, 0};
  const bool is_over = wait_until(CLOCK_SEMAPHORE, clock, deadline, try_semaphore, &call);
  if (is_over) return call.result;
  errno = ETIMEDOUT;
  return -1;
}

EXPORT int sem_timedwait(sem_t* restrict semaphore, const struct timespec* restrict deadline) {
  if (clock_page() == NULL) return REAL(sem_timedwait)(semaphore, deadline);
  return sem_clockwait(semaphore, CLOCK_REALTIME, deadline);
}

// ---- locks

struct Lock {
  void* lock;
  int (*take)(void* lock, clockid_t clock, const struct timespec* deadline);
  int result;
};

static bool try_lock(void* context, int64_t longest) {
  struct Lock* const call = context;
  const struct timespec until = real_deadline(longest);
  call->result = call->take(call->lock, CLOCK_MONOTONIC, &until);
  return call->result != ETIMEDOUT;
}

static int take_until(void* lock, int (*take)(void*, clockid_t, const struct timespec*),
                      clockid_t clock, const struct timespec* deadline) {
  struct Lock call = {lock, take, 0};
  return wait_until(CLOCK_LOCK, clock, deadline, try_lock, &call) ? call.result : ETIMEDOUT;
}

// Each kind of lock has a function for CLOCK_REALTIME and one for any clock.
#define DEFINE_LOCK(type, timed, clocked)                                                   \
  static int take_##clocked(void* lock, clockid_t clock, const struct timespec* deadline) { \
    return REAL(clocked)(lock, clock, deadline);                                            \
  }                                                                                         \
  EXPORT int clocked(type* restrict lock, clockid_t clock,                                  \
                     const struct timespec* restrict deadline) {                            \
    if (clock_page() == NULL) return REAL(clocked)(lock, clock, deadline);                  \
    return take_until(lock, take_##clocked, clock, deadline);                               \
  }                                                                                         \
  EXPORT int timed(type* restrict lock, const struct timespec* restrict deadline) {         \
    if (clock_page() == NULL) return REAL(timed)(lock, deadline);                           \
    return take_until(lock, take_##clocked, CLOCK_REALTIME, deadline);                      \
  }

DEFINE_LOCK(pthread_mutex_t, pthread_mutex_timedlock, pthread_mutex_clocklock)
DEFINE_LOCK(pthread_rwlock_t, pthread_rwlock_timedrdlock, pthread_rwlock_clockrdlock)
DEFINE_LOCK(pthread_rwlock_t, pthread_rwlock_timedwrlock, pthread_rwlock_clockwrlock)

// ---- futexes

struct Futex {
  long words[6];  // the arguments of the system call, the fourth being the time
  bool is_bitset;
  long result;
};

static bool try_futex(void* context, int64_t longest) {
  struct Futex* const call = context;
  // FUTEX_WAIT takes a span, FUTEX_WAIT_BITSET a moment.
  const struct timespec time = call->is_bitset ? real_deadline(longest) : timespec_of(longest);
  const long operation = call->words[1] & ~(long)FUTEX_CLOCK_REALTIME;
  call->result = SYSTEM(SYS_futex, call->words[0], operation, call->words[2], &time, call->words[4],
                        call->words[5]);
  return call->result == 0 || errno != ETIMEDOUT;
}

static long wait_futex(const long* words) {
  struct Futex call = {.result = 0};
  for (int i = 0; i < 6; ++i) call.words[i] = words[i];
  const struct timespec* time = (const struct timespec*)words[3];
  call.is_bitset = (words[1] & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET;
  const bool is_real = (words[1] & FUTEX_CLOCK_REALTIME) != 0;
  const int64_t deadline =
      call.is_bitset ? deadline_at(is_real ? CLOCK_REALTIME : CLOCK_MONOTONIC, ns_of(time))
                     : deadline_in(ns_of(time));
  const struct Wait wait = {CLOCK_FUTEX, deadline, try_futex, &call};
  if (wait_virtually(&wait)) return call.result;
  errno = ETIMEDOUT;
  return -1;
}

// The standard libraries of C++ (std::future) and of Rust wait by way of this function.
EXPORT long syscall(long number, ...) {
  long words[6];
  va_list arguments;
  va_start(arguments, number);
  for (int i = 0; i < 6; ++i) words[i] = va_arg(arguments, long);
  va_end(arguments);
  if (number == SYS_clock_gettime) {
    return clock_gettime((clockid_t)words[0], (struct timespec*)words[1]);
  }
  const long command = words[1] & FUTEX_CMD_MASK;
  const bool is_wait = number == SYS_futex && words[3] != 0 &&
                       (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET);
  if (is_wait && clock_page() != NULL) return wait_futex(words);
  return SYSTEM(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}
