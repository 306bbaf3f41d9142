// The socket that Pistache listens on and keeps to itself: found by its port, and closed when the
// server stops, so that the system refuses new connections while the old ones are answered.
#pragma once

#include <cstdint>

#include "simulator/domain/instant.h"

namespace fauxplane {

// Its number; -1 when nothing of this process listens there.
[[nodiscard]] int find_listening_socket(std::uint16_t port);

// Returns when every connection that was made before the call has been accepted and handed to its
// worker, or when `patience` is over. REQUIRES: a worker ends connections that ask for nothing.
void await_accepted(int socket, Duration patience);

// Closes the socket and leaves its number taken, so that its owner can go on and close it.
void stop_listening(int socket);

}  // namespace fauxplane
