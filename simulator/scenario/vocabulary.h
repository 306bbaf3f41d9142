// The words of a service that scenarios may use: its routes, errors, envelopes, dimensions,
// settings and scopes. The service hands them to the loader, so that meaning is checked when a file
// is read. Script and world keep them, and so know whose they are.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "simulator/domain/dimension.h"

namespace fauxplane {

struct Service;

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
  std::span<const std::string_view> secret_prefixes;  // a raw key begins with one; made-up ones
                                                      // with the first
  std::span<const std::string_view> scopes;           // what a key may be allowed
  std::span<const std::string_view> initial_scopes;   // of a key that says nothing of them
  const Service* owner = nullptr;  // whoever handed them out; nullptr in tests of the loader alone
};

}  // namespace fauxplane
