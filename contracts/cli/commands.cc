#include "contracts/cli/commands.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "contracts/cli/expectation_file.h"
#include "contracts/cli/options.h"
#include "contracts/cli/profile_file.h"
#include "contracts/report/report.h"

namespace fauxplane::contracts {
namespace {

// Beside the program: bin/../lib, as it is built and as it is installed. Empty when it is not
// there.
std::string clock_library() {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  const auto path = program.parent_path().parent_path() / "lib" / "libfauxplane_virtual_clock.so";
  return std::filesystem::exists(path, failed) ? path.string() : std::string();
}

bool write_text(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (file) return true;
  std::fprintf(stderr, "fauxplane-check: cannot write %s\n", path.c_str());
  return false;
}

void write_failures(const std::string& folder, const CampaignResult& result) {
  for (const PropertyResult& one : result.properties) {
    for (const Failure& failure : one.failures) {
      std::error_code failed;
      std::filesystem::create_directories(folder, failed);
      const std::string path = folder + "/" + failure_file_name(failure);
      if (write_text(path, failure.scenario)) std::printf("written: %s\n", path.c_str());
    }
  }
}

// Reads the files that the options name; what is wrong with them, or empty.
std::string read_files(const RunCommand& command, CampaignOptions& campaign) {
  if (!command.profile.empty()) {
    auto profile = read_profile(command.profile);
    if (!profile) return profile.error().message;
    campaign.profile = *std::move(profile);
  }
  if (!command.expect.empty()) {
    auto expectations = read_expectations(command.expect);
    if (!expectations) return expectations.error().message;
    campaign.expectations = *std::move(expectations);
  }
  return {};
}

int run(const RunCommand& command) {
  CampaignOptions campaign = command.campaign;
  if (const std::string wrong = read_files(command, campaign); !wrong.empty()) {
    std::fprintf(stderr, "%s\n", wrong.c_str());
    return kBadUsage;
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto progress = [&](const PropertyResult& one, std::size_t done, std::size_t of) {
    const std::chrono::duration<double> so_far = std::chrono::steady_clock::now() - begun;
    const double left = so_far.count() / static_cast<double>(done) * static_cast<double>(of - done);
    std::fprintf(stderr, "%s  %.0f s left\n", progress_line(one, done, of).c_str(), left);
  };
  std::fprintf(stderr, "fauxplane-check: seed %llu, %d cases, %d jobs\n",
               static_cast<unsigned long long>(command.campaign.seed), command.campaign.cases,
               command.campaign.jobs);
  const auto begin = [](const CampaignResult& client) {
    std::fprintf(stderr, "fauxplane-check: %s %s, %s\n", client.hello.sdk.c_str(),
                 client.hello.version.c_str(), client.clock_reason.c_str());
  };
  if (!command.is_real_time) campaign.clock_library = clock_library();
  const auto result = run_campaign(campaign, begin, progress);
  if (!result) {
    std::fprintf(stderr, "fauxplane-check: the adapter does not speak: %s\n",
                 result.error().message.c_str());
    return kAdapterBroken;
  }
  std::fputs(console_text(*result).c_str(), stdout);
  write_failures(command.failures, *result);
  if (!command.junit.empty() && !write_text(command.junit, junit_text(*result))) return kBadUsage;
  if (!command.json.empty() && !write_text(command.json, json_text(*result))) return kBadUsage;
  if (is_adapter_broken(*result)) return kAdapterBroken;
  return has_violations(*result) ? kViolations : kClean;
}

// Every finding of the properties that apply, or of the one that the file names.
int report_findings(const Evidence& evidence, const std::string& id) {
  const Rules rules{.tolerance = {.is_lateness_judged = evidence.is_virtual}};
  int found = 0;
  for (const Finding& finding : find_everything(evidence, rules)) {
    const Property* const property = find_property(id);
    if (property != nullptr && !owns(*property, finding)) continue;
    ++found;
    std::printf("%s/%s: %s\n", std::string(name_of(finding.concern)).c_str(), finding.sign.c_str(),
                finding.sentence.c_str());
  }
  if (found == 0) std::printf("the client keeps the contract here\n");
  return found == 0 ? kClean : kViolations;
}

int replay(const ReplayCommand& command) {
  std::ifstream file(command.file, std::ios::binary);
  std::ostringstream yaml;
  yaml << file.rdbuf();
  if (!file) {
    std::fprintf(stderr, "fauxplane-check: cannot read %s\n", command.file.c_str());
    return kBadUsage;
  }
  BenchOptions options{.client = command.campaign.client};
  options.clock_library = clock_library();
  auto bench = Bench::open(options);
  if (!bench) {
    std::fprintf(stderr, "fauxplane-check: the adapter does not speak: %s\n",
                 bench.error().message.c_str());
    return kAdapterBroken;
  }
  const auto evidence = (*bench)->run(yaml.str());
  if (!evidence) {
    std::fprintf(stderr, "%s\n", evidence.error().message.c_str());
    return kBadUsage;
  }
  for (const CallEvidence& call : evidence->calls) {
    for (const Exchange& exchange : call.exchanges) {
      std::printf("%s %s -> %d\n", exchange.method.c_str(), exchange.target.c_str(),
                  exchange.answer.status);
    }
    const CallReport& report = call.report;
    std::printf("%s gave %s\n", call.call.method.c_str(),
                report.is_value
                    ? report.value.dump(-1, ' ', false, Json::error_handler_t::replace).c_str()
                    : (report.error.type + ": " + report.error.message).c_str());
  }
  const std::string yaml_text = yaml.str();
  const std::size_t at = yaml_text.find("  property: ");
  const std::string id =
      at == std::string::npos ? "" : yaml_text.substr(at + 12, yaml_text.find('\n', at) - at - 12);
  return report_findings(*evidence, id);
}

int list(const ListCommand& command) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Property& property : all_properties()) {
    if (!command.service.empty() && !is_about(property, command.service)) continue;
    if (!command.json) {
      std::printf("%-5s %-7s %-7s %s\n", std::string(property.id).c_str(),
                  std::string(name_of(property.level)).c_str(),
                  std::string(name_of(property.tier)).c_str(),
                  std::string(property.requirement).c_str());
      continue;
    }
    rows.push_back({{"id", property.id},
                    {"service", property.service.empty() ? "any" : property.service},
                    {"level", name_of(property.level)},
                    {"tier", name_of(property.tier)},
                    {"requirement", property.requirement},
                    {"source", property.source},
                    {"domain", property.domain},
                    {"owns", property.owns},
                    {"needs", property.needs}});
  }
  if (command.json) std::printf("%s\n", rows.dump(2).c_str());
  return kClean;
}

int explain(const ExplainCommand& command) {
  const Property* const property = find_property(command.id);
  if (property == nullptr) {
    std::fprintf(stderr,
                 "fauxplane-check: there is no property \"%s\"; fauxplane-check list has them\n",
                 command.id.c_str());
    return kBadUsage;
  }
  const auto text = [](std::string_view part) { return std::string(part); };
  std::printf("%s  %s\n\n  level      %s, in a run at level %s\n  source     %s\n  generated  %s\n",
              text(property->id).c_str(), text(property->requirement).c_str(),
              text(name_of(property->level)).c_str(), text(name_of(property->tier)).c_str(),
              text(property->source).c_str(), text(property->domain).c_str());
  std::printf("  findings  ");
  for (const std::string_view own : property->owns) std::printf(" %s", text(own).c_str());
  std::printf("\n  example:\n");
  const std::string service(property->service.empty() ? kMemsy : property->service);
  const Hello everything{.service = service,
                         .capabilities = {"max_retries", "backoff", "timeout", "usage", "close"}};
  const Case example = drawn_case(*property, {.number = 10}, everything, true);
  std::printf("%s", to_yaml(example, property->id, property->requirement).c_str());
  return kClean;
}

struct Runner {
  int operator()(const RunCommand& command) const { return run(command); }
  int operator()(const ReplayCommand& command) const { return replay(command); }
  int operator()(const ListCommand& command) const { return list(command); }
  int operator()(const ExplainCommand& command) const { return explain(command); }
};

}  // namespace

int run_command(const std::vector<std::string>& words) {
  const auto command = parse_options(words);
  if (command) return std::visit(Runner{}, *command);
  std::fputs(command.error().text.c_str(), command.error().status == kClean ? stdout : stderr);
  return command.error().status;
}

}  // namespace fauxplane::contracts
