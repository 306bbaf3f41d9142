// The methods of the services' clients: what each sends, and what its answer holds
// (memsy.md 5 to 7 and 12; memorysync.md 4). One table for each service.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/model/wire_answer.h"
#include "simulator/scenario/check.h"

namespace fauxplane::contracts {

inline constexpr std::string_view kMemsy = "memsy";
inline constexpr std::string_view kMemorySync = "memorysync";

enum class Place : std::uint8_t { kPath, kQuery, kBody };

struct ArgumentRow {
  std::string_view name;
  Place place;
  bool is_required;
  // JSON that may be sent when it is not given; "*": anything; empty: nothing is.
  std::string_view sent_anyway;
  // A JSON list of values that the plane takes; empty: none is made up.
  std::string_view samples = {};
  std::string_view other_name = {};  // by which the plane knows it as well; empty: none
  bool takes_any_text = false;       // of any letters
};

// What a call does to what the plane holds.
enum class Deed : std::uint8_t { kReads, kCreates, kChanges };

// A member of an answer: "tier:s!" is a required text. s text, i integer, n number, b boolean, t
// list of texts, o object, a anything; a group of members stands in {} behind an object or a list
// of objects: "keys:[key_id:s!]!". Where a method has several answers they stand between bars.
struct MethodRow {
  std::string_view name;
  std::string_view http_method;
  std::string_view prefix;  // of the plane it belongs to: "/api"
  // Relative to the base URL: "/keys/{key_id}/usage"; other spellings behind bars.
  std::string_view path;
  std::span<const ArgumentRow> arguments;
  std::string_view shape;
  Deed deed = Deed::kReads;
  bool is_on_request = false;  // only for clients that list it among their methods
  bool is_open = false;        // needs no key
  bool carries_usage = false;  // its result does by contract (memsy.md 9.2)
  bool is_metered = false;     // a call costs one unit (memorysync.md 5)
  std::size_t items_max = 0;   // of the first argument, a list, in one request; 0: no limit
};

// Of no rows when there is no such service.
[[nodiscard]] std::span<const MethodRow> method_rows(std::string_view service = kMemsy);
// nullptr when there is none.
[[nodiscard]] const MethodRow* find_method(std::string_view name,
                                           std::string_view service = kMemsy);
[[nodiscard]] bool is_required(const MethodRow& method, std::string_view argument);

[[nodiscard]] std::span<const MethodRow> memsy_methods();
[[nodiscard]] std::span<const MethodRow> memorysync_methods();

// Whether the request is one that the method makes, whatever its arguments.
[[nodiscard]] bool is_request_of(const MethodRow& method, std::string_view http_method,
                                 std::string_view target);

// What is wrong with a request for the call; empty when nothing is. `target` is within the session,
// with the prefix of the base URL.
[[nodiscard]] std::string request_flaw(const MethodRow& method, const Json& arguments,
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
