#include <algorithm>
#include <iterator>

#include "simulator/scenario/read_pace.h"
#include "simulator/scenario/read_step.h"
#include "simulator/scenario/units.h"

namespace fauxplane {
namespace {

std::optional<Point> read_break(const MapReader& map, std::string_view key, Findings& findings) {
  const YamlValue* value = map.find(key);
  return value == nullptr ? std::nullopt : read_point(*value, key, findings);
}

void add_damage(const FaultRow& fault, const YamlValue& value, std::vector<Damage>& damages,
                Findings& findings) {
  const auto text = read_text(value, fault.name, findings);
  if (!text) return;
  std::vector<std::string_view> choices;
  for (const DamageRow& row : damage_rows()) {
    if (row.fault != fault.name) continue;
    choices.push_back(row.choice);
    if (row.choice != *text) continue;
    if (std::find(damages.begin(), damages.end(), row.damage) != damages.end()) {
      findings.add(value.place, excerpt(*text) + " stands twice; once is enough");
    }
    damages.push_back(row.damage);
  }
  check_known("choice for " + std::string(fault.name), *text, choices, value.place, findings);
}

std::vector<Damage> read_damages(const MapReader& map, Findings& findings) {
  std::vector<Damage> damages;
  for (const FaultRow& fault : fault_rows()) {
    const YamlValue* value = map.find(fault.name);
    if (value == nullptr || !fault.values.empty()) continue;
    if (value->kind != YamlValue::Kind::kList) {
      add_damage(fault, *value, damages, findings);
      continue;
    }
    if (value->items.empty()) findings.add(value->place, "an empty list damages nothing");
    for (const YamlValue& item : value->items) add_damage(fault, item, damages, findings);
  }
  std::sort(damages.begin(), damages.end());
  return damages;
}

// "chunks: cut"
std::string text_of(Damage damage) {
  for (const DamageRow& row : damage_rows()) {
    if (row.damage == damage) return std::string(row.fault) + ": " + std::string(row.choice);
  }
  return {};
}

// Damages that undo each other. Stands at the fault of the second.
void check_rivals(const MapReader& map, const std::vector<Damage>& damages, Findings& findings) {
  const auto refuse = [&](Damage one, Damage other, std::string_view why) {
    const std::string text = text_of(other);
    findings.add(
        map.find(text.substr(0, text.find(':')))->place,
        text_of(one) + " and " + text + " " + std::string(why) + "; leave one of them out");
  };
  for (const RivalRow& row : rival_rows()) {
    std::vector<Damage> rivals;
    std::copy_if(damages.begin(), damages.end(), std::back_inserter(rivals),
                 [&](Damage damage) { return damage >= row.first && damage <= row.last; });
    if (rivals.size() > 1) refuse(rivals[0], rivals[1], row.do_the_same);
  }
  const auto instead = std::find(damages.begin(), damages.end(), Damage::kGarbageInstead);
  if (instead != damages.end() && damages.size() > 1) {
    const Damage other = damages.front() == *instead ? damages.back() : damages.front();
    refuse(other, *instead, "do not go together: nothing of the answer is left");
  }
}

bool is_before(const std::optional<Point>& point) {
  return point && (point->kind == PointKind::kBefore ||
                   (point->kind == PointKind::kBytes && point->bytes == 0U));
}

// Faults that contradict each other; the finding stands at the one that has to go.
void check_endings(const MapReader& map, const Fault& fault, Findings& findings) {
  const auto refuse = [&](std::string_view key, const char* why) {
    findings.add(map.find(key)->place, why);
  };
  if (fault.reset && (fault.close || fault.half_close)) {
    refuse(fault.close ? "close" : "half_close",
           "reset and close both end the connection; leave one of them out");
  } else if (fault.close && fault.half_close) {
    refuse("half_close", "close and half_close both end the stream; leave one of them out");
  } else if (fault.cut_after && (fault.close || fault.half_close)) {
    refuse(fault.close ? "close" : "half_close",
           "cut_after ends the stream by itself; leave this out");
  } else if (fault.cut_after && fault.reset && fault.reset->kind != PointKind::kInside) {
    refuse("reset",
           "cut_after says where reset: inside strikes; with another point it has no meaning");
  }
}

void check_commit(const MapReader& map, const Fault& fault, Findings& findings) {
  const bool breaks = fault.reset || fault.close || fault.half_close || fault.cut_after;
  const bool sends_nothing = is_before(fault.reset) || is_before(fault.close) ||
                             is_before(fault.half_close) || fault.cut_after == 0U;
  if (map.find("commit") != nullptr && !breaks) {
    findings.add(map.find("commit")->place,
                 "commit is about a wire that breaks; add reset: before or close: before, or leave "
                 "it out");
  } else if (fault.commit == Commit::kAfter && !sends_nothing) {
    findings.add(
        map.find("commit")->place,
        "commit: after says that nothing was done, so nothing may be answered: use it with "
        "reset: before, close: before or cut_after: 0B");
  }
}

void read_early(const MapReader& map, Fault& fault, Findings& findings) {
  const auto early = map.boolean("early");
  if (!early) return;
  fault.is_early = *early;
  if (!*early) findings.add(map.find("early")->place, "early is true or left out");
}

}  // namespace

Fault read_fault(const YamlValue& value, Findings& findings) {
  const std::size_t before = findings.count();
  const MapReader map(value, MapKind::kFault, findings);
  Fault fault;
  if (!map.is_map()) return fault;
  if (value.members.empty()) findings.add(value.place, "an empty fault says nothing; leave it out");
  if (const YamlValue* delay = map.find("delay")) fault.delay = read_delay(*delay, findings);
  if (const YamlValue* stall = map.find("stall")) fault.stall = read_stall(*stall, findings);
  if (const YamlValue* drip = map.find("drip")) fault.drip = read_drip(*drip, findings);
  if (const YamlValue* cut_after = map.find("cut_after")) {
    fault.cut_after = read_parsed(*cut_after, "cut_after", parse_bytes, findings);
  }
  fault.reset = read_break(map, "reset", findings);
  fault.close = read_break(map, "close", findings);
  fault.half_close = read_break(map, "half_close", findings);
  fault.commit = read_commit(map, Commit::kBefore, findings);
  fault.damages = read_damages(map, findings);
  read_early(map, fault, findings);
  if (findings.count() == before) check_rivals(map, fault.damages, findings);
  if (findings.count() == before) check_endings(map, fault, findings);
  if (findings.count() == before) check_commit(map, fault, findings);
  return fault;
}

}  // namespace fauxplane
