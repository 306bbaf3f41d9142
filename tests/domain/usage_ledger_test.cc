#include "simulator/domain/usage_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ledger_cases.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const KeyId kKey{"key_a"};
const KeyId kOtherKey{"key_b"};

class UsageLedgerTest : public testing::Test {
 protected:
  // Takes `amount` units or ends the test.
  Reservation take(Instant now, Dimension dimension, std::int64_t amount, const KeyId& key = kKey) {
    const Charge charge{.dimension = dimension, .amount = amount};
    return ledger_.reserve(key, now, {&charge, 1}).value();
  }
  [[nodiscard]] std::int64_t used(Instant now, Dimension dimension) const {
    return ledger_.used(now)[index_of(dimension)];
  }

  const Instant april_ = at("2026-04-30T23:59:50Z");
  const Instant may_ = at("2026-05-01T00:00:00Z");
  UsageLedger ledger_{kKinds};
};

TEST_F(UsageLedgerTest, StartsEmpty) {
  EXPECT_EQ(ledger_.used(april_), Quantities{});
  EXPECT_THAT(ledger_.history(everything(Granularity::kHourly)), IsEmpty());
  EXPECT_EQ(ledger_.last_used(kKey), std::nullopt);
}

TEST_F(UsageLedgerTest, AdmitsTheLastUnitAndRefusesTheNext) {
  ledger_.set_used(april_, kCalls, 99);
  const Charge charge{.dimension = kCalls, .amount = 1, .limit = 100};
  EXPECT_TRUE(ledger_.reserve(kKey, april_, {&charge, 1}));
  const auto refused = ledger_.reserve(kKey, april_, {&charge, 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (QuotaExceeded{.dimension = kCalls, .used = 100, .limit = 100}));
  EXPECT_EQ(used(april_, kCalls), 100);
}

TEST_F(UsageLedgerTest, TakesAllChargesOrNone) {
  const std::array<Charge, 3> charges = {{{.dimension = kCalls, .amount = 1, .limit = 100},
                                          {.dimension = kStored, .amount = 5},
                                          {.dimension = kSearches, .amount = 3, .limit = 2}}};
  const auto refused = ledger_.reserve(kKey, april_, charges);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (QuotaExceeded{.dimension = kSearches, .used = 0, .limit = 2}));
  EXPECT_EQ(ledger_.used(april_), Quantities{});
  EXPECT_THAT(ledger_.history(everything(Granularity::kHourly)), IsEmpty());
}

TEST_F(UsageLedgerTest, HoldsRoomWithoutCountingIt) {
  const Charge held{.dimension = kStored, .amount = 3, .limit = 5, .is_held = true};
  const auto first = ledger_.reserve(kKey, april_, {&held, 1});
  ASSERT_TRUE(first);
  EXPECT_EQ(used(april_, kStored), 0);
  const auto refused = ledger_.reserve(kKey, april_, {&held, 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (QuotaExceeded{.dimension = kStored, .used = 3, .limit = 5}));
  const Charge spent{.dimension = kStored, .amount = 3, .limit = 5};
  EXPECT_FALSE(ledger_.reserve(kKey, april_, {&spent, 1})) << "of spending, too";
  ledger_.settle(*first, Settlement::kGiveBack);
  EXPECT_TRUE(ledger_.reserve(kKey, april_, {&spent, 1}));
  EXPECT_EQ(used(april_, kStored), 3);
}

TEST_F(UsageLedgerTest, SpendsWhatIsHeldWhenItHappens) {
  const Charge held{.dimension = kSearches, .amount = 4, .limit = 4, .is_held = true};
  ledger_.settle(ledger_.reserve(kKey, april_, {&held, 1}).value(), Settlement::kKeep);
  EXPECT_EQ(used(april_, kSearches), 0);
  ledger_.spend_held({.spender = kKey, .at = may_, .dimension = kSearches, .held = 3, .spent = 3});
  EXPECT_EQ(used(april_, kSearches), 0);
  EXPECT_EQ(used(may_, kSearches), 3);
  ledger_.spend_held({.spender = kKey, .at = may_, .dimension = kSearches, .held = 1, .spent = 0});
  EXPECT_EQ(used(may_, kSearches), 3) << "it came to nothing";
  const Charge last{.dimension = kSearches, .amount = 1, .limit = 4};
  EXPECT_TRUE(ledger_.reserve(kKey, may_, {&last, 1})) << "and its room is free";
  EXPECT_FALSE(ledger_.reserve(kKey, may_, {&last, 1}));
}

TEST_F(UsageLedgerTest, WorkThatWasDoneKeepsTheRoomItHoldsThoughTheCallFailed) {
  const std::array<Charge, 2> charges = {
      {{.dimension = kSearches, .amount = 4, .limit = 4, .is_held = true},
       {.dimension = kCalls, .amount = 1, .limit = 1}}};
  const auto taken = ledger_.reserve(kKey, april_, charges);
  ASSERT_TRUE(taken);
  ledger_.settle(*taken, Settlement::kGiveBackCounted);
  EXPECT_EQ(used(april_, kCalls), 0);
  const Charge more{.dimension = kSearches, .amount = 1, .limit = 4};
  EXPECT_FALSE(ledger_.reserve(kKey, april_, {&more, 1}));
  ledger_.spend_held({.spender = kKey, .at = may_, .dimension = kSearches, .held = 4, .spent = 4});
  EXPECT_EQ(used(may_, kSearches), 4);
}

TEST_F(UsageLedgerTest, TwoChargesOfOneDimensionShareItsLimit) {
  const Charge charge{.dimension = kCalls, .amount = 1, .limit = 1};
  const std::array<Charge, 2> charges = {charge, charge};
  EXPECT_FALSE(ledger_.reserve(kKey, april_, charges));
  EXPECT_EQ(used(april_, kCalls), 0);
}

TEST_F(UsageLedgerTest, TakesAsManyChargesAsItMay) {
  std::array<Charge, kChargesMax> charges{};
  for (std::size_t index = 0; index < kChargesMax; ++index) {
    charges[index] = {.dimension = Dimension{static_cast<std::uint8_t>(kDimensionsMax - 1 - index)},
                      .amount = static_cast<std::int64_t>(index) + 1};
  }
  const auto reservation = ledger_.reserve(kKey, april_, charges);
  ASSERT_TRUE(reservation);
  EXPECT_EQ(ledger_.used(april_), (Quantities{0, 0, 0, 0, 4, 3, 2, 1}));
  ledger_.settle(*reservation, Settlement::kGiveBack);
  EXPECT_EQ(ledger_.used(april_), Quantities{});
}

TEST_F(UsageLedgerTest, CountersReturnToZeroWithTheMonthAndTheGaugeStands) {
  take(april_, kCalls, 3);
  take(april_, kStored, 4);
  EXPECT_EQ(used(may_ - Duration{1}, kCalls), 3);
  EXPECT_EQ(used(may_, kCalls), 0);
  EXPECT_EQ(used(may_, kStored), 4);
  EXPECT_EQ(used(may_ - std::chrono::days{300}, kStored), 4);
}

TEST_F(UsageLedgerTest, GaugeAdmitsAcrossTheMonth) {
  take(april_, kStored, 4);
  const Charge charge{.dimension = kStored, .amount = 1, .limit = 4};
  EXPECT_FALSE(ledger_.reserve(kKey, may_, {&charge, 1}));
}

TEST_F(UsageLedgerTest, GivesBackToThePeriodThatItWasTakenIn) {
  const Reservation late = take(april_, kCalls, 1);
  take(april_, kCalls, 10);
  take(may_, kCalls, 5);
  ledger_.settle(late, Settlement::kGiveBack);
  EXPECT_EQ(used(april_, kCalls), 10);
  EXPECT_EQ(used(may_, kCalls), 5);
}

TEST(AnchoredLedgerTest, CountersReturnToZeroOnTheAnchorDay) {
  UsageLedger ledger(kKinds, AnchorDay{31});
  const Instant turn = at("2026-02-28");
  ledger.add(KeyId{"key_a"}, turn - Duration{1}, kCalls, 3);
  EXPECT_EQ(ledger.used(at("2026-02-01"))[index_of(kCalls)], 3);
  EXPECT_EQ(ledger.used(turn)[index_of(kCalls)], 0);
  ledger.add(KeyId{"key_a"}, turn, kCalls, 4);
  EXPECT_EQ(ledger.used(at("2026-03-30T23:59:59Z"))[index_of(kCalls)], 4);
  ledger.set_used(at("2026-03-30T23:59:59Z"), kCalls, 1);
  EXPECT_EQ(ledger.used(turn)[index_of(kCalls)], 1);
  EXPECT_EQ(sum_of(ledger.history(everything(Granularity::kDaily)), kCalls, turn), 1);
  EXPECT_EQ(ledger.used(turn - Duration{1})[index_of(kCalls)], 3);
  EXPECT_EQ(ledger.used(at("2026-03-31"))[index_of(kCalls)], 0);
}

// S7: "a call in flight across it is counted once, in its admission cycle"
TEST(AnchoredLedgerTest, ACallInFlightAcrossTheTurnCountsInTheCycleOfItsAdmission) {
  UsageLedger ledger(kKinds, AnchorDay{15});
  const Instant turn = at("2026-04-15");
  const Charge charge{.dimension = kCalls, .amount = 1, .limit = 1};
  const auto kept = ledger.reserve(KeyId{"key_a"}, turn - Duration{1}, {&charge, 1});
  ASSERT_TRUE(kept);
  const auto lost = ledger.reserve(KeyId{"key_a"}, turn, {&charge, 1});
  ASSERT_TRUE(lost);
  ledger.settle(*kept, Settlement::kKeep);
  ledger.settle(*lost, Settlement::kGiveBack);
  EXPECT_EQ(ledger.used(turn - Duration{1})[index_of(kCalls)], 1);
  EXPECT_EQ(ledger.used(turn)[index_of(kCalls)], 0);
}

TEST_F(UsageLedgerTest, MovingTheClockBackFindsTheOldPeriodAgain) {
  take(april_, kCalls, 1);
  take(may_, kCalls, 2);
  take(april_, kCalls, 4);
  EXPECT_EQ(used(april_, kCalls), 5);
  EXPECT_EQ(used(may_, kCalls), 2);
}

TEST_F(UsageLedgerTest, SortsHistoryByTimeWhateverTheOrderOfCalls) {
  take(may_, kCalls, 1);
  take(april_, kSearches, 2);
  take(april_, kCalls, 3);
  take(may_ + std::chrono::hours{1}, kCalls, 4, kOtherKey);
  const Instant last_hour = at("2026-04-30T23:00:00Z");
  EXPECT_THAT(ledger_.history(everything(Granularity::kHourly)),
              ElementsAre(UsagePoint{last_hour, kCalls, 3}, UsagePoint{last_hour, kSearches, 2},
                          UsagePoint{may_, kCalls, 1},
                          UsagePoint{may_ + std::chrono::hours{1}, kCalls, 4}));
  EXPECT_THAT(ledger_.history(everything(Granularity::kDaily)),
              ElementsAre(UsagePoint{at("2026-04-30"), kCalls, 3},
                          UsagePoint{at("2026-04-30"), kSearches, 2}, UsagePoint{may_, kCalls, 5}));
}

TEST_F(UsageLedgerTest, HistoryIsHalfOpenAndFiltersByKeyAndDimension) {
  take(april_, kCalls, 1);
  take(april_, kSearches, 2);
  take(april_, kCalls, 4, kOtherKey);
  take(may_, kCalls, 8);
  const Instant hour = at("2026-04-30T23:00:00Z");
  EXPECT_THAT(
      ledger_.history(
          {.from = hour, .to = may_, .granularity = Granularity::kHourly, .dimension = kCalls}),
      ElementsAre(UsagePoint{hour, kCalls, 5}));
  EXPECT_THAT(ledger_.history({.from = hour,
                               .to = may_,
                               .granularity = Granularity::kHourly,
                               .key = kKey,
                               .dimension = kCalls}),
              ElementsAre(UsagePoint{hour, kCalls, 1}));
  EXPECT_THAT(ledger_.history({.from = hour, .to = hour}), IsEmpty());
  EXPECT_THAT(ledger_.history({.from = kEarliestInstant, .to = kLatestInstant, .key = KeyId{"x"}}),
              IsEmpty());
}

TEST_F(UsageLedgerTest, WhatWasGivenBackLeavesNoRow) {
  ledger_.settle(take(april_, kCalls, 1), Settlement::kGiveBack);
  EXPECT_THAT(ledger_.history(everything(Granularity::kHourly)), IsEmpty());
}

TEST_F(UsageLedgerTest, TellsWhatEachTenantSpent) {
  const TenantId search{"org_7"};
  ledger_.add(Spender(kKey, search), april_, kCalls, 3);
  ledger_.add(Spender(kOtherKey, search), april_, kCalls, 4);
  ledger_.add(Spender(kKey, TenantId{"org_9"}), april_, kSearches, 5);
  ledger_.add(kKey, april_, kCalls, 6);
  ledger_.add(Spender(kKey, search), may_, kCalls, 7);
  ledger_.add(Spender(kKey, search), april_, kStored, 8);
  EXPECT_THAT(ledger_.used_by_tenant(april_),
              ElementsAre(TenantUsage{{}, {6, 0, 0}}, TenantUsage{search, {7, 0, 0}},
                          TenantUsage{TenantId{"org_9"}, {0, 5, 0}}));
  EXPECT_THAT(ledger_.used_by_tenant(may_), ElementsAre(TenantUsage{search, {7, 0, 0}}));
  EXPECT_THAT(ledger_.used_by_tenant(at("2027-01-01")), IsEmpty());
}

TEST_F(UsageLedgerTest, LastUsedIsTheLatestAdmissionThatWasKept) {
  const Reservation first = take(april_, kCalls, 1);
  const Reservation second = take(may_, kCalls, 1);
  ledger_.settle(second, Settlement::kKeep);
  ledger_.settle(first, Settlement::kKeep);
  EXPECT_EQ(ledger_.last_used(kKey), may_);
  EXPECT_EQ(ledger_.last_used(kOtherKey), std::nullopt);
}

TEST_F(UsageLedgerTest, CallsThatWereGivenBackDoNotCountAsUse) {
  ledger_.settle(take(april_, kCalls, 1), Settlement::kGiveBack);
  EXPECT_EQ(ledger_.last_used(kKey), std::nullopt);
}

TEST_F(UsageLedgerTest, CallThatSpendsNothingCountsAsUse) {
  const auto reservation = ledger_.reserve(kKey, april_, {});
  ASSERT_TRUE(reservation);
  ledger_.settle(*reservation, Settlement::kKeep);
  EXPECT_EQ(ledger_.last_used(kKey), april_);
  EXPECT_EQ(ledger_.used(april_), Quantities{});
}

TEST_F(UsageLedgerTest, SettingUsageLowerKeepsTheOtherMonths) {
  take(april_, kCalls, 7);
  take(may_, kCalls, 9);
  ledger_.set_used(may_, kCalls, 2);
  EXPECT_EQ(used(april_, kCalls), 7);
  EXPECT_EQ(used(may_, kCalls), 2);
}

TEST_F(UsageLedgerTest, SettingUsageLowerLeavesNothingToGiveBack) {
  const Reservation before = take(april_, kCalls, 5);
  ledger_.set_used(april_, kCalls, 0);
  const Reservation after = take(april_, kCalls, 3);
  ledger_.settle(before, Settlement::kGiveBack);
  EXPECT_EQ(used(april_, kCalls), 3);
  ledger_.settle(after, Settlement::kGiveBack);
  EXPECT_EQ(used(april_, kCalls), 0);
}

TEST_F(UsageLedgerTest, AddCountsPastTheLimit) {
  ledger_.add(kKey, april_, kCalls, 25001);
  const Charge charge{.dimension = kCalls, .amount = 1, .limit = 25000};
  const auto refused = ledger_.reserve(kKey, april_, {&charge, 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().used, 25001);
}

TEST_F(UsageLedgerTest, KeepsItsTotalsWhenMoved) {
  take(april_, kCalls, 3);
  UsageLedger moved = std::move(ledger_);
  moved.add(kKey, april_, kCalls, 1);
  EXPECT_EQ(moved.used(april_)[index_of(kCalls)], 4);
  UsageLedger assigned(kKinds);
  assigned = std::move(moved);
  assigned.add(kKey, april_, kCalls, 1);
  EXPECT_EQ(assigned.used(april_)[index_of(kCalls)], 5);
}

}  // namespace
}  // namespace fauxplane
