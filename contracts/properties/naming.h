// What the classes and attributes of a client's errors mean: the documented names of Python and
// Node in the tree of the client's service, in snake_case or camelCase, and those that a profile
// adds.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/model/contract.h"
#include "contracts/model/kind.h"
#include "contracts/protocol/message.h"

namespace fauxplane::contracts {

// The names of one client, beside the documented ones.
struct Naming {
  std::string service{kMemsy};                              // whose errors they are
  std::string root{};                                       // of the tree; empty: the documented
  std::map<std::string, Kind, std::less<>> kinds{};         // by the name of the class
  std::map<std::string, std::string, std::less<>> names{};  // of attributes: documented to its own
};

// By the first of its classes that has a name of the tree; nullopt when none has.
[[nodiscard]] std::optional<Kind> kind_of(const ErrorReport& error, const Naming& naming);
// Whether the root of the tree, or any class of it, is among its classes.
[[nodiscard]] bool is_in_tree(const ErrorReport& error, const Naming& naming);
// Whether the language itself says that an argument is wrong.
[[nodiscard]] bool is_argument_error(const ErrorReport& error);
// nullptr when it has no attribute of that name.
[[nodiscard]] const Json* attribute_of(const ErrorReport& error, std::string_view name,
                                       const Naming& naming);

}  // namespace fauxplane::contracts
