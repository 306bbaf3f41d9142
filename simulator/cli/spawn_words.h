// A command in the form in which posix_spawn takes it: its words, and the environment of the child.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace fauxplane {

class SpawnWords {
 public:
  // Names and values.
  using Variables = std::vector<std::pair<std::string, std::string>>;

  // The program comes first; `variables` stand over those of our environment. Copies both.
  SpawnWords(std::vector<std::string> words, const Variables& variables);
  SpawnWords(const SpawnWords&) = delete;
  SpawnWords& operator=(const SpawnWords&) = delete;
  ~SpawnWords() = default;

  // Ends with nullptr; belongs to this object.
  [[nodiscard]] char* const* arguments() const { return arguments_.data(); }
  // "NAME=value", likewise.
  [[nodiscard]] char* const* environment() const { return environment_.data(); }

 private:
  std::vector<std::string> words_;
  std::vector<std::string> entries_;
  std::vector<char*> arguments_;
  std::vector<char*> environment_;
};

// Why `program` did not start, by the number that posix_spawn returned.
[[nodiscard]] std::string why_not_started(const std::string& program, int number);

}  // namespace fauxplane
