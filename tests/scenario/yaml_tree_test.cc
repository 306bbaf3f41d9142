#include "simulator/scenario/yaml_tree.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

std::string refusal(const std::string& text) {
  Findings findings("x.yaml");
  const auto value = parse_yaml(text, findings);
  return text_of(findings.take());
}

TEST(YamlTreeTest, KnowsKindsAndPlaces) {
  const YamlValue root = yaml_of("# First.\nname: plain\nlist:\n  - \"2\"\n  - {key: ~}\n");
  ASSERT_EQ(root.kind, YamlValue::Kind::kMap);
  ASSERT_EQ(root.members.size(), 2U);
  EXPECT_EQ(root.members[0].name, "name");
  EXPECT_EQ(root.members[0].place, (Place{2, 1}));
  EXPECT_EQ(root.members[0].value.text, "plain");
  EXPECT_EQ(root.members[0].value.place, (Place{2, 7}));
  EXPECT_FALSE(root.members[0].value.is_quoted);
  const YamlValue& list = root.members[1].value;
  ASSERT_EQ(list.items.size(), 2U);
  EXPECT_TRUE(list.items[0].is_quoted);
  EXPECT_EQ(list.items[0].text, "2");
  const YamlValue* key = find_member(list.items[1], "key");
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->kind, YamlValue::Kind::kNull);
  EXPECT_EQ(key->place, (Place{5, 11}));
  EXPECT_EQ(find_member(list.items[1], "other"), nullptr);
}

TEST(YamlTreeTest, TellsNothingFromAnEmptyText) {
  for (const char* nothing : {"a: ", "a: ~", "a: null"}) {
    EXPECT_EQ(yaml_of(nothing).members[0].value.kind, YamlValue::Kind::kNull) << nothing;
  }
  for (const char* text : {"a: \"\"", "a: 'null'", "a: \"~\"", "a: !!str null"}) {
    EXPECT_EQ(yaml_of(text).members[0].value.kind, YamlValue::Kind::kScalar) << text;
  }
}

TEST(YamlTreeTest, AnAliasStandsForItsAnchor) {
  const YamlValue root = yaml_of("a: &x {b: [1, 2]}\nc: *x\n");
  ASSERT_EQ(root.members.size(), 2U);
  EXPECT_EQ(root.members[1].value.place, (Place{2, 4}));
  ASSERT_EQ(root.members[1].value.members.size(), 1U);
  EXPECT_EQ(root.members[1].value.members[0].value.items.size(), 2U);
}

TEST(YamlTreeTest, ReadsLineEndsOfWindows) {
  const YamlValue root = yaml_of("a: 1\r\nb: |\r\n  two\r\n  lines\r\nc: x\r\n");
  ASSERT_EQ(root.members.size(), 3U);
  EXPECT_EQ(root.members[0].value.text, "1");
  EXPECT_EQ(root.members[1].value.text, "two\nlines\n");
  EXPECT_EQ(root.members[2].value.text, "x");
  EXPECT_EQ(root.members[2].place.line, 5);
}

TEST(YamlTreeTest, AnEmptyFileIsNothing) {
  for (const char* text : {"", "\n\n", "# Only a comment.\n", "---\n", "~"}) {
    EXPECT_EQ(yaml_of(text).kind, YamlValue::Kind::kNull) << text;
  }
}

TEST(YamlTreeTest, RefusesWhatCanNotBeMeant) {
  struct Case {
    const char* name;
    std::string text;
    const char* says;
  };
  const std::string deep =
      std::string(kYamlDepthMax + 1, '[') + std::string(kYamlDepthMax + 1, ']');
  const Case cases[] = {
      {"Twice", "a: 1\nb: 2\na: 3\n", "x.yaml:3:1: \"a\" is given twice; the first is in line 1\n"},
      {"TwoDocuments", "a: 1\n---\nb: 1\n",
       "x.yaml:3:1: a file holds one document; put the second into its own file\n"},
      {"Depth", deep, "x.yaml:1:65: nested deeper than 64 levels\n"},
      {"DepthByAliases", "- &a " + std::string(60, '[') + std::string(60, ']') + "\n- [[[[*a]]]]\n",
       "x.yaml:2:7: nested deeper than 64 levels\n"},
      {"Tag", "a: !!int 3\n",
       "x.yaml:1:4: tags such as tag:yaml.org,2002:int are not supported; write the value "
       "plainly\n"},
      {"OwnTag", "a: !secret x\n",
       "x.yaml:1:4: tags such as !secret are not supported; write the value plainly\n"},
      {"Binary", "a: !!binary aGk=\n",
       "x.yaml:1:4: tags such as tag:yaml.org,2002:binary are not supported; write the value "
       "plainly\n"},
      {"AliasInItself", "&a [*a]\n", "x.yaml:1:5: this alias stands inside its own anchor\n"},
      {"UnknownAlias", "a: *b\n",
       "x.yaml:1:4: this is not YAML: no anchor (&name) of this name stands before the alias\n"},
      {"Merge", "a: &x {b: 1}\nc: {<<: *x}\n",
       "x.yaml:2:5: merge keys (<<) are not supported; write the keys out\n"},
      {"ListAsKey", "? [a]\n: 1\n", "x.yaml:1:3: a key must be a plain text\n"},
      {"BadText", "a: 1\nb: \xff\n",
       "x.yaml:2:1: this line is not UTF-8; save the file as UTF-8\n"},
      {"BadTextAtTheEnd", "a: \xc3",
       "x.yaml:1:1: this line is not UTF-8; save the file as UTF-8\n"},
      {"OpenQuote", "a: 1\nb: \"two\n", "x.yaml:2:4: this quote is never closed\n"},
      {"OpenSingleQuote", "a: 'it''s\n", "x.yaml:1:4: this quote is never closed\n"},
      {"QuoteClosedByEscape", "a: \"b\\\"\n", "x.yaml:1:4: this quote is never closed\n"},
      {"Nul", std::string("a: 1\0\n", 6),
       "x.yaml:1:5: a control character stands here; leave it "
       "out, or write it in quotes like \"\\x07\"\n"},
      {"EndOfTransmission", "a: 1\nb: \x04\nc: 3\n",
       "x.yaml:2:4: a control character stands here; leave it out, or write it in quotes like "
       "\"\\x07\"\n"},
      {"WideEncoding", std::string("\0\0\0a", 4),
       "x.yaml:1:1: a control character stands here; leave it out, or write it in quotes like "
       "\"\\x07\"\n"},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(refusal(row.text), row.says);
  }
}

TEST(YamlTreeTest, AllowsTheDeepestNesting) {
  EXPECT_EQ(refusal(std::string(kYamlDepthMax, '[') + std::string(kYamlDepthMax, ']')), "");
}

TEST(YamlTreeTest, QuotedMergeKeysAndEscapesAreTexts) {
  EXPECT_EQ(yaml_of("\"<<\": 1").members[0].name, "<<");
  EXPECT_EQ(yaml_of("a: \"\\x07\"").members[0].value.text, "\x07");
}

// Ten levels of ten aliases stand for ten thousand million values.
std::string billion_laughs() {
  std::string text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int level = 1; level < 10; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + below;
    for (int repeat = 1; repeat < 10; ++repeat) text += ", " + below;
    text += "]\n";
  }
  return text;
}

// Every level keeps a copy of all that stands below it.
std::string nested_anchors() {
  std::string text;
  for (int level = 0; level < 60; ++level) text += "&a" + std::to_string(level) + " [";
  for (int item = 0; item < 200'000; ++item) text += "x,";
  return text + std::string(60, ']');
}

TEST(YamlTreeTest, RefusesAliasBombsBeforeTheyGrow) {
  for (const std::string& bomb : {billion_laughs(), nested_anchors()}) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_NE(refusal(bomb).find("the document has more than 1000000 values"), std::string::npos);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{10});
  }
}

TEST(YamlTreeTest, NamesKindsForMessages) {
  EXPECT_EQ(kind_name(yaml_of("~")), "nothing");
  EXPECT_EQ(kind_name(yaml_of("a")), "a text");
  EXPECT_EQ(kind_name(yaml_of("[]")), "a list");
  EXPECT_EQ(kind_name(yaml_of("{}")), "a map");
}

}  // namespace
}  // namespace fauxplane
