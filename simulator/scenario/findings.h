// Collects what is wrong with a file, so that one reading tells all of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/loader.h"

namespace fauxplane {

// Further findings are dropped; the file is broken enough.
inline constexpr std::size_t kFindingsMax = 100;

class Findings {
 public:
  explicit Findings(std::string_view file) : file_(file) {}

  void add(Place place, std::string message);
  [[nodiscard]] bool empty() const { return findings_.empty(); }
  // Whether further findings would be dropped, so that nothing needs to be made of them.
  [[nodiscard]] bool is_full() const { return findings_.size() >= kFindingsMax; }
  [[nodiscard]] std::size_t count() const { return findings_.size(); }

  // In the order of their place; this is empty afterwards.
  [[nodiscard]] std::vector<Finding> take();

 private:
  std::string file_;
  std::vector<Finding> findings_;
};

// A text of the file as messages show it: in quotes, on one line, and cut when it is long.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace fauxplane
