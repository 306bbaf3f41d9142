#include "contracts/client/error_reading.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace memsy {
namespace {

ErrorFacts read(const std::string& body) {
  return read_error({.status = 400, .body = body});
}

struct Case {
  const char* name;
  const char* body;
  const char* detail;
  const char* code;  // nullptr: none
};

class ReadErrorTest : public testing::TestWithParam<Case> {};

TEST_P(ReadErrorTest, GivesTextAndCode) {
  const ErrorFacts facts = read(GetParam().body);
  EXPECT_EQ(facts.detail, GetParam().detail);
  EXPECT_EQ(facts.code.value_or("(none)"), GetParam().code == nullptr ? "(none)" : GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Envelopes, ReadErrorTest,
    testing::Values(
        Case{"Nested", R"({"detail":{"error":"e","message":"m"},"message":"outer"})", "m", "e"},
        Case{"NestedWithoutMessage", R"({"detail":{"error":"e"}})", "e", "e"},
        Case{"NestedEmptyMessage", R"({"detail":{"error":"e","message":""}})", "e", "e"},
        Case{"NestedNothing", R"({"detail":{"limit":1},"message":"outer"})", "outer", nullptr},
        Case{"Text", R"({"detail":"Invalid API key"})", "Invalid API key", nullptr},
        Case{"Flat", R"({"error":"e","message":"m"})", "m", "e"},
        Case{"FlatWithDetail", R"({"error":"e","detail":"d","message":"m"})", "d", "e"},
        Case{"FlatEmptyDetail", R"({"error":"e","detail":"","message":"m"})", "m", "e"},
        Case{"FlatCodeOnly", R"({"error":"e"})", "e", "e"},
        Case{"List", R"({"detail":[{"msg":"bad"}]})", R"({"detail":[{"msg":"bad"}]})", nullptr},
        Case{"Gateway", R"({"message":"Too Many Requests"})", "Too Many Requests", nullptr},
        Case{"NumberAsCode", R"({"error":5,"message":"m"})", "m", nullptr},
        Case{"NumberAsMessage", R"({"error":"e","message":5})", "e", "e"},
        Case{"InnerCodeWins", R"({"error":"outer","detail":{"error":"inner"}})", "inner", "inner"},
        Case{"InnerNullWins", R"({"error":"outer","detail":{"error":null}})", "outer", nullptr},
        Case{"Html", "<html>502</html>", "<html>502</html>", nullptr},
        Case{"Empty", "", "", nullptr}, Case{"JsonText", R"("oops")", R"("oops")", nullptr},
        Case{"JsonNull", "null", "null", nullptr}, Case{"JsonList", "[]", "[]", nullptr},
        Case{"NotUtf8", "{\"detail\":\"\xFF\"}", "{\"detail\":\"\xFF\"}", nullptr}),
    [](const auto& row) { return row.param.name; });

TEST(ReadErrorTest, ExtrasAreThoseOfDetailBeforeThoseBesideIt) {
  const ErrorFacts facts = read(R"({"limit":1,"current":2,"detail":{"limit":3,"feature":"f"}})");
  EXPECT_EQ(integer_in(facts, "limit"), 3);
  EXPECT_EQ(integer_in(facts, "current"), 2);
  EXPECT_EQ(text_in(facts, "feature"), "f");
  EXPECT_EQ(text_in(facts, "detail"), std::nullopt);
}

TEST(ReadErrorTest, ExtrasOfAnotherTypeAreAbsent) {
  const ErrorFacts facts =
      read(R"({"a":"5","b":5.0,"c":null,"d":18446744073709551615,"e":true,"f":9007199254740993})");
  for (const char* const name : {"a", "b", "c", "d", "e", "missing"}) {
    EXPECT_EQ(integer_in(facts, name), std::nullopt) << name;
  }
  EXPECT_EQ(integer_in(facts, "f"), 9'007'199'254'740'993);
  EXPECT_EQ(text_in(facts, "e"), std::nullopt);
  EXPECT_EQ(integer_in(read("[]"), "a"), std::nullopt);
  EXPECT_EQ(text_in(read("[]"), "a"), std::nullopt);
}

ErrorKind kind(int status, const std::string& body) {
  return kind_of(status, read(body));
}

std::string coded(const std::string& code) {
  return R"({"error":")" + code + R"(","message":"quota of seats in scope"})";
}

TEST(KindOfTest, ACodeCountsWithItsOwnStatusOnly) {
  const std::tuple<int, const char*, ErrorKind> rows[] = {
      {400, "org_id_not_allowed", ErrorKind::kOrgIdNotAllowed},
      {403, "feature_not_available", ErrorKind::kFeatureNotAvailable},
      {403, "seat_required", ErrorKind::kSeatRequired},
      {403, "org_limit_reached", ErrorKind::kOrgLimitReached},
      {403, "key_limit_reached", ErrorKind::kKeyLimitReached},
      {403, "billing_not_enabled", ErrorKind::kBillingNotEnabled},
      {409, "seat_limit_reached", ErrorKind::kSeatLimitReached},
      {429, "usage_limit_exceeded", ErrorKind::kUsageLimit}};
  for (const auto& [own, code, wanted] : rows) {
    for (const int status : {400, 401, 403, 404, 409, 422, 429, 500}) {
      const ErrorKind got = kind(status, coded(code));
      EXPECT_EQ(got, status == own ? wanted : kind(status, coded("other"))) << status << code;
    }
  }
}

TEST(KindOfTest, StatusesWithoutACode) {
  EXPECT_EQ(kind(401, coded("seat_required")), ErrorKind::kAuthentication);
  EXPECT_EQ(kind(403, R"({"message":"Forbidden"})"), ErrorKind::kAuthentication);
  EXPECT_EQ(kind(403, R"({"message":"forbidden"})"), ErrorKind::kAuthorization);
  EXPECT_EQ(kind(403, R"({"message":"Forbidden","x":1})"), ErrorKind::kAuthorization);
  EXPECT_EQ(kind(403, R"({"detail":{"message":"Forbidden"}})"), ErrorKind::kAuthentication);
  EXPECT_EQ(kind(403, "<html>"), ErrorKind::kAuthorization);
  for (const int status : {300, 304, 400, 404, 409, 418, 451, 500, 503, 599}) {
    EXPECT_EQ(kind(status, "{}"), ErrorKind::kApi) << status;
  }
}

TEST(KindOfTest, TheWordQuotaDecidesWhereThereIsNoCode) {
  EXPECT_EQ(kind(429, R"({"detail":"Monthly QUOTA exceeded"})"), ErrorKind::kUsageLimit);
  EXPECT_EQ(kind(429, "your quota"), ErrorKind::kUsageLimit);
  EXPECT_EQ(kind(429, R"({"detail":"Slow down"})"), ErrorKind::kRateLimit);
  EXPECT_EQ(kind(429, coded("rate_limit_exceeded")), ErrorKind::kRateLimit);
}

RC_GTEST_PROP(ReadErrorProperty, NoBodyIsTooMuch, (const std::string& body, int status)) {
  static_cast<void>(kind_of(status, read(body)));
}

RC_GTEST_PROP(ReadErrorProperty, NestedAndFlatSayTheSame, ()) {
  const auto text = [] {
    return rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', 'z')));
  };
  const nlohmann::json flat{
      {"error", *text()}, {"message", *text()}, {"limit", *rc::gen::arbitrary<int>()}};
  const nlohmann::json nested{{"detail", flat}};
  const ErrorFacts left = read(flat.dump());
  const ErrorFacts right = read(nested.dump());
  RC_ASSERT(left.detail == right.detail);
  RC_ASSERT(left.code == right.code);
  RC_ASSERT(left.members == right.members);
}

}  // namespace
}  // namespace memsy
