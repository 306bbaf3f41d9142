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

// Faults that contradict each other.
void check_combination(const Fault& fault, Place place, Findings& findings) {
  const bool sends_nothing = fault.reset == BreakPoint::kBefore ||
                             fault.close == BreakPoint::kBefore || fault.cut_after == 0U;
  if (fault.reset && fault.close) {
    findings.add(place, "reset and close both end the connection; leave one of them out");
  } else if (fault.cut_after && fault.close) {
    findings.add(place, "cut_after ends the stream by itself; leave close out");
  } else if (fault.cut_after && fault.reset && *fault.reset != BreakPoint::kInside) {
    findings.add(
        place,
        "cut_after says where reset: inside strikes; with before or after it has no meaning");
  } else if (fault.commit == Commit::kAfter && !sends_nothing) {
    findings.add(place,
                 "commit: after says that nothing was done, so nothing may be answered: add reset: "
                 "before or close: before");
  }
}

}  // namespace

Fault read_fault(const YamlValue& value, Findings& findings) {
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
  check_combination(fault, value.place, findings);
  return fault;
}

}  // namespace fauxplane
