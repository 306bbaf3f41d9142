// One property, tried on one client: cases are drawn until one fails, and that one is made small.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contracts/campaign/bench.h"
#include "contracts/campaign/campaign.h"

namespace fauxplane::contracts {

// Verdicts are remembered by the text of the scenario, so that a client that fails now and then
// shrinks to something that did fail.
class Trial {
 public:
  // All three must outlive the trial.
  Trial(const Property& property, Bench& bench, const CampaignOptions& options)
      : property_(property),
        bench_(bench),
        options_(options),
        expectations_(about(options.expectations, bench.hello().version)),
        rules_{.dialect = options.profile.dialect(options.tier), .naming = options.profile.naming} {
  }

  [[nodiscard]] PropertyResult run();

 private:
  struct Verdict {
    std::vector<Finding> findings{};
    std::string broken{};  // why there are none
  };
  [[nodiscard]] const Verdict& verdict_on(const Case& value);
  [[nodiscard]] Verdict execute(const Case& value);
  [[nodiscard]] std::optional<Case> draw(int number) const;
  [[nodiscard]] std::optional<Finding> news_in(const Verdict& verdict);
  [[nodiscard]] std::optional<Finding> find(const Verdict& verdict,
                                            const std::string& signature) const;
  [[nodiscard]] Case shrunk(Case failing, const std::string& signature);
  [[nodiscard]] Failure failure_of(const Case& failing, const Finding& finding);
  [[nodiscard]] std::string missing_class() const;
  void conclude(PropertyResult& result) const;

  const Property& property_;
  Bench& bench_;
  const CampaignOptions& options_;
  std::vector<Expectation> expectations_;
  Rules rules_;
  std::set<std::string> expected_;  // signatures that were seen
  std::set<std::string> known_;     // those of the failures so far
  std::map<std::string, Verdict> verdicts_;
  std::set<std::string_view> reached_;
  int executed_ = 0;
};

}  // namespace fauxplane::contracts
