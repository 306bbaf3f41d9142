// fauxplane lint: reads scenario files and says what is wrong with them.
#pragma once

#include <string>
#include <vector>

#include "simulator/cli/command_line.h"
#include "simulator/scenario/loader.h"

namespace fauxplane {

// One file, read: its sentence, or what is wrong with it.
struct Linted {
  std::string file{};
  std::string sentence{};
  std::vector<Finding> findings{};  // empty: the file is fine
};

// Files in the order given, those of a folder sorted.
[[nodiscard]] std::vector<Linted> lint(const std::vector<std::string>& paths);

// `ok FILE: sentence` or its findings, one line each.
[[nodiscard]] std::string lint_text(const std::vector<Linted>& files);

// [{"file":..., "line":..., "column":..., "message":...}, ...]; line and column are null where
// a finding is about the whole file.
[[nodiscard]] std::string lint_json(const std::vector<Linted>& files);

}  // namespace fauxplane
