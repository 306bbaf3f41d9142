// The only source of randomness: a number that follows from the seed of the world, what it is for,
// and how often that was asked before. Same seed, same bytes; nothing depends on the order of
// unrelated calls.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace fauxplane {

using Seed = std::uint64_t;

// splitmix64 over the seed, the purpose and the ordinal.
[[nodiscard]] std::uint64_t random_number(Seed seed, std::string_view purpose,
                                          std::uint64_t ordinal);

// In [0, 1).
[[nodiscard]] double random_fraction(Seed seed, std::string_view purpose, std::uint64_t ordinal);

// `digits` lower-case hexadecimal digits.
[[nodiscard]] std::string random_hex(Seed seed, std::string_view purpose, std::uint64_t ordinal,
                                     std::size_t digits);

// A UUID of version 4 (RFC 9562 5.4), in its 36 characters.
void write_uuid(Seed seed, std::string_view purpose, std::uint64_t ordinal,
                std::array<char, 36>& text);

}  // namespace fauxplane
