// Links of the documents lead to files and headings that are there.
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace fauxplane {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Without what stands between fences: code has brackets of its own.
std::vector<std::string> prose_of(const std::string& text) {
  std::vector<std::string> lines;
  bool is_code = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    const bool is_fence = line.find("```") == line.find_first_not_of(' ') && !line.empty() &&
                          line.find("```") != std::string::npos;
    if (is_fence) is_code = !is_code;
    if (!is_fence && !is_code) lines.push_back(std::move(line));
  }
  return lines;
}

// The name that a renderer of Markdown gives a heading: "4. Let it judge" is "4-let-it-judge".
std::string anchor_of(const std::string& heading) {
  std::string anchor;
  for (const char letter : heading.substr(heading.find_first_not_of("# "))) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0 || letter == '-' || letter == '_' || byte >= 0x80)
      anchor += static_cast<char>(std::tolower(byte));
    else if (letter == ' ')
      anchor += '-';
  }
  return anchor;
}

std::set<std::string> anchors_in(const fs::path& document) {
  std::set<std::string> anchors;
  for (const std::string& line : prose_of(text_of(document))) {
    if (line.starts_with("#")) anchors.insert(anchor_of(line));
  }
  return anchors;
}

// "no such file"; empty when the link, without a scheme, leads somewhere.
std::string flaw_of(const fs::path& document, const std::string& link) {
  const std::size_t mark = link.find('#');
  const std::string file = link.substr(0, mark);
  const fs::path target = file.empty() ? document : document.parent_path() / file;
  if (!fs::exists(target)) return "there is no such file";
  if (mark == std::string::npos) return {};
  if (anchors_in(target).contains(link.substr(mark + 1))) return {};
  return "the file has no such heading";
}

std::vector<std::string> broken_links_in(const fs::path& document) {
  static const std::regex kLink(R"(\]\(([^)\s]+)\))");
  std::vector<std::string> broken;
  for (const std::string& line : prose_of(text_of(document))) {
    for (std::sregex_iterator at(line.begin(), line.end(), kLink), end; at != end; ++at) {
      const std::string link = (*at)[1];
      if (link.find("://") != std::string::npos) continue;
      const std::string flaw = flaw_of(document, link);
      if (!flaw.empty()) broken.push_back(document.filename().string() + ": " + link + ": " + flaw);
    }
  }
  return broken;
}

std::vector<fs::path> documents() {
  const fs::path root = FAUXPLANE_SOURCE_DIR;
  std::vector<fs::path> found = {root / "README.md", root / "CHANGELOG.md"};
  for (const char* folder : {"docs", "contracts", "scenarios", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() == ".md") found.push_back(entry.path());
    }
  }
  return found;
}

TEST(LinksTest, LeadSomewhere) {
  ASSERT_GT(documents().size(), 10U);
  for (const fs::path& document : documents()) {
    for (const std::string& broken : broken_links_in(document)) ADD_FAILURE() << broken;
  }
}

TEST(LinksTest, AreFoundWhenTheyDoNot) {
  const fs::path document = fs::path(testing::TempDir()) / "links.md";
  std::ofstream(document) << "# A heading, with `code`\n[a](#a-heading-with-code) [b](links.md)\n"
                             "[c](#none) [d](none.md) [e](https://a.example/x)\n"
                             "```\n# no heading\n[f](none.md)\n```\n[g](#no-heading)\n";
  EXPECT_EQ(broken_links_in(document),
            (std::vector<std::string>{"links.md: #none: the file has no such heading",
                                      "links.md: none.md: there is no such file",
                                      "links.md: #no-heading: the file has no such heading"}));
}

}  // namespace
}  // namespace fauxplane
