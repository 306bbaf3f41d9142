#include "simulator/domain/memory_index.h"

#include <cmath>

#include "simulator/domain/words.h"

namespace fauxplane {
namespace {

constexpr double kFoundShare = 0.85;
constexpr double kTextShare = 0.15;
constexpr double kScoreSteps = 10'000.0;

// The inverse document frequency, smoothed: above 0 for every word.
double weight_of(std::size_t texts, std::size_t with_word) {
  const auto all = static_cast<double>(texts);
  const auto some = static_cast<double>(with_word);
  return std::log(1.0 + (all - some + 0.5) / (some + 0.5));
}

struct Found {
  double weight = 0.0;
  std::uint32_t words = 0;
};

}  // namespace

void MemoryIndex::add(std::string_view text) {
  const auto number = static_cast<std::uint32_t>(sizes_.size());
  std::vector<std::string> words = distinct_words_of(text);
  sizes_.push_back(static_cast<std::uint32_t>(words.size()));
  for (std::string& word : words) numbers_[std::move(word)].push_back(number);
}

std::vector<MemoryIndex::Hit> MemoryIndex::find(std::string_view query) const {
  std::vector<Found> found(sizes_.size());
  double asked = 0.0;
  for (const std::string& word : distinct_words_of(query)) {
    const auto at = numbers_.find(word);
    const std::size_t count = at == numbers_.end() ? 0 : at->second.size();
    const double weight = weight_of(sizes_.size(), count);
    asked += weight;
    if (count == 0) continue;
    for (const std::uint32_t number : at->second) {
      found[number].weight += weight;
      ++found[number].words;
    }
  }
  std::vector<Hit> hits;
  for (std::uint32_t number = 0; number < found.size(); ++number) {
    const Found& one = found[number];
    if (one.words == 0) continue;
    const double score = kFoundShare * one.weight / asked +
                         kTextShare * static_cast<double>(one.words) / sizes_[number];
    hits.push_back({.number = number, .score = std::round(score * kScoreSteps) / kScoreSteps});
  }
  return hits;
}

}  // namespace fauxplane
