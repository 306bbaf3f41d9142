// The shapes of answers, in a small language: `s` text, `i` integer, `n` number, `b` boolean, `t`
// list of texts, `o` object, `a` anything; `{name:s! other:i}` an object with its members, `!` for
// a required one; `[{...}]` a list; `usage<[o]` what stands under a member, which is what a
// client gives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contracts/model/wire_answer.h"

namespace fauxplane::contracts {

// A member of an object's shape.
struct ShapeMember {
  std::string_view name;
  std::string_view shape;
  bool is_required = false;
};
[[nodiscard]] std::vector<ShapeMember> members_of(std::string_view shape);

// Required members are there, and those that are there have their types. Members that the shape
// does not name do not matter; an optional one may be null.
[[nodiscard]] bool fits_shape(std::string_view shape, const Json& json);

// Where the client's value differs from the JSON of the wire: ".tier: \"pro\", not \"free\"". Empty
// when it does not.
[[nodiscard]] std::string shape_difference(std::string_view shape, const Json& wire,
                                           const Json& value);

// "is_active" -> "isActive".
[[nodiscard]] std::string camel_case(std::string_view name);
// "completedIds" -> "completed_ids".
[[nodiscard]] std::string snake_case(std::string_view name);

}  // namespace fauxplane::contracts
