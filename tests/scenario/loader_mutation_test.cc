// The loader against files that are almost right, and against large ones.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

const std::vector<std::string>& seeds() {
  static const std::vector<std::string> kSeeds = [] {
    std::vector<std::string> texts;
    for (const auto& path : files_in("scenarios", ".yaml")) texts.push_back(read_file(path));
    for (const auto& path : files_in("fixtures/broken", ".yaml")) texts.push_back(read_file(path));
    return texts;
  }();
  return kSeeds;
}

std::string mutated(std::string text) {
  static const std::string kMarks =
      "{}[]:,&*#?|-<>=!%@\\\"'\t\n \r\0~\x04\x80\xC3\xFF"
      "09az";
  const int changes = *rc::gen::inRange(1, 4);
  for (int change = 0; change < changes && !text.empty(); ++change) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char mark = kMarks[*rc::gen::inRange<std::size_t>(0, kMarks.size())];
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        text[at] = mark;
        break;
      case 1:
        text.insert(at, 1, mark);
        break;
      case 2:
        text.erase(at, *rc::gen::inRange<std::size_t>(1, 9));
        break;
      default:
        text.insert(at, text.substr(*rc::gen::inRange<std::size_t>(0, text.size()), 40));
    }
  }
  return text;
}

// Ten mutations each, so that two hundred rounds make two thousand.
RC_GTEST_PROP(LoaderMutationProperty, AFileThatIsAlmostRightGivesAScenarioOrFindings, ()) {
  for (int round = 0; round < 10; ++round) {
    const std::string& seed = seeds()[*rc::gen::inRange<std::size_t>(0, seeds().size())];
    const auto scenario = load(mutated(seed));
    if (scenario) continue;
    RC_ASSERT(!scenario.error().empty());
    for (const Finding& finding : scenario.error()) {
      RC_ASSERT(finding.place.line >= 0 && finding.place.column >= 0);
      RC_ASSERT(!finding.message.empty() && finding.message.size() < 2'000);
      RC_ASSERT(to_text(finding).find('\n') == std::string::npos);
      static_cast<void>(nlohmann::json(finding.message).dump());  // throws unless it is UTF-8
    }
  }
}

// What each of these costs must grow with its size alone. Counted is the time of the processor,
// which other programs do not lengthen; the limit leaves room for builds that check every access.
void loads_soon(const std::string& yaml) {
  const std::clock_t start = std::clock();
  static_cast<void>(load(yaml));
  const double took = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  EXPECT_LT(took, 10.0) << "seconds";
}

std::string repeated(std::size_t count, const std::string& before, const std::string& after) {
  std::string text;
  for (std::size_t at = 0; at < count; ++at) text += before + std::to_string(at) + after;
  return text;
}

constexpr const char* kHead = "# Large.\nfauxplane: 1\n";

TEST(LoaderSizeTest, EndlessStepsOnOneRoute) {
  loads_soon(kHead + ("steps:\n" + repeated(5'000, "- {on: GET /me, match: {query: {a: x",
                                            "}}, answer: 429 retry_after 2s}\n")));
}

TEST(LoaderSizeTest, StepsOnPaths) {
  loads_soon(kHead + ("steps:\n" + repeated(5'000, "- {on: DELETE /keys/k", ", answer: 429}\n")));
}

TEST(LoaderSizeTest, KeysAndStepsThatNameThem) {
  loads_soon(kHead +
             ("world:\n  keys:\n" + repeated(15'000, "    k", ": {member: member_free}\n")) +
             "steps:\n" + repeated(5'000, "- {on: GET /me, match: {key: k1", "}, times: 1}\n"));
}

TEST(LoaderSizeTest, OrgsWithUsage) {
  loads_soon(kHead + ("world:\n  orgs:\n" +
                      repeated(10'000, "    o", ": {plan: pro, usage: {api_calls: 1}}\n")));
}

TEST(LoaderSizeTest, KeysOfMembersThatDoNotExist) {
  loads_soon(kHead + ("world:\n  members:\n" + repeated(20'000, "    m", ": {org: org_1}\n") +
                      "  keys:\n" + repeated(20'000, "    k", ": {member: nobody}\n")));
}

TEST(LoaderSizeTest, UnknownKeys) {
  loads_soon(kHead + repeated(50'000, "unknown_", ": 1\n"));
}

TEST(LoaderSizeTest, Headers) {
  loads_soon(kHead + ("steps:\n- on: GET /me\n  match:\n    header:\n" +
                      repeated(25'000, "      x-", ": a\n")));
}

TEST(LoaderSizeTest, NestingWithoutEnd) {
  for (const char* open : {"[", "{", "- ", "? ", "[{a: ", "&a ", "!a ", "* ", "\"", "'", "a: "}) {
    SCOPED_TRACE(open);
    std::string yaml = kHead;
    while (yaml.size() < 100'000) yaml += open;
    loads_soon(yaml);
  }
}

}  // namespace
}  // namespace fauxplane
