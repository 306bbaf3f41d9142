#include <gtest/gtest.h>

#include <set>

#include "tests/contracts/model/request_of.h"

namespace fauxplane::contracts {
namespace {

// memsy.md 6 and 12.
constexpr RequestSample kRequests[] = {
    {"ingest", R"({"events":[{"actor_id":"a"}]})", "POST", "/v1/ingest",
     R"({"events":[{"actor_id":"a"}]})"},
    {"search", R"({"query":"q"})", "POST", "/v1/search",
     R"({"query":"q","limit":10,"threshold":0.0,"include_source_events":false})"},
    {"search", R"({"query":"q","limit":5,"role_ids":["r"]})", "POST", "/v1/search",
     R"({"query":"q","limit":5,"threshold":0,"role_ids":["r"]})"},
    {"status", R"({"event_ids":["e"]})", "POST", "/v1/status", R"({"event_ids":["e"]})"},
    {"memories.list", R"({"kind":"semantic"})", "GET",
     "/v1/console/memories?kind=semantic&sort=observed_at_desc&limit=50&offset=0", ""},
    {"memories.stats", "{}", "GET", "/v1/console/memories/stats", ""},
    {"memories.get", R"({"memory_id":"a/b"})", "GET", "/v1/console/memories/a%2Fb", ""},
    {"orgs.list", "{}", "GET", "/v1/orgs", ""},
    {"orgs.create", R"({"org_id":"o","name":"n","focus":"f"})", "POST", "/v1/orgs",
     R"({"org_id":"o","name":"n","focus":"f"})"},
    {"orgs.get", R"({"org_id":"o"})", "GET", "/v1/orgs/o", ""},
    {"orgs.update", R"({"org_id":"o","focus":"f"})", "PATCH", "/v1/orgs/o", R"({"focus":"f"})"},
    {"orgs.regenerate_prompt", R"({"org_id":"o"})", "POST", "/v1/orgs/o/regenerate-prompt", ""},
    {"orgs.delete", R"({"org_id":"o"})", "DELETE", "/v1/orgs/o", ""},
    {"roles.list", R"({"org_id":"o"})", "GET", "/v1/roles?org_id=o&limit=100&offset=0", ""},
    {"roles.create", R"({"org_id":"o","name":"n","focus":"f"})", "POST", "/v1/roles",
     R"({"org_id":"o","name":"n","focus":"f"})"},
    {"roles.get", R"({"role_id":"r","org_id":"o"})", "GET", "/v1/roles/r?org_id=o", ""},
    {"roles.update", R"({"role_id":"r","org_id":"o","focus":"f"})", "PATCH", "/v1/roles/r?org_id=o",
     R"({"focus":"f"})"},
    {"roles.regenerate_prompt", R"({"role_id":"r","org_id":"o"})", "POST",
     "/v1/roles/r/regenerate-prompt?org_id=o", ""},
    {"roles.delete", R"({"role_id":"r","org_id":"o"})", "DELETE", "/v1/roles/r?org_id=o", ""},
    {"teams.list", R"({"org_id":"o","limit":7})", "GET", "/v1/teams?org_id=o&limit=7", ""},
    {"teams.create", R"({"org_id":"o","name":"n","focus":"f"})", "POST", "/v1/teams",
     R"({"org_id":"o","name":"n","focus":"f"})"},
    {"teams.get", R"({"team_id":"t","org_id":"o"})", "GET", "/v1/teams/t?org_id=o", ""},
    {"teams.update", R"({"team_id":"t","org_id":"o","focus":"f"})", "PATCH", "/v1/teams/t?org_id=o",
     R"({"focus":"f"})"},
    {"teams.regenerate_prompt", R"({"team_id":"t","org_id":"o"})", "POST",
     "/v1/teams/t/regenerate-prompt?org_id=o", ""},
    {"teams.delete", R"({"team_id":"t","org_id":"o"})", "DELETE", "/v1/teams/t?org_id=o", ""},
};

TEST(MethodsMemsyTest, TheHotPathIsAskedAsTheContractSays) {
  std::set<std::string_view> seen;
  for (const RequestSample& request : kRequests) {
    SCOPED_TRACE(request.target);
    seen.insert(request.method);
    EXPECT_EQ(flaw_in(request, kMemsy), "");
    RequestSample wrong = request;
    wrong.http_method = "PUT";
    EXPECT_NE(flaw_in(wrong, kMemsy), "");
    wrong = request;
    wrong.body = R"({"more":1})";
    EXPECT_NE(flaw_in(wrong, kMemsy), "");
    const std::string elsewhere = "/api" + std::string(request.target.substr(3));
    wrong = request;
    wrong.target = elsewhere;
    EXPECT_NE(flaw_in(wrong, kMemsy), "");
  }
  for (const MethodRow& row : memsy_methods()) {
    EXPECT_EQ(seen.contains(row.name), row.is_on_request) << row.name;
    EXPECT_EQ(row.prefix, row.is_on_request ? "/v1" : "/api") << row.name;
  }
}

// memsy.md 9.2.
TEST(MethodsMemsyTest, UsageComesWithTheResultsOfTheContract) {
  std::set<std::string_view> carrying;
  for (const MethodRow& row : memsy_methods()) {
    if (row.carries_usage) carrying.insert(row.name);
  }
  EXPECT_EQ(carrying, (std::set<std::string_view>{"health", "ingest", "search", "status"}));
}

// The examples of memsy.md 6.
TEST(MethodsMemsyTest, AnswersAreWhatTheContractPromises) {
  const struct {
    std::string_view method;
    std::string body;
  } answers[] = {
      {"ingest", R"({"event_ids":["01JK8Z3Q9T0000000000000001"]})"},
      {"search", R"({"results":[{"id":"7b0f","content":"Likes a dim theme.","score":0.63,)"
                 R"("metadata":{"title":"Theme"}}]})"},
      {"status", R"({"completedIds":["a"],"failedIds":[],"pendingIds":["b"],"total":3,)"
                 R"("statuses":{"a":"completed"},"unknownIds":["nope"]})"},
      {"memories.list",
       R"({"items":[{"memory_id":"7b0f","org_id":"org_1","scope":{"level":"actor",)"
       R"("actor_id":"user_7","team_id":null},"entity_refs":[{"type":"theme"}],"pinned":false,)"
       R"("strength":1.6,"recall_count":3,"tags":["ui"],"payload":null}],)"
       R"("total":1,"limit":50,"offset":0})"},
      {"memories.stats", R"({"total":12,"total_memories":12,"active_memories":9,)"
                         R"("by_type":{"fact":8},"avg_confidence":0.71,"avg_strength":1.3,)"
                         R"("top_entities":[{"name":"dark mode"}],)"
                         R"("date_range":{"latest":null}})"},
      {"roles.get", R"({"role_id":"r","org_id":"o","name":"Ops","focus":"f",)"
                    R"("promotion_prompt":"p","created_at":"c","updated_at":"u"})"},
  };
  for (const auto& [name, body] : answers) {
    SCOPED_TRACE(name);
    const MethodRow& method = *find_method(name);
    EXPECT_TRUE(is_well_shaped(method, 200, body));
    EXPECT_EQ(value_flaw(method, body, Json::parse(body)), "");
    EXPECT_FALSE(is_well_shaped(method, 200, "{}"));
  }
  // In Python the names of the status response have underscores (memsy.md 12).
  const std::string body = R"({"completedIds":["a"],"failedIds":[],"pendingIds":[],"total":1})";
  const Json snake =
      Json::parse(R"({"completed_ids":["a"],"failed_ids":[],"pending_ids":[],"total":1})");
  EXPECT_EQ(value_flaw(*find_method("status"), body, snake), "");
}

}  // namespace
}  // namespace fauxplane::contracts
