// Numbers as text, for heads and bodies alike.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>

namespace fauxplane {

// The digits of a number, and its sign when it is negative.
class Decimal {
 public:
  explicit Decimal(std::int64_t number)
      : end_(std::to_chars(text_.data(), text_.data() + text_.size(), number).ptr) {}

  Decimal(const Decimal&) = delete;  // end_ points into it
  Decimal& operator=(const Decimal&) = delete;
  ~Decimal() = default;

  // Valid as long as this lives.
  [[nodiscard]] std::string_view view() const {
    return {text_.data(), static_cast<std::size_t>(end_ - text_.data())};
  }

 private:
  std::array<char, std::numeric_limits<std::int64_t>::digits10 + 2> text_;  // and the sign
  const char* end_;
};

}  // namespace fauxplane
