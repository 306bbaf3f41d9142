#include <array>
#include <cmath>

#include "contracts/client/transport.h"
#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::Attempt;
using memsy::Header;
using memsy::Headers;
using memsy::HttpRequest;
using memsy::Seconds;
using Time = std::chrono::system_clock::time_point;

constexpr std::array kVariations = {
    Variation{"late_waits", "comes back 0.3 s later than asked",
              [](Parts& parts) {
                parts.rules.attempts.wait_before_retry = [](const Attempt& attempt) {
                  return memsy::wait_before_retry(attempt) + Seconds{0.3};
                };
              }},
    Variation{"header_casing", "writes the names of its headers in lower case",
              [](Parts& parts) {
                change_requests(parts, [](HttpRequest& request, bool) {
                  Headers lower;
                  for (Header line : request.headers.lines()) {
                    for (char& letter : line.name) {
                      letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
                    }
                    lower.add(line);
                  }
                  request.headers = lower;
                });
              }},
    Variation{"connection_per_request", "opens a connection for each request",
              [](Parts& parts) {
                parts.transport = memsy::make_curl_transport(
                    {.ca_file = parts.options.ca_file, .reuse_connections = false});
              }},
    Variation{"http_date_as_backoff", "takes a date in Retry-After for no time at all",
              [](Parts& parts) {
                parts.rules.attempts.read_retry_after = [](const Headers& headers, Time) {
                  const auto value = headers.only("Retry-After");
                  return value ? memsy::read_delay(*value) : std::nullopt;
                };
              }},
    Variation{"saturate_retry_after", "waits 2^31 - 1 s at most",
              [](Parts& parts) {
                parts.rules.attempts.read_retry_after = [](const Headers& headers, Time now) {
                  const auto read = memsy::read_retry_after(headers, now);
                  return read ? std::min(*read, Seconds{2'147'483'647.0}) : read;
                };
              }},
    Variation{"quota_429_not_retried", "gives up at once when the plan is used up",
              [](Parts& parts) {
                track(parts);
                parts.rules.attempts.is_retried = [](const Attempt& attempt) {
                  return memsy::is_retried(attempt) &&
                         memsy::kind_of(429, memsy::read_error(trail().response)) !=
                             memsy::ErrorKind::kUsageLimit;
                };
              }},
    Variation{"gives_up_on_huge_retry_after", "gives up when it would have to wait for a day",
              [](Parts& parts) {
                parts.rules.attempts.is_retried = [](const Attempt& attempt) {
                  return memsy::is_retried(attempt) &&
                         attempt.retry_after.value_or(Seconds{0}) < Seconds{86'400};
                };
              }},
    Variation{"fraction_is_malformed", "knows whole seconds only",
              [](Parts& parts) {
                parts.rules.attempts.read_retry_after = [](const Headers& headers, Time now) {
                  const auto value = headers.only("Retry-After");
                  return value && value->find('.') != std::string::npos
                             ? std::nullopt
                             : memsy::read_retry_after(headers, now);
                };
              }},
    Variation{"repeated_time_is_longest", "waits for the longest of several times",
              [](Parts& parts) {
                parts.rules.attempts.read_retry_after = [](const Headers& headers, Time now) {
                  std::optional<Seconds> longest;
                  for (const std::string& value : headers.values("Retry-After")) {
                    const auto read = memsy::read_retry_after({{"Retry-After", value}}, now);
                    if (read && read > longest) longest = read;
                  }
                  return longest;
                };
              }},
    Variation{"more_headers", "says more about itself",
              [](Parts& parts) {
                change_requests(parts, [](HttpRequest& request, bool) {
                  request.headers.add({"X-Memsy-Client", "cpp-sdk"});
                  request.headers.add({"Accept-Language", "en"});
                });
              }},
    Variation{"wide_json", "writes its bodies with blanks and line ends",
              [](Parts& parts) {
                parts.rules.requests.write_body = [](const nlohmann::json& body) {
                  return memsy::write_json(body).empty() ? "" : body.dump(2);
                };
              }},
    Variation{"chunked_bodies", "sends its bodies in chunks",
              [](Parts& parts) {
                change_requests(parts, [](HttpRequest& request, bool) {
                  if (request.body) request.headers.add({"Transfer-Encoding", "chunked"});
                });
              }},
    Variation{"short_messages", "says only the status in its messages",
              [](Parts& parts) {
                parts.rules.message_of = [](int status, std::string_view, std::string_view) {
                  return "status " + std::to_string(status);
                };
              }},
};

}  // namespace

std::span<const Variation> memsy_variations() {
  return kVariations;
}

}  // namespace mutants
