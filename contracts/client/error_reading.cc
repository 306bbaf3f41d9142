#include "contracts/client/error_reading.h"

#include <algorithm>
#include <array>
#include <limits>

#include "contracts/client/json_body.h"

namespace memsy {
namespace {

using Json = nlohmann::json;

// A member that is a text and says something.
std::optional<std::string> words_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  auto words = found->get<std::string>();
  if (words.empty()) return std::nullopt;
  return words;
}

std::string detail_of(const Json& top, const std::string& body) {
  const auto detail = top.find("detail");
  if (detail != top.end() && detail->is_object()) {
    if (auto words = words_in(*detail, "message")) return *words;
    if (auto words = words_in(*detail, "error")) return *words;
  }
  for (const char* const name : {"detail", "message", "error"}) {
    if (auto words = words_in(top, name)) return *words;
  }
  return body;
}

// What stands in `detail` counts more than what stands beside it.
Json effective_members(const Json& top) {
  const auto detail = top.find("detail");
  if (detail == top.end() || !detail->is_object()) return top;
  Json members = top;
  members.erase("detail");
  members.update(*detail);
  return members;
}

bool contains_word(std::string_view text, std::string_view word) {
  const auto same = [](char letter, char wanted) {
    return letter == wanted || (letter >= 'A' && letter <= 'Z' && letter - 'A' + 'a' == wanted);
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

struct CodeRow {
  int status;
  std::string_view code;
  ErrorKind kind;
};

constexpr std::array<CodeRow, 8> kCodes = {{
    {400, "org_id_not_allowed", ErrorKind::kOrgIdNotAllowed},
    {403, "feature_not_available", ErrorKind::kFeatureNotAvailable},
    {403, "seat_required", ErrorKind::kSeatRequired},
    {403, "org_limit_reached", ErrorKind::kOrgLimitReached},
    {403, "key_limit_reached", ErrorKind::kKeyLimitReached},
    {403, "billing_not_enabled", ErrorKind::kBillingNotEnabled},
    {409, "seat_limit_reached", ErrorKind::kSeatLimitReached},
    {429, "usage_limit_exceeded", ErrorKind::kUsageLimit},
}};

}  // namespace

ErrorFacts read_error(const HttpResponse& response) {
  const Json top = parse_json(response.body).value_or(Json());
  if (!top.is_object()) return {.detail = response.body};
  ErrorFacts facts{.detail = detail_of(top, response.body), .members = effective_members(top)};
  const auto code = facts.members.find("error");
  if (code != facts.members.end() && code->is_string()) facts.code = code->get<std::string>();
  facts.is_gateway_refusal = facts.members == Json{{"message", "Forbidden"}};
  return facts;
}

ErrorKind kind_of(int status, const ErrorFacts& facts) {
  const auto* const row = std::find_if(kCodes.begin(), kCodes.end(), [&](const CodeRow& each) {
    return each.status == status && facts.code == each.code;
  });
  if (row != kCodes.end()) return row->kind;
  if (status == 401) return ErrorKind::kAuthentication;
  if (status == 403) {
    return facts.is_gateway_refusal ? ErrorKind::kAuthentication : ErrorKind::kAuthorization;
  }
  if (status == 429) {
    // Where there is a code it decides; words decide where there is none.
    const bool is_quota = !facts.code && contains_word(facts.detail, "quota");
    return is_quota ? ErrorKind::kUsageLimit : ErrorKind::kRateLimit;
  }
  return ErrorKind::kApi;
}

std::optional<std::string> text_in(const ErrorFacts& facts, std::string_view name) {
  if (!facts.members.is_object()) return std::nullopt;
  const auto found = facts.members.find(name);
  if (found == facts.members.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::int64_t> integer_in(const ErrorFacts& facts, std::string_view name) {
  if (!facts.members.is_object()) return std::nullopt;
  const auto found = facts.members.find(name);
  if (found == facts.members.end()) return std::nullopt;
  return integer_of(*found);
}

}  // namespace memsy
