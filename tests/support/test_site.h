// A whole site without sockets: sessions, the admin plane, and the planes of the sessions. Every
// reply is parsed strictly and its framing is checked.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "simulator/edge/site.h"
#include "tests/support/test_plane.h"

namespace fauxplane {

inline constexpr const char* kOrigin = "http://plane.example:8080";

// A script without steps over a world with nothing in it: cheap to begin.
[[nodiscard]] std::shared_ptr<const Script> empty_script();

// The default world of every service.
[[nodiscard]] std::vector<ServiceWorld> all_worlds();

class TestSite {
 public:
  // `yaml` is what the default session plays, as script_of() reads it.
  explicit TestSite(std::string_view yaml = {});

  // To the admin plane, which asks for no key: send("POST", "/_sim/sessions", {.body = "{}"}).
  [[nodiscard]] TestAnswer send(std::string_view method, std::string_view target,
                                const TestRequest& request = {.key = {}});
  // POST with `body`.
  [[nodiscard]] TestAnswer post(std::string_view target, std::string_view body);
  // GET, for the JSON of a 200.
  [[nodiscard]] nlohmann::json get(std::string_view target);
  // GET to a plane, with a key; returns the status.
  int call(std::string_view target, const std::string& key = kAdminKey);

  // Lets real time pass: later requests arrive so much later.
  void wait(std::chrono::nanoseconds time) { arrival_ += time; }

  [[nodiscard]] Site& site() { return site_; }
  [[nodiscard]] Arrival arrival() const { return arrival_; }

 private:
  Scripts scripts_;
  Site site_;
  Arrival arrival_;
};

// That `answer` is a problem document (RFC 9457) of that status; returns its detail.
std::string detail_of(const TestAnswer& answer, int status);

}  // namespace fauxplane
