#include "simulator/domain/made_id.h"

#include <algorithm>

namespace fauxplane {
namespace {

constexpr std::string_view kBase32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's
constexpr std::size_t kUuidSize = 36;

constexpr bool is_dash_at(std::size_t at) {
  return at == 8 || at == 13 || at == 18 || at == 23;
}

void append_base32(std::string& text, std::uint64_t number, std::size_t digits) {
  for (std::size_t left = digits; left > 0; --left) {
    text.push_back(kBase32[(number >> (5U * (left - 1))) & 31U]);
  }
}

}  // namespace

std::string ulid(Instant at, std::uint64_t ordinal, Seed seed) {
  std::string text;
  text.reserve(26);
  append_base32(text, static_cast<std::uint64_t>(at.time_since_epoch().count()), 10);
  append_base32(text, ordinal, 8);
  append_base32(text, random_number(seed, "ulid", ordinal), 8);
  return text;
}

std::string uuid(Seed seed, std::string_view purpose, std::uint64_t ordinal) {
  std::string text = random_hex(seed, purpose, ordinal, 32);
  text[12] = '4';
  text[16] = "89ab"[random_number(seed, purpose, ordinal) & 3U];
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

bool is_uuid(std::string_view text) {
  if (text.size() != kUuidSize) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    const bool is_digit = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
                          (letter >= 'A' && letter <= 'F');
    if (is_dash_at(at) ? letter != '-' : !is_digit) return false;
  }
  return true;
}

}  // namespace fauxplane
