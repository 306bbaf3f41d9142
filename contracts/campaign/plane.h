// A plane in this process, with a tap: every request and answer of its sessions is kept as it was.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "contracts/cases/evidence.h"
#include "contracts/clock/clock_page.h"
#include "simulator/edge/server.h"
#include "simulator/edge/site.h"

namespace fauxplane::contracts {

class Plane {
 public:
  // `page` is the clock of its clients; nullptr: they live in real time. It must outlive the plane.
  [[nodiscard]] static Result<std::unique_ptr<Plane>> open(ClockPage* page);
  Plane(const Plane&) = delete;
  Plane& operator=(const Plane&) = delete;
  ~Plane();

  // Starts a session for the script, and forgets what was tapped before; false when the site has no
  // room for one.
  [[nodiscard]] Result<std::shared_ptr<World>> begin(std::shared_ptr<const Script> script);
  void end(const World& world);

  [[nodiscard]] Scripts& scripts() { return *scripts_; }
  [[nodiscard]] Addresses addresses_of(const World& world) { return site_->addresses_of(world); }
  // What came since the last call, in order.
  [[nodiscard]] std::vector<Exchange> take();

 private:
  Plane() = default;
  [[nodiscard]] RequestHandler handler(bool is_other);
  [[nodiscard]] Result<std::uint16_t> listen_at_other_port();
  void note(const Request& request, const Reply& reply);
  void note(const Refusal& refusal);

  std::unique_ptr<Scripts> scripts_;
  std::unique_ptr<Site> site_;
  std::mutex mutex_;  // guards what follows
  std::vector<Exchange> exchanges_;
  std::shared_ptr<World> world_;
  std::uint64_t sessions_ = 0;
  ServerOptions options_;
  std::unique_ptr<Server> other_server_;
  std::unique_ptr<Server> server_;
};

}  // namespace fauxplane::contracts
