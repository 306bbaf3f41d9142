#include "simulator/cli/listings.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/cli/scenario_source.h"
#include "simulator/cli/tables.h"
#include "simulator/scenario/fault.h"
#include "simulator/scenario/library.h"
#include "simulator/scenario/nearest.h"

namespace fauxplane {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 2;

std::string printed(const Json& json) {
  return json.dump(kIndent) + "\n";
}

std::string envelope_name(const ErrorRow& row) {
  if (!row.envelope) return "of the plane";
  for (const EnvelopeRow& envelope : envelope_rows()) {
    if (envelope.envelope == *row.envelope) return std::string(envelope.name);
  }
  return "";
}

std::string attribute_names(const ErrorRow& row) {
  std::string names;
  for (const Attribute& attribute : row.attributes) {
    names += (names.empty() ? "" : ", ") + attribute.name;
  }
  return names;
}

Json attributes_json(const ErrorRow& row) {
  Json json = Json::object();
  for (const Attribute& attribute : row.attributes) {
    std::visit([&](const auto& value) { json[attribute.name] = value; }, attribute.value);
  }
  return json;
}

std::string full_path(const Route& route) {
  return std::string(route.prefix) + std::string(route.path);
}

std::vector<std::string> gate_names(const Service& service, const Route& route) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < service.gates.size(); ++at) {
    if ((route.gates >> at & 1U) != 0) names.emplace_back(service.gates[at].name);
  }
  return names;
}

std::string area_of(std::string_view name) {
  return std::string(name.substr(0, name.find('/')));
}

Result<std::string> show(const std::string& name) {
  if (const auto file = find_in_library(name)) return std::string(file->yaml);
  const std::string meant = did_you_mean(name, library_names());
  return tl::unexpected(Error{"unknown_scenario",
                              "--show: there is no scenario \"" + name + "\"" +
                                  (meant.empty() ? "; `fauxplane scenarios` lists them" : meant)});
}

Result<std::vector<LibraryFile>> files_of(const std::string& area) {
  std::vector<LibraryFile> files;
  std::vector<std::string> areas;
  for (const LibraryFile& file : library()) {
    if (area.empty() || area_of(file.name) == area) files.push_back(file);
    if (areas.empty() || areas.back() != area_of(file.name)) areas.push_back(area_of(file.name));
  }
  if (!files.empty() || area.empty()) return files;
  const std::vector<std::string_view> candidates(areas.begin(), areas.end());
  std::string known;
  for (const std::string& one : areas) known += (known.empty() ? "" : ", ") + one;
  const std::string meant = did_you_mean(area, candidates);
  return tl::unexpected(Error{
      "unknown_area",
      "there is no area \"" + area + "\"" + (meant.empty() ? "; known are " + known : meant)});
}

}  // namespace

std::string errors_text(const Service& service, std::size_t width) {
  TextTable table{
      .heads = {"NAME", "STATUS", "ENVELOPE", "CODE", "ATTRIBUTES", "MESSAGE", "ADVICE"}};
  for (const ErrorRow& row : service.errors) {
    table.rows.push_back({std::string(row.name), std::to_string(row.status), envelope_name(row),
                          row.has_code ? "yes" : "no", attribute_names(row),
                          std::string(row.message), std::string(row.advice)});
  }
  return to_text(table, width);
}

std::string errors_json(const Service& service) {
  Json json = Json::array();
  for (const ErrorRow& row : service.errors) {
    json.push_back({{"name", row.name},
                    {"status", row.status},
                    {"envelope", row.envelope ? Json(envelope_name(row)) : Json()},
                    {"has_code", row.has_code},
                    {"is_default_of_status", row.is_default_of_status},
                    {"attributes", attributes_json(row)},
                    {"message", row.message},
                    {"advice", row.advice}});
  }
  return printed(json);
}

std::string faults_text(std::size_t width) {
  TextTable table{.heads = {"NAME", "VALUES", "DOES"}};
  for (const FaultRow& row : fault_rows()) {
    table.rows.push_back({std::string(row.name),
                          std::string(row.values.empty() ? "its choices, below" : row.values),
                          std::string(row.does)});
  }
  TextTable choices{.heads = {"FAULT", "CHOICE", "DOES"}};
  for (const DamageRow& row : damage_rows()) {
    choices.rows.push_back(
        {std::string(row.fault), std::string(row.choice), std::string(row.does)});
  }
  return to_text(table, width) + "\n" + to_text(choices, width);
}

std::string faults_json() {
  Json json = Json::array();
  for (const FaultRow& row : fault_rows()) {
    Json choices = Json::array();
    for (const DamageRow& damage : damage_rows()) {
      if (damage.fault != row.name) continue;
      choices.push_back({{"choice", damage.choice}, {"does", damage.does}});
    }
    json.push_back({{"name", row.name},
                    {"values", values_of(row)},
                    {"does", row.does},
                    {"properties", row.properties},
                    {"choices", std::move(choices)}});
  }
  return printed(json);
}

std::string routes_text(const Service& service, std::size_t width) {
  TextTable table{.heads = {"METHOD", "PATH", "GATES", "SAYS"}};
  for (const Route& route : service.routes) {
    std::string gates;
    for (const std::string& gate : gate_names(service, route)) {
      gates += (gates.empty() ? "" : ", ") + gate;
    }
    table.rows.push_back({std::string(name_of(route.method)), full_path(route), std::move(gates),
                          std::string(route.says)});
  }
  return to_text(table, width);
}

std::string routes_json(const Service& service) {
  Json json = Json::array();
  for (const Route& route : service.routes) {
    json.push_back({{"method", name_of(route.method)},
                    {"path", full_path(route)},
                    {"gates", gate_names(service, route)},
                    {"says", route.says}});
  }
  return printed(json);
}

std::string settings_text(const Service& service, std::size_t width) {
  TextTable table{.heads = {"NAME", "VALUES", "DEFAULT", "DECIDES"}};
  for (const SettingRow& row : service.settings) {
    table.rows.push_back({std::string(row.name), std::string(row.values), std::string(row.initial),
                          std::string(row.says)});
  }
  return to_text(table, width);
}

std::string settings_json(const Service& service) {
  Json json = Json::array();
  for (const SettingRow& row : service.settings) {
    json.push_back({{"name", row.name},
                    {"values", choices_of(row)},
                    {"default", row.initial},
                    {"decides", row.says}});
  }
  return printed(json);
}

Result<std::string> scenarios_text(const ScenariosCommand& command, std::size_t width) {
  if (!command.show.empty()) return show(command.show);
  const auto files = files_of(command.area);
  if (!files) return tl::unexpected(files.error());
  TextTable table{.heads = {"NAME", "SHOWS"}};
  Json json = Json::array();
  std::string names;
  for (const LibraryFile& file : *files) {
    const std::string sentence(fauxplane::sentence_of(file.yaml));
    names += std::string(file.name) + "\n";
    json.push_back({{"name", file.name}, {"sentence", sentence}});
    table.rows.push_back({std::string(file.name), sentence});
  }
  if (command.names_only) return names;
  return command.json ? printed(json) : to_text(table, width);
}

}  // namespace fauxplane
