#include "simulator/domain/memory_bank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Instant kStart = std::chrono::sys_days{std::chrono::year{2026} / 4 / 15};
const std::vector<std::string> kNone;

std::shared_ptr<const Event> event_of(Event event) {
  return std::make_shared<const Event>(std::move(event));
}

Intake intake_of(const std::string& id, Instant due_at, bool fails = false) {
  return {.event = event_of({.id = EventId{id}, .content = "the " + id, .ingested_at = kStart}),
          .due_at = due_at,
          .fails = fails};
}

std::vector<std::string> ids_of(const std::vector<Extraction>& extractions) {
  std::vector<std::string> ids;
  for (const Extraction& extraction : extractions) ids.push_back(extraction.event->id.value);
  return ids;
}

TEST(MemoryBankTest, ExtractsInTheOrderInWhichItIsDue) {
  MemoryBank bank(1);
  bank.take_in(intake_of("late", kStart + Duration{9}));
  bank.take_in(intake_of("first", kStart + Duration{5}));
  bank.take_in(intake_of("second", kStart + Duration{5}));
  EXPECT_EQ(bank.next_due(), kStart + Duration{5});
  EXPECT_THAT(bank.extract_due(kStart + Duration{4}), IsEmpty());
  EXPECT_EQ(bank.state_of(EventId{"first"}), ExtractionState::kPending);
  EXPECT_THAT(ids_of(bank.extract_due(kStart + Duration{8})), ElementsAre("first", "second"));
  EXPECT_THAT(bank.extract_due(kStart + Duration{8}), IsEmpty()) << "once";
  EXPECT_EQ(bank.state_of(EventId{"first"}), ExtractionState::kCompleted);
  EXPECT_EQ(bank.state_of(EventId{"late"}), ExtractionState::kPending);
  EXPECT_EQ(bank.memories().size(), 2U);
  EXPECT_EQ(bank.memories()[0].created_at, kStart + Duration{5}) << "when it was due";
}

TEST(MemoryBankTest, MakesNoMemoryOfWhatFails) {
  MemoryBank bank(1);
  bank.take_in(intake_of("bad", kStart, true));
  const auto extractions = bank.extract_due(kStart);
  ASSERT_EQ(extractions.size(), 1U);
  EXPECT_FALSE(extractions[0].is_completed);
  EXPECT_EQ(bank.state_of(EventId{"bad"}), ExtractionState::kFailed);
  EXPECT_TRUE(bank.memories().empty());
  EXPECT_EQ(bank.next_due(), std::nullopt);
}

TEST(MemoryBankTest, RemembersFromTheStart) {
  MemoryBank bank(1);
  bank.remember(event_of({.id = EventId{"old"}, .content = "dark theme"}));
  EXPECT_EQ(bank.state_of(EventId{"old"}), ExtractionState::kCompleted);
  EXPECT_EQ(bank.state_of(EventId{"new"}), std::nullopt);
  EXPECT_EQ(bank.find(bank.memories()[0].id), &bank.memories()[0]);
  EXPECT_EQ(bank.find(MemoryId{"none"}), nullptr);
}

TEST(MemoryBankTest, KnowsWhatItTookInLately) {
  MemoryBank bank(1);
  Intake intake = intake_of("e1", kStart);
  intake.fingerprint = "f";
  bank.take_in(std::move(intake));
  EXPECT_EQ(*bank.duplicate_of("f", kStart), EventId{"e1"});
  EXPECT_EQ(bank.duplicate_of("f", kStart + kDuplicateWindow), nullptr);
}

// Five memories of "dark", so that what is found says who may see it.
MemoryBank peopled_bank() {
  MemoryBank bank(1);
  const auto add = [&](Event event) { bank.remember(event_of(std::move(event))); };
  add({.id = EventId{"a"}, .actor = "ann", .session = "s1", .content = "dark"});
  add({.id = EventId{"b"}, .actor = "bob", .session = "s2", .content = "dark"});
  add({.id = EventId{"c"}, .actor = "bob", .content = "dark", .role = "ops"});
  add({.id = EventId{"d"}, .actor = "cid", .content = "dark", .team = "core"});
  add({.id = EventId{"e"}, .actor = "ann", .content = "light"});
  return bank;
}

std::vector<std::string> found(const MemoryBank& bank, const Recall& recall) {
  std::vector<std::string> ids;
  for (const auto& hit : bank.search(recall)) ids.push_back(hit.memory->event->id.value);
  std::sort(ids.begin(), ids.end());
  return ids;
}

TEST(MemoryBankTest, FindsWhatIsInReach) {
  const MemoryBank bank = peopled_bank();
  const std::string ann = "ann";
  const std::vector<std::string> ops = {"ops"};
  const std::vector<std::string> core = {"core", "other"};
  const auto recall = [&](const std::string* actor, const std::vector<std::string>& roles,
                          const std::vector<std::string>& teams) {
    return found(bank, {.query = "dark", .actor = actor, .roles = roles, .teams = teams});
  };
  EXPECT_THAT(recall(nullptr, kNone, kNone), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(recall(&ann, kNone, kNone), ElementsAre("a"));
  EXPECT_THAT(recall(&ann, ops, kNone), ElementsAre("a", "c"));
  EXPECT_THAT(recall(&ann, kNone, core), ElementsAre("a", "d"));
  EXPECT_THAT(recall(&ann, ops, core), ElementsAre("a", "c", "d"));
  EXPECT_THAT(found(bank, {.query = "dark", .roles = kNone, .teams = kNone, .session = "s1"}),
              ElementsAre("a"));
  EXPECT_THAT(
      found(bank, {.query = "dark", .roles = kNone, .teams = kNone, .excluded_session = "s1"}),
      ElementsAre("b", "c", "d"));
}

TEST(MemoryBankTest, SortsByScoreThenIdAndCutsBoth) {
  MemoryBank bank(1);
  for (const char* content : {"dark theme", "dark", "theme", "dark theme in winter"}) {
    bank.remember(event_of({.id = EventId{content}, .content = content}));
  }
  const auto search = [&](std::size_t limit, double threshold, double scale) {
    return bank.search({.query = "dark theme",
                        .roles = kNone,
                        .teams = kNone,
                        .limit = limit,
                        .threshold = threshold,
                        .scale = scale});
  };
  const auto hits = search(10, 0.0, 1.0);
  ASSERT_EQ(hits.size(), 4U);
  EXPECT_EQ(hits[0].memory->event->content, "dark theme");
  EXPECT_DOUBLE_EQ(hits[0].score, 1.0);
  for (std::size_t at = 1; at < hits.size(); ++at) {
    EXPECT_GE(hits[at - 1].score, hits[at].score);
    if (hits[at - 1].score == hits[at].score) {
      EXPECT_LT(hits[at - 1].memory->id, hits[at].memory->id);
    }
  }
  EXPECT_EQ(search(2, 0.0, 1.0).size(), 2U);
  EXPECT_EQ(search(10, 1.0, 1.0).size(), 1U) << "a score at the threshold stays";
  EXPECT_DOUBLE_EQ(search(1, 0.0, 0.1)[0].score, 0.1);
  EXPECT_TRUE(search(10, 0.2, 0.1).empty()) << "the threshold is for scaled scores";
}

TEST(MemoryBankTest, AddsStrangersWhenAsked) {
  const MemoryBank bank = peopled_bank();
  const auto hits =
      bank.search({.query = "light", .roles = kNone, .teams = kNone, .with_strangers = true});
  ASSERT_EQ(hits.size(), 5U);
  EXPECT_EQ(hits[0].memory->event->id.value, "e");
  EXPECT_EQ(hits[4].score, 0.0);
}

TEST(MemoryBankTest, NotesWhatWasRecalled) {
  MemoryBank bank = peopled_bank();
  bank.mark_recalled(bank.search({.query = "light", .roles = kNone, .teams = kNone}),
                     kStart + Duration{7});
  EXPECT_EQ(bank.memories()[4].recall_count, 1);
  EXPECT_EQ(bank.memories()[4].last_recalled_at, kStart + Duration{7});
  EXPECT_EQ(bank.memories()[0].recall_count, 0);
}

}  // namespace
}  // namespace fauxplane
