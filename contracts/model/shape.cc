#include "contracts/model/shape.h"

#include <functional>

namespace fauxplane::contracts {
namespace {

// The end of the shape that begins `text`.
std::size_t end_of(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{' || text[at] == '[') ++depth;
    if (text[at] == '}' || text[at] == ']') --depth;
    if (depth == 0) return at + 1;
  }
  return text.size();
}

std::string_view item_of(std::string_view shape) {
  return shape.substr(1, shape.size() - 2);
}

bool is_list_of_texts(const Json& json) {
  if (!json.is_array()) return false;
  for (const Json& item : json) {
    if (!item.is_string()) return false;
  }
  return true;
}

const Json* member_of(const Json& object, std::string_view name) {
  const auto at = object.find(name);
  return at == object.end() ? nullptr : &*at;
}

const Json* client_member(const Json& object, std::string_view name) {
  if (const Json* const same = member_of(object, name)) return same;
  if (const Json* const camel = member_of(object, camel_case(name))) return camel;
  return member_of(object, snake_case(name));
}

std::string shown(const Json& value) {
  constexpr std::size_t kMost = 80;
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > kMost) text = text.substr(0, kMost) + "...";
  return text;
}

bool equal_values(const Json& wire, const Json& value) {
  if (wire == value) return true;
  // A library may give a number that is whole as either kind.
  return wire.is_number() && value.is_number() && wire.get<double>() == value.get<double>();
}

std::string object_difference(std::string_view shape, const Json& wire, const Json& value) {
  if (!value.is_object()) return ": " + shown(value) + " is no object";
  for (const ShapeMember& member : members_of(shape)) {
    const Json* const sent = member_of(wire, member.name);
    const Json* const given = client_member(value, member.name);
    const bool is_sent = sent != nullptr && !sent->is_null();
    if (!is_sent) continue;  // a client has a default of its own
    const std::string at = "." + std::string(member.name);
    if (given == nullptr) return at + " is missing, the answer has " + shown(*sent);
    if (auto inner = shape_difference(member.shape, *sent, *given); !inner.empty()) {
      return at + inner;
    }
  }
  return {};
}

std::string list_difference(std::string_view item, const Json& wire, const Json& value) {
  if (!value.is_array()) return ": " + shown(value) + " is no list";
  if (value.size() != wire.size()) {
    return " has " + std::to_string(value.size()) + " items, the answer " +
           std::to_string(wire.size());
  }
  for (std::size_t at = 0; at < wire.size(); ++at) {
    if (auto inner = shape_difference(item, wire[at], value[at]); !inner.empty()) {
      return "[" + std::to_string(at) + "]" + inner;
    }
  }
  return {};
}

}  // namespace

std::vector<ShapeMember> members_of(std::string_view shape) {
  std::vector<ShapeMember> members;
  shape = shape.substr(1, shape.size() - 2);
  while (!shape.empty()) {
    const std::size_t colon = shape.find(':');
    ShapeMember member;
    member.name = shape.substr(0, colon);
    shape.remove_prefix(colon + 1);
    const std::size_t end = end_of(shape);
    member.shape = shape.substr(0, end);
    shape.remove_prefix(end);
    if (shape.starts_with('!')) {
      member.is_required = true;
      shape.remove_prefix(1);
    }
    if (shape.starts_with(' ')) shape.remove_prefix(1);
    members.push_back(member);
  }
  return members;
}

std::string camel_case(std::string_view name) {
  std::string camel;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool is_start = name[at] == '_' && at + 1 < name.size();
    if (!is_start) {
      camel += name[at];
      continue;
    }
    const char letter = name[++at];
    camel += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return camel;
}

std::string snake_case(std::string_view name) {
  std::string snake;
  for (const char letter : name) {
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    if (is_capital) snake += '_';
    snake += is_capital ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return snake;
}

bool fits_shape(std::string_view shape, const Json& json) {
  if (const std::size_t under = shape.find('<'); under != std::string_view::npos) {
    const Json* const inner = json.is_object() ? member_of(json, shape.substr(0, under)) : nullptr;
    return inner != nullptr && fits_shape(shape.substr(under + 1), *inner);
  }
  switch (shape.front()) {
    case '{': {
      if (!json.is_object()) return false;
      for (const ShapeMember& member : members_of(shape)) {
        const Json* const value = member_of(json, member.name);
        const bool is_absent = value == nullptr || value->is_null();
        if (is_absent && member.is_required) return false;
        if (!is_absent && !fits_shape(member.shape, *value)) return false;
      }
      return true;
    }
    case '[': {
      if (!json.is_array()) return false;
      for (const Json& item : json) {
        if (!fits_shape(item_of(shape), item)) return false;
      }
      return true;
    }
    case 's':
      return json.is_string();
    case 'i':
      return json.is_number_integer();
    case 'n':
      return json.is_number();
    case 'b':
      return json.is_boolean();
    case 't':
      return is_list_of_texts(json);
    case 'o':
      return json.is_object();
    default:
      return true;
  }
}

std::string shape_difference(std::string_view shape, const Json& wire, const Json& value) {
  if (const std::size_t under = shape.find('<'); under != std::string_view::npos) {
    const std::string_view name = shape.substr(0, under);
    const Json* const inner = member_of(wire, name);
    // A client may give the object instead of what stands in it.
    const Json* const given = value.is_object() ? client_member(value, name) : nullptr;
    return inner == nullptr ? std::string()
                            : shape_difference(shape.substr(under + 1), *inner,
                                               given == nullptr ? value : *given);
  }
  if (shape.front() == '{') return object_difference(shape, wire, value);
  if (shape.front() == '[') return list_difference(item_of(shape), wire, value);
  return equal_values(wire, value) ? std::string() : ": " + shown(value) + ", not " + shown(wire);
}

}  // namespace fauxplane::contracts
