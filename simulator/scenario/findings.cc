#include "simulator/scenario/findings.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace fauxplane {

void Findings::add(Place place, std::string message) {
  if (is_full()) return;
  for (char& letter : message) {  // a finding is one line, whatever the ids in it hold
    if (static_cast<unsigned char>(letter) < 0x20U) letter = '?';
  }
  findings_.push_back({.file = file_, .place = place, .message = std::move(message)});
}

std::vector<Finding> Findings::take() {
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const Finding& left, const Finding& right) {
                     return std::tie(left.place.line, left.place.column) <
                            std::tie(right.place.line, right.place.column);
                   });
  return std::exchange(findings_, {});
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kShownMax = 60;  // bytes
  std::size_t end = std::min(text.size(), kShownMax);
  // Never in the middle of a letter: such a byte begins with the bits 10.
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  std::string shown = "\"";
  for (const char letter : text.substr(0, end)) {
    const bool is_control = static_cast<unsigned char>(letter) < 0x20U || letter == 0x7F;
    if (letter == '\n') {
      shown += "\\n";
    } else if (letter == '\r') {
      shown += "\\r";
    } else if (letter == '\t') {
      shown += "\\t";
    } else {
      shown += is_control ? '?' : letter;
    }
  }
  return shown + (end < text.size() ? "...\"" : "\"");
}

std::string to_text(const Finding& finding) {
  if (finding.place.line == 0) return finding.file + ": " + finding.message;
  return finding.file + ":" + std::to_string(finding.place.line) + ":" +
         std::to_string(finding.place.column) + ": " + finding.message;
}

}  // namespace fauxplane
