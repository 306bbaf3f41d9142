// The words of a text, brought into the form in which a search compares them: lower case, without
// the commonest English endings. Scripts that write no blanks give a word for each character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fauxplane {

// A longer word is cut, so that no text makes a key without bound.
inline constexpr std::size_t kWordPointsMax = 40;

// In the order of the text, repeated as often as they stand in it.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

// Likewise as they are written: neither lowered nor shortened. Views into `text`.
[[nodiscard]] std::vector<std::string_view> written_words_of(std::string_view text);

// Those of words_of, each once, sorted.
[[nodiscard]] std::vector<std::string> distinct_words_of(std::string_view text);

}  // namespace fauxplane
