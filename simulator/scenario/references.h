// Names that must exist: ids of the world, and words of the service.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/findings.h"
#include "simulator/scenario/nearest.h"
#include "simulator/scenario/world_seed.h"

namespace fauxplane {

// Whether `name` is among `known`; if not, a finding: there is no org "org_2"; did you mean
// "org_1"?
bool check_known(std::string_view what, std::string_view name,
                 const std::vector<std::string_view>& known, Place place, Findings& findings);

// "a, b, c", shortened when there are many.
[[nodiscard]] std::string listed(const std::vector<std::string_view>& words);

template <class Record>
[[nodiscard]] std::vector<std::string_view> ids_of(const std::vector<Record>& records) {
  std::vector<std::string_view> ids;
  ids.reserve(records.size());
  for (const Record& record : records) ids.push_back(record.id.value);
  return ids;
}

// The record of that id; nullptr when there is none.
template <class Record>
[[nodiscard]] Record* find_record(std::vector<Record>& records, std::string_view id) {
  for (Record& record : records) {
    if (record.id.value == id) return &record;
  }
  return nullptr;
}

// The record of that id, made when there is none yet.
template <class Record>
[[nodiscard]] Record& record_of(std::vector<Record>& records, std::string_view id) {
  if (Record* known = find_record(records, id)) return *known;
  records.emplace_back().id = decltype(Record::id){std::string(id)};
  return records.back();
}

}  // namespace fauxplane
