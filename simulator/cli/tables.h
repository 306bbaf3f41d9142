// Text in aligned columns, for terminals and for grep.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace fauxplane {

// Every row, `heads` included, has the same number of cells.
struct TextTable {
  std::vector<std::string> heads{};
  std::vector<std::vector<std::string>> rows{};
};

// The columns, two spaces apart. With a `width` other than 0, cells of the widest columns are
// wrapped between words so that lines fit; a column keeps at least kColumnMin letters.
inline constexpr std::size_t kColumnMin = 16;
[[nodiscard]] std::string to_text(const TextTable& table, std::size_t width);

// Lines of at most `width` letters, broken between words; a longer word stays whole.
[[nodiscard]] std::vector<std::string> wrap(const std::string& text, std::size_t width);

// Letters per line of the terminal behind stdout; 0 when it is none.
[[nodiscard]] std::size_t terminal_width();

}  // namespace fauxplane
