// What the fuzz targets share: a property that must hold, and a script that is played once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "simulator/pipeline/pipeline.h"
#include "simulator/world/world.h"

namespace fauxplane {

// Ends the process with `sentence` when the property does not hold; libFuzzer then keeps the input.
void require(bool holds, std::string_view sentence);

// Takes the first line, without its end, off the front of `text`.
[[nodiscard]] std::string_view take_line(std::string_view& text);

[[nodiscard]] std::unique_ptr<World> world_of(Scenario scenario);

// The answer of the world to GET /api/me with the key of the default world's admin.
[[nodiscard]] Reply answer_to_me(World& world);

// The moment of every request of a fuzz target: real time would make runs differ.
inline constexpr Arrival kFuzzArrival{std::chrono::hours{1}};

}  // namespace fauxplane
