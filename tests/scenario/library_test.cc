#include "simulator/scenario/library.h"

#include <gtest/gtest.h>

#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

TEST(LibraryTest, HoldsTheFilesOfTheRepository) {
  const auto root = source_path("scenarios");
  const auto files = files_in("scenarios", ".yaml");
  ASSERT_EQ(library().size(), files.size());
  for (const auto& path : files) {
    auto name = path.lexically_relative(root);
    name.replace_extension();
    SCOPED_TRACE(name.string());
    const auto found = find_in_library(name.string());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, name.string());
    EXPECT_EQ(found->yaml, read_file(path));
  }
  EXPECT_EQ(default_world_yaml("fixtures/world.yaml"),
            read_file(source_path("fixtures/world.yaml")));
}

TEST(LibraryTest, IsSortedByName) {
  const auto by_name = [](const LibraryFile& left, const LibraryFile& right) {
    return left.name < right.name;
  };
  EXPECT_TRUE(std::is_sorted(library().begin(), library().end(), by_name));
}

TEST(LibraryTest, KnowsNothingElse) {
  for (const char* name : {"", "quota", "quota/boundary.yaml", "/quota/boundary", "../x"}) {
    EXPECT_FALSE(find_in_library(name)) << name;
  }
}

TEST(LibraryTest, TakesTheSentenceFromTheFirstLine) {
  EXPECT_EQ(sentence_of("# One.\nfauxplane: 1\n"), "One.");
  EXPECT_EQ(sentence_of("# One.\r\nfauxplane: 1\r\n"), "One.");
  EXPECT_EQ(sentence_of("#\n"), "");
  EXPECT_EQ(sentence_of(""), "");
  for (const LibraryFile& file : library()) {
    const auto scenario = load_of_any_service(file.yaml);
    ASSERT_TRUE(scenario) << text_of(scenario.error());
    EXPECT_EQ(sentence_of(file.yaml), scenario->sentence) << file.name;
  }
}

}  // namespace
}  // namespace fauxplane
