#include "simulator/scenario/loader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "simulator/scenario/check_meaning.h"
#include "simulator/scenario/read_check.h"
#include "simulator/scenario/read_expectation.h"
#include "simulator/scenario/read_step.h"
#include "simulator/scenario/read_tls.h"
#include "simulator/scenario/units.h"

namespace fauxplane {
namespace {

constexpr Place kTop{.line = 1, .column = 1};

// Scenarios start in the middle of a month, so that nothing turns by accident.
Instant default_start() {
  return std::chrono::sys_days{std::chrono::April / 15 / 2026} + std::chrono::hours{12};
}

bool is_too_large(std::string_view yaml, Findings& findings) {
  if (yaml.size() <= kScenarioBytesMax) return false;
  findings.add(kTop, "the file has " + std::to_string(yaml.size()) + " bytes; " +
                         std::to_string(kScenarioBytesMax) + " are allowed");
  return true;
}

std::string_view without_byte_order_mark(std::string_view yaml) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return yaml.starts_with(kMark) ? yaml.substr(kMark.size()) : yaml;
}

std::string read_sentence(std::string_view yaml, Findings& findings) {
  std::string_view line = yaml.substr(0, yaml.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  const bool is_comment = line.starts_with('#');
  line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
  if (!is_comment || line.empty()) {
    findings.add(kTop,
                 "the first line must be a comment with the sentence that the scenario shows");
  }
  return std::string(line);
}

// Lays what the file says over `clock`.
ClockStart read_clock(const YamlValue& value, ClockStart clock, Findings& findings) {
  const MapReader map(value, MapKind::kClock, findings);
  if (const auto start = map.text("start"); start == "now") {
    clock.start = std::nullopt;
  } else if (start) {
    if (const auto instant = map.instant("start")) clock.start = *instant;
  }
  if (const YamlValue* flow = map.find("flow")) {
    clock.rate = read_parsed(*flow, "flow", parse_flow, findings).value_or(0.0);
  }
  return clock;
}

void read_head(const MapReader& map, Scenario& scenario, const Reading& reading) {
  if (const YamlValue* version = map.find("fauxplane");
      version != nullptr && (version->kind != YamlValue::Kind::kScalar || version->text != "1")) {
    reading.findings.add(version->place,
                         "fauxplane must be 1, the only version of the format there is");
  }
  scenario.service = reading.vocabulary.service;
  scenario.vocabulary = &reading.vocabulary;
  scenario.seed = static_cast<Seed>(map.integer("seed", 0).value_or(1));
}

struct FateRow {
  std::string_view name;
  ConnectionFate fate;
};
constexpr std::array<FateRow, 4> kFates = {{{"pass", ConnectionFate::kPass},
                                            {"close", ConnectionFate::kClose},
                                            {"reset", ConnectionFate::kReset},
                                            {"stall", ConnectionFate::kStall}}};

Connections read_connections(const YamlValue& value, Findings& findings) {
  if (value.kind == YamlValue::Kind::kScalar && value.text == "refused") {
    return {.are_refused = true};
  }
  Connections connections;
  if (value.kind != YamlValue::Kind::kList || value.items.empty() ||
      value.items.size() > kSequenceMax) {
    findings.add(value.place,
                 "connections is refused, or a list such as [reset, close, pass], of at most " +
                     std::to_string(kSequenceMax));
    return connections;
  }
  std::vector<std::string_view> names;
  for (const FateRow& row : kFates) names.push_back(row.name);
  for (const YamlValue& item : value.items) {
    const auto text = read_text(item, "connections", findings);
    if (!text || !check_known("fate of a connection", *text, names, item.place, findings)) continue;
    connections.fates.push_back(std::find_if(kFates.begin(), kFates.end(), [&](const FateRow& row) {
                                  return row.name == *text;
                                })->fate);
  }
  return connections;
}

void read_steps(const YamlValue& value, Scenario& scenario, const WorldIds& ids,
                const Reading& reading) {
  if (!is_list(value, "steps", reading.findings)) return;
  if (value.items.size() > kStepsMax) {
    reading.findings.add(value.place, "a script has at most " + std::to_string(kStepsMax) +
                                          " steps, not " + std::to_string(value.items.size()));
    return;
  }
  for (const YamlValue& item : value.items) {
    if (auto step = read_step(item, ids, reading)) {
      scenario.steps.push_back(*std::move(step));
    }
  }
}

// Of the service that the scenario names; the first when it names none. nullptr, and a finding,
// when there is no such service: what else is wrong cannot be told without its words.
const Ground* ground_of(const MapReader& map, std::span<const Ground> grounds, Findings& findings) {
  const YamlValue* service = map.find("service");
  if (service == nullptr) return grounds.data();
  std::vector<std::string_view> names;
  for (const Ground& ground : grounds) names.push_back(ground.vocabulary->service);
  const auto name = read_text(*service, "service", findings);
  if (!name || !check_known("service", *name, names, service->place, findings)) return nullptr;
  const auto at = std::find(names.begin(), names.end(), *name);
  return &grounds[static_cast<std::size_t>(at - names.begin())];
}

Scenario read_scenario(const YamlValue& root, std::span<const Ground> grounds, Findings& findings) {
  Scenario scenario;
  const MapReader map(root, MapKind::kScenario, findings);
  if (!map.is_map()) return scenario;
  const Ground* ground = ground_of(map, grounds, findings);
  if (ground == nullptr) return scenario;
  const Reading reading{.vocabulary = *ground->vocabulary, .findings = findings};
  read_head(map, scenario, reading);
  // A client that is checked waits, and business time goes on with it.
  scenario.clock = {.start = default_start(), .rate = map.find("check") == nullptr ? 0.0 : 1.0};
  if (const YamlValue* clock = map.find("clock")) {
    scenario.clock = read_clock(*clock, scenario.clock, reading.findings);
  }
  const YamlValue* world = map.find("world");
  scenario.world = std::make_shared<const WorldSeed>(
      world == nullptr ? *ground->world : read_world(*world, *ground->world, reading));
  const WorldIds ids(*scenario.world);
  if (const YamlValue* connections = map.find("connections")) {
    scenario.connections = read_connections(*connections, reading.findings);
  }
  if (const YamlValue* tls = map.find("tls")) {
    scenario.tls = read_tls(*tls, reading.findings);
  }
  if (const YamlValue* steps = map.find("steps")) read_steps(*steps, scenario, ids, reading);
  if (const YamlValue* expect = map.find("expect")) {
    read_expectations(*expect, scenario, ids, reading);
  }
  if (const YamlValue* check = map.find("check")) {
    scenario.check = read_check(*check, reading.findings);
  }
  return scenario;
}

}  // namespace

tl::expected<WorldSeed, std::vector<Finding>> load_world(std::string_view yaml,
                                                         std::string_view file,
                                                         const Vocabulary& vocabulary) {
  Findings findings(file);
  if (is_too_large(yaml, findings)) return tl::unexpected(findings.take());
  const auto root = parse_yaml(without_byte_order_mark(yaml), findings);
  if (!root) return tl::unexpected(findings.take());
  WorldSeed world = read_world(*root, {}, {.vocabulary = vocabulary, .findings = findings});
  if (!findings.empty()) return tl::unexpected(findings.take());
  return world;
}

tl::expected<Scenario, std::vector<Finding>> load_scenario(std::string_view yaml,
                                                           std::string_view file,
                                                           std::span<const Ground> grounds) {
  Findings findings(file);
  if (is_too_large(yaml, findings)) return tl::unexpected(findings.take());
  yaml = without_byte_order_mark(yaml);
  const auto root = parse_yaml(yaml, findings);
  if (!root) return tl::unexpected(findings.take());
  std::string sentence = read_sentence(yaml, findings);
  Scenario scenario = read_scenario(*root, grounds, findings);
  if (findings.empty()) check_meaning(scenario, scenario.vocabulary->routes.size(), findings);
  if (!findings.empty()) return tl::unexpected(findings.take());
  scenario.name = file;
  scenario.sentence = std::move(sentence);
  return scenario;
}

tl::expected<Scenario, std::vector<Finding>> load_scenario(std::string_view yaml,
                                                           std::string_view file,
                                                           const Vocabulary& vocabulary,
                                                           const WorldSeed& base) {
  const Ground ground{.vocabulary = &vocabulary, .world = &base};
  return load_scenario(yaml, file, std::span(&ground, 1));
}

}  // namespace fauxplane
