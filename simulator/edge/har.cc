// The journal as HAR 1.2, for browsers' tools and everything else that reads it.
#include <algorithm>
#include <utility>

#include "simulator/edge/journal_view.h"
#include "simulator/services/answer.h"
#include "simulator/services/query.h"

namespace fauxplane {
namespace {

AdminJson headers_json(const JournalMessage& message) {
  AdminJson headers = AdminJson::array();
  for (const auto& [name, value] : message.headers) {
    headers.push_back({{"name", name}, {"value", value}});
  }
  return headers;
}

std::string_view header_of(const JournalMessage& message, std::string_view wanted) {
  for (const auto& [name, value] : message.headers) {
    if (equal_ignoring_case(name, wanted)) return value;
  }
  return {};
}

AdminJson query_json(std::string_view target) {
  AdminJson rows = AdminJson::array();
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return rows;
  const Query query(target.substr(mark + 1));
  for (const auto& [name, value] : query.values()) {
    rows.push_back({{"name", name}, {"value", value}});
  }
  return rows;
}

AdminJson request_json(const JournalEntry& entry, const std::string& origin) {
  const JournalMessage message = take_apart(entry.request, entry.request_head_size);
  const auto [method, target] = method_and_target(message.first_line);
  AdminJson request = {{"method", method},
                       {"url", origin + std::string(target)},
                       {"httpVersion", "HTTP/1.1"},
                       {"cookies", AdminJson::array()},
                       {"headers", headers_json(message)},
                       {"queryString", query_json(target)},
                       {"headersSize", entry.request_head_size},
                       {"bodySize", message.body.size()}};
  if (!message.body.empty()) {
    request["postData"] = {{"mimeType", header_of(message, "Content-Type")},
                           {"text", message.body}};
  }
  return request;
}

AdminJson answer_json(const JournalEntry& entry) {
  const JournalMessage message = answer_of(entry);
  const std::uint64_t head_end = entry.answer_head_size;
  const std::uint64_t sent = std::max(entry.bytes_sent, head_end) - head_end;
  AdminJson answer = {{"status", entry.status},
                      {"statusText", reason_of(entry.status)},
                      {"httpVersion", "HTTP/1.1"},
                      {"cookies", AdminJson::array()},
                      {"headers", headers_json(message)},
                      {"content",
                       {{"size", message.body.size()},
                        {"mimeType", header_of(message, "Content-Type")},
                        {"text", message.body}}},
                      {"redirectURL", header_of(message, "Location")},
                      {"headersSize", head_end - entry.answer_head_start},
                      {"bodySize", std::min<std::uint64_t>(sent, message.body.size())}};
  if (entry.bytes_sent < entry.answer.size()) {
    answer["comment"] = "only the first " + std::to_string(entry.bytes_sent) + " of " +
                        std::to_string(entry.answer.size()) + " bytes were sent";
  }
  return answer;
}

}  // namespace

// Times are in milliseconds, of what the script wants; the rest of an answer takes microseconds.
// The request was sent by somebody else.
AdminJson har(const World& world, const std::string& origin) {
  AdminJson entries = AdminJson::array();
  for (const JournalEntry& entry : world.store().read_journal(1, SIZE_MAX)) {
    entries.push_back(
        {{"startedDateTime", to_iso8601(entry.instant)},
         {"time", (entry.wait + entry.receive).count()},
         {"request", request_json(entry, origin)},
         {"response", answer_json(entry)},
         {"cache", AdminJson::object()},
         {"timings",
          {{"send", 0}, {"wait", entry.wait.count()}, {"receive", entry.receive.count()}}},
         {"connection", std::to_string(entry.connection)},
         {"comment", entry.note}});
  }
  return {{"log",
           {{"version", "1.2"},
            {"creator", {{"name", "fauxplane"}, {"version", FAUXPLANE_VERSION}}},
            {"entries", std::move(entries)}}}};
}

}  // namespace fauxplane
