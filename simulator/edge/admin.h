// The admin plane under /_sim: sessions, clock, journal and verdict as JSON. Errors are problem
// documents (RFC 9457). docs/admin.md lists every request.
#pragma once

#include <string_view>

#include "simulator/edge/site.h"

namespace fauxplane {

[[nodiscard]] Answer admin_answer(Site& site, const Request& request);

// 404 for a request to a session that there is not, in words that a client's error shows.
[[nodiscard]] Answer unknown_session_answer(const Request& request, std::string_view id);

}  // namespace fauxplane
