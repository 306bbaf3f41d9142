#include "tests/fuzz/support.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

constexpr Instant kRealNow = std::chrono::sys_days{std::chrono::year{2030} / 1 / 1};

}  // namespace

void require(bool holds, std::string_view sentence) {
  if (holds) return;
  std::cerr << "broken property: " << sentence << '\n';
  std::abort();
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::unique_ptr<World> world_of(Scenario scenario) {
  auto script =
      std::make_shared<const Script>(std::make_shared<const Scenario>(std::move(scenario)));
  return std::make_unique<World>("default", std::move(script), kFuzzArrival, kRealNow);
}

Reply answer_to_me(World& world) {
  static const std::string kAuthorization = std::string("Bearer ") + kAdminKey;
  static const std::vector<HeaderView> kHeaders = {
      {.name = "Host", .value = "plane.example"},
      {.name = "Authorization", .value = kAuthorization}};
  static const std::string kHead =
      "GET /api/me HTTP/1.1\r\nHost: plane.example\r\nAuthorization: " + kAuthorization +
      "\r\n\r\n";
  const Request request{.method = Method::kGet,
                        .method_text = "GET",
                        .target = "/api/me",
                        .path = "/api/me",
                        .query = {},
                        .headers = kHeaders,
                        .head = kHead,
                        .body = {},
                        .keep_alive = true,
                        .arrival = kFuzzArrival,
                        .connection = 1,
                        .on_connection = 1};
  Reply reply;
  answer(world, request, reply);
  require(reply.head_size <= reply.bytes.size(), "the head of an answer ends inside its bytes");
  return reply;
}

}  // namespace fauxplane
