#include "contracts/cli/profile_file.h"

#include <array>

#include "contracts/cli/listed_file.h"
#include "simulator/scenario/map_reader.h"
#include "simulator/scenario/references.h"

namespace fauxplane::contracts {
namespace {

using Names = std::vector<std::string_view>;

// Of errors (memsy.md 8.1, memorysync.md 13).
const Names kAttributes = {
    "status_code",    "error_code", "detail",          "retry_after",    "response",
    "required_scope", "feature",    "current_tier",    "upgrade_url",    "limit",
    "current",        "dimension",  "purchased_seats", "assigned_seats", "pending_invites",
    "interest_path",  "code",       "message",         "request_id",     "retry_after_seconds"};
const Names kCapabilities = {"max_retries", "backoff", "timeout",    "project",
                             "usage",       "close",   "concurrent", "cancel"};

void read_kinds(const YamlValue& map, Naming& naming, Findings& findings) {
  if (!is_map(map, "kinds", findings)) return;
  Names names;
  for (const KindRow& row : kKindRows) names.push_back(row.name);
  for (const YamlMember& member : map.members) {
    const auto name = read_text(member.value, member.name, findings);
    if (!name || !check_known("kind", *name, names, member.value.place, findings)) continue;
    const auto kind = kind_named(*name);
    naming.kinds[member.name] = kind ? *kind : *kind_named(*name, true);
  }
}

void read_attributes(const YamlValue& map, Naming& naming, Findings& findings) {
  if (!is_map(map, "attributes", findings)) return;
  for (const YamlMember& member : map.members) {
    if (!check_known("attribute", member.name, kAttributes, member.place, findings)) continue;
    if (auto own = read_text(member.value, member.name, findings)) {
      naming.names[member.name] = *std::move(own);
    }
  }
}

// One of two words; whether it is the second.
void read_choice(const YamlValue& value, std::string_view what,
                 const std::array<std::string_view, 2>& words, bool& is_second,
                 Findings& findings) {
  const auto text = read_text(value, what, findings);
  const Names names(words.begin(), words.end());
  if (!text || !check_known("value", *text, names, value.place, findings)) return;
  is_second = *text == words[1];
}

void read_dialect(const YamlValue& map, Profile& profile, Findings& findings) {
  read_keys(map, "dialect",
            {{"retry_after_date",
              [&](const YamlValue& value) {
                read_choice(value, "retry_after_date", {"wait", "backoff"},
                            profile.date_may_be_backoff, findings);
              }},
             {"quota_429",
              [&](const YamlValue& value) {
                read_choice(value, "quota_429", {"retry", "either"}, profile.quota_may_be_given_up,
                            findings);
              }}},
            findings);
}

void read_without(const YamlValue& list, Profile& profile, Findings& findings) {
  if (!is_list(list, "without", findings)) return;
  for (const YamlValue& item : list.items) {
    auto capability = read_text(item, "a capability", findings);
    if (!capability ||
        !check_known("capability", *capability, kCapabilities, item.place, findings)) {
      continue;
    }
    profile.without.insert(*std::move(capability));
  }
}

}  // namespace

Result<Profile> read_profile(const std::string& path) {
  Profile profile;
  const auto read = [&](const YamlValue& document, Findings& findings) {
    const auto with = [&](auto part) {
      return
          [&profile, &findings, part](const YamlValue& value) { part(value, profile, findings); };
    };
    read_keys(
        document, "a profile",
        {{"root",
          [&](const YamlValue& value) {
            set_given(profile.naming.root, read_text(value, "root", findings));
          }},
         {"kinds", [&](const YamlValue& value) { read_kinds(value, profile.naming, findings); }},
         {"attributes",
          [&](const YamlValue& value) { read_attributes(value, profile.naming, findings); }},
         {"dialect", with(read_dialect)},
         {"without", with(read_without)}},
        findings);
  };
  if (auto done = read_yaml_file(path, read); !done) return tl::unexpected(done.error());
  return profile;
}

}  // namespace fauxplane::contracts
