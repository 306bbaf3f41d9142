// What the MemoryStore promises when many threads use it at once. Run under the tsan preset too.
#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

#include "tests/support/store_cases.h"

namespace fauxplane {
namespace {

class MemoryStoreThreadsTest : public testing::Test {
 protected:
  const OrgId org_{"org_1"};
  const KeyId key_{"key_a"};
  const Instant now_ = at("2026-04-30T23:59:50Z");
  std::unique_ptr<Store> store_ = make_store();
};

TEST_F(MemoryStoreThreadsTest, OneOfManyGetsTheLastUnit) {
  constexpr std::size_t kThreads = 64;
  constexpr std::size_t kRounds = 1000;
  constexpr std::int64_t kLimit = 100;
  const auto org_of = [](std::size_t round) { return OrgId{"org_" + std::to_string(round)}; };
  for (std::size_t round = 0; round < kRounds; ++round) {
    store_->set_usage(org_of(round), now_, kCalls, kLimit - 1);
  }
  std::vector<std::atomic<int>> admitted(kRounds);
  std::vector<std::atomic<int>> refused(kRounds);
  std::barrier round_start(static_cast<std::ptrdiff_t>(kThreads));
  run_together(kThreads, [&](std::size_t) {
    const Charge charge{.dimension = kCalls, .amount = 1, .limit = kLimit};
    for (std::size_t round = 0; round < kRounds; ++round) {
      round_start.arrive_and_wait();
      const auto reservation = store_->reserve(org_of(round), key_, now_, {&charge, 1});
      ++(reservation ? admitted : refused)[round];
    }
  });
  for (std::size_t round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(round);
    ASSERT_EQ(admitted[round], 1);
    ASSERT_EQ(refused[round], static_cast<int>(kThreads) - 1);
    ASSERT_EQ(store_->usage(org_of(round), now_)[index_of(kCalls)], kLimit);
  }
}

TEST_F(MemoryStoreThreadsTest, GivingBackAndTakingNeverPassesTheLimit) {
  constexpr std::int64_t kLimit = 3;
  constexpr int kCallsOfAThread = 2000;
  std::atomic<std::int64_t> inside = 0;
  std::atomic<std::int64_t> most = 0;
  std::atomic<std::int64_t> kept = 0;
  run_together(8, [&](std::size_t thread) {
    const Charge charge{.dimension = kCalls, .amount = 1, .limit = kLimit};
    for (int call = 0; call < kCallsOfAThread; ++call) {
      const auto reservation = store_->reserve(org_, key_, now_, {&charge, 1});
      if (!reservation) continue;
      std::int64_t seen = most;
      const std::int64_t here = ++inside;
      while (here > seen && !most.compare_exchange_weak(seen, here)) {
      }
      const bool is_kept = thread == 0 && call == kCallsOfAThread - 1;
      if (is_kept) {
        ++kept;
      } else {
        --inside;
      }
      store_->settle(org_, *reservation, is_kept ? Settlement::kKeep : Settlement::kGiveBack, now_);
    }
  });
  EXPECT_LE(most, kLimit);
  EXPECT_GE(most, 1);
  EXPECT_EQ(store_->usage(org_, now_)[index_of(kCalls)], kept);
}

TEST_F(MemoryStoreThreadsTest, StepsAreTakenExactlyAsOftenAsTheyMay) {
  constexpr std::uint32_t kUses = 1000;
  constexpr std::size_t kThreads = 8;
  // 429, 429, 200: each a thousand times, and a request too many for each thread.
  const std::vector<Candidate> candidates = {{.step = 0, .uses_max = kUses},
                                             {.step = 1, .uses_max = kUses},
                                             {.step = 2, .uses_max = kUses}};
  std::vector<std::vector<StepUse>> taken(kThreads);
  run_together(kThreads, [&](std::size_t thread) {
    while (const auto use = store_->take_step(candidates)) taken[thread].push_back(*use);
  });
  std::vector<std::vector<int>> seen(candidates.size(), std::vector<int>(kUses + 1, 0));
  for (const auto& uses : taken) {
    std::uint32_t step = 0;
    for (const StepUse& use : uses) {
      ASSERT_GE(use.step, step) << "a later step came before an earlier one was used up";
      step = use.step;
      ++seen.at(use.step).at(use.use);
    }
  }
  for (const Candidate& candidate : candidates) {
    SCOPED_TRACE(candidate.step);
    EXPECT_EQ(std::accumulate(seen[candidate.step].begin(), seen[candidate.step].end(), 0), 1000);
    EXPECT_EQ(std::count(seen[candidate.step].begin() + 1, seen[candidate.step].end(), 1), 1000);
    EXPECT_EQ(store_->step_count(candidate.step).uses, kUses);
    EXPECT_EQ(store_->step_count(candidate.step).matched, 3 * kUses + kThreads);
  }
}

TEST_F(MemoryStoreThreadsTest, ThreeThousandSequencesAnswerEachOfTheirStepsOnce) {
  constexpr std::uint32_t kSequences = 3000;
  constexpr std::uint32_t kSteps = 3;
  constexpr std::size_t kThreads = 8;
  std::vector<std::atomic<int>> taken(kSequences * kSteps);
  std::atomic<int> passed = 0;
  run_together(kThreads, [&](std::size_t) {
    for (std::uint32_t sequence = 0; sequence < kSequences; ++sequence) {
      std::array<Candidate, kSteps> candidates{};
      for (std::uint32_t index = 0; index < kSteps; ++index) {
        candidates[index] = {.step = sequence * kSteps + index, .uses_max = 1};
      }
      const auto use = store_->take_step(candidates);
      ++(use ? taken[use->step] : passed);
    }
  });
  for (const auto& count : taken) ASSERT_EQ(count, 1);
  EXPECT_EQ(passed, static_cast<int>(kSequences * (kThreads - kSteps)));
}

TEST_F(MemoryStoreThreadsTest, ChancesComeOutTheSameWhoeverAsks) {
  constexpr int kRequests = 4000;
  const Candidate candidate{.step = 0, .chance = 0.3};
  run_together(8, [&](std::size_t) {
    for (int request = 0; request < kRequests / 8; ++request) {
      static_cast<void>(store_->take_step({&candidate, 1}));
    }
  });
  const auto alone = make_store();
  for (int request = 0; request < kRequests; ++request) {
    static_cast<void>(alone->take_step({&candidate, 1}));
  }
  EXPECT_EQ(store_->step_count(0).uses, alone->step_count(0).uses);
  EXPECT_EQ(store_->step_count(0).matched, alone->step_count(0).matched);
}

TEST_F(MemoryStoreThreadsTest, UpdatesRunOneAfterTheOther) {
  constexpr int kChanges = 500;
  store_->orgs().put({.id = org_});
  run_together(8, [&](std::size_t) {
    for (int change = 0; change < kChanges; ++change) {
      store_->update([&] {
        Org org = *store_->orgs().find(org_);
        std::this_thread::yield();  // lets the others in, if anything does
        ++org.purchased_seats;
        store_->orgs().put(org);
      });
    }
  });
  EXPECT_EQ(store_->orgs().find(org_)->purchased_seats, 8 * kChanges);
}

TEST_F(MemoryStoreThreadsTest, NumbersOfTheJournalAndOrdinalsAreGivenOnce) {
  constexpr std::size_t kThreads = 8;
  constexpr std::size_t kEach = 1000;
  std::vector<std::atomic<int>> numbers(kThreads * kEach + 1);
  std::vector<std::atomic<int>> ordinals(kThreads * kEach + 1);
  run_together(kThreads, [&](std::size_t thread) {
    for (std::size_t index = 0; index < kEach; ++index) {
      JournalEntry entry;
      entry.request = std::to_string(thread);
      ++numbers.at(store_->append_journal(entry));
      ++ordinals.at(store_->next_ordinal("key"));
    }
  });
  for (std::size_t number = 1; number <= kThreads * kEach; ++number) {
    ASSERT_EQ(numbers[number], 1) << number;
    ASSERT_EQ(ordinals[number], 1) << number;
  }
  EXPECT_EQ(store_->read_journal(1, SIZE_MAX).size(), kThreads * kEach);
}

// Reading while others write: nothing tears (tsan), and each answer is of one moment.
TEST_F(MemoryStoreThreadsTest, EveryOperationMayRunBesideEveryOther) {
  constexpr int kTurns = 300;
  put_identity(*store_);
  std::atomic<int> torn = 0;
  const std::vector<std::function<void(int)>> works = {
      [&](int turn) { store_->keys().put({.id = KeyId{"key_" + std::to_string(turn)}}); },
      [&](int) { torn += store_->identify("msy_a") ? 0 : 1; },
      [&](int) { torn += store_->keys().list().front()->id == key_ ? 0 : 1; },
      [&](int turn) { store_->set_usage(org_, now_, kCalls, turn % 10); },
      [&](int) { torn += store_->usage(org_, now_)[index_of(kCalls)] < 10 ? 0 : 1; },
      [&](int) {
        const auto history = store_->usage_history(org_, everything(Granularity::kHourly));
        torn += sum_of(history, kCalls) < 10 ? 0 : 1;
      },
      [&](int) {
        const ClockState clock = store_->clock();
        const bool is_one =
            clock.rate == static_cast<double>(clock.anchored_at.time_since_epoch().count());
        torn += is_one ? 0 : 1;
      },
      [&](int turn) {
        store_->set_clock({.anchored_at = Arrival{std::chrono::nanoseconds{turn}},
                           .rate = static_cast<double>(turn)});
      },
      [&](int turn) {
        JournalEntry entry;
        entry.request = entry.answer = std::to_string(turn);
        store_->append_journal(entry);
      },
      [&](int) {
        for (const JournalEntry& entry : store_->read_journal(1, 5)) {
          torn += entry.request == entry.answer ? 0 : 1;
        }
      },
  };
  run_together(works.size(), [&](std::size_t thread) {
    for (int turn = 0; turn < kTurns; ++turn) works[thread](turn);
  });
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(store_->journal_size().appended, static_cast<std::uint64_t>(kTurns));
}

}  // namespace
}  // namespace fauxplane
