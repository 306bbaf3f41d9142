// The style guide as a test: every rule over every source, and every rule over a bad snippet first.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>

#include "tests/support/tidy_rules.h"

namespace fauxplane::tidy {
namespace {

namespace fs = std::filesystem;

const std::vector<Exemption>& exemptions() {
  static const std::vector<Exemption> kExemptions = {
      {"simulator/cli/definitions.cc", "words for CLI11; command_line_test.cc reads them"},
      {"simulator/cli/run.cc", "hands commands on; cli_process_test.cc runs the program"},
      {"simulator/main.cc", "hands its arguments on; tests/cli runs the program"},
  };
  return kExemptions;
}

std::string text_of(const fs::path& path) {
  const std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<SourceFile> read_sources() {
  const fs::path root = FAUXPLANE_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const char* folder : {"simulator", "contracts", "tests"}) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path& path = entry.path();
      if (path.extension() != ".h" && path.extension() != ".cc" && path.extension() != ".c")
        continue;
      files.push_back({fs::relative(path, root).string(), lines_of(text_of(path))});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& left, const auto& right) { return left.path < right.path; });
  return files;
}

const std::vector<SourceFile>& sources() {
  static const std::vector<SourceFile> kSources = read_sources();
  return kSources;
}

std::string joined(const Findings& findings) {
  std::string text;
  for (const std::string& finding : findings) text += "\n  " + finding;
  return text;
}

struct NamedRule {
  const char* name;
  Rule rule;
};

class SourcesTest : public testing::TestWithParam<NamedRule> {};

TEST_P(SourcesTest, Keep) {
  Findings findings;
  for (const SourceFile& file : sources()) {
    for (std::string& finding : GetParam().rule(file)) findings.push_back(std::move(finding));
  }
  EXPECT_TRUE(findings.empty()) << joined(findings);
}

INSTANTIATE_TEST_SUITE_P(
    TheRule, SourcesTest,
    testing::Values(NamedRule{"Layers", check_layers}, NamedRule{"Owners", check_owners},
                    NamedRule{"Nodiscard", check_nodiscard},
                    NamedRule{"FileLength", check_file_length},
                    NamedRule{"LineLength", check_line_length},
                    NamedRule{"FunctionLength", check_function_length},
                    NamedRule{"HeaderOpening", check_header_opening},
                    NamedRule{"Clocks", check_clocks}, NamedRule{"Sleeping", check_sleeping},
                    NamedRule{"Words", check_words}, NamedRule{"Bytes", check_bytes}),
    [](const auto& row) { return row.param.name; });

TEST(TidyTest, ThereAreSources) {
  EXPECT_GT(sources().size(), 100U);
}

TEST(TidyTest, EverySourceHasATest) {
  std::vector<std::string> paths;
  for (const SourceFile& file : sources()) paths.push_back(file.path);
  const Findings findings = check_mirror(paths, exemptions());
  EXPECT_TRUE(findings.empty()) << joined(findings);
}

// A test that nobody builds is green for ever.
TEST(TidyTest, EveryTestIsBuilt) {
  const fs::path root = FAUXPLANE_SOURCE_DIR;
  Findings findings;
  for (const SourceFile& file : sources()) {
    if (!file.path.ends_with("_test.cc")) continue;
    std::string build;
    for (fs::path folder = fs::path(file.path).parent_path(); !folder.empty();
         folder = folder.parent_path()) {
      build += text_of(root / folder / "CMakeLists.txt");
    }
    for (std::string& finding : check_is_built(file.path, build)) {
      findings.push_back(std::move(finding));
    }
  }
  EXPECT_TRUE(findings.empty()) << joined(findings);
}

}  // namespace
}  // namespace fauxplane::tidy
