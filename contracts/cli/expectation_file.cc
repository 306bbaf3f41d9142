#include "contracts/cli/expectation_file.h"

#include <algorithm>
#include <filesystem>

#include "contracts/cli/listed_file.h"
#include "contracts/model/methods.h"
#include "simulator/scenario/fault.h"
#include "simulator/scenario/map_reader.h"
#include "simulator/scenario/references.h"

namespace fauxplane::contracts {
namespace {

using Names = std::vector<std::string_view>;

Names ids_of_properties() {
  Names names;
  for (const Property& property : all_properties()) names.push_back(property.id);
  return names;
}

// What a feature of that kind may be; empty: any text.
Names values_of(std::string_view kind) {
  if (kind == "retry_after") return {kRetryAfterForms.begin(), kRetryAfterForms.end()};
  Names names;
  if (kind == "method") {
    for (const Contract& contract : all_contracts()) {
      for (const MethodRow& row : method_rows(contract.service)) names.push_back(row.name);
    }
  }
  if (kind == "fault") {
    for (const FaultRow& row : fault_rows()) names.push_back(row.name);
  }
  return names;
}

bool is_status(std::string_view text) {
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  return text.size() == 3 && text.front() >= '1' && text.front() <= '5' &&
         std::all_of(text.begin(), text.end(), is_digit);
}

void read_features(const YamlValue& value, const FeatureKind& kind, Expectation& expectation,
                   Findings& findings) {
  if (!is_list(value, kind.name, findings)) return;
  const Names known = values_of(kind.name);
  for (const YamlValue& item : value.items) {
    auto text = read_text(item, kind.name, findings);
    if (!text) continue;
    if (!known.empty() && !check_known(kind.name, *text, known, item.place, findings)) continue;
    if (kind.name == "status" && !is_status(*text)) {
      findings.add(item.place, "a status is a number from 100 to 599, not " + excerpt(*text));
      continue;
    }
    expectation.prune.push_back({std::string(kind.name), *std::move(text)});
  }
}

void read_signature(const YamlValue& value, Expectation& expectation, Findings& findings) {
  auto text = read_text(value, "signature", findings);
  if (!text) return;
  expectation.signature = *std::move(text);
  const std::string_view id = property_of(expectation);
  if (id.size() == expectation.signature.size()) {
    findings.add(value.place,
                 "a signature is PROPERTY/CONCERN/SIGN, as a run prints it, or PROPERTY/*");
    return;
  }
  check_known("property", id, ids_of_properties(), value.place, findings);
}

void read_versions(const YamlValue& value, Expectation& expectation, Findings& findings) {
  auto text = read_text(value, "versions", findings);
  if (!text) return;
  if (!is_comparison(*text)) {
    findings.add(value.place,
                 "versions is a comparison such as \"<0.4\" or \">=1.2\", not " + excerpt(*text));
  }
  expectation.versions = *std::move(text);
}

// Empty when the file is not there: a run that cannot look at it would take it for stale.
void read_pinned(const YamlValue& value, const std::filesystem::path& folder,
                 Expectation& expectation, Findings& findings) {
  const auto text = read_text(value, "pinned", findings);
  if (!text) return;
  const std::filesystem::path path = folder / *text;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) {
    findings.add(value.place,
                 "cannot read " + excerpt(*text) + "; the path is relative to this file");
    return;
  }
  expectation.pinned = path.string();
}

void read_entry(const YamlValue& entry, const std::filesystem::path& folder,
                std::vector<Expectation>& expectations, Findings& findings) {
  Expectation expectation;
  const auto read_prune = [&](const YamlValue& value) {
    std::vector<ListedKey> keys;
    for (const FeatureKind& kind : kFeatureKinds) {
      keys.push_back({kind.name, [&](const YamlValue& values) {
                        read_features(values, kind, expectation, findings);
                      }});
    }
    read_keys(value, "prune", keys, findings);
  };
  read_keys(
      entry, "an expectation",
      {{"signature", [&](const YamlValue& value) { read_signature(value, expectation, findings); }},
       {"reason",
        [&](const YamlValue& value) {
          set_given(expectation.reason, read_text(value, "reason", findings));
        }},
       {"versions", [&](const YamlValue& value) { read_versions(value, expectation, findings); }},
       {"prune", read_prune},
       {"pinned",
        [&](const YamlValue& value) { read_pinned(value, folder, expectation, findings); }}},
      findings);
  if (entry.kind == YamlValue::Kind::kMap && find_member(entry, "signature") == nullptr) {
    findings.add(entry.place, "an expectation needs \"signature\"");
  }
  if (entry.kind == YamlValue::Kind::kMap && expectation.reason.empty()) {
    findings.add(entry.place, "an expectation needs a \"reason\": who reads it next will ask");
  }
  expectations.push_back(std::move(expectation));
}

}  // namespace

Result<std::vector<Expectation>> read_expectations(const std::string& path) {
  std::vector<Expectation> expectations;
  const auto folder = std::filesystem::path(path).parent_path();
  const auto read = [&](const YamlValue& document, Findings& findings) {
    read_keys(document, "a file of expectations",
              {{"expectations",
                [&](const YamlValue& list) {
                  if (!is_list(list, "expectations", findings)) return;
                  for (const YamlValue& entry : list.items) {
                    read_entry(entry, folder, expectations, findings);
                  }
                }}},
              findings);
  };
  if (auto done = read_yaml_file(path, read); !done) return tl::unexpected(done.error());
  return expectations;
}

}  // namespace fauxplane::contracts
