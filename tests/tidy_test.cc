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
      {"contracts/adapters/cpp/hot_path_methods.cc", "adapter_kit_test.cc runs the program"},
      {"contracts/adapters/cpp/memorysync_methods.cc", "adapter_kit_test.cc runs the program"},
      {"contracts/adapters/cpp/reference_adapter.cc", "adapter_kit_test.cc runs the program"},
      {"contracts/adapters/cpp/reference_methods.cc", "adapter_kit_test.cc runs the program"},
      {"contracts/main.cc", "tests/contracts/check runs the program"},
      {"contracts/mutants/error_mutants.cc", "a table; mutant_test.cc tries every row"},
      {"contracts/mutants/header_mutants.cc", "a table; mutant_test.cc tries every row"},
      {"contracts/mutants/memorysync_answer_mutants.cc",
       "a table; memorysync_mutants_test.cc tries every row"},
      {"contracts/mutants/memorysync_request_mutants.cc",
       "a table; memorysync_mutants_test.cc tries every row"},
      {"contracts/mutants/memorysync_variations.cc",
       "a table; memorysync_mutants_test.cc tries every row"},
      {"contracts/mutants/request_mutants.cc", "a table; mutant_test.cc tries every row"},
      {"contracts/mutants/retry_mutants.cc", "a table; mutant_test.cc tries every row"},
      {"contracts/mutants/variations.cc", "a table; mutant_test.cc tries every row"},
      {"contracts/mutants/wait_mutants.cc", "a table; mutant_test.cc tries every row"},
      {"contracts/mutants/wire_mutants.cc", "a table; mutant_test.cc tries every row"},
      {"contracts/properties/bodies.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/connection_rows.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/exceptions.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/header_rows.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/memorysync_rows.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/quota.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/request_rows.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/retry.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/waiting.cc", "a table; all_test.cc draws every row"},
      {"contracts/properties/wire.cc", "a table; all_test.cc draws every row"},
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

bool contains(const std::vector<std::string>& list, const std::string& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

std::vector<SourceFile> read_files(const std::vector<std::string>& folders,
                                   const std::vector<std::string>& extensions) {
  const fs::path root = FAUXPLANE_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path& path = entry.path();
      if (!contains(extensions, path.extension().string())) continue;
      files.push_back({fs::relative(path, root).string(), lines_of(text_of(path))});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& left, const auto& right) { return left.path < right.path; });
  return files;
}

const std::vector<SourceFile>& sources() {
  static const std::vector<SourceFile> kSources =
      read_files({"simulator", "contracts", "tests"}, {".h", ".cc", ".c"});
  return kSources;
}

// Adapters and clients in their own languages, and their tests.
const std::vector<SourceFile>& scripts() {
  static const std::vector<SourceFile> kScripts =
      read_files({"contracts", "tests/contracts", "tests/scenarios"}, {".py", ".mjs"});
  return kScripts;
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

Findings broken_in(const std::vector<SourceFile>& files, Rule rule) {
  Findings findings;
  for (const SourceFile& file : files) {
    for (std::string& finding : rule(file)) findings.push_back(std::move(finding));
  }
  return findings;
}

TEST_P(SourcesTest, Keep) {
  const Findings findings = broken_in(sources(), GetParam().rule);
  EXPECT_TRUE(findings.empty()) << joined(findings);
}

class ScriptsTest : public testing::TestWithParam<NamedRule> {};

TEST_P(ScriptsTest, Keep) {
  const Findings findings = broken_in(scripts(), GetParam().rule);
  EXPECT_TRUE(findings.empty()) << joined(findings);
}

INSTANTIATE_TEST_SUITE_P(TheRule, ScriptsTest,
                         testing::Values(NamedRule{"FileLength", check_file_length},
                                         NamedRule{"LineLength", check_line_length},
                                         NamedRule{"Words", check_words},
                                         NamedRule{"Bytes", check_bytes}),
                         [](const auto& row) { return row.param.name; });

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
  EXPECT_GT(scripts().size(), 10U);
}

TEST(TidyTest, EverySourceHasATest) {
  std::vector<std::string> paths;
  for (const SourceFile& file : sources()) paths.push_back(file.path);
  const Findings findings = check_mirror(paths, exemptions());
  EXPECT_TRUE(findings.empty()) << joined(findings);
}

// A test that nobody builds is green for ever.
TEST(TidyTest, EveryTestIsBuilt) {
  std::vector<SourceFile> files = sources();
  files.insert(files.end(), scripts().begin(), scripts().end());
  const Findings findings = broken_in(files, [](const SourceFile& file) {
    const bool is_test = fs::path(file.path).stem().string().ends_with("_test");
    if (!is_test || !file.path.starts_with("tests/")) return Findings();
    std::string build;
    for (fs::path folder = fs::path(file.path).parent_path(); !folder.empty();
         folder = folder.parent_path()) {
      build += text_of(FAUXPLANE_SOURCE_DIR / folder / "CMakeLists.txt");
    }
    return check_is_built(file.path, build);
  });
  EXPECT_TRUE(findings.empty()) << joined(findings);
}

}  // namespace
}  // namespace fauxplane::tidy
