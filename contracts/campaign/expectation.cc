#include "contracts/campaign/expectation.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

struct Comparison {
  std::string_view sign;
  bool (*holds)(int order);
};
// The longer signs first: "<=" begins like "<".
constexpr std::array<Comparison, 5> kComparisons = {{
    {"<=", [](int order) { return order <= 0; }},
    {">=", [](int order) { return order >= 0; }},
    {"<", [](int order) { return order < 0; }},
    {">", [](int order) { return order > 0; }},
    {"=", [](int order) { return order == 0; }},
}};

const Comparison* comparison_of(std::string_view text) {
  const auto at = std::find_if(kComparisons.begin(), kComparisons.end(),
                               [&](const Comparison& row) { return text.starts_with(row.sign); });
  return at == kComparisons.end() ? nullptr : at;
}

// Takes the first number off.
long next_number(std::string_view& version) {
  const std::size_t dot = std::min(version.find('.'), version.size());
  long number = 0;
  std::from_chars(version.data(), version.data() + dot, number);
  version.remove_prefix(std::min(dot + 1, version.size()));
  return number;
}

int order_of(std::string_view left, std::string_view right) {
  while (!left.empty() || !right.empty()) {
    const long difference = next_number(left) - next_number(right);
    if (difference != 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

}  // namespace

std::string_view property_of(const Expectation& expectation) {
  return std::string_view(expectation.signature).substr(0, expectation.signature.find('/'));
}

bool covers(const Expectation& expectation, std::string_view signature) {
  const std::string_view pattern = expectation.signature;
  if (!pattern.ends_with('*')) return pattern == signature;
  return signature.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool is_comparison(std::string_view text) {
  const Comparison* const comparison = comparison_of(text);
  if (comparison == nullptr || text.size() == comparison->sign.size()) return false;
  const char first = text[comparison->sign.size()];
  return first >= '0' && first <= '9';
}

bool is_about(const Expectation& expectation, std::string_view version) {
  if (expectation.versions.empty()) return true;
  const Comparison* const comparison = comparison_of(expectation.versions);
  if (comparison == nullptr) return true;
  const std::string_view other =
      std::string_view(expectation.versions).substr(comparison->sign.size());
  return comparison->holds(order_of(version, other));
}

std::vector<Expectation> about(const std::vector<Expectation>& expectations,
                               std::string_view version) {
  std::vector<Expectation> those;
  std::copy_if(expectations.begin(), expectations.end(), std::back_inserter(those),
               [&](const Expectation& one) { return is_about(one, version); });
  return those;
}

bool is_pruned(const std::vector<Expectation>& expectations, const Property& property,
               const Case& value) {
  const bool prunes = std::any_of(expectations.begin(), expectations.end(),
                                  [](const Expectation& one) { return !one.prune.empty(); });
  if (!prunes) return false;
  const std::vector<Feature> features = features_of(value);
  return std::any_of(expectations.begin(), expectations.end(), [&](const Expectation& one) {
    if (equal_ignoring_case(property_of(one), property.id)) return false;
    return std::any_of(one.prune.begin(), one.prune.end(), [&](const Feature& feature) {
      return std::binary_search(features.begin(), features.end(), feature);
    });
  });
}

}  // namespace fauxplane::contracts
