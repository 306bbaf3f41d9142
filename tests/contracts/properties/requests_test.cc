#include <gtest/gtest.h>

#include <functional>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

Signs signs_in(const Evidence& evidence) {
  std::vector<Finding> findings;
  find_in_requests(evidence.calls[0], evidence, findings);
  return signs_of(findings);
}

// The right call with one change of its request.
Signs signs_with(const std::function<void(Exchange&)>& change) {
  Evidence evidence = right_call();
  change(evidence.calls[0].exchanges[0]);
  return signs_in(evidence);
}

// A creation that is tried twice, with one change of the second request.
Signs signs_with_second(const std::function<void(Exchange&)>& change) {
  Exchange creation = asked(429);
  creation.method = "POST";
  creation.target = "/api/keys";
  creation.headers.emplace_back("Content-Type", "application/json");
  creation.body = R"({"name":"ci","scopes":["read","write"]})";
  Evidence evidence = one_call({creation, creation}, gave(Json::object()));
  evidence.calls[0].call = {.method = "keys.create", .arguments = {{"name", "ci"}}};
  change(evidence.calls[0].exchanges[1]);
  return signs_in(evidence);
}

void set_header(Exchange& exchange, const std::string& name, const std::string& value) {
  std::erase_if(exchange.headers, [&](const auto& line) { return line.first == name; });
  exchange.headers.emplace_back(name, value);
}

TEST(RequestsTest, ARequestAsItShouldBeHasNoFlaw) {
  EXPECT_EQ(signs_in(right_call()), Signs{});
  EXPECT_EQ(signs_with_second([](Exchange&) {}), Signs{});
}

TEST(RequestsTest, EveryRequestCarriesTheKeyOnce) {
  const std::string bearer = std::string("Bearer ") + kSecret;
  EXPECT_EQ(signs_with([&](Exchange& one) {
              set_header(one, "Authorization", "");
              set_header(one, "authorization", bearer);
              one.headers.erase(one.headers.begin() + 1);
            }),
            Signs{});
  for (const std::string& value :
       {std::string(kSecret), "bearer " + std::string(kSecret), bearer + " ", std::string()}) {
    EXPECT_EQ(signs_with([&](Exchange& one) { set_header(one, "Authorization", value); }),
              Signs{"authorization/not_the_key"})
        << value;
  }
  EXPECT_EQ(signs_with([](Exchange& one) { one.headers.pop_back(); }),
            Signs{"authorization/not_the_key"});
  EXPECT_EQ(signs_with([&](Exchange& one) { one.headers.emplace_back("Authorization", bearer); }),
            Signs{"authorization/not_the_key"});
  EXPECT_EQ(signs_with([&](Exchange& one) { one.headers.emplace_back("X-Api-Key", kSecret); }),
            Signs{"authorization/another_header"});
}

TEST(RequestsTest, ARequestHasOneHost) {
  EXPECT_EQ(signs_with([](Exchange& one) { set_header(one, "Host", "127.0.0.1:8081"); }),
            Signs{"request/host"});
  EXPECT_EQ(signs_with([](Exchange& one) { one.headers.emplace_back("host", kOrigin); }),
            Signs{"request/host"});
  EXPECT_EQ(signs_with([](Exchange& one) { one.headers.erase(one.headers.begin()); }),
            Signs{"request/host"});
}

TEST(RequestsTest, ABodyIsJson) {
  EXPECT_EQ(signs_with_second([](Exchange& one) {
              set_header(one, "Content-Type", "application/json; charset=utf-8");
            }),
            Signs{});
  EXPECT_EQ(signs_with_second([](Exchange& one) { set_header(one, "Content-Type", "text/plain"); }),
            Signs{"request/content_type"});
  EXPECT_EQ(signs_with_second([](Exchange& one) { one.headers.pop_back(); }),
            Signs{"request/content_type"});
}

TEST(RequestsTest, WhatCannotBeReadIsTheOnlyFinding) {
  EXPECT_EQ(signs_with([](Exchange& one) {
              one.unreadable = "a header line without a colon";
              one.headers.clear();
            }),
            Signs{"request/unreadable"});
}

TEST(RequestsTest, MethodTargetAndBodyAreThoseOfTheCall) {
  EXPECT_EQ(signs_with([](Exchange& one) { one.method = "HEAD"; }), Signs{"request/content"});
  EXPECT_EQ(signs_with([](Exchange& one) { one.target = "/me"; }), Signs{"request/content"});
  EXPECT_EQ(signs_with([](Exchange& one) { one.target = "/api/me?x=1"; }),
            Signs{"request/content"});
}

TEST(RequestsTest, TheAttemptsOfACallAreTheSame) {
  const struct {
    const char* sign;
    void (*change)(Exchange&);
  } cases[] = {
      {"same_attempts/method", [](Exchange& one) { one.method = "PUT"; }},
      {"same_attempts/target", [](Exchange& one) { one.target += "?again=1"; }},
      {"same_attempts/body", [](Exchange& one) { one.body += " "; }},
  };
  for (const auto& one : cases) EXPECT_EQ(signs_with_second(one.change), Signs{one.sign});
  EXPECT_EQ(
      signs_with_second([](Exchange& one) { set_header(one, "Authorization", "Bearer other"); }),
      (Signs{"authorization/not_the_key", "same_attempts/authorization"}));
}

// After a redirect the request may be another one.
TEST(RequestsTest, WhatFollowsARedirectMayDiffer) {
  EXPECT_EQ(signs_in(one_call({asked(302),
                               [] {
                                 Exchange moved = asked(200, kMeBody);
                                 moved.target = "/api/moved";
                                 return moved;
                               }()},
                              gave(Json::parse(kMeBody)))),
            Signs{});
}

TEST(RequestsTest, AnotherOriginGetsNeitherTheKeyNorABody) {
  const auto signs_elsewhere = [](const std::string& method, bool has_key) {
    Exchange elsewhere = asked(200, kMeBody);
    elsewhere.is_at_other_origin = true;
    elsewhere.method = method;
    elsewhere.headers = {{"Host", "other:1"}};
    if (has_key) elsewhere.headers.emplace_back("Authorization", "Bearer x");
    return signs_in(one_call({asked(302), elsewhere}, gave(Json::parse(kMeBody))));
  };
  EXPECT_EQ(signs_elsewhere("GET", false), Signs{});
  EXPECT_EQ(signs_elsewhere("HEAD", false), Signs{});
  EXPECT_EQ(signs_elsewhere("GET", true), Signs{"redirect/key_to_other_origin"});
  EXPECT_EQ(signs_elsewhere("POST", false), Signs{"redirect/body_to_other_origin"});
}

// memorysync.md 2.1.
Signs signs_of_add(const std::function<void(Exchange&)>& change) {
  Evidence evidence = add_call({{.status = 201}}, gave(Json::object()));
  change(evidence.calls[0].exchanges[0]);
  return signs_in(evidence);
}

TEST(RequestsTest, ACallOfMemorySyncSaysWhoseMemoriesItIsAbout) {
  EXPECT_EQ(signs_of_add([](Exchange&) {}), Signs{});
  EXPECT_EQ(signs_of_add([](Exchange& one) { set_header(one, "X-End-User-ID", ""); }),
            Signs{"authorization/no_end_user"});
  EXPECT_EQ(signs_of_add([](Exchange& one) { set_header(one, "X-End-User-ID", "user_2"); }),
            Signs{"authorization/no_end_user"});
  EXPECT_EQ(signs_of_add([](Exchange& one) { set_header(one, "X-Project-ID", ""); }),
            Signs{"authorization/empty_project"});
  EXPECT_EQ(signs_of_add([](Exchange& one) { set_header(one, "X-Project-ID", "proj_1"); }),
            Signs{});
}

TEST(RequestsTest, AClientThatWasMadeForAProjectSaysWhich) {
  const auto signs_of = [](const std::string& target, const HeaderLines& projects) {
    Evidence evidence =
        sync_call("projects.list", Json::object(), {posted(target, {}, 200)}, gave(Json::array()));
    evidence.project = "proj_1";
    HeaderLines& sent = evidence.calls[0].exchanges[0].headers;
    sent.insert(sent.end(), projects.begin(), projects.end());
    Signs signs = signs_in(evidence);
    std::erase(signs, "request/content");  // it is about the header alone
    return signs;
  };
  const std::pair<std::string, std::string> own = {"X-Project-ID", "proj_1"};
  const std::pair<std::string, std::string> other = {"x-project-id", "proj_2"};
  const std::pair<std::string, std::string> none = {"X-Project-ID", ""};
  EXPECT_EQ(signs_of("/memory/7", {own}), Signs{});
  EXPECT_EQ(signs_of("/memory/7", {}), Signs{"authorization/no_project"});
  EXPECT_EQ(signs_of("/memory/7", {own, own}), Signs{"authorization/no_project"});
  EXPECT_EQ(signs_of("/memory/7", {other}), Signs{"authorization/another_project"});
  EXPECT_EQ(signs_of("/memory/7", {own, other}), Signs{"authorization/another_project"});
  EXPECT_EQ(signs_of("/memory/7", {none}), Signs{"authorization/empty_project"});
  EXPECT_EQ(signs_of("/org/projects", {}), Signs{});
  EXPECT_EQ(signs_of("/org/projects", {own}), Signs{});
  EXPECT_EQ(signs_of("/org/projects", {other}), Signs{"authorization/another_project"});
}

TEST(RequestsTest, TheKeyOfMemorySyncStandsInItsHeaderAlone) {
  EXPECT_EQ(signs_of_add([](Exchange& one) { set_header(one, "X-API-Key", "other"); }),
            Signs{"authorization/not_the_key"});
  EXPECT_EQ(signs_of_add([](Exchange& one) { set_header(one, "Authorization", "Bearer x"); }),
            Signs{"authorization/beside_the_key"});
  EXPECT_EQ(signs_of_add([](Exchange& one) {
              set_header(one, "Authorization", std::string("Bearer ") + kSyncKey);
            }),
            (Signs{"authorization/another_header", "authorization/beside_the_key"}));
}

TEST(RequestsTest, AnOpenMethodNeedsNoKey) {
  Exchange health = posted("/health", nullptr, 200);
  health.method = "GET";
  health.body.clear();
  health.headers = {{"Host", kOrigin}};
  EXPECT_EQ(signs_in(sync_call("health", Json::object(), {health}, gave(Json::object()))), Signs{});
  Exchange projects = health;
  projects.target = "/org/projects";
  EXPECT_EQ(signs_in(sync_call("projects.list", Json::object(), {projects}, gave(Json::array()))),
            Signs{"authorization/not_the_key"});
}

}  // namespace
}  // namespace fauxplane::contracts
