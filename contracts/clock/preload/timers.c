// Timers that the kernel fires: timerfd, setitimer and alarm. They run on real time, so whenever
// virtual time jumps they are set anew to what is left.
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "contracts/clock/preload/virtual_clock.h"

enum { TIMERS_MAX = 1024, ALARM = TIMERS_MAX, US_PER_SECOND = 1000000, SIGNAL_SET_BYTES = 8 };

// By descriptor; behind them the one of setitimer and alarm. In the page's waits the "thread" of a
// timer is its index, negative.
struct Timer {
  int entry;  // of the page's waits, plus 1; 0: not armed
  int64_t deadline;
  int64_t interval;
};
static struct Timer timers[TIMERS_MAX + 1];
static int armed;

static int64_t microseconds(const struct timeval* time) {
  return (int64_t)time->tv_sec * US_PER_SECOND + time->tv_usec;
}

static struct timeval timeval_of(int64_t ns) {
  const struct timespec time = timespec_of(ns);
  return (struct timeval){time.tv_sec, time.tv_nsec / 1000};
}

static void disarm(int index) {
  if (timers[index].entry == 0) return;
  end_wait(timers[index].entry - 1);
  timers[index].entry = 0;
  increase(armed, -1);
}

static void arm(int index, int64_t deadline, int64_t interval) {
  disarm(index);
  timers[index] = (struct Timer){begin_wait(deadline, -index) + 1, deadline, interval};
  if (timers[index].entry != 0) increase(armed, 1);
}

bool has_timers(void) {
  return clock_page() != NULL && load(armed) > 0;
}

static bool runs_in_kernel(int index) {
  if (index == ALARM) {
    struct itimerval left = {{0, 0}, {0, 0}};
    SYSTEM(SYS_getitimer, ITIMER_REAL, &left);
    return left.it_value.tv_sec != 0 || left.it_value.tv_usec != 0;
  }
  struct itimerspec left = {{0, 0}, {0, 0}};
  if (SYSTEM(SYS_timerfd_gettime, index, &left) != 0) return false;
  return left.it_value.tv_sec != 0 || left.it_value.tv_nsec != 0;
}

bool is_armed(int thread) {
  const int index = -thread;
  if (index > ALARM || timers[index].entry == 0) return false;
  const int error = errno;
  const bool is_running = runs_in_kernel(index);
  errno = error;
  if (!is_running) disarm(index);
  const struct Timer timer = timers[index];
  const int64_t now = virtual_now(CLOCK_MONOTONIC);
  if (!is_running || timer.interval == 0 || timer.deadline > now) return is_running;
  // It has fired in real time since, and goes on: the wait is another one now.
  arm(index, timer.deadline + ((now - timer.deadline) / timer.interval + 1) * timer.interval,
      timer.interval);
  return false;
}

// The mask of the thread that holds the alarm's signal back.
static _Thread_local sigset_t usual_signals;
static _Thread_local bool is_holding;

const sigset_t* mask_of_attempt(const sigset_t* wanted) {
  return wanted == NULL && is_holding ? &usual_signals : wanted;
}

void release_signal(void) {
  if (!is_holding) return;
  is_holding = false;
  SYSTEM(SYS_rt_sigprocmask, SIG_SETMASK, &usual_signals, NULL, SIGNAL_SET_BYTES);
}

static void fire_alarm(void) {
  const int process = (int)SYSTEM(SYS_getpid);
  const int thread = (int)SYSTEM(SYS_gettid);
  if (thread != process) {
    SYSTEM(SYS_kill, process, SIGALRM);
    return;
  }
  // As the kernel does, the main thread is asked first; between two attempts it would not notice.
  sigset_t alarm_only;
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  SYSTEM(SYS_rt_sigprocmask, SIG_BLOCK, &alarm_only, &usual_signals, SIGNAL_SET_BYTES);
  is_holding = true;
  SYSTEM(SYS_tgkill, process, thread, SIGALRM);
}

static void rearm(int index, int64_t now) {
  struct Timer* const timer = &timers[index];
  const int64_t left = timer->deadline > now ? timer->deadline - now : 0;
  if (index == ALARM) {
    const bool is_due = left < 1000;  // less than a microsecond
    const struct itimerval value = {timeval_of(timer->interval),
                                    timeval_of(is_due ? timer->interval : left)};
    SYSTEM(SYS_setitimer, ITIMER_REAL, &value, NULL);
    if (is_due) fire_alarm();
  } else {
    const struct itimerspec value = {timespec_of(timer->interval), timespec_of(left ? left : 1)};
    SYSTEM(SYS_timerfd_settime, index, 0, &value, NULL);
  }
  if (left > 0) return;
  const int64_t interval = timer->interval;
  // The wait of a timer that has fired is over, unless it fires again.
  if (interval == 0) return disarm(index);
  arm(index, timer->deadline + interval, interval);
}

void rearm_timers(void) {
  if (!has_timers()) return;
  const int error = errno;
  const int64_t now = virtual_now(CLOCK_MONOTONIC);
  for (int index = 0; index <= ALARM; ++index) {
    if (timers[index].entry != 0 && runs_in_kernel(index)) rearm(index, now);
  }
  errno = error;
}

EXPORT int timerfd_settime(int file, int flags, const struct itimerspec* value,
                           struct itimerspec* old) {
  const bool is_kept = clock_page() != NULL && value != NULL && file > 0 && file < TIMERS_MAX;
  if (!is_kept) return (int)SYSTEM(SYS_timerfd_settime, file, flags, value, old);
  const int64_t asked = ns_of(&value->it_value);
  struct itimerspec real = *value;
  int64_t deadline = deadline_in(asked);
  if ((flags & TFD_TIMER_ABSTIME) != 0 && asked != 0) {
    // The kernel does not say which clock a timer has; a date is far beyond any time since boot.
    const bool is_date = asked > virtual_now(CLOCK_REALTIME) / 2;
    const clockid_t clock = is_date ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    deadline = deadline_at(clock, asked);
    const int64_t left = deadline - virtual_now(CLOCK_MONOTONIC);
    real.it_value = timespec_of(left > 0 ? left : 1);
  }
  const int failed = (int)SYSTEM(SYS_timerfd_settime, file, 0, &real, old);
  if (failed) return failed;
  disarm(file);
  if (asked != 0) arm(file, deadline, ns_of(&value->it_interval));
  return 0;
}

EXPORT int setitimer(__itimer_which_t which, const struct itimerval* restrict value,
                     struct itimerval* restrict old) {
  const int failed = (int)SYSTEM(SYS_setitimer, which, value, old);
  if (failed || which != ITIMER_REAL || clock_page() == NULL) return failed;
  disarm(ALARM);
  const int64_t ns = value ? microseconds(&value->it_value) * 1000 : 0;
  if (ns > 0) arm(ALARM, deadline_in(ns), microseconds(&value->it_interval) * 1000);
  return 0;
}

EXPORT unsigned alarm(unsigned seconds) {
  const struct itimerval value = {{0, 0}, {(time_t)seconds, 0}};
  struct itimerval old = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &value, &old);
  const bool rounds_up = old.it_value.tv_usec >= US_PER_SECOND / 2 ||
                         (old.it_value.tv_sec == 0 && old.it_value.tv_usec > 0);
  return (unsigned)old.it_value.tv_sec + rounds_up;
}
