#include "simulator/services/admission.h"

#include <gtest/gtest.h>

#include "simulator/services/service.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

constexpr Dimension kFirst{0};
constexpr Dimension kSecond{1};

// A call of the admin, which nothing has been taken for yet.
class AdmissionTest : public testing::Test {
 protected:
  AdmissionTest() {
    call_.now = plane_.world().now(plane_.arrival());
    call_.caller = *plane_.world().store().identify(kAdminKey);
    call_.admission = &admission_;
  }
  [[nodiscard]] std::int64_t used(Dimension dimension) {
    return plane_.world().store().usage(OrgId{"org_1"}, call_.now)[index_of(dimension)];
  }
  [[nodiscard]] std::optional<QuotaExceeded> take(const std::vector<Charge>& charges) {
    return reserve(call_, charges);
  }

  TestPlane plane_;
  Request request_;
  Admission admission_;
  Call call_{.request = request_, .world = plane_.world()};
};

TEST_F(AdmissionTest, TakesWhatTheHandlerTellsBesidesTheGate) {
  EXPECT_EQ(take({{.dimension = kFirst, .amount = 1, .limit = 5}}), std::nullopt);
  EXPECT_EQ(take({{.dimension = kSecond, .amount = 3, .limit = 3}}), std::nullopt);
  EXPECT_EQ(used(kFirst), 1);
  EXPECT_EQ(used(kSecond), 3);
  ASSERT_EQ(admission_.taken().size(), 2U);
  EXPECT_EQ(admission_.taken()[1].charges[0].amount, 3);
}

TEST_F(AdmissionTest, TakesAllChargesOrNone) {
  const auto refused = take({{.dimension = kFirst, .amount = 1, .limit = 5},
                             {.dimension = kSecond, .amount = 4, .limit = 3}});
  EXPECT_EQ(refused, (QuotaExceeded{.dimension = kSecond, .used = 0, .limit = 3}));
  EXPECT_EQ(used(kFirst), 0);
  EXPECT_TRUE(admission_.taken().empty());
}

}  // namespace
}  // namespace fauxplane
