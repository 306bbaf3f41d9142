#include "tests/support/golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace fauxplane {
namespace {

constexpr const char* kHint = "; FAUXPLANE_UPDATE_GOLDEN=1 writes it anew";

bool is_updating() {
  return std::getenv("FAUXPLANE_UPDATE_GOLDEN") != nullptr;
}

std::string full_path(const std::string& path) {
  return std::string(FAUXPLANE_SOURCE_DIR) + "/" + path;
}

std::string read(const std::string& path) {
  std::ifstream file(full_path(path), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, std::string_view text) {
  std::ofstream file(full_path(path), std::ios::binary | std::ios::trunc);
  file << text;
  ASSERT_TRUE(file.good()) << path;
}

}  // namespace

void expect_file(const std::string& path, std::string_view text) {
  if (is_updating()) write(path, text);
  EXPECT_EQ(read(path), text) << path << kHint;
}

void expect_table(const std::string& path, std::string_view name, std::string_view text) {
  const std::string start = "<!-- table: " + std::string(name) + " -->\n";
  std::string document = read(path);
  const std::size_t begin = document.find(start);
  ASSERT_NE(begin, std::string::npos) << path << " needs a line " << start;
  const std::size_t from = begin + start.size();
  const std::size_t to = document.find("<!-- /table -->", from);
  ASSERT_NE(to, std::string::npos) << path << " needs a line <!-- /table -->";
  if (is_updating()) {
    document.replace(from, to - from, text);
    write(path, document);
    return;
  }
  EXPECT_EQ(document.substr(from, to - from), text) << path << kHint;
}

}  // namespace fauxplane
