#include "contracts/adapters/cpp/arguments.h"

#include <charconv>
#include <utility>

namespace adapter_kit {
namespace {

[[noreturn]] void wrong(const std::string& name, const char* wanted) {
  throw AdapterBug("the argument " + name + " is not " + wanted);
}

// Integers beyond 2^53 come as "int:9007199254740993".
std::optional<std::int64_t> large_integer(const nlohmann::json& value) {
  constexpr std::string_view kMark = "int:";
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  if (!text.starts_with(kMark)) return std::nullopt;
  std::int64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, problem] = std::from_chars(text.data() + kMark.size(), last, number);
  if (problem != std::errc() || end != last) return std::nullopt;
  return number;
}

std::int64_t integer_of(const nlohmann::json& value, const std::string& name) {
  if (value.is_number_integer()) return value.get<std::int64_t>();
  const auto number = large_integer(value);
  if (!number) wrong(name, "a whole number");
  return *number;
}

}  // namespace

Arguments::Arguments(nlohmann::json values) : values_(std::move(values)) {
  if (values_.is_null()) values_ = nlohmann::json::object();
  if (!values_.is_object()) throw AdapterBug("arguments are not an object");
}

std::optional<std::string> Arguments::text(const std::string& name) const {
  const nlohmann::json* const found = find(name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_string()) wrong(name, "a text");
  return found->get<std::string>();
}

std::optional<std::int64_t> Arguments::integer(const std::string& name) const {
  const nlohmann::json* const found = find(name);
  if (found == nullptr) return std::nullopt;
  return integer_of(*found, name);
}

std::optional<double> Arguments::number(const std::string& name) const {
  const nlohmann::json* const found = find(name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number()) wrong(name, "a number");
  return found->get<double>();
}

std::optional<bool> Arguments::flag(const std::string& name) const {
  const nlohmann::json* const found = find(name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_boolean()) wrong(name, "true or false");
  return found->get<bool>();
}

std::optional<std::vector<std::string>> Arguments::texts(const std::string& name) const {
  const nlohmann::json* const found = find(name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_array()) wrong(name, "a list");
  std::vector<std::string> list;
  for (const nlohmann::json& element : *found) {
    if (!element.is_string()) wrong(name, "a list of texts");
    list.push_back(element.get<std::string>());
  }
  return list;
}

std::vector<nlohmann::json> Arguments::list(const std::string& name) const {
  const nlohmann::json* const found = find(name);
  if (found == nullptr) return {};
  if (!found->is_array()) wrong(name, "a list");
  return found->get<std::vector<nlohmann::json>>();
}

std::vector<std::int64_t> Arguments::integers(const std::string& name) const {
  std::vector<std::int64_t> integers;
  for (const nlohmann::json& element : list(name)) integers.push_back(integer_of(element, name));
  return integers;
}

nlohmann::json Arguments::without(std::initializer_list<const char*> names) const {
  nlohmann::json rest = values_;
  for (const char* const name : names) rest.erase(name);
  return rest;
}

std::string Arguments::required(const std::string& name) const {
  const auto value = text(name);
  if (!value) wrong(name, "there");
  return *value;
}

std::int64_t Arguments::required_integer(const std::string& name) const {
  const auto value = integer(name);
  if (!value) wrong(name, "there");
  return *value;
}

const nlohmann::json* Arguments::find(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace adapter_kit
