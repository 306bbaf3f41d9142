#include "simulator/services/services.h"

#include <gtest/gtest.h>

#include <set>

namespace fauxplane {
namespace {

TEST(ServicesTest, AreFoundByNameAndKnowThemselvesByTheirWords) {
  ASSERT_EQ(all_services().size(), all_vocabularies().size());
  for (std::size_t at = 0; at < all_services().size(); ++at) {
    const Service* service = all_services()[at];
    EXPECT_EQ(find_service(service->name), service);
    EXPECT_EQ(all_vocabularies()[at]->owner, service);
    EXPECT_EQ(all_vocabularies()[at]->service, service->name);
  }
  EXPECT_EQ(find_service("memsi"), nullptr);
  EXPECT_EQ(all_services().front()->name, "memsy");
}

TEST(ServicesTest, TellTheirKeysAndAddressesApart) {
  std::set<std::string_view> prefixes;
  std::set<std::string_view> variables;
  for (const Service* service : all_services()) {
    for (const auto prefix : service->secret_prefixes) EXPECT_TRUE(prefixes.insert(prefix).second);
    EXPECT_TRUE(variables.insert(service->key_variable).second);
    for (const AddressRow& row : service->addresses) {
      EXPECT_TRUE(variables.insert(row.variable).second);
    }
    EXPECT_FALSE(service->addresses.empty());
  }
}

}  // namespace
}  // namespace fauxplane
