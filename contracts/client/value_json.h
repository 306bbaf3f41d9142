// Values of the control plane from JSON and to JSON.
#pragma once

#include <stdexcept>
#include <string>

#include "contracts/client/fields.h"
#include "contracts/client/json_body.h"

namespace memsy {

// JSON that is not what was promised: "keys[2].name: missing".
struct ShapeError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ObjectReader;
void read_value(const nlohmann::json& json, const std::string& place, std::string& value);
void read_value(const nlohmann::json& json, const std::string& place, bool& value);
void read_value(const nlohmann::json& json, const std::string& place, std::int64_t& value);
void read_value(const nlohmann::json& json, const std::string& place, double& value);
void read_value(const nlohmann::json& json, const std::string& place, nlohmann::json& value);
void check_is(bool is_right, const std::string& place, const char* wanted);

template <class T>
void read_value(const nlohmann::json& json, const std::string& place, std::vector<T>& value) {
  check_is(json.is_array(), place, "a list");
  value.clear();
  for (const nlohmann::json& element : json) {
    const std::string its_place = place + "[" + std::to_string(value.size()) + "]";
    read_value(element, its_place, value.emplace_back());
  }
}

template <class T>
requires requires(ObjectReader& reader, T& value) {
  fields(reader, value);
}
void read_value(const nlohmann::json& json, const std::string& place, T& value);

class ObjectReader {
 public:
  ObjectReader(const nlohmann::json& object, std::string place);

  template <class T>
  void operator()(const char* name, T& member) const {
    const nlohmann::json* const found = find(name);
    check_is(found != nullptr, place_of(name), "there");
    read_value(*found, place_of(name), member);
  }
  template <class T>
  void operator()(const char* name, std::optional<T>& member) const {
    const nlohmann::json* const found = find(name);
    member.reset();
    if (found != nullptr && !found->is_null()) {
      read_value(*found, place_of(name), member.emplace());
    }
  }
  template <class T>
  void defaulted(const char* name, T& member) const {
    const nlohmann::json* const found = find(name);
    member = empty<T>();
    if (found != nullptr && !found->is_null()) read_value(*found, place_of(name), member);
  }
  // A text, or a whole number taken as its text.
  void text(const char* name, std::string& member) const;

 private:
  // JSON that is read is an object.
  template <class T>
  [[nodiscard]] static T empty() {
    if constexpr (std::is_same_v<T, nlohmann::json>) return nlohmann::json::object();
    return T{};
  }
  [[nodiscard]] const nlohmann::json* find(const char* name) const;
  [[nodiscard]] std::string place_of(const char* name) const;

  const nlohmann::json* object_;
  std::string place_;
};

template <class T>
requires requires(ObjectReader& reader, T& value) {
  fields(reader, value);
}
void read_value(const nlohmann::json& json, const std::string& place, T& value) {
  ObjectReader reader(json, place);
  fields(reader, value);
}

// Throws ShapeError.
template <class T>
[[nodiscard]] T value_from(const nlohmann::json& json) {
  T value{};
  read_value(json, "", value);
  return value;
}

class ObjectWriter {
 public:
  template <class T>
  void operator()(const char* name, const T& member) {
    object[name] = to_json_value(member);
  }
  template <class T>
  void defaulted(const char* name, const T& member) {
    (*this)(name, member);
  }
  void text(const char* name, const std::string& member) { object[name] = member; }

  template <class T>
  static nlohmann::json to_json_value(const T& member) {
    if constexpr (requires(ObjectWriter & writer) { fields(writer, member); }) {
      ObjectWriter writer;
      fields(writer, member);
      return std::move(writer.object);
    } else {
      return member;
    }
  }
  template <class T>
  static nlohmann::json to_json_value(const std::optional<T>& member) {
    return member ? to_json_value(*member) : nlohmann::json();
  }
  template <class T>
  static nlohmann::json to_json_value(const std::vector<T>& member) {
    nlohmann::json list = nlohmann::json::array();
    for (const T& element : member) list.push_back(to_json_value(element));
    return list;
  }

  nlohmann::json object = nlohmann::json::object();
};

// With the names of the wire; what is not there is null.
template <class T>
[[nodiscard]] nlohmann::json json_of(const T& value) {
  return ObjectWriter::to_json_value(value);
}

}  // namespace memsy
