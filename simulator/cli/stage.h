// A running plane: the scenario it plays, its site and its server. What serve and exec share.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "simulator/cli/scenario_source.h"
#include "simulator/cli/tls_setup.h"
#include "simulator/edge/refusing_port.h"
#include "simulator/edge/server.h"
#include "simulator/edge/site.h"

namespace fauxplane {

struct StageOptions {
  std::string scenario{};  // as for find_script
  std::string service{};   // as for find_script
  std::optional<Seed> seed{};
  ServerOptions server{};
  std::string admin_token{};  // as Site::set_admin_token
  TlsFlags tls{};
  // Told in a sentence of what happens to a connection and to no request; may be empty. Called on
  // worker threads.
  std::function<void(const std::string&)> note{};
};

// Why nothing was started: an exit status, and what to say.
struct StageFailure {
  int status = 0;
  Complaints complaints{};
};

class Stage {
 public:
  // The port answers when this returns, and every answer knows the origin: a request that came
  // in between has waited.
  [[nodiscard]] static tl::expected<std::unique_ptr<Stage>, StageFailure> open(
      const StageOptions& options);

  explicit Stage(std::vector<ServiceWorld> worlds);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage();

  // The world of the default session.
  [[nodiscard]] std::shared_ptr<World> world();
  [[nodiscard]] Addresses addresses() { return site_->addresses_of(*world()); }
  // What clients need for TLS.
  [[nodiscard]] const ClientFiles& client_files() const { return tls_.files; }
  [[nodiscard]] const Script& script() const { return *site_->default_script(); }

  // As Server::stop; a second call does nothing.
  void stop(Duration grace);

 private:
  [[nodiscard]] Result<void> listen(const ServerOptions& options);
  [[nodiscard]] Result<std::uint16_t> listen_at_other_port(ServerOptions options);
  [[nodiscard]] RequestHandler handler(bool is_at_other_port);
  void report(const HandshakeFailure& failure);
  void wait_for_origin() {
    if (!has_origin_.load(std::memory_order_acquire)) {
      has_origin_.wait(false, std::memory_order_acquire);
    }
  }

  Scripts scripts_;
  std::unique_ptr<Site> site_;
  TlsSetup tls_;
  std::function<void(const std::string&)> note_;
  std::atomic<bool> has_origin_{false};
  std::unique_ptr<RefusingPort> refusing_;  // when the scenario has connections refused
  // The last members: their workers use the others until they are gone.
  std::unique_ptr<Server> other_server_;  // when a script sends clients to another port
  std::unique_ptr<Server> server_;
};

// "http://[::1]:8080", or https:// with TLS. The address of a client on this machine: 127.0.0.1 for
// 0.0.0.0, [::1] for
// ::.
[[nodiscard]] std::string origin_of(const std::string& host, std::uint16_t port,
                                    bool has_tls = false);

// Whether only this machine can reach it.
[[nodiscard]] bool is_loopback(const std::string& host);

}  // namespace fauxplane
