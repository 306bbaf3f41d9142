#include <gtest/gtest.h>

#include "tests/contracts/properties/evidence_of.h"

namespace fauxplane::contracts {
namespace {

constexpr const char* kBatch = "/memory/batch";

Json items_of(int first, int end) {
  Json items = Json::array();
  for (int at = first; at < end; ++at) items.push_back({{"text", "item " + std::to_string(at)}});
  return items;
}

Json results_of(int first, int end) {
  Json results = Json::array();
  for (int at = first; at < end; ++at) {
    results.push_back({{"index", at - first},
                       {"status", at == 1 ? "rejected" : "created"},
                       {"memory_ids", at == 1 ? Json::array() : Json::array({at})},
                       {"reason", at == 1 ? Json("text is empty") : Json()}});
  }
  return {{"results", results}, {"total", end - first}};
}

Exchange part(int first, int end, int status = 207) {
  return posted(kBatch, {{"items", items_of(first, end)}}, status,
                status == 207 ? results_of(first, end).dump() : "");
}

// Of 51 items.
Signs signs_of_batch(std::vector<Exchange> exchanges, CallReport report) {
  return signs_of(find_everything(sync_call("memory.batch", {{"items", items_of(0, 51)}},
                                            std::move(exchanges), std::move(report)),
                                  {}));
}

TEST(PartsTest, AListThatIsSplitIsJudgedPartByPart) {
  EXPECT_EQ(signs_of_batch({part(0, 50), part(50, 51)}, gave(results_of(0, 51))), Signs{});
  // A part is tried again for itself.
  EXPECT_EQ(signs_of_batch({part(0, 50, 500), part(0, 50), part(50, 51)}, gave(results_of(0, 51))),
            Signs{});
  EXPECT_EQ(signs_of_batch({part(0, 50, 422), part(0, 50), part(50, 51)}, gave(results_of(0, 51))),
            Signs{"attempts/retried"});
}

TEST(PartsTest, PartsAreAsFewAsTheyHaveToBe) {
  EXPECT_EQ(signs_of_batch({part(0, 30), part(30, 50), part(50, 51)}, gave(results_of(0, 51))),
            Signs{"parts/count"});
  EXPECT_EQ(signs_of_batch({part(0, 51)}, gave(results_of(0, 51))), Signs{"parts/too_many_items"});
  EXPECT_EQ(signs_of_batch({part(0, 50)}, gave(results_of(0, 50))), Signs{"parts/count"});
  EXPECT_EQ(signs_of_batch({part(0, 50), part(49, 50)}, gave(results_of(0, 51))),
            (Signs{"parts/items", "value/differs"}));
}

TEST(PartsTest, TheResultsOfAllPartsReachTheCaller) {
  EXPECT_EQ(signs_of_batch({part(0, 50), part(50, 51)}, gave(results_of(0, 50))),
            Signs{"value/differs"});
  Json wrong = results_of(0, 51);
  wrong["results"][1]["status"] = "created";
  EXPECT_EQ(signs_of_batch({part(0, 50), part(50, 51)}, gave(wrong)), Signs{"value/differs"});
}

TEST(PartsTest, APartThatFailsIsAnError) {
  EXPECT_EQ(signs_of_batch({part(0, 50), part(50, 51, 404)}, gave(results_of(0, 50))),
            Signs{"outcome/value_for_error"});
  EXPECT_EQ(signs_of_batch({part(0, 50, 404)},
                           raised("NotFoundError", {{"status_code", 404}, {"request_id", "r-1"}})),
            Signs{});
}

TEST(PartsTest, RequestsOfOtherMethodsAreCounted) {
  const Json query = {{"query", "q"}};
  const std::string none = R"({"memories":[]})";
  const auto signs = [&](Exchange other) {
    return signs_of(
        find_everything(sync_call("memory.query", query,
                                  {std::move(other), posted("/memory/query", query, 200, none)},
                                  gave(Json::parse(none))),
                        {}));
  };
  EXPECT_EQ(signs(posted("/memory/search", query, 200, none)), Signs{"units/spent"});
  Exchange projects = posted("/org/projects", query, 200, "[]");
  projects.method = "GET";
  projects.body.clear();
  EXPECT_EQ(signs(projects), Signs{"units/asked_more"});
  // Nobody documented that path.
  EXPECT_EQ(signs(posted("/memory/serach", query, 404)),
            (Signs{"attempts/retried", "request/content", "same_attempts/target"}));
}

// In Memsy a call is one request and its repetitions.
TEST(PartsTest, OtherServicesHaveNoFurtherRequests) {
  Exchange other = asked(200, "{}");
  other.target = "/api/health";
  std::vector<Finding> findings;
  const Evidence evidence = one_call({other, asked(200, kMeBody)}, gave(Json::parse(kMeBody)));
  EXPECT_EQ(without_further(evidence.calls[0], evidence, findings).exchanges.size(), 2U);
  EXPECT_TRUE(findings.empty());
}

}  // namespace
}  // namespace fauxplane::contracts
