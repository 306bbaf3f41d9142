// The scenarios and the default worlds that are part of the program: scenarios/**.yaml and
// fixtures/*world.yaml as they were when it was built.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace fauxplane {

struct LibraryFile {
  std::string_view name;  // "quota/boundary"
  std::string_view yaml;
};

// Sorted by name.
[[nodiscard]] std::span<const LibraryFile> library();

// The default worlds, one for each service, by their files: "fixtures/world.yaml".
[[nodiscard]] std::span<const LibraryFile> default_worlds();

// REQUIRES: there is one of that file.
[[nodiscard]] std::string_view default_world_yaml(std::string_view file);

// nullopt when there is none of that name.
[[nodiscard]] std::optional<LibraryFile> find_in_library(std::string_view name);

// The sentence a scenario shows: its first line without the comment sign.
[[nodiscard]] std::string_view sentence_of(std::string_view yaml);

}  // namespace fauxplane
