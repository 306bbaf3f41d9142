// Reads just enough C++ for the tidy rules: what is code, and where declarations begin and end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fauxplane::tidy {

struct SourceFile {
  std::string path;  // from the root of the project
  std::vector<std::string> lines;
};

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

// The lines without comments, preprocessor lines and what stands in literals.
[[nodiscard]] std::vector<std::string> code_of(const std::vector<std::string>& lines);

// A statement in a namespace or in a type.
struct Declaration {
  std::string head;            // up to its body or ";"
  std::size_t first_line = 0;  // from 1
  std::size_t last_line = 0;
  bool has_function_body = false;
};

[[nodiscard]] std::vector<Declaration> declarations_of(const std::vector<std::string>& code);

// The head without "template <...>" in front.
[[nodiscard]] std::string without_template(const std::string& head);

// Where the bracket at `open` is closed; npos when it is not.
[[nodiscard]] std::size_t matching(std::string_view text, std::size_t open);

// Whether `word` stands in `text` by itself, not as part of a longer word.
[[nodiscard]] bool contains_word(std::string_view text, std::string_view word);

}  // namespace fauxplane::tidy
