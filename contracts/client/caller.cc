#include "contracts/client/caller.h"

#include <exception>
#include <utility>

#include "contracts/client/errors.h"
#include "contracts/client/raise_error.h"

namespace memsy {

Caller::Caller(Options options, Rules rules, Transport transport)
    : attempts_(std::move(options), std::move(transport)), rules_(std::move(rules)) {}

HttpResponse Caller::answer_to(const Call& call, const std::stop_token& stop) const {
  const Options& options = attempts_.options();
  const HttpRequest request = request_of(
      call, options, {{"Authorization", "Bearer " + options.api_key}, {"User-Agent", "memsy-cpp"}},
      rules_.requests);
  Outcome outcome = attempts_.make(request, rules_.attempts, stop);
  if (!outcome.response) raise_failure(outcome.failure);
  if (!rules_.attempts.is_success(*outcome.response)) raise(*outcome.response, outcome.retry_after);
  return *std::move(outcome.response);
}

void Caller::raise_failure(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const TransportFailure& cause) {
    std::throw_with_nested(MemsyConnectionError(cause.what()));
  }
}

void Caller::raise(const HttpResponse& response, std::optional<Seconds> retry_after) const {
  const ErrorFacts facts = rules_.read_error(response);
  const ApiProblem problem{
      .message = rules_.message_of(response.status, facts.detail, attempts_.options().api_key),
      .status_code = response.status,
      .detail = facts.detail,
      .error_code = facts.code,
      .response = response};
  raise_error(rules_.kind_of(response.status, facts), facts, problem, retry_after);
}

void Caller::raise_shape(const HttpResponse& response, const std::string& why) const {
  const std::string detail = "the answer is not what was promised: " + why;
  throw MemsyAPIError(
      ApiProblem{.message = rules_.message_of(response.status, detail, attempts_.options().api_key),
                 .status_code = response.status,
                 .detail = detail,
                 .response = response});
}

nlohmann::json Caller::body_of(const HttpResponse& response) const {
  std::optional<nlohmann::json> body = rules_.read_body(response);
  if (!body) throw ShapeError("the body is not JSON");
  return *std::move(body);
}

}  // namespace memsy
