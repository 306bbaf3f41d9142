// Scripts by name or text, loaded once and shared by every session that plays them.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "simulator/scenario/loader.h"
#include "simulator/services/service.h"
#include "simulator/world/script.h"

namespace fauxplane {

// How many different texts are remembered; then it starts anew.
inline constexpr std::size_t kScriptsMax = 256;

class Scripts {
 public:
  using Loaded = tl::expected<std::shared_ptr<const Script>, std::vector<Finding>>;

  // `service` must outlive it.
  Scripts(const Service& service, WorldSeed base) : service_(service), base_(std::move(base)) {}

  // A scenario of the library; a finding that names the nearest when there is none of that name.
  [[nodiscard]] Loaded by_name(const std::string& name);

  // A scenario as YAML text; `file` names it in findings.
  [[nodiscard]] Loaded from_text(const std::string& yaml, const std::string& file);

  // No script: the default world on a real clock.
  [[nodiscard]] std::shared_ptr<const Script> without_script() const;

 private:
  const Service& service_;
  WorldSeed base_;
  std::mutex mutex_;                                                       // guards loaded_
  std::unordered_map<std::string, std::shared_ptr<const Script>> loaded_;  // by file and text
};

}  // namespace fauxplane
