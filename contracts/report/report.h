// What a campaign found, for people and for machines.
#pragma once

#include <string>

#include "contracts/campaign/campaign.h"

namespace fauxplane::contracts {

// One line for a property that is done: "ok   B1  20 cases  0.4 s".
[[nodiscard]] std::string progress_line(const PropertyResult& result, std::size_t done,
                                        std::size_t of);
// Every failure with its smallest scenario, the skipped ones with their reasons, and the sums.
[[nodiscard]] std::string console_text(const CampaignResult& result);
[[nodiscard]] std::string json_text(const CampaignResult& result);
[[nodiscard]] std::string junit_text(const CampaignResult& result);

// Failures of a MUST or a SHOULD, what proved nothing, and expectations that are stale.
[[nodiscard]] bool has_violations(const CampaignResult& result);
[[nodiscard]] bool is_adapter_broken(const CampaignResult& result);

// "B1-attempts-too_many-3f9a2c.yaml": a name for the file of a failure.
[[nodiscard]] std::string failure_file_name(const Failure& failure);

}  // namespace fauxplane::contracts
