// The addresses behind the names of origins: which one a request was sent to, and how each is
// written.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "simulator/scenario/origin.h"
#include "simulator/services/request.h"

namespace fauxplane {

// Of one server; it outlives the requests that point to it.
struct Origins {
  std::string own{};                         // "http://127.0.0.1:8080"
  std::atomic<std::uint16_t> other_port{0};  // 0 until somebody needs it
};

// "http://localhost:8080" for other_host of the above.
[[nodiscard]] std::string text_of(const Origins& origins, Origin origin);

// By its Host header and the port it came in at; own when it has no Host.
[[nodiscard]] Origin origin_of(const Request& request);

}  // namespace fauxplane
