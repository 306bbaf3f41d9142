#include "simulator/cli/ready_file.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "simulator/cli/files.h"
#include "tests/support/process.h"

namespace fauxplane {
namespace {

constexpr std::size_t kBytesMax = 1000;

TEST(ReadyFileTest, HoldsWhatAClientNeeds) {
  const std::string text = ready_text({.url = "http://h:1",
                                       .control_url = "http://h:1/api",
                                       .base_url = "http://h:1/v1",
                                       .api_key = "msy_x"},
                                      42);
  EXPECT_EQ(nlohmann::json::parse(text), (nlohmann::json{{"url", "http://h:1"},
                                                         {"pid", 42},
                                                         {"control_url", "http://h:1/api"},
                                                         {"base_url", "http://h:1/v1"},
                                                         {"api_key", "msy_x"}}));
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST(ReadyFileTest, HoldsTheFilesThatAClientNeedsForTls) {
  const auto ready =
      nlohmann::json::parse(ready_text({}, 42, {.ca = "/ca", .certificate = "/c", .key = "/k"}));
  EXPECT_EQ(ready["ca_file"], "/ca");
  EXPECT_EQ(ready["client_cert"], "/c");
  EXPECT_EQ(ready["client_key"], "/k");
}

TEST(ReadyFileTest, IsGoneWithItsOwner) {
  const TemporaryFolder folder;
  {
    const auto ready = ReadyFile::write(folder.path("r"), "mine");
    ASSERT_TRUE(ready);
    EXPECT_EQ(read_file(folder.path("r"), kBytesMax).value(), "mine");
  }
  EXPECT_FALSE(read_file(folder.path("r"), kBytesMax));
}

TEST(ReadyFileTest, OfAnotherServerStays) {
  const TemporaryFolder folder;
  {
    const auto ready = ReadyFile::write(folder.path("r"), "mine");
    ASSERT_TRUE(ready);
    ASSERT_TRUE(write_file(folder.path("r"), "theirs"));
  }
  EXPECT_EQ(read_file(folder.path("r"), kBytesMax).value(), "theirs");
}

TEST(ReadyFileTest, ThatCannotBeWrittenIsAnError) {
  EXPECT_FALSE(ReadyFile::write("/no/such/folder/r", "mine"));
}

}  // namespace
}  // namespace fauxplane
