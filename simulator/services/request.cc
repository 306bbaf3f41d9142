#include "simulator/services/request.h"

#include <algorithm>
#include <array>

namespace fauxplane {
namespace {

constexpr std::array<std::string_view, 8> kMethodNames = {"GET",   "HEAD",   "POST",    "PUT",
                                                          "PATCH", "DELETE", "OPTIONS", "?"};

constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

constexpr int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  const char low = lower(letter);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace

Method method_of(std::string_view text) {
  const auto* const at = std::find(kMethodNames.begin(), kMethodNames.end() - 1, text);
  return static_cast<Method>(at - kMethodNames.begin());
}

std::string_view name_of(Method method) {
  return kMethodNames[static_cast<std::size_t>(method)];
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<std::string_view> find_header(const Request& request, std::string_view name) {
  for (auto header = request.headers.rbegin(); header != request.headers.rend(); ++header) {
    if (equal_ignoring_case(header->name, name)) return header->value;
  }
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size()) {
      const int high = digit_of(text[at + 1]);
      const int low = digit_of(text[at + 2]);
      if (high >= 0 && low >= 0) {
        decoded += static_cast<char>(high * 16 + low);
        at += 2;
        continue;
      }
    }
    decoded += text[at];
  }
  return decoded;
}

}  // namespace fauxplane
