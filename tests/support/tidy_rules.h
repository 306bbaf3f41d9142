// The rules of the style guide that a program can check: each is a function from a file to what it
// breaks.
#pragma once

#include <string>
#include <vector>

#include "tests/support/tidy_code.h"

namespace fauxplane::tidy {

// Each as "path:line: what is wrong, and what would be right".
using Findings = std::vector<std::string>;

using Rule = Findings (*)(const SourceFile&);

// Includes name the own layer or one further in.
[[nodiscard]] Findings check_layers(const SourceFile& file);

// Headers of libraries and of the system stand in the layers that own them.
[[nodiscard]] Findings check_owners(const SourceFile& file);

// What a function of a header returns as a Result must not be dropped.
[[nodiscard]] Findings check_nodiscard(const SourceFile& file);

[[nodiscard]] Findings check_file_length(const SourceFile& file);
[[nodiscard]] Findings check_line_length(const SourceFile& file);
[[nodiscard]] Findings check_function_length(const SourceFile& file);

// A header begins with a sentence and has a guard.
[[nodiscard]] Findings check_header_opening(const SourceFile& file);

// The time is asked for in one place, and passed in everywhere else.
[[nodiscard]] Findings check_clocks(const SourceFile& file);

// Nobody waits for time to pass.
[[nodiscard]] Findings check_sleeping(const SourceFile& file);

// Nothing is left for later.
[[nodiscard]] Findings check_words(const SourceFile& file);

// ASCII without tabs.
[[nodiscard]] Findings check_bytes(const SourceFile& file);

// A source, or all of a folder when it ends with "/", that has no test file of its own.
struct Exemption {
  std::string path;
  std::string reason;
};

// simulator/a/x.cc has tests/a/x_test.cc, or an exemption; each exemption is still needed.
[[nodiscard]] Findings check_mirror(const std::vector<std::string>& paths,
                                    const std::vector<Exemption>& exemptions);

// `build` is the text of the CMakeLists.txt that has to name the test.
[[nodiscard]] Findings check_is_built(const std::string& path, const std::string& build);

}  // namespace fauxplane::tidy
