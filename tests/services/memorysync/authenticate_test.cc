// Who may call at all (memorysync.md 2.1, 12 and O8).
#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

constexpr const char* kKeys = R"(world:
  keys:
    gone: {member: member_main, secret: ms_live_gone, revoked: true}
    late: {member: member_main, secret: ms_test_late, expires_at: "2026-04-15T12:00:00Z"}
  settings: {invalid_bearer: )";

struct CredentialCase {
  const char* name;
  HeaderList headers;
  int status;
  const char* message;
};

TEST(MemorySyncAuthenticateTest, SaysWhichWayACredentialIsBad) {
  TestPlane plane(scenario_of_memorysync(std::string(kKeys) + "refused}"));
  const std::string good = handed_out_secret();
  for (const CredentialCase& row : std::vector<CredentialCase>{
           {"key", {{"X-API-Key", good}}, 404, "Not Found"},
           {"bearer", {{"Authorization", "Bearer " + good}}, 404, "Not Found"},
           {"both good",
            {{"Authorization", "bearer  " + good}, {"X-API-Key", good}},
            404,
            "Not Found"},
           {"none", {}, 401, "API key missing"},
           {"empty", {{"X-API-Key", ""}}, 401, "API key missing"},
           {"unknown", {{"X-API-Key", "ms_live_x"}}, 401, "Invalid API key"},
           {"expired", {{"X-API-Key", "ms_test_late"}}, 401, "Invalid API key"},
           {"revoked", {{"X-API-Key", "ms_live_gone"}}, 403, "API key revoked"},
           {"bad bearer beside a good key",
            {{"Authorization", "Bearer x"}, {"X-API-Key", good}},
            401,
            "Invalid API key"},
           {"no scheme", {{"Authorization", good}}, 401, "Invalid API key"}}) {
    const TestAnswer answer = plane.send("GET", "/nowhere", {.key = {}, .headers = row.headers});
    EXPECT_EQ(answer.status, row.status) << row.name;
    EXPECT_EQ(answer.json()["error"]["message"], row.message) << row.name;
  }
}

TEST(MemorySyncAuthenticateTest, AWorldMayLetAGoodKeyRescueABadBearer) {
  TestPlane plane(scenario_of_memorysync(std::string(kKeys) + "ignored}"));
  const HeaderList both = {{"Authorization", "Bearer x"}, {"X-API-Key", handed_out_secret()}};
  EXPECT_EQ(plane.send("GET", "/nowhere", {.key = {}, .headers = both}).status, 404);
  EXPECT_EQ(plane.send("GET", "/nowhere", {.key = "x"}).status, 401);
}

TEST(MemorySyncAuthenticateTest, AsksNobodyOnAnOpenRoute) {
  TestPlane plane(scenario_of_memorysync(""));
  EXPECT_EQ(plane.send("GET", "/health", {.key = {}}).status, 200);
  EXPECT_EQ(plane.send("GET", "/health", {.key = "x"}).status, 200);
}

}  // namespace
}  // namespace fauxplane
