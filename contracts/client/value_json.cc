#include "contracts/client/value_json.h"

#include <utility>

namespace memsy {

void check_is(bool is_right, const std::string& place, const char* wanted) {
  if (is_right) return;
  throw ShapeError((place.empty() ? "the body" : place) + " is not " + wanted);
}

void read_value(const nlohmann::json& json, const std::string& place, std::string& value) {
  check_is(json.is_string(), place, "a text");
  value = json.get<std::string>();
}

void read_value(const nlohmann::json& json, const std::string& place, bool& value) {
  check_is(json.is_boolean(), place, "true or false");
  value = json.get<bool>();
}

void read_value(const nlohmann::json& json, const std::string& place, std::int64_t& value) {
  const auto number = integer_of(json);
  check_is(number.has_value(), place, "a whole number of 64 bits");
  value = *number;
}

void read_value(const nlohmann::json& json, const std::string& place, double& value) {
  check_is(json.is_number(), place, "a number");
  value = json.get<double>();
}

void read_value(const nlohmann::json& json, const std::string& place, nlohmann::json& value) {
  check_is(json.is_object(), place, "an object");
  value = json;
}

ObjectReader::ObjectReader(const nlohmann::json& object, std::string place)
    : object_(&object), place_(std::move(place)) {
  check_is(object.is_object(), place_, "an object");
}

void ObjectReader::text(const char* name, std::string& member) const {
  const nlohmann::json* const found = find(name);
  if (found != nullptr && found->is_number_integer()) {
    member = found->dump();
  } else {
    (*this)(name, member);
  }
}

const nlohmann::json* ObjectReader::find(const char* name) const {
  const auto found = object_->find(name);
  return found == object_->end() ? nullptr : &*found;
}

std::string ObjectReader::place_of(const char* name) const {
  return place_.empty() ? name : place_ + "." + name;
}

}  // namespace memsy
