// Finds texts by their words: an inverted index, and a score between 0 and 1 that is the same
// wherever and whenever it is asked for. Texts are never taken out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fauxplane {

class MemoryIndex {
 public:
  // Texts are numbered from 0 in the order in which they are added.
  void add(std::string_view text);

  struct Hit {
    std::uint32_t number = 0;
    double score = 0.0;
  };
  // The texts that share a word with the query, in the order of their numbers. The score is the
  // weight of the words that were found among those that were asked for, the rarer the heavier
  // (0.85 of it), and their share in the text (0.15), to four digits: 1 for the same words.
  [[nodiscard]] std::vector<Hit> find(std::string_view query) const;

 private:
  std::unordered_map<std::string, std::vector<std::uint32_t>> numbers_;  // by word, ascending
  std::vector<std::uint32_t> sizes_;                                     // distinct words of a text
};

}  // namespace fauxplane
