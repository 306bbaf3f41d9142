// The table of errors: every code of memorysync.md 12, once per status by default.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

TEST(MemorySyncErrorsTest, HasEveryCodeOfTheContractWithItsStatus) {
  const std::map<std::string_view, int> wanted = {{"ValidationError", 400},
                                                  {"MISSING_END_USER_ID", 400},
                                                  {"INVALID_TENANT_ID_FORMAT", 400},
                                                  {"TENANT_CONTEXT_REQUIRED", 400},
                                                  {"PROJECT_CONTEXT_REQUIRED", 400},
                                                  {"UNAUTHORIZED", 401},
                                                  {"FORBIDDEN", 403},
                                                  {"NOT_FOUND", 404},
                                                  {"CONFLICT", 409},
                                                  {"VALIDATION_ERROR", 422},
                                                  {"RATE_LIMIT_EXCEEDED", 429},
                                                  {"limit_exceeded", 429},
                                                  {"INTERNAL_ERROR", 500},
                                                  {"SERVICE_UNAVAILABLE", 503}};
  std::map<std::string_view, int> found;
  for (const ErrorRow& row : memorysync().errors) {
    if (code_of(row).empty()) continue;
    EXPECT_TRUE(found.emplace(code_of(row), row.status).second) << row.name;
  }
  for (const auto& [code, status] : wanted) EXPECT_EQ(found[code], status) << code;
}

TEST(MemorySyncErrorsTest, MeansOneErrorByEachBareStatus) {
  std::set<int> defaults;
  std::set<int> statuses;
  for (const ErrorRow& row : memorysync().errors) {
    statuses.insert(row.status);
    EXPECT_FALSE(row.advice.empty());
    if (!row.is_default_of_status) continue;
    EXPECT_TRUE(defaults.insert(row.status).second) << row.name;
  }
  EXPECT_EQ(defaults, statuses);
}

TEST(MemorySyncErrorsTest, ShapesAnErrorByTheSurfaceItHappensOn) {
  TestPlane plane(scenario_of_memorysync(""));
  const TestAnswer keyed = plane.send("GET", "/nowhere", with_key(handed_out_secret()));
  EXPECT_EQ(keyed.json()["error"]["code"], "NOT_FOUND");
  const TestAnswer of_tenants = plane.send("GET", "/v1/nowhere", with_key(handed_out_secret()));
  EXPECT_EQ(of_tenants.body, R"({"detail":"Not Found"})");
}

}  // namespace
}  // namespace fauxplane
