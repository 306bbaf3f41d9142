#include "simulator/cli/harness.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "simulator/cli/command_line.h"

namespace fauxplane {
namespace {

constexpr std::array<std::string_view, 4> kOwnWords = {"run", "replay", "list", "explain"};

}  // namespace

std::vector<std::string> harness_words(std::span<const std::string> words) {
  std::vector<std::string> all(words.begin(), words.end());
  const bool has_own =
      !all.empty() && std::find(kOwnWords.begin(), kOwnWords.end(), all.front()) != kOwnWords.end();
  if (!has_own) all.insert(all.begin(), "run");
  return all;
}

int become_harness(const std::vector<std::string>& words) {
  std::error_code failed;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
  std::string program = (self.parent_path() / "fauxplane-check").string();
  std::vector<std::string> all = harness_words(words);
  std::vector<char*> arguments = {program.data()};
  for (std::string& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  std::fprintf(stderr,
               "fauxplane check: cannot start %s: %s; build it with `cmake --build build/release "
               "--target fauxplane-check`, or install both programs\n",
               program.c_str(), std::strerror(errno));
  return kCouldNot;
}

}  // namespace fauxplane
