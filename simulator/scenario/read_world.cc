#include "simulator/scenario/read_world.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "simulator/scenario/read_billing.h"
#include "simulator/scenario/read_extraction.h"
#include "simulator/scenario/yaml_json.h"

namespace fauxplane {
namespace {

// The default creation time of a key: a date before every scenario's.
Instant default_created_at() {
  return std::chrono::sys_days{std::chrono::January / 1 / 2026};
}

void read_limits(const YamlValue& value, Limits& limits, const Reading& reading) {
  if (!is_map(value, "limits", reading.findings)) return;
  for (const YamlMember& member : value.members) {
    const auto dimension = read_dimension(member.name, member.place, reading);
    if (!dimension) continue;
    auto& limit = limits[index_of(*dimension)];
    if (member.value.kind == YamlValue::Kind::kNull) {
      limit.reset();
    } else {
      limit = read_integer(member.value, member.name, 0, INT64_MAX, reading.findings);
    }
  }
}

void read_plan(const YamlMember& member, WorldDraft& draft, const Reading& reading) {
  const MapReader map(member.value, MapKind::kPlan, reading.findings);
  if (!map.is_map()) return;
  Plan& plan = draft.plans.at(member.name);
  set_given(plan.max_keys, map.integer("max_keys", 0));
  set_given(plan.max_orgs, map.integer("max_orgs", 0));
  if (const YamlValue* value = map.find("limits")) read_limits(*value, plan.limits, reading);
  set_given(plan.currency, map.text("currency"));
  if (const YamlValue* value = map.find("prices")) {
    plan.prices = read_prices(*value, reading.findings);
  }
  if (const YamlValue* value = map.find("overage_rates");
      value != nullptr && is_map(*value, "overage_rates", reading.findings)) {
    for (const YamlMember& rate : value->members) {
      const auto dimension = read_dimension(rate.name, rate.place, reading);
      if (!dimension) continue;
      plan.overage_rates[index_of(*dimension)] =
          read_number(rate.value, rate.name, reading.findings);
    }
  }
  if (const YamlValue* value = map.find("features");
      value != nullptr && is_list(*value, "features", reading.findings)) {
    plan.features.clear();
    for (const YamlValue& item : value->items) {
      if (auto feature = read_text(item, "a feature", reading.findings)) {
        plan.features.insert(*std::move(feature));
      }
    }
  }
}

void read_member(const YamlMember& yaml, WorldDraft& draft, const Reading& reading) {
  const MapReader map(yaml.value, MapKind::kMember, reading.findings);
  if (!map.is_map()) return;
  if (draft.members.find(yaml.name) == nullptr && map.find("org") == nullptr) {
    reading.findings.add(yaml.place,
                         "a new member needs \"org\"; known members are " + draft.members.listed());
  }
  Member& member = draft.members.at(yaml.name);
  if (auto org = map.text("org")) member.org = OrgId(*std::move(org));
  set_given(member.email, map.text("email"));
  set_given(member.customer_id, map.text("customer_id"));
  set_given(member.role, map.text("role"));
  set_given(member.has_seat, map.boolean("seat"));
  set_given(member.is_superadmin, map.boolean("superadmin"));
  set_given(member.is_billing_admin, map.boolean("billing_admin"));
}

void read_scopes(const YamlValue& value, ApiKey& key, const Reading& reading) {
  if (!is_list(value, "scopes", reading.findings)) return;
  key.scopes.clear();
  const auto& scopes = reading.vocabulary.scopes;
  const std::vector<std::string_view> known(scopes.begin(), scopes.end());
  for (const YamlValue& item : value.items) {
    auto scope = read_text(item, "a scope", reading.findings);
    if (scope && check_known("scope", *scope, known, item.place, reading.findings)) {
      key.scopes.insert(*std::move(scope));
    }
  }
}

void check_secret(const ApiKey& key, Place place, const Reading& reading) {
  const auto prefixes = reading.vocabulary.secret_prefixes;
  const bool has_prefix = std::any_of(prefixes.begin(), prefixes.end(),
                                      [&](auto prefix) { return key.secret.starts_with(prefix); });
  const bool is_printable = std::all_of(key.secret.begin(), key.secret.end(),
                                        [](char letter) { return letter > ' ' && letter <= '~'; });
  if (has_prefix && is_printable) return;
  std::string allowed;
  for (const std::string_view prefix : prefixes) {
    allowed.append(allowed.empty() ? "" : " or ").append(prefix);
  }
  reading.findings.add(place, "a secret must begin with " + allowed +
                                  " and hold printable characters without blanks");
}

void read_key(const YamlMember& yaml, WorldDraft& draft, const Reading& reading) {
  const MapReader map(yaml.value, MapKind::kKey, reading.findings);
  if (!map.is_map()) return;
  if (draft.keys.find(yaml.name) == nullptr) {
    if (map.find("member") == nullptr) {
      reading.findings.add(yaml.place,
                           "a new key needs \"member\"; known keys are " + draft.keys.listed());
    }
    ApiKey& made = draft.keys.at(yaml.name);
    made.name = yaml.name;
    made.secret = std::string(reading.vocabulary.secret_prefixes.front()) +
                  random_hex(1, "key/" + yaml.name, 0, 32);
    for (const std::string_view scope : reading.vocabulary.initial_scopes) {
      made.scopes.emplace(scope);
    }
    made.created_at = default_created_at();
    made.environment = "production";
  }
  ApiKey& key = draft.keys.at(yaml.name);
  if (auto member = map.text("member")) key.member = MemberId(*std::move(member));
  set_given(key.name, map.text("name"));
  set_given(key.secret, map.text("secret"));
  set_given(key.created_at, map.instant("created_at"));
  if (auto tenant = map.text("tenant")) key.tenant = TenantId(*std::move(tenant));
  if (auto project = map.text("project")) key.project = ProjectId(*std::move(project));
  set_given(key.environment, map.text("environment"));
  set_given(key.is_strict, map.boolean("strict"));
  set_given(key.is_session, map.boolean("session"));
  if (map.find("expires_at") != nullptr) key.expires_at = map.instant("expires_at");
  if (const auto revoked = map.boolean("revoked")) {
    key.revoked_at = *revoked ? std::optional(key.created_at) : std::nullopt;
  }
  if (const YamlValue* value = map.find("scopes")) read_scopes(*value, key, reading);
  if (const YamlValue* value = map.find("rate_tier")) {
    key.rate_tier = read_key_tier(*value, reading.findings);
  }
  if (const YamlValue* secret = map.find("secret")) {
    check_secret(key, secret->place, reading);
  }
}

void read_events(const YamlValue& value, WorldSeed& world, const Reading& reading) {
  if (!is_list(value, "events", reading.findings)) return;
  world.events.clear();
  world.remembered.clear();
  std::set<std::string> ids;
  const Ids orgs(world.orgs);
  for (const YamlValue& item : value.items) {
    const MapReader map(item, MapKind::kEvent, reading.findings);
    if (!map.is_map()) continue;
    Event event{.id = EventId(map.text("id").value_or(
                    "01" + random_hex(1, "event", world.events.size(), 24))),
                .org = OrgId(map.text("org").value_or("")),
                .actor = map.text("actor_id").value_or(""),
                .session = map.text("session_id").value_or(""),
                .kind = map.text("kind").value_or(""),
                .content = map.text("content").value_or(""),
                .metadata = {},
                .role = map.text("role_id").value_or(""),
                .team = map.text("team_id").value_or(""),
                .at = map.instant("ts").value_or(Instant{}),
                .ingested_at = {}};
    event.ingested_at = map.instant("ingested_at").value_or(event.at);
    if (const YamlValue* metadata = map.find("metadata");
        metadata != nullptr && is_map(*metadata, "metadata", reading.findings)) {
      event.metadata = json_text_of(*metadata);
    }
    if (!ids.insert(event.id.value).second) {
      const YamlValue* id = map.find("id");
      reading.findings.add(id == nullptr ? item.place : id->place,
                           "there is another event " + excerpt(event.id.value));
    }
    if (const YamlValue* org = map.find("org"); org != nullptr && !event.org.value.empty()) {
      check_known("org", event.org.value, orgs, org->place, reading.findings);
    }
    if (map.boolean("remembered").value_or(false)) world.remembered.insert(event.id);
    world.events.push_back(std::move(event));
  }
}

void read_settings(const YamlValue& value, WorldSeed& world, const Reading& reading) {
  if (!is_map(value, "settings", reading.findings)) return;
  std::vector<std::string_view> names;
  for (const SettingRow& row : reading.vocabulary.settings) names.push_back(row.name);
  for (const YamlMember& member : value.members) {
    if (!check_known("setting", member.name, names, member.place, reading.findings)) continue;
    const auto row =
        std::find_if(reading.vocabulary.settings.begin(), reading.vocabulary.settings.end(),
                     [&](const SettingRow& known) { return known.name == member.name; });
    auto chosen = read_text(member.value, member.name, reading.findings);
    if (!chosen) continue;
    const std::string what = "value of " + member.name;
    if (check_known(what, *chosen, choices_of(*row), member.value.place, reading.findings)) {
      world.settings[member.name] = *std::move(chosen);
    }
  }
}

// Ids that the maps of `yaml` name must exist.
void check_references(const YamlValue& yaml, const WorldSeed& world, Findings& findings) {
  const auto check = [&](const char* maps, const char* key, const char* what, const Ids& known) {
    const YamlValue* map = find_member(yaml, maps);
    if (map == nullptr) return;
    for (const YamlMember& entry : map->members) {
      const YamlValue* name = find_member(entry.value, key);
      if (name == nullptr || name->kind != YamlValue::Kind::kScalar) continue;
      check_known(what, name->text, known, name->place, findings);
    }
  };
  check("orgs", "plan", "plan", Ids(world.plans));
  check("members", "org", "org", Ids(world.orgs));
  check("keys", "member", "member", Ids(world.members));
  check("keys", "tenant", "tenant", Ids(world.tenants));
  check("keys", "project", "project", Ids(world.projects));
  check("tenants", "org", "org", Ids(world.orgs));
  check("projects", "tenant", "tenant", Ids(world.tenants));
}

// Where `yaml` gives the key its secret, or else where it names the key; nullopt when it does not.
std::optional<Place> place_of_secret(const YamlValue& yaml, const KeyId& id) {
  const YamlValue* keys = find_member(yaml, "keys");
  if (keys == nullptr) return std::nullopt;
  for (const YamlMember& entry : keys->members) {
    if (entry.name != id.value) continue;
    const YamlValue* secret = find_member(entry.value, "secret");
    return secret == nullptr ? entry.place : secret->place;
  }
  return std::nullopt;
}

// The org of a key follows from its member, and no two keys share a secret.
void connect_keys(const YamlValue& yaml, WorldDraft& draft, Findings& findings) {
  std::unordered_map<std::string_view, const KeyId*> owners;
  for (ApiKey& key : draft.world.keys) {
    if (const Member* member = draft.members.find(key.member.value)) key.org = member->org;
    const auto [owner, is_new] = owners.try_emplace(key.secret, &key.id);
    if (is_new || findings.is_full()) continue;
    auto place = place_of_secret(yaml, key.id);
    if (!place) place = place_of_secret(yaml, *owner->second);
    findings.add(place.value_or(yaml.place), "keys " + owner->second->value + " and " +
                                                 key.id.value +
                                                 " have the same secret; a request could not "
                                                 "tell them apart");
  }
}

void for_each(const YamlValue* map, std::string_view what, WorldDraft& draft,
              const Reading& reading,
              void (*read)(const YamlMember&, WorldDraft&, const Reading&)) {
  if (map == nullptr || !is_map(*map, what, reading.findings)) return;
  for (const YamlMember& member : map->members) {
    if (member.name.empty()) {
      reading.findings.add(member.place, "an id must not be empty");
      continue;
    }
    read(member, draft, reading);
  }
}

}  // namespace

std::optional<Dimension> read_dimension(std::string_view name, Place place,
                                        const Reading& reading) {
  std::vector<std::string_view> names;
  for (const DimensionRow& row : reading.vocabulary.dimensions) names.push_back(row.name);
  if (!check_known("dimension", name, names, place, reading.findings)) return std::nullopt;
  const auto at = std::find(names.begin(), names.end(), name);
  return static_cast<Dimension>(at - names.begin());
}

WorldDraft::WorldDraft(WorldSeed base) : world(std::move(base)) {
  for (std::size_t at = 0; at < world.usage.size(); ++at) {
    usage.try_emplace({world.usage[at].org.value, world.usage[at].dimension}, at);
  }
}

WorldSeed read_world(const YamlValue& value, WorldSeed base, const Reading& reading) {
  const MapReader map(value, MapKind::kWorld, reading.findings);
  if (!map.is_map()) return base;
  WorldDraft draft(std::move(base));
  WorldSeed& world = draft.world;
  for_each(map.find("plans"), "plans", draft, reading, read_plan);
  for_each(map.find("orgs"), "orgs", draft, reading, read_org);
  for_each(map.find("members"), "members", draft, reading, read_member);
  for_each(map.find("keys"), "keys", draft, reading, read_key);
  for_each(map.find("tenants"), "tenants", draft, reading, read_tenant);
  for_each(map.find("projects"), "projects", draft, reading, read_project);
  if (const YamlValue* limits = map.find("rate_limits")) {
    read_rate_limits(*limits, world.rate_limits, reading.findings);
  }
  if (const YamlValue* events = map.find("events")) read_events(*events, world, reading);
  if (const YamlValue* extraction = map.find("extraction")) {
    world.extraction = changed(world.extraction, read_extraction(*extraction, reading));
  }
  if (const YamlValue* settings = map.find("settings")) read_settings(*settings, world, reading);
  check_references(value, world, reading.findings);
  connect_keys(value, draft, reading.findings);
  if (const YamlValue* handed_out = map.find("handed_out")) {
    const auto id = read_text(*handed_out, "handed_out", reading.findings);
    if (id && check_known("key", *id, Ids(world.keys), handed_out->place, reading.findings)) {
      world.handed_out = KeyId(*id);
    }
  }
  return std::move(world);
}

}  // namespace fauxplane
