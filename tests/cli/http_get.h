// A client of a few lines for tests that want to see the bytes.
#pragma once

#include <string>

namespace fauxplane {

// Sends `text` to 127.0.0.1 and returns what comes back until the end of the stream; empty when
// nobody listens.
[[nodiscard]] std::string exchange_bytes(int port, const std::string& text);

// GET with the key, on a connection of its own.
[[nodiscard]] std::string http_get(int port, const std::string& target, const std::string& key);

}  // namespace fauxplane
