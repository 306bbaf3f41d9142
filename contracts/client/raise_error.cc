#include "contracts/client/raise_error.h"

#include <algorithm>
#include <array>

namespace memsy {
namespace {

// How keys begin (memsy.md 3.1, memorysync.md 1): what stands in front is no secret.
constexpr std::array<std::string_view, 4> kKeyPrefixes = {"msy_", "ms_live_", "ms_test_",
                                                          "ms_dev_"};

// "ms_live_***"; nothing of a key that begins otherwise.
std::string mask_of(std::string_view api_key) {
  const auto* const prefix =
      std::find_if(kKeyPrefixes.begin(), kKeyPrefixes.end(),
                   [&](std::string_view each) { return api_key.starts_with(each); });
  return std::string(prefix == kKeyPrefixes.end() ? "" : *prefix) + "***";
}

std::string without_key(std::string text, std::string_view api_key) {
  if (api_key.empty()) return text;
  const std::string mask = mask_of(api_key);
  for (std::size_t at = text.find(api_key); at != std::string::npos;
       at = text.find(api_key, at + mask.size())) {
    text.replace(at, api_key.size(), mask);
  }
  return text;
}

bool continues_a_character(char letter) {
  return (static_cast<unsigned char>(letter) & 0xC0U) == 0x80U;
}

// Not in the middle of a character of UTF-8.
std::string shortened(std::string text) {
  if (text.size() <= kQuotedTextMax) return text;
  std::size_t end = kQuotedTextMax;
  while (end > 0 && continues_a_character(text[end])) --end;
  return text.substr(0, end) + "...";
}

[[noreturn]] void raise_forbidden(ErrorKind kind, const ErrorFacts& facts,
                                  const ApiProblem& problem) {
  if (kind == ErrorKind::kFeatureNotAvailable) {
    FeatureNotAvailable error(problem);
    error.feature = text_in(facts, "feature");
    error.current_tier = text_in(facts, "current_tier");
    error.upgrade_url = text_in(facts, "upgrade_url");
    throw error;
  }
  if (kind == ErrorKind::kBillingNotEnabled) {
    BillingNotEnabledError error(problem);
    error.interest_path = text_in(facts, "interest_path");
    throw error;
  }
  AuthorizationError error(problem);
  error.required_scope = text_in(facts, "required_scope");
  if (!error.required_scope) error.required_scope = text_in(facts, "scope");
  throw error;
}

template <class Limit>
[[noreturn]] void raise_limit(const ErrorFacts& facts, const ApiProblem& problem) {
  Limit error(problem);
  error.limit = integer_in(facts, "limit");
  error.current = integer_in(facts, "current");
  throw error;
}

[[noreturn]] void raise_no_seat_left(const ErrorFacts& facts, const ApiProblem& problem) {
  SeatLimitReachedError error(problem);
  error.purchased_seats = integer_in(facts, "purchased_seats");
  error.assigned_seats = integer_in(facts, "assigned_seats");
  error.pending_invites = integer_in(facts, "pending_invites");
  throw error;
}

[[noreturn]] void raise_used_up(const ErrorFacts& facts, const ApiProblem& problem) {
  UsageLimitExceeded error(problem);
  error.dimension = text_in(facts, "dimension");
  error.current = integer_in(facts, "current");
  error.limit = integer_in(facts, "limit");
  error.upgrade_url = text_in(facts, "upgrade_url");
  throw error;
}

}  // namespace

std::string message_of(int status, std::string_view text, std::string_view api_key) {
  // The key first: a key that is cut in two is a key that is not found.
  std::string line = shortened(without_key(std::string(text), api_key));
  std::replace_if(
      line.begin(), line.end(), [](char letter) { return letter >= 0 && letter < ' '; }, ' ');
  return std::to_string(status) + (line.empty() ? "" : ": ") + line;
}

void raise_error(ErrorKind kind, const ErrorFacts& facts, const ApiProblem& problem,
                 std::optional<Seconds> retry_after) {
  switch (kind) {
    case ErrorKind::kApi:
      throw MemsyAPIError(problem);
    case ErrorKind::kOrgIdNotAllowed:
      throw OrgIdNotAllowedError(problem);
    case ErrorKind::kAuthentication:
      throw AuthenticationError(problem);
    case ErrorKind::kSeatRequired:
      throw SeatRequiredError(problem);
    case ErrorKind::kAuthorization:
    case ErrorKind::kFeatureNotAvailable:
    case ErrorKind::kBillingNotEnabled:
      raise_forbidden(kind, facts, problem);
    case ErrorKind::kOrgLimitReached:
      raise_limit<OrgLimitReachedError>(facts, problem);
    case ErrorKind::kKeyLimitReached:
      raise_limit<KeyLimitReachedError>(facts, problem);
    case ErrorKind::kSeatLimitReached:
      raise_no_seat_left(facts, problem);
    case ErrorKind::kUsageLimit:
      raise_used_up(facts, problem);
    case ErrorKind::kRateLimit:
      break;
  }
  RateLimitExceeded error(problem);
  error.retry_after = retry_after;
  throw error;
}

}  // namespace memsy
