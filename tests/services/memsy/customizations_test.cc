#include <gtest/gtest.h>

#include "tests/support/hot_path.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

const Json kAcme = {{"org_id", "org_1"}, {"name", "Acme"}, {"focus", "developer tools"}};

TestAnswer send(TestPlane& plane, const std::string& method, const std::string& path,
                const Json& body = {}, const std::string& key = kAdminKey) {
  return plane.send(method, "/v1" + path,
                    {.key = key, .body = body.is_null() ? std::string() : body.dump()});
}

// A kind of record, and where its requests stand.
struct KindCase {
  const char* name;
  std::string path;
  const char* id_name;
  std::string query;  // behind the path of one
};

class CustomizationsTest : public testing::TestWithParam<KindCase> {
 protected:
  // Makes one and returns the path of it.
  std::string made(TestPlane& plane, Json& record) {
    const TestAnswer answer = send(plane, "POST", GetParam().path, kAcme);
    EXPECT_EQ(answer.status, 200) << answer.bytes;
    record = answer.json();
    return GetParam().path + "/" + record.value(GetParam().id_name, "");
  }
};

TEST_P(CustomizationsTest, LiveFromCreationToDeletion) {
  TestPlane plane;
  Json record;
  const std::string one = made(plane, record);
  const std::string& query = GetParam().query;
  EXPECT_EQ(record["org_id"], "org_1");
  EXPECT_EQ(record["name"], "Acme");
  EXPECT_EQ(record["focus"], "developer tools");
  EXPECT_FALSE(record["promotion_prompt"].get<std::string>().empty());
  EXPECT_EQ(record["created_at"], "2026-04-15T12:00:00Z");
  EXPECT_EQ(send(plane, "GET", one + query).json(), record);
  EXPECT_EQ(send(plane, "GET", GetParam().path + query).json(), Json::array({record}));

  move_clock(plane, std::chrono::seconds{5});
  const Json changed =
      send(plane, "PATCH", one + query, {{"focus", "builds"}, {"name", nullptr}, {"x", 1}}).json();
  EXPECT_EQ(changed["focus"], "builds");
  EXPECT_EQ(changed["name"], "Acme");
  EXPECT_EQ(changed["promotion_prompt"], record["promotion_prompt"]);
  EXPECT_EQ(changed["created_at"], "2026-04-15T12:00:00Z");
  EXPECT_EQ(changed["updated_at"], "2026-04-15T12:00:05Z");

  const Json given =
      send(plane, "PATCH", one + query, {{"promotion_prompt", "Keep builds."}}).json();
  EXPECT_EQ(given["promotion_prompt"], "Keep builds.");
  EXPECT_EQ(given["prompt_meta"], nullptr) << "nobody wrote it but the caller";
  const Json anew = send(plane, "POST", one + "/regenerate-prompt" + query).json();
  EXPECT_NE(anew["promotion_prompt"], "Keep builds.");
  EXPECT_NE(anew["promotion_prompt"], record["promotion_prompt"]);
  EXPECT_EQ(anew["prompt_meta"]["revision"], 2);

  EXPECT_EQ(send(plane, "DELETE", one + query).status, 204);
  EXPECT_EQ(send(plane, "DELETE", one + query).status, 404);
  EXPECT_EQ(send(plane, "GET", one + query).status, 404);
  EXPECT_EQ(send(plane, "PATCH", one + query, Json::object()).status, 404);
  EXPECT_EQ(send(plane, "POST", one + "/regenerate-prompt" + query).status, 404);
  EXPECT_EQ(send(plane, "GET", GetParam().path + query).json(), Json::array());
}

TEST_P(CustomizationsTest, AreChangedByAdminsOnly) {
  TestPlane plane;
  Json record;
  const std::string one = made(plane, record);
  const std::string& query = GetParam().query;
  const auto code = [&](const char* method, const std::string& path, const std::string& key) {
    return send(plane, method, path, kAcme, key).code();
  };
  for (const auto& [key, refused] :
       {std::pair(kMemberKey, "admin_required"), std::pair(kReadOnlyKey, "wrong_scope")}) {
    EXPECT_EQ(code("POST", GetParam().path, key), refused);
    EXPECT_EQ(code("PATCH", one + query, key), refused);
    EXPECT_EQ(code("POST", one + "/regenerate-prompt" + query, key), refused);
    EXPECT_EQ(code("DELETE", one + query, key), refused);
    EXPECT_EQ(send(plane, "GET", one + query, {}, key).status, 200) << "reading is open";
    EXPECT_EQ(send(plane, "GET", GetParam().path + query, {}, key).status, 200);
  }
  TestPlane closed("world: {settings: {onboarding_reads: admin}}");
  EXPECT_EQ(send(closed, "GET", GetParam().path + query, {}, kMemberKey).code(), "admin_required");
}

TEST_P(CustomizationsTest, BelongToTheOrgOfTheKey) {
  TestPlane plane;
  Json record;
  const std::string one = made(plane, record);
  Json foreign = kAcme;
  foreign["org_id"] = "org_2";
  const TestAnswer refused = send(plane, "POST", GetParam().path, foreign);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body, R"({"detail":"The key belongs to another org"})");
  const TestAnswer stranger = send(plane, "GET", one + GetParam().query, {}, kFreeKey);
  EXPECT_TRUE(stranger.status == 403 || stranger.status == 404) << stranger.bytes;
  TestPlane any("world: {settings: {org_records: any}}");
  EXPECT_EQ(send(any, "POST", GetParam().path, foreign).status, 200);
}

TEST_P(CustomizationsTest, RefuseBadBodiesWithTheirPlace) {
  TestPlane plane;
  Json record;
  const std::string one = made(plane, record);
  const auto loc = [&](const char* method, const std::string& path, const Json& members) {
    Json body = kAcme;
    body.update(members);
    const TestAnswer answer = send(plane, method, path, body);
    EXPECT_EQ(answer.status, 422) << answer.bytes;
    return answer.json()["detail"][0]["loc"].get<Json>();
  };
  const std::string path = one + GetParam().query;
  for (const auto& [member, most] : {std::pair("name", 100U), std::pair("focus", 500U)}) {
    const Json wanted = {"body", member};
    EXPECT_EQ(loc("POST", GetParam().path, {{member, nullptr}}), wanted);
    EXPECT_EQ(loc("POST", GetParam().path, {{member, " "}}), wanted);
    EXPECT_EQ(loc("POST", GetParam().path, {{member, std::string(most + 1, 'a')}}), wanted);
    EXPECT_EQ(loc("PATCH", path, {{member, 1}}), wanted);
    EXPECT_EQ(loc("PATCH", path, {{member, ""}}), wanted);
    EXPECT_EQ(send(plane, "PATCH", path, {{member, std::string(most, 'a')}}).status, 200);
  }
  EXPECT_EQ(loc("POST", GetParam().path, {{"org_id", nullptr}}), (Json{"body", "org_id"}));
  TestPlane free("world: {settings: {record_lengths: free, create_status: 201}}");
  Json long_name = kAcme;
  long_name["name"] = std::string(101, 'a');
  EXPECT_EQ(send(free, "POST", GetParam().path, long_name).status, 201);
}

INSTANTIATE_TEST_SUITE_P(Table, CustomizationsTest,
                         testing::Values(KindCase{"Orgs", "/orgs", "org_id", ""},
                                         KindCase{"Roles", "/roles", "role_id", "?org_id=org_1"},
                                         KindCase{"Teams", "/teams", "team_id", "?org_id=org_1"}),
                         [](const auto& row) { return row.param.name; });

TEST(OrgsTest, AreOneForEachOrg) {
  TestPlane plane;
  EXPECT_EQ(send(plane, "POST", "/orgs", kAcme).status, 200);
  EXPECT_EQ(send(plane, "POST", "/orgs", kAcme).status, 409);
}

TEST(OrgsTest, EndAtTheCapOfThePlan) {
  TestPlane plane("world: {plans: {pro: {max_orgs: 2}}, settings: {org_records: any}}");
  const auto create = [&](const char* org) {
    Json body = kAcme;
    body["org_id"] = org;
    return send(plane, "POST", "/orgs", body);
  };
  EXPECT_EQ(create("a").status, 200);
  EXPECT_EQ(create("b").status, 200);
  const TestAnswer refused = create("c");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.body, R"({"error":"org_limit_reached",)"
                          R"("message":"The plan allows no more orgs","limit":2,"current":2})");
  EXPECT_EQ(send(plane, "DELETE", "/orgs/a").status, 204);
  EXPECT_EQ(create("c").status, 200) << "deleting one makes room";
  EXPECT_EQ(send(plane, "POST", "/roles", kAcme).status, 200) << "roles have no cap of the plan";
}

TEST(OrgsTest, TakeStrangeIdsAsOneSegment) {
  TestPlane plane("world: {settings: {org_records: any}}");
  Json body = kAcme;
  body["org_id"] = "a/b c?";
  EXPECT_EQ(send(plane, "POST", "/orgs", body).status, 200);
  EXPECT_EQ(send(plane, "GET", "/orgs/a%2Fb%20c%3F").json()["org_id"], "a/b c?");
  EXPECT_EQ(send(plane, "POST", "/orgs/a%2Fb%20c%3F/regenerate-prompt").status, 200);
}

TEST(RolesTest, ArePagedInTheOrderTheyWereMade) {
  TestPlane plane;
  for (const char* name : {"a", "b", "c"}) {
    Json body = kAcme;
    body["name"] = name;
    EXPECT_EQ(send(plane, "POST", "/roles", body).status, 200);
  }
  const auto names = [&](const std::string& query) {
    std::string letters;
    for (const Json& row : send(plane, "GET", "/roles?org_id=org_1" + query).json()) {
      letters += row["name"].get<std::string>();
    }
    return letters;
  };
  EXPECT_EQ(names(""), "abc");
  EXPECT_EQ(names("&limit=2"), "ab");
  EXPECT_EQ(names("&limit=2&offset=2"), "c");
  EXPECT_EQ(names("&offset=3"), "");
  EXPECT_EQ(send(plane, "GET", "/teams?org_id=org_1").json(), Json::array());
}

TEST(RolesTest, NeedTheOrgInTheQuery) {
  TestPlane plane;
  for (const char* target : {"/roles", "/roles/r", "/teams?org_id=", "/teams/t"}) {
    const TestAnswer answer = send(plane, "GET", target);
    EXPECT_EQ(answer.status, 422) << target;
    EXPECT_EQ(answer.json()["detail"][0]["loc"], (Json{"query", "org_id"}));
  }
  EXPECT_EQ(send(plane, "GET", "/roles?org_id=org_2").status, 403);
  EXPECT_EQ(send(plane, "DELETE", "/roles/r?org_id=org_2").status, 403);
  EXPECT_EQ(send(plane, "GET", "/roles?org_id=org_1&limit=201").status, 422);
  EXPECT_EQ(send(plane, "GET", "/roles/none?org_id=org_1").body, R"({"detail":"Role not found"})");
}

}  // namespace
}  // namespace fauxplane
