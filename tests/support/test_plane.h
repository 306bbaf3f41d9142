// A plane without sockets: a world made from YAML, and requests that go through answer(). Every
// reply is parsed strictly, so that each test that sends something also checks the framing.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/pipeline/pipeline.h"
#include "simulator/services/memsy/memsy.h"
#include "simulator/world/world.h"

namespace fauxplane {

// Raw keys of the default world (fixtures/world.yaml).
inline constexpr const char* kAdminKey = "msy_ad000000000000000000000000000001";
inline constexpr const char* kMemberKey = "msy_be000000000000000000000000000002";
inline constexpr const char* kSeatlessKey = "msy_5e000000000000000000000000000003";
inline constexpr const char* kReadOnlyKey = "msy_4e000000000000000000000000000004";
inline constexpr const char* kExpiredKey = "msy_e8000000000000000000000000000005";
inline constexpr const char* kRevokedKey = "msy_4d000000000000000000000000000006";
inline constexpr const char* kFreeKey = "msy_f4000000000000000000000000000007";

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct TestRequest {
  std::string key = kAdminKey;  // goes into Authorization; empty: there is no such header
  HeaderList headers{};         // behind Authorization
  std::string body{};
  bool keep_alive = true;
  bool is_http_1_0 = false;
};

struct TestAnswer {
  int status = 0;
  std::string reason{};
  HeaderList headers{};  // in the order of the wire
  std::string body{};
  std::string bytes{};  // the whole answer
  Wire wire{};
  bool close_after = false;

  // The value of the one header of that name; nullopt when there is none.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> headers_named(std::string_view name) const;
  // The body as JSON; a test failure and null when it is none.
  [[nodiscard]] nlohmann::json json() const;
  // The code of an error in any envelope that carries one; empty when there is none.
  [[nodiscard]] std::string code() const;
};

// The default world of a service, read once.
[[nodiscard]] const WorldSeed& default_world(const Service& service = memsy());

// A scenario over the default world of its service. The head of the file may be left out of `yaml`.
// What is wrong with it ends the test program.
[[nodiscard]] std::shared_ptr<const Script> script_of(std::string_view yaml);

// Whatever answers requests.
using Answerer = std::function<void(const Request&, Reply&)>;

// Gives the request to `answerer` as if it had come over a connection, and takes the reply apart.
[[nodiscard]] TestAnswer ask(const Answerer& answerer, std::string_view method,
                             std::string_view target, const TestRequest& request, Arrival arrival);

// What RFC 9110 and 9112 ask of every answer to a request with that method.
void check_framing(const TestAnswer& answer, std::string_view method);

class TestPlane {
 public:
  explicit TestPlane(std::string_view yaml = {});

  // `target` is relative to the world: "/api/me?x=1". Safe to call from several threads.
  [[nodiscard]] TestAnswer send(std::string_view method, std::string_view target,
                                const TestRequest& request = {});

  // The same on GET with the admin's key, for the JSON of a 200.
  [[nodiscard]] nlohmann::json get(std::string_view target, const std::string& key = kAdminKey);

  // Lets real time pass: later requests arrive so much later.
  void wait(std::chrono::nanoseconds time) { arrival_ += time; }

  // Off for answers whose framing a script breaks on purpose.
  void expect_sound_framing(bool is_expected) { is_framing_checked_ = is_expected; }

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] Arrival arrival() const { return arrival_; }
  [[nodiscard]] JournalEntry last_entry();

 private:
  Arrival arrival_{std::chrono::hours{1}};
  bool is_framing_checked_ = true;
  World world_;
};

}  // namespace fauxplane
