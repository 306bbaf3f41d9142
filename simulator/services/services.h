// The services that the program knows, by name. A new one is a row here and a folder beside memsy/.
#pragma once

#include <span>
#include <string_view>

#include "simulator/services/service.h"

namespace fauxplane {

// The first is what a scenario is about that names none.
[[nodiscard]] std::span<const Service* const> all_services();

// nullptr when there is none of that name.
[[nodiscard]] const Service* find_service(std::string_view name);

// Their words, in the same order.
[[nodiscard]] std::span<const Vocabulary* const> all_vocabularies();

}  // namespace fauxplane
