// Makes the attempts of a call and the waits between them, whatever the service. Shared by the
// parts of a client and safe to use from several threads.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <stop_token>

#include "contracts/client/options.h"
#include "contracts/client/retry.h"

namespace memsy {

// What decides over attempts. The defaults are those of Memsy (memsy.md 11).
struct AttemptRules {
  // Any 2xx.
  std::function<bool(const HttpResponse&)> is_success = [](const HttpResponse& response) {
    return response.status / 100 == 2;
  };
  std::function<bool(const Attempt&)> is_retried = memsy::is_retried;
  std::function<Seconds(const Attempt&)> wait_before_retry = memsy::wait_before_retry;
  std::function<std::optional<Seconds>(const Headers&, std::chrono::system_clock::time_point)>
      read_retry_after = memsy::read_retry_after;
  // The time that the body of a refusal asks for, where the headers ask for none.
  std::function<std::optional<Seconds>(const HttpResponse&)> read_wait_in_body =
      [](const HttpResponse&) { return std::nullopt; };
  // Whether a refusal says that no wait helps.
  std::function<bool(const HttpResponse&)> is_final = [](const HttpResponse&) { return false; };
};

// What the last attempt came to: an answer, whatever its status, or the TransportFailure.
struct Outcome {
  std::optional<HttpResponse> response{};
  std::exception_ptr failure{};
  std::optional<Seconds> retry_after{};  // of that answer
};

class Attempts {
 public:
  // Throws MemsyError for options that cannot be used.
  Attempts(Options options, Transport transport);

  // Either token, that of close() or `stop`, ends it early with a failure.
  [[nodiscard]] Outcome make(const HttpRequest& request, const AttemptRules& rules,
                             const std::stop_token& stop) const;

  // Ends what is under way; later attempts fail.
  void close() { closing_.request_stop(); }

  [[nodiscard]] const Options& options() const { return options_; }

 private:
  [[nodiscard]] Outcome attempt(const HttpRequest& request, const AttemptRules& rules,
                                const std::stop_token& stop) const;

  Options options_;
  Transport transport_;
  std::stop_source closing_{};
};

}  // namespace memsy
