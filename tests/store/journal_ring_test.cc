#include "simulator/store/journal_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <deque>

namespace fauxplane {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t kPlenty = 1'000'000;

std::unique_ptr<JournalEntry> entry_of(std::size_t request_bytes, std::size_t answer_bytes = 0) {
  auto entry = std::make_unique<JournalEntry>();
  entry->request = std::string(request_bytes, 'q');
  entry->answer = std::string(answer_bytes, 'a');
  return entry;
}

void append(JournalRing& ring, std::size_t request_bytes, std::size_t answer_bytes = 0) {
  auto entry = entry_of(request_bytes, answer_bytes);
  ring.append(entry);
}

std::vector<std::uint64_t> numbers_of(const JournalRing& ring, std::uint64_t from = 0,
                                      std::size_t count = kPlenty) {
  std::vector<std::uint64_t> numbers;
  for (const JournalEntry& entry : ring.read(from, count)) numbers.push_back(entry.number);
  return numbers;
}

TEST(JournalRingTest, StartsEmpty) {
  const JournalRing ring(3, kPlenty);
  EXPECT_THAT(ring.read(0, kPlenty), IsEmpty());
  EXPECT_EQ(ring.size().appended, 0U);
  EXPECT_EQ(ring.size().evicted, 0U);
}

TEST(JournalRingTest, NumbersEntriesFromOne) {
  JournalRing ring(3, kPlenty);
  auto entry = entry_of(1);
  entry->number = 77;
  EXPECT_EQ(ring.append(entry), 1U);
  EXPECT_FALSE(entry) << "none has left yet";
  entry = entry_of(1);
  EXPECT_EQ(ring.append(entry), 2U);
  EXPECT_THAT(numbers_of(ring), ElementsAre(1, 2));
}

TEST(JournalRingTest, KeepsEveryFieldOfAnEntry) {
  JournalRing ring(3, kPlenty);
  auto entry = entry_of(5, 7);
  entry->arrival = Arrival{std::chrono::nanoseconds{3}};
  entry->connection = 4;
  entry->step = 2;
  entry->status = 429;
  entry->end = WireEnd::kReset;
  entry->key = "key_a";
  entry->note = "refused";
  ring.append(entry);
  const auto entries = ring.read(1, 1);
  ASSERT_EQ(entries.size(), 1U);
  const JournalEntry& kept = entries.front();
  EXPECT_EQ(kept.arrival.time_since_epoch().count(), 3);
  EXPECT_EQ(kept.connection, 4U);
  EXPECT_EQ(kept.step, 2U);
  EXPECT_EQ(kept.status, 429);
  EXPECT_EQ(kept.end, WireEnd::kReset);
  EXPECT_EQ(kept.key, "key_a");
  EXPECT_EQ(kept.note, "refused");
  EXPECT_EQ(kept.request, "qqqqq");
  EXPECT_EQ(kept.answer, "aaaaaaa");
}

TEST(JournalRingTest, OldestLeavesWhenThereAreTooMany) {
  JournalRing ring(3, kPlenty);
  for (int count = 0; count < 7; ++count) append(ring, 1);
  EXPECT_THAT(numbers_of(ring), ElementsAre(5, 6, 7));
  EXPECT_EQ(ring.size().appended, 7U);
  EXPECT_EQ(ring.size().evicted, 4U);
}

TEST(JournalRingTest, OldestLeaveUntilTheBytesOfRequestsAndAnswersFit) {
  JournalRing ring(10, 100);
  append(ring, 40);
  append(ring, 0, 60);
  EXPECT_THAT(numbers_of(ring), ElementsAre(1, 2));
  append(ring, 20, 20);
  EXPECT_THAT(numbers_of(ring), ElementsAre(2, 3));
  append(ring, 1, 60);
  EXPECT_THAT(numbers_of(ring), ElementsAre(4));
}

TEST(JournalRingTest, EntryThatIsTooLargeStandsAlone) {
  JournalRing ring(10, 100);
  append(ring, 10);
  append(ring, 500);
  EXPECT_THAT(numbers_of(ring), ElementsAre(2));
  EXPECT_EQ(ring.read(0, 1).front().request.size(), 500U);
  append(ring, 10);
  append(ring, 10);
  EXPECT_THAT(numbers_of(ring), ElementsAre(3, 4));
}

TEST(JournalRingTest, OneEntryIsTheLastOne) {
  JournalRing ring(1, 100);
  for (const std::size_t bytes : {50U, 150U, 100U}) append(ring, bytes);
  EXPECT_THAT(numbers_of(ring), ElementsAre(3));
  EXPECT_EQ(ring.read(0, 1).front().request.size(), 100U);
}

TEST(JournalRingTest, ReadsFromANumberAndAtMostTheCount) {
  JournalRing ring(5, kPlenty);
  for (int count = 0; count < 8; ++count) append(ring, 1);
  EXPECT_THAT(numbers_of(ring, 0, 2), ElementsAre(4, 5));
  EXPECT_THAT(numbers_of(ring, 3, 2), ElementsAre(4, 5));
  EXPECT_THAT(numbers_of(ring, 6, 2), ElementsAre(6, 7));
  EXPECT_THAT(numbers_of(ring, 8, 2), ElementsAre(8));
  EXPECT_THAT(numbers_of(ring, 9, 2), IsEmpty());
  EXPECT_THAT(numbers_of(ring, UINT64_MAX, 2), IsEmpty());
  EXPECT_THAT(numbers_of(ring, 4, 0), IsEmpty());
}

TEST(JournalRingTest, FullJournalHandsBackTheEntryThatLeaves) {
  JournalRing ring(2, kPlenty);
  append(ring, 1000);
  append(ring, 1);
  auto entry = entry_of(2);
  ring.append(entry);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->request.size(), 1000U);
  EXPECT_EQ(ring.read(3, 1).front().request, "qq");
}

// The ring against a queue that throws away from the front.
RC_GTEST_PROP(JournalRingProperty, KeepsWhatAQueueWouldKeep, ()) {
  const auto entries_max = *rc::gen::inRange<std::size_t>(1, 8);
  const auto bytes_max = *rc::gen::inRange<std::size_t>(1, 200);
  JournalRing ring(entries_max, bytes_max);
  std::deque<JournalEntry> queue;
  std::size_t bytes = 0;
  std::unique_ptr<JournalEntry> entry;  // reused, as the pipeline does
  const auto count = *rc::gen::inRange<std::uint64_t>(0, 40);
  for (std::uint64_t number = 1; number <= count; ++number) {
    const auto size = *rc::gen::inRange<std::size_t>(0, 80);
    if (!entry) entry = std::make_unique<JournalEntry>();
    entry->request.assign(size, static_cast<char>('a' + number % 26));
    entry->answer.clear();
    queue.push_back(*entry);
    queue.back().number = number;
    bytes += size;
    while (queue.size() > entries_max || (bytes > bytes_max && queue.size() > 1)) {
      bytes -= queue.front().request.size();
      queue.pop_front();
    }
    RC_ASSERT(ring.append(entry) == number);
    RC_ASSERT(ring.size().appended == number);
    RC_ASSERT(ring.size().evicted == number - queue.size());
    const auto kept = ring.read(0, kPlenty);
    RC_ASSERT(kept.size() == queue.size());
    for (std::size_t index = 0; index < kept.size(); ++index) {
      RC_ASSERT(kept[index].number == queue[index].number);
      RC_ASSERT(kept[index].request == queue[index].request);
    }
  }
}

}  // namespace
}  // namespace fauxplane
