#include "contracts/client/record_calls.h"

#include <utility>

#include "contracts/client/caller.h"
#include "contracts/client/optional_parts.h"
#include "contracts/client/record_fields.h"

namespace memsy {
namespace {

// Where records of a kind are, by the type that names one.
template <class Id>
constexpr const char* kPath = nullptr;
template <>
constexpr const char* kPath<OrgId> = "/orgs";
template <>
constexpr const char* kPath<RoleId> = "/roles";
template <>
constexpr const char* kPath<TeamId> = "/teams";

const std::string& own_id(const OrgId& id) {
  return id.org_id;
}
const std::string& own_id(const RoleId& id) {
  return id.role_id;
}
const std::string& own_id(const TeamId& id) {
  return id.team_id;
}

// An org is named by its path alone.
Query query_of(const OrgId& /*id*/) {
  return {};
}
Query query_of(const auto& id) {
  return {{"org_id", id.org_id}};
}

Query listed(const OrgQuery& /*query*/) {
  return {};
}
Query listed(const MembersQuery& query) {
  return {{"org_id", query.org_id},
          {"limit", std::to_string(query.limit)},
          {"offset", std::to_string(query.offset)}};
}

template <class Id>
Call call_on(const Caller& caller, std::string method, const Id& id, const char* rest = "") {
  return {.method = std::move(method),
          .path = kPath<Id> + ("/" + caller.rules().requests.path_segment(own_id(id))) + rest,
          .query = query_of(id)};
}

}  // namespace

template <class Record, class Id, class Query>
Response<std::vector<Record>> RecordCalls<Record, Id, Query>::list(const Query& query) const {
  return caller().template list_of<Record>({.path = kPath<Id>, .query = listed(query)}, stop());
}

template <class Record, class Id, class Query>
Response<Record> RecordCalls<Record, Id, Query>::create(const NewRecord& record) const {
  const nlohmann::json body{
      {"org_id", record.org_id}, {"name", record.name}, {"focus", record.focus}};
  return caller().template value_of<Record>({.method = "POST", .path = kPath<Id>, .body = body},
                                            stop());
}

template <class Record, class Id, class Query>
Response<Record> RecordCalls<Record, Id, Query>::get(const Id& id) const {
  return caller().template value_of<Record>(call_on(caller(), "GET", id), stop());
}

template <class Record, class Id, class Query>
Response<Record> RecordCalls<Record, Id, Query>::update(const Id& id,
                                                        const RecordChange& change) const {
  Call call = call_on(caller(), "PATCH", id);
  call.body = nlohmann::json::object();
  add_if_set(*call.body, "name", change.name);
  add_if_set(*call.body, "focus", change.focus);
  add_if_set(*call.body, "promotion_prompt", change.promotion_prompt);
  return caller().template value_of<Record>(call, stop());
}

template <class Record, class Id, class Query>
Response<Record> RecordCalls<Record, Id, Query>::regenerate_prompt(const Id& id) const {
  const Call call = call_on(caller(), "POST", id, "/regenerate-prompt");
  return caller().template value_of<Record>(call, stop());
}

template <class Record, class Id, class Query>
Response<Nothing> RecordCalls<Record, Id, Query>::remove(const Id& id) const {
  return caller().nothing_of(call_on(caller(), "DELETE", id), stop());
}

template class RecordCalls<Org, OrgId, OrgQuery>;
template class RecordCalls<Role, RoleId, MembersQuery>;
template class RecordCalls<Team, TeamId, MembersQuery>;

}  // namespace memsy
