#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "contracts/client/transport.h"
#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::FailureKind;
using memsy::HttpRequest;
using memsy::HttpResponse;
using memsy::TransportFailure;

// What there was of the answer counts as the answer when it failed like that.
void believe_when(Parts& parts, FailureKind kind) {
  wrap(parts, [kind](const auto& inner, const auto& request, const auto& stop) {
    try {
      return inner(request, stop);
    } catch (const TransportFailure& failure) {
      if (failure.kind != kind || failure.partial.status == 0) throw;
      return failure.partial;
    }
  });
}

void resend_when(Parts& parts, FailureKind kind) {
  wrap(parts, [kind](const auto& inner, const auto& request, const auto& stop) {
    try {
      return inner(request, stop);
    } catch (const TransportFailure& failure) {
      if (failure.kind != kind) throw;
      return inner(request, stop);
    }
  });
}

// An exchange that goes on by itself when nobody waits for it any more.
struct Detached {
  std::mutex mutex{};
  std::condition_variable done{};
  std::optional<HttpResponse> response{};
  bool has_failed = false;
};

HttpResponse exchange_and_leave(const memsy::Transport& inner, HttpRequest request) {
  const auto detached = std::make_shared<Detached>();
  const auto until = std::chrono::steady_clock::now() + request.timeout;
  request.timeout = std::chrono::hours{1};
  std::thread([inner, request, detached] {
    std::optional<HttpResponse> response;
    try {
      response = inner(request, {});
    } catch (const TransportFailure&) {
      response.reset();
    }
    const std::lock_guard lock(detached->mutex);
    detached->response = std::move(response);
    detached->has_failed = !detached->response;
    detached->done.notify_all();
  }).detach();
  std::unique_lock lock(detached->mutex);
  const bool is_done = detached->done.wait_until(
      lock, until, [&] { return detached->response || detached->has_failed; });
  if (detached->response) return *detached->response;
  throw TransportFailure(is_done ? FailureKind::kClosed : FailureKind::kTimeout,
                         is_done ? "closed" : "timeout");
}

// The answer that came last while several were under way.
struct LastAnswer {
  std::mutex mutex{};
  int under_way = 0;
  std::optional<HttpResponse> last{};
};

constexpr std::array kMutants = {
    Mutant{"resent_when_closed", "connection", "I1",
           "sends a request again when the connection was closed before an answer",
           [](Parts& parts) { resend_when(parts, FailureKind::kClosed); }},
    Mutant{"refused_is_an_answer", "connection", "I1", "reports a refused connection as status 503",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto& stop) {
               try {
                 return inner(request, stop);
               } catch (const TransportFailure& failure) {
                 if (failure.kind != FailureKind::kConnect) throw;
                 return HttpResponse{.status = 503, .body = "no connection"};
               }
             });
           }},
    Mutant{"cut_answer_is_whole", "connection", "I2", "takes an answer that was cut off for whole",
           [](Parts& parts) { believe_when(parts, FailureKind::kTruncated); }},
    Mutant{"malformed_answer_is_read", "connection", "I3",
           "goes on with what it read of a malformed answer",
           [](Parts& parts) { believe_when(parts, FailureKind::kMalformed); }},
    Mutant{"pieces_are_refused", "connection", "I4",
           "fails on an answer that does not come within 20 ms",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto& stop) {
               const auto start = std::chrono::steady_clock::now();
               HttpResponse response = inner(request, stop);
               const auto took = std::chrono::steady_clock::now() - start;
               if (took > std::chrono::milliseconds{20} && !response.body.empty()) {
                 response.body.pop_back();
               }
               return response;
             });
           }},
    Mutant{"fails_once_more", "connection", "I5", "fails the call after a failed one as well",
           [](Parts& parts) {
             const auto has_failed = std::make_shared<std::atomic<bool>>(false);
             wrap(parts, [has_failed](const auto& inner, const auto& request, const auto& stop) {
               if (has_failed->exchange(false)) {
                 throw TransportFailure(FailureKind::kClosed, "still broken");
               }
               try {
                 return inner(request, stop);
               } catch (const TransportFailure&) {
                 *has_failed = true;
                 throw;
               }
             });
           }},
    Mutant{"answers_are_shared", "concurrency", "K1",
           "gives concurrent calls the answer that came last",
           [](Parts& parts) {
             const auto shared = std::make_shared<LastAnswer>();
             wrap(parts, [shared](const auto& inner, const auto& request, const auto& stop) {
               {
                 const std::lock_guard lock(shared->mutex);
                 if (shared->under_way++ == 0) shared->last.reset();
               }
               const auto leave = [&] {
                 const std::lock_guard lock(shared->mutex);
                 --shared->under_way;
               };
               try {
                 HttpResponse response = inner(request, stop);
                 leave();
                 const std::lock_guard lock(shared->mutex);
                 if (!shared->last) shared->last = response;
                 return *shared->last;
               } catch (const TransportFailure&) {
                 leave();
                 throw;
               }
             });
           }},
    Mutant{"timeout_ignored", "timeouts", "L1", "waits an hour for every answer",
           [](Parts& parts) { parts.options.timeout = std::chrono::hours{1}; }},
    Mutant{"timeout_is_retried", "timeouts", "L1", "sends a request again after a timeout",
           [](Parts& parts) { resend_when(parts, FailureKind::kTimeout); }},
    Mutant{"timeout_is_a_rate_limit", "timeouts", "L1", "reports a timeout as a rate limit",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto& stop) {
               try {
                 return inner(request, stop);
               } catch (const TransportFailure& failure) {
                 if (failure.kind != FailureKind::kTimeout) throw;
                 return HttpResponse{.status = 429};
               }
             });
           }},
    Mutant{"connection_left_open", "timeouts", "L2",
           "keeps the connection of a call that has timed out",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto&) {
               return exchange_and_leave(inner, request);
             });
           }},
    Mutant{"cancel_ignored", "timeouts", "L4", "goes on with a call that was cancelled",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto&) {
               return inner(request, {});
             });
             parts.options.wait = [wait = parts.options.wait](memsy::Seconds time, const auto&) {
               wait(time, {});
             };
           }},
    Mutant{"cancel_fails_the_next_call", "timeouts", "L5",
           "fails the call after one that was cancelled",
           [](Parts& parts) {
             const auto was_cancelled = std::make_shared<std::atomic<bool>>(false);
             wrap(parts, [was_cancelled](const auto& inner, const auto& request, const auto& stop) {
               if (was_cancelled->exchange(false)) {
                 throw TransportFailure(FailureKind::kClosed, "cancelled");
               }
               try {
                 return inner(request, stop);
               } catch (const TransportFailure&) {
                 *was_cancelled = stop.stop_requested();
                 throw;
               }
             });
           }},
    Mutant{"interim_is_refused", "special statuses", "P1", "fails on answers of 1xx",
           [](Parts& parts) {
             change_answers(parts, [](const HttpResponse& response) {
               if (response.interim > 0) {
                 throw TransportFailure(FailureKind::kMalformed, "an interim answer");
               }
             });
           }},
    Mutant{"no_content_is_an_error", "special statuses", "P2", "takes 204 for an error",
           [](Parts& parts) {
             parts.rules.attempts.is_success = [](const HttpResponse& response) {
               return response.status / 100 == 2 && response.status != 204;
             };
           }},
    Mutant{"long_answer_is_cut", "sizes", "R1", "reads 64 KiB of a body",
           [](Parts& parts) {
             change_answers(parts, [](HttpResponse& response) {
               response.body.resize(std::min(response.body.size(), std::size_t{65'536}));
             });
           }},
    Mutant{"connection_per_error", "reuse", "T1", "leaves the connection after every error",
           [](Parts& parts) {
             const auto transport = std::make_shared<memsy::Transport>(parts.transport);
             const auto mutex = std::make_shared<std::mutex>();
             parts.transport = [transport, mutex](const HttpRequest& request, const auto& stop) {
               const auto use = [&] {
                 const std::lock_guard lock(*mutex);
                 return *transport;
               };
               HttpResponse response = use()(request, stop);
               const std::lock_guard lock(*mutex);
               if (response.status >= 400) *transport = memsy::make_curl_transport();
               return response;
             };
           }},
    Mutant{"connections_leak", "reuse", "T2", "never closes a connection",
           [](Parts& parts) {
             parts.transport = [](const HttpRequest& request, const auto& stop) {
               static std::mutex mutex;
               static std::vector<memsy::Transport> kept;
               const memsy::Transport fresh = memsy::make_curl_transport();
               {
                 const std::lock_guard lock(mutex);
                 kept.push_back(fresh);
               }
               return fresh(request, stop);
             };
           }},
    Mutant{"closed_connection_is_used", "reuse", "T3",
           "fails the call after an answer with Connection: close",
           [](Parts& parts) {
             const auto is_closed = std::make_shared<std::atomic<bool>>(false);
             wrap(parts, [is_closed](const auto& inner, const auto& request, const auto& stop) {
               if (is_closed->exchange(false)) {
                 throw TransportFailure(FailureKind::kClosed, "the connection is closed");
               }
               HttpResponse response = inner(request, stop);
               *is_closed = response.headers.only("Connection") == "close";
               return response;
             });
           }},
};

}  // namespace

std::span<const Mutant> wire_mutants() {
  return kMutants;
}

}  // namespace mutants
