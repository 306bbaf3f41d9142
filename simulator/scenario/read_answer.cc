#include "simulator/scenario/read_answer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "simulator/scenario/read_redirect.h"
#include "simulator/scenario/units.h"
#include "simulator/scenario/yaml_json.h"

namespace fauxplane {
namespace {

struct FormRow {
  std::string_view name;
  RetryAfterForm form;
};
constexpr std::array<FormRow, 4> kForms = {{{"seconds", RetryAfterForm::kSeconds},
                                            {"imf_fixdate", RetryAfterForm::kImfFixdate},
                                            {"rfc850", RetryAfterForm::kRfc850},
                                            {"asctime", RetryAfterForm::kAsctime}}};

std::optional<RetryAfter> read_retry_after_map(const YamlValue& value, Findings& findings) {
  const MapReader map(value, MapKind::kRetryAfter, findings);
  if (!map.is_map()) return std::nullopt;
  const YamlValue* in = map.find("in");
  const YamlValue* raw = map.find("raw");
  if ((in == nullptr) == (raw == nullptr)) {
    findings.add(value.place, "retry_after needs either \"in\" or \"raw\"");
    return std::nullopt;
  }
  if (raw != nullptr) {
    const auto text = map.text("raw");
    if (map.find("form") != nullptr)
      findings.add(map.find("form")->place, "raw has no form: it is sent as it is; leave form out");
    if (!text || !check_header_value(*text, raw->place, findings)) return std::nullopt;
    return RetryAfter{.value = *text};
  }
  const auto text = map.text("in");
  if (!text) return std::nullopt;
  auto retry_after = read_retry_after(*text, in->place, findings);
  const auto form = map.text("form");
  if (!retry_after || !form) return retry_after;
  const auto known = read_retry_after_form(*form, map.find("form")->place, findings);
  if (!known) return std::nullopt;
  retry_after->form = *known;
  return retry_after;
}

std::optional<RetryAfter> read_any_retry_after(const YamlValue& value, Findings& findings) {
  if (value.kind == YamlValue::Kind::kMap) return read_retry_after_map(value, findings);
  const auto text = read_text(value, "retry_after", findings);
  return text ? read_retry_after(*text, value.place, findings) : std::nullopt;
}

std::vector<std::string> header_values(const YamlMember& member, Findings& findings) {
  std::vector<std::string> values;
  const auto take = [&](const YamlValue& value) {
    auto text = read_text(value, member.name, findings);
    if (text && check_header_value(*text, value.place, findings))
      values.push_back(*std::move(text));
  };
  if (member.value.kind == YamlValue::Kind::kList) {
    for (const YamlValue& item : member.value.items) take(item);
  } else if (member.value.kind != YamlValue::Kind::kNull) {
    take(member.value);
  }
  return values;
}

std::vector<ScriptedHeader> read_headers(const YamlValue& value, Findings& findings) {
  std::vector<ScriptedHeader> headers;
  HeaderNames names;
  if (!is_map(value, "headers", findings)) return headers;
  for (const YamlMember& member : value.members) {
    if (!names.add(member.name, member.place, findings)) continue;
    headers.push_back({.name = member.name, .values = header_values(member, findings)});
  }
  return headers;
}

// Every key that is not the answer's own is a fact of the error, unless it looks like a slip of the
// pen.
void read_attributes(const YamlValue& value, ScriptedAnswer& answer, Findings& findings) {
  const auto known = keys_of(MapKind::kAnswer);
  for (const YamlMember& member : value.members) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    const std::string hint = did_you_mean(member.name, known);
    if (answer.error.empty() || !hint.empty()) {
      findings.add(member.place, "unknown key " + excerpt(member.name) + " in answer" +
                                     (hint.empty() ? "; facts of an error need \"error\"" : hint));
      continue;
    }
    const auto json = json_of(member.value);
    if (json.is_number_integer()) {
      answer.attributes.push_back({member.name, json.get<std::int64_t>()});
    } else if (const auto text = read_text(member.value, excerpt(member.name), findings)) {
      answer.attributes.push_back({member.name, *text});
    }
  }
}

void check_combination(const MapReader& map, Findings& findings) {
  const bool has_error = map.find("error") != nullptr;
  const bool has_status = map.find("status") != nullptr;
  const auto refuse = [&](std::string_view key, const std::string& why) {
    if (const YamlValue* value = map.find(key)) findings.add(value->place, std::string(key) + why);
  };
  if (has_error && has_status)
    refuse("status", ": the error brings its own; leave one of them out");
  if (!has_error) {
    refuse("envelope", " is the shape of an error; it needs \"error\"");
    refuse("message", " is an error's; it needs \"error\" (or write it into \"body\")");
  }
  if (!has_status && map.find("redirect") == nullptr) refuse("body", " needs \"status\"");
  if (!has_error && !has_status && map.find("redirect") == nullptr) {
    refuse("commit", " is about work whose answer is not sent; it needs \"error\" or \"status\"");
  }
  const YamlValue* status = map.find("status");
  if (has_error) refuse("redirect", " has a status of its own; leave error out");
  if (map.find("redirect") != nullptr && has_status && !is_redirect_status(status->text)) {
    findings.add(status->place, "a redirect has the status 301, 302, 303, 307 or 308");
  }
  if (status != nullptr && (status->text == "204" || status->text == "304")) {
    refuse("body", ": a 204 or 304 has none (RFC 9110 15.3.5); leave it out");
  }
}

std::optional<ScriptedAnswer> read_answer_map(const YamlValue& value, const Reading& reading) {
  Findings& findings = reading.findings;
  const std::size_t before = findings.count();
  const MapReader map(value, MapKind::kAnswer, findings);
  ScriptedAnswer answer;
  if (value.members.empty())
    findings.add(value.place, "an empty answer says nothing; write pass or leave it out");
  check_combination(map, findings);
  if (const auto error = map.text("error")) {
    check_error_name(*error, map.find("error")->place, reading);
    answer.error = *error;
  }
  if (const auto envelope = map.text("envelope")) {
    check_envelope(*envelope, map.find("envelope")->place, reading);
    answer.envelope = *envelope;
  }
  answer.message = map.text("message");
  if (const auto status = map.integer("status", kStatusMin, kStatusMax)) {
    answer.status = static_cast<int>(*status);
  }
  if (const YamlValue* redirect = map.find("redirect")) {
    answer.redirect = read_redirect(*redirect, findings);
    if (!answer.status) answer.status = kRedirectStatus;
  }
  if (const YamlValue* retry_after = map.find("retry_after")) {
    answer.retry_after = read_any_retry_after(*retry_after, findings);
  }
  if (const YamlValue* headers = map.find("headers"))
    answer.headers = read_headers(*headers, findings);
  if (const YamlValue* body = map.find("body")) {
    answer.body = body->kind == YamlValue::Kind::kScalar ? body->text : json_text_of(*body);
  }
  answer.commit = read_commit(map, Commit::kAfter, findings);
  read_attributes(value, answer, findings);
  if (findings.count() != before) return std::nullopt;
  return answer;
}

}  // namespace

std::optional<std::optional<ScriptedAnswer>> read_answer(const YamlValue& value,
                                                         const Reading& reading) {
  if (value.kind == YamlValue::Kind::kScalar) return read_compact_answer(value, reading);
  if (value.kind != YamlValue::Kind::kMap) {
    reading.findings.add(value.place,
                         "an answer must be a map, a status, the name of an error, or pass, not " +
                             std::string(kind_name(value)));
    return std::nullopt;
  }
  auto answer = read_answer_map(value, reading);
  if (!answer) return std::nullopt;
  return std::optional(*std::move(answer));
}

Commit read_commit(const MapReader& map, Commit initial, Findings& findings) {
  const auto text = map.text("commit");
  if (text && check_known("point for commit", *text, {"before", "after"}, map.find("commit")->place,
                          findings)) {
    return *text == "after" ? Commit::kAfter : Commit::kBefore;
  }
  return initial;
}

std::optional<RetryAfter> read_retry_after(std::string_view text, Place place, Findings& findings) {
  if (text == "period_end") return RetryAfter{.value = RetryAfter::UntilPeriodEnd{}};
  const auto duration = parse_duration(text);
  if (duration) return RetryAfter{.value = *duration};
  findings.add(place, "retry_after: " + duration.error().message +
                          "; what no duration can say goes into {raw: ...}");
  return std::nullopt;
}

std::optional<RetryAfterForm> read_retry_after_form(std::string_view text, Place place,
                                                    Findings& findings) {
  std::vector<std::string_view> names;
  for (const FormRow& row : kForms) {
    if (row.name == text) return row.form;
    names.push_back(row.name);
  }
  check_known("form of Retry-After", text, names, place, findings);
  return std::nullopt;
}

bool check_header_value(std::string_view value, Place place, Findings& findings) {
  if (value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos) return true;
  findings.add(place, "a header value must not hold a line end or NUL");
  return false;
}

bool check_error_name(std::string_view name, Place place, const Reading& reading) {
  std::vector<std::string_view> names;
  for (const ErrorName& error : reading.vocabulary.errors) names.push_back(error.name);
  return check_known("error", name, names, place, reading.findings);
}

bool check_envelope(std::string_view name, Place place, const Reading& reading) {
  return check_known("envelope", name, reading.vocabulary.envelopes, place, reading.findings);
}

}  // namespace fauxplane
