// Names that must exist: ids of the world, and words of the service.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "simulator/scenario/findings.h"
#include "simulator/scenario/nearest.h"
#include "simulator/scenario/world_seed.h"

namespace fauxplane {

// Whether `name` is among `known`; if not, a finding: there is no org "org_2"; did you mean
// "org_1"?
bool check_known(std::string_view what, std::string_view name,
                 const std::vector<std::string_view>& known, Place place, Findings& findings);

// The ids of one table of the world, for many look-ups. The table must outlive them, unchanged.
class Ids {
 public:
  template <class Record>
  explicit Ids(const std::vector<Record>& records) {
    for (const Record& record : records) {
      in_order_.push_back(record.id.value);
      known_.insert(record.id.value);
    }
  }
  [[nodiscard]] bool contains(std::string_view id) const { return known_.contains(id); }
  [[nodiscard]] const std::vector<std::string_view>& in_order() const { return in_order_; }

 private:
  std::vector<std::string_view> in_order_;
  std::unordered_set<std::string_view> known_;
};

// The ids that a script may name.
struct WorldIds {
  explicit WorldIds(const WorldSeed& world)
      : plans(world.plans),
        orgs(world.orgs),
        members(world.members),
        keys(world.keys),
        tenants(world.tenants) {}
  Ids plans;
  Ids orgs;
  Ids members;
  Ids keys;
  Ids tenants;
};

bool check_known(std::string_view what, std::string_view name, const Ids& known, Place place,
                 Findings& findings);

// "a, b, c", shortened when there are many.
[[nodiscard]] std::string listed(const std::vector<std::string_view>& words);

// A table of the world while it is being read: finds records by id, and makes new ones.
template <class Record>
class RecordTable {
 public:
  explicit RecordTable(std::vector<Record>& records) : records_(records) {
    for (std::size_t at = 0; at < records_.size(); ++at) places_.emplace(records_[at].id.value, at);
  }

  // nullptr when there is none.
  [[nodiscard]] Record* find(const std::string& id) {
    const auto at = places_.find(id);
    return at == places_.end() ? nullptr : &records_[at->second];
  }

  // Made when there is none yet. Valid until the next one is made.
  [[nodiscard]] Record& at(const std::string& id) {
    if (Record* known = find(id)) return *known;
    places_.emplace(id, records_.size());
    records_.emplace_back().id = decltype(Record::id){id};
    return records_.back();
  }

  [[nodiscard]] std::string listed() const { return fauxplane::listed(Ids(records_).in_order()); }

 private:
  std::vector<Record>& records_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace fauxplane
