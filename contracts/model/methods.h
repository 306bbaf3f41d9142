// The methods of the control plane (memsy.md 5, 7 and 12): what each sends, and what its answer
// holds.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/model/wire_answer.h"
#include "simulator/scenario/check.h"

namespace fauxplane::contracts {

enum class Place : std::uint8_t { kPath, kQuery, kBody };

struct ArgumentRow {
  std::string_view name;
  Place place;
  bool is_required;
  std::string_view sent_anyway;  // JSON that is sent when it is not given; empty: nothing is
};

// A member of an answer: "tier:s!" is a required text. s text, i integer, n number, b boolean, t
// list of texts, o object, a anything; a group of members stands in {} behind an object or a list
// of objects: "keys:[key_id:s!]!".
struct MethodRow {
  std::string_view name;
  std::string_view http_method;
  std::string_view path;  // relative to the base URL: "/keys/{key_id}/usage"
  std::span<const ArgumentRow> arguments;
  std::string_view shape;
};

[[nodiscard]] std::span<const MethodRow> method_rows();
// nullptr when there is none.
[[nodiscard]] const MethodRow* find_method(std::string_view name);
[[nodiscard]] bool is_required(std::string_view method, std::string_view argument);

// What is wrong with a request for the call; empty when nothing is. `target` is within the session,
// with the prefix of the base URL. `content_type` is of the request's body.
[[nodiscard]] std::string request_flaw(const CheckedCall& call, std::string_view prefix,
                                       std::string_view http_method, std::string_view target,
                                       std::string_view body);

// Whether the body of a 2xx is what the method promises: required members, of the right types.
[[nodiscard]] bool is_well_shaped(const MethodRow& method, int status, const std::string& body);

// How the client's value differs from the body; empty when it does not. Members are found by their
// name on the wire or in camelCase.
// REQUIRES: the body is well shaped.
[[nodiscard]] std::string value_flaw(const MethodRow& method, const std::string& body,
                                     const Json& value);

}  // namespace fauxplane::contracts
