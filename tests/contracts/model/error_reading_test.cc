#include "contracts/model/error_reading.h"

#include <gmock/gmock.h>

namespace fauxplane::contracts {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;
using enum Kind;

// memsy.md 8.4, row by row; each code also with statuses that are not its own.
TEST(ErrorReadingTest, MapsInTheOrderOfTheContract) {
  const struct {
    int status;
    std::string_view body;
    Kind kind;
  } cases[] = {
      {400, R"({"error":"org_id_not_allowed","message":"m"})", kOrgIdNotAllowed},            // 1
      {401, R"({"detail":"Missing Authorization header"})", kAuthentication},                // 2
      {401, R"({"error":"seat_required"})", kAuthentication},                                // 2
      {401, "", kAuthentication},                                                            // 2
      {401, "quota", kAuthentication},                                                       // 2
      {403, R"({"message":"Forbidden"})", kAuthentication},                                  // 3
      {403, R"({"message":"forbidden"})", kAuthorization},                                   // 10
      {403, R"({"message":"Forbidden","x":1})", kAuthorization},                             // 10
      {403, R"({"message":"Forbidden","error":"x"})", kAuthorization},                       // 10
      {403, R"({"detail":"Forbidden"})", kAuthorization},                                    // 10
      {403, R"("Forbidden")", kAuthorization},                                               // 10
      {403, "Forbidden", kAuthorization},                                                    // 10
      {404, R"({"message":"Forbidden"})", kApi},                                             // 14
      {403, R"({"detail":{"error":"feature_not_available"}})", kFeatureNotAvailable},        // 4
      {403, R"({"detail":{"error":"seat_required"}})", kSeatRequired},                       // 5
      {403, R"({"error":"org_limit_reached","message":"scope"})", kOrgLimitReached},         // 6
      {403, R"({"detail":{"error":"key_limit_reached"}})", kKeyLimitReached},                // 7
      {403, R"({"detail":{"error":"billing_not_enabled"}})", kBillingNotEnabled},            // 8
      {403, R"({"error":"wrong_scope","detail":"Key lacks write scope"})", kAuthorization},  // 9
      {403, R"({"error":"insufficient_scope"})", kAuthorization},                            // 9
      {403, R"({"detail":"SCOPE"})", kAuthorization},                                        // 9
      {403, R"({"detail":{"error":"admin_required","message":"m"}})", kAuthorization},       // 10
      {403, R"({"detail":"seat_required"})", kAuthorization},  // 10, open point 25
      {403, R"({"error":"Seat_required"})", kAuthorization},   // 10
      {403, "", kAuthorization},                               // 10
      {409, R"({"detail":{"error":"seat_limit_reached"}})", kSeatLimitReached},       // 11
      {429, R"({"error":"usage_limit_exceeded"})", kUsageLimitExceeded},              // 12
      {429, R"({"detail":"Monthly QuOta is spent"})", kUsageLimitExceeded},           // 12
      {429, R"({"message":"quota"})", kUsageLimitExceeded},                           // 12
      {429, R"({"error":"rate_limit_exceeded","message":"m"})", kRateLimitExceeded},  // 13
      {429, R"({"message":"Too Many Requests"})", kRateLimitExceeded},                // 13
      {429, R"({"error":"seat_limit_reached"})", kRateLimitExceeded},                 // 13
      {429, R"({"detail":"usage_limit_exceeded"})", kRateLimitExceeded},              // 13
      {429, "<html>429</html>", kRateLimitExceeded},                                  // 13
      {429, "", kRateLimitExceeded},                                                  // 13
      {400, R"({"error":"seat_required"})", kApi},  // 14 from here
      {400, R"({"detail":"org_id_not_allowed"})", kApi},
      {403, R"({"error":"usage_limit_exceeded","message":"quota"})", kAuthorization},
      {403, R"({"error":"org_id_not_allowed"})", kAuthorization},
      {404, R"({"detail":"quota"})", kApi},
      {409, R"({"error":"seat_required"})", kApi},
      {409, R"({"error":"other"})", kApi},
      {422, R"({"detail":[{"loc":["body"],"msg":"bad","type":"enum"}]})", kApi},
      {302, "", kApi},
      {500, R"({"detail":"Internal Server Error"})", kApi},
      {502, "<html>502</html>", kApi},
      {503, R"({"error":"usage_limit_exceeded"})", kApi},
  };
  for (const auto& [status, body, kind] : cases) {
    SCOPED_TRACE(std::to_string(status) + " " + std::string(body));
    EXPECT_EQ(expected_error(status, body).kinds.front(), kind);
  }
}

// Open point 3: a word alone decides at the level strict only.
TEST(ErrorReadingTest, LeavesAWordWithoutACodeOpen) {
  EXPECT_THAT(expected_error(429, R"({"detail":"quota"})").kinds,
              ElementsAre(Kind::kUsageLimitExceeded, Kind::kRateLimitExceeded));
  EXPECT_THAT(expected_error(429, R"({"error":"other","message":"quota"})").kinds,
              ElementsAre(Kind::kRateLimitExceeded));
}

// 8.2: V1, V3 and V4 carry the same facts.
TEST(ErrorReadingTest, ReadsEachEnvelopeAlike) {
  const std::string_view cases[] = {
      R"({"detail":{"error":"key_limit_reached","message":"No more","limit":10,"current":9}})",
      R"({"error":"key_limit_reached","message":"No more","limit":10,"current":9})",
      R"({"error":"key_limit_reached","detail":"No more","limit":10,"current":9})",
      R"({"error":"x","limit":1,"detail":{"error":"key_limit_reached","message":"No more",)"
      R"("limit":10,"current":9}})",
      R"({"limit":10,"detail":{"error":"key_limit_reached","message":"No more","current":9}})",
  };
  for (const std::string_view body : cases) {
    SCOPED_TRACE(body);
    const ExpectedError error = expected_error(403, body);
    EXPECT_THAT(error.kinds, ElementsAre(kKeyLimitReached));
    EXPECT_EQ(error.code, "key_limit_reached");
    EXPECT_THAT(error.details, ElementsAre("No more"));
    ASSERT_EQ(error.facts.size(), 2U);
    EXPECT_EQ(error.facts[0].name, "limit");
    EXPECT_EQ(error.facts[0].value, 10);
    EXPECT_EQ(error.facts[1].name, "current");
    EXPECT_EQ(error.facts[1].value, 9);
  }
}

// 8.3, rules 1 to 4, with the envelopes V1 to V9; ruling 12.
TEST(ErrorReadingTest, ReadsTextsAndCodes) {
  const std::optional<std::string> none;
  const struct {
    std::string body;
    std::optional<std::string> code;
    std::vector<std::string> details;
  } cases[] = {
      {R"({"detail":{"error":"a","message":"m"}})", "a", {"m"}},
      {R"({"detail":{"error":"a","message":""}})", "a", {"a"}},
      {R"({"detail":{"error":"a","message":5}})", "a", {"a"}},
      {R"({"detail":{"error":"a"},"error":"b","message":"n"})", "a", {"a"}},
      {R"({"detail":{"x":1},"error":"b","message":"n"})", "b", {"", "n"}},
      {R"({"detail":{"x":1},"error":"b"})", "b", {"", "b"}},
      {R"({"detail":{}})", none, {"", R"({"detail":{}})"}},
      {R"({"detail":{"error":5},"error":"b"})", none, {"", "b"}},
      {R"({"detail":"Invalid API key"})", none, {"Invalid API key"}},
      {R"({"error":"a","message":"m"})", "a", {"m"}},
      {R"({"error":"a","message":""})", "a", {"a"}},
      {R"({"error":"a"})", "a", {"a"}},
      {R"({"error":"a","detail":"d","message":"m"})", "a", {"d"}},
      {R"({"error":"a","detail":"","message":"m"})", "a", {"m"}},
      {R"({"error":"a","detail":null})", "a", {"a"}},
      {R"({"error":7,"message":"m"})", none, {"m"}},
      {R"({"error":null})", none, {R"({"error":null})"}},
      {R"({"detail":[{"msg":"bad"}]})", none, {R"({"detail":[{"msg":"bad"}]})"}},
      {R"({"detail":[1],"message":"m"})", none, {"m"}},
      {R"({"message":"Forbidden"})", none, {"Forbidden"}},
      {"<html>502</html>", none, {"<html>502</html>"}},
      {"", none, {""}},
      {R"({"error":"a")", none, {R"({"error":"a")"}},
      {"\"Internal Server Error\"", none, {"\"Internal Server Error\""}},
      {R"([{"error":"a"}])", none, {R"([{"error":"a"}])"}},
      {"17", none, {"17"}},
      {"true", none, {"true"}},
      {"null", none, {"null"}},
      {"{}", none, {"{}"}},
  };
  for (const auto& [body, code, details] : cases) {
    SCOPED_TRACE(body);
    const ExpectedError error = expected_error(500, body);
    EXPECT_EQ(error.code, code);
    EXPECT_EQ(error.details, details);
  }
}

// Ruling 6, open point 3.
TEST(ErrorReadingTest, LetsTheCodeDecideAboutTheWordQuota) {
  const ExpectedError foreign = expected_error(429, R"({"error":"slow","message":"quota"})");
  EXPECT_EQ(foreign.kinds.front(), kRateLimitExceeded);
  EXPECT_FALSE(foreign.may_be(kUsageLimitExceeded));
  EXPECT_FALSE(foreign.may_be(kApi));
  const ExpectedError known = expected_error(429, R"({"error":"usage_limit_exceeded"})");
  EXPECT_FALSE(known.may_be(kRateLimitExceeded));
}

// 8.3, 4 (a): both texts are accepted, so both classes are.
TEST(ErrorReadingTest, TakesEitherClassWhenOnlyOneOfTwoTextsHasTheWord) {
  for (const std::string_view body :
       {R"({"detail":{"x":1},"message":"quota"})", R"({"detail":{"dimension":"quota"}})"}) {
    SCOPED_TRACE(body);
    EXPECT_THAT(expected_error(429, body).kinds,
                UnorderedElementsAre(kUsageLimitExceeded, kRateLimitExceeded));
  }
}

TEST(ErrorReadingTest, ReadsTheFactsOfEachClass) {
  const struct {
    int status;
    std::string_view body;
    Json facts;
  } cases[] = {
      {403,
       R"({"error":"feature_not_available","feature":"f","current_tier":"free","upgrade_url":"u"})",
       {{"feature", "f"}, {"current_tier", "free"}, {"upgrade_url", "u"}}},
      {403,
       R"({"error":"org_limit_reached","limit":5,"current":5})",
       {{"limit", 5}, {"current", 5}}},
      {403, R"({"error":"key_limit_reached"})", {{"limit", nullptr}, {"current", nullptr}}},
      {403, R"({"error":"billing_not_enabled","interest_path":"/i"})", {{"interest_path", "/i"}}},
      {403, R"({"error":"wrong_scope","required_scope":"w"})", {{"required_scope", "w"}}},
      {403, R"({"error":"wrong_scope","scope":"w"})", {{"required_scope", "w"}}},
      {403,
       R"({"error":"wrong_scope","scope":"v","required_scope":"w"})",
       {{"required_scope", "w"}}},
      {403, R"({"detail":"scope"})", {{"required_scope", nullptr}}},
      {403, R"({"error":"admin_required","limit":1})", {{"required_scope", nullptr}}},
      {409,
       R"({"error":"seat_limit_reached","purchased_seats":5,"assigned_seats":4})",
       {{"purchased_seats", 5}, {"assigned_seats", 4}, {"pending_invites", nullptr}}},
      {429,
       R"({"error":"usage_limit_exceeded","dimension":"d","current":2,"limit":1})",
       {{"dimension", "d"}, {"current", 2}, {"limit", 1}, {"upgrade_url", nullptr}}},
      {429, R"({"error":"rate_limit_exceeded","limit":1})", Json::object()},
      {403, R"({"error":"seat_required","limit":1})", Json::object()},
      {500, R"({"error":"usage_limit_exceeded","limit":1})", Json::object()},
  };
  for (const auto& [status, body, wanted] : cases) {
    SCOPED_TRACE(body);
    Json facts = Json::object();
    for (const Fact& fact : expected_error(status, body).facts) {
      facts[fact.name] = fact.value;
      EXPECT_TRUE(fact.is_of_kind) << fact.name;
    }
    EXPECT_EQ(facts, wanted);
  }
}

TEST(ErrorReadingTest, TellsFactsOfTheWrongType) {
  const struct {
    std::string_view limit;
    bool is_of_kind;
  } cases[] = {{"5", true},    {"-5", true},    {"null", true}, {"\"5\"", false},
               {"5.5", false}, {"true", false}, {"[5]", false}, {"{}", false}};
  for (const auto& [limit, is_of_kind] : cases) {
    SCOPED_TRACE(limit);
    const ExpectedError error =
        expected_error(403, R"({"error":"org_limit_reached","limit":)" + std::string(limit) + "}");
    EXPECT_EQ(error.facts.at(0).value, Json::parse(limit));
    EXPECT_EQ(error.facts.at(0).is_of_kind, is_of_kind);
    EXPECT_THAT(error.kinds, ElementsAre(kOrgLimitReached));
  }
}

}  // namespace
}  // namespace fauxplane::contracts
