// `fauxplane check`: the program fauxplane-check, which is built and installed beside this one.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace fauxplane {

// The words for fauxplane-check; `run` goes without saying.
[[nodiscard]] std::vector<std::string> harness_words(std::span<const std::string> words);

// Becomes fauxplane-check. Returns only when that cannot be done, with the exit status.
[[nodiscard]] int become_harness(const std::vector<std::string>& words);

}  // namespace fauxplane
