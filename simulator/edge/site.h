// What a server serves: the default session at /, the others under /_s/<id>, the admin plane under
// /_sim.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/edge/scripts.h"
#include "simulator/edge/server.h"
#include "simulator/services/origins.h"
#include "simulator/services/service.h"
#include "simulator/world/session.h"

namespace fauxplane {

// The addresses and the key a client needs for one session.
struct Addresses {
  // Where a row of the service leads.
  struct Client {
    const AddressRow* row = nullptr;
    std::string url;
  };
  const Service* service = nullptr;  // of the world; never nullptr once they are made
  std::string url{};                 // http://127.0.0.1:8080 or http://127.0.0.1:8080/_s/<id>
  std::vector<Client> clients{};     // as the service lists them; there is at least one
  std::string api_key{};      // the raw key that the world hands out; empty when it hands out none
  std::string admin_token{};  // what the admin plane asks for; empty when it asks for nothing

  // "control_url"; empty when the service has no such address.
  [[nodiscard]] std::string client_url(std::string_view name) const;
};

class Site {
 public:
  // `scripts` must outlive the site. What belongs to no session is answered as the service of
  // `default_script` would.
  Site(Scripts& scripts, std::shared_ptr<const Script> default_script);

  // Where the server listens, e.g. "http://127.0.0.1:8080". Set once, before the first request.
  void set_origin(std::string origin) { origins_.own = std::move(origin); }
  [[nodiscard]] const std::string& origin() const { return origins_.own; }
  // How to listen at another port, when a script sends clients there: gives the port. Set before
  // the first request; called at most once.
  void set_other_port(std::function<Result<std::uint16_t>()> open) {
    open_other_port_ = std::move(open);
  }
  // Before a world plays the script. The error says why it cannot be played here.
  [[nodiscard]] Result<void> prepare(const Script& script);
  // Where clients are sent when they are to be refused; by default the same.
  void set_client_origin(std::string origin) { client_origin_ = std::move(origin); }

  // What the admin plane asks for as a bearer token (RFC 6750); by default nothing. Set once,
  // before the first request.
  void set_admin_token(std::string token) { admin_token_ = std::move(token); }
  [[nodiscard]] const std::string& admin_token() const { return admin_token_; }

  [[nodiscard]] Scripts& scripts() { return scripts_; }
  [[nodiscard]] const std::shared_ptr<const Script>& default_script() const {
    return default_script_;
  }
  [[nodiscard]] Sessions& sessions() { return sessions_; }
  [[nodiscard]] Addresses addresses_of(const World& world) const;

  // For Server: both may be called from several threads at once.
  void answer(const Request& request, Reply& reply);
  void refuse(const Refusal& refusal, Reply& reply);
  // Whether a step answers it without its body, which `request` does not have.
  [[nodiscard]] bool answers_early(const Request& request);
  // Into the journal of the default session; no expectation is about it.
  void handshake_failed(const HandshakeFailure& failure);

 private:
  void refuse_session(const Request& request, std::string_view id, Reply& reply);

  Scripts& scripts_;
  std::shared_ptr<const Script> default_script_;
  Sessions sessions_;
  Origins origins_;
  std::string client_origin_;
  std::mutex mutex_;  // guards the opening of the other port
  std::function<Result<std::uint16_t>()> open_other_port_;
  std::string admin_token_;
  std::atomic<bool> has_early_steps_{false};  // some script that was prepared
};

}  // namespace fauxplane
