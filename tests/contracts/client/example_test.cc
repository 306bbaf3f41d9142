// The example of the documentation runs, and does what it says.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/process.h"

namespace fauxplane {
namespace {

std::string text_of(const std::string& path) {
  const std::ifstream in(std::string(FAUXPLANE_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(ExampleTest, KeepsTheScenarioItIsWrittenFor) {
  const Ran ran = run_process(
      {.words = {FAUXPLANE_BINARY, "exec", "keys/created_used_deleted", "--", CLIENT_EXAMPLE}});
  EXPECT_EQ(ran.status, 0) << ran.complaint;
  EXPECT_NE(ran.output.find("belongs to org_1\nrefused with 40"), std::string::npos) << ran.output;
}

TEST(ExampleTest, IsTheOneOfTheDocumentation) {
  const std::string page = text_of("docs/reference_client.md");
  const std::string mark = "```cpp\n";
  const std::size_t start = page.find(mark) + mark.size();
  const std::string shown = page.substr(start, page.find("```", start) - start);
  EXPECT_GT(shown.size(), 200U);
  EXPECT_NE(text_of("contracts/client/example.cc").find(shown), std::string::npos);
}

}  // namespace
}  // namespace fauxplane
