// The command line of fauxplane-check.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "contracts/campaign/campaign.h"

namespace fauxplane::contracts {

// Exit statuses.
inline constexpr int kClean = 0;
inline constexpr int kViolations = 1;
inline constexpr int kBadUsage = 2;
inline constexpr int kAdapterBroken = 4;

struct RunCommand {
  CampaignOptions campaign{};
  std::string junit{};
  std::string json{};
  std::string failures = "failures";
  std::string profile{};  // a file; empty: none
  std::string expect{};   // likewise
  bool is_real_time = false;
};
struct ReplayCommand {
  std::string file{};
  CampaignOptions campaign{};
};
struct ListCommand {
  std::string service{};  // those about its clients; empty: all
  bool json = false;
};
struct ExplainCommand {
  std::string id{};
};
using CheckCommand = std::variant<RunCommand, ReplayCommand, ListCommand, ExplainCommand>;

// Nothing is to be run: help, the version, or a complaint, and the exit status.
struct Told {
  int status = kClean;
  std::string text{};
};

[[nodiscard]] tl::expected<CheckCommand, Told> parse_options(const std::vector<std::string>& words);

}  // namespace fauxplane::contracts
