// The words of a service that scenarios may use: its routes, errors, envelopes, dimensions and
// settings. The service hands them to the loader, so that meaning is checked when a file is read.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "simulator/domain/dimension.h"

namespace fauxplane {

// A route as scenarios write it: "POST /keys" under "/api" is also "POST /api/keys".
struct RouteName {
  std::string_view method;
  std::string_view prefix;  // "/api"; may be empty
  std::string_view path;    // "/keys/{key_id}"
};

struct ErrorName {
  std::string_view name;
  int status = 0;
  bool is_default_of_status = false;  // what a bare `429` in a sequence means
};

// A reading of the contract that a world may choose.
struct SettingRow {
  std::string_view name;
  std::string_view values;  // "application | gateway"
  std::string_view initial;
  std::string_view says;
};

// The values of the row, taken apart.
[[nodiscard]] std::vector<std::string_view> choices_of(const SettingRow& row);

struct Vocabulary {
  std::string_view service;
  std::vector<RouteName> routes;  // a route's index here is its index in the service
  std::vector<ErrorName> errors;
  std::vector<std::string_view> envelopes;
  std::span<const DimensionRow> dimensions;
  std::span<const SettingRow> settings;
};

}  // namespace fauxplane
