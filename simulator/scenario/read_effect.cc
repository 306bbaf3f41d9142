#include <algorithm>
#include <array>
#include <utility>

#include "simulator/scenario/read_extraction.h"
#include "simulator/scenario/read_step.h"
#include "simulator/scenario/units.h"

namespace fauxplane {
namespace {

// What reads one effect: its value, the ids it may name, and where the effects go.
struct EffectCall {
  const YamlValue& value;
  std::string_view name;
  const WorldIds& ids;
  const Reading& reading;
  std::vector<Effect>& effects;
};

// The text, if it is one of the `known` ids; empty when it is not.
std::string read_id(const YamlValue& value, std::string_view what, const Ids& known,
                    Findings& findings) {
  const auto id = read_text(value, what, findings);
  if (id && check_known(what, *id, known, value.place, findings)) return *id;
  return {};
}

std::string member_id(const MapReader& map, std::string_view key, const Ids& known,
                      Findings& findings) {
  const YamlValue* value = map.find(key);
  return value == nullptr ? std::string() : read_id(*value, key, known, findings);
}

void advance_clock(const EffectCall& call) {
  const auto by = read_parsed(call.value, call.name, parse_duration, call.reading.findings);
  if (by) call.effects.emplace_back(AdvanceClock{*by});
}

void set_clock(const EffectCall& call) {
  const auto to = read_parsed(call.value, call.name, parse_instant, call.reading.findings);
  if (to) call.effects.emplace_back(SetClock{*to});
}

// Dimensions stand beside the key that names whose they are.
template <class Take>
void for_each_dimension(const EffectCall& call, std::string_view besides, Take take) {
  std::size_t count = 0;
  for (const YamlMember& member : call.value.members) {
    if (member.name == besides) continue;
    ++count;
    const std::string hint = did_you_mean(member.name, std::array{besides});
    if (!hint.empty()) {
      call.reading.findings.add(member.place, "unknown key " + excerpt(member.name) + " in " +
                                                  std::string(call.name) + hint);
      continue;
    }
    const auto dimension = read_dimension(member.name, member.place, call.reading);
    if (dimension) take(*dimension, member);
  }
  if (count == 0) {
    call.reading.findings.add(
        call.value.place, std::string(call.name) + " needs a dimension, such as api_calls: 100");
  }
}

void set_usage(const EffectCall& call) {
  const MapReader map(call.value, MapKind::kSetUsage, call.reading.findings);
  if (!map.is_map()) return;
  const OrgId org(member_id(map, "org", call.ids.orgs, call.reading.findings));
  for_each_dimension(call, "org", [&](Dimension dimension, const YamlMember& member) {
    const auto quantity =
        read_integer(member.value, member.name, 0, INT64_MAX, call.reading.findings);
    if (quantity) call.effects.emplace_back(SetUsage{org, dimension, *quantity});
  });
}

void set_limit(const EffectCall& call) {
  const MapReader map(call.value, MapKind::kSetLimit, call.reading.findings);
  if (!map.is_map()) return;
  const PlanId plan(member_id(map, "plan", call.ids.plans, call.reading.findings));
  for_each_dimension(call, "plan", [&](Dimension dimension, const YamlMember& member) {
    if (member.value.kind == YamlValue::Kind::kNull) {
      call.effects.emplace_back(SetLimit{plan, dimension, std::nullopt});
      return;
    }
    const auto limit = read_integer(member.value, member.name, 0, INT64_MAX, call.reading.findings);
    if (limit) call.effects.emplace_back(SetLimit{plan, dimension, *limit});
  });
}

void set_plan(const EffectCall& call) {
  const MapReader map(call.value, MapKind::kSetPlan, call.reading.findings);
  if (!map.is_map()) return;
  call.effects.emplace_back(
      SetPlan{OrgId(member_id(map, "org", call.ids.orgs, call.reading.findings)),
              PlanId(member_id(map, "plan", call.ids.plans, call.reading.findings))});
}

void set_role(const EffectCall& call) {
  const MapReader map(call.value, MapKind::kSetRole, call.reading.findings);
  if (!map.is_map()) return;
  call.effects.emplace_back(
      SetRole{MemberId(member_id(map, "member", call.ids.members, call.reading.findings)),
              map.text("role").value_or("")});
}

template <bool IsEnabled>
void set_billing(const EffectCall& call) {
  call.effects.emplace_back(SetBilling{
      OrgId(read_id(call.value, "org", call.ids.orgs, call.reading.findings)), IsEnabled});
}

template <class KeyEffect>
void change_key(const EffectCall& call) {
  call.effects.emplace_back(
      KeyEffect{KeyId(read_id(call.value, "key", call.ids.keys, call.reading.findings))});
}

template <bool IsAssigned>
void set_seat(const EffectCall& call) {
  call.effects.emplace_back(
      SetSeat{MemberId(read_id(call.value, "member", call.ids.members, call.reading.findings)),
              IsAssigned});
}

void delete_tenant(const EffectCall& call) {
  call.effects.emplace_back(DeleteTenant{
      TenantId(read_id(call.value, "tenant", call.ids.tenants, call.reading.findings))});
}

// A reset is for services that have the setting which decides about it.
template <class Reset>
void reset(const EffectCall& call, std::string_view setting) {
  const auto& settings = call.reading.vocabulary.settings;
  const bool is_known = std::any_of(settings.begin(), settings.end(),
                                    [&](const SettingRow& row) { return row.name == setting; });
  if (!is_known) {
    call.reading.findings.add(call.value.place, std::string(call.name) + ": service " +
                                                    std::string(call.reading.vocabulary.service) +
                                                    " has no such reset; write set_usage with 0");
  }
  call.effects.emplace_back(
      Reset{OrgId(read_id(call.value, "org", call.ids.orgs, call.reading.findings))});
}

void resubscribe(const EffectCall& call) {
  reset<Resubscribe>(call, "resubscription");
}

void reset_usage(const EffectCall& call) {
  reset<ResetUsage>(call, "operator_reset");
}

void set_extraction(const EffectCall& call) {
  call.effects.emplace_back(read_extraction(call.value, call.reading));
}

struct EffectReader {
  std::string_view name;
  void (*read)(const EffectCall&);
};

// The effects of keys.cc, and what reads each.
constexpr std::array<EffectReader, 16> kEffectReaders = {{{"advance_clock", advance_clock},
                                                          {"set_clock", set_clock},
                                                          {"set_usage", set_usage},
                                                          {"set_limit", set_limit},
                                                          {"set_plan", set_plan},
                                                          {"enable_billing", set_billing<true>},
                                                          {"disable_billing", set_billing<false>},
                                                          {"revoke_key", change_key<RevokeKey>},
                                                          {"expire_key", change_key<ExpireKey>},
                                                          {"assign_seat", set_seat<true>},
                                                          {"remove_seat", set_seat<false>},
                                                          {"set_role", set_role},
                                                          {"delete_tenant", delete_tenant},
                                                          {"resubscribe", resubscribe},
                                                          {"reset_usage", reset_usage},
                                                          {"set_extraction", set_extraction}}};

void read_map(const YamlValue& value, const WorldIds& ids, const Reading& reading,
              std::vector<Effect>& effects) {
  const MapReader map(value, MapKind::kEffects, reading.findings);
  if (!map.is_map()) return;
  if (value.members.empty())
    reading.findings.add(value.place, "an empty then says nothing; leave it out");
  for (const YamlMember& member : value.members) {
    for (const EffectReader& row : kEffectReaders) {
      if (row.name != member.name) continue;
      row.read({.value = member.value,
                .name = member.name,
                .ids = ids,
                .reading = reading,
                .effects = effects});
    }
  }
}

}  // namespace

std::vector<Effect> read_effects(const YamlValue& value, const WorldIds& ids,
                                 const Reading& reading) {
  std::vector<Effect> effects;
  if (value.kind != YamlValue::Kind::kList) {
    read_map(value, ids, reading, effects);
    return effects;
  }
  if (value.items.empty()) {
    reading.findings.add(value.place, "an empty then says nothing; leave it out");
  }
  for (const YamlValue& item : value.items) read_map(item, ids, reading, effects);
  return effects;
}

}  // namespace fauxplane
