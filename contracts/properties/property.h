// The catalogue: one row for each rule that a client has to keep. docs/properties.md, `list`,
// `explain` and the campaign read it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/cases/draw.h"
#include "contracts/model/dialect.h"
#include "contracts/properties/finding.h"

namespace fauxplane::contracts {

inline constexpr std::string_view kAnyService = "";

enum class Level : std::uint8_t { kMust, kShould, kInfo };

struct Property {
  std::string_view id;
  std::string_view requirement;  // one sentence
  Level level = Level::kMust;
  Tier tier = Tier::kCore;
  std::string_view source;  // "memsy.md 11.2; MP4, MP5"
  std::string_view domain;  // what is generated, for people
  Case (*draw)(Draw& draw) = nullptr;
  // The findings that are its own: "attempts", or "attempts/too_many".
  std::vector<std::string_view> owns{};
  std::string_view service = kMemsy;  // whose clients it is about; empty: any
  // Methods of which the client has to have one, or it is skipped; none: any will do.
  std::vector<std::string_view> methods{};
  // Capabilities of the client, without which it is skipped.
  std::vector<std::string_view> needs{};
  bool needs_virtual_time = false;
  // What a run has to have seen, or it proves nothing: names of classes_in().
  std::vector<std::string_view> reaches{};
  int weight = 1;  // how many times the cases of others it gets
};

[[nodiscard]] const std::vector<Property>& all_properties();
// Whether it is about clients of the service.
[[nodiscard]] bool is_about(const Property& property, std::string_view service);
// nullptr when there is none; ids ignore case.
[[nodiscard]] const Property* find_property(std::string_view id);

[[nodiscard]] bool owns(const Property& property, const Finding& finding);
// "B1/attempts/too_many".
[[nodiscard]] std::string signature_of(const Property& property, const Finding& finding);

// What happened in a case, by names that a row may ask for: "value", "error", "retried",
// "exhausted", "value_after_retry", "broken", "stalled", "waited", "usage", "other_origin",
// "many_calls", "not_stored".
[[nodiscard]] std::vector<std::string_view> classes_in(const Evidence& evidence);

[[nodiscard]] std::string_view name_of(Level level);
[[nodiscard]] std::string_view name_of(Tier tier);

// One for each area of the catalogue.
[[nodiscard]] std::vector<Property> exception_properties();
[[nodiscard]] std::vector<Property> retry_properties();
[[nodiscard]] std::vector<Property> waiting_properties();
[[nodiscard]] std::vector<Property> header_properties();
[[nodiscard]] std::vector<Property> quota_properties();
[[nodiscard]] std::vector<Property> wire_properties();
[[nodiscard]] std::vector<Property> body_properties();
[[nodiscard]] std::vector<Property> request_properties();
[[nodiscard]] std::vector<Property> connection_properties();
[[nodiscard]] std::vector<Property> memorysync_properties();

}  // namespace fauxplane::contracts
