// The error table against the contract (memsy.md 8.1 and 8.4).
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "simulator/services/memsy/memsy.h"

namespace fauxplane {
namespace {

struct ContractCase {
  const char* code;
  int status;
  std::vector<std::string> attributes;
};

TEST(MemsyErrorsTest, HaveTheCodesStatusesAndFactsOfTheContract) {
  const std::vector<ContractCase> contract = {
      {"org_id_not_allowed", 400, {}},
      {"feature_not_available", 403, {"feature", "current_tier", "upgrade_url"}},
      {"seat_required", 403, {}},
      {"org_limit_reached", 403, {"limit", "current"}},
      {"key_limit_reached", 403, {"limit", "current"}},
      {"billing_not_enabled", 403, {"interest_path"}},
      {"wrong_scope", 403, {"required_scope"}},
      {"insufficient_scope", 403, {"required_scope"}},
      {"admin_required", 403, {}},
      {"seat_limit_reached", 409, {"purchased_seats", "assigned_seats", "pending_invites"}},
      {"usage_limit_exceeded", 429, {"dimension", "current", "limit", "upgrade_url"}},
      {"rate_limit_exceeded", 429, {}},
  };
  std::size_t with_code = 0;
  for (const ErrorRow& row : memsy().errors) with_code += row.has_code ? 1U : 0U;
  EXPECT_EQ(with_code, contract.size());
  for (const ContractCase& wanted : contract) {
    SCOPED_TRACE(wanted.code);
    const ErrorRow& row = error_row(memsy(), wanted.code);
    ASSERT_EQ(row.name, wanted.code);
    EXPECT_EQ(row.status, wanted.status);
    EXPECT_TRUE(row.has_code);
    std::vector<std::string> attributes;
    for (const Attribute& attribute : row.attributes) attributes.push_back(attribute.name);
    EXPECT_EQ(attributes, wanted.attributes);
  }
}

TEST(MemsyErrorsTest, HaveOneNameEachAndOneDefaultForEachStatus) {
  std::set<std::string_view> names;
  std::map<int, int> defaults;
  for (const ErrorRow& row : memsy().errors) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    defaults[row.status] += row.is_default_of_status ? 1 : 0;
    EXPECT_FALSE(row.message.empty()) << row.name;
    EXPECT_FALSE(row.advice.empty()) << row.name;
  }
  for (const auto& [status, count] : defaults) EXPECT_EQ(count, 1) << status;
}

bool has_word(const ErrorRow& row, std::string_view word) {
  std::string text(row.message);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text.find(word) != std::string::npos;
}

// Rules 9 and 12 of memsy.md 8.4 read the text as well; none may be misled by it.
TEST(MemsyErrorsTest, SaysScopeAndQuotaWhereTheyAreMeantAlone) {
  for (const ErrorRow& row : memsy().errors) {
    EXPECT_EQ(has_word(row, "scope"), row.name == "wrong_scope" || row.name == "insufficient_scope")
        << row.name;
    EXPECT_EQ(has_word(row, "quota"), row.name == "usage_limit_exceeded") << row.name;
  }
}

}  // namespace
}  // namespace fauxplane
