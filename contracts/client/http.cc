#include "contracts/client/http.h"

#include <algorithm>

namespace memsy {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char one, char other) { return lower(one) == lower(other); });
}

}  // namespace

bool Headers::extend_last(std::string_view text) {
  if (lines_.empty()) return false;
  lines_.back().value.append(" ").append(text);
  return true;
}

std::vector<std::string> Headers::values(std::string_view name) const {
  std::vector<std::string> found;
  for (const Header& line : lines_) {
    if (is_same_name(line.name, name)) found.push_back(line.value);
  }
  return found;
}

std::optional<std::string> Headers::only(std::string_view name) const {
  std::vector<std::string> found = values(name);
  if (found.size() != 1) return std::nullopt;
  return std::move(found.front());
}

std::string_view words_of(FailureKind kind) {
  switch (kind) {
    case FailureKind::kConnect:
      return "no connection";
    case FailureKind::kTls:
      return "no trusted connection";
    case FailureKind::kTimeout:
      return "timeout";
    case FailureKind::kClosed:
      return "the connection was closed before an answer came";
    case FailureKind::kTruncated:
      return "the answer was cut off";
    case FailureKind::kMalformed:
      return "the answer is not HTTP/1.1";
    case FailureKind::kCancelled:
      return "cancelled";
  }
  return "unknown";
}

}  // namespace memsy
