// The JSON body of a request and typed access to its members. What is wrong with it is a
// "validation_error" that names the member (memsy.md 4).
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/domain/error.h"
#include "simulator/services/request.h"

namespace fauxplane {

// How deep a body may nest.
inline constexpr int kBodyDepthMax = 64;

// The body as a JSON object.
[[nodiscard]] Result<nlohmann::json> parse_object(std::string_view body);

// Likewise, of a request that has no Content-Type or that of JSON (memsy.md 2). With another one a
// service does not read the body as JSON, and so finds no object.
[[nodiscard]] Result<nlohmann::json> object_of(const Request& request);

// A string that must be there and not blank.
[[nodiscard]] Result<std::string> required_text(const nlohmann::json& body,
                                                const std::string& name);

// A string that may be absent or null.
[[nodiscard]] Result<std::optional<std::string>> optional_text(const nlohmann::json& body,
                                                               const std::string& name);

}  // namespace fauxplane
