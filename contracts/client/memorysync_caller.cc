#include "contracts/client/memorysync_caller.h"

#include <utility>

#include "contracts/client/errors.h"

namespace memorysync {
namespace {

Options checked(Options options) {
  check_options(options);
  return options;
}

}  // namespace

Caller::Caller(Options options, Rules rules, memsy::Transport transport)
    : options_(checked(std::move(options))),
      rules_(std::move(rules)),
      attempts_(options_.connection, std::move(transport)) {}

nlohmann::json Caller::value_of(const memsy::Call& call, const std::stop_token& stop) const {
  const memsy::Outcome outcome = attempts_.make(request_for(call), rules_.attempts, stop);
  if (!outcome.response) raise_failure(outcome.failure);
  const memsy::HttpResponse& response = *outcome.response;
  if (!rules_.attempts.is_success(response)) raise(outcome);
  std::optional<nlohmann::json> body = rules_.read_body(response);
  if (!body) {
    const std::string why = "a success whose body is no JSON";
    ErrorFacts facts{.message = why, .request_id = response.headers.only("X-Request-ID")};
    throw MemorySyncError(
        Problem{.what = rules_.message_of(response.status, why, options_.connection.api_key),
                .status_code = response.status,
                .facts = std::move(facts)});
  }
  return rules_.value_of(*std::move(body));
}

memsy::HttpRequest Caller::request_for(const memsy::Call& call) const {
  try {
    return memsy::request_of(call, attempts_.options(), rules_.headers_of(call, options_),
                             rules_.requests);
  } catch (const memsy::MemsyError& error) {
    refuse(error.what());
  }
}

void Caller::raise_failure(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const memsy::TransportFailure& cause) {
    const std::string what = cause.what();
    std::throw_with_nested(MemorySyncError(Problem{.what = what, .facts = {.message = what}}));
  }
}

void Caller::raise(const memsy::Outcome& outcome) const {
  const memsy::HttpResponse& response = *outcome.response;
  ErrorFacts facts = rules_.read_error(response);
  const Problem problem{
      .what = rules_.message_of(response.status, facts.message, options_.connection.api_key),
      .status_code = response.status,
      .facts = std::move(facts)};
  raise_error(rules_.kind_of(response.status), problem, outcome.retry_after);
}

}  // namespace memorysync
