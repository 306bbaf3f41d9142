// Why a handshake failed, in words.
#pragma once

#include <string>

struct ssl_st;

namespace fauxplane {

// For the last error of OpenSSL in this thread, which is forgotten. `has_ended`: the peer's FIN was
// read. Without a full stop.
[[nodiscard]] std::string handshake_words(const ssl_st* session, bool has_ended);

}  // namespace fauxplane
