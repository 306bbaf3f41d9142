#include "simulator/edge/listening_socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>

namespace fauxplane {
namespace {

// A file that is closed at the end of its scope.
class File {
 public:
  explicit File(int number) : number_(number) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

struct Address {
  sockaddr_storage storage{};
  socklen_t size = sizeof(sockaddr_storage);
};

const sockaddr* as_sockaddr(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address.storage);
}

std::optional<Address> address_of(int socket) {
  Address address;
  auto* const target = reinterpret_cast<sockaddr*>(&address.storage);
  if (::getsockname(socket, target, &address.size) != 0) return std::nullopt;
  return address;
}

bool is_listening(int socket) {
  int listens = 0;
  socklen_t size = sizeof listens;
  return ::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens != 0;
}

// IPv4 and IPv6 have the port at the same place.
std::uint16_t port_of(const Address& address) {
  sockaddr_in any{};
  std::memcpy(&any, &address.storage, sizeof any);
  return ntohs(any.sin_port);
}

}  // namespace

int find_listening_socket(std::uint16_t port) {
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", failure)) {
    const std::string name = entry.path().filename().string();
    int socket = -1;
    std::from_chars(name.data(), name.data() + name.size(), socket);
    if (!is_listening(socket)) continue;
    const std::optional<Address> address = address_of(socket);
    if (address && port_of(*address) == port) return socket;
  }
  return -1;
}

void await_accepted(int socket, Duration patience) {
  const std::optional<Address> address = address_of(socket);
  if (!address) return;
  // Connections are accepted in order: when this one is ended, those before it are with their
  // workers.
  const File last(
      ::socket(address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int failed = ::connect(last.number(), as_sockaddr(*address), address->size);
  if (failed != 0 && errno != EINPROGRESS) return;
  pollfd ended{.fd = last.number(), .events = POLLIN, .revents = 0};
  ::poll(&ended, 1, static_cast<int>(patience.count()));
}

void stop_listening(int socket) {
  if (socket < 0) return;
  // Another socket takes its number: whoever still tries to accept there is told that nobody came.
  const File unbound(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (unbound.number() >= 0) ::dup3(unbound.number(), socket, O_CLOEXEC);
}

}  // namespace fauxplane
