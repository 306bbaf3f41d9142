// What the connections ask of their sockets.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fauxplane {

// The socket is not blocking; none of these waits.
struct Sent {
  std::size_t bytes = 0;
  bool broken = false;  // the peer is gone
};
[[nodiscard]] Sent send_now(int socket, std::string_view bytes);
struct Received {
  std::size_t bytes = 0;
  bool ended = false;   // the peer's FIN
  bool broken = false;  // RST
};
[[nodiscard]] Received receive_now(int socket, char* buffer, std::size_t size);
// As receive_now(), but the bytes stay where they are.
[[nodiscard]] Received peek_now(int socket, char* buffer, std::size_t size);
void send_end_of_stream(int socket);
// The next close() sends RST and drops what was not sent.
void reset_on_close(int socket);
void send_without_delay(int socket);
// The IP address at the other end, "127.0.0.1" or "::1"; an IPv4 address that came over IPv6 is
// written as the former. Empty when there is none.
[[nodiscard]] std::string peer_address(int socket);
// False while bytes wait in the socket because the peer's window is full.
[[nodiscard]] bool all_sent(int socket);
// False while the peer's kernel has not confirmed every byte.
[[nodiscard]] bool all_confirmed(int socket);

}  // namespace fauxplane
