// Turns of a conversation (memorysync.md 4.6): whose words a turn holds, and what tells it from all
// others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fauxplane {

// FNV-1a of 64 bits over the UTF-16 code units of the text.
[[nodiscard]] std::uint64_t turn_hash(std::string_view text);

// "<role>@<session>#h<hash of role:text>", as a caller makes it.
[[nodiscard]] std::string speaker_of(std::string_view role, std::string_view session,
                                     std::string_view text);

struct TurnWords {
  std::string_view text{};
  std::string_view role{};           // as given; empty: not given
  std::string_view speaker{};        // likewise
  std::string_view metadata_role{};  // likewise
};

// Whether the end user speaks: by the role, else a "role:" before the text, else the head of the
// speaker, else the metadata, else they do.
[[nodiscard]] bool is_user_turn(const TurnWords& words);

// Greetings and fillers, which no service remembers: nothing but words that say nothing.
[[nodiscard]] bool is_low_value(std::string_view text);

}  // namespace fauxplane
