// Reads scripted answers: as a map, or as a compact text such as "429 retry_after 2s".
#pragma once

#include "simulator/scenario/read_on.h"

namespace fauxplane {

// The outer optional is empty, with a finding, when the value is no answer; the inner one is empty
// for the plane's own answer ("pass", or a bare 2xx).
[[nodiscard]] std::optional<std::optional<ScriptedAnswer>> read_answer(const YamlValue& value,
                                                                       const Reading& reading);

// "429 retry_after 1s envelope flat". In compact_answer.cc.
[[nodiscard]] std::optional<std::optional<ScriptedAnswer>> read_compact_answer(
    const YamlValue& value, const Reading& reading);

// "2s", "period_end".
[[nodiscard]] std::optional<RetryAfter> read_retry_after(std::string_view text, Place place,
                                                         Findings& findings);
// "imf_fixdate" and the others; a finding with the nearest.
[[nodiscard]] std::optional<RetryAfterForm> read_retry_after_form(std::string_view text,
                                                                  Place place, Findings& findings);
// A value that can stand in a header: no line ends, no NUL.
bool check_header_value(std::string_view value, Place place, Findings& findings);

// When the work was done, before or after the answer failed; `initial` when the map does not say.
[[nodiscard]] Commit read_commit(const MapReader& map, Commit initial, Findings& findings);

bool check_error_name(std::string_view name, Place place, const Reading& reading);
bool check_envelope(std::string_view name, Place place, const Reading& reading);

}  // namespace fauxplane
