// Every mutant does something else than the reference client, and no variation breaks a call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "contracts/client/memorysync_client.h"
#include "contracts/mutants/mutant.h"
#include "tests/contracts/client/fake_plane.h"

namespace mutants {
namespace {

using memorysync::Client;
using memorysync::Json;
using memsy::FakePlane;
using memsy::HttpRequest;
using memsy::HttpResponse;
using memsy::refusal;

// What a plane answers to the attempts of each call; the last one stays. None: every item of a
// batch is stored, and anything else answered with an object.
struct Scene {
  std::vector<HttpResponse> answers{};
  bool fails = false;     // the first attempt, on the wire
  std::string project{};  // that the client is made for
};

HttpResponse told(int status, const Json& body, memsy::Headers headers = {}) {
  return refusal(status, std::move(headers), body.dump());
}

std::vector<Scene> scenes() {
  const Json slow{{"error", {{"code", "RATE_LIMIT_EXCEEDED"}, {"message", "m"}}}};
  const Json used_up{{"detail", {{"error", "limit_exceeded"}, {"message", "m"}}}};
  std::vector<Scene> all = {{}, {.fails = true}, {.project = "proj_1a"}};
  all.push_back({.answers = {told(429, slow, {{"Retry-After", "7"}})}});
  all.push_back({.answers = {told(429, used_up)}});
  all.push_back({.answers = {refusal(503)}});
  for (const int status : {404, 409, 422}) {
    for (const Json& body : {Json{{"error", {{"code", "C"}, {"message", "m"}}}},
                             Json{{"error", "N"}, {"message", "m"}}, Json{{"detail", "d"}}}) {
      all.push_back({.answers = {told(status, body, {{"X-Request-ID", "r"}})}});
    }
  }
  for (const Json& body :
       {Json{{"status", "ok"}}, Json{{"status", "skipped"}}, Json{{"memories", Json::array()}},
        Json{{"x_new", 1}}, Json{{"tags", nullptr}},
        Json{{"results", Json::array({Json{{"status", "rejected"}}})}}}) {
    all.push_back({.answers = {told(200, body)}});
  }
  all.push_back({.answers = {refusal(200)}});
  return all;
}

HttpResponse stored(const HttpRequest& request) {
  const Json body = Json::parse(request.body.value_or("{}"));
  Json results = Json::array();
  for (std::size_t at = 0; at < body.value("items", Json::array()).size(); ++at) {
    results.push_back({{"index", at}, {"status", "created"}});
  }
  return told(207, {{"results", results}});
}

std::string outcome_of(const std::function<Json()>& call) {
  try {
    return call().dump();
  } catch (const memorysync::RateLimitError& error) {
    return "rate limit " + error.code.value_or("-") +
           std::to_string(error.retry_after_seconds.value_or(-1));
  } catch (const memorysync::MemorySyncError& error) {
    return std::string(typeid(error).name()) + error.what() + error.code.value_or("-") +
           error.message + error.request_id.value_or("-");
  } catch (const std::exception& error) {
    return std::string("foreign ") + error.what();
  }
}

// Everything the client does in a scene with calls one after the other.
std::string trace_of(const Scene& scene, void (*apply)(Parts&)) {
  std::string trace;
  std::size_t attempt = 0;
  FakePlane plane;
  Parts parts{.options = plane.options()};
  parts.options.wait = [&](memsy::Seconds time, const auto&) {
    trace += "wait " + std::to_string(time.count()) + "\n";
  };
  parts.transport = [&](const HttpRequest& request, const std::stop_token&) {
    trace += request.method + " " + request.url + " " + request.body.value_or("-");
    for (const auto& line : request.headers.lines()) trace += " " + line.name + "=" + line.value;
    trace += "\n";
    if (scene.fails && attempt++ == 0) {
      throw memsy::TransportFailure(memsy::FailureKind::kClosed, "closed");
    }
    if (scene.answers.empty()) return stored(request);
    return scene.answers[std::min(attempt++, scene.answers.size() - 1)];
  };
  if (apply != nullptr) apply(parts);
  const Client client(
      {.connection = parts.options, .end_user_id = "u", .project_id = scene.project},
      parts.memorysync, parts.transport);
  for (const auto& call : std::vector<std::function<Json()>>{
           [&] { return client.memory().add("A text of some length."); },
           [&] {
             return client.memory().batch(std::vector<Json>(51, {{"text", "t"}}));
           },
           [&] { return client.memory().query("q"); }, [&] { return client.memory().forget({1}); },
           [&] { return client.projects(); }}) {
    attempt = 0;
    trace += outcome_of(call) + "\n";
  }
  return trace;
}

// Whether a scene tells it from the reference.
bool differs(void (*apply)(Parts&)) {
  const std::vector<Scene> all = scenes();
  return std::any_of(all.begin(), all.end(), [&](const Scene& scene) {
    return trace_of(scene, apply) != trace_of(scene, nullptr);
  });
}

TEST(MemorySyncMutantTest, EachIsTheReferenceWithAFault) {
  std::set<std::string> names;
  for (const Mutant& each : all_mutants(Service::kMemorySync)) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
    EXPECT_TRUE(differs(each.apply)) << each.name << ": " << each.sentence;
  }
  EXPECT_FALSE(differs(nullptr));
}

TEST(MemorySyncMutantTest, EveryPropertyOfAClientHasOne) {
  std::set<std::string> properties;
  for (const Mutant& each : all_mutants(Service::kMemorySync)) properties.insert(each.property);
  for (int number = 1; number <= 15; ++number) {
    EXPECT_TRUE(properties.contains("SK" + std::to_string(number))) << number;
  }
}

TEST(MemorySyncVariationTest, EachDoesSomethingElseAndGivesTheSame) {
  for (const Variation& each : all_variations(Service::kMemorySync)) {
    EXPECT_TRUE(differs(each.apply)) << each.name;
    EXPECT_EQ(trace_of({}, each.apply).find("foreign"), std::string::npos) << each.name;
  }
}

}  // namespace
}  // namespace mutants
