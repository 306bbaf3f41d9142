// Every mutant does something else than the reference client, and no variation breaks a call.
#include "contracts/mutants/mutant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "contracts/client/control_client.h"
#include "tests/contracts/client/fake_plane.h"

namespace mutants {
namespace {

using memsy::ControlClient;
using memsy::FailureKind;
using memsy::FakePlane;
using memsy::HttpResponse;
using memsy::refusal;
using memsy::Seconds;
using memsy::TransportFailure;

// One call of a script; `answers` are what its attempts get, an empty one fails as `failure` says.
struct Scene {
  std::vector<HttpResponse> answers{};
  std::optional<FailureKind> failure{};
  std::string key = "msy_1f";
  int max_retries = 3;
};

const std::string kMe =
    R"({"customer_id":"c","email":"e","tier":"t","org_id":"o","is_superadmin":true,)"
    R"("is_billing_admin":false,"key_id":"k","raw_key":"r","prefix":"p","name":"n","scopes":[],)"
    R"("items":[],"total":0,"limit":1,"offset":0,"status":"ok","message":"m")";

HttpResponse good(const memsy::Headers& headers = {}, const std::string& more = "") {
  HttpResponse response{.status = 200, .headers = headers, .body = kMe + more + "}"};
  response.headers.add({"Content-Type", "application/json; charset=utf-8"});
  return response;
}

std::vector<HttpResponse> refused_with(const std::vector<std::string>& times) {
  memsy::Headers headers;
  for (const std::string& time : times) headers.add({"Retry-After", time});
  return {refusal(429, headers), refusal(429, headers), good()};
}

std::vector<Scene> retry_scenes() {
  std::vector<Scene> scenes;
  for (const char* const time :
       {"2", "0.25", "90", "2147484", "400000000000000000000", "0x10", "1e3", "soon",
        "Thu, 01 Jan 1970 00:01:00 GMT", "Thursday, 01-Jan-70 00:01:00 GMT",
        "Thu Jan  1 00:01:00 1970", "Wed, 31 Dec 1969 23:00:00 GMT"}) {
    scenes.push_back({.answers = refused_with({time})});
  }
  scenes.push_back({.answers = refused_with({"1", "2"})});
  for (const int max_retries : {0, 3, 40}) {
    scenes.push_back({.answers = {refusal(429)}, .max_retries = max_retries});
  }
  scenes.push_back({.answers = {refusal(429, {{"Retry-After", "3"}})}});
  scenes.push_back({.answers = {refusal(503, {{"Retry-After", "1"}}), good()}});
  scenes.push_back({.answers = {refusal(500), good()}});
  scenes.push_back({.answers = {refusal(408), good()}});
  scenes.push_back({.answers = {refusal(429, {{"X-Usage-ApiCalls", "1"}}), refusal(400), good()}});
  scenes.push_back(
      {.answers = {refusal(429, {{"X-Usage-ApiCalls", "1"}}), good({{"X-Usage-ApiCalls", "2"}})}});
  return scenes;
}

std::vector<Scene> error_scenes() {
  std::vector<Scene> scenes;
  for (const char* const body :
       {R"({"message":"Forbidden"})", R"({"detail":{"error":"seat_required","message":"m"}})",
        R"({"error":"usage_limit_exceeded","message":"m","limit":9007199254740993})",
        R"({"error":"key_limit_reached","limit":"many"})",
        R"({"error":"key_limit_reached","limit":5000000000})", "<html>",
        R"({"error":"x","message":"your quota"})"}) {
    for (const int status : {401, 403, 409, 418, 429, 500}) {
      scenes.push_back({.answers = {refusal(status, {}, body)}});
    }
  }
  scenes.push_back({.answers = {refusal(403, {}, std::string(5'000, 'x'))}});
  for (const char* const body : {"", "{", "[]", "{}"}) {
    scenes.push_back({.answers = {refusal(200, {{"Content-Type", "application/json"}}, body)}});
  }
  scenes.push_back({.answers = {good({}, R"(,"error":"e")")}});
  scenes.push_back({.answers = {good({}, R"(,"nobody_knows_this":1)")}});
  scenes.push_back({.answers = {{.status = 204}}});
  scenes.push_back({.answers = {{.status = 200, .body = good().body, .interim = 1}}});
  scenes.push_back({.answers = {good({}, R"(,"x":")" + std::string(66'000, 'x') + "\"")}});
  for (const char* const location : {"http://other.example/me", "/api/me"}) {
    scenes.push_back({.answers = {refusal(307, {{"Location", location}})}});
  }
  scenes.push_back({.answers = {good({{"Connection", "close"}}), good()}});
  for (const FailureKind failure :
       {FailureKind::kConnect, FailureKind::kClosed, FailureKind::kTruncated,
        FailureKind::kMalformed, FailureKind::kTimeout}) {
    scenes.push_back({.failure = failure});
  }
  scenes.push_back({.key = "msy_1f\n"});
  return scenes;
}

std::vector<Scene> header_scenes() {
  std::vector<Scene> scenes;
  for (const char* const value : {"7", "9007199254740993", "10abc", "+5", "-5", "", "junk"}) {
    scenes.push_back({.answers = {good({{"X-Usage-ApiCalls", value}})}});
  }
  scenes.push_back({.answers = {good({{"x-usage-apicalls", "7"}})}});
  scenes.push_back({.answers = {good({{"X-Usage-MemoriesStored", "7"}})}});
  scenes.push_back({.answers = {good({{"X-Plan", "a"}, {"X-Plan", "b"}})}});
  scenes.push_back({.answers = {good({{"X-RateLimit-Limit", "5"},
                                      {"X-RateLimit-Reset", "9"},
                                      {"X-RateLimit-Remaining", "0"},
                                      {"X-Usage-ApiCalls", "8"}})}});
  return scenes;
}

std::vector<Scene> scenes() {
  std::vector<Scene> all = retry_scenes();
  for (const auto& more : {error_scenes(), header_scenes()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// What a call did, as text.
std::string text_of(const memsy::HttpRequest& request) {
  std::string text = request.method + " " + request.url + " " + request.body.value_or("-") + " " +
                     std::to_string(request.timeout.count());
  for (const auto& line : request.headers.lines()) text += " " + line.name + "=" + line.value;
  return text;
}

template <class T>
std::string text_of(const memsy::Response<T>& response) {
  std::string text = "value";
  if (response.usage) {
    text += " calls " + std::to_string(response.usage->api_calls.value_or(-99)) + " memories " +
            std::to_string(response.usage->memory_stored.value_or(-99)) +
            response.usage->plan.value_or("-");
  }
  if (response.rate_limit) {
    text += " left " + std::to_string(response.rate_limit->remaining.value_or(-99));
  }
  return text;
}

std::string outcome_of(const std::function<std::string()>& call) {
  try {
    return call();
  } catch (const memsy::RateLimitExceeded& error) {
    const Seconds after = error.retry_after.value_or(Seconds{-1});
    return "rate limit " + std::to_string(after.count()) + error.detail;
  } catch (const memsy::KeyLimitReachedError& error) {
    return "key limit " + std::to_string(error.limit.value_or(-1)) + error.what();
  } catch (const memsy::MemsyAPIError& error) {
    return std::string(typeid(error).name()) + std::to_string(error.status_code) + error.detail +
           error.what();
  } catch (const memsy::MemsyError& error) {
    return std::string(typeid(error).name()) + error.what();
  } catch (const std::exception& error) {
    return std::string("foreign ") + error.what();
  }
}

HttpResponse play(const Scene& scene, std::size_t attempt) {
  if (scene.failure && attempt == 1) {
    throw TransportFailure(*scene.failure, "failed", {.status = 200, .body = "{}"});
  }
  if (scene.answers.empty()) return good();
  return scene.answers[std::min(attempt, scene.answers.size()) - 1];
}

// Everything the client does in a scene with three calls one after the other.
std::string trace_of(const Scene& scene, void (*apply)(Parts&)) {
  std::string trace;
  std::size_t attempt = 0;
  FakePlane plane;
  trail() = {};
  Parts parts{.options = plane.options()};
  parts.options.api_key = scene.key;
  parts.options.max_retries = scene.max_retries;
  parts.options.wait = [&](Seconds time, const auto& stop) {
    trace += "wait " + std::to_string(time.count()) + (stop.stop_possible() ? "\n" : " deaf\n");
  };
  parts.transport = [&](const memsy::HttpRequest& request, const std::stop_token& stop) {
    trace += text_of(request) + (stop.stop_possible() ? "\n" : " deaf\n");
    return play(scene, ++attempt);
  };
  if (apply != nullptr) apply(parts);
  const auto run = [&](auto call) {
    attempt = 0;
    trace += outcome_of([&] {
               const ControlClient client(parts.options, parts.rules, parts.transport);
               return text_of(call(client)) + text_of(call(client));
             }) +
             "\n";
  };
  run([](const auto& client) { return client.me(); });
  run([](const auto& client) { return client.keys().create({.name = "\xE2\x98\x83"}); });
  run([](const auto& client) { return client.keys().remove("a/b?c"); });
  run([](const auto& client) {
    return client.events().list({.actor_id = "a&b", .limit = 2, .offset = 4});
  });
  run([](const auto& client) { return client.usage().timeseries({.period_end = "2026-04-30"}); });
  return trace;
}

struct Played {
  Scene scene;
  std::string trace;  // of the reference
};

const std::vector<Played>& played() {
  static const std::vector<Played> kPlayed = [] {
    std::vector<Played> all;
    for (const Scene& scene : scenes()) all.push_back({scene, trace_of(scene, nullptr)});
    return all;
  }();
  return kPlayed;
}

// Whether a scene tells it from the reference.
bool differs(void (*apply)(Parts&)) {
  return std::any_of(played().begin(), played().end(),
                     [&](const Played& each) { return trace_of(each.scene, apply) != each.trace; });
}

TEST(MutantTest, ThereAreEnoughOfThemAndTheirNamesAreTheirOwn) {
  std::set<std::string> names;
  for (const Mutant& each : all_mutants()) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
    EXPECT_THAT(each.property, testing::MatchesRegex("[A-Z]+[0-9]+")) << each.name;
    EXPECT_EQ(find_mutant(each.name)->sentence, std::string(each.sentence));
  }
  EXPECT_GE(names.size(), 45U);
  EXPECT_EQ(find_mutant("none"), nullptr);
  EXPECT_EQ(find_variation("none"), nullptr);
}

TEST(MutantTest, EachIsTheReferenceWithAFault) {
  // Those that need sockets, threads, stderr, values or a cancelled call to show; the harness
  // finds them.
  const std::set<std::string> unseen_here = {
      "everything_is_false", "cancel_fails_the_next_call", "key_on_stderr",
      "answers_are_shared",  "waits_one_by_one",           "cause_is_lost",
      "connections_leak",    "connection_per_error",       "retries_behind_the_back",
      "pieces_are_refused",  "connection_left_open"};
  for (const Mutant& each : all_mutants()) {
    if (unseen_here.contains(each.name)) continue;
    EXPECT_TRUE(differs(each.apply)) << each.name << ": " << each.sentence;
  }
}

TEST(MutantTest, TheReferenceDoesTheSameTwice) {
  EXPECT_FALSE(differs(nullptr));
}

TEST(VariationTest, EveryCallStillGivesWhatItGives) {
  for (const Variation& each : all_variations()) {
    if (std::string(each.name) == "connection_per_request") continue;  // its transport is its own
    EXPECT_EQ(find_variation(each.name)->sentence, std::string(each.sentence));
    const std::string trace = trace_of({}, each.apply);
    EXPECT_EQ(trace.find("foreign"), std::string::npos) << each.name;
    EXPECT_NE(trace.find("value"), std::string::npos) << each.name;
  }
}

}  // namespace
}  // namespace mutants
