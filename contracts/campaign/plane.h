// A plane in this process, with a tap: every request and answer of its sessions is kept as it was.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "contracts/campaign/open_connections.h"
#include "contracts/cases/evidence.h"
#include "simulator/edge/refusing_port.h"
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
  // The texts of the memories that it holds of an end user, in any tenant; newest first.
  [[nodiscard]] static std::vector<std::string> stored_for(World& world,
                                                           const std::string& end_user);

  [[nodiscard]] Scripts& scripts() { return *scripts_; }
  // Those of a port that refuses everybody, when the scenario asks for it.
  [[nodiscard]] Result<Addresses> addresses_of(const World& world);
  // What came since the last call, in order.
  [[nodiscard]] std::vector<Exchange> take();
  [[nodiscard]] std::size_t exchange_count();  // that take() would give
  [[nodiscard]] OpenConnections& connections() { return *connections_; }

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
  std::unique_ptr<OpenConnections> connections_;  // outlives the servers
  ServerOptions options_;
  std::unique_ptr<RefusingPort> refusing_;  // once a scenario has asked for it
  std::unique_ptr<Server> other_server_;
  std::unique_ptr<Server> server_;
};

}  // namespace fauxplane::contracts
