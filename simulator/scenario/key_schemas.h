// What the tables of keys share: whether a key must be there, and the JSON Schemas that several
// have.
#pragma once

#include <string_view>

namespace fauxplane::key_schemas {

inline constexpr bool kRequired = true;
inline constexpr bool kOptional = false;

inline constexpr std::string_view kText = R"({"type":"string"})";
inline constexpr std::string_view kId = R"({"type":"string","minLength":1})";
inline constexpr std::string_view kBoolean = R"({"type":"boolean"})";
inline constexpr std::string_view kCount = R"({"type":"integer","minimum":0})";
inline constexpr std::string_view kFromOne = R"({"type":"integer","minimum":1})";
inline constexpr std::string_view kInteger = R"({"type":"integer"})";
inline constexpr std::string_view kDuration = R"({"$ref":"#/$defs/duration"})";
inline constexpr std::string_view kInstant = R"({"type":"string","format":"date-time"})";
inline constexpr std::string_view kTexts = R"({"type":"array","items":{"type":"string"}})";
inline constexpr std::string_view kBytes = R"({"type":"string","pattern":"^[0-9.]+(B|KiB|MiB)$"})";
inline constexpr std::string_view kOrigin = R"({"enum":["own","other_host","other_port"]})";
inline constexpr std::string_view kValueMatches =
    R"({"type":"object","additionalProperties":{"$ref":"#/$defs/matched"}})";

}  // namespace fauxplane::key_schemas
