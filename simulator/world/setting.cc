#include "simulator/world/setting.h"

namespace fauxplane {

std::uint8_t position_in(std::string_view values, std::string_view value) {
  constexpr std::string_view kSeparator = " | ";
  for (std::uint8_t position = 0;; ++position) {
    const std::size_t end = values.find(kSeparator);
    if (values.substr(0, end) == value) return position;
    if (end == std::string_view::npos) return 0;
    values.remove_prefix(end + kSeparator.size());
  }
}

std::array<std::uint8_t, kSettingsMax> resolve_settings(
    const std::map<std::string, std::string, std::less<>>& chosen,
    std::span<const SettingRow> rows) {
  std::array<std::uint8_t, kSettingsMax> settings{};
  for (std::size_t row = 0; row < rows.size() && row < kSettingsMax; ++row) {
    const auto value = chosen.find(rows[row].name);
    settings[row] = position_in(rows[row].values,
                                value == chosen.end() ? rows[row].initial : value->second);
  }
  return settings;
}

}  // namespace fauxplane
