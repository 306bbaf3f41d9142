#include "simulator/scenario/vocabulary.h"

#include <algorithm>

namespace fauxplane {

std::vector<std::string_view> choices_of(const SettingRow& row) {
  constexpr std::string_view kSeparator = " | ";
  std::vector<std::string_view> choices;
  for (std::size_t start = 0; start <= row.values.size();) {
    const std::size_t end = std::min(row.values.find(kSeparator, start), row.values.size());
    choices.push_back(row.values.substr(start, end - start));
    start = end + kSeparator.size();
  }
  return choices;
}

}  // namespace fauxplane
