#include "simulator/cli/listings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/scenario/fault.h"
#include "simulator/scenario/library.h"
#include "simulator/services/memsy/memsy.h"

namespace fauxplane {
namespace {

using nlohmann::json;
using testing::HasSubstr;

TEST(ListingsTest, ErrorsHoldEveryRow) {
  const std::string text = errors_text(memsy(), 0);
  const auto rows = json::parse(errors_json(memsy()));
  ASSERT_EQ(rows.size(), memsy().errors.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const ErrorRow& row = memsy().errors[at];
    EXPECT_THAT(text, HasSubstr(std::string(row.name) + " "));
    EXPECT_THAT(text, HasSubstr(std::string(row.advice) + "\n"));
    EXPECT_EQ(rows[at]["name"], row.name);
    EXPECT_EQ(rows[at]["status"], row.status);
    EXPECT_EQ(rows[at]["has_code"], row.has_code);
    EXPECT_EQ(rows[at]["attributes"].size(), row.attributes.size());
    EXPECT_EQ(rows[at]["envelope"].is_null(), !row.envelope.has_value());
    EXPECT_EQ(rows[at]["message"], row.message);
  }
}

TEST(ListingsTest, FaultsHoldEveryRow) {
  const auto rows = json::parse(faults_json());
  ASSERT_EQ(rows.size(), fault_rows().size());
  for (const FaultRow& row : fault_rows()) {
    EXPECT_THAT(faults_text(0), HasSubstr(std::string(row.name) + " "));
    EXPECT_THAT(faults_text(0), HasSubstr(std::string(row.does) + "\n"));
  }
}

TEST(ListingsTest, RoutesHoldEveryRowWithItsGates) {
  const auto rows = json::parse(routes_json(memsy()));
  ASSERT_EQ(rows.size(), memsy().routes.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const Route& route = memsy().routes[at];
    EXPECT_EQ(rows[at]["path"], std::string(route.prefix) + std::string(route.path));
    EXPECT_EQ(rows[at]["method"], name_of(route.method));
    std::size_t gates = 0;
    for (GateSet set = route.gates; set != 0; set &= set - 1) ++gates;
    EXPECT_EQ(rows[at]["gates"].size(), gates);
  }
  EXPECT_THAT(routes_text(memsy(), 0), HasSubstr("/api/me "));
}

TEST(ListingsTest, ScenariosHoldNameAndSentence) {
  const auto rows = json::parse(scenarios_text({.json = true}, 0).value());
  ASSERT_EQ(rows.size(), library().size());
  EXPECT_EQ(rows[0]["name"], library().front().name);
  EXPECT_EQ(rows[0]["sentence"], sentence_of(library().front().yaml));
  EXPECT_THAT(scenarios_text({}, 0).value(), HasSubstr("quota/boundary "));
}

TEST(ListingsTest, AnAreaNarrowsTheList) {
  const auto rows = json::parse(scenarios_text({.area = "quota", .json = true}, 0).value());
  ASSERT_FALSE(rows.empty());
  for (const auto& row : rows) EXPECT_EQ(row["name"].get<std::string>().find("quota/"), 0U);
  const auto wrong = scenarios_text({.area = "quotta"}, 0);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "there is no area \"quotta\"; did you mean \"quota\"?");
}

TEST(ListingsTest, ShowPrintsTheVeryFile) {
  const auto shown = scenarios_text({.show = "quota/boundary"}, 0);
  ASSERT_TRUE(shown);
  EXPECT_EQ(*shown, find_in_library("quota/boundary")->yaml);
  const auto wrong = scenarios_text({.show = "quota/bondary"}, 0);
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, HasSubstr("did you mean \"quota/boundary\"?"));
}

TEST(ListingsTest, NamesStandOnePerLine) {
  const auto names = scenarios_text({.names_only = true}, 0);
  ASSERT_TRUE(names);
  EXPECT_EQ(static_cast<std::size_t>(std::count(names->begin(), names->end(), '\n')),
            library().size());
}

}  // namespace
}  // namespace fauxplane
