#include "simulator/domain/words.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "simulator/domain/code_point.h"

namespace fauxplane {
namespace {

enum class Shape : std::uint8_t { kNone, kLetter, kWhole };  // kWhole: a word of its own

constexpr bool within(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}

// Beyond ASCII everything is a letter but blanks, punctuation and symbols of the blocks that texts
// use.
Shape shape_of(char32_t point) {
  if (within(point, '0', '9') || within(point, 'a', 'z') || within(point, 'A', 'Z')) {
    return Shape::kLetter;
  }
  if (point < 0xAA || point == 0xFFFD) return Shape::kNone;
  if (within(point, 0xAB, 0xBF))
    return point == 0xB5 || point == 0xBA ? Shape::kLetter : Shape::kNone;
  if (point == 0xD7 || point == 0xF7) return Shape::kNone;
  if (within(point, 0x2000, 0x2BFF) || within(point, 0x3000, 0x303F) ||
      within(point, 0xFF00, 0xFF0F)) {
    return Shape::kNone;
  }
  if (within(point, 0x3040, 0x30FF) || within(point, 0x3400, 0x9FFF) ||
      within(point, 0xF900, 0xFAFF) || within(point, 0x20000, 0x3FFFF)) {
    return Shape::kWhole;
  }
  return Shape::kLetter;
}

// Of the alphabets that have cases and are in wide use.
char32_t lower(char32_t point) {
  if (within(point, 'A', 'Z') || (within(point, 0xC0, 0xDE) && point != 0xD7)) return point + 32;
  if (within(point, 0x391, 0x3A9) || within(point, 0x410, 0x42F)) return point + 32;
  if (within(point, 0x400, 0x40F)) return point + 80;
  const bool is_even_upper = within(point, 0x100, 0x137) || within(point, 0x14A, 0x177);
  const bool is_odd_upper = within(point, 0x139, 0x148) || within(point, 0x179, 0x17E);
  if ((is_even_upper && point % 2 == 0) || (is_odd_upper && point % 2 == 1)) return point + 1;
  return point;
}

void append(std::string& text, char32_t point) {
  const auto byte = [&](char32_t value) { text.push_back(static_cast<char>(value)); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0U | (point >> 6U));
    byte(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    byte(0xE0U | (point >> 12U));
    byte(0x80U | ((point >> 6U) & 0x3FU));
    byte(0x80U | (point & 0x3FU));
  } else {
    byte(0xF0U | (point >> 18U));
    byte(0x80U | ((point >> 12U) & 0x3FU));
    byte(0x80U | ((point >> 6U) & 0x3FU));
    byte(0x80U | (point & 0x3FU));
  }
}

// Longest first: "preferences", "preferring" and "prefers" all come down to the same.
constexpr std::array<std::string_view, 12> kEndings = {
    "ations", "ences", "ation", "ence", "ings", "ing", "edly", "ies", "ed", "ly", "es", "s"};
constexpr std::size_t kStemMin = 4;

void cut_ending(std::string& word) {
  for (const std::string_view ending : kEndings) {
    if (word.size() < ending.size() + kStemMin || !word.ends_with(ending)) continue;
    word.resize(word.size() - ending.size());
    break;
  }
  // "preferr" of "preferring", "theme" and "them" of "themes".
  const std::size_t size = word.size();
  if (size > kStemMin && word[size - 1] == word[size - 2] && word[size - 1] != 's') {
    word.pop_back();
  } else if (size > kStemMin && (word.back() == 'e' || word.back() == 'y')) {
    word.pop_back();
  }
}

std::string normalised(std::string_view written) {
  std::string word;
  std::size_t points = 0;
  for (; !written.empty() && points < kWordPointsMax; ++points) {
    append(word, lower(take_code_point(written)));
  }
  cut_ending(word);
  return word;
}

}  // namespace

std::vector<std::string_view> written_words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = std::string_view::npos;  // of the word that is being read
  const auto end_at = [&](std::size_t end) {
    if (start != std::string_view::npos) words.push_back(text.substr(start, end - start));
    start = std::string_view::npos;
  };
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t at = text.size() - rest.size();
    const Shape shape = shape_of(take_code_point(rest));
    if (shape == Shape::kLetter) {
      if (start == std::string_view::npos) start = at;
      continue;
    }
    end_at(at);
    if (shape == Shape::kWhole) words.push_back(text.substr(at, text.size() - rest.size() - at));
  }
  end_at(text.size());
  return words;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view written : written_words_of(text)) {
    words.push_back(normalised(written));
  }
  return words;
}

std::vector<std::string> distinct_words_of(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace fauxplane
