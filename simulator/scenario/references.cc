#include "simulator/scenario/references.h"

#include <algorithm>

namespace fauxplane {

std::string listed(const std::vector<std::string_view>& words) {
  constexpr std::size_t kShownMax = 16;
  std::string text;
  for (std::size_t index = 0; index < std::min(words.size(), kShownMax); ++index) {
    text += (text.empty() ? "" : ", ") + std::string(words[index]);
  }
  if (words.size() > kShownMax)
    text += " and " + std::to_string(words.size() - kShownMax) + " more";
  return text.empty() ? "none" : text;
}

bool check_known(std::string_view what, std::string_view name,
                 const std::vector<std::string_view>& known, Place place, Findings& findings) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return true;
  if (findings.is_full()) return false;
  const std::string hint = did_you_mean(name, known);
  findings.add(place, "there is no " + std::string(what) + " " + excerpt(name) +
                          (hint.empty() ? "; known are " + listed(known) : hint));
  return false;
}

bool check_known(std::string_view what, std::string_view name, const Ids& known, Place place,
                 Findings& findings) {
  if (known.contains(name)) return true;
  if (findings.is_full()) return false;  // the search for the nearest is slow
  return check_known(what, name, known.in_order(), place, findings);
}

}  // namespace fauxplane
