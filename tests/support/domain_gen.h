// Generators and printers for the values of the domain, so that a failing property names its input.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ostream>
#include <string>

#include "simulator/domain/instant.h"
#include "simulator/domain/strong.h"
#include "simulator/domain/usage_ledger.h"

namespace fauxplane {

// An instant that has to be valid text; a bad one ends the test program.
[[nodiscard]] inline Instant at(std::string_view text) {
  return parse_instant(text).value();
}

// The first and the last instant that parse_instant may give.
inline constexpr Instant kEarliestInstant =
    std::chrono::sys_days{std::chrono::year{kYearMin} / 1 / 1};
inline constexpr Instant kLatestInstant =
    std::chrono::sys_days{std::chrono::year{kYearMax + 1} / 1 / 1} - Duration{1};

// Any instant of the years 1970 to 9998, evenly spread.
[[nodiscard]] inline rc::Gen<Instant> any_instant() {
  return rc::gen::map(rc::gen::inRange<std::int64_t>(kEarliestInstant.time_since_epoch().count(),
                                                     kLatestInstant.time_since_epoch().count() + 1),
                      [](std::int64_t count) { return Instant{Duration{count}}; });
}

// An instant within a few hours of a turn of the month in 2026: close enough for hours, days and
// periods to be shared and passed.
[[nodiscard]] inline rc::Gen<Instant> instant_near_the_turn() {
  static constexpr Instant kTurn = std::chrono::sys_days{std::chrono::year{2026} / 5 / 1};
  constexpr std::int64_t kReachMinutes = 30 * 60;
  return rc::gen::map(rc::gen::inRange(-kReachMinutes, kReachMinutes),
                      [](std::int64_t minutes) { return kTurn + std::chrono::minutes{minutes}; });
}

// One of three keys.
[[nodiscard]] inline rc::Gen<KeyId> any_key() {
  return rc::gen::map(rc::gen::element<std::string>("key_a", "key_b", "key_c"),
                      [](std::string id) { return KeyId{std::move(id)}; });
}

}  // namespace fauxplane

// How RapidCheck and GoogleTest print an instant and an id.
namespace rc {

template <>
struct Arbitrary<fauxplane::Instant> {
  static Gen<fauxplane::Instant> arbitrary() { return fauxplane::any_instant(); }
};

}  // namespace rc

namespace std::chrono {

inline void PrintTo(const fauxplane::Instant& instant, std::ostream* out) {
  *out << fauxplane::to_iso8601(instant);
}

inline void showValue(const fauxplane::Instant& instant, std::ostream& out) {
  out << fauxplane::to_iso8601(instant);
}

}  // namespace std::chrono

namespace fauxplane {

inline void showValue(const KeyId& key, std::ostream& out) {
  out << key.value;
}

inline void PrintTo(const UsagePoint& point, std::ostream* out) {
  *out << "{" << to_iso8601(point.start) << " dimension " << index_of(point.dimension) << ": "
       << point.quantity << "}";
}

inline void showValue(const UsagePoint& point, std::ostream& out) {
  PrintTo(point, &out);
}

}  // namespace fauxplane
