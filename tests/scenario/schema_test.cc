#include "simulator/scenario/schema.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "simulator/scenario/keys.h"
#include "simulator/services/services.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

TEST(SchemaTest, IsTheFileThatEditorsRead) {
  const std::string schema = scenario_schema(all_vocabularies());
  const auto path = source_path("scenarios/schema.json");
  if (updates_golden()) write_file(path, schema);
  EXPECT_EQ(schema, read_file(path)) << "FAUXPLANE_UPDATE_GOLDEN=1 writes it anew";
}

// Calls `visit` with every object in the document.
template <class Visit>
void for_each_object(const Json& value, Visit visit) {
  if (value.is_object()) visit(value);
  if (!value.is_structured()) return;
  for (const Json& item : value) for_each_object(item, visit);
}

TEST(SchemaTest, EveryReferenceLeadsToADefinition) {
  const Json schema = Json::parse(scenario_schema(all_vocabularies()));
  std::size_t count = 0;
  for_each_object(schema, [&](const Json& object) {
    if (!object.contains("$ref") || !object["$ref"].is_string()) return;
    ++count;
    const std::string target = object["$ref"];
    ASSERT_TRUE(target.starts_with("#/")) << target;
    EXPECT_TRUE(schema.contains(Json::json_pointer(target.substr(1)))) << target;
  });
  EXPECT_GT(count, 30U);
}

TEST(SchemaTest, KnowsEveryKeyOfTheTableAndNoOther) {
  const Json schema = Json::parse(scenario_schema(all_vocabularies()));
  for (const MapRow& map : map_rows()) {
    SCOPED_TRACE(map.name);
    const bool is_root = map.map == MapKind::kScenario;
    const Json& object = is_root ? schema : schema["$defs"][std::string(map.name)];
    for (const std::string_view key : keys_of(map.map)) {
      EXPECT_TRUE(object["properties"].contains(std::string(key))) << key;
    }
    if (map.is_open) continue;
    EXPECT_EQ(object["properties"].size(), keys_of(map.map).size());
    EXPECT_EQ(object["additionalProperties"], false);
  }
}

TEST(SchemaTest, KnowsTheWordsOfTheService) {
  const Json schema = Json::parse(scenario_schema(all_vocabularies()));
  const auto holds = [](const Json& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  for (const ErrorName& error : words().errors) {
    EXPECT_TRUE(holds(schema["$defs"]["error"]["enum"], error.name)) << error.name;
  }
  for (const std::string_view envelope : words().envelopes) {
    EXPECT_TRUE(holds(schema["$defs"]["envelope"]["enum"], envelope)) << envelope;
  }
  for (const DimensionRow& row : words().dimensions) {
    EXPECT_TRUE(schema["$defs"]["limits"]["properties"].contains(std::string(row.name)));
  }
  for (const SettingRow& row : words().settings) {
    EXPECT_TRUE(schema["$defs"]["settings"]["properties"].contains(std::string(row.name)));
  }
}

}  // namespace
}  // namespace fauxplane
