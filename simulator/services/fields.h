// Typed access to the members of a JSON object somewhere in a body. What is wrong with one is a
// "validation_error" whose place names it: "body/events/0/content" (memsy.md 4). Members that
// nobody asks for are ignored. NUL characters are taken out of texts (H2).
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/domain/error.h"

namespace fauxplane {

class Fields {
 public:
  // `place` is that of the object; both must outlive the fields.
  Fields(const nlohmann::json& object, std::string_view place) : object_(object), place_(place) {}

  struct TextRule {
    std::string_view name;
    std::size_t most = SIZE_MAX;  // code points
  };
  // Must be there, and must not be blank.
  [[nodiscard]] Result<std::string> text(const TextRule& rule) const;
  // Empty when it is absent, null or blank.
  [[nodiscard]] Result<std::string> optional_text(const TextRule& rule) const;

  struct ListRule {
    std::string_view name;
    std::size_t most = SIZE_MAX;
    bool is_required = false;
  };
  // Empty when it is absent or null and not required.
  [[nodiscard]] Result<std::vector<std::string>> texts(const ListRule& rule) const;
  // The list itself, whose items the caller reads; nullptr likewise.
  [[nodiscard]] Result<const nlohmann::json*> list(const ListRule& rule) const;

  struct IntegerRule {
    std::string_view name;
    std::int64_t initial = 0;  // when it is absent or null
    std::int64_t least = 0;
    std::int64_t most = INT64_MAX;
  };
  [[nodiscard]] Result<std::int64_t> integer(const IntegerRule& rule) const;
  struct NumberRule {
    std::string_view name;
    double initial = 0.0;
    double least = 0.0;
    double most = 1.0;
  };
  [[nodiscard]] Result<double> number(const NumberRule& rule) const;
  // False when it is absent or null.
  [[nodiscard]] Result<bool> boolean(std::string_view name) const;

  // Whether there is such a member, other than null.
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }

 private:
  [[nodiscard]] const nlohmann::json* find(std::string_view name) const;
  [[nodiscard]] std::string place_of(std::string_view name) const;
  [[nodiscard]] Error missing(std::string_view name) const;

  const nlohmann::json& object_;
  std::string_view place_;
};

}  // namespace fauxplane
