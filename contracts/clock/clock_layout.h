// The shared page: what the harness, the plane and the preload library of the client know of
// virtual time. Plain integers of fixed size, so that C and C++ agree; every access to one is
// atomic.
#pragma once

#include <stdint.h>

#define FAUXPLANE_CLOCK_VARIABLE "FAUXPLANE_CLOCK_PAGE"

enum {
  CLOCK_LAYOUT_VERSION = 1,
  CLOCK_PROCESSES_MAX = 64,
  CLOCK_WAITS_MAX = 2048,
  CLOCK_JUMPS_KEPT = 4096,
  CLOCK_PORTS = 65536
};

// 200 years: the client's wall clock, as nanoseconds since 1970, still fits 63 bits.
#define CLOCK_OFFSET_MAX (INT64_C(200) * 31557600 * 1000000000)

// Which wait time jumped for.
enum ClockJumpKind {
  CLOCK_SLEEP,
  CLOCK_POLL,
  CLOCK_SELECT,
  CLOCK_EPOLL,
  CLOCK_RECEIVE,
  CLOCK_CONDITION,
  CLOCK_SEMAPHORE,
  CLOCK_LOCK,
  CLOCK_FUTEX,
  CLOCK_TIMER,
  CLOCK_KINDS  // how many there are
};

// What the plane still has to do on a connection.
enum ClockDebt {
  CLOCK_DEBT_NONE,     // it waits for the client
  CLOCK_DEBT_ANSWER,   // an answer, or the rest of one
  CLOCK_DEBT_BLOCKED,  // likewise, but the client has to read first
  CLOCK_DEBT_STALLED   // nothing more comes, whatever the client sends
};

// A connection of the plane, by the client's port. All zero while there is none. The plane writes
// it.
struct ClockConnection {
  uint64_t consumed;  // bytes the plane has read and owes nothing for
  uint64_t answered;  // bytes it had given to its kernel by then
  uint32_t debt;
  uint32_t unused;
};

// A thread that waits inside the library, or a timer, whose `thread` is 0 or less. Free when the
// deadline is 0. The client writes it.
struct ClockWait {
  int64_t deadline;  // on the virtual steady clock, ns; INT64_MAX: none
  int32_t process;
  int32_t thread;
};

struct ClockJump {
  uint64_t number;  // from 1; 0 while it is written
  int64_t from;     // the virtual steady clock before, ns
  int64_t by;       // ns
  int64_t asked;    // how long the wait was meant to take, ns
  uint32_t kind;
  int32_t process;
};

struct ClockLayout {
  uint32_t version;     // CLOCK_LAYOUT_VERSION once it may be used
  uint32_t is_flowing;  // the harness: time may jump
  int64_t offset;       // virtual minus real, ns
  uint32_t loaded;      // how many programs loaded the library
  uint32_t connected;   // how many connections to the plane it saw
  uint32_t is_beyond;   // a deadline is further away than CLOCK_OFFSET_MAX allows
  uint32_t waits_used;  // entries of `waits` behind it were never taken
  uint64_t activity;    // counts waits that began or ended
  uint64_t jumped;      // how many jumps there were; the last ones are kept
  int32_t processes[CLOCK_PROCESSES_MAX];  // that loaded the library; 0: free
  struct ClockWait waits[CLOCK_WAITS_MAX];
  struct ClockJump jumps[CLOCK_JUMPS_KEPT];  // by (number - 1) modulo its size
  uint8_t plane_ports[CLOCK_PORTS / 8];      // a bit for each port the plane listens at
  struct ClockConnection connections[CLOCK_PORTS];
};
