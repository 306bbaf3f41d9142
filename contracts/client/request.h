// A call as the request that all its attempts send.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "contracts/client/json_body.h"
#include "contracts/client/options.h"
#include "contracts/client/url.h"

namespace memsy {

// What one call asks for; `path` begins with a slash.
struct Call {
  std::string method = "GET";
  std::string path{};
  Query query{};
  std::optional<nlohmann::json> body{};
};

// How the parts of a call are written.
struct RequestRules {
  std::function<std::string(std::string_view)> path_segment = memsy::path_segment;
  std::function<std::string(const Query&)> query_text = memsy::query_text;
  std::function<std::string(const nlohmann::json&)> write_body = memsy::write_json;
};

// `headers` say who asks; they come first. Throws MemsyError for what cannot be written.
[[nodiscard]] HttpRequest request_of(const Call& call, const Options& options, Headers headers,
                                     const RequestRules& rules);

}  // namespace memsy
