#include "simulator/domain/seat.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fauxplane {
namespace {

TEST(SeatTest, AvailableIsPurchasedLessAssigned) {
  EXPECT_EQ(available({.purchased = 8, .assigned = 6, .pending = 0}), 2);
  EXPECT_EQ(available({.purchased = 8, .assigned = 8, .pending = 0}), 0);
}

TEST(SeatTest, AvailableIsNeverNegative) {
  EXPECT_EQ(available({.purchased = 5, .assigned = 6, .pending = 0}), 0);
  EXPECT_EQ(available({.purchased = 0, .assigned = 1, .pending = 0}), 0);
}

TEST(SeatTest, InvitesDoNotCountAsAssigned) {
  EXPECT_EQ(available({.purchased = 8, .assigned = 6, .pending = 2}), 2);
}

TEST(SeatTest, AssignsTheLastSeat) {
  const auto pool = assign_seat({.purchased = 5, .assigned = 3, .pending = 1});
  ASSERT_TRUE(pool) << pool.error().message;
  EXPECT_EQ(*pool, (SeatPool{.purchased = 5, .assigned = 4, .pending = 1}));
}

// "409 seat_limit_reached: purchased_seats, assigned_seats, pending_invites (int)"
TEST(SeatTest, RefusesWhenInvitesHoldTheRest) {
  const auto pool = assign_seat({.purchased = 5, .assigned = 4, .pending = 1});
  ASSERT_FALSE(pool);
  EXPECT_EQ(pool.error().code, "seat_limit_reached");
  EXPECT_FALSE(pool.error().message.empty());
  const std::vector<Attribute> facts = {
      {"purchased_seats", 5}, {"assigned_seats", 4}, {"pending_invites", 1}};
  EXPECT_EQ(pool.error().attributes, facts);
}

TEST(SeatTest, RefusesInAnOrgWithoutSeats) {
  EXPECT_FALSE(assign_seat({}));
}

RC_GTEST_PROP(SeatProperty, AssigningUntilRefusedNeverPassesWhatWasPurchased, ()) {
  SeatPool pool{.purchased = *rc::gen::inRange<std::int64_t>(0, 20),
                .assigned = *rc::gen::inRange<std::int64_t>(0, 20),
                .pending = *rc::gen::inRange<std::int64_t>(0, 20)};
  const SeatPool first = pool;
  for (auto next = assign_seat(pool); next; next = assign_seat(pool)) pool = *next;
  const bool was_full = first.assigned + first.pending >= first.purchased;
  RC_ASSERT(pool.assigned == (was_full ? first.assigned : first.purchased - first.pending));
  RC_ASSERT(pool.purchased == first.purchased);
  RC_ASSERT(pool.pending == first.pending);
}

}  // namespace
}  // namespace fauxplane
