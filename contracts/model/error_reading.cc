#include "contracts/model/error_reading.h"

#include <algorithm>
#include <array>
#include <span>

namespace fauxplane::contracts {
namespace {

struct FactRow {
  Kind kind;
  std::string_view name;
  Json::value_t type;
};

constexpr auto kText = Json::value_t::string;
constexpr auto kInteger = Json::value_t::number_integer;

constexpr std::array<FactRow, 16> kFacts = {{
    {Kind::kFeatureNotAvailable, "feature", kText},
    {Kind::kFeatureNotAvailable, "current_tier", kText},
    {Kind::kFeatureNotAvailable, "upgrade_url", kText},
    {Kind::kOrgLimitReached, "limit", kInteger},
    {Kind::kOrgLimitReached, "current", kInteger},
    {Kind::kKeyLimitReached, "limit", kInteger},
    {Kind::kKeyLimitReached, "current", kInteger},
    {Kind::kBillingNotEnabled, "interest_path", kText},
    {Kind::kAuthorization, "required_scope", kText},
    {Kind::kSeatLimitReached, "purchased_seats", kInteger},
    {Kind::kSeatLimitReached, "assigned_seats", kInteger},
    {Kind::kSeatLimitReached, "pending_invites", kInteger},
    {Kind::kUsageLimitExceeded, "dimension", kText},
    {Kind::kUsageLimitExceeded, "current", kInteger},
    {Kind::kUsageLimitExceeded, "limit", kInteger},
    {Kind::kUsageLimitExceeded, "upgrade_url", kText},
}};

struct CodeRow {
  int status;
  std::string_view code;
  Kind kind;
};

constexpr std::array<CodeRow, 10> kCodes = {{
    {400, "org_id_not_allowed", Kind::kOrgIdNotAllowed},
    {403, "feature_not_available", Kind::kFeatureNotAvailable},
    {403, "seat_required", Kind::kSeatRequired},
    {403, "org_limit_reached", Kind::kOrgLimitReached},
    {403, "key_limit_reached", Kind::kKeyLimitReached},
    {403, "billing_not_enabled", Kind::kBillingNotEnabled},
    {403, "wrong_scope", Kind::kAuthorization},
    {403, "insufficient_scope", Kind::kAuthorization},
    {409, "seat_limit_reached", Kind::kSeatLimitReached},
    {429, "usage_limit_exceeded", Kind::kUsageLimitExceeded},
}};

// An error body, read.
struct Reading {
  Json effective = Json::object();
  std::optional<std::string> code{};
  std::vector<std::string> texts{};
};

std::string text_member(const Json& object, const char* name) {
  const auto at = object.find(name);
  return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
}

// 8.3, 4 (c): the members at the top, then the body as it is.
std::string outer_text(const Json& top, std::string_view body) {
  if (std::string message = text_member(top, "message"); !message.empty()) return message;
  if (std::string code = text_member(top, "error"); !code.empty()) return code;
  return std::string(body);
}

Reading read(std::string_view body) {
  Reading reading;
  const Json top = Json::parse(body, nullptr, false);
  if (!top.is_object()) {
    reading.texts = {std::string(body)};
    return reading;
  }
  reading.effective = top;
  const auto detail = top.find("detail");
  if (detail != top.end() && detail->is_object()) {
    const Json inner = *detail;
    reading.effective.erase("detail");
    reading.effective.update(inner);
    std::string text = text_member(inner, "message");
    if (text.empty()) text = text_member(inner, "error");
    if (text.empty())
      reading.texts = {"", outer_text(top, body)};
    else
      reading.texts = {std::move(text)};
  } else if (std::string text = text_member(top, "detail"); !text.empty()) {
    reading.texts = {std::move(text)};
  } else {
    reading.texts = {outer_text(top, body)};
  }
  if (const auto code = reading.effective.find("error");
      code != reading.effective.end() && code->is_string()) {
    reading.code = code->get<std::string>();
  }
  return reading;
}

bool contains_word(std::string_view text, std::string_view word) {
  const auto equal = [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b;
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), equal) != text.end();
}

// Open point 3: with a code the code decides, without one the word in the text does. Where several
// texts are right, so are the classes that they give.
std::vector<Kind> kinds_of_429(const Reading& reading) {
  const auto has_word = [](const std::string& text) { return contains_word(text, "quota"); };
  const auto& texts = reading.texts;
  if (std::none_of(texts.begin(), texts.end(), has_word)) return {Kind::kRateLimitExceeded};
  // Open point 3: with a code the code decides, without one the word may.
  if (reading.code) return {Kind::kRateLimitExceeded};
  return {Kind::kUsageLimitExceeded, Kind::kRateLimitExceeded};
}

bool is_gateways(const Json& effective) {
  return effective.size() == 1 && effective.value("message", Json()) == "Forbidden";
}

std::vector<Kind> kinds_of(int status, const Reading& reading) {
  if (status == 401) return {Kind::kAuthentication};
  if (status == 403 && !reading.code && is_gateways(reading.effective)) {
    return {Kind::kAuthentication};
  }
  for (const CodeRow& row : kCodes) {
    if (row.status == status && reading.code == row.code) return {row.kind};
  }
  if (status == 403) return {Kind::kAuthorization};
  return status == 429 ? kinds_of_429(reading) : std::vector{Kind::kApi};
}

bool is_of_type(const Json& value, Json::value_t type) {
  return type == kText ? value.is_string() : value.is_number_integer();
}

std::vector<Fact> facts_of(Kind kind, const Json& effective) {
  std::vector<Fact> facts;
  for (const FactRow& row : kFacts) {
    if (row.kind != kind) continue;
    auto at = effective.find(row.name);
    if (row.name == "required_scope" && at == effective.end()) at = effective.find("scope");
    Fact fact{.name = std::string(row.name)};
    if (at != effective.end()) {
      fact.value = *at;
      fact.is_of_kind = at->is_null() || is_of_type(*at, row.type);
    }
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace

bool ExpectedError::may_be(Kind kind) const {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

ExpectedError expected_error(int status, std::string_view body) {
  const Reading reading = read(body);
  ExpectedError expected{.kinds = kinds_of(status, reading), .code = reading.code};
  expected.details = reading.texts;
  expected.facts = facts_of(expected.kinds.front(), reading.effective);
  return expected;
}

}  // namespace fauxplane::contracts
