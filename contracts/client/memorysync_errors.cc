#include "contracts/client/memorysync_errors.h"

#include <algorithm>
#include <array>

#include "contracts/client/json_body.h"
#include "contracts/client/retry.h"

namespace memorysync {
namespace {

using Json = nlohmann::json;
using memsy::HttpResponse;
using memsy::Seconds;

constexpr std::string_view kUsedUp = "limit_exceeded";

Json object_in(const HttpResponse& response) {
  Json body = memsy::parse_json(response.body).value_or(Json());
  return body.is_object() ? body : Json::object();
}

const Json* member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::optional<std::string> text_in(const Json& object, const char* name) {
  const Json* const found = member(object, name);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

struct Told {
  std::optional<std::string> code{};
  std::optional<std::string> message{};
};

// An object or a name in `error`, or else `detail`.
Told told_by(const Json& body) {
  const Json* const error = member(body, "error");
  if (error != nullptr && error->is_object()) {
    return {text_in(*error, "code"), text_in(*error, "message")};
  }
  if (error != nullptr && error->is_string()) {
    return {error->get<std::string>(), text_in(body, "message")};
  }
  const Json* const detail = member(body, "detail");
  if (detail != nullptr && detail->is_object()) {
    const auto name = text_in(*detail, "error");
    return {name ? name : text_in(*detail, "code"), text_in(*detail, "message")};
  }
  const auto text = text_in(body, "detail");
  return {std::nullopt, text ? text : text_in(body, "message")};
}

struct StatusRow {
  int status;
  ErrorKind kind;
};

constexpr std::array<StatusRow, 7> kStatuses = {{
    {400, ErrorKind::kValidation},
    {401, ErrorKind::kAuth},
    {403, ErrorKind::kAuth},
    {404, ErrorKind::kNotFound},
    {409, ErrorKind::kValidation},
    {422, ErrorKind::kValidation},
    {429, ErrorKind::kRateLimit},
}};

}  // namespace

ErrorFacts read_error(const HttpResponse& response) {
  const Json body = object_in(response);
  const Told told = told_by(body);
  const auto id = response.headers.only("X-Request-ID");
  return {.message = told.message.value_or(response.body),
          .code = told.code,
          .request_id = id ? id : text_in(body, "request_id")};
}

ErrorKind kind_of(int status) {
  if (status >= 500) return ErrorKind::kServer;
  const auto* const row =
      std::find_if(kStatuses.begin(), kStatuses.end(),
                   [&](const StatusRow& each) { return each.status == status; });
  return row == kStatuses.end() ? ErrorKind::kOther : row->kind;
}

bool is_used_up(const HttpResponse& response) {
  return response.status == 429 && told_by(object_in(response)).code == kUsedUp;
}

std::optional<Seconds> read_wait_in_body(const HttpResponse& response) {
  const Json body = object_in(response);
  const Json* const error = member(body, "error");
  if (response.status != 429 || error == nullptr || !error->is_object()) return std::nullopt;
  const Json* const wait = member(*error, "retry_after");
  if (wait == nullptr || !wait->is_number() || wait->get<double>() < 0) return std::nullopt;
  return std::min(Seconds{wait->get<double>()}, memsy::kLongestWait);
}

void raise_error(ErrorKind kind, const Problem& problem, std::optional<Seconds> retry_after) {
  switch (kind) {
    case ErrorKind::kOther:
      break;
    case ErrorKind::kAuth:
      throw AuthError(problem);
    case ErrorKind::kNotFound:
      throw NotFoundError(problem);
    case ErrorKind::kValidation:
      throw ValidationError(problem);
    case ErrorKind::kServer:
      throw ServerError(problem);
    case ErrorKind::kRateLimit: {
      RateLimitError error(problem);
      if (retry_after && problem.facts.code != kUsedUp) {
        error.retry_after_seconds = retry_after->count();
      }
      throw error;
    }
  }
  throw MemorySyncError(problem);
}

void refuse(const std::string& why) {
  throw ValidationError(Problem{.what = why, .facts = {.message = why}});
}

}  // namespace memorysync
