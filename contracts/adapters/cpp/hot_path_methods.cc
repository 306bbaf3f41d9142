#include "contracts/adapters/cpp/memsy_given.h"
#include "contracts/adapters/cpp/reference_methods.h"
#include "contracts/client/hot_path_fields.h"
#include "contracts/client/record_fields.h"

namespace reference {
namespace {

using adapter_kit::Arguments;
using Methods = std::map<std::string, adapter_kit::Method>;
using H = const memsy::HotPathClient&;
using A = const Arguments&;

// A method: what it does with a client that is cancelled with the call.
template <class F>
adapter_kit::Method on_hot_path(F call) {
  return adapter_kit::method<MemsyClients>(
      [call](const MemsyClients& clients, const Arguments& arguments, const std::stop_token& stop) {
        if (!clients.hot_path) throw adapter_kit::AdapterBug("open was given no hot_path_url");
        return given(call(clients.hot_path->stoppable(stop), arguments));
      });
}

std::vector<memsy::NewEvent> events(const Arguments& from) {
  std::vector<memsy::NewEvent> events;
  for (const nlohmann::json& each : from.list("events")) {
    const Arguments event(each);
    events.push_back({.actor_id = event.required("actor_id"),
                      .session_id = event.required("session_id"),
                      .kind = event.required("kind"),
                      .content = event.required("content"),
                      .ts = event.text("ts"),
                      .metadata = event.text("metadata"),
                      .role_id = event.text("role_id"),
                      .team_id = event.text("team_id")});
  }
  return events;
}

memsy::Search search(const Arguments& from) {
  memsy::Search search{.query = from.required("query"), .actor_id = from.text("actor_id")};
  search.limit = from.integer("limit").value_or(search.limit);
  search.threshold = from.number("threshold").value_or(search.threshold);
  search.include_source_events = from.flag("include_source_events").value_or(false);
  search.role_ids = from.texts("role_ids").value_or(search.role_ids);
  search.team_ids = from.texts("team_ids").value_or(search.team_ids);
  return search;
}

memsy::MemoryQuery memory_query(const Arguments& from) {
  memsy::MemoryQuery query{.actor_id = from.text("actor_id"),
                           .kind = from.text("kind"),
                           .type = from.text("type"),
                           .status = from.text("status"),
                           .search = from.text("search")};
  query.sort = from.text("sort").value_or(query.sort);
  query.limit = from.integer("limit").value_or(query.limit);
  query.offset = from.integer("offset").value_or(query.offset);
  return query;
}

memsy::OrgId org_id(A from) {
  return {.org_id = from.required("org_id")};
}

memsy::RoleId role_id(A from) {
  return {.role_id = from.required("role_id"), .org_id = from.required("org_id")};
}

memsy::TeamId team_id(A from) {
  return {.team_id = from.required("team_id"), .org_id = from.required("org_id")};
}

memsy::OrgQuery org_query(A /*from*/) {
  return {};
}

memsy::MembersQuery members_query(A from) {
  memsy::MembersQuery query{.org_id = from.required("org_id")};
  query.limit = from.integer("limit").value_or(query.limit);
  query.offset = from.integer("offset").value_or(query.offset);
  return query;
}

memsy::NewRecord new_record(A from) {
  return {.org_id = from.required("org_id"),
          .name = from.required("name"),
          .focus = from.required("focus")};
}

memsy::RecordChange record_change(A from) {
  return {.name = from.text("name"),
          .focus = from.text("focus"),
          .promotion_prompt = from.text("promotion_prompt")};
}

// The six methods of a kind of records: its part of the client, and how one and a list are named.
template <class Calls, class Id, class Query>
Methods record_methods(const std::string& kind, Calls (memsy::HotPathClient::*part)() const,
                       Id (*id)(A), Query (*query)(A)) {
  const auto on_part = [part](auto call) {
    return on_hot_path([part, call](H client, A from) { return call((client.*part)(), from); });
  };
  using C = const Calls&;
  return {
      {kind + ".list", on_part([query](C calls, A from) { return calls.list(query(from)); })},
      {kind + ".create", on_part([](C calls, A from) { return calls.create(new_record(from)); })},
      {kind + ".get", on_part([id](C calls, A from) { return calls.get(id(from)); })},
      {kind + ".update",
       on_part([id](C calls, A from) { return calls.update(id(from), record_change(from)); })},
      {kind + ".regenerate_prompt",
       on_part([id](C calls, A from) { return calls.regenerate_prompt(id(from)); })},
      {kind + ".delete", on_part([id](C calls, A from) { return calls.remove(id(from)); })},
  };
}

}  // namespace

Methods hot_path_methods() {
  Methods methods{
      {"ingest", on_hot_path([](H client, A from) { return client.ingest(events(from)); })},
      {"search", on_hot_path([](H client, A from) { return client.search(search(from)); })},
      {"status", on_hot_path([](H client, A from) {
         return client.status(from.texts("event_ids").value_or(std::vector<std::string>{}));
       })},
      {"memories.list",
       on_hot_path([](H client, A from) { return client.memories().list(memory_query(from)); })},
      {"memories.stats", on_hot_path([](H client, A) { return client.memories().stats(); })},
      {"memories.get", on_hot_path([](H client, A from) {
         return client.memories().get(from.required("memory_id"));
       })},
  };
  using memsy::HotPathClient;
  methods.merge(record_methods("orgs", &HotPathClient::orgs, org_id, org_query));
  methods.merge(record_methods("roles", &HotPathClient::roles, role_id, members_query));
  methods.merge(record_methods("teams", &HotPathClient::teams, team_id, members_query));
  return methods;
}

}  // namespace reference
