// What a call says only when the caller said it: what is not set is left out.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "contracts/client/url.h"

namespace memsy {

inline void add_if_set(Query& query, const char* name, const std::optional<std::string>& value) {
  if (value) query.emplace_back(name, *value);
}

inline void add_if_set(nlohmann::json& body, const char* name,
                       const std::optional<std::string>& value) {
  if (value) body[name] = *value;
}

// An empty list is as good as none.
inline void add_if_set(nlohmann::json& body, const char* name,
                       const std::vector<std::string>& value) {
  if (!value.empty()) body[name] = value;
}

}  // namespace memsy
