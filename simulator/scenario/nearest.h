// The known word that a misspelt one most likely meant.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace fauxplane {

// The candidate with the fewest typing errors (Damerau-Levenshtein, case ignored); nullopt when
// even that one is too far: more than a third of the word, and more than one letter. The first of
// equals.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

// `; did you mean "times"?`, or empty text when no candidate is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> candidates);

// How many letters have to be typed, left out, replaced or swapped with their neighbour.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

}  // namespace fauxplane
