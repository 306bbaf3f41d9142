// A virtual clock for a client, preloaded into it unchanged (LD_PRELOAD). The rule of
// discrete-event simulation: time jumps to the earliest deadline among all waiting threads, and
// only when nothing else can happen first. docs/virtual_time.md says what that needs.
#define _GNU_SOURCE
#include "contracts/clock/preload/virtual_clock.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

// Real waits between two looks. A thread that may jump looks often; others only wait for their
// turn.
enum { FIRST_SLICE = 100 * 1000, OWNER_SLICE = 500 * 1000, OTHER_SLICE = 2 * 1000 * 1000 };

static struct ClockLayout* page;
static int is_started;

bool join_process(int32_t process) {
  for (int i = 0; i < CLOCK_PROCESSES_MAX; ++i) {
    if (load(page->processes[i]) == process) return false;
  }
  for (int i = 0; i < CLOCK_PROCESSES_MAX; ++i) {
    int32_t old = load(page->processes[i]);
    const bool is_free = old == 0 || (SYSTEM(SYS_kill, old, 0) != 0 && errno == ESRCH);
    if (is_free && replace(page->processes[i], old, process)) return true;
  }
  return false;
}

static void join_page(void) {
  const int32_t own = (int32_t)SYSTEM(SYS_getpid);
  // What an earlier program of this process left; its threads ended when this one was executed.
  for (unsigned i = 0; i < load(page->waits_used); ++i) {
    if (load(page->waits[i].process) == own) store(page->waits[i].deadline, 0);
  }
  join_process(own);
}

__attribute__((constructor)) static void start(void) {
  if (load(is_started)) return;
  const int error = errno;
  store(is_started, 1);
  const char* path = getenv(FAUXPLANE_CLOCK_VARIABLE);
  const int file = path ? (int)SYSTEM(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
  if (file >= 0) {
    void* memory = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    const long size = SYSTEM(SYS_lseek, file, 0L, SEEK_END);
    SYSTEM(SYS_close, file);
    struct ClockLayout* found = memory;
    if (memory != MAP_FAILED && size == (long)sizeof *page &&
        load(found->version) == CLOCK_LAYOUT_VERSION) {
      store(page, found);
      join_page();
      increase(page->loaded, 1U);
      pthread_atfork(NULL, NULL, join_page);
    }
  }
  errno = error;
}

struct ClockLayout* clock_page(void) {
  if (!load(is_started)) start();
  return load(page);
}

void* real_function(const char* name) {
  return dlsym(RTLD_NEXT, name);
}

SystemCall system_call(void) {
  static SystemCall function;
  if (load(function) == NULL) store(function, (SystemCall)real_function("syscall"));
  return load(function);
}

int64_t ns_of(const struct timespec* time) {
  if (time->tv_sec < 0) return 0;
  if (time->tv_sec >= FOR_EVER / NS_PER_SECOND) return FOR_EVER - 1;
  return (int64_t)time->tv_sec * NS_PER_SECOND + time->tv_nsec;
}

struct timespec timespec_of(int64_t ns) {
  if (ns < 0) ns = 0;
  return (struct timespec){.tv_sec = ns / NS_PER_SECOND, .tv_nsec = ns % NS_PER_SECOND};
}

bool is_virtual(clockid_t clock) {
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_BOOTTIME:
    case CLOCK_REALTIME_ALARM:
    case CLOCK_BOOTTIME_ALARM:
    case CLOCK_TAI:
      return true;
    default:  // time on a processor is what it is
      return false;
  }
}

int64_t real_now(clockid_t clock) {
  struct timespec now = {0, 0};
  SYSTEM(SYS_clock_gettime, clock, &now);
  return ns_of(&now);
}

int64_t virtual_now(clockid_t clock) {
  return real_now(clock) + load(clock_page()->offset);
}

int64_t deadline_in(int64_t ns) {
  const int64_t now = virtual_now(CLOCK_MONOTONIC);
  if (ns == FOR_EVER) return FOR_EVER;
  return ns >= FOR_EVER - 1 - now ? FOR_EVER - 1 : now + ns;
}

int64_t deadline_at(clockid_t clock, int64_t ns) {
  // The difference of two clocks is the same in real and in virtual time.
  const int64_t ahead = real_now(clock) - real_now(CLOCK_MONOTONIC);
  return ahead < 0 && ns > FOR_EVER - 1 + ahead ? FOR_EVER - 1 : ns - ahead;
}

int begin_wait(int64_t deadline, int thread) {
  struct ClockLayout* const shared = clock_page();
  const int32_t process = (int32_t)SYSTEM(SYS_getpid);
  for (unsigned i = 0; i < CLOCK_WAITS_MAX; ++i) {
    int64_t is_free = 0;
    // Taken at first with a time that nobody waits for; the rest is then written at leisure.
    if (load(shared->waits[i].deadline) != 0) continue;
    if (!replace(shared->waits[i].deadline, is_free, FOR_EVER)) continue;
    store(shared->waits[i].process, process);
    store(shared->waits[i].thread, thread);
    uint32_t used = load(shared->waits_used);
    while (used < i + 1 && !replace(shared->waits_used, used, i + 1)) {
    }
    store(shared->waits[i].deadline, deadline);
    increase(shared->activity, 1U);
    return (int)i;
  }
  return -1;
}

void end_wait(int entry) {
  if (entry < 0) return;
  struct ClockLayout* const shared = clock_page();
  increase(shared->activity, 1U);
  store(shared->waits[entry].deadline, 0);
}

struct Earliest {
  int64_t deadline;
  int32_t process;
  int32_t thread;
};

// Whether the wait is still somebody's; waits of processes that were killed are taken out.
static bool is_alive(int32_t process, int32_t thread) {
  if (process == SYSTEM(SYS_getpid)) return thread > 0 || is_armed(thread);
  const int error = errno;
  const bool is_gone = SYSTEM(SYS_kill, process, 0) != 0 && errno == ESRCH;
  errno = error;
  return !is_gone;
}

static struct Earliest earliest_wait(void) {
  struct ClockLayout* const shared = clock_page();
  for (;;) {
    struct Earliest found = {FOR_EVER, 0, 0};
    unsigned entry = 0;
    for (unsigned i = 0; i < load(shared->waits_used); ++i) {
      const int64_t deadline = load(shared->waits[i].deadline);
      if (deadline == 0 || deadline >= found.deadline) continue;
      found = (struct Earliest){deadline, load(shared->waits[i].process),
                                load(shared->waits[i].thread)};
      entry = i;
    }
    if (found.deadline == FOR_EVER || is_alive(found.process, found.thread)) return found;
    replace(shared->waits[entry].deadline, found.deadline, 0);
  }
}

static void log_jump(const struct Wait* wait, bool is_timer, int64_t asked, int64_t from,
                     int64_t by) {
  struct ClockLayout* const shared = clock_page();
  const uint64_t number = increase(shared->jumped, 1U) + 1;
  struct ClockJump* const jump = &shared->jumps[(number - 1) % CLOCK_JUMPS_KEPT];
  store(jump->number, 0);
  store(jump->from, from);
  store(jump->by, by);
  store(jump->asked, asked);
  store(jump->kind, (uint32_t)(is_timer ? CLOCK_TIMER : wait->kind));
  store(jump->process, (int32_t)SYSTEM(SYS_getpid));
  store(jump->number, number);
}

// Whether the earliest deadline is one that this thread may jump to: its own, or a timer's, for
// which nobody waits by name.
static bool may_jump_to(const struct Earliest* earliest, const struct Wait* wait) {
  if (earliest->deadline == FOR_EVER) return false;
  if (earliest->deadline == wait->deadline) return true;
  return earliest->thread <= 0 && earliest->process == SYSTEM(SYS_getpid);
}

static bool attempt(const struct Wait* wait, int64_t longest) {
  const bool is_over = wait->attempt(wait->context, longest);
  release_signal();
  return is_over;
}

// Moves time to the earliest deadline if nothing can happen before it. `is_over`: the wait ended in
// another way meanwhile.
static void try_to_jump(const struct Wait* wait, int64_t asked, bool* is_over) {
  struct ClockLayout* const shared = clock_page();
  const uint64_t activity = load(shared->activity);
  const struct Earliest earliest = earliest_wait();
  if (!load(shared->is_flowing) || !may_jump_to(&earliest, wait)) return;
  // Two looks with the same result: in between, at one moment, everything stood still at once. The
  // plane is asked before the first and after the last, the threads inside.
  uint64_t owed[2] = {0, 0};
  uint64_t threads[2] = {0, 0};
  if (!plane_owes_nothing(&owed[0]) || !threads_are_blocked(&threads[0])) return;
  *is_over = attempt(wait, 0);
  if (*is_over) return;
  if (!threads_are_blocked(&threads[1]) || threads[0] != threads[1]) return;
  if (!plane_owes_nothing(&owed[1]) || owed[0] != owed[1]) return;
  if (load(shared->activity) != activity || !load(shared->is_flowing)) return;
  int64_t offset = load(shared->offset);
  const int64_t from = real_now(CLOCK_MONOTONIC) + offset;
  const int64_t by = earliest.deadline - from;
  if (by <= 0) return;
  if (by > CLOCK_OFFSET_MAX - offset) {
    store(shared->is_beyond, 1U);
    return;
  }
  if (!replace(shared->offset, offset, offset + by)) return;
  log_jump(wait, earliest.deadline != wait->deadline, asked, from, by);
  rearm_timers();
}

bool wait_virtually(const struct Wait* wait) {
  if (wait->deadline == FOR_EVER && !has_timers()) return attempt(wait, FOR_EVER);
  struct ClockLayout* const shared = clock_page();
  const int64_t asked =
      wait->deadline == FOR_EVER ? FOR_EVER : wait->deadline - virtual_now(CLOCK_MONOTONIC);
  if (asked <= 0) return attempt(wait, 0);
  const int entry = begin_wait(wait->deadline, (int)SYSTEM(SYS_gettid));
  int64_t slice = FIRST_SLICE;
  bool is_over = false;
  while (!is_over) {
    const int64_t left = wait->deadline - virtual_now(CLOCK_MONOTONIC);
    is_over = attempt(wait, left < 0 ? 0 : left < slice ? left : slice);
    if (is_over || virtual_now(CLOCK_MONOTONIC) >= wait->deadline) break;
    const struct Earliest earliest = earliest_wait();
    slice = OTHER_SLICE;
    if (!load(shared->is_flowing) || !may_jump_to(&earliest, wait)) continue;
    slice = OWNER_SLICE;
    try_to_jump(wait, asked, &is_over);
  }
  end_wait(entry);
  // Something may have become ready at the very moment at which time ran out.
  return is_over || attempt(wait, 0);
}
