#include "simulator/edge/refusing_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace fauxplane {

Result<std::unique_ptr<RefusingPort>> RefusingPort::open() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (socket < 0 || ::bind(socket, any, size) != 0 || ::getsockname(socket, any, &size) != 0) {
    const std::string why = std::generic_category().message(errno);
    if (socket >= 0) ::close(socket);
    return tl::unexpected(Error{.code = "cannot_listen",
                                .message = "cannot hold a port that refuses connections: " + why});
  }
  return std::unique_ptr<RefusingPort>(new RefusingPort(socket, ntohs(address.sin_port)));
}

RefusingPort::~RefusingPort() {
  ::close(socket_);
}

}  // namespace fauxplane
