#include "contracts/campaign/open_connections.h"

#include <gtest/gtest.h>

#include <thread>

namespace fauxplane::contracts {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong{60'000};  // what waits for so long hangs

TEST(OpenConnectionsTest, AConnectionIsOpenUntilItIsClosed) {
  OpenConnections connections(nullptr);
  EXPECT_EQ(connections.count(), 0U);
  connections.looked_after(7, {});
  connections.looked_after(7, {});
  connections.looked_after(8, {});
  EXPECT_EQ(connections.count(), 2U);
  connections.closing(7);
  connections.closing(9);
  EXPECT_EQ(connections.count(), 1U);
}

TEST(OpenConnectionsTest, WhoWaitsIsToldWhenThereAreFewEnough) {
  OpenConnections connections(nullptr);
  for (const int socket : {1, 2, 3}) connections.looked_after(socket, {});
  EXPECT_EQ(connections.wait_for(3, kLong), 3U);
  std::thread closer([&] {
    connections.closing(1);
    connections.closing(2);
  });
  EXPECT_EQ(connections.wait_for(1, kLong), 1U);
  closer.join();
}

TEST(OpenConnectionsTest, PatienceEnds) {
  OpenConnections connections(nullptr);
  connections.looked_after(1, {});
  EXPECT_EQ(connections.wait_for(0, milliseconds{1}), 1U);
}

// The clock of the clients has to know of them as well.
TEST(OpenConnectionsTest, TheClockIsToldOnward) {
  const auto page = ClockPage::create();
  ASSERT_TRUE(page) << page.error().message;
  OpenConnections connections(page->get());
  EXPECT_EQ(connections.time_offset(), (*page)->time_offset());
  EXPECT_EQ(OpenConnections(nullptr).time_offset(), std::chrono::nanoseconds{0});
}

}  // namespace
}  // namespace fauxplane::contracts
