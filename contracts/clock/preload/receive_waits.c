// Reading from a socket that has a timeout (SO_RCVTIMEO).
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "contracts/clock/preload/virtual_clock.h"

enum { SOCKETS_MAX = 65536 };

// Sockets that got a timeout at some time; the kernel is asked what it is.
static uint8_t may_have_timeout[SOCKETS_MAX];

EXPORT int setsockopt(int socket, int level, int option, const void* value, socklen_t size) {
  if (level == SOL_SOCKET && option == SO_RCVTIMEO && socket >= 0 && socket < SOCKETS_MAX) {
    store(may_have_timeout[socket], 1);
  }
  return (int)SYSTEM(SYS_setsockopt, socket, level, option, value, size);
}

static bool try_receive(void* context, int64_t longest) {
  const int socket = *(const int*)context;
  const struct timespec span = timespec_of(longest);
  struct pollfd file = {.fd = socket, .events = POLLIN, .revents = 0};
  return SYSTEM(SYS_ppoll, &file, 1, &span, NULL, 0) != 0;
}

// Waits until something can be read. False: the time is up, and errno says so.
static bool await_bytes(int socket, int flags) {
  if (socket < 0 || socket >= SOCKETS_MAX || !load(may_have_timeout[socket])) return true;
  if (clock_page() == NULL || (flags & MSG_DONTWAIT) != 0) return true;
  const int error = errno;
  struct timeval limit = {0, 0};
  socklen_t size = sizeof limit;
  if (SYSTEM(SYS_getsockopt, socket, SOL_SOCKET, SO_RCVTIMEO, &limit, &size) != 0) {
    errno = error;
    return true;
  }
  const struct timespec span = {limit.tv_sec, limit.tv_usec * 1000};
  if (ns_of(&span) == 0 || (SYSTEM(SYS_fcntl, socket, F_GETFL) & O_NONBLOCK) != 0) return true;
  const struct Wait wait = {CLOCK_RECEIVE, deadline_in(ns_of(&span)), try_receive, &socket};
  if (wait_virtually(&wait)) {
    errno = error;
    return true;
  }
  errno = EAGAIN;
  return false;
}

// The C library's own, as they are points where a thread can be cancelled.
DEFINE_REAL(recvfrom)
DEFINE_REAL(recvmsg)
DEFINE_REAL(read)

EXPORT ssize_t recvfrom(int socket, void* restrict buffer, size_t size, int flags,
                        struct sockaddr* restrict from, socklen_t* restrict from_size) {
  if (!await_bytes(socket, flags)) return -1;
  return REAL(recvfrom)(socket, buffer, size, flags, from, from_size);
}

EXPORT ssize_t recv(int socket, void* buffer, size_t size, int flags) {
  return recvfrom(socket, buffer, size, flags, NULL, NULL);
}

EXPORT ssize_t recvmsg(int socket, struct msghdr* message, int flags) {
  if (!await_bytes(socket, flags)) return -1;
  return REAL(recvmsg)(socket, message, flags);
}

EXPORT ssize_t read(int file, void* buffer, size_t size) {
  if (!await_bytes(file, 0)) return -1;
  return REAL(read)(file, buffer, size);
}

// What the same calls are compiled to where the size of the buffer is known (_FORTIFY_SOURCE).
EXPORT ssize_t __recv_chk(int socket, void* buffer, size_t size, size_t room, int flags) {
  if (size > room) abort();
  return recv(socket, buffer, size, flags);
}

EXPORT ssize_t __recvfrom_chk(int socket, void* restrict buffer, size_t size, size_t room,
                              int flags, struct sockaddr* restrict from,
                              socklen_t* restrict from_size) {
  if (size > room) abort();
  return recvfrom(socket, buffer, size, flags, from, from_size);
}

EXPORT ssize_t __read_chk(int file, void* buffer, size_t size, size_t room) {
  if (size > room) abort();
  return read(file, buffer, size);
}
