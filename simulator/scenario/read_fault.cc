#include <array>

#include "simulator/scenario/read_step.h"
#include "simulator/scenario/units.h"

namespace fauxplane {
namespace {

constexpr Duration kDelayMax = std::chrono::hours{1};

struct BreakPointRow {
  std::string_view name;
  BreakPoint point;
};
constexpr std::array<BreakPointRow, 3> kBreakPoints = {{{"before", BreakPoint::kBefore},
                                                        {"inside", BreakPoint::kInside},
                                                        {"after", BreakPoint::kAfter}}};

std::optional<BreakPoint> read_break_point(const MapReader& map, std::string_view key,
                                           Findings& findings) {
  const auto text = map.text(key);
  if (!text) return std::nullopt;
  std::vector<std::string_view> names;
  for (const BreakPointRow& row : kBreakPoints) {
    if (row.name == *text) return row.point;
    names.push_back(row.name);
  }
  check_known("point for " + std::string(key), *text, names, map.find(key)->place, findings);
  return std::nullopt;
}

Commit read_commit(const MapReader& map, Findings& findings) {
  const auto text = map.text("commit");
  if (text && check_known("point for commit", *text, {"before", "after"}, map.find("commit")->place,
                          findings)) {
    return *text == "after" ? Commit::kAfter : Commit::kBefore;
  }
  return Commit::kBefore;
}

// Faults that contradict each other; the finding stands at the one that has to go.
void check_combination(const MapReader& map, const Fault& fault, Findings& findings) {
  const auto refuse = [&](std::string_view key, const char* why) {
    findings.add(map.find(key)->place, why);
  };
  const bool sends_nothing = fault.reset == BreakPoint::kBefore ||
                             fault.close == BreakPoint::kBefore || fault.cut_after == 0U;
  const bool breaks = fault.reset || fault.close || fault.cut_after;
  if (fault.reset && fault.close) {
    refuse("close", "reset and close both end the connection; leave one of them out");
  } else if (fault.cut_after && fault.close) {
    refuse("close", "cut_after ends the stream by itself; leave close out");
  } else if (fault.cut_after && fault.reset && *fault.reset != BreakPoint::kInside) {
    refuse("reset",
           "cut_after says where reset: inside strikes; with before or after it has no meaning");
  } else if (map.find("commit") != nullptr && !breaks) {
    refuse("commit",
           "commit is about a wire that breaks; add reset: before or close: before, or leave it "
           "out");
  } else if (fault.commit == Commit::kAfter && !sends_nothing) {
    refuse("commit",
           "commit: after says that nothing was done, so nothing may be answered: use it with "
           "reset: before, close: before or cut_after: 0B");
  }
}

}  // namespace

Fault read_fault(const YamlValue& value, Findings& findings) {
  const std::size_t before = findings.count();
  const MapReader map(value, MapKind::kFault, findings);
  Fault fault;
  if (!map.is_map()) return fault;
  if (value.members.empty()) findings.add(value.place, "an empty fault says nothing; leave it out");
  if (const YamlValue* delay = map.find("delay")) {
    fault.delay = read_parsed(*delay, "delay", parse_duration, findings).value_or(Duration{0});
    if (fault.delay > kDelayMax) findings.add(delay->place, "delay is at most 1h");
  }
  if (const YamlValue* cut_after = map.find("cut_after")) {
    fault.cut_after = read_parsed(*cut_after, "cut_after", parse_bytes, findings);
  }
  fault.reset = read_break_point(map, "reset", findings);
  fault.close = read_break_point(map, "close", findings);
  fault.commit = read_commit(map, findings);
  if (findings.count() == before) check_combination(map, fault, findings);
  return fault;
}

}  // namespace fauxplane
