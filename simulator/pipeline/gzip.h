// Compression by zlib, which appears in gzip.cc and nowhere else.
#pragma once

#include <string>
#include <string_view>

namespace fauxplane {

// The bytes as a gzip member (RFC 1952), the same for the same bytes.
[[nodiscard]] std::string gzipped(std::string_view bytes);

}  // namespace fauxplane
