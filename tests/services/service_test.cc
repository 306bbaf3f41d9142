#include "simulator/services/service.h"

#include <gtest/gtest.h>

#include "simulator/services/memsy/memsy.h"

namespace fauxplane {
namespace {

TEST(ServiceTest, HandsItsWordsToTheLoader) {
  const Service& service = memsy();
  const Vocabulary words = vocabulary_of(service);
  EXPECT_EQ(words.service, "memsy");
  ASSERT_EQ(words.routes.size(), service.routes.size());
  for (std::size_t at = 0; at < words.routes.size(); ++at) {
    EXPECT_EQ(words.routes[at].method, name_of(service.routes[at].method));
    EXPECT_EQ(words.routes[at].prefix, service.routes[at].prefix);
    EXPECT_EQ(words.routes[at].path, service.routes[at].path);
  }
  ASSERT_EQ(words.errors.size(), service.errors.size());
  for (std::size_t at = 0; at < words.errors.size(); ++at) {
    EXPECT_EQ(words.errors[at].name, service.errors[at].name);
    EXPECT_EQ(words.errors[at].status, service.errors[at].status);
    EXPECT_EQ(words.errors[at].is_default_of_status, service.errors[at].is_default_of_status);
  }
  EXPECT_EQ(words.envelopes.size(), memsy().envelopes.size());
  EXPECT_EQ(words.dimensions.size(), service.dimensions.size());
  EXPECT_EQ(words.settings.size(), service.settings.size());
}

TEST(ServiceTest, FindsTheRowOfAnErrorAndItsLastResort) {
  EXPECT_EQ(error_row(memsy(), "seat_required").status, 403);
  EXPECT_EQ(error_row(memsy(), "nothing of the kind").name, "internal_error");
}

}  // namespace
}  // namespace fauxplane
