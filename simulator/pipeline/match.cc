#include "simulator/pipeline/match.h"

#include <nlohmann/json.hpp>

#include "simulator/services/origins.h"
#include "simulator/services/query.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// `found` is nullptr when the request has no such value.
bool compare(const ValueMatch& wanted, const Json* found) {
  switch (wanted.comparison) {
    case Comparison::kPresent:
      return found != nullptr;
    case Comparison::kAbsent:
      return found == nullptr;
    case Comparison::kEquals:
      return found != nullptr && *found == wanted.value;
    case Comparison::kContains:
      return found != nullptr && text_of(*found).find(text_of(wanted.value)) != std::string::npos;
    case Comparison::kStartsWith:
      return found != nullptr && text_of(*found).starts_with(text_of(wanted.value));
  }
  return false;
}

// Headers and query values are text, so numbers in the scenario compare as text too.
bool compare_text(const ValueMatch& wanted, std::optional<std::string_view> found) {
  if (!found) return compare(wanted, nullptr);
  const Json text = std::string(*found);
  ValueMatch as_text = wanted;
  if (!wanted.value.is_string()) as_text.value = text_of(wanted.value);
  return compare(as_text, &text);
}

std::string describe(const ValueMatch& wanted, const char* what, const std::string& found) {
  std::string text = "wants " + std::string(what) + " " + wanted.name;
  switch (wanted.comparison) {
    case Comparison::kPresent:
      return text + " to be there";
    case Comparison::kAbsent:
      return text + " to be absent, got " + found;
    case Comparison::kEquals:
      return text + " to be " + wanted.value.dump() + ", got " + found;
    case Comparison::kContains:
      return text + " to contain " + wanted.value.dump() + ", got " + found;
    case Comparison::kStartsWith:
      return text + " to start with " + wanted.value.dump() + ", got " + found;
  }
  return text;
}

std::string in_quotes(std::optional<std::string_view> text) {
  if (!text) return "none";
  return Json(std::string(*text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::string> difference_in_path(const On& on, const Call& call) {
  if (on.path_values.empty()) return std::nullopt;
  // The k-th parameter of the route's path is path_values[k] of the call.
  std::size_t at = 0;
  std::string_view path = call.route == nullptr ? std::string_view{} : call.route->path;
  for (std::size_t open = path.find('{'); open != std::string_view::npos && at < kPathValuesMax;
       open = path.find('{', open + 1), ++at) {
    const std::string_view name = path.substr(open + 1, path.find('}', open) - open - 1);
    for (const auto& [wanted_name, wanted] : on.path_values) {
      if (wanted_name == name && wanted != call.path_values[at]) {
        return "wants " + wanted_name + " " + in_quotes(wanted) + " in the path, got " +
               in_quotes(call.path_values[at]);
      }
    }
  }
  return std::nullopt;
}

// nullptr when there is no such value. An array index that no number can hold throws.
const Json* value_at(const Json& body, const std::string& pointer_text) {
  try {
    const Json::json_pointer pointer(pointer_text);
    return body.contains(pointer) ? &body[pointer] : nullptr;
  } catch (const Json::exception&) {
    return nullptr;
  }
}

std::optional<std::string> difference_in_body(const Match& match, const Call& call) {
  if (match.body.empty()) return std::nullopt;
  const Json body = Json::parse(call.request.body, nullptr, false);
  for (const ValueMatch& wanted : match.body) {
    const Json* found = body.is_discarded() ? nullptr : value_at(body, wanted.name);
    if (!compare(wanted, found)) {
      return describe(wanted, "body", found == nullptr ? "none" : text_of(*found));
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> difference(const On& on, const Match& match, const Call& call) {
  if (auto in_path = difference_in_path(on, call)) return in_path;
  if (match.key) {
    const std::string caller = call.caller.key ? call.caller.key->id.value : "none";
    if (caller != match.key->value) return "wants key " + match.key->value + ", got " + caller;
  }
  if (match.origin && origin_of(call.request) != *match.origin) {
    return "wants origin " + std::string(name_of(*match.origin)) + ", got " +
           std::string(name_of(origin_of(call.request)));
  }
  for (const ValueMatch& wanted : match.headers) {
    const auto found = find_header(call.request, wanted.name);
    if (!compare_text(wanted, found)) return describe(wanted, "header", in_quotes(found));
  }
  if (!match.query.empty()) {
    const Query query(call.request.query);
    for (const ValueMatch& wanted : match.query) {
      const std::string* found = query.find(wanted.name);
      if (found == nullptr ? compare_text(wanted, std::nullopt) : compare_text(wanted, *found)) {
        continue;
      }
      return describe(wanted, "query", found == nullptr ? "none" : in_quotes(*found));
    }
  }
  return difference_in_body(match, call);
}

bool fits(const On& on, const Match& match, const Call& call) {
  static const Match kAnything;
  if (on.path_values.empty() && match == kAnything) return true;
  return !difference(on, match, call);
}

}  // namespace fauxplane
