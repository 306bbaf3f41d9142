#include "simulator/services/body.h"

#include "simulator/services/query.h"

namespace fauxplane {

using Json = nlohmann::json;

namespace {

// "application/json", "application/problem+json; charset=utf-8".
bool is_json(std::string_view type) {
  type = type.substr(0, type.find_first_of("; \t"));
  constexpr std::string_view kApplication = "application/";
  constexpr std::string_view kSuffix = "+json";
  if (!equal_ignoring_case(type.substr(0, kApplication.size()), kApplication)) return false;
  type.remove_prefix(kApplication.size());
  return equal_ignoring_case(type, "json") ||
         (type.size() > kSuffix.size() &&
          equal_ignoring_case(type.substr(type.size() - kSuffix.size()), kSuffix));
}

}  // namespace

Result<Json> parse_object(std::string_view body) {
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return tl::unexpected(validation_error("body", "Field required", "missing"));
  }
  bool is_too_deep = false;
  const auto watch_depth = [&](int depth, Json::parse_event_t, Json&) {
    is_too_deep = is_too_deep || depth > kBodyDepthMax;
    return !is_too_deep;
  };
  const Json json = Json::parse(body, watch_depth, false);
  if (is_too_deep) {
    return tl::unexpected(validation_error(
        "body", "JSON nests deeper than " + std::to_string(kBodyDepthMax) + " levels",
        "json_invalid"));
  }
  // The parser takes a NUL for the end, whatever stands behind it.
  if (json.is_discarded() || body.find('\0') != std::string_view::npos) {
    return tl::unexpected(validation_error("body", "JSON decode error", "json_invalid"));
  }
  if (!json.is_object()) {
    return tl::unexpected(validation_error(
        "body", "Input should be a valid dictionary or object to extract fields from",
        "model_attributes_type"));
  }
  return json;
}

Result<Json> object_of(const Request& request) {
  const auto type = find_header(request, "Content-Type");
  if (type && !is_json(*type) && !request.body.empty()) {
    return tl::unexpected(validation_error("body",
                                           "Input should be a JSON object; send it with "
                                           "Content-Type: application/json, not " +
                                               std::string(*type),
                                           "model_attributes_type"));
  }
  return parse_object(request.body);
}

Result<std::optional<std::string>> optional_text(const Json& body, const std::string& name) {
  const auto member = body.find(name);
  if (member == body.end() || member->is_null()) return std::nullopt;
  if (!member->is_string()) {
    return tl::unexpected(
        validation_error("body/" + name, "Input should be a valid string", "string_type"));
  }
  return member->get<std::string>();
}

Result<std::string> required_text(const Json& body, const std::string& name) {
  auto text = optional_text(body, name);
  if (!text) return tl::unexpected(text.error());
  if (!body.contains(name)) {
    return tl::unexpected(validation_error("body/" + name, "Field required", "missing"));
  }
  if (!*text) {
    return tl::unexpected(
        validation_error("body/" + name, "Input should be a valid string", "string_type"));
  }
  if ((*text)->find_first_not_of(" \t\r\n") == std::string::npos) {
    return tl::unexpected(validation_error(
        "body/" + name, "String should have at least 1 character", "string_too_short"));
  }
  return **text;
}

}  // namespace fauxplane
