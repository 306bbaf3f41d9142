// Whether nothing is under way that virtual time must not overtake. The kernel is asked, and
// nothing is counted on the way: so it holds for whatever the client writes with, TLS included.
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "contracts/clock/preload/virtual_clock.h"

enum { TCP_STATE_ESTABLISHED = 1, TCP_STATE_FIN_WAIT_1 = 4, TCP_STATE_FIN_WAIT_2 = 5 };

// stdout at the start: the harness reads the client's replies there.
static dev_t reply_device;
static ino_t reply_file;

__attribute__((constructor)) static void remember_replies(void) {
  struct stat status;
  if (fstat(STDOUT_FILENO, &status) != 0) return;
  if (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode)) return;
  reply_device = status.st_dev;
  reply_file = status.st_ino;
}

static uint64_t mixed(uint64_t seed, uint64_t value) {
  return (seed ^ value) * UINT64_C(0x9E3779B97F4A7C15) + (seed >> 29);
}

// Calls `visit` with every number that names an entry of the folder, until it says false.
static bool each_number(const char* folder, bool (*visit)(int number, void* context),
                        void* context) {
  struct Entry {
    uint64_t inode;
    int64_t offset;
    uint16_t size;
    uint8_t type;
    char name[];
  };
  const int file = (int)SYSTEM(SYS_openat, AT_FDCWD, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return true;
  _Alignas(8) char buffer[4096];
  bool goes_on = true;
  long size = 0;
  while (goes_on && (size = SYSTEM(SYS_getdents64, file, buffer, sizeof buffer)) > 0) {
    for (long at = 0; goes_on && at < size;) {
      const struct Entry* entry = (const struct Entry*)(buffer + at);
      if (isdigit((unsigned char)entry->name[0]) && atoi(entry->name) != file) {
        goes_on = visit(atoi(entry->name), context);
      }
      at += entry->size;
    }
  }
  SYSTEM(SYS_close, file);
  return goes_on;
}

// ---- the client's threads

struct Threads {
  int process;
  int self;  // the thread that asks
  uint64_t fingerprint;
};

static bool waits_here(int process, int thread) {
  const struct ClockLayout* const shared = clock_page();
  for (unsigned i = 0; i < load(shared->waits_used); ++i) {
    if (load(shared->waits[i].deadline) != 0 && load(shared->waits[i].thread) == thread &&
        load(shared->waits[i].process) == process) {
      return true;
    }
  }
  return false;
}

static uint64_t number_behind(const char* text, const char* name) {
  const char* found = strstr(text, name);
  return found ? strtoull(found + strlen(name), NULL, 10) : 0;
}

// The text of a file of /proc about a thread, with an end; false when there is none any more.
static bool read_about(const struct Threads* threads, int thread, const char* name, char* text,
                       size_t room) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/task/%d/%s", threads->process, thread, name);
  const int file = (int)SYSTEM(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const long size = SYSTEM(SYS_read, file, text, room - 1);
  SYSTEM(SYS_close, file);
  if (size < 0) return false;
  text[size] = '\0';
  return true;
}

// Whether all children of the thread are known. One that was made just now has not joined by itself
// yet; it does so here, and time waits for it.
static bool knows_children(const struct Threads* threads, int thread) {
  char text[1024];
  if (!read_about(threads, thread, "children", text, sizeof text)) return true;
  bool are_known = true;
  char* rest = text;
  for (long child = 0; (child = strtol(rest, &rest, 10)) > 0;) {
    if (join_process((int32_t)child)) are_known = false;
  }
  return are_known;
}

static bool is_blocked(int thread, void* context) {
  struct Threads* const threads = context;
  if (!knows_children(threads, thread)) return false;
  if (thread == threads->self) return true;
  char text[8192];
  if (!read_about(threads, thread, "status", text, sizeof text)) return true;  // it has ended
  const char* state = strstr(text, "\nState:\t");
  if (state != NULL && strchr("RDW", state[8]) != NULL) return false;
  threads->fingerprint = mixed(threads->fingerprint, (uint64_t)thread);
  // Threads that wait in this library wake up now and then; when one of them wakes up for good, the
  // page's activity tells.
  if (waits_here(threads->process, thread)) return true;
  const uint64_t voluntary = number_behind(text, "\nvoluntary_ctxt_switches:");
  const uint64_t involuntary = number_behind(text, "\nnonvoluntary_ctxt_switches:");
  threads->fingerprint = mixed(mixed(threads->fingerprint, voluntary), involuntary);
  return true;
}

bool threads_are_blocked(uint64_t* fingerprint) {
  const int error = errno;
  struct ClockLayout* const shared = clock_page();
  const int self = (int)SYSTEM(SYS_gettid);
  bool are_blocked = true;
  for (int i = 0; are_blocked && i < CLOCK_PROCESSES_MAX; ++i) {
    const int process = load(shared->processes[i]);
    if (process == 0) continue;
    struct Threads threads = {.process = process, .self = self, .fingerprint = *fingerprint};
    char folder[32];
    snprintf(folder, sizeof folder, "/proc/%d/task", process);
    are_blocked = each_number(folder, is_blocked, &threads);
    *fingerprint = threads.fingerprint;
  }
  errno = error;
  return are_blocked;
}

// ---- the plane, and the harness

static bool is_plane_port(uint16_t port) {
  const struct ClockLayout* const shared = clock_page();
  return (load(shared->plane_ports[port / 8]) & (1U << (port % 8))) != 0;
}

// The port of the socket's own end or of the other one; 0 when it has none.
static uint16_t port_of(int socket, bool is_own) {
  struct sockaddr_storage address = {0};
  socklen_t size = sizeof address;
  const long failed = SYSTEM(is_own ? SYS_getsockname : SYS_getpeername, socket, &address, &size);
  if (failed) return 0;
  if (address.ss_family == AF_INET) return ntohs(((struct sockaddr_in*)&address)->sin_port);
  if (address.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6*)&address)->sin6_port);
  return 0;
}

static bool has_unread(int file) {
  int unread = 0;
  return SYSTEM(SYS_ioctl, file, FIONREAD, &unread) == 0 && unread > 0;
}

static bool connection_owes(int socket, const struct tcp_info* own, uint64_t* fingerprint) {
  // Once the plane has ended the stream, nothing more can come.
  const bool may_receive = own->tcpi_state == TCP_STATE_ESTABLISHED ||
                           own->tcpi_state == TCP_STATE_FIN_WAIT_1 ||
                           own->tcpi_state == TCP_STATE_FIN_WAIT_2;
  if (!may_receive || !is_plane_port(port_of(socket, false))) return false;
  const struct ClockConnection* plane = &clock_page()->connections[port_of(socket, true)];
  const uint64_t written = own->tcpi_bytes_sent - own->tcpi_bytes_retrans + own->tcpi_notsent_bytes;
  const uint64_t consumed = load(plane->consumed);
  const uint32_t debt = load(plane->debt);
  *fingerprint = mixed(mixed(*fingerprint, (uint64_t)socket), written);
  *fingerprint = mixed(*fingerprint, own->tcpi_bytes_received);
  // Whoever does not read what is there does not wait for what comes behind it.
  const bool is_under_way = own->tcpi_bytes_received < load(plane->answered);
  if (is_under_way || debt == CLOCK_DEBT_BLOCKED) return !has_unread(socket);
  if (debt == CLOCK_DEBT_STALLED) return false;
  return debt == CLOCK_DEBT_ANSWER || consumed < written;
}

// Whether the harness has still to read what was written to it.
static bool is_unheard(int file) {
  struct stat status;
  if (reply_file == 0 || fstat(file, &status) != 0) return false;
  if (status.st_dev != reply_device || status.st_ino != reply_file) return false;
  if (S_ISFIFO(status.st_mode)) return has_unread(file);
  int unread = 0;
  return SYSTEM(SYS_ioctl, file, TIOCOUTQ, &unread) == 0 && unread > 0;
}

static bool owes_nothing(int file, void* fingerprint) {
  struct tcp_info own;
  memset(&own, 0, sizeof own);
  socklen_t size = sizeof own;
  if (SYSTEM(SYS_getsockopt, file, IPPROTO_TCP, TCP_INFO, &own, &size) == 0) {
    return !connection_owes(file, &own, fingerprint);
  }
  return !is_unheard(file);
}

bool plane_owes_nothing(uint64_t* fingerprint) {
  const int error = errno;
  const bool result = each_number("/proc/self/fd", owes_nothing, fingerprint);
  errno = error;
  return result;
}

// ---- what the self-test wants to know

EXPORT int connect(int socket, const struct sockaddr* address, socklen_t size) {
  struct ClockLayout* const shared = clock_page();
  if (shared != NULL && address != NULL && size >= sizeof(struct sockaddr_in)) {
    // The port stands at the same place in both kinds of address.
    const bool is_internet = address->sa_family == AF_INET || address->sa_family == AF_INET6;
    const struct sockaddr_in* internet = (const struct sockaddr_in*)address;
    if (is_internet && is_plane_port(ntohs(internet->sin_port))) increase(shared->connected, 1U);
  }
  return (int)SYSTEM(SYS_connect, socket, address, size);
}
