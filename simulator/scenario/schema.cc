#include "simulator/scenario/schema.h"

#include <nlohmann/json.hpp>

#include "simulator/scenario/keys.h"

namespace fauxplane {
namespace {

using Json = nlohmann::ordered_json;

Json dimensions_of(const Vocabulary& vocabulary, const Json& value) {
  Json properties = Json::object();
  for (const DimensionRow& row : vocabulary.dimensions) properties[std::string(row.name)] = value;
  return properties;
}

Json closed_map(Json properties) {
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

// A map of the table. Open ones take dimensions, or the facts of an error, besides.
Json map_schema(const MapRow& map, const Vocabulary& vocabulary) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const KeyRow& row : key_rows()) {
    if (row.map != map.map) continue;
    Json value = Json::parse(row.schema);
    value["description"] = std::string(row.says) + " (" + std::string(row.takes) + ")";
    properties[std::string(row.key)] = std::move(value);
    if (row.is_required) required.push_back(row.key);
  }
  Json schema = closed_map(std::move(properties));
  if (!required.empty()) schema["required"] = std::move(required);
  if (map.map == MapKind::kAnswer) {
    schema["additionalProperties"] = {{"type", {"string", "integer"}}};
  } else if (map.is_open) {
    schema["properties"].update(
        dimensions_of(vocabulary, {{"type", {"integer", "null"}}, {"minimum", 0}}));
  }
  return schema;
}

// Names that several maps share.
void add_shared(Json& definitions, const Vocabulary& vocabulary) {
  definitions["duration"] = {{"type", "string"}, {"pattern", "^([0-9.]+(ms|s|m|h|d))+$"}};
  definitions["point"] = {{"type", "string"},
                          {"pattern",
                           "^(before|status_line|header( "
                           "[!-~]+)?|head|body|inside|after|next|(body )?[0-9.]+(B|KiB|MiB))$"}};
  definitions["on"] = {{"type", "string"}, {"pattern", "^(any|([A-Z]+|any) (/[^?]*|any))$"}};
  definitions["matched"] = {
      {"anyOf",
       {{{"$ref", "#/$defs/value_match"}}, {{"not", {{"type", "object"}}}}, {{"type", "object"}}}}};
  definitions["any_answer"] = {
      {"anyOf", {{{"type", {"string", "integer"}}}, {{"$ref", "#/$defs/answer"}}}}};
  definitions["service"] = {{"enum", {vocabulary.service}}};
  Json errors = Json::array();
  for (const ErrorName& error : vocabulary.errors) errors.push_back(error.name);
  definitions["error"] = {{"enum", std::move(errors)}};
  definitions["envelope"] = {{"enum", vocabulary.envelopes}};
  definitions["limits"] =
      closed_map(dimensions_of(vocabulary, {{"type", {"integer", "null"}}, {"minimum", 0}}));
  definitions["rates"] = closed_map(dimensions_of(vocabulary, {{"type", "number"}}));
  definitions["usage"] =
      closed_map(dimensions_of(vocabulary, {{"type", "integer"}, {"minimum", 0}}));
  Json settings = Json::object();
  for (const SettingRow& row : vocabulary.settings) {
    settings[std::string(row.name)] = {{"enum", choices_of(row)}, {"description", row.says}};
  }
  definitions["settings"] = closed_map(std::move(settings));
}

}  // namespace

std::string scenario_schema(const Vocabulary& vocabulary) {
  Json definitions = Json::object();
  add_shared(definitions, vocabulary);
  for (const MapRow& map : map_rows()) {
    if (map.map == MapKind::kScenario) continue;
    definitions[std::string(map.name)] = map_schema(map, vocabulary);
  }
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "A fauxplane scenario"}};
  schema.update(map_schema(map_row(MapKind::kScenario), vocabulary));
  schema["$defs"] = std::move(definitions);
  return schema.dump(2) + "\n";
}

}  // namespace fauxplane
