#include "simulator/scenario/schema.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "simulator/scenario/keys.h"

namespace fauxplane {
namespace {

using Json = nlohmann::ordered_json;

using Vocabularies = std::span<const Vocabulary* const>;

// A word of several services stands once.
template <class Words>
void add_words(Json& list, const Words& words) {
  for (const auto& word : words) {
    if (std::find(list.begin(), list.end(), Json(word)) == list.end()) list.push_back(word);
  }
}

Json dimensions_of(Vocabularies vocabularies, const Json& value) {
  Json properties = Json::object();
  for (const Vocabulary* vocabulary : vocabularies) {
    for (const DimensionRow& row : vocabulary->dimensions) {
      properties[std::string(row.name)] = value;
    }
  }
  return properties;
}

// The words of one kind, of all services.
template <class WordsOf>
Json enum_of(Vocabularies vocabularies, WordsOf words_of) {
  Json words = Json::array();
  for (const Vocabulary* vocabulary : vocabularies) add_words(words, words_of(*vocabulary));
  return {{"enum", std::move(words)}};
}

std::vector<std::string_view> error_names(const Vocabulary& vocabulary) {
  std::vector<std::string_view> names;
  for (const ErrorName& error : vocabulary.errors) names.push_back(error.name);
  return names;
}

// A setting that several services offer takes the values of all; the loader knows which are whose.
Json settings_of(Vocabularies vocabularies) {
  Json settings = Json::object();
  for (const Vocabulary* vocabulary : vocabularies) {
    for (const SettingRow& row : vocabulary->settings) {
      Json& setting = settings[std::string(row.name)];
      if (setting.is_null()) setting = {{"enum", Json::array()}, {"description", row.says}};
      add_words(setting["enum"], choices_of(row));
    }
  }
  return settings;
}

Json secret_of(Vocabularies vocabularies) {
  std::string prefixes;
  for (const Vocabulary* vocabulary : vocabularies) {
    for (const std::string_view prefix : vocabulary->secret_prefixes) {
      prefixes.append(prefixes.empty() ? "" : "|").append(prefix);
    }
  }
  return {{"type", "string"}, {"pattern", "^(" + prefixes + ")"}};
}

Json closed_map(Json properties) {
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

// A map of the table. Open ones take dimensions, or the facts of an error, besides.
Json map_schema(const MapRow& map, Vocabularies vocabularies) {
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
        dimensions_of(vocabularies, {{"type", {"integer", "null"}}, {"minimum", 0}}));
  }
  return schema;
}

// Names that several maps share.
void add_shared(Json& definitions, Vocabularies vocabularies) {
  definitions["duration"] = {{"type", "string"}, {"pattern", "^([0-9.]+(ms|s|m|h|d))+$"}};
  definitions["point"] = {
      {"type", "string"},
      {"pattern",
       "^(before|status_line|header( "
       "[!#$%&'*+.^_`|~0-9A-Za-z-]+)?|head|body|inside|after|next|(body )?[0-9.]+(B|KiB|MiB))$"}};
  definitions["on"] = {{"type", "string"}, {"pattern", "^(any|([A-Z]+|any) (/[^?]*|any))$"}};
  definitions["matched"] = {
      {"anyOf",
       {{{"$ref", "#/$defs/value_match"}}, {{"not", {{"type", "object"}}}}, {{"type", "object"}}}}};
  definitions["any_answer"] = {
      {"anyOf", {{{"type", {"string", "integer"}}}, {{"$ref", "#/$defs/answer"}}}}};
  definitions["service"] =
      enum_of(vocabularies, [](const Vocabulary& words) { return std::array{words.service}; });
  definitions["error"] = enum_of(vocabularies, error_names);
  definitions["envelope"] =
      enum_of(vocabularies, [](const Vocabulary& words) { return words.envelopes; });
  definitions["scope"] =
      enum_of(vocabularies, [](const Vocabulary& words) { return words.scopes; });
  definitions["secret"] = secret_of(vocabularies);
  definitions["limits"] =
      closed_map(dimensions_of(vocabularies, {{"type", {"integer", "null"}}, {"minimum", 0}}));
  definitions["rates"] = closed_map(dimensions_of(vocabularies, {{"type", "number"}}));
  definitions["usage"] =
      closed_map(dimensions_of(vocabularies, {{"type", "integer"}, {"minimum", 0}}));
  definitions["settings"] = closed_map(settings_of(vocabularies));
}

}  // namespace

std::string scenario_schema(Vocabularies vocabularies) {
  Json definitions = Json::object();
  add_shared(definitions, vocabularies);
  for (const MapRow& map : map_rows()) {
    if (map.map == MapKind::kScenario) continue;
    definitions[std::string(map.name)] = map_schema(map, vocabularies);
  }
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "A fauxplane scenario"}};
  schema.update(map_schema(map_row(MapKind::kScenario), vocabularies));
  schema["$defs"] = std::move(definitions);
  return schema.dump(2) + "\n";
}

}  // namespace fauxplane
