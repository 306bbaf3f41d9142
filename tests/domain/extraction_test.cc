#include "simulator/domain/extraction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/domain/made_id.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;

std::shared_ptr<const Event> event_of(const std::string& content,
                                      const std::string& kind = "user_message") {
  return std::make_shared<const Event>(
      Event{.id = EventId{"e1"}, .kind = kind, .content = content});
}

Memory memory_of(const std::string& content, const std::string& kind = "user_message") {
  return extract(event_of(content, kind), 1, at("2026-04-15T12:00:00Z"));
}

TEST(ExtractionTest, FillsEveryFieldFromTheContent) {
  const Memory memory = memory_of("I prefer the dark theme in Grafana. It is easier at night.");
  EXPECT_TRUE(is_uuid(memory.id.value));
  EXPECT_EQ(memory.event->id.value, "e1");
  EXPECT_EQ(memory.type, "preference");
  EXPECT_EQ(memory.memory_kind, "semantic");
  EXPECT_EQ(memory.title, "I prefer the dark theme in");
  EXPECT_EQ(memory.summary, "I prefer the dark theme in Grafana.");
  EXPECT_THAT(memory.tags, ElementsAre("prefer", "grafana", "easier", "night"));
  EXPECT_THAT(memory.entities, ElementsAre(Entity{"name", "Grafana"}));
  EXPECT_GE(memory.confidence, 0.6);
  EXPECT_LE(memory.confidence, 0.95);
  EXPECT_EQ(memory.created_at, at("2026-04-15T12:00:00Z"));
  EXPECT_EQ(memory.recall_count, 0);
}

struct TypeCase {
  const char* name;
  const char* kind;
  const char* content;
  const char* type;
  const char* memory_kind;
};

class ExtractionTypeTest : public testing::TestWithParam<TypeCase> {};

TEST_P(ExtractionTypeTest, FollowsFromKindAndWords) {
  const Memory memory = memory_of(GetParam().content, GetParam().kind);
  EXPECT_EQ(memory.type, GetParam().type);
  EXPECT_EQ(memory.memory_kind, GetParam().memory_kind);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExtractionTypeTest,
    testing::Values(
        TypeCase{"Preference", "user_message", "She likes tea", "preference", "semantic"},
        TypeCase{"Norm", "assistant_message", "Reviews must be short", "norm", "procedural"},
        TypeCase{"Decision", "user_message", "We decided on Redis", "decision", "semantic"},
        TypeCase{"Fact", "user_message", "The office is in Oslo", "fact", "semantic"},
        TypeCase{"Tool", "tool_result", "Build must pass", "event", "episodic"},
        TypeCase{"App", "app_event", "Moved to pro", "event", "episodic"}),
    [](const auto& row) { return row.param.name; });

TEST(ExtractionTest, IsTheSameForTheSameEvent) {
  const Memory one = memory_of("Anything at all");
  const Memory other = memory_of("Anything at all");
  EXPECT_EQ(one.id, other.id);
  EXPECT_EQ(one.confidence, other.confidence);
  EXPECT_NE(extract(event_of("Anything at all"), 2, Instant{}).id, one.id) << "another seed";
}

TEST(ExtractionTest, TakesTextsWithoutWords) {
  EXPECT_EQ(memory_of("!?").title, "!?");
  EXPECT_EQ(memory_of("\u65e5\u672c\u8a9e\u3067").summary, "\u65e5\u672c\u8a9e\u3067");
}

TEST(ExtractionTest, SpendsTokensByLength) {
  EXPECT_EQ(tokens_of(*event_of("a")), 21);
  EXPECT_EQ(tokens_of(*event_of("abcd")), 21);
  EXPECT_EQ(tokens_of(*event_of("abcde")), 22);
  EXPECT_EQ(tokens_of(*event_of("\u00e9\u00e9\u00e9\u65e5")), 21) << "code points, not bytes";
}

TEST(ExtractionTest, FailsAsThePolicySays) {
  const Event event{.content = "a poison pill"};
  EXPECT_FALSE(will_fail({}, event));
  EXPECT_TRUE(will_fail({.fails = true}, event));
  EXPECT_TRUE(will_fail({.fails_on = "poison"}, event));
  EXPECT_FALSE(will_fail({.fails_on = "Poison"}, event));
}

RC_GTEST_PROP(ExtractionProperty, TakesAnyContent, (const std::string& content)) {
  const Memory memory = memory_of("x" + content);
  RC_ASSERT(memory.confidence >= 0.0);
  RC_ASSERT(memory.confidence <= 1.0);
  RC_ASSERT(memory.tags.size() <= 5U);
  RC_ASSERT(memory.summary.size() <= 4U * 160U);
}

}  // namespace
}  // namespace fauxplane
