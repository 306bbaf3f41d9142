#include "simulator/scenario/read_step.h"

#include <array>
#include <utility>

namespace fauxplane {
namespace {

struct AfterRow {
  std::string_view name;
  After after;
};
constexpr std::array<AfterRow, 4> kAfters = {{{"pass", After::kPass},
                                              {"stay", After::kStay},
                                              {"loop", After::kLoop},
                                              {"fail", After::kFail}}};

void read_after(const MapReader& map, Step& step, Findings& findings) {
  const auto text = map.text("after");
  if (!text) return;
  const YamlValue& value = *map.find("after");
  if (!step.is_sequence)
    findings.add(value.place, "after says what follows the end of a sequence; this step has none");
  std::vector<std::string_view> names;
  for (const AfterRow& row : kAfters) {
    names.push_back(row.name);
    if (row.name == *text) step.after = row.after;
  }
  check_known("end of a sequence", *text, names, value.place, findings);
}

void read_sequence(const YamlValue& value, Step& step, const Reading& reading) {
  step.is_sequence = true;
  if (!is_list(value, "sequence", reading.findings)) return;
  if (value.items.empty()) reading.findings.add(value.place, "an empty sequence answers nothing");
  if (value.items.size() > kSequenceMax) {
    reading.findings.add(value.place, "a sequence has at most " + std::to_string(kSequenceMax) +
                                          " answers, not " + std::to_string(value.items.size()));
    return;
  }
  for (const YamlValue& item : value.items) {
    if (auto answer = read_answer(item, reading)) step.answers.push_back(*std::move(answer));
  }
}

void read_answers(const MapReader& map, Step& step, const Reading& reading) {
  const YamlValue* answer = map.find("answer");
  const YamlValue* sequence = map.find("sequence");
  if (sequence != nullptr) {
    if (answer != nullptr) {
      reading.findings.add(answer->place, "a step has an answer or a sequence, not both");
    }
    read_sequence(*sequence, step, reading);
  } else if (answer != nullptr) {
    if (auto read = read_answer(*answer, reading)) step.answers.push_back(*std::move(read));
  }
  if (step.answers.empty()) step.answers.emplace_back(std::nullopt);
}

void read_counts(const MapReader& map, Step& step, const Reading& reading) {
  if (const auto times = map.integer("times", 1, UINT32_MAX - 1)) {
    step.times = static_cast<std::uint32_t>(*times);
    if (step.is_sequence) {
      reading.findings.add(map.find("times")->place,
                           "the sequence says how often; use \"after\" for what follows its end");
    }
  }
  if (const auto nth = map.integer("nth", 1, UINT32_MAX - 1)) {
    step.nth = static_cast<std::uint32_t>(*nth);
  }
  if (const YamlValue* value = map.find("chance")) {
    step.chance = read_number(*value, "chance", reading.findings);
    if (step.chance && (*step.chance <= 0 || *step.chance > 1)) {
      reading.findings.add(value->place, "chance must be above 0 and at most 1, such as 0.2, not " +
                                             excerpt(value->text));
    }
  }
}

// A wire that broke before the work was done carries no answer of the script.
void check_lost_answer(const MapReader& map, const Step& step, Findings& findings) {
  if (step.fault.commit != Commit::kAfter) return;
  for (const std::string_view key : {"answer", "sequence"}) {
    if (const YamlValue* value = map.find(key)) {
      findings.add(value->place, std::string(key) +
                                     " is never sent: commit: after says that the wire broke "
                                     "before there was one; leave one of them out");
    }
  }
}

// An early step has to be found without the body, and cannot be left to chance.
void check_early(const MapReader& map, const Step& step, Findings& findings) {
  if (!step.fault.is_early) return;
  if (!step.match.body.empty()) {
    findings.add(map.find("match")->place,
                 "match looks into a body that early answers before; leave one of them out");
  }
  if (step.chance) {
    findings.add(map.find("chance")->place, "chance can not be drawn for a step that is early");
  }
}

}  // namespace

std::optional<Step> read_step(const YamlValue& value, const WorldIds& ids, const Reading& reading) {
  const MapReader map(value, MapKind::kStep, reading.findings);
  if (!map.is_map()) return std::nullopt;
  Step step{.place = value.place, .name = map.text("name").value_or("")};
  const YamlValue* on = map.find("on");
  auto read = on == nullptr ? std::nullopt : read_on(*on, reading);
  if (const YamlValue* match = map.find("match")) step.match = read_match(*match, ids, reading);
  read_answers(map, step, reading);
  read_after(map, step, reading.findings);
  read_counts(map, step, reading);
  if (const YamlValue* fault = map.find("fault")) step.fault = read_fault(*fault, reading.findings);
  if (const YamlValue* then = map.find("then")) step.effects = read_effects(*then, ids, reading);
  check_lost_answer(map, step, reading.findings);
  check_early(map, step, reading.findings);
  if (!read) return std::nullopt;
  step.on = *std::move(read);
  return step;
}

}  // namespace fauxplane
