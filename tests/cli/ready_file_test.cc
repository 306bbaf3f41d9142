#include "simulator/cli/ready_file.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "simulator/cli/files.h"
#include "simulator/services/memsy/memsy.h"
#include "tests/support/process.h"

namespace fauxplane {
namespace {

constexpr std::size_t kBytesMax = 1000;

TEST(ReadyFileTest, HoldsWhatAClientNeeds) {
  Addresses addresses{.service = &memsy(), .url = "http://h:1", .api_key = "msy_x"};
  for (const AddressRow& row : memsy().addresses) {
    addresses.clients.push_back({.row = &row, .url = "http://h:1" + std::string(row.path)});
  }
  const std::string text = ready_text(addresses, 42);
  EXPECT_EQ(nlohmann::json::parse(text), (nlohmann::json{{"url", "http://h:1"},
                                                         {"pid", 42},
                                                         {"service", "memsy"},
                                                         {"control_url", "http://h:1/api"},
                                                         {"base_url", "http://h:1/v1"},
                                                         {"api_key", "msy_x"}}));
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST(ReadyFileTest, HoldsTheFilesThatAClientNeedsForTls) {
  const auto ready = nlohmann::json::parse(
      ready_text({.service = &memsy()}, 42, {.ca = "/ca", .certificate = "/c", .key = "/k"}));
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
