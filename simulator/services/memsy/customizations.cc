// How an org, its roles and its teams want memories chosen: /orgs, /roles and /teams, six endpoints
// each (memsy.md H6 to H23). They differ in where the ids stand, so one set of handlers serves all.
#include <algorithm>

#include "simulator/services/body.h"
#include "simulator/services/fields.h"
#include "simulator/services/memsy/tables.h"

namespace fauxplane::memsy_service {
namespace {

constexpr std::size_t kRecordIdDigits = 8;
constexpr std::size_t kRecordIdMax = 256;  // code points
constexpr std::size_t kRecordNameMax = 100;
constexpr std::size_t kRecordFocusMax = 500;
constexpr std::size_t kRecordPromptMax = 4'000;
constexpr std::int64_t kRecordPageDefault = 100;
constexpr std::int64_t kRecordPageMax = 200;
constexpr std::array<int, 2> kCreateStatuses = {200, 201};  // by setting create_status

// What the paths under each word are about. RecordRow k is CustomizationKind k.
struct RecordKind {
  std::string_view path;
  const char* id_name;    // in bodies
  const char* id_prefix;  // of made-up ids
  const char* noun;
};
constexpr std::array<RecordKind, 3> kRecordKinds = {{{"/orgs", "org_id", "", "Org"},
                                                     {"/roles", "role_id", "role_", "Role"},
                                                     {"/teams", "team_id", "team_", "Team"}}};

CustomizationKind kind_of(const Call& call) {
  const auto* const row =
      std::find_if(kRecordKinds.begin(), kRecordKinds.end(),
                   [&](const RecordKind& kind) { return call.route->path.starts_with(kind.path); });
  return static_cast<CustomizationKind>(row - kRecordKinds.begin());
}

const RecordKind& row_of(CustomizationKind kind) {
  return kRecordKinds[static_cast<std::size_t>(kind)];
}

using RecordRow = std::shared_ptr<const Customization>;

bool is_listed(const Call& call, const Customization& row, CustomizationKind kind,
               const std::string& org) {
  const bool is_of_org = kind == CustomizationKind::kOrg || row.org == org;
  return row.kind == kind && row.owner == call.caller.org->id && is_of_org;
}

std::vector<RecordRow> rows_of(const Call& call, CustomizationKind kind, const std::string& org) {
  auto rows = call.world.store().customizations().list();
  std::erase_if(rows, [&](const RecordRow& row) { return !is_listed(call, *row, kind, org); });
  return rows;
}

Json to_json(const Customization& row) {
  Json body = Json::object();
  if (row.kind != CustomizationKind::kOrg) body[row_of(row.kind).id_name] = row.subject;
  body["org_id"] = row.org;
  body["name"] = row.name;
  body["focus"] = row.focus;
  body["promotion_prompt"] = row.promotion_prompt;
  body["created_at"] = to_iso8601(row.created_at);
  body["updated_at"] = to_iso8601(row.updated_at);
  body["prompt_meta"] =
      row.is_prompt_given ? Json() : Json{{"model", "fauxplane"}, {"revision", row.prompt_number}};
  return body;
}

// The key's own org is the one it may name, unless the world takes any.
std::optional<Error> check_own(const Call& call, const std::string& org) {
  if (org == call.caller.org->id.value || call.world.setting(kOrgRecords) == 1) return std::nullopt;
  return Error{.code = "foreign_org", .message = {}};
}

// The org that a request about roles or teams names in its query.
Result<std::string> org_in(const Call& call, const Query& query) {
  const std::string* org = query.find("org_id");
  if (org == nullptr || org->empty()) {
    return tl::unexpected(validation_error("query/org_id", "Field required", "missing"));
  }
  if (auto refused = check_own(call, *org)) return tl::unexpected(*refused);
  return *org;
}

// The record that the path names, as it is now.
Result<RecordRow> find_row(const Call& call) {
  const CustomizationKind kind = kind_of(call);
  std::string org = call.path_values[0];
  if (kind != CustomizationKind::kOrg) {
    auto named = org_in(call, Query(call.request.query));
    if (!named) return tl::unexpected(named.error());
    org = *std::move(named);
  }
  auto row = call.world.store().customizations().find(
      customization_id(kind, call.caller.org->id, call.path_values[0]));
  if (row && row->org == org) return row;
  return tl::unexpected(
      Error{.code = "not_found", .message = std::string(row_of(kind).noun) + " not found"});
}

struct Lengths {
  std::size_t name = SIZE_MAX;
  std::size_t focus = SIZE_MAX;
};

Lengths lengths_of(const Call& call) {
  return call.world.setting(kRecordLengths) == 0
             ? Lengths{.name = kRecordNameMax, .focus = kRecordFocusMax}
             : Lengths{};
}

Result<Customization> customization_in(const Call& call, const Fields& fields) {
  auto org = fields.text({.name = "org_id", .most = kRecordIdMax});
  if (!org) return tl::unexpected(org.error());
  auto name = fields.text({.name = "name", .most = lengths_of(call).name});
  if (!name) return tl::unexpected(name.error());
  auto focus = fields.text({.name = "focus", .most = lengths_of(call).focus});
  if (!focus) return tl::unexpected(focus.error());
  Customization wanted{.kind = kind_of(call),
                       .owner = call.caller.org->id,
                       .org = *std::move(org),
                       .name = *std::move(name),
                       .focus = *std::move(focus),
                       .created_at = call.now,
                       .updated_at = call.now};
  wanted.promotion_prompt = written_prompt(wanted);
  return wanted;
}

// Whether there is room for one more. REQUIRES: inside an update.
std::optional<Error> check_room(const Call& call, const Customization& wanted) {
  Store& store = call.world.store();
  if (store.customizations().size() >= kCustomizationsMax) {
    return capacity_error("records of orgs, roles and teams", kCustomizationsMax);
  }
  if (wanted.kind != CustomizationKind::kOrg) return std::nullopt;
  const auto count =
      static_cast<std::int64_t>(rows_of(call, CustomizationKind::kOrg, wanted.org).size());
  const std::int64_t most = call.caller.plan->max_orgs;
  if (count >= most) {
    return Error{.code = "org_limit_reached",
                 .message = {},
                 .attributes = {{"limit", most}, {"current", count}}};
  }
  if (!store.customizations().find(wanted.id)) return std::nullopt;
  return Error{.code = "conflict", .message = "There is a record of this org already"};
}

// Changes the record of the path in one step, and answers with it.
template <class Change>
Result<Answer> change_row(const Call& call, Change change) {
  std::optional<Error> refused;
  Customization changed;
  call.world.store().update([&] {
    const auto row = find_row(call);
    if (!row) {
      refused = row.error();
      return;
    }
    changed = **row;
    change(changed);
    changed.updated_at = call.now;
    call.world.store().customizations().put(changed);
  });
  if (refused) return tl::unexpected(*refused);
  return ok(to_json(changed));
}

}  // namespace

Result<Answer> list_customizations(const Call& call) {
  const CustomizationKind kind = kind_of(call);
  std::string org;
  std::int64_t limit = INT64_MAX;  // orgs are not paged
  std::int64_t offset = 0;
  if (kind != CustomizationKind::kOrg) {
    const Query query(call.request.query);
    auto named = org_in(call, query);
    if (!named) return tl::unexpected(named.error());
    org = *std::move(named);
    const auto most = query.integer(
        {.name = "limit", .initial = kRecordPageDefault, .least = 1, .most = kRecordPageMax});
    if (!most) return tl::unexpected(most.error());
    limit = *most;
    const auto from = query.integer({.name = "offset"});
    if (!from) return tl::unexpected(from.error());
    offset = *from;
  }
  const std::vector<RecordRow> rows = rows_of(call, kind, org);
  Json body = Json::array();
  const auto total = static_cast<std::int64_t>(rows.size());
  for (std::int64_t at = offset; at < total && at - offset < limit; ++at) {
    body.push_back(to_json(*rows[static_cast<std::size_t>(at)]));
  }
  return ok(body);
}

Result<Answer> create_customization(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  auto wanted = customization_in(call, Fields(*body, "body"));
  if (!wanted) return tl::unexpected(wanted.error());
  if (auto refused = check_own(call, wanted->org)) return tl::unexpected(*refused);
  std::optional<Error> refused;
  call.world.store().update([&] {
    const bool is_org = wanted->kind == CustomizationKind::kOrg;
    if (is_org) wanted->subject = wanted->org;
    wanted->id = customization_id(wanted->kind, wanted->owner, wanted->subject);
    refused = check_room(call, *wanted);
    if (refused) return;
    if (!is_org) {
      wanted->subject = call.world.next_id(row_of(wanted->kind).id_prefix, kRecordIdDigits);
      wanted->id = customization_id(wanted->kind, wanted->owner, wanted->subject);
    }
    call.world.store().customizations().put(*wanted);
  });
  if (refused) return tl::unexpected(*refused);
  Answer answer = ok(to_json(*wanted));
  answer.status = kCreateStatuses[call.world.setting(kCreateStatus)];
  return answer;
}

Result<Answer> get_customization(const Call& call) {
  const auto row = find_row(call);
  if (!row) return tl::unexpected(row.error());
  return ok(to_json(**row));
}

Result<Answer> change_customization(const Call& call) {
  const auto body = object_of(call.request);
  if (!body) return tl::unexpected(body.error());
  const Fields fields(*body, "body");
  struct Given {
    Fields::TextRule rule;
    std::string Customization::*field;
  };
  const std::array<Given, 3> givens = {
      {{{.name = "name", .most = lengths_of(call).name}, &Customization::name},
       {{.name = "focus", .most = lengths_of(call).focus}, &Customization::focus},
       {{.name = "promotion_prompt", .most = kRecordPromptMax}, &Customization::promotion_prompt}}};
  std::array<std::string, givens.size()> texts;
  for (std::size_t at = 0; at < givens.size(); ++at) {
    if (!fields.has(givens[at].rule.name)) continue;
    auto text = fields.text(givens[at].rule);
    if (!text) return tl::unexpected(text.error());
    texts[at] = *std::move(text);
  }
  return change_row(call, [&](Customization& row) {
    for (std::size_t at = 0; at < givens.size(); ++at) {
      if (!texts[at].empty()) row.*givens[at].field = texts[at];
    }
    row.is_prompt_given = row.is_prompt_given || !texts.back().empty();
  });
}

Result<Answer> regenerate_prompt(const Call& call) {
  return change_row(call, [](Customization& row) {
    ++row.prompt_number;
    row.is_prompt_given = false;
    row.promotion_prompt = written_prompt(row);
  });
}

Result<Answer> delete_customization(const Call& call) {
  std::optional<Error> refused;
  call.world.store().update([&] {
    const auto row = find_row(call);
    if (row) {
      call.world.store().customizations().erase((*row)->id);
    } else {
      refused = row.error();
    }
  });
  if (refused) return tl::unexpected(*refused);
  return Answer{.status = 204, .headers = {}, .body = {}};
}

}  // namespace fauxplane::memsy_service
