// Reads redirects, and the names of origins.
#pragma once

#include <optional>

#include "simulator/scenario/map_reader.h"
#include "simulator/scenario/origin.h"

namespace fauxplane {

// "other_host", or {to: other_host, path: /api/health}; nullopt, with a finding, when it is
// neither.
[[nodiscard]] std::optional<Redirect> read_redirect(const YamlValue& value, Findings& findings);

// nullopt, with a finding that names the nearest, when there is no such origin.
[[nodiscard]] std::optional<Origin> read_origin(std::string_view text, Place place,
                                                Findings& findings);

[[nodiscard]] bool is_redirect_status(std::string_view text);

}  // namespace fauxplane
