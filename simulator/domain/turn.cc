#include "simulator/domain/turn.h"

#include <algorithm>
#include <array>
#include <optional>

#include "simulator/domain/code_point.h"
#include "simulator/domain/words.h"

namespace fauxplane {
namespace {

constexpr std::uint64_t kHashStart = 0xcbf29ce484222325U;
constexpr std::uint64_t kHashPrime = 0x100000001b3U;

struct RoleRow {
  std::string_view name;
  bool is_user;
};

constexpr std::array<RoleRow, 13> kRoles = {{{"user", true},
                                             {"human", true},
                                             {"customer", true},
                                             {"client", true},
                                             {"assistant", false},
                                             {"ai", false},
                                             {"bot", false},
                                             {"agent", false},
                                             {"model", false},
                                             {"system", false},
                                             {"developer", false},
                                             {"tool", false},
                                             {"function", false}}};

constexpr auto kFillers = std::to_array<std::string_view>(
    {"hi",     "hello",    "hey",     "there",   "thank",   "thanks",  "you",       "so",
     "much",   "very",     "ok",      "okay",    "yes",     "yeah",    "yep",       "no",
     "nope",   "sure",     "good",    "great",   "morning", "evening", "afternoon", "night",
     "bye",    "goodbye",  "cool",    "nice",    "sound",   "sounds",  "lol",       "haha",
     "please", "welcome",  "again",   "all",     "got",     "it",      "right",     "hmm",
     "well",   "everyone", "perfect", "awesome", "how",     "are",     "doing"});

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_same(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<bool> is_user_role(std::string_view name) {
  const auto* const row = std::find_if(kRoles.begin(), kRoles.end(), [&](const RoleRow& known) {
    return is_same(trimmed(name), known.name);
  });
  return row == kRoles.end() ? std::nullopt : std::optional(row->is_user);
}

// What stands before the separator; empty when there is none.
std::string_view head_of(std::string_view text, char separator) {
  const std::size_t end = text.find(separator);
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

}  // namespace

std::uint64_t turn_hash(std::string_view text) {
  std::uint64_t hash = kHashStart;
  const auto take_in = [&](char32_t unit) { hash = (hash ^ unit) * kHashPrime; };
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    if (point < 0x10000) {
      take_in(point);
    } else {  // a pair of surrogates
      take_in(0xD800U + ((point - 0x10000U) >> 10U));
      take_in(0xDC00U + ((point - 0x10000U) & 0x3FFU));
    }
  }
  return hash;
}

std::string speaker_of(std::string_view role, std::string_view session, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::uint64_t hash = turn_hash(std::string(role).append(":").append(text));
  std::string speaker = std::string(role).append("@").append(session).append("#h");
  for (unsigned shift = 64; shift != 0; shift -= 4) speaker += kDigits[(hash >> (shift - 4)) & 15U];
  return speaker;
}

bool is_user_turn(const TurnWords& words) {
  for (const std::string_view candidate :
       {words.role, head_of(words.text, ':'), head_of(words.speaker, '@'), words.metadata_role}) {
    if (const auto is_user = is_user_role(candidate)) return *is_user;
  }
  return true;
}

bool is_low_value(std::string_view text) {
  const auto words = written_words_of(text);
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    return std::any_of(kFillers.begin(), kFillers.end(),
                       [&](std::string_view filler) { return is_same(word, filler); });
  });
}

}  // namespace fauxplane
