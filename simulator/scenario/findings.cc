#include "simulator/scenario/findings.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace fauxplane {

void Findings::add(Place place, std::string message) {
  if (findings_.size() >= kFindingsMax) return;
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

std::string to_text(const Finding& finding) {
  if (finding.place.line == 0) return finding.file + ": " + finding.message;
  return finding.file + ":" + std::to_string(finding.place.line) + ":" +
         std::to_string(finding.place.column) + ": " + finding.message;
}

}  // namespace fauxplane
