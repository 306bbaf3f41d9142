#include "contracts/report/report.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fauxplane::contracts {
namespace {

const Property& property_of(Level level) {
  static const Property kMust{.id = "B1",
                              .requirement = "a < b & \"c\"",
                              .level = Level::kMust,
                              .source = "s",
                              .domain = "d"};
  static const Property kShould{
      .id = "B2", .requirement = "two", .level = Level::kShould, .source = "s", .domain = "d"};
  static const Property kInfo{
      .id = "B3", .requirement = "three", .level = Level::kInfo, .source = "s", .domain = "d"};
  return level == Level::kMust ? kMust : level == Level::kShould ? kShould : kInfo;
}

Failure a_failure() {
  return {.signature = "B1/attempts/too_many",
          .finding = {.concern = Concern::kAttempts,
                      .sign = "too_many",
                      .sentence = "5 requests <& \"not\" 4"},
          .scenario = "# A < B\nfauxplane: 1\n"};
}

// About time, and seen so many times more.
Failure a_failure_in_time(int confirmed) {
  Failure failure = a_failure();
  failure.signature = "B1/early/not_waited";
  failure.finding.is_about_time = true;
  failure.confirmed = confirmed;
  return failure;
}

PropertyResult failed(Level level = Level::kMust) {
  return {.property = &property_of(level),
          .outcome = Outcome::kFailed,
          .cases = 7,
          .seconds = 0.25,
          .failures = {a_failure()}};
}

PropertyResult other(Outcome outcome, std::string reason = {}) {
  return {.property = &property_of(Level::kShould),
          .outcome = outcome,
          .reason = std::move(reason),
          .cases = 20};
}

CampaignResult campaign(std::vector<PropertyResult> properties) {
  return {.hello = {.sdk = "memsy <x>", .version = "1.2", .runtime = "py"},
          .properties = std::move(properties),
          .seconds = 1.25};
}

CampaignResult campaign_of_everything() {
  PropertyResult flaky = other(Outcome::kFlaky);
  flaky.failures = {a_failure_in_time(1)};
  return campaign({other(Outcome::kPassed), failed(), flaky,
                   other(Outcome::kVacuous, "no case reached \"retried\""),
                   other(Outcome::kSkipped, "the client does not claim \"usage\""),
                   other(Outcome::kBroken, "a line & no message")});
}

CampaignResult campaign_with_expectations() {
  PropertyResult known = other(Outcome::kPassed);
  known.expected = {"B2/early/not_waited"};
  CampaignResult result = campaign({known});
  result.stale = {
      {.expectation = {.signature = "B1/*", .reason = "ours <& theirs"}},
      {.expectation = {.signature = "C2/late/x", .reason = "r", .pinned = "a/b.yaml"}},
      {.expectation = {.signature = "D1/*", .reason = "r", .pinned = "c.yaml"}, .trouble = "why"}};
  return result;
}

// Takes an XML document apart; says what is wrong with it, or nothing.
class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : text_(text) {}

  std::string flaw() {
    if (!take("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) return "no declaration";
    std::vector<std::string> open;
    do {
      if (!take("<")) {
        if (!characters("<")) return "a bad character in text";
        if (text_.empty()) break;
        continue;
      }
      const bool is_end = take("/");
      const std::string name = word();
      if (name.empty()) return "a tag without a name";
      if (is_end) {
        if (open.empty() || open.back() != name) return "</" + name + "> ends something else";
        open.pop_back();
        if (!take(">")) return "no end of </" + name;
        continue;
      }
      elements.push_back(name);
      while (take(" ")) {
        const std::string attribute = word();
        if (attribute.empty() || !take("=\"")) return "a bad attribute of " + name;
        if (!characters("\"<") || !take("\"")) return "a bad value of " + attribute;
      }
      if (take("/>")) continue;
      if (!take(">")) return "no end of <" + name;
      open.push_back(name);
    } while (!text_.empty() && !(open.empty() && text_ == "\n"));
    return open.empty() ? "" : "<" + open.back() + "> has no end";
  }

  std::vector<std::string> elements;

 private:
  bool take(std::string_view part) {
    if (!text_.starts_with(part)) return false;
    text_.remove_prefix(part.size());
    return true;
  }
  std::string word() {
    std::size_t size = 0;
    while (size < text_.size() && text_[size] >= 'a' && text_[size] <= 'z') ++size;
    const std::string name(text_.substr(0, size));
    text_.remove_prefix(size);
    return name;
  }
  // Up to one of `ends`: no bare &, and what JSON takes as text is UTF-8.
  bool characters(std::string_view ends) {
    const std::string part(text_.substr(0, text_.find_first_of(ends)));
    text_.remove_prefix(part.size());
    for (std::size_t at = 0; at < part.size(); ++at) {
      const auto byte = static_cast<unsigned char>(part[at]);
      if (byte < 0x20 && part[at] != '\n' && part[at] != '\t') return false;
      if (part[at] != '&') continue;
      const std::string_view rest = std::string_view(part).substr(at);
      if (!rest.starts_with("&amp;") && !rest.starts_with("&lt;") && !rest.starts_with("&gt;") &&
          !rest.starts_with("&quot;")) {
        return false;
      }
    }
    try {
      static_cast<void>(Json(part).dump());
    } catch (const Json::exception&) {
      return false;
    }
    return true;
  }

  std::string_view text_;
};

TEST(ReportTest, TheConsoleShowsFailuresWithTheirScenarios) {
  EXPECT_EQ(console_text(campaign({failed(), other(Outcome::kPassed)})),
            "\nFAIL B1 (MUST)  a < b & \"c\"\n"
            "  5 requests <& \"not\" 4\n"
            "  source: s\n"
            "  signature: B1/attempts/too_many\n"
            "  the smallest scenario that shows it:\n"
            "    # A < B\n    fauxplane: 1\n"
            "\nmemsy <x> 1.2: 1 passed, 1 failed, in 1.2 s\n");
}

TEST(ReportTest, TheConsoleTellsEveryOutcomeAndCountsIt) {
  const std::string text = console_text(campaign_of_everything());
  for (const char* const part :
       {"\nflaky B2", "seen 1 of 3 times more", "\nVACUOUS B2  no case reached \"retried\"\n",
        "\nBROKEN B2  a line & no message\n", "\nskipped B2: the client does not claim \"usage\"\n",
        "1 passed, 1 failed, 1 flaky, 1 vacuous, 1 skipped, 1 broken, in"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(ReportTest, EveryFailureOfAPropertyIsShown) {
  PropertyResult result = failed();
  result.failures = {a_failure(), a_failure_in_time(3), a_failure_in_time(2)};
  const CampaignResult of_three = campaign({result});
  const std::string text = console_text(of_three);
  for (const char* const part :
       {"\nFAIL B1 (MUST)", "signature: B1/attempts/too_many\n", "seen 3 of 3 times more",
        "signature: B1/early/not_waited\n", "\nflaky B1 (MUST)", "seen 2 of 3 times more"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  const Json failures = Json::parse(json_text(of_three))["properties"][0]["failures"];
  ASSERT_EQ(failures.size(), 3U);
  EXPECT_EQ(failures[1]["flaky"], false);
  EXPECT_EQ(failures[2]["flaky"], true);
}

TEST(ReportTest, ExpectationsAreTold) {
  const CampaignResult result = campaign_with_expectations();
  const std::string text = console_text(result);
  for (const char* const part :
       {"\nexpected B2/early/not_waited\n",
        "\nSTALE no longer seen: B1/* (ours <& theirs); take it off the list of expectations\n",
        "\nSTALE no longer seen: C2/late/x (r) in a/b.yaml; take it off",
        "\nSTALE cannot be played: D1/* (r) in c.yaml: why\n", ", 3 stale, in"}) {
    EXPECT_NE(("\n" + text).find(part), std::string::npos) << part << "\n" << text;
  }
  const Json json = Json::parse(json_text(result));
  EXPECT_EQ(json["properties"][0]["expected"], Json({"B2/early/not_waited"}));
  EXPECT_EQ(json["stale"], Json({"B1/*", "C2/late/x", "D1/*"}));
  EXPECT_FALSE(Json::parse(json_text(campaign_of_everything())).contains("stale"));
}

TEST(ReportTest, ProgressIsOneLine) {
  EXPECT_EQ(progress_line(failed(), 3, 12), "[ 3/12] FAIL    B1       7 cases  0.2 s");
}

TEST(ReportTest, JsonHasEveryPropertyWithItsOutcome) {
  const Json json = Json::parse(json_text(campaign_of_everything()));
  EXPECT_EQ(json["sdk"], "memsy <x>");
  EXPECT_EQ(json["version"], "1.2");
  EXPECT_EQ(json["runtime"], "py");
  ASSERT_EQ(json["properties"].size(), 6U);
  const char* const outcomes[] = {"passed", "failed", "flaky", "vacuous", "skipped", "broken"};
  for (std::size_t at = 0; at < 6; ++at) {
    EXPECT_EQ(json["properties"][at]["outcome"], outcomes[at]);
  }
  const Json& of_failure = json["properties"][1];
  EXPECT_EQ(of_failure["id"], "B1");
  EXPECT_EQ(of_failure["level"], "MUST");
  EXPECT_EQ(of_failure["cases"], 7);
  EXPECT_EQ(of_failure["failures"], Json::array({{{"signature", "B1/attempts/too_many"},
                                                  {"finding", "5 requests <& \"not\" 4"},
                                                  {"flaky", false},
                                                  {"scenario", "# A < B\nfauxplane: 1\n"}}}));
  EXPECT_FALSE(of_failure.contains("reason"));
  EXPECT_EQ(json["properties"][4]["reason"], "the client does not claim \"usage\"");
  EXPECT_FALSE(json["properties"][4].contains("failures"));
}

TEST(ReportTest, JunitIsWellFormedAndCountsItsCases) {
  const std::string text = junit_text(campaign_of_everything());
  XmlReader reader(text);
  EXPECT_EQ(reader.flaw(), "") << text;
  const auto count = [&](const char* name) {
    return std::count(reader.elements.begin(), reader.elements.end(), name);
  };
  EXPECT_EQ(count("testsuite"), 1);
  EXPECT_EQ(count("testcase"), 6);
  EXPECT_EQ(count("failure"), 3);
  EXPECT_EQ(count("skipped"), 1);
  EXPECT_NE(text.find("tests=\"6\" failures=\"3\" skipped=\"1\""), std::string::npos) << text;
  EXPECT_NE(text.find("message=\"5 requests &lt;&amp; &quot;not&quot; 4\""), std::string::npos);
}

TEST(ReportTest, JunitCountsAStaleExpectationAsAFailedCase) {
  const std::string text = junit_text(campaign_with_expectations());
  XmlReader reader(text);
  EXPECT_EQ(reader.flaw(), "") << text;
  EXPECT_NE(text.find("tests=\"4\" failures=\"3\" skipped=\"0\""), std::string::npos) << text;
  EXPECT_EQ(std::count(reader.elements.begin(), reader.elements.end(), "failure"), 3);
}

// A client can print anything before it dies.
TEST(ReportTest, ReportsOfAnyBytesCanBeRead) {
  for (const char* const bytes :
       {"\x01 bell \x1b[31m", "\xff\xfe", "cut \xe2\x80", "]]>", "\r\n"}) {
    SCOPED_TRACE(Json(bytes).dump(-1, ' ', true, Json::error_handler_t::replace));
    PropertyResult failure = failed();
    failure.failures[0].signature = bytes;
    failure.failures[0].finding.sentence = bytes;
    failure.failures[0].scenario = bytes;
    CampaignResult result = campaign({failure, other(Outcome::kBroken, bytes)});
    result.stale = {{.expectation = {.signature = bytes, .reason = bytes}, .trouble = bytes}};
    result.hello.sdk = bytes;
    EXPECT_EQ(XmlReader(junit_text(result)).flaw(), "");
    EXPECT_FALSE(Json::parse(json_text(result), nullptr, false).is_discarded());
  }
}

TEST(ReportTest, WhatDecidesTheExitStatus) {
  const struct {
    const char* what;
    PropertyResult result;
    bool is_violation;
    bool is_broken;
  } cases[] = {
      {"passed", other(Outcome::kPassed), false, false},
      {"failed, a must", failed(Level::kMust), true, false},
      {"failed, a should", failed(Level::kShould), true, false},
      {"failed, for information", failed(Level::kInfo), false, false},
      {"flaky", other(Outcome::kFlaky), false, false},
      {"vacuous", other(Outcome::kVacuous), true, false},
      {"skipped", other(Outcome::kSkipped), false, false},
      {"broken", other(Outcome::kBroken), false, true},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.what);
    const CampaignResult result =
        campaign({other(Outcome::kPassed), one.result, other(Outcome::kPassed)});
    EXPECT_EQ(has_violations(result), one.is_violation);
    EXPECT_EQ(is_adapter_broken(result), one.is_broken);
  }
}

TEST(ReportTest, AStaleExpectationFailsTheRun) {
  EXPECT_TRUE(has_violations(campaign_with_expectations()));
  CampaignResult seen = campaign_with_expectations();
  seen.stale.clear();
  EXPECT_FALSE(has_violations(seen));
}

TEST(ReportTest, AFailureHasAFileNameOfItsOwn) {
  const std::string name = failure_file_name(a_failure());
  EXPECT_TRUE(name.starts_with("B1-attempts-too_many-")) << name;
  EXPECT_TRUE(name.ends_with(".yaml"));
  EXPECT_EQ(name.size(), std::string("B1-attempts-too_many-3f9a2c.yaml").size());
  Failure another = a_failure();
  another.scenario += "steps: []\n";
  EXPECT_NE(failure_file_name(another), name);
  another.signature = "B1/../x y";
  EXPECT_TRUE(failure_file_name(another).starts_with("B1----x-y-"));
}

}  // namespace
}  // namespace fauxplane::contracts
