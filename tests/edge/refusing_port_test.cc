#include "simulator/edge/refusing_port.h"

#include <gtest/gtest.h>

#include "tests/support/raw_client.h"
#include "tests/support/test_server.h"

namespace fauxplane {
namespace {

TEST(RefusingPortTest, RefusesForAsLongAsItLives) {
  auto port = RefusingPort::open();
  ASSERT_TRUE(port);
  EXPECT_GT((*port)->port(), 0);
  EXPECT_FALSE(is_listening((*port)->port()));
  const auto other = RefusingPort::open();
  ASSERT_TRUE(other);
  EXPECT_NE((*other)->port(), (*port)->port());
}

}  // namespace
}  // namespace fauxplane
