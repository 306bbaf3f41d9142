// Problem documents of the admin plane (RFC 9457).
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "simulator/services/answer.h"
#include "simulator/services/request.h"

namespace fauxplane {

using AdminJson = nlohmann::ordered_json;

// An answer of the admin plane, complete with length and, if asked for, the end of the connection.
[[nodiscard]] Answer admin_json(const Request& request, int status, const AdminJson& body);

// 204: done, and nothing to say about it.
[[nodiscard]] Answer admin_no_content(const Request& request);

// {"type":"about:blank","title":..., "status":..., "detail":...} and whatever `more` holds.
[[nodiscard]] Answer problem(const Request& request, int status, const std::string& detail,
                             const AdminJson& more = AdminJson::object());

}  // namespace fauxplane
