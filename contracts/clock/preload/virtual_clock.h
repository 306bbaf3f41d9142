// What the parts of the preload library share. Nothing here takes a lock or memory from the heap,
// so that a fork or a signal at any time does no harm.
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "contracts/clock/clock_layout.h"

#define EXPORT __attribute__((visibility("default")))
#define NS_PER_SECOND INT64_C(1000000000)
#define FOR_EVER INT64_MAX

#define load(field) __atomic_load_n(&(field), __ATOMIC_SEQ_CST)
#define store(field, value) __atomic_store_n(&(field), (value), __ATOMIC_SEQ_CST)
#define increase(field, value) __atomic_fetch_add(&(field), (value), __ATOMIC_SEQ_CST)
#define replace(field, old, value) \
  __atomic_compare_exchange_n(&(field), &(old), (value), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

// The page, or NULL: then every function does what the C library does.
struct ClockLayout* clock_page(void);

// The C library's own function of that name.
void* real_function(const char* name);
#define REAL(name) ((__typeof__(&name))real_##name())
#define DEFINE_REAL(name)                                              \
  static void* real_##name(void) {                                     \
    static void* function;                                             \
    if (load(function) == NULL) store(function, real_function(#name)); \
    return load(function);                                             \
  }

// A system call that does not pass through this library.
typedef long (*SystemCall)(long number, ...);
SystemCall system_call(void);
#define SYSTEM(...) (system_call()(__VA_ARGS__))

// Saturating, and 0 for negative times.
int64_t ns_of(const struct timespec* time);
struct timespec timespec_of(int64_t ns);

bool is_virtual(clockid_t clock);
int64_t real_now(clockid_t clock);
int64_t virtual_now(clockid_t clock);
// On the virtual steady clock: `ns` from now, or the moment at which `clock` shows `ns`.
int64_t deadline_in(int64_t ns);
int64_t deadline_at(clockid_t clock, int64_t ns);

// Waits in real time for at most `longest` ns (FOR_EVER is possible); true when the wait is over
// for another reason than time. Keeps its result in `context`.
typedef bool (*Attempt)(void* context, int64_t longest);

struct Wait {
  enum ClockJumpKind kind;
  int64_t deadline;
  Attempt attempt;
  void* context;
};

// The whole wait, in virtual time. False: its time is up.
bool wait_virtually(const struct Wait* wait);

// An entry of the page's waits; -1 when all are taken.
int begin_wait(int64_t deadline, int thread);
void end_wait(int entry);

// Adds a process to those whose threads time waits for; false when it is one of them, or there are
// too many.
bool join_process(int32_t process);

// Nothing is under way that time must not overtake: every other thread of the client is blocked;
// the plane owes nothing, and the harness has read what was written to it. `fingerprint` is equal
// for two calls when nothing happened in between.
bool threads_are_blocked(uint64_t* fingerprint);
bool plane_owes_nothing(uint64_t* fingerprint);

// A signal of a timer that fired at a jump is held back until the attempt that follows, which it
// has to interrupt. The mask for that attempt: `wanted`, or the one to go back to.
const sigset_t* mask_of_attempt(const sigset_t* wanted);
void release_signal(void);

// After time has jumped: timers of the kernel run on real time, so they are set anew.
void rearm_timers(void);
bool has_timers(void);
// False when the timer of that entry has fired, or was closed, by now.
bool is_armed(int thread);
