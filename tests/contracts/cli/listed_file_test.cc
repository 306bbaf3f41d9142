#include "contracts/cli/listed_file.h"

#include <gtest/gtest.h>

#include "simulator/scenario/map_reader.h"
#include "tests/contracts/cli/temporary_file.h"

namespace fauxplane::contracts {
namespace {

struct Read {
  std::string one{};
  std::string two{};
  std::string wrong{};
};

Read read_file(const std::string& path) {
  Read values;
  const auto read = [&](const YamlValue& document, Findings& findings) {
    const auto into = [&](std::string& field, std::string_view what) {
      return [&field, what, &findings](const YamlValue& value) {
        set_given(field, read_text(value, what, findings));
      };
    };
    read_keys(document, "a test",
              {{"one", into(values.one, "one")}, {"two", into(values.two, "two")}}, findings);
  };
  const auto done = read_yaml_file(path, read);
  if (!done) values.wrong = done.error().message;
  return values;
}

TEST(ListedFileTest, EachMemberIsReadByItsKey) {
  const TemporaryFile file("two: b\none: a\n");
  const Read values = read_file(file.path());
  EXPECT_EQ(values.one, "a");
  EXPECT_EQ(values.two, "b");
  EXPECT_EQ(values.wrong, "");
}

TEST(ListedFileTest, EverythingThatIsWrongIsALineInTheOrderOfTheFile) {
  const TemporaryFile file("owe: a\ntwo: [b]\nzzzzzz: c\n");
  EXPECT_EQ(read_file(file.path()).wrong,
            file.path() + ":1:1: there is no key \"owe\"; did you mean \"one\"?\n" + file.path() +
                ":2:6: two must be a text, not a list\n" + file.path() +
                ":3:1: there is no key \"zzzzzz\"; known are one, two");
}

TEST(ListedFileTest, WhatIsNoMapIsTold) {
  const TemporaryFile file("- a\n");
  EXPECT_EQ(read_file(file.path()).wrong, file.path() + ":1:1: a test must be a map, not a list");
}

TEST(ListedFileTest, WhatIsNoYamlIsTold) {
  const TemporaryFile file("one: [\n");
  EXPECT_TRUE(read_file(file.path()).wrong.starts_with(file.path() + ":2:1: "))
      << read_file(file.path()).wrong;
}

TEST(ListedFileTest, AFileThatCannotBeReadIsTold) {
  EXPECT_EQ(read_file("/no/such/file.yaml").wrong, "cannot read /no/such/file.yaml");
  EXPECT_EQ(read_file(testing::TempDir()).wrong, "cannot read " + testing::TempDir());
}

TEST(ListedFileTest, AFileHasALimit) {
  constexpr std::size_t kMost = 1'048'576;
  const std::string head = "one: ";
  const TemporaryFile largest(head + std::string(kMost - head.size(), 'a'), "largest.yaml");
  EXPECT_EQ(read_file(largest.path()).wrong, "");
  const TemporaryFile larger(head + std::string(kMost - head.size() + 1, 'a'), "larger.yaml");
  EXPECT_EQ(read_file(larger.path()).wrong, larger.path() + " is larger than 1 MiB; split it");
}

}  // namespace
}  // namespace fauxplane::contracts
