// Ids that the services make up: they look like those of the real ones (memsy.md 4) and follow from
// the seed of the world.
#pragma once

#include <cstdint>
#include <string>

#include "simulator/domain/instant.h"
#include "simulator/domain/random.h"

namespace fauxplane {

// A ULID: 26 digits that sort by time, and within a millisecond by `ordinal`.
[[nodiscard]] std::string ulid(Instant at, std::uint64_t ordinal, Seed seed);

// A UUID of version 4 in its lower-case form.
[[nodiscard]] std::string uuid(Seed seed, std::string_view purpose, std::uint64_t ordinal);

// Whether the text has the form of a UUID, of any version and in either case.
[[nodiscard]] bool is_uuid(std::string_view text);

}  // namespace fauxplane
