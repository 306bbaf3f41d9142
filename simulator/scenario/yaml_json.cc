#include "simulator/scenario/yaml_json.h"

#include <utility>

namespace fauxplane {
namespace {

using Json = nlohmann::ordered_json;

// Whatever reads as a JSON number, boolean or null is one.
Json json_of_scalar(const YamlValue& value) {
  if (value.is_quoted) return value.text;
  Json parsed = Json::parse(value.text, nullptr, false);
  if (parsed.is_number() || parsed.is_boolean() || parsed.is_null()) return parsed;
  return value.text;
}

}  // namespace

Json json_of(const YamlValue& value) {
  switch (value.kind) {
    case YamlValue::Kind::kNull:
      return nullptr;
    case YamlValue::Kind::kScalar:
      return json_of_scalar(value);
    case YamlValue::Kind::kList: {
      Json list = Json::array();
      for (const YamlValue& item : value.items) list.push_back(json_of(item));
      return list;
    }
    case YamlValue::Kind::kMap: {
      Json::object_t members;  // the names differ; looking each up again would take quadratic time
      for (const YamlMember& member : value.members) {
        members.emplace_back(member.name, json_of(member.value));
      }
      return members;
    }
  }
  return nullptr;
}

std::string json_text_of(const YamlValue& value) {
  return json_of(value).dump();
}

}  // namespace fauxplane
