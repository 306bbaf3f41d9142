// Made-up answers of a shape.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "contracts/model/wire_answer.h"

namespace fauxplane::contracts {

struct Choices {
  std::function<bool(double)> chance{};
  std::function<std::int64_t(std::int64_t, std::int64_t)> integer{};  // both ends included
  std::function<std::string()> text{};
};

// A JSON that fits the shape; optional members are there, absent or null by chance.
[[nodiscard]] Json sample_of(std::string_view shape, const Choices& choices);

}  // namespace fauxplane::contracts
