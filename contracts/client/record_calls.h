// The calls that orgs, roles and teams have in common (memsy.md H6 to H23).
#pragma once

#include <string>
#include <vector>

#include "contracts/client/part.h"
#include "contracts/client/record_values.h"
#include "contracts/client/values.h"

namespace memsy {

class Caller;

// `Record` is Org, Role or Team; `Id` names one of them, and `Query` says which are listed.
template <class Record, class Id, class Query>
class RecordCalls : public Part<Caller> {
 public:
  using Part::Part;
  [[nodiscard]] Response<std::vector<Record>> list(const Query& query) const;
  [[nodiscard]] Response<Record> create(const NewRecord& record) const;
  [[nodiscard]] Response<Record> get(const Id& id) const;
  Response<Record> update(const Id& id, const RecordChange& change) const;
  // Lets the plane write the prompt anew.
  Response<Record> regenerate_prompt(const Id& id) const;
  Response<Nothing> remove(const Id& id) const;  // DELETE; memories stay
};

using OrgCalls = RecordCalls<Org, OrgId, OrgQuery>;
using RoleCalls = RecordCalls<Role, RoleId, MembersQuery>;
using TeamCalls = RecordCalls<Team, TeamId, MembersQuery>;

extern template class RecordCalls<Org, OrgId, OrgQuery>;
extern template class RecordCalls<Role, RoleId, MembersQuery>;
extern template class RecordCalls<Team, TeamId, MembersQuery>;

}  // namespace memsy
