// What a rule, a gate or a file says when it refuses: a code, a sentence and the facts behind it.
// The code names a row of the error table of whoever turns it into an answer
// (services/*/errors.cc).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

namespace fauxplane {

// One fact that travels with an error, e.g. {"limit", 10}.
struct Attribute {
  std::string name;
  std::variant<std::int64_t, std::string> value;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

struct Error {
  std::string code;     // e.g. "key_limit_reached"; never empty
  std::string message;  // names what was wrong and, for input, where and what to do
  std::vector<Attribute> attributes = {};
  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

}  // namespace fauxplane
