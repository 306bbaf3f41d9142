#include "simulator/scenario/yaml_json.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(YamlJsonTest, WritesValuesAsTheyLook) {
  struct Case {
    const char* yaml;
    const char* json;
  };
  constexpr Case kCases[] = {{"~", "null"},
                             {"null", "null"},
                             {"true", "true"},
                             {"false", "false"},
                             {"yes", "\"yes\""},
                             {"True", "\"True\""},
                             {"7", "7"},
                             {"-7", "-7"},
                             {"1.5", "1.5"},
                             {"1e3", "1000.0"},
                             {"007", "\"007\""},
                             {"0x10", "\"0x10\""},
                             {"1e999", "\"1e999\""},
                             {".inf", "\".inf\""},
                             {"9223372036854775808", "9223372036854775808"},
                             {"2026-04-30", "\"2026-04-30\""},
                             {"text", "\"text\""},
                             {"\"7\"", "\"7\""},
                             {"\"true\"", "\"true\""},
                             {"\"\"", "\"\""},
                             {"'\"'", "\"\\\"\""},
                             {"\"\\u00e9\"", "\"\xC3\xA9\""},
                             {"[]", "[]"},
                             {"{}", "{}"},
                             {"[1, a, ~]", "[1,\"a\",null]"},
                             {"{b: 1, a: {c: [2]}}", "{\"b\":1,\"a\":{\"c\":[2]}}"}};
  for (const Case& row : kCases) EXPECT_EQ(json_text_of(yaml_of(row.yaml)), row.json) << row.yaml;
}

TEST(YamlJsonTest, KeepsTheOrderOfTheFile) {
  EXPECT_EQ(json_text_of(yaml_of("z: 1\na: 2\nm: 3\n")), R"({"z":1,"a":2,"m":3})");
}

}  // namespace
}  // namespace fauxplane
