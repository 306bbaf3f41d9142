#include "simulator/domain/random.h"

namespace fauxplane {
namespace {

constexpr std::uint64_t mix(std::uint64_t state) {
  state += 0x9e3779b97f4a7c15U;
  state = (state ^ (state >> 30U)) * 0xbf58476d1ce4e5b9U;
  state = (state ^ (state >> 27U)) * 0x94d049bb133111ebU;
  return state ^ (state >> 31U);
}

constexpr std::uint64_t hash(std::string_view text) {  // FNV-1a
  std::uint64_t value = 0xcbf29ce484222325U;
  for (const char letter : text) {
    value = (value ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
  }
  return value;
}

}  // namespace

std::uint64_t random_number(Seed seed, std::string_view purpose, std::uint64_t ordinal) {
  return mix(mix(mix(seed) ^ hash(purpose)) ^ ordinal);
}

double random_fraction(Seed seed, std::string_view purpose, std::uint64_t ordinal) {
  return static_cast<double>(random_number(seed, purpose, ordinal) >> 11U) * 0x1.0p-53;
}

std::string random_hex(Seed seed, std::string_view purpose, std::uint64_t ordinal,
                       std::size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(digits);
  constexpr std::size_t kDigitsPerWord = 16;
  std::uint64_t word = random_number(seed, purpose, ordinal);
  for (std::size_t at = 0; at < digits; ++at) {
    if (at % kDigitsPerWord == 0 && at != 0) word = mix(word);
    text += kDigits[(word >> (4U * (at % kDigitsPerWord))) & 15U];
  }
  return text;
}

void write_uuid(Seed seed, std::string_view purpose, std::uint64_t ordinal,
                std::array<char, 36>& text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx";
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::size_t kDigitsOfNumber = 16;
  std::uint64_t number = 0;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (used % kDigitsOfNumber == 0) {
      number = random_number(seed, purpose, 2 * ordinal + used / kDigitsOfNumber);
    }
    const std::uint64_t digit = number & 0xFU;
    switch (kForm[at]) {
      case 'x':
        text[at] = kDigits[digit];
        break;
      case 'y':  // the variant: 8, 9, a or b
        text[at] = kDigits[8 + digit % 4];
        break;
      default:
        text[at] = kForm[at];
        continue;
    }
    number >>= 4U;
    ++used;
  }
}

}  // namespace fauxplane
