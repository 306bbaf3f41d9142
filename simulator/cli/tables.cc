#include "simulator/cli/tables.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <sstream>

namespace fauxplane {
namespace {

constexpr std::size_t kSpace = 2;  // between two columns

std::vector<std::size_t> natural_widths(const TextTable& table) {
  std::vector<std::size_t> widths;
  for (const std::string& head : table.heads) widths.push_back(head.size());
  for (const auto& row : table.rows) {
    for (std::size_t at = 0; at < row.size(); ++at)
      widths[at] = std::max(widths[at], row[at].size());
  }
  return widths;
}

// Takes letter after letter from the widest column until the line fits or nothing is left to take.
void shrink(std::vector<std::size_t>& widths, std::size_t width) {
  const std::size_t spaces = kSpace * (widths.size() - 1);
  std::size_t total = std::accumulate(widths.begin(), widths.end(), spaces);
  while (total > width) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kColumnMin) return;
    --*widest;
    --total;
  }
}

void add_row(std::string& text, const std::vector<std::string>& row,
             const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> cells;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < row.size(); ++at) {
    cells.push_back(wrap(row[at], widths[at]));
    lines = std::max(lines, cells.back().size());
  }
  for (std::size_t line = 0; line < lines; ++line) {
    std::string out;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      const std::string cell = line < cells[at].size() ? cells[at][line] : std::string();
      out += cell;
      out.append(widths[at] > cell.size() ? widths[at] - cell.size() : 0, ' ');
      out.append(kSpace, ' ');
    }
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  }
}

}  // namespace

std::vector<std::string> wrap(const std::string& text, std::size_t width) {
  if (text.size() <= width) return {text};
  std::vector<std::string> lines;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!lines.empty() && lines.back().size() + 1 + word.size() <= width) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::string to_text(const TextTable& table, std::size_t width) {
  auto widths = natural_widths(table);
  if (width > 0) shrink(widths, width);
  std::string text;
  add_row(text, table.heads, widths);
  for (const auto& row : table.rows) add_row(text, row, widths);
  return text;
}

std::size_t terminal_width() {
  struct winsize size {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace fauxplane
