// What stands in a case, by words that a list of expectations may leave out of generated ones.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/cases/case.h"

namespace fauxplane::contracts {

struct Feature {
  std::string kind{};   // one of kFeatureKinds
  std::string value{};  // "imf_fixdate", "503", "reset", "keys.delete"
  friend auto operator<=>(const Feature&, const Feature&) = default;
};

struct FeatureKind {
  std::string_view name;
  std::string_view says;
};
inline constexpr std::array<FeatureKind, 4> kFeatureKinds = {{
    {"retry_after", "the form of a Retry-After: one of the forms below"},
    {"status", "the status of a scripted answer"},
    {"fault", "a fault, by its key in scenarios: reset, stall, chunks, ..."},
    {"method", "a method that is called"},
}};

// The forms that "retry_after" tells apart.
inline constexpr std::array<std::string_view, 8> kRetryAfterForms = {
    "seconds", "fraction", "huge", "imf_fixdate", "rfc850", "asctime", "malformed", "repeated"};

// Without repetitions, sorted.
[[nodiscard]] std::vector<Feature> features_of(const Case& value);

}  // namespace fauxplane::contracts
