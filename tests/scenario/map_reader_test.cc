#include "simulator/scenario/map_reader.h"

#include <gtest/gtest.h>

#include "simulator/scenario/units.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(MapReaderTest, ReadsTypedMembers) {
  const YamlValue yaml =
      yaml_of("{plan: pro, billing_enabled: true, customer_id: 42, seats: {purchased: 3}}");
  Findings findings("x.yaml");
  const MapReader map(yaml, MapKind::kOrg, findings);
  EXPECT_TRUE(map.is_map());
  EXPECT_EQ(map.text("plan"), "pro");
  EXPECT_EQ(map.text("customer_id"), "42");
  EXPECT_EQ(map.boolean("billing_enabled"), true);
  EXPECT_EQ(map.text("billing_contact"), std::nullopt);
  EXPECT_EQ(MapReader(*map.find("seats"), MapKind::kSeats, findings).integer("purchased", 0), 3);
  EXPECT_TRUE(findings.empty());
}

TEST(MapReaderTest, TellsUnknownAndMissingKeys) {
  const YamlValue yaml = yaml_of("amount: 1\nzzz: 2\n");
  Findings findings("x.yaml");
  const MapReader map(yaml, MapKind::kUpcomingInvoice, findings);
  EXPECT_EQ(text_of(findings.take()),
            "x.yaml:1:1: unknown key \"amount\" in upcoming_invoice; known are amount_due, "
            "currency\n"
            "x.yaml:1:1: upcoming_invoice needs \"amount_due\": an integer\n"
            "x.yaml:1:1: upcoming_invoice needs \"currency\": a text\n"
            "x.yaml:2:1: unknown key \"zzz\" in upcoming_invoice; known are amount_due, "
            "currency\n");
}

TEST(MapReaderTest, WhatIsNoMapHasNoMembers) {
  for (const char* text : {"~", "[1]", "text"}) {
    SCOPED_TRACE(text);
    const YamlValue yaml = yaml_of(text);
    Findings findings("x.yaml");
    const MapReader map(yaml, MapKind::kFault, findings);
    EXPECT_FALSE(map.is_map());
    EXPECT_EQ(map.find("delay"), nullptr);
    EXPECT_EQ(findings.count(), 1U);
  }
}

TEST(MapReaderTest, NamesWhatWasWantedAndGiven) {
  struct Case {
    const char* yaml;
    const char* key;
    const char* says;
  };
  constexpr Case kCases[] = {
      {"a: [1]", "text", "x.yaml:1:4: a must be a text, not a list\n"},
      {"a: ~", "text", "x.yaml:1:4: a must be a text, not nothing\n"},
      {"a: yes", "boolean", "x.yaml:1:4: a must be true or false, not \"yes\"\n"},
      {"a: \"true\"", "boolean",
       "x.yaml:1:4: a must be true or false, not \"true\"; leave the quotes out\n"},
      {"a: two", "integer", "x.yaml:1:4: a must be a whole number from 1 to 9, not \"two\"\n"},
      {"a: \"2\"", "integer",
       "x.yaml:1:4: a must be a whole number from 1 to 9, not \"2\"; leave the quotes out\n"},
      {"a: 0", "integer", "x.yaml:1:4: a must be a whole number from 1 to 9, not \"0\"\n"},
      {"a: 10", "integer", "x.yaml:1:4: a must be a whole number from 1 to 9, not \"10\"\n"},
      {"a: 1.5", "integer", "x.yaml:1:4: a must be a whole number from 1 to 9, not \"1.5\"\n"},
      {"a: 99999999999999999999", "integer",
       "x.yaml:1:4: a must be a whole number from 1 to 9, not \"99999999999999999999\"\n"},
      {"a: {}", "number", "x.yaml:1:4: a must be a number, not a map\n"},
      {"a: nan", "number", "x.yaml:1:4: a must be a number, not \"nan\"\n"},
      {"a: inf", "number", "x.yaml:1:4: a must be a number, not \"inf\"\n"},
      {"a: 2", "duration", "x.yaml:1:4: a: \"2\" needs a unit; write \"2s\" or \"2ms\"\n"},
  };
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.yaml);
    const YamlValue yaml = yaml_of(row.yaml);
    const YamlValue& value = yaml.members[0].value;
    const std::string_view type = row.key;
    Findings findings("x.yaml");
    bool is_read = false;
    if (type == "text") is_read = read_text(value, "a", findings).has_value();
    if (type == "boolean") is_read = read_boolean(value, "a", findings).has_value();
    if (type == "integer") is_read = read_integer(value, "a", 1, 9, findings).has_value();
    if (type == "number") is_read = read_number(value, "a", findings).has_value();
    if (type == "duration") is_read = read_parsed(value, "a", parse_duration, findings).has_value();
    EXPECT_FALSE(is_read);
    EXPECT_EQ(text_of(findings.take()), row.says);
  }
}

TEST(MapReaderTest, ReadsInstantsAndSaysWhatOneLooksLike) {
  const YamlValue yaml = yaml_of("{start: tomorrow}");
  Findings findings("x.yaml");
  EXPECT_EQ(MapReader(yaml, MapKind::kClock, findings).instant("start"), std::nullopt);
  const std::string said = text_of(findings.take());
  EXPECT_NE(said.find("x.yaml:1:9: start: \"tomorrow\" is not an instant"), std::string::npos);
}

TEST(MapReaderTest, AMessageStaysShortHoweverLongTheText) {
  const YamlValue yaml = yaml_of("{start: " + std::string(100'000, 'x') + "}");
  Findings findings("x.yaml");
  static_cast<void>(MapReader(yaml, MapKind::kClock, findings).instant("start"));
  EXPECT_LT(findings.take().front().message.size(), 500U);
}

}  // namespace
}  // namespace fauxplane
