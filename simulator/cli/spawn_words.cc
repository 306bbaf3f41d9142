#include "simulator/cli/spawn_words.h"

#include <unistd.h>

#include <cerrno>
#include <map>
#include <string_view>
#include <system_error>

namespace fauxplane {
namespace {

std::vector<std::string> entries_of(const SpawnWords::Variables& over) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.try_emplace(std::string(text.substr(0, equals)), text.substr(equals + 1));
  }
  for (const auto& [name, value] : over) variables.insert_or_assign(name, value);
  std::vector<std::string> entries;
  for (const auto& [name, value] : variables) entries.push_back(name + "=" + value);
  return entries;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

SpawnWords::SpawnWords(std::vector<std::string> words, const Variables& variables)
    : words_(std::move(words)),
      entries_(entries_of(variables)),
      arguments_(pointers_to(words_)),
      environment_(pointers_to(entries_)) {}

std::string why_not_started(const std::string& program, int number) {
  if (number == ENOENT) return "there is no command \"" + program + "\"";
  return "cannot run \"" + program + "\": " + std::generic_category().message(number);
}

}  // namespace fauxplane
