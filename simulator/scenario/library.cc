#include "simulator/scenario/library.h"

#include <algorithm>
#include <cassert>

namespace fauxplane {

std::optional<LibraryFile> find_in_library(std::string_view name) {
  const auto files = library();
  const auto at = std::find_if(files.begin(), files.end(),
                               [&](const LibraryFile& file) { return file.name == name; });
  if (at == files.end()) return std::nullopt;
  return *at;
}

std::string_view default_world_yaml(std::string_view file) {
  const auto worlds = default_worlds();
  const auto at = std::find_if(worlds.begin(), worlds.end(),
                               [&](const LibraryFile& world) { return world.name == file; });
  assert(at != worlds.end());
  return at->yaml;
}

std::string_view sentence_of(std::string_view yaml) {
  std::string_view line = yaml.substr(0, yaml.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t start = line.find_first_not_of("# ");
  return start == std::string_view::npos ? std::string_view{} : line.substr(start);
}

}  // namespace fauxplane
