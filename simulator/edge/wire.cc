#include "simulator/edge/wire.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace fauxplane {
namespace {

// Of the bytes in the socket's queue; 0 when the socket cannot tell any more.
int queued(int socket, unsigned long question) {
  int bytes = 0;
  return ::ioctl(socket, question, &bytes) == 0 ? bytes : 0;
}

Received receive(int socket, char* buffer, std::size_t size, int flags) {
  const ssize_t received = ::recv(socket, buffer, size, flags);
  if (received > 0) {
    return {.bytes = static_cast<std::size_t>(received), .ended = false, .broken = false};
  }
  if (received == 0) return {.bytes = 0, .ended = true, .broken = false};
  return {.bytes = 0, .ended = false, .broken = errno != EAGAIN && errno != EINTR};
}

}  // namespace

Sent send_now(int socket, std::string_view bytes) {
  const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) return {.bytes = static_cast<std::size_t>(sent), .broken = false};
  return {.bytes = 0, .broken = errno != EAGAIN && errno != EINTR && errno != ENOBUFS};
}

Received receive_now(int socket, char* buffer, std::size_t size) {
  return receive(socket, buffer, size, MSG_DONTWAIT);
}

Received peek_now(int socket, char* buffer, std::size_t size) {
  return receive(socket, buffer, size, MSG_DONTWAIT | MSG_PEEK);
}

void send_end_of_stream(int socket) {
  ::shutdown(socket, SHUT_WR);
}

void reset_on_close(int socket) {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

void send_without_delay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

std::string peer_address(int socket) {
  constexpr std::string_view kMapped = "::ffff:";
  sockaddr_storage stored{};
  socklen_t size = sizeof stored;
  // The system's way to hand out an address of any family.
  auto* const any = reinterpret_cast<sockaddr*>(&stored);  // NOLINT(*-reinterpret-cast)
  if (::getpeername(socket, any, &size) != 0) return {};
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (stored.ss_family == AF_INET) {
    sockaddr_in address{};
    std::memcpy(&address, &stored, sizeof address);
    ::inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
  } else if (stored.ss_family == AF_INET6) {
    sockaddr_in6 address{};
    std::memcpy(&address, &stored, sizeof address);
    ::inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
  }
  const std::string_view written(text.data());
  const bool is_mapped =
      written.starts_with(kMapped) && written.find('.') != std::string_view::npos;
  return std::string(is_mapped ? written.substr(kMapped.size()) : written);
}

bool all_sent(int socket) {
  return queued(socket, SIOCOUTQNSD) == 0;
}

bool all_confirmed(int socket) {
  return queued(socket, SIOCOUTQ) == 0;
}

}  // namespace fauxplane
