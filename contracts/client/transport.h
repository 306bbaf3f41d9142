// HTTP/1.1 over libcurl: one attempt is one request on the wire, never more.
#pragma once

#include <string>

#include "contracts/client/http.h"

namespace memsy {

struct TransportOptions {
  std::string ca_file{};  // PEM; empty for the certificates of the system
  bool reuse_connections = true;
};

// Keeps connections open between requests, one for each request that is under way at once.
//
// What libcurl would do by itself and must not: send a request again on a new connection when a
// kept one turns out to be dead, follow redirects, go through a proxy of the environment, use
// signals, read .netrc. The copies of the returned function share the connections; they are closed
// with the last copy.
[[nodiscard]] Transport make_curl_transport(const TransportOptions& options = {});

}  // namespace memsy
