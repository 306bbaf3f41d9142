// The table of contents of the catalogue.
#include <algorithm>
#include <array>

#include "contracts/properties/property.h"
#include "simulator/services/request.h"

namespace fauxplane::contracts {
namespace {

std::vector<Property> join() {
  std::vector<Property> all;
  for (const auto& area :
       {exception_properties(), retry_properties(), waiting_properties(), header_properties(),
        quota_properties(), wire_properties(), body_properties(), request_properties(),
        connection_properties(), memorysync_properties()}) {
    all.insert(all.end(), area.begin(), area.end());
  }
  return all;
}

void note_call(const CallEvidence& call, const Options& options,
               std::vector<std::string_view>& classes) {
  const auto& exchanges = call.exchanges;
  const bool is_retried = exchanges.size() > 1;
  if (call.report.is_value) classes.push_back(is_retried ? "value_after_retry" : "value");
  if (call.report.is_value) classes.push_back("value");
  if (!call.report.is_value) classes.push_back("error");
  if (is_retried) classes.push_back("retried");
  if (!call.report.usage.is_null() || !call.report.rate_limit.is_null()) classes.push_back("usage");
  if (static_cast<std::int64_t>(exchanges.size()) == options.max_retries + 1 && is_retried &&
      exchanges.back().answer.status == 429) {
    classes.push_back("exhausted");
  }
  for (const Exchange& exchange : exchanges) {
    if (exchange.answer.effect == Effect::kBroken) classes.push_back("broken");
    if (exchange.answer.effect == Effect::kStalled) classes.push_back("stalled");
    if (exchange.answer.status / 100 == 3) classes.push_back("redirected");
    if (exchange.is_at_other_origin) classes.push_back("other_origin");
    if (exchange.answer.status == 429) classes.push_back("rate_limited");
  }
}

}  // namespace

const std::vector<Property>& all_properties() {
  static const std::vector<Property> kAll = join();
  return kAll;
}

bool is_about(const Property& property, std::string_view service) {
  return property.service == kAnyService || property.service == service;
}

const Property* find_property(std::string_view id) {
  const auto& all = all_properties();
  const auto at = std::find_if(all.begin(), all.end(), [id](const Property& property) {
    return equal_ignoring_case(property.id, id);
  });
  return at == all.end() ? nullptr : &*at;
}

bool owns(const Property& property, const Finding& finding) {
  const std::string concern(name_of(finding.concern));
  const std::string whole = concern + "/" + finding.sign;
  return std::any_of(property.owns.begin(), property.owns.end(),
                     [&](std::string_view own) { return own == concern || own == whole; });
}

std::string signature_of(const Property& property, const Finding& finding) {
  return std::string(property.id) + "/" + std::string(name_of(finding.concern)) + "/" +
         finding.sign;
}

std::vector<std::string_view> classes_in(const Evidence& evidence) {
  std::vector<std::string_view> classes;
  for (const CallEvidence& call : evidence.calls) note_call(call, evidence.options, classes);
  if (evidence.calls.size() > 1) classes.push_back("many_calls");
  return classes;
}

std::string_view name_of(Level level) {
  static constexpr std::array<std::string_view, 3> kNames = {"MUST", "SHOULD", "INFO"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string_view name_of(Tier tier) {
  static constexpr std::array<std::string_view, 3> kNames = {"core", "robust", "strict"};
  return kNames[static_cast<std::size_t>(tier)];
}

}  // namespace fauxplane::contracts
