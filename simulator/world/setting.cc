#include "simulator/world/setting.h"

#include <algorithm>

namespace fauxplane {

std::array<std::uint8_t, kSettingsMax> resolve_settings(
    const std::map<std::string, std::string, std::less<>>& chosen,
    std::span<const SettingRow> rows) {
  std::array<std::uint8_t, kSettingsMax> settings{};
  for (std::size_t row = 0; row < rows.size() && row < kSettingsMax; ++row) {
    const auto value = chosen.find(rows[row].name);
    const auto choices = choices_of(rows[row]);
    const auto at = std::find(choices.begin(), choices.end(),
                              value == chosen.end() ? rows[row].initial : value->second);
    settings[row] = static_cast<std::uint8_t>(at - choices.begin());
  }
  return settings;
}

}  // namespace fauxplane
