#include "contracts/client/memorysync_client.h"

#include <algorithm>
#include <utility>

#include "contracts/client/memorysync_caller.h"
#include "contracts/client/transport.h"

namespace memorysync {
namespace {

memsy::Call post(std::string path, Json body) {
  return {.method = "POST", .path = std::move(path), .body = std::move(body)};
}

// What the caller says by name wins.
Json with(Json more, const Json& named) {
  if (more.is_null()) more = Json::object();
  if (!more.is_object()) refuse("the further members of a call have to be an object");
  more.update(named);
  return more;
}

Json prompted(const Person& person, const std::string& prompt, std::optional<std::int64_t> k) {
  Json body{{"tenant_id", person.tenant_id}, {"user_id", person.user_id}, {"prompt", prompt}};
  if (k) body["k"] = *k;
  return body;
}

// What became of each item, counted from the first of all; an answer may not say.
void append_results(const Json& answer, std::size_t items, Json& results) {
  const auto told = answer.is_object() ? answer.find("results") : answer.end();
  const bool is_told = answer.is_object() && told != answer.end() && told->is_array();
  const std::size_t count = is_told ? told->size() : items;
  for (std::size_t at = 0; at < count; ++at) {
    Json result = is_told && (*told)[at].is_object() ? (*told)[at]
                                                     : Json{{"status", "unknown"},
                                                            {"memory_ids", Json::array()},
                                                            {"reason", "the server did not say"}};
    result["index"] = results.size();
    results.push_back(std::move(result));
  }
}

Json told_as_one(Json results) {
  const auto count = [&](const char* status) {
    return std::count_if(results.begin(), results.end(), [&](const Json& result) {
      return result.value("status", Json()) == status;
    });
  };
  return {{"total", results.size()},
          {"created", count("created")},
          {"skipped", count("skipped")},
          {"rejected", count("rejected")},
          {"results", std::move(results)}};
}

}  // namespace

Json MemoryCalls::add(const std::string& text, const Json& more) const {
  return caller().value_of(post("/memory/add", with(more, {{"text", text}})), stop());
}

Json MemoryCalls::batch(const std::vector<Json>& items, std::optional<bool> deduplicate) const {
  const std::size_t most = caller().rules().items_max;
  if (items.size() <= most) return send(items, deduplicate);
  Json results = Json::array();
  for (std::size_t begin = 0; begin < items.size(); begin += most) {
    const auto first = items.begin() + static_cast<std::ptrdiff_t>(begin);
    const std::size_t count = std::min(most, items.size() - begin);
    try {
      const Json answer = send({first, first + static_cast<std::ptrdiff_t>(count)}, deduplicate);
      append_results(answer, count, results);
    } catch (MemorySyncError& error) {
      error.results = std::move(results);
      throw;
    }
  }
  return told_as_one(std::move(results));
}

Json MemoryCalls::send(const std::vector<Json>& items, std::optional<bool> deduplicate) const {
  Json body{{"items", items}};
  if (deduplicate) body["deduplicate"] = *deduplicate;
  return caller().value_of(post("/memory/batch", std::move(body)), stop());
}

Json MemoryCalls::query(const std::string& query, const Json& more) const {
  return caller().value_of(post("/memory/query", with(more, {{"query", query}})), stop());
}

Json MemoryCalls::search(const std::string& query, const Json& more) const {
  return caller().value_of(post("/memory/search", with(more, {{"query", query}})), stop());
}

Json MemoryCalls::get(std::int64_t memory_id) const {
  return caller().value_of({.path = "/memory/" + std::to_string(memory_id)}, stop());
}

Json MemoryCalls::update(std::int64_t memory_id, const Json& changes) const {
  return caller().value_of({.method = "PATCH",
                            .path = "/memory/" + std::to_string(memory_id),
                            .body = with(changes, Json::object())},
                           stop());
}

Json MemoryCalls::forget(const std::vector<std::int64_t>& memory_ids) const {
  Json ids = Json::array();
  for (const std::int64_t id : memory_ids) ids.push_back(caller().rules().write_id(id));
  return caller().value_of(
      {.method = "DELETE", .path = "/memory/forget", .body = Json{{"memory_ids", std::move(ids)}}},
      stop());
}

Json MemoryCalls::all() const {
  return caller().value_of({.path = "/memory/export"}, stop());
}

Json TurnCalls::add(const Person& person, const std::string& text, const Json& more) const {
  const Json named{{"tenant_id", person.tenant_id}, {"user_id", person.user_id}, {"text", text}};
  return caller().value_of(post("/v1/memory/add_turn", with(more, named)), stop());
}

Json TurnCalls::recall(const Person& person, const std::string& prompt,
                       std::optional<std::int64_t> k) const {
  return caller().value_of(post("/v1/memory/recall", prompted(person, prompt, k)), stop());
}

Json TurnCalls::query(const Person& person, const std::string& prompt,
                      std::optional<std::int64_t> k) const {
  return caller().value_of(post("/v1/memory/query", prompted(person, prompt, k)), stop());
}

Json TurnCalls::list(const Person& person, std::optional<std::int64_t> limit) const {
  if (person.tenant_id.empty() || person.user_id.empty()) {
    refuse("an empty id names nobody: give tenant_id and user_id");
  }
  const auto& segment = caller().rules().requests.path_segment;
  memsy::Call call{.path = "/v1/memory/" + segment(person.tenant_id) + "/" +
                           segment(person.user_id) + "/list"};
  if (limit) call.query.emplace_back("limit", std::to_string(*limit));
  return caller().value_of(call, stop());
}

Client::Client(const Options& options)
    : Client(
          options, Rules{},
          memsy::make_curl_transport({.ca_file = options.connection.ca_file,
                                      .reuse_connections = options.connection.reuse_connections})) {
}

Client::Client(const Options& options, Rules rules, memsy::Transport transport)
    : Part(std::make_shared<Caller>(options, std::move(rules), std::move(transport)), {}) {}

Client Client::stoppable(std::stop_token stop) const {
  return {shared_caller(), std::move(stop)};
}

Json Client::projects() const {
  return caller().value_of({.path = "/org/projects"}, stop());
}

Json Client::health() const {
  return caller().value_of({.path = "/health"}, stop());
}

void Client::close() {
  shared_caller()->close();
}

}  // namespace memorysync
