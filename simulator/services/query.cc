#include "simulator/services/query.h"

#include <algorithm>
#include <charconv>

#include "simulator/services/request.h"

namespace fauxplane {
namespace {

std::string decoded(std::string_view encoded) {
  std::string spaced(encoded);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decoded(spaced);
}

}  // namespace

Query::Query(std::string_view encoded) {
  while (!encoded.empty()) {
    const std::size_t end = std::min(encoded.find('&'), encoded.size());
    const std::string_view pair = encoded.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (!pair.empty()) {
      values_.emplace_back(decoded(pair.substr(0, equals)),
                           decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
  }
}

const std::string* Query::find(std::string_view name) const {
  const auto at = std::find_if(values_.rbegin(), values_.rend(),
                               [&](const auto& value) { return value.first == name; });
  return at == values_.rend() ? nullptr : &at->second;
}

Result<std::int64_t> Query::integer(const IntegerRule& rule) const {
  const std::string* text = find(rule.name);
  if (text == nullptr) return rule.initial;
  const std::string place = "query/" + std::string(rule.name);
  std::int64_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, failure] = std::from_chars(text->data(), end, number);
  if (failure != std::errc{} || stop != end) {
    return tl::unexpected(
        validation_error(place, "Input should be a valid integer", "int_parsing"));
  }
  if (number < rule.least) {
    return tl::unexpected(validation_error(
        place, "Input should be greater than or equal to " + std::to_string(rule.least),
        "greater_than_equal"));
  }
  if (number > rule.most) {
    return tl::unexpected(validation_error(
        place, "Input should be less than or equal to " + std::to_string(rule.most),
        "less_than_equal"));
  }
  return number;
}

Result<std::string> Query::choice(std::string_view name,
                                  std::initializer_list<std::string_view> allowed) const {
  const std::string* text = find(name);
  if (text == nullptr) return std::string(*allowed.begin());
  if (std::find(allowed.begin(), allowed.end(), *text) != allowed.end()) return *text;
  std::string list;
  for (const std::string_view value : allowed) {
    list.append(list.empty() ? "'" : " or '").append(value).append("'");
  }
  return tl::unexpected(
      validation_error("query/" + std::string(name), "Input should be " + list, "enum"));
}

Error validation_error(std::string place, std::string message, std::string type) {
  return {.code = "validation_error",
          .message = std::move(message),
          .attributes = {{"loc", std::move(place)}, {"type", std::move(type)}}};
}

}  // namespace fauxplane
