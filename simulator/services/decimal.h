// Numbers as text, for heads and bodies alike.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>

namespace fauxplane {

inline void append_decimal(std::string& text, std::int64_t number) {
  std::array<char, std::numeric_limits<std::int64_t>::digits10 + 2> digits;  // and the sign
  const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

}  // namespace fauxplane
