#include "contracts/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace fauxplane::contracts {
namespace {

constexpr int kCasesMax = 100'000;
constexpr int kJobsMax = 64;

const std::map<std::string, Tier> kTiers = {
    {"core", Tier::kCore}, {"robust", Tier::kRobust}, {"strict", Tier::kStrict}};

struct Definitions {
  CLI::App app{"Checks a client SDK against the contract, with generated scenarios that shrink.",
               "fauxplane-check"};
  RunCommand run{};
  ReplayCommand replay{};
  ListCommand list{};
  ExplainCommand explain{};
};

void define_run(Definitions& options) {
  CLI::App* const run = options.app.add_subcommand("run", "Check a client, behind --");
  CampaignOptions& campaign = options.run.campaign;
  run->add_option("--level", campaign.tier, "core, robust (default) or strict")
      ->transform(CLI::CheckedTransformer(kTiers));
  run->add_option("--only", campaign.only, "Ids of properties: --only B1,C5")->delimiter(',');
  run->add_option("--cases", campaign.cases, "Cases of a property (default 20)")
      ->check(CLI::Range(1, kCasesMax));
  run->add_option("--seed", campaign.seed, "All cases follow from it (default 1)")
      ->check(CLI::NonNegativeNumber);  // else -1 is read as 2^64 - 1
  run->add_option("--jobs", campaign.jobs, "Clients at the same time (default 2)")
      ->check(CLI::Range(1, kJobsMax));
  run->add_option("--junit", options.run.junit, "JUnit XML file to write");
  run->add_option("--json", options.run.json, "JSON file to write");
  run->add_option("--failures", options.run.failures,
                  "Folder for the scenarios of failures (default failures)");
  run->add_option("--profile", options.run.profile,
                  "YAML file with the names of the client's errors and its dialect");
  run->add_option("--expect", options.run.expect,
                  "YAML file with what is known to be wrong with the client");
  run->add_flag("--real-time", options.run.is_real_time, "Do without virtual time");
  campaign.jobs = 2;
  run->footer(
      "Example: fauxplane-check run --level core -- python3 my_adapter.py\n"
      "Exit status: 0 clean, 1 violations, 2 bad usage, 4 the adapter is broken.");
}

void define_others(Definitions& options) {
  CLI::App* const replay =
      options.app.add_subcommand("replay", "Play the file of a failure to a client once more");
  replay->add_option("FILE", options.replay.file, "A scenario with `check:`")->required();
  replay->footer(
      "Example: fauxplane-check replay failures/B1-attempts-retried-3f9a2c.yaml -- ./adapter");
  CLI::App* const list = options.app.add_subcommand("list", "List the properties");
  list->add_flag("--json", options.list.json, "Print JSON");
  std::vector<std::string> services;
  for (const Contract& contract : all_contracts()) services.emplace_back(contract.service);
  list->add_option("--service", options.list.service,
                   "Those about its clients: " + names_of_services())
      ->check(CLI::IsMember(services));
  CLI::App* const explain = options.app.add_subcommand("explain", "Tell all about one property");
  explain->add_option("ID", options.explain.id, "Such as B1")->required();
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Told complaint(const std::string& sentence) {
  return {.status = kBadUsage,
          .text = "fauxplane-check: " + sentence + "; fauxplane-check --help tells more\n"};
}

}  // namespace

tl::expected<CheckCommand, Told> parse_options(const std::vector<std::string>& words) {
  Definitions options;
  options.app.set_version_flag("--version", "fauxplane-check " FAUXPLANE_VERSION);
  options.app.require_subcommand(1);
  define_run(options);
  define_others(options);
  // What stands behind "--" is the client's command, whatever it looks like.
  const auto end = std::find(words.begin(), words.end(), "--");
  std::vector<std::string> client(end == words.end() ? end : end + 1, words.end());
  std::vector<std::string> reversed(std::make_reverse_iterator(end), words.rend());
  try {
    options.app.parse(reversed);
  } catch (const CLI::ParseError& stop) {
    if (stop.get_exit_code() != 0) return tl::unexpected(complaint(one_line(stop.what())));
    std::ostringstream text;
    std::ostringstream ignored;
    options.app.exit(stop, text, ignored);
    return tl::unexpected(Told{.text = text.str()});
  }
  const auto needs_client = [](const CampaignOptions& campaign) {
    return campaign.client.words.empty();
  };
  if (options.app.got_subcommand("run")) {
    for (const std::string& id : options.run.campaign.only) {
      if (find_property(id) == nullptr) {
        return tl::unexpected(complaint("there is no property \"" + id + "\""));
      }
    }
    options.run.campaign.client.words = std::move(client);
    if (needs_client(options.run.campaign)) {
      return tl::unexpected(complaint("run needs a client: fauxplane-check run -- COMMAND"));
    }
    return CheckCommand(std::move(options.run));
  }
  if (options.app.got_subcommand("replay")) {
    options.replay.campaign.client.words = std::move(client);
    if (needs_client(options.replay.campaign)) {
      return tl::unexpected(
          complaint("replay needs a client: fauxplane-check replay FILE -- COMMAND"));
    }
    return CheckCommand(std::move(options.replay));
  }
  if (options.app.got_subcommand("list")) return CheckCommand(options.list);
  return CheckCommand(options.explain);
}

}  // namespace fauxplane::contracts
