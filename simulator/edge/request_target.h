// The rules of the request target (RFC 9112 3.2, RFC 3986) and of Host.
#pragma once

#include <string>
#include <string_view>

#include "simulator/services/request.h"

namespace fauxplane {

// What is wrong with a target; empty when nothing is. Paths and queries may hold what URL libraries
// leave as it is, such as "|", but no control, blank, byte beyond ASCII, "#", quote, "<" or ">";
// the path moreover no "\", "`", "{" or "}", and no "%" without its two digits. A whole address
// needs http:// or https:// and a host, and gives away no user (RFC 9110 4.2.4).
[[nodiscard]] std::string_view flaw_of_target(std::string_view target, bool is_options);

// Whether Host may have that value (RFC 9110 7.2); an empty one, too.
[[nodiscard]] bool is_host(std::string_view value);

// Sets path and query from the target; "http://host" in front of the path is left out.
void split_target(Request& request);

// The path with the escapes of letters, digits, "-", ".", "_" and "~" undone, which need none: such
// paths are the same (RFC 3986 6.2.2.2). Others stay, since "%2F" is no "/". Segments of dots stay,
// too: ids are segments, and an id never changes the route.
[[nodiscard]] std::string normalised_path(std::string_view path);

}  // namespace fauxplane
