// Targets of requests: paths and queries, percent-encoded (RFC 3986).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace memsy {

// Everything but unreserved characters as %XX, byte by byte of UTF-8.
[[nodiscard]] std::string percent_encoded(std::string_view text);

// An id as one segment of a path. "." and ".." stay segments too. Throws MemsyError for an empty
// id, which would name the collection instead.
[[nodiscard]] std::string path_segment(std::string_view id);

using Query = std::vector<std::pair<std::string, std::string>>;

// "?a=1&b=2", or nothing.
[[nodiscard]] std::string query_text(const Query& query);

}  // namespace memsy
