// docs/scenarios.md against the code: its examples load, its tables and limits are those of the
// code.
#include <gtest/gtest.h>

#include "simulator/scenario/fault.h"
#include "simulator/scenario/keys.h"
#include "tests/scenario/support.h"

namespace fauxplane {
namespace {

constexpr const char* kDocument = "docs/scenarios.md";

// What stands between the fences of each block of YAML.
std::vector<std::string> yaml_blocks(const std::string& document) {
  constexpr std::string_view kOpen = "```yaml\n";
  constexpr std::string_view kClose = "```\n";
  std::vector<std::string> blocks;
  for (std::size_t at = document.find(kOpen); at != std::string::npos;
       at = document.find(kOpen, at)) {
    at += kOpen.size();
    const std::size_t end = std::min(document.find(kClose, at), document.size());
    blocks.push_back(document.substr(at, end - at));
    at = end;
  }
  return blocks;
}

// In a table a bar would end the cell.
std::string cell(std::string_view text) {
  std::string shown;
  for (const char letter : text)
    shown += letter == '|' ? std::string("\\|") : std::string(1, letter);
  return shown;
}

std::string table_of_keys() {
  std::string table = "| in | key | takes | says |\n|---|---|---|---|\n";
  for (const KeyRow& row : key_rows()) {
    table += "| " + std::string(map_row(row.map).name) + " | `" + std::string(row.key) + "`" +
             (row.is_required ? " *" : "") + " | " + cell(row.takes) + " | " + cell(row.says) +
             " |\n";
  }
  return table;
}

std::string table_of_faults() {
  std::string table = "| fault | takes | does | properties |\n|---|---|---|---|\n";
  for (const FaultRow& row : fault_rows()) {
    const std::string takes =
        row.values.empty() ? "one or several of the choices below" : cell(row.values);
    table += "| `" + std::string(row.name) + "` | " + takes + " | " + cell(row.does) + " | " +
             cell(row.properties) + " |\n";
  }
  return table;
}

std::string table_of_damages() {
  std::string table = "| fault | choice | does |\n|---|---|---|\n";
  for (const DamageRow& row : damage_rows()) {
    table += "| `" + std::string(row.fault) + "` | `" + std::string(row.choice) + "` | " +
             cell(row.does) + " |\n";
  }
  return table;
}

// Puts `table` between the marks; false when the document lacks them.
bool put_between(std::string& document, const std::string& open, const std::string& close,
                 const std::string& table) {
  const std::size_t at = document.find(open);
  const std::size_t end = document.find(close, at);
  if (at == std::string::npos || end == std::string::npos) return false;
  const std::size_t start = at + open.size();
  document.replace(start, end - start, "\n" + table);
  return true;
}

TEST(DocsTest, EveryExampleOfAScenarioLoads) {
  std::size_t count = 0;
  for (const std::string& block : yaml_blocks(read_file(source_path(kDocument)))) {
    if (!block.starts_with("# ") || block.find("\nfauxplane: 1\n") == std::string::npos) continue;
    ++count;
    SCOPED_TRACE(block);
    const auto scenario = load(block);
    EXPECT_TRUE(scenario) << text_of(scenario.error());
  }
  EXPECT_GE(count, 8U);
}

TEST(DocsTest, TablesAreThoseOfTheCode) {
  const std::string document = read_file(source_path(kDocument));
  std::string wanted = document;
  EXPECT_TRUE(put_between(wanted, "<!-- faults -->", "<!-- /faults -->", table_of_faults()));
  EXPECT_TRUE(put_between(wanted, "<!-- damages -->", "<!-- /damages -->", table_of_damages()));
  EXPECT_TRUE(put_between(wanted, "<!-- keys -->", "<!-- /keys -->", table_of_keys()));
  if (updates_golden()) write_file(source_path(kDocument), wanted);
  EXPECT_EQ(read_file(source_path(kDocument)), wanted)
      << "FAUXPLANE_UPDATE_GOLDEN=1 writes it anew";
}

TEST(DocsTest, LimitsAreThoseOfTheCode) {
  const std::string document = read_file(source_path(kDocument));
  const auto states = [&](const std::string& row) {
    EXPECT_NE(document.find("| " + row + " |\n"), std::string::npos) << row;
  };
  states("bytes of a file | " + std::to_string(kScenarioBytesMax));
  states("steps | " + std::to_string(kStepsMax));
  states("answers of a sequence | " + std::to_string(kSequenceMax));
  states("nesting | " + std::to_string(kYamlDepthMax) + " levels");
  states("values of a file, with those that aliases stand for | " + std::to_string(kYamlValuesMax));
  states("mistakes that are told at once | " + std::to_string(kFindingsMax));
}

}  // namespace
}  // namespace fauxplane
