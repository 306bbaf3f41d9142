// Settings of a world: readings of the contract that it chose, resolved once to small numbers.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "simulator/scenario/vocabulary.h"
#include "simulator/world/world.h"

namespace fauxplane {

// REQUIRES: every chosen value is one of its row; the loader sees to that.
// Per row of `rows`, the index of the chosen value in its "a | b | c"; the initial one where none
// was chosen.
[[nodiscard]] std::array<std::uint8_t, kSettingsMax> resolve_settings(
    const std::map<std::string, std::string, std::less<>>& chosen,
    std::span<const SettingRow> rows);

}  // namespace fauxplane
