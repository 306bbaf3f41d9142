#include "contracts/model/methods.h"

#include <algorithm>
#include <array>

#include "contracts/model/shape.h"
#include "simulator/services/query.h"
#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

using enum Place;

struct ServiceMethods {
  std::string_view service;
  std::span<const MethodRow> (*rows)();
};
constexpr std::array<ServiceMethods, 2> kServices = {
    {{kMemsy, memsy_methods}, {kMemorySync, memorysync_methods}}};

constexpr std::string_view kAnything = "*";

// Takes what stands before the next bar off.
std::string_view next_of(std::string_view& alternatives) {
  const std::size_t bar = std::min(alternatives.find('|'), alternatives.size());
  const std::string_view first = alternatives.substr(0, bar);
  alternatives.remove_prefix(std::min(bar + 1, alternatives.size()));
  return first;
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// Whether the path is the pattern, with these arguments or, without any, with some.
bool is_path(std::string_view pattern, const Json* arguments, std::string_view path) {
  while (!pattern.empty() || !path.empty()) {
    if (!pattern.starts_with('/') || !path.starts_with('/')) return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    const std::string_view wanted = pattern.substr(0, pattern.find('/'));
    const std::string_view segment = path.substr(0, path.find('/'));
    pattern.remove_prefix(wanted.size());
    path.remove_prefix(segment.size());
    if (!wanted.starts_with('{')) {
      if (wanted != segment) return false;
      continue;
    }
    if (arguments == nullptr) continue;
    const auto value = arguments->find(std::string(wanted.substr(1, wanted.size() - 2)));
    const std::string text = value == arguments->end() ? std::string() : text_of(*value);
    if (text != percent_decoded(segment)) return false;
  }
  return true;
}

bool is_any_path(std::string_view patterns, const Json* arguments, std::string_view path) {
  while (!patterns.empty()) {
    if (is_path(next_of(patterns), arguments, path)) return true;
  }
  return false;
}

std::string path_flaw(const MethodRow& method, const Json& arguments, std::string_view path) {
  if (is_any_path(method.path, &arguments, path)) return {};
  return "the path is " + std::string(path) + ", not " + std::string(method.path) +
         " with its arguments";
}

std::string query_flaw(const MethodRow& method, const Json& arguments, std::string_view text) {
  const Query query(text);
  for (const auto& [name, value] : query.values()) {
    const auto is_it = [&name](const ArgumentRow& row) {
      return row.place == kQuery && row.name == name;
    };
    if (std::none_of(method.arguments.begin(), method.arguments.end(), is_it)) {
      return "the query has " + name + "=" + value + ", which was not given";
    }
  }
  for (const ArgumentRow& row : method.arguments) {
    if (row.place != kQuery) continue;
    const std::string name(row.name);
    const std::string* const sent = query.find(name);
    const bool is_given = arguments.contains(name);
    if (is_given) {
      const std::string wanted = text_of(arguments[name]);
      if (sent == nullptr) return "the query lacks " + name;
      if (*sent != wanted) return "the query has " + name + "=" + *sent + ", not " + wanted;
    } else if (sent != nullptr && row.sent_anyway.empty()) {
      return "the query has " + name + ", which was not given";
    } else if (sent != nullptr && *sent != text_of(Json::parse(row.sent_anyway))) {
      return "the query has " + name + "=" + *sent + ", not the default";
    }
  }
  return {};
}

// Whether a value may be sent for an argument that was not given.
bool may_be_sent(const ArgumentRow& row, const Json& value) {
  if (row.sent_anyway.empty()) return false;
  return row.sent_anyway == kAnything || Json::parse(row.sent_anyway) == value;
}

const ArgumentRow* body_argument(const MethodRow& method, std::string_view name) {
  const auto at = std::find_if(
      method.arguments.begin(), method.arguments.end(), [name](const ArgumentRow& row) {
        return row.place == kBody &&
               (row.name == name || (!name.empty() && row.other_name == name));
      });
  return at == method.arguments.end() ? nullptr : &*at;
}

std::string body_flaw(const MethodRow& method, const Json& arguments, std::string_view text) {
  bool has_body = false;
  for (const ArgumentRow& row : method.arguments) has_body = has_body || row.place == kBody;
  if (!has_body) return text.empty() ? "" : "there is a body, and there should be none";
  const Json sent = Json::parse(text, nullptr, false);
  if (!sent.is_object()) return "the body is no JSON object";
  for (const ArgumentRow& row : method.arguments) {
    const auto given = arguments.find(std::string(row.name));
    if (row.place != kBody || given == arguments.end()) continue;
    auto at = sent.find(std::string(row.name));
    if (at == sent.end() && !row.other_name.empty()) at = sent.find(std::string(row.other_name));
    const std::string name(row.name);
    if (at == sent.end()) return "the body lacks " + name;
    if (*at != *given) {
      return "the body has " + name + ": " + at->dump() + ", not " + given->dump();
    }
  }
  for (const auto& [name, value] : sent.items()) {
    const ArgumentRow* const row = body_argument(method, name);
    const bool is_given = row != nullptr && arguments.contains(std::string(row->name));
    if (is_given || (row != nullptr && may_be_sent(*row, value))) continue;
    return "the body has " + name + ": " + value.dump() + ", which was not given";
  }
  return {};
}

// The first of the method's answers that the body is; empty when it is none.
std::string_view shape_of(const MethodRow& method, const Json& json) {
  std::string_view shapes = method.shape;
  while (!shapes.empty()) {
    const std::string_view shape = next_of(shapes);
    if (fits_shape(shape, json)) return shape;
  }
  return {};
}

}  // namespace

std::span<const MethodRow> method_rows(std::string_view service) {
  for (const ServiceMethods& known : kServices) {
    if (known.service == service) return known.rows();
  }
  return {};
}

const MethodRow* find_method(std::string_view name, std::string_view service) {
  const auto rows = method_rows(service);
  const auto at = std::find_if(rows.begin(), rows.end(),
                               [name](const MethodRow& row) { return row.name == name; });
  return at == rows.end() ? nullptr : &*at;
}

bool is_required(const MethodRow& method, std::string_view argument) {
  return std::any_of(method.arguments.begin(), method.arguments.end(), [&](const ArgumentRow& one) {
    return one.name == argument && one.is_required;
  });
}

bool is_request_of(const MethodRow& method, std::string_view http_method, std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  return http_method == method.http_method && path.starts_with(method.prefix) &&
         is_any_path(method.path, nullptr, path.substr(method.prefix.size()));
}

std::string request_flaw(const MethodRow& method, const Json& arguments,
                         std::string_view http_method, std::string_view target,
                         std::string_view body) {
  if (http_method != method.http_method) {
    return "the method is " + std::string(http_method) + ", not " + std::string(method.http_method);
  }
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (!path.starts_with(method.prefix)) return "the path does not begin with that of the base URL";
  if (auto flaw = path_flaw(method, arguments, path.substr(method.prefix.size())); !flaw.empty()) {
    return flaw;
  }
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  if (auto flaw = query_flaw(method, arguments, query); !flaw.empty()) return flaw;
  return body_flaw(method, arguments, body);
}

bool is_well_shaped(const MethodRow& method, int status, const std::string& body) {
  if (method.shape.empty() || status == 204) return true;
  const Json json = Json::parse(body, nullptr, false);
  return !json.is_discarded() && !shape_of(method, json).empty();
}

std::string value_flaw(const MethodRow& method, const std::string& body, const Json& value) {
  if (method.shape.empty() || body.empty()) return {};
  const Json json = Json::parse(body, nullptr, false);
  return shape_difference(shape_of(method, json), json, value);
}

}  // namespace fauxplane::contracts
