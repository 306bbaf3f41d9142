#include "tests/support/test_site.h"

#include <gtest/gtest.h>

#include "simulator/services/services.h"

namespace fauxplane {

std::shared_ptr<const Script> empty_script() {
  auto scenario = std::make_shared<Scenario>();
  scenario->world = std::make_shared<WorldSeed>();
  scenario->vocabulary = &memsy().vocabulary;
  return std::make_shared<const Script>(std::move(scenario));
}

std::vector<ServiceWorld> all_worlds() {
  std::vector<ServiceWorld> worlds;
  for (const Service* service : all_services()) {
    worlds.push_back({.service = service, .world = default_world(*service)});
  }
  return worlds;
}

TestSite::TestSite(std::string_view yaml)
    : scripts_(all_worlds()),
      site_(scripts_, script_of(yaml)),
      arrival_(SystemClock::steady_now()) {
  site_.set_origin(kOrigin);
}

TestAnswer TestSite::send(std::string_view method, std::string_view target,
                          const TestRequest& request) {
  const auto answerer = [this](const Request& read, Reply& reply) { site_.answer(read, reply); };
  TestAnswer answer = ask(answerer, method, target, request, arrival_);
  check_framing(answer, method);
  EXPECT_EQ(answer.close_after, !request.keep_alive);
  const std::string stays = request.is_http_1_0 ? "keep-alive" : "";
  EXPECT_EQ(answer.header("Connection").value_or(""), request.keep_alive ? stays : "close");
  return answer;
}

TestAnswer TestSite::post(std::string_view target, std::string_view body) {
  return send("POST", target, {.key = {}, .body = std::string(body)});
}

nlohmann::json TestSite::get(std::string_view target) {
  const TestAnswer answer = send("GET", target);
  EXPECT_EQ(answer.status, 200) << answer.bytes;
  EXPECT_EQ(answer.header("Content-Type"), "application/json");
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
  return answer.json();
}

int TestSite::call(std::string_view target, const std::string& key) {
  return send("GET", target, {.key = key}).status;
}

std::string detail_of(const TestAnswer& answer, int status) {
  EXPECT_EQ(answer.status, status) << answer.bytes;
  EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
  const nlohmann::json problem = answer.json();
  EXPECT_EQ(problem.value("type", ""), "about:blank");
  EXPECT_EQ(problem.value("title", ""), reason_of(status));
  EXPECT_EQ(problem.value("status", 0), status);
  return problem.value("detail", "");
}

}  // namespace fauxplane
