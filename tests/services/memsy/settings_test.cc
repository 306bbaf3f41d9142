#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "simulator/services/memsy/memsy.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane {
namespace {

TEST(SettingsTest, HaveANameOfTheirOwnAndStartWithOneOfTheirValues) {
  std::set<std::string_view> names;
  EXPECT_LE(memsy().settings.size(), kSettingsMax);
  for (const SettingRow& row : memsy().settings) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    const auto choices = choices_of(row);
    EXPECT_GE(choices.size(), 2U) << row.name;
    EXPECT_EQ(choices.front(), row.initial) << row.name << ": the default stands first";
  }
}

// The enumerators and the rows are written in two places.
TEST(SettingsTest, StandWhereTheirEnumeratorsSay) {
  namespace parts = memsy_service;
  const auto rows = parts::setting_rows();
  struct Case {
    parts::Setting setting;
    std::string_view name;
  };
  const Case cases[] = {{parts::kAuthentication, "authentication"},
                        {parts::kErrorEnvelope, "envelope"},
                        {parts::kControlScopes, "control_scopes"},
                        {parts::kHotScopes, "hot_scopes"},
                        {parts::kScopeCode, "scope_code"},
                        {parts::kOnboardingReads, "onboarding_reads"},
                        {parts::kMemoriesSeat, "memories_seat"},
                        {parts::kOrgIdGuard, "org_id_guard"},
                        {parts::kRerankingNeed, "reranking"},
                        {parts::kScores, "scores"},
                        {parts::kSearchResults, "search_results"},
                        {parts::kMemorySearch, "memory_search"},
                        {parts::kDuplicates, "duplicates"},
                        {parts::kDuplicateCost, "duplicate_cost"},
                        {parts::kEmptyLists, "empty_lists"},
                        {parts::kContentLimit, "content_limit"},
                        {parts::kIngestStatus, "ingest_status"},
                        {parts::kStatusTotal, "status_total"},
                        {parts::kStatusDetails, "status_details"},
                        {parts::kCreateStatus, "create_status"},
                        {parts::kOrgRecords, "org_records"},
                        {parts::kRecordLengths, "record_lengths"},
                        {parts::kMalformedMemoryId, "malformed_memory_id"},
                        {parts::kClear, "clear"}};
  ASSERT_EQ(std::size(cases), rows.size());
  for (const Case& row : cases) EXPECT_EQ(rows[row.setting].name, row.name);
}

}  // namespace
}  // namespace fauxplane
