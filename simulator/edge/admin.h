// The admin plane under /_sim: sessions, clock, journal and verdict as JSON. Errors are problem
// documents (RFC 9457). docs/admin.md lists every request.
#pragma once

#include <string>
#include <string_view>

#include "simulator/edge/site.h"

namespace fauxplane {

[[nodiscard]] Answer admin_answer(Site& site, const Request& request);

// Why a session is not there, and how to make one.
[[nodiscard]] std::string no_session_text(std::string_view id);

}  // namespace fauxplane
