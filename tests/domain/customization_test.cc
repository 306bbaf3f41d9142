#include "simulator/domain/customization.h"

#include <gtest/gtest.h>

#include <set>

namespace fauxplane {
namespace {

TEST(CustomizationTest, HasAnIdForEachKindOrgAndSubject) {
  std::set<CustomizationId> ids;
  for (const auto kind :
       {CustomizationKind::kOrg, CustomizationKind::kRole, CustomizationKind::kTeam}) {
    for (const char* owner : {"org_1", "org_2"}) {
      for (const char* subject : {"a", "b\n"}) {
        EXPECT_TRUE(ids.insert(customization_id(kind, OrgId{owner}, subject)).second);
      }
    }
  }
}

TEST(CustomizationTest, WritesAnotherPromptEachTime) {
  std::set<std::string> prompts;
  for (std::int64_t number = 1; number <= 20; ++number) {
    const std::string prompt =
        written_prompt({.name = "Ops", .focus = "running systems", .prompt_number = number});
    EXPECT_NE(prompt.find("running systems"), std::string::npos);
    EXPECT_NE(prompt.find("Ops"), std::string::npos);
    EXPECT_TRUE(prompts.insert(prompt).second) << prompt;
  }
}

}  // namespace
}  // namespace fauxplane
