#include "simulator/services/fields.h"

#include <utility>

#include "simulator/domain/code_point.h"
#include "simulator/services/query.h"

namespace fauxplane {

namespace {

template <class Bound>
Error out_of_range(std::string place, bool is_below, Bound bound) {
  const std::string text = nlohmann::json(bound).dump();
  return is_below
             ? validation_error(std::move(place),
                                "Input should be greater than or equal to " + text,
                                "greater_than_equal")
             : validation_error(std::move(place), "Input should be less than or equal to " + text,
                                "less_than_equal");
}

Result<std::string> text_of(const nlohmann::json& value, std::string place, std::size_t most) {
  if (!value.is_string()) {
    return tl::unexpected(
        validation_error(std::move(place), "Input should be a valid string", "string_type"));
  }
  auto text = value.get<std::string>();
  std::erase(text, '\0');
  if (count_code_points(text) > most) {
    return tl::unexpected(validation_error(
        std::move(place), "String should have at most " + std::to_string(most) + " characters",
        "string_too_long"));
  }
  return text;
}

}  // namespace

const nlohmann::json* Fields::find(std::string_view name) const {
  const auto member = object_.find(name);
  return member == object_.end() || member->is_null() ? nullptr : &*member;
}

std::string Fields::place_of(std::string_view name) const {
  return std::string(place_).append("/").append(name);
}

// Absent, or null where a value must be.
Error Fields::missing(std::string_view name) const {
  return object_.contains(name)
             ? validation_error(place_of(name), "Input should not be null", "value_error")
             : validation_error(place_of(name), "Field required", "missing");
}

Result<std::string> Fields::text(const TextRule& rule) const {
  const nlohmann::json* value = find(rule.name);
  if (value == nullptr) return tl::unexpected(missing(rule.name));
  auto text = text_of(*value, place_of(rule.name), rule.most);
  if (text && is_blank(*text)) {
    return tl::unexpected(validation_error(place_of(rule.name),
                                           "String should have at least 1 character that is not "
                                           "blank",
                                           "string_too_short"));
  }
  return text;
}

Result<std::string> Fields::optional_text(const TextRule& rule) const {
  const nlohmann::json* value = find(rule.name);
  if (value == nullptr) return std::string();
  auto text = text_of(*value, place_of(rule.name), rule.most);
  if (text && is_blank(*text)) text->clear();
  return text;
}

Result<const nlohmann::json*> Fields::list(const ListRule& rule) const {
  const nlohmann::json* value = find(rule.name);
  if (value == nullptr) {
    if (rule.is_required) return tl::unexpected(missing(rule.name));
    return nullptr;
  }
  if (!value->is_array()) {
    return tl::unexpected(
        validation_error(place_of(rule.name), "Input should be a valid list", "list_type"));
  }
  if (value->size() > rule.most) {
    return tl::unexpected(validation_error(
        place_of(rule.name), "List should have at most " + std::to_string(rule.most) + " items",
        "too_long"));
  }
  return value;
}

Result<std::vector<std::string>> Fields::texts(const ListRule& rule) const {
  const auto values = list(rule);
  if (!values) return tl::unexpected(values.error());
  std::vector<std::string> texts;
  if (*values == nullptr) return texts;
  texts.reserve((*values)->size());
  for (const nlohmann::json& value : **values) {
    auto text = text_of(value, place_of(rule.name) + "/" + std::to_string(texts.size()), SIZE_MAX);
    if (!text) return tl::unexpected(text.error());
    texts.push_back(*std::move(text));
  }
  return texts;
}

Result<std::int64_t> Fields::integer(const IntegerRule& rule) const {
  const nlohmann::json* value = find(rule.name);
  if (value == nullptr) return rule.initial;
  if (!value->is_number_integer()) {
    return tl::unexpected(
        validation_error(place_of(rule.name), "Input should be a valid integer", "int_type"));
  }
  // What is beyond the range of the type is beyond every bound.
  const bool is_huge = value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX;
  const std::int64_t number = is_huge ? INT64_MAX : value->get<std::int64_t>();
  if (number < rule.least || number > rule.most) {
    const bool is_below = number < rule.least;
    return tl::unexpected(
        out_of_range(place_of(rule.name), is_below, is_below ? rule.least : rule.most));
  }
  return number;
}

Result<double> Fields::number(const NumberRule& rule) const {
  const nlohmann::json* value = find(rule.name);
  if (value == nullptr) return rule.initial;
  if (!value->is_number()) {
    return tl::unexpected(
        validation_error(place_of(rule.name), "Input should be a valid number", "float_type"));
  }
  const auto number = value->get<double>();
  if (number < rule.least || number > rule.most) {
    const bool is_below = number < rule.least;
    return tl::unexpected(
        out_of_range(place_of(rule.name), is_below, is_below ? rule.least : rule.most));
  }
  return number;
}

Result<bool> Fields::boolean(std::string_view name) const {
  const nlohmann::json* value = find(name);
  if (value == nullptr) return false;
  if (!value->is_boolean()) {
    return tl::unexpected(
        validation_error(place_of(name), "Input should be a valid boolean", "bool_type"));
  }
  return value->get<bool>();
}

}  // namespace fauxplane
