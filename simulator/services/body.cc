#include "simulator/services/body.h"

#include "simulator/services/query.h"

namespace fauxplane {

using Json = nlohmann::json;

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
  if (json.is_discarded()) {
    return tl::unexpected(validation_error("body", "JSON decode error", "json_invalid"));
  }
  if (!json.is_object()) {
    return tl::unexpected(validation_error(
        "body", "Input should be a valid dictionary or object to extract fields from",
        "model_attributes_type"));
  }
  return json;
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
