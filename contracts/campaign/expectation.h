// What is known to be wrong with a client: findings that are no violations, for as long as they are
// seen. One that is seen no more fails the run, so that the list stays true.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/cases/features.h"
#include "contracts/properties/property.h"

namespace fauxplane::contracts {

struct Expectation {
  std::string signature{};       // "C2/early/not_waited", or with "*" for its end: "C2/*"
  std::string reason{};          // for people: an address, a sentence
  std::string versions{};        // of the client it is about: "<0.4"; empty: all
  std::vector<Feature> prune{};  // not generated for other properties
  std::string pinned{};          // path of a scenario that shows it; empty when there is none
};

// The id in front of the first "/".
[[nodiscard]] std::string_view property_of(const Expectation& expectation);

[[nodiscard]] bool covers(const Expectation& expectation, std::string_view signature);

// Whether `text` reads as a comparison with a version: "<0.4", ">=1.2.3", "=2".
[[nodiscard]] bool is_comparison(std::string_view text);
// Whether the expectation is about that version of the client. Versions are compared number by
// number; what is no number counts as 0.
[[nodiscard]] bool is_about(const Expectation& expectation, std::string_view version);

// Those that are about the client of that version.
[[nodiscard]] std::vector<Expectation> about(const std::vector<Expectation>& expectations,
                                             std::string_view version);

// Whether a case is left out for `property`, because something in it is known to go wrong. The
// property of the expectation itself goes on seeing such cases, and so tells when it is mended.
[[nodiscard]] bool is_pruned(const std::vector<Expectation>& expectations, const Property& property,
                             const Case& value);

}  // namespace fauxplane::contracts
