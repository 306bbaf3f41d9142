// Scripts by name or text, loaded once and shared by every session that plays them.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "simulator/scenario/loader.h"
#include "simulator/services/service.h"
#include "simulator/world/script.h"

namespace fauxplane {

// How many different texts are remembered; then it starts anew.
inline constexpr std::size_t kScriptsMax = 256;

// A service, and the world that scenarios of it are laid over.
struct ServiceWorld {
  const Service* service = nullptr;
  WorldSeed world{};
};

class Scripts {
 public:
  using Loaded = tl::expected<std::shared_ptr<const Script>, std::vector<Finding>>;

  // The services must outlive it; there is at least one. A scenario that names none is about the
  // first.
  explicit Scripts(std::vector<ServiceWorld> worlds);
  Scripts(const Service& service, WorldSeed base)
      : Scripts(std::vector<ServiceWorld>{{.service = &service, .world = std::move(base)}}) {}
  Scripts(const Scripts&) = delete;
  Scripts& operator=(const Scripts&) = delete;
  ~Scripts() = default;

  // A scenario of the library; a finding that names the nearest when there is none of that name.
  [[nodiscard]] Loaded by_name(const std::string& name);

  // The default world of a service without a script, made once; a finding that names the nearest
  // when there is no such service.
  [[nodiscard]] Loaded of_service(const std::string& name) const;

  // A scenario as YAML text; `file` names it in findings.
  [[nodiscard]] Loaded from_text(const std::string& yaml, const std::string& file);

  // No script: the default world of the service on a real clock. REQUIRES: it is one of them.
  [[nodiscard]] std::shared_ptr<const Script> without_script(std::string_view service) const;
  // Of the first service.
  [[nodiscard]] std::shared_ptr<const Script> without_script() const {
    return without_script(worlds_.front().service->name);
  }

 private:
  std::vector<ServiceWorld> worlds_;
  std::vector<Ground> grounds_;                                            // of worlds_
  std::mutex mutex_;                                                       // guards loaded_
  std::unordered_map<std::string, std::shared_ptr<const Script>> loaded_;  // by file and text
};

}  // namespace fauxplane
