// The table of faults names the properties that play them; both stand in different programs, so
// only a test can keep them together.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "contracts/campaign/campaign.h"
#include "contracts/cases/features.h"
#include "simulator/scenario/fault.h"

namespace fauxplane::contracts {
namespace {

constexpr int kCases = 300;  // of each property

std::set<std::string> faults_of(const Property& property) {
  const Hello everything{
      .service = std::string(property.service.empty() ? kMemsy : property.service),
      .capabilities = {"max_retries", "backoff", "timeout", "usage", "close", "concurrent",
                       "cancel"}};
  std::set<std::string> faults;
  for (int number = 0; number < kCases; ++number) {
    const Case drawn = drawn_case(property, {.number = number}, everything, true);
    for (const Feature& feature : features_of(drawn)) {
      if (feature.kind == "fault") faults.insert(feature.value);
    }
  }
  return faults;
}

TEST(FaultRowsTest, NameThePropertiesThatPlayThem) {
  std::map<std::string, std::string> properties;
  for (const Property& property : all_properties()) {
    for (const std::string& fault : faults_of(property)) {
      std::string& ids = properties[fault];
      ids += (ids.empty() ? "" : " ") + std::string(property.id);
    }
  }
  for (const FaultRow& row : fault_rows()) {
    const auto played = properties.find(std::string(row.name));
    EXPECT_EQ(row.properties, played == properties.end() ? "" : played->second) << row.name;
  }
}

}  // namespace
}  // namespace fauxplane::contracts
