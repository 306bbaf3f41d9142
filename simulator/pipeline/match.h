// Whether a request fits the `on` values and the `match` of a step or an expectation; a pure
// function of both.
#pragma once

#include <optional>
#include <string>

#include "simulator/scenario/scenario.h"
#include "simulator/services/service.h"

namespace fauxplane {

// nullopt when it fits; else the first difference: `wants header X-A to be "b", got "c"`.
[[nodiscard]] std::optional<std::string> difference(const On& on, const Match& match,
                                                    const Call& call);

// The same without the words, for the hot path.
[[nodiscard]] bool fits(const On& on, const Match& match, const Call& call);

}  // namespace fauxplane
