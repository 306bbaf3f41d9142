#include "contracts/cases/case.h"

#include <algorithm>

#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

std::string quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

// One line that YAML takes, of a sentence that may quote what a client printed.
std::string comment_text(std::string_view sentence) {
  std::string text = Json::parse(quoted(std::string(sentence))).get<std::string>();
  for (char& letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) letter = ' ';
  }
  // The line ends and control characters beyond ASCII.
  for (std::size_t at = 0; (at = text.find('\xc2', at)) != std::string::npos; ++at) {
    if (static_cast<unsigned char>(text[at + 1]) < 0xa0) text.replace(at, 2, " ");
  }
  for (const char* const end : {"\u2028", "\u2029"}) {
    for (std::size_t at = 0; (at = text.find(end)) != std::string::npos;) text.replace(at, 3, " ");
  }
  return text;
}

std::string duration_text(Duration duration) {
  const auto milliseconds = duration.count();
  if (milliseconds % 1'000 == 0) return std::to_string(milliseconds / 1'000) + "s";
  return std::to_string(milliseconds) + "ms";
}

// Lines of one name, in whatever case, become a list under it.
std::string headers_text(const HeaderLines& headers) {
  std::vector<std::pair<std::string, std::vector<std::string>>> grouped;
  for (const auto& [name, value] : headers) {
    const auto at = std::find_if(grouped.begin(), grouped.end(), [&](const auto& group) {
      return equal_ignoring_case(group.first, name);
    });
    if (at == grouped.end())
      grouped.push_back({name, {value}});
    else
      at->second.push_back(value);
  }
  std::string text;
  for (const auto& [name, values] : grouped) {
    text += (text.empty() ? "" : ", ") + name + ": ";
    if (values.size() == 1) {
      text += values.front() == kAbsent ? "~" : quoted(values.front());
      continue;
    }
    text += "[";
    for (const std::string& value : values)
      text += (&value == values.data() ? "" : ", ") + quoted(value);
    text += "]";
  }
  return "{" + text + "}";
}

std::string answer_text(const ScriptedReply& reply) {
  std::vector<std::string> members;
  if (reply.status) members.push_back("status: " + std::to_string(*reply.status));
  if (!reply.redirect.empty()) members.push_back("redirect: " + reply.redirect);
  if (!reply.retry_after.empty()) members.push_back("retry_after: " + reply.retry_after);
  if (!reply.headers.empty()) members.push_back("headers: " + headers_text(reply.headers));
  if (reply.body) members.push_back("body: " + quoted(*reply.body));
  std::string text;
  for (const std::string& member : members) text += (text.empty() ? "" : ", ") + member;
  return "{" + text + "}";
}

std::string step_text(const ScriptedReply& reply) {
  std::string text = "  - {on: any, times: 1";
  const bool is_planes_own =
      !reply.status && reply.headers.empty() && reply.redirect.empty() && reply.retry_after.empty();
  const bool says_more = !reply.fault.empty() || !reply.then.empty();
  if (!is_planes_own) text += ", answer: " + answer_text(reply);
  if (is_planes_own && !says_more) text += ", answer: pass";
  if (!reply.fault.empty()) text += ", fault: " + reply.fault;
  if (!reply.then.empty()) text += ", then: " + reply.then;
  return text + "}\n";
}

std::string call_text(const CheckedCall& call) {
  if (call.arguments.empty()) return call.method;
  return "{" + call.method + ": " +
         call.arguments.dump(-1, ' ', false, Json::error_handler_t::replace) + "}";
}

std::string client_text(const ClientOptions& client) {
  std::string text;
  const auto add = [&](const std::string& member) { text += (text.empty() ? "" : ", ") + member; };
  if (client.max_retries) add("max_retries: " + std::to_string(*client.max_retries));
  if (client.backoff) add("backoff: " + duration_text(*client.backoff));
  if (client.timeout) add("timeout: " + duration_text(*client.timeout));
  if (client.api_key) add("api_key: " + quoted(*client.api_key));
  return text;
}

}  // namespace

std::string to_yaml(const Case& value, std::string_view property, std::string_view sentence) {
  std::string yaml = "# " + comment_text(sentence) + "\nfauxplane: 1\n";
  if (value.service != kMemsy) yaml += "service: " + value.service + "\n";
  if (!value.clock.empty()) yaml += "clock: " + value.clock + "\n";
  if (value.is_refused) yaml += "connections: refused\n";
  if (!value.world.empty()) yaml += "world: " + value.world + "\n";
  yaml += "check:\n";
  if (!property.empty()) yaml += "  property: " + std::string(property) + "\n";
  if (const std::string client = client_text(value.client); !client.empty()) {
    yaml += "  client: {" + client + "}\n";
  }
  yaml += "  calls: [";
  for (const CheckedCall& call : value.calls) {
    yaml += (&call == value.calls.data() ? "" : ", ") + call_text(call);
  }
  yaml += "]\n";
  if (value.at_once) yaml += "  at_once: true\n";
  if (value.cancel) yaml += "  cancel: true\n";
  if (value.script.empty()) return yaml;
  yaml += "steps:\n";
  for (const ScriptedReply& reply : value.script) yaml += step_text(reply);
  return yaml;
}

}  // namespace fauxplane::contracts
