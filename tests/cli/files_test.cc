#include "simulator/cli/files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/process.h"

namespace fauxplane {
namespace {

constexpr std::size_t kBytesMax = 100;

TEST(FilesTest, ReadsBackWhatItWrote) {
  const TemporaryFolder folder;
  const std::string content("a\0b\n", 4);
  ASSERT_TRUE(write_file(folder.path("x"), content));
  EXPECT_EQ(read_file(folder.path("x"), kBytesMax).value(), content);
}

TEST(FilesTest, ReplacesAFileAndLeavesNothingBesideIt) {
  const TemporaryFolder folder;
  folder.file("x", "before, and longer");
  ASSERT_TRUE(write_file(folder.path("x"), "after"));
  EXPECT_EQ(read_file(folder.path("x"), kBytesMax).value(), "after");
  const std::filesystem::directory_iterator files(folder.path(""));
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(FilesTest, WritesThroughToWhatIsNoRegularFile) {
  ASSERT_TRUE(write_file("/dev/null", "gone"));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(FilesTest, SaysWhichFileCannotBeReadOrWritten) {
  const TemporaryFolder folder;
  const std::string missing = folder.path("missing");
  EXPECT_EQ(read_file(missing, kBytesMax).error().message,
            missing + ": cannot read it: No such file or directory");
  EXPECT_EQ(read_file(folder.path(""), kBytesMax).error().message,
            folder.path("") + ": cannot read it: Is a directory");
  const std::string below = folder.path("no/such/folder");
  EXPECT_EQ(write_file(below, "x").error().message,
            below + ": cannot write it: No such file or directory");
}

TEST(FilesTest, ReadsUpToTheLimitAndNotAByteMore) {
  const TemporaryFolder folder;
  const std::string path = folder.file("x", std::string(kBytesMax, 'x'));
  EXPECT_TRUE(read_file(path, kBytesMax));
  EXPECT_EQ(read_file(path, kBytesMax - 1).error().message, path + ": it is longer than 99 bytes");
}

}  // namespace
}  // namespace fauxplane
