#include "contracts/protocol/message.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace fauxplane::contracts {
namespace {

constexpr std::string_view kIntegerPrefix = "int:";

std::string text_in(const Json& object, const char* name) {
  const auto at = object.find(name);
  if (at == object.end() || at->is_null()) return {};
  return at->is_string() ? at->get<std::string>() : at->dump();
}

// nullopt when it is not of the shape that the protocol asks for.
std::optional<ErrorReport> error_of(const Json& err) {
  if (!err.is_object() || !err.contains("type") || !err["type"].is_string()) return std::nullopt;
  ErrorReport report;
  report.type = err["type"].get<std::string>();
  const Json bases = err.value("bases", Json::array());
  if (!bases.is_array()) return std::nullopt;
  for (const Json& base : bases) {
    if (!base.is_string()) return std::nullopt;
    report.bases.push_back(base.get<std::string>());
  }
  report.message = text_in(err, "message");
  report.repr = text_in(err, "repr");
  const Json attributes = err.value("attrs", Json::object());
  if (!attributes.is_object()) return std::nullopt;
  for (const auto& [name, value] : attributes.items()) {
    report.attributes[name] = plain_value(value);
  }
  const Json chain = err.value("chain", Json::array());
  if (!chain.is_array()) return std::nullopt;
  for (const Json& cause : chain) {
    if (!cause.is_object()) return std::nullopt;
    report.chain.emplace_back(text_in(cause, "type"), text_in(cause, "message"));
  }
  return report;
}

Line broken(std::string why) {
  return BrokenLine{.why = std::move(why)};
}

Line reply_of(const Json& message) {
  const auto id = message.find("id");
  if (id == message.end() || !id->is_number_integer()) return broken("\"id\" is no integer");
  AdapterReply reply{.id = id->get<std::int64_t>()};
  if (const auto ok = message.find("ok"); ok != message.end()) {
    if (!ok->is_object()) return broken("\"ok\" is no object");
    reply.content = OkReply{.body = *ok};
  } else if (const auto err = message.find("err"); err != message.end()) {
    auto error = error_of(*err);
    if (!error) return broken("\"err\" lacks type, bases, attrs or chain of the right kind");
    reply.content = *std::move(error);
  } else if (message.contains("unsupported")) {
    reply.content = UnsupportedReply{.what = text_in(message, "unsupported")};
  } else if (message.contains("bug")) {
    reply.content = BugReply{.what = text_in(message, "bug")};
  } else {
    return broken("there is none of ok, err, unsupported and bug in it");
  }
  return reply;
}

}  // namespace

Line parse_line(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r");
  if (start == std::string_view::npos || text[start] != '{') return StrayLine{};
  bool is_too_deep = false;
  const auto is_wanted = [&is_too_deep](int depth, Json::parse_event_t event, Json&) {
    using Event = Json::parse_event_t;
    const bool opens = event == Event::object_start || event == Event::array_start;
    is_too_deep = is_too_deep || (opens && depth >= kDepthMax);
    return !is_too_deep;
  };
  const Json message = Json::parse(text, is_wanted, false);
  if (is_too_deep) return broken("it is nested deeper than " + std::to_string(kDepthMax));
  if (message.is_discarded()) return broken("it is no JSON");
  if (!message.is_object() || !message.contains("v")) return StrayLine{};
  if (message["v"] != kProtocolVersion) {
    return broken("its version \"v\" is " + message["v"].dump() + ", not 1");
  }
  try {
    if (message.contains("ev")) return EventLine{.body = message};
    return reply_of(message);
  } catch (const Json::exception& failure) {
    return broken(failure.what());
  }
}

std::string request_line(std::int64_t id, std::string_view op, const Json& fields) {
  Json message = fields;
  message["v"] = kProtocolVersion;
  message["id"] = id;
  message["op"] = op;
  return message.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

Json plain_value(const Json& value) {
  if (!value.is_string()) return value;
  const auto& text = value.get_ref<const std::string&>();
  if (text.starts_with(kIntegerPrefix)) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + kIntegerPrefix.size(), end, number);
    if (read.ec == std::errc() && read.ptr == end) return number;
  }
  return value;
}

}  // namespace fauxplane::contracts
