#include "simulator/domain/code_point.h"

#include <cstdint>

namespace fauxplane {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// White space of Unicode (PropList.txt), and the separators that Python's strip takes, too.
bool is_white_space(char32_t point) {
  return (point >= 0x09 && point <= 0x0D) || (point >= 0x1C && point <= 0x20) || point == 0x85 ||
         point == 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
         point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F ||
         point == 0x3000;
}

// How many bytes follow a first byte; 0 for one that stands alone or that may not come first.
std::size_t followers_of(unsigned char first) {
  if (first >= 0xC2 && first <= 0xDF) return 1;
  if (first >= 0xE0 && first <= 0xEF) return 2;
  if (first >= 0xF0 && first <= 0xF4) return 3;
  return 0;
}

// Overlong forms, surrogates and what lies beyond Unicode are no UTF-8 (RFC 3629 3).
bool is_allowed(char32_t point, std::size_t followers) {
  if (followers == 2) return point >= 0x800 && (point < 0xD800 || point > 0xDFFF);
  if (followers == 3) return point >= 0x10000 && point <= 0x10FFFF;
  return true;
}

}  // namespace

char32_t take_code_point(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  if (first < 0x80) return first;
  const std::size_t followers = followers_of(first);
  if (followers == 0 || text.size() < followers) return kReplacement;
  char32_t point = first & (0x3FU >> followers);
  for (std::size_t at = 0; at < followers; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0U) != 0x80U) return kReplacement;
    point = (point << 6U) | (byte & 0x3FU);
  }
  if (!is_allowed(point, followers)) return kReplacement;
  text.remove_prefix(followers);
  return point;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) static_cast<void>(take_code_point(text));
  return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  std::string_view rest = text;
  for (; count > 0 && !rest.empty(); --count) static_cast<void>(take_code_point(rest));
  return text.substr(0, text.size() - rest.size());
}

bool is_blank(std::string_view text) {
  return trimmed(text).empty();
}

std::string_view trimmed(std::string_view text) {
  std::size_t start = text.size();
  std::size_t end = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t at = text.size() - rest.size();
    if (is_white_space(take_code_point(rest))) continue;
    if (start == text.size()) start = at;
    end = text.size() - rest.size();
  }
  return start < end ? text.substr(start, end - start) : text.substr(0, 0);
}

}  // namespace fauxplane
