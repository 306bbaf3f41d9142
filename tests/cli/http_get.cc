#include "tests/cli/http_get.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>

namespace fauxplane {

std::string exchange_bytes(int port, const std::string& text) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // The one cast that the sockets of POSIX ask for.
  const auto* const generic = reinterpret_cast<const sockaddr*>(&address);
  std::string answer;
  if (::connect(descriptor, generic, sizeof address) == 0 &&
      ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL) >= 0) {
    std::array<char, 4096> portion{};
    for (;;) {
      const ssize_t count = ::recv(descriptor, portion.data(), portion.size(), 0);
      if (count <= 0) break;
      answer.append(portion.data(), static_cast<std::size_t>(count));
    }
  }
  ::close(descriptor);
  return answer;
}

std::string http_get(int port, const std::string& target, const std::string& key) {
  return exchange_bytes(port, "GET " + target +
                                  " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key +
                                  "\r\nConnection: close\r\n\r\n");
}

}  // namespace fauxplane
