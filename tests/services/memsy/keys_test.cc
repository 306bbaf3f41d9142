#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

TEST(KeysTest, ListsEveryFieldOfTheKeysOfTheOrg) {
  TestPlane plane;
  static_cast<void>(plane.get("/api/me"));
  const Json list = plane.get("/api/keys");
  EXPECT_EQ(list["max_keys"], 10);
  EXPECT_EQ(list["active_count"], 4);
  EXPECT_EQ(list.size(), 3U);
  ASSERT_EQ(list["keys"].size(), 6U);
  EXPECT_EQ(list["keys"][0], (Json{{"key_id", "key_admin"},
                                   {"prefix", "msy_ad00"},
                                   {"name", "admin"},
                                   {"scopes", {"read", "write"}},
                                   {"is_active", true},
                                   {"created_at", "2026-01-01T00:00:00Z"},
                                   {"last_used_at", "2026-04-15T12:00:00Z"},
                                   {"expires_at", nullptr}}));
  EXPECT_EQ(list["keys"][3]["scopes"], (Json{"read"}));
  EXPECT_EQ(list["keys"][4]["is_active"], false) << "it has expired";
  EXPECT_EQ(list["keys"][4]["expires_at"], "2026-02-01T00:00:00Z");
  EXPECT_EQ(list["keys"][5]["is_active"], false) << "it was revoked";
  EXPECT_EQ(list["keys"][1]["last_used_at"], nullptr);
  EXPECT_EQ(plane.get("/api/keys", kFreeKey)["keys"].size(), 1U);
}

TEST(KeysTest, LiveFromCreationToDeletion) {
  TestPlane plane;
  const TestAnswer created = plane.send(
      "POST", "/api/keys",
      {.body = R"({"name":"ci","scopes":["write"],"expires_at":"2027-01-01T02:00:00+02:00"})"});
  ASSERT_EQ(created.status, 200) << created.bytes;
  const Json key = created.json();
  const auto id = key["key_id"].get<std::string>();
  const auto raw = key["raw_key"].get<std::string>();
  EXPECT_TRUE(raw.starts_with("msy_"));
  EXPECT_EQ(raw.size(), 36U);
  EXPECT_EQ(key["prefix"], raw.substr(0, 8));
  EXPECT_EQ(key["name"], "ci");
  EXPECT_EQ(key["scopes"], (Json{"write"}));
  EXPECT_EQ(key["is_active"], true);
  EXPECT_EQ(key["created_at"], "2026-04-15T12:00:00Z");
  EXPECT_EQ(key["expires_at"], "2027-01-01T00:00:00Z");

  const Json listed = plane.get("/api/keys");
  EXPECT_EQ(listed["active_count"], 5);
  EXPECT_EQ(listed["keys"].back()["key_id"], id);
  EXPECT_EQ(listed.dump().find(raw), std::string::npos);

  EXPECT_EQ(plane.get("/api/keys/" + id + "/usage"), (Json{{"usage", Json::array()}}));
  EXPECT_EQ(plane.get("/api/me", raw)["user_id"], "member_admin");
  EXPECT_EQ(plane.send("GET", "/api/nothing", {.key = raw}).status, 404);
  EXPECT_EQ(
      plane.get("/api/keys/" + id + "/usage"),
      (Json{{"usage", {{{"date", "2026-04-15"}, {"dimension", "api_calls"}, {"quantity", 1}}}}}));
  EXPECT_EQ(plane.get("/api/keys")["keys"].back()["last_used_at"], "2026-04-15T12:00:00Z");

  const TestAnswer deleted = plane.send("DELETE", "/api/keys/" + id, {.key = raw});
  EXPECT_EQ(deleted.status, 204);
  EXPECT_EQ(deleted.header("Content-Type"), std::nullopt);
  EXPECT_TRUE(deleted.header("X-RateLimit-Remaining"));
  EXPECT_EQ(plane.send("GET", "/api/me", {.key = raw}).status, 401);
  EXPECT_EQ(plane.send("DELETE", "/api/keys/" + id).status, 404);
  const Json after = plane.get("/api/keys");
  EXPECT_EQ(after["active_count"], 4);
  EXPECT_EQ(after["keys"].back()["is_active"], false);
  EXPECT_EQ(plane.get("/api/keys/" + id + "/usage")["usage"][0]["quantity"], 2)
      << "the delete was made with the key";
}

TEST(KeysTest, DefaultsScopesAndExpiry) {
  TestPlane plane;
  for (const char* body : {R"({"name":"a"})", R"({"name":"a","scopes":null,"expires_at":null})"}) {
    const Json key = plane.send("POST", "/api/keys", {.body = body}).json();
    EXPECT_EQ(key["scopes"], (Json{"read", "write"})) << body;
    EXPECT_EQ(key["expires_at"], nullptr) << body;
  }
}

TEST(KeysTest, StopAtTheMomentTheyExpire) {
  TestPlane plane("clock: {flow: real}");
  const Json key = plane
                       .send("POST", "/api/keys",
                             {.body = R"({"name":"a","expires_at":"2026-04-15T12:00:10Z"})"})
                       .json();
  const auto raw = key["raw_key"].get<std::string>();
  plane.wait(std::chrono::milliseconds{9'999});
  EXPECT_EQ(plane.send("GET", "/api/me", {.key = raw}).status, 200);
  plane.wait(std::chrono::milliseconds{1});
  EXPECT_EQ(plane.send("GET", "/api/me", {.key = raw}).status, 401);
}

TEST(KeysTest, AreCappedByThoseThatAreActive) {
  TestPlane plane;  // the free plan has room for two, one is there
  const TestRequest request{.key = kFreeKey, .body = R"({"name":"second"})"};
  const TestAnswer second = plane.send("POST", "/api/keys", request);
  ASSERT_EQ(second.status, 200);
  const TestAnswer third = plane.send("POST", "/api/keys", request);
  EXPECT_EQ(third.status, 403);
  EXPECT_EQ(third.json(), (Json{{"detail",
                                 {{"error", "key_limit_reached"},
                                  {"message", "The plan allows no more active keys"},
                                  {"limit", 2},
                                  {"current", 2}}}}));
  const auto id = second.json()["key_id"].get<std::string>();
  EXPECT_EQ(plane.send("DELETE", "/api/keys/" + id, {.key = kFreeKey}).status, 204);
  EXPECT_EQ(plane.send("POST", "/api/keys", request).status, 200) << "a deleted key makes room";
}

TEST(KeysTest, OfOtherOrgsAreUnknown) {
  TestPlane plane;
  EXPECT_EQ(plane.send("GET", "/api/keys/key_admin/usage", {.key = kFreeKey}).status, 404);
  const TestAnswer answer = plane.send("DELETE", "/api/keys/key_admin", {.key = kFreeKey});
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, R"({"detail":"API key not found"})");
  EXPECT_EQ(plane.send("GET", "/api/me").status, 200);
}

struct BodyCase {
  const char* name;
  std::string body;
  Json loc;  // null: the body is accepted
  const char* type;
};

class KeyBodyTest : public testing::TestWithParam<BodyCase> {};

TEST_P(KeyBodyTest, IsChecked) {
  TestPlane plane;
  const TestAnswer answer = plane.send("POST", "/api/keys", {.body = GetParam().body});
  const bool is_accepted = GetParam().loc.is_null();
  ASSERT_EQ(answer.status, is_accepted ? 200 : 422) << answer.bytes;
  EXPECT_EQ(plane.get("/api/keys")["active_count"], is_accepted ? 5 : 4);
  if (is_accepted) return;
  const Json item = answer.json()["detail"][0];
  EXPECT_EQ(item["loc"], GetParam().loc);
  EXPECT_EQ(item["type"], GetParam().type);
}

std::string nested(int depth) {
  return R"({"name":"a","x":)" + std::string(static_cast<std::size_t>(depth), '[') +
         std::string(static_cast<std::size_t>(depth), ']') + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Table, KeyBodyTest,
    testing::Values(
        BodyCase{"Least", R"({"name":"a"})", {}, ""},
        BodyCase{"BlanksAround", " \r\n\t{\"name\":\"a\"} ", {}, ""},
        BodyCase{"UnknownFields", R"({"name":"a","is_active":false,"key_id":7})", {}, ""},
        BodyCase{"DuplicateName", R"({"name":7,"name":"a"})", {}, ""},
        BodyCase{"BigInteger", R"({"name":"a","x":123456789012345678901234567890})", {}, ""},
        BodyCase{"EscapedNul", R"({"name":"a\u0000b"})", {}, ""},
        BodyCase{"LongestName", R"({"name":")" + std::string(256, 'a') + R"("})", {}, ""},
        BodyCase{"NoScopes", R"({"name":"a","scopes":[]})", {}, ""},
        BodyCase{"DateAsExpiry", R"({"name":"a","expires_at":"2027-01-01"})", {}, ""},
        BodyCase{"Deep", nested(60), {}, ""},
        BodyCase{"TooDeep", nested(70), {"body"}, "json_invalid"},
        BodyCase{"FarTooDeep", nested(100'000), {"body"}, "json_invalid"},
        BodyCase{"Nothing", "", {"body"}, "missing"},
        BodyCase{"BlanksAlone", " \r\n", {"body"}, "missing"},
        BodyCase{"Garbage", "\x01\xff\x7f", {"body"}, "json_invalid"},
        BodyCase{"Unfinished", R"({"name":"a")", {"body"}, "json_invalid"},
        BodyCase{"Trailing", R"({"name":"a"}x)", {"body"}, "json_invalid"},
        BodyCase{"RawNul", std::string("{\"name\":\"a\0\"}", 13), {"body"}, "json_invalid"},
        BodyCase{"NoUtf8", "{\"name\":\"\xff\"}", {"body"}, "json_invalid"},
        BodyCase{"NotANumber", R"({"name":NaN})", {"body"}, "json_invalid"},
        BodyCase{"HugeNumber", R"({"name":"a","x":1e999})", {"body"}, "json_invalid"},
        BodyCase{"List", R"([{"name":"a"}])", {"body"}, "model_attributes_type"},
        BodyCase{"String", R"("name")", {"body"}, "model_attributes_type"},
        BodyCase{"Null", "null", {"body"}, "model_attributes_type"},
        BodyCase{"NoName", "{}", {"body", "name"}, "missing"},
        BodyCase{"NameInOtherCase", R"({"Name":"a"})", {"body", "name"}, "missing"},
        BodyCase{"NullName", R"({"name":null})", {"body", "name"}, "string_type"},
        BodyCase{"NumberAsName", R"({"name":1})", {"body", "name"}, "string_type"},
        BodyCase{"ObjectAsName", R"({"name":{"a":1}})", {"body", "name"}, "string_type"},
        BodyCase{"EmptyName", R"({"name":""})", {"body", "name"}, "string_too_short"},
        BodyCase{"BlankName", R"({"name":" \t\n"})", {"body", "name"}, "string_too_short"},
        BodyCase{"LongName",
                 R"({"name":")" + std::string(257, 'a') + R"("})",
                 {"body", "name"},
                 "string_too_long"},
        BodyCase{
            "TextAsScopes", R"({"name":"a","scopes":"read"})", {"body", "scopes"}, "list_type"},
        BodyCase{"UnknownScope",
                 R"({"name":"a","scopes":["read","admin"]})",
                 {"body", "scopes", 1},
                 "enum"},
        BodyCase{"NumberAsScope", R"({"name":"a","scopes":[1]})", {"body", "scopes", 0}, "enum"},
        BodyCase{"NumberAsExpiry",
                 R"({"name":"a","expires_at":1})",
                 {"body", "expires_at"},
                 "string_type"},
        BodyCase{"WordAsExpiry",
                 R"({"name":"a","expires_at":"soon"})",
                 {"body", "expires_at"},
                 "datetime_parsing"},
        BodyCase{"EmptyExpiry",
                 R"({"name":"a","expires_at":""})",
                 {"body", "expires_at"},
                 "datetime_parsing"},
        BodyCase{"ImpossibleDay",
                 R"({"name":"a","expires_at":"2027-02-29"})",
                 {"body", "expires_at"},
                 "datetime_parsing"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace fauxplane
