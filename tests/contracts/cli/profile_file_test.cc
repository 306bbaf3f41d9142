#include "contracts/cli/profile_file.h"

#include <gtest/gtest.h>

#include "tests/contracts/cli/temporary_file.h"

namespace fauxplane::contracts {
namespace {

std::string wrong_with(const std::string& text) {
  const TemporaryFile file(text);
  const auto read = read_profile(file.path());
  if (read) return "it was read";
  std::string message = read.error().message;
  if (message.starts_with(file.path() + ":")) message.erase(0, file.path().size() + 1);
  return message;
}

TEST(ProfileFileTest, EveryKeyIsRead) {
  const TemporaryFile file(
      "root: AcmeError\n"
      "kinds: {TooManyCalls: rate_limit_exceeded, LostConnection: connection}\n"
      "attributes: {status_code: http_status}\n"
      "dialect: {retry_after_date: backoff, quota_429: retry}\n"
      "without: [usage, timeout]\n");
  const auto profile = read_profile(file.path());
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->naming.root, "AcmeError");
  EXPECT_EQ(profile->naming.kinds,
            (std::map<std::string, Kind, std::less<>>{{"TooManyCalls", Kind::kRateLimitExceeded},
                                                      {"LostConnection", Kind::kConnection}}));
  EXPECT_EQ(profile->naming.names,
            (std::map<std::string, std::string, std::less<>>{{"status_code", "http_status"}}));
  EXPECT_TRUE(profile->date_may_be_backoff);
  EXPECT_FALSE(profile->quota_may_be_given_up);
  EXPECT_EQ(profile->without, (std::set<std::string>{"usage", "timeout"}));
}

TEST(ProfileFileTest, WhatIsNotSaidStaysAsItIs) {
  const TemporaryFile file("dialect: {quota_429: either}\n");
  const auto profile = read_profile(file.path());
  ASSERT_TRUE(profile) << profile.error().message;
  EXPECT_EQ(profile->naming.root, "");
  EXPECT_TRUE(profile->naming.kinds.empty());
  EXPECT_FALSE(profile->date_may_be_backoff);
  EXPECT_TRUE(profile->quota_may_be_given_up);
  EXPECT_TRUE(profile->without.empty());
}

TEST(ProfileFileTest, TheDialectIsThatOfTheTier) {
  const Profile profile{.date_may_be_backoff = true, .quota_may_be_given_up = false};
  const Dialect dialect = profile.dialect(Tier::kCore);
  EXPECT_EQ(dialect.tier, Tier::kCore);
  EXPECT_TRUE(dialect.date_may_be_backoff);
  EXPECT_FALSE(dialect.quota_may_be_given_up);
}

TEST(ProfileFileTest, WhatIsWrongIsToldWithItsPlaceAndARemedy) {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"", "1:1: a profile must be a map, not nothing"},
      {"roots: AcmeError\n", "1:1: there is no key \"roots\"; did you mean \"root\"?"},
      {"root: [AcmeError]\n", "1:7: root must be a text, not a list"},
      {"kinds: [A]\n", "1:8: kinds must be a map, not a list"},
      {"kinds: {A: rate_limit_exeeded}\n",
       "1:12: there is no kind \"rate_limit_exeeded\"; did you mean \"rate_limit_exceeded\"?"},
      {"attributes: 7\n", "1:13: attributes must be a map, not \"7\""},
      {"attributes: {statuscode: s}\n",
       "1:14: there is no attribute \"statuscode\"; did you mean \"status_code\"?"},
      {"attributes: {detail: [s]}\n", "1:22: detail must be a text, not a list"},
      {"dialect: {retry_after: wait}\n",
       "1:11: there is no key \"retry_after\"; known are retry_after_date, quota_429"},
      {"dialect: {retry_after_date: ignore}\n",
       "1:29: there is no value \"ignore\"; known are wait, backoff"},
      {"dialect: {quota_429: never}\n",
       "1:22: there is no value \"never\"; known are retry, either"},
      {"without: usage\n", "1:10: without must be a list, not \"usage\""},
      {"without: [retries]\n",
       "1:11: there is no capability \"retries\"; known are max_retries, backoff, timeout, "
       "project, usage, close, concurrent, cancel"},
      {"without: [[usage]]\n", "1:11: a capability must be a text, not a list"},
  };
  for (const auto& one : cases) EXPECT_EQ(wrong_with(one.text), one.message) << one.text;
}

}  // namespace
}  // namespace fauxplane::contracts
