#include "contracts/client/memorysync_client.h"

#include <gtest/gtest.h>

#include "tests/contracts/client/memorysync_plane.h"
#include "tests/contracts/client/request_case.h"

namespace memorysync {
namespace {

const Person kPerson{.tenant_id = "a/b", .user_id = "u"};

using Case = memsy::RequestCase<Client, Json>;

class MemorySyncRequestTest : public testing::TestWithParam<Case> {};

TEST_P(MemorySyncRequestTest, IsTheOneOfTheContract) {
  const Json answer{{"status", "ok"}, {"new", {{"a_b", nullptr}}}};
  FakePlane plane{.answers = {told(200, answer)}};
  EXPECT_EQ(GetParam().call(client_of(plane)), answer);
  expect_request(plane, GetParam());
  const HttpRequest& request = plane.requests.at(0);
  EXPECT_EQ(request.headers.only("X-API-Key"), "ms_live_1f");
  EXPECT_EQ(request.headers.only("X-End-User-ID").has_value(),
            request.url.starts_with("http://plane.example/memory/"));
  EXPECT_EQ(request.headers.only("Content-Type").has_value(), request.body.has_value());
  EXPECT_TRUE(request.headers.values("Authorization").empty());
  EXPECT_TRUE(request.headers.values("X-Project-ID").empty());
}

INSTANTIATE_TEST_SUITE_P(
    Each, MemorySyncRequestTest,
    testing::Values(
        Case{"Add", [](const Client& to) { return to.memory().add("t"); }, "POST /memory/add",
             R"({"text":"t"})"},
        Case{"AddAll",
             [](const Client& to) {
               return to.memory().add("t", {{"tags", {"a"}}, {"metadata", {{"b", nullptr}}}});
             },
             "POST /memory/add", R"({"metadata":{"b":null},"tags":["a"],"text":"t"})"},
        Case{"Batch",
             [](const Client& to) {
               return to.memory().batch({Json{{"text", "t"}}}, false);
             },
             "POST /memory/batch", R"({"deduplicate":false,"items":[{"text":"t"}]})"},
        Case{"EmptyBatch", [](const Client& to) { return to.memory().batch({}); },
             "POST /memory/batch", R"({"items":[]})"},
        Case{"Query",
             [](const Client& to) {
               return to.memory().query("q", {{"k", 3}});
             },
             "POST /memory/query", R"({"k":3,"query":"q"})"},
        Case{"Search", [](const Client& to) { return to.memory().search("q"); },
             "POST /memory/search", R"({"query":"q"})"},
        Case{"Get", [](const Client& to) { return to.memory().get(7); }, "GET /memory/7", nullptr},
        Case{"Update",
             [](const Client& to) {
               return to.memory().update(7, {{"importance", 0.5}});
             },
             "PATCH /memory/7", R"({"importance":0.5})"},
        Case{"Forget",
             [](const Client& to) {
               return to.memory().forget({1, 2});
             },
             "DELETE /memory/forget", R"({"memory_ids":[1,2]})"},
        Case{"ForgetOne", [](const Client& to) { return to.memory().forget({1}); },
             "DELETE /memory/forget", R"({"memory_ids":[1]})"},
        Case{"All", [](const Client& to) { return to.memory().all(); }, "GET /memory/export",
             nullptr},
        Case{"AddTurn",
             [](const Client& to) {
               return to.turns().add(kPerson, "t", {{"role", "user"}});
             },
             "POST /v1/memory/add_turn",
             R"({"role":"user","tenant_id":"a/b","text":"t","user_id":"u"})"},
        Case{"Recall", [](const Client& to) { return to.turns().recall(kPerson, "p", 2); },
             "POST /v1/memory/recall", R"({"k":2,"prompt":"p","tenant_id":"a/b","user_id":"u"})"},
        Case{"QueryTurns", [](const Client& to) { return to.turns().query(kPerson, "p"); },
             "POST /v1/memory/query", R"({"prompt":"p","tenant_id":"a/b","user_id":"u"})"},
        Case{"Turns", [](const Client& to) { return to.turns().list(kPerson, 0); },
             "GET /v1/memory/a%2Fb/u/list?limit=0", nullptr},
        Case{"Projects", [](const Client& to) { return to.projects(); }, "GET /org/projects",
             nullptr},
        Case{"Health", [](const Client& to) { return to.health(); }, "GET /health", nullptr}),
    [](const auto& row) { return row.param.name; });

std::vector<Json> items(std::size_t count) {
  std::vector<Json> items;
  for (std::size_t at = 0; at < count; ++at) items.push_back({{"text", std::to_string(at)}});
  return items;
}

// Stores every item, by the number that its text is.
HttpResponse stored(const HttpRequest& request) {
  Json results = Json::array();
  const Json body = Json::parse(*request.body);
  for (const Json& item : body["items"]) {
    results.push_back({{"index", results.size()},
                       {"status", "created"},
                       {"memory_ids", {std::stoi(item["text"].get<std::string>())}}});
  }
  return told(207, {{"results", results}});
}

TEST(MemorySyncClientTest, ABatchIsSplitAndToldAsOne) {
  for (const auto& [count, calls] : {std::pair{50U, 1}, {51U, 2}, {100U, 2}, {101U, 3}}) {
    FakePlane plane;
    int requests = 0;
    const Client client(options_of(plane), Rules{}, [&](const HttpRequest& request, const auto&) {
      ++requests;
      return stored(request);
    });
    const Json value = client.memory().batch(items(count));
    EXPECT_EQ(requests, calls);
    ASSERT_EQ(value["results"].size(), count);
    for (std::size_t at = 0; at < count; ++at) {
      EXPECT_EQ(value["results"][at]["index"], at);
      EXPECT_EQ(value["results"][at]["memory_ids"][0], at);
    }
    if (calls > 1) {
      EXPECT_EQ(value["total"], count);
      EXPECT_EQ(value["created"], count);
      EXPECT_EQ(value["rejected"], 0);
    }
  }
}

TEST(MemorySyncClientTest, WhatAPartDoesNotSayIsUnknown) {
  FakePlane plane;
  const Client client(options_of(plane), Rules{}, [&](const HttpRequest& request, const auto&) {
    const bool is_first = Json::parse(*request.body)["items"].size() == 50;
    return is_first ? stored(request) : told(200, {{"status", "ok"}});
  });
  const Json value = client.memory().batch(items(52));
  EXPECT_EQ(value["created"], 50);
  ASSERT_EQ(value["results"].size(), 52U);
  EXPECT_EQ(value["results"][51]["index"], 51);
  EXPECT_EQ(value["results"][51]["status"], "unknown");
}

TEST(MemorySyncClientTest, AnErrorOfAPartHoldsWhatCameBefore) {
  FakePlane plane;
  const Client client(options_of(plane), Rules{}, [&](const HttpRequest& request, const auto&) {
    const bool is_first = Json::parse(*request.body)["items"].size() == 50;
    return is_first ? stored(request) : refusal(422);
  });
  try {
    static_cast<void>(client.memory().batch(items(52)));
    FAIL();
  } catch (const ValidationError& error) {
    EXPECT_EQ(error.results.size(), 50U);
  }
}

}  // namespace
}  // namespace memorysync
