// The query of a request, decoded, and typed access to it. A refused value is a "validation_error"
// that names the parameter (memsy.md 4: out of range is 422; the last of repeated parameters wins,
// open point 29).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/domain/error.h"

namespace fauxplane {

class Query {
 public:
  explicit Query(std::string_view encoded);

  // The last value of that name; nullptr when there is none.
  [[nodiscard]] const std::string* find(std::string_view name) const;

  // In the order in which they came.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& values() const {
    return values_;
  }

  struct IntegerRule {
    std::string_view name;
    std::int64_t initial = 0;  // when the parameter is absent
    std::int64_t least = 0;
    std::int64_t most = INT64_MAX;
  };
  [[nodiscard]] Result<std::int64_t> integer(const IntegerRule& rule) const;

  // One of `allowed`; the first when the parameter is absent.
  [[nodiscard]] Result<std::string> choice(std::string_view name,
                                           std::initializer_list<std::string_view> allowed) const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

// What is wrong with a value of the request: `place` is "query/limit" or "body/name".
[[nodiscard]] Error validation_error(std::string place, std::string message,
                                     std::string type = "value_error");

}  // namespace fauxplane
