#include "contracts/client/caller.h"

#include <exception>
#include <utility>

#include "contracts/client/errors.h"
#include "contracts/client/raise_error.h"

namespace memsy {

Caller::Caller(Options options, Rules rules, Transport transport)
    : options_(std::move(options)), rules_(std::move(rules)), transport_(std::move(transport)) {
  check_options(options_);
  while (options_.base_url.ends_with('/')) options_.base_url.pop_back();
}

HttpResponse Caller::answer_to(const Call& call, const std::stop_token& stop) const {
  const HttpRequest request = request_for(call);
  // The call ends with whichever of the two comes first.
  std::stop_source either;
  const auto end_it = [&either] { either.request_stop(); };
  const std::stop_callback on_close(closing_.get_token(), end_it);
  const std::stop_callback on_stop(stop, end_it);
  return attempt_until_done(request, either.get_token());
}

HttpRequest Caller::request_for(const Call& call) const {
  HttpRequest request{.method = call.method,
                      .url = options_.base_url + call.path + rules_.query_text(call.query),
                      .timeout = options_.timeout};
  request.headers.add({"Authorization", "Bearer " + options_.api_key});
  request.headers.add({"Accept", "application/json"});
  request.headers.add({"User-Agent", "memsy-cpp"});
  if (call.body) {
    request.headers.add({"Content-Type", "application/json"});
    request.body = rules_.write_body(*call.body);
  }
  return request;
}

HttpResponse Caller::attempt_until_done(const HttpRequest& request,
                                        const std::stop_token& stop) const {
  for (int number = 0;; ++number) {
    HttpResponse response = exchange(request, stop);
    if (rules_.is_success(response)) return response;
    const Attempt attempt{.number = number,
                          .max_retries = options_.max_retries,
                          .backoff = options_.backoff,
                          .status = response.status,
                          .retry_after = rules_.read_retry_after(response.headers, options_.now())};
    if (!rules_.is_retried(attempt)) raise(response, attempt.retry_after);
    options_.wait(rules_.wait_before_retry(attempt), stop);
  }
}

HttpResponse Caller::exchange(const HttpRequest& request, const std::stop_token& stop) const {
  try {
    if (stop.stop_requested()) {
      throw TransportFailure(FailureKind::kCancelled,
                             std::string(words_of(FailureKind::kCancelled)));
    }
    return transport_(request, stop);
  } catch (const TransportFailure& failure) {
    std::throw_with_nested(MemsyConnectionError(failure.what()));
  }
}

void Caller::raise(const HttpResponse& response, std::optional<Seconds> retry_after) const {
  const ErrorFacts facts = rules_.read_error(response);
  const ApiProblem problem{
      .message = rules_.message_of(response.status, facts.detail, options_.api_key),
      .status_code = response.status,
      .detail = facts.detail,
      .error_code = facts.code,
      .response = response};
  raise_error(rules_.kind_of(response.status, facts), facts, problem, retry_after);
}

void Caller::raise_shape(const HttpResponse& response, const std::string& why) const {
  const std::string detail = "the answer is not what was promised: " + why;
  throw MemsyAPIError(
      ApiProblem{.message = rules_.message_of(response.status, detail, options_.api_key),
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
