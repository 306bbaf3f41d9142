// Texts in code points: limits of the services count them, and blanks are what Unicode calls so. A
// byte that is no UTF-8 is a code point of its own, U+FFFD.
#pragma once

#include <cstddef>
#include <string_view>

namespace fauxplane {

// Takes the first code point off `text`. REQUIRES: it is not empty.
[[nodiscard]] char32_t take_code_point(std::string_view& text);

[[nodiscard]] std::size_t count_code_points(std::string_view text);

// The text up to its `count`th code point.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

// Whether there is nothing but white space in it, or nothing at all.
[[nodiscard]] bool is_blank(std::string_view text);

// Without the white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace fauxplane
