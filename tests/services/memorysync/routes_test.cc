#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/services/memorysync/support.h"

namespace fauxplane {
namespace {

// Exactly the table of memorysync.md 5.
TEST(MemorySyncRoutesTest, MeterWhatTheContractMeters) {
  std::set<std::string> adds;
  std::set<std::string> retrievals;
  for (const Route& route : memorysync().routes) {
    if (!route.metered) continue;
    const std::string path = std::string(route.prefix) + std::string(route.path);
    (*route.metered == Dimension{0} ? adds : retrievals).insert(path);
    EXPECT_EQ(route.method, Method::kPost);
  }
  EXPECT_EQ(adds, (std::set<std::string>{"/memory/add", "/memory/batch", "/memory/bulk-add",
                                         "/v1/memory/add_turn"}));
  EXPECT_EQ(retrievals, (std::set<std::string>{"/memory/query", "/memory/retrieve",
                                               "/memory/search", "/memory/search/routed",
                                               "/v1/memory/recall", "/v1/memory/query"}));
}

}  // namespace
}  // namespace fauxplane
