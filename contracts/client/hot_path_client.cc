#include "contracts/client/hot_path_client.h"

#include <utility>

#include "contracts/client/caller.h"
#include "contracts/client/hot_path_fields.h"
#include "contracts/client/optional_parts.h"
#include "contracts/client/transport.h"

namespace memsy {
namespace {

nlohmann::json json_of_event(const NewEvent& event) {
  nlohmann::json json{{"actor_id", event.actor_id},
                      {"session_id", event.session_id},
                      {"kind", event.kind},
                      {"content", event.content}};
  add_if_set(json, "ts", event.ts);
  add_if_set(json, "metadata", event.metadata);
  add_if_set(json, "role_id", event.role_id);
  add_if_set(json, "team_id", event.team_id);
  return json;
}

}  // namespace

Response<MemoryPage> MemoryCalls::list(const MemoryQuery& query) const {
  Call call{.path = "/console/memories",
            .query = {{"sort", query.sort},
                      {"limit", std::to_string(query.limit)},
                      {"offset", std::to_string(query.offset)}}};
  add_if_set(call.query, "actor_id", query.actor_id);
  add_if_set(call.query, "kind", query.kind);
  add_if_set(call.query, "type", query.type);
  add_if_set(call.query, "status", query.status);
  add_if_set(call.query, "search", query.search);
  return caller().value_of<MemoryPage>(call, stop());
}

Response<MemoryStats> MemoryCalls::stats() const {
  return caller().value_of<MemoryStats>({.path = "/console/memories/stats"}, stop());
}

Response<Memory> MemoryCalls::get(const std::string& memory_id) const {
  const std::string id = caller().rules().requests.path_segment(memory_id);
  return caller().value_of<Memory>({.path = "/console/memories/" + id}, stop());
}

HotPathClient::HotPathClient(const Options& options)
    : HotPathClient(options, Rules{},
                    make_curl_transport({.ca_file = options.ca_file,
                                         .reuse_connections = options.reuse_connections})) {}

HotPathClient::HotPathClient(const Options& options, Rules rules, Transport transport)
    : Part(std::make_shared<Caller>(options, std::move(rules), std::move(transport)), {}) {}

HotPathClient HotPathClient::stoppable(std::stop_token stop) const {
  return {shared_caller(), std::move(stop)};
}

Response<IngestedEvents> HotPathClient::ingest(const std::vector<NewEvent>& events) const {
  nlohmann::json list = nlohmann::json::array();
  for (const NewEvent& event : events) list.push_back(json_of_event(event));
  return caller().value_of<IngestedEvents>(
      {.method = "POST", .path = "/ingest", .body = nlohmann::json{{"events", std::move(list)}}},
      stop());
}

Response<FoundMemories> HotPathClient::search(const Search& search) const {
  nlohmann::json body{{"query", search.query},
                      {"limit", search.limit},
                      {"threshold", search.threshold},
                      {"include_source_events", search.include_source_events}};
  add_if_set(body, "actor_id", search.actor_id);
  add_if_set(body, "role_ids", search.role_ids);
  add_if_set(body, "team_ids", search.team_ids);
  return caller().value_of<FoundMemories>({.method = "POST", .path = "/search", .body = body},
                                          stop());
}

Response<ExtractionStatus> HotPathClient::status(const std::vector<std::string>& event_ids) const {
  return caller().value_of<ExtractionStatus>(
      {.method = "POST", .path = "/status", .body = nlohmann::json{{"event_ids", event_ids}}},
      stop());
}

void HotPathClient::close() {
  shared_caller()->close();
}

}  // namespace memsy
