// GET /org/billing/price (memorysync.md 8.2).
#include "simulator/domain/price.h"

#include <gtest/gtest.h>

#include "tests/services/memorysync/support.h"
#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

constexpr const char* kWorld =
    "clock: {start: \"2026-03-20T00:00:00Z\"}\n"
    "world: {plans: {pro: {prices: [\n"
    "  {version: 3, amount_minor: 4900},\n"
    "  {version: 4, amount_minor: 5500, effective_at: \"2026-03-15T00:00:00Z\"},\n"
    "  {version: 5, amount_minor: 5900, effective_at: \"2026-05-01T00:00:00Z\"}]}}}\n";

// memorysync.md 8.2, byte for byte.
TEST(PriceTest, WritesTheWorkedValuesOfTheContract) {
  MemorySyncPlane plane(kWorld);
  EXPECT_EQ(plane.call("GET", "/org/billing/price").body,
            R"({"plan":"pro","cycle":{"start":"2026-03-01T00:00:00Z",)"
            R"("end":"2026-04-01T00:00:00Z"},"price_minor":4900,"currency":"USD",)"
            R"("price_version":3,"next_version":{"price_version":4,"price_minor":5500,)"
            R"("effective_at":"2026-03-15T00:00:00Z"}})");
}

struct Case {
  const char* name;
  const char* now;
  int version;
  int next;  // 0: none
};

class PriceOfCycleTest : public testing::TestWithParam<Case> {};

TEST_P(PriceOfCycleTest, IsThatOfItsStart) {
  MemorySyncPlane plane(kWorld);
  plane.set_clock(at(GetParam().now));
  const auto price = plane.read("/org/billing/price");
  EXPECT_EQ(price["price_version"], GetParam().version);
  EXPECT_EQ(
      price["next_version"].is_null() ? nlohmann::json(0) : price["next_version"]["price_version"],
      GetParam().next);
}

INSTANTIATE_TEST_SUITE_P(Table, PriceOfCycleTest,
                         testing::Values(Case{"InsideTheChange", "2026-03-31T23:59:59Z", 3, 4},
                                         Case{"TheCycleAfter", "2026-04-01", 4, 5},
                                         Case{"AChangeExactlyAtTheStart", "2026-05-01", 5, 0}),
                         [](const auto& row) { return row.param.name; });

TEST(PriceTest, APlanWithoutPricesIsForNothing) {
  MemorySyncPlane plane("world: {plans: {pro: {prices: [], currency: EUR}}}\n");
  const auto price = plane.read("/org/billing/price");
  EXPECT_EQ(price["price_minor"], 0);
  EXPECT_EQ(price["price_version"], 0);
  EXPECT_EQ(price["currency"], "EUR");
  EXPECT_EQ(price["next_version"], nullptr);
}

// memorysync.md 15, O17.
TEST(PriceTest, AChangeExactlyAtTheStartMayCountFromTheNextCycle) {
  MemorySyncPlane plane(
      "clock: {start: \"2026-05-01T00:00:00Z\"}\n"
      "world: {settings: {price_at_start: next_cycle}, plans: {pro: {prices: [\n"
      "  {version: 1, amount_minor: 4900},\n"
      "  {version: 2, amount_minor: 5900, effective_at: \"2026-05-01T00:00:00Z\"}]}}}\n");
  const auto price = plane.read("/org/billing/price");
  EXPECT_EQ(price["price_version"], 1);
  EXPECT_EQ(price["next_version"]["price_version"], 2);
  plane.set_clock(at("2026-06-01"));
  EXPECT_EQ(plane.read("/org/billing/price")["price_version"], 2);
}

}  // namespace
}  // namespace fauxplane
