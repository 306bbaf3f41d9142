#include "tests/support/raw_client.h"

#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <memory>
#include <ostream>

namespace fauxplane {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* found) const { ::freeaddrinfo(found); }
};

int connect_to(std::uint16_t port, const RawClientOptions& options) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const std::string service = std::to_string(port);
  if (::getaddrinfo(options.host.c_str(), service.c_str(), &hints, &found) != 0) return -1;
  const std::unique_ptr<addrinfo, FreeAddresses> address(found);
  const int socket = ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (options.receive_buffer > 0) {
    ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer,
                 sizeof options.receive_buffer);
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket, address->ai_addr, address->ai_addrlen) == 0) return socket;
  ::close(socket);
  return -1;
}

// Of the answer whose head is `head`; 0 when it does not say.
std::size_t body_size(std::string_view head) {
  constexpr std::string_view kName = "Content-Length: ";
  const std::size_t at = head.find(kName);
  std::size_t size = 0;
  if (at == std::string_view::npos) return size;
  std::from_chars(head.data() + at + kName.size(), head.data() + head.size(), size);
  return size;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, StreamEnd end) {
  switch (end) {
    case StreamEnd::kOpen:
      return out << "open";
    case StreamEnd::kFin:
      return out << "FIN";
    case StreamEnd::kReset:
      return out << "RST";
  }
  return out;
}

RawClient::RawClient(std::uint16_t port, const RawClientOptions& options)
    : socket_(connect_to(port, options)), is_connected_(socket_ >= 0) {
  EXPECT_TRUE(is_connected_) << "nobody listens on port " << port;
}

RawClient::~RawClient() {
  close();
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::send_end_of_stream() const {
  ::shutdown(socket_, SHUT_WR);
}

void RawClient::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void RawClient::abort() {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close();
}

bool RawClient::receive() {
  if (end_ != StreamEnd::kOpen || socket_ < 0) return false;
  pollfd readable{.fd = socket_, .events = POLLIN, .revents = 0};
  const auto patience = std::chrono::milliseconds(kClientDeadline).count();
  if (::poll(&readable, 1, static_cast<int>(patience)) <= 0) {
    ADD_FAILURE() << "nothing came until the deadline";
    return false;
  }
  std::array<char, 65536> bytes{};
  const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (size > 0) {
    input_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
  }
  end_ = size == 0 ? StreamEnd::kFin : StreamEnd::kReset;
  return false;
}

std::string RawClient::take(std::size_t size) {
  std::string taken = input_.substr(0, size);
  input_.erase(0, size);
  return taken;
}

std::string RawClient::read(std::size_t size) {
  while (input_.size() < size && receive()) {
  }
  return take(size);
}

std::string RawClient::read_answer() {
  constexpr std::string_view kHeadEnd = "\r\n\r\n";
  std::size_t head = input_.find(kHeadEnd);
  while (head == std::string::npos) {
    if (!receive()) return take(input_.size());
    head = input_.find(kHeadEnd);
  }
  head += kHeadEnd.size();
  return read(head + body_size(std::string_view(input_).substr(0, head)));
}

std::string RawClient::read_to_end() {
  while (receive()) {
  }
  return take(input_.size());
}

bool is_listening(std::uint16_t port) {
  const int socket = connect_to(port, {});
  if (socket >= 0) ::close(socket);
  return socket >= 0;
}

}  // namespace fauxplane
