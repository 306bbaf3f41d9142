#include <array>
#include <string>

#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using Json = nlohmann::json;
using memorysync::Options;
using memsy::Attempt;
using memsy::Call;
using memsy::Headers;
using memsy::HttpRequest;
using memsy::HttpResponse;
using memsy::Seconds;

void headers_as(Parts& parts, Headers (*headers_of)(const Call&, const Options&)) {
  parts.memorysync.headers_of = headers_of;
}

void retry_as(Parts& parts, bool (*is_retried)(const Attempt&)) {
  parts.memorysync.attempts.is_retried = is_retried;
}

void wait_as(Parts& parts, Seconds (*wait)(const Attempt&)) {
  parts.memorysync.attempts.wait_before_retry = wait;
}

void requests_as(Parts& parts, void (*change)(HttpRequest&)) {
  wrap(parts, [change](const auto& inner, HttpRequest request, const auto& stop) {
    change(request);
    return inner(request, stop);
  });
}

Headers without(const Headers& headers, std::string_view name) {
  Headers rest;
  for (const auto& line : headers.lines()) {
    if (line.name != name) rest.add(line);
  }
  return rest;
}

Json object_in(const std::string& text) {
  const Json body = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return body.is_object() ? body : Json::object();
}

// Sends another text with each attempt after the first, as one that stamps what it sends would.
HttpResponse stamped(const memsy::Transport& inner, HttpRequest request,
                     const std::stop_token& stop) {
  thread_local HttpRequest last;
  thread_local int repeats = 0;
  repeats = request == last ? repeats + 1 : 0;
  last = request;
  Json body = object_in(request.body.value_or(""));
  if (repeats > 0 && body.contains("text") && body["text"].is_string()) {
    body["text"] = body["text"].get<std::string>() + " (" + std::to_string(repeats) + ")";
    request.body = body.dump();
  }
  return inner(request, stop);
}

// Asks once more, another way, when nothing was found.
HttpResponse asked_again(const memsy::Transport& inner, const HttpRequest& request,
                         const std::stop_token& stop) {
  HttpResponse response = inner(request, stop);
  const std::size_t path = request.url.rfind("/memory/");
  if (path == std::string::npos || response.status != 200) return response;
  const std::string asked = request.url.substr(path);
  const bool is_question = asked == "/memory/query" || asked == "/memory/recall";
  if (!is_question || object_in(response.body).value("memories", Json()) != Json::array()) {
    return response;
  }
  HttpRequest other = request;
  other.url =
      request.url.substr(0, path) + (asked == "/memory/query" ? "/memory/search" : "/memory/query");
  return inner(other, stop);
}

constexpr std::array kMutants = {
    Mutant{"no_end_user", "headers", "SK1", "does not say whose memories they are",
           [](Parts& parts) {
             headers_as(parts, [](const Call& call, const Options& options) {
               return without(memorysync::headers_of(call, options), "X-End-User-ID");
             });
           }},
    Mutant{"empty_project", "headers", "SK1", "sends X-Project-ID without a value",
           [](Parts& parts) {
             headers_as(parts, [](const Call& call, const Options& options) {
               Headers headers = memorysync::headers_of(call, options);
               if (options.project_id.empty()) headers.add({"X-Project-ID", ""});
               return headers;
             });
           }},
    Mutant{"no_project", "headers", "SK1", "does not say which project it was made for",
           [](Parts& parts) {
             headers_as(parts, [](const Call& call, const Options& options) {
               return without(memorysync::headers_of(call, options), "X-Project-ID");
             });
           }},
    Mutant{"another_project", "headers", "SK1", "writes the id of its project in capitals",
           [](Parts& parts) {
             headers_as(parts, [](const Call& call, const Options& options) {
               Options changed = options;
               for (char& letter : changed.project_id) {
                 if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
               }
               return memorysync::headers_of(call, changed);
             });
           }},
    Mutant{"key_as_bearer", "headers", "SK1", "sends the key as Authorization alone",
           [](Parts& parts) {
             headers_as(parts, [](const Call& call, const Options& options) {
               Headers headers = without(memorysync::headers_of(call, options), "X-API-Key");
               headers.add({"Authorization", "Bearer " + options.connection.api_key});
               return headers;
             });
           }},
    Mutant{"no_content_type", "headers", "SK1", "does not say that its bodies are JSON",
           [](Parts& parts) {
             requests_as(parts, [](HttpRequest& request) {
               request.headers = without(request.headers, "Content-Type");
             });
           }},
    Mutant{"authorization_beside_the_key", "headers", "SK2",
           "sends an Authorization beside the key",
           [](Parts& parts) {
             headers_as(parts, [](const Call& call, const Options& options) {
               Headers headers = memorysync::headers_of(call, options);
               headers.add({"Authorization", "Bearer " + options.connection.api_key});
               return headers;
             });
           }},
    Mutant{"path_of_its_own", "requests", "SK3", "asks at a path that is not documented",
           [](Parts& parts) {
             requests_as(parts, [](HttpRequest& request) {
               const std::size_t at = request.url.find("/memory/query");
               if (at != std::string::npos) request.url.replace(at, 13, "/memory/find");
             });
           }},
    Mutant{"field_of_its_own", "requests", "SK3", "sends a member that is not documented",
           [](Parts& parts) {
             parts.memorysync.requests.write_body = [](Json body) {
               body["client_version"] = "1";
               return memsy::write_json(body);
             };
           }},
    Mutant{"text_is_trimmed_of_case", "requests", "SK3", "sends texts in lower case",
           [](Parts& parts) {
             parts.memorysync.requests.write_body = [](Json body) {
               if (body.contains("text") && body["text"].is_string()) {
                 auto& text = body["text"].get_ref<std::string&>();
                 for (char& letter : text) {
                   if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
                 }
               }
               return memsy::write_json(body);
             };
           }},
    Mutant{"early_after_a_rate_limit", "waits", "SK4", "does not wait as long as it is asked to",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return memorysync::wait_before_retry(attempt) * (attempt.status == 429 ? 0.5 : 1.0);
             });
           }},
    Mutant{"backoff_after_a_rate_limit", "waits", "SK4", "does not read Retry-After",
           [](Parts& parts) {
             parts.memorysync.attempts.read_retry_after = [](const Headers&, auto) {
               return std::optional<Seconds>{};
             };
             parts.memorysync.attempts.read_wait_in_body = [](const HttpResponse&) {
               return std::optional<Seconds>{};
             };
           }},
    Mutant{"rate_limit_for_ever", "retry", "SK4", "tries again five times after a rate limit",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return attempt.status == 429 ? !attempt.is_final && attempt.number < 5
                                            : memorysync::is_retried(attempt);
             });
           }},
    Mutant{"retries_what_is_used_up", "retry", "SK5", "tries again when the plan is used up",
           [](Parts& parts) {
             parts.memorysync.attempts.is_final = [](const HttpResponse&) { return false; };
           }},
    Mutant{"server_errors_for_ever", "retry", "SK6", "tries again a dozen times after a 5xx",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return attempt.status >= 500 ? attempt.number < 12 : memorysync::is_retried(attempt);
             });
           }},
    Mutant{"waits_do_not_grow", "waits", "SK6", "waits as long before each further attempt",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.status == 429 ? memorysync::wait_before_retry(attempt)
                                            : attempt.backoff;
             });
           }},
    Mutant{"no_wait_after_a_failure", "waits", "SK6", "tries again at once what failed on the wire",
           [](Parts& parts) {
             wait_as(parts, [](const Attempt& attempt) {
               return attempt.status == 0 ? Seconds{0} : memorysync::wait_before_retry(attempt);
             });
           }},
    Mutant{"retries_422", "retry", "SK7", "tries again what is not valid",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return memorysync::is_retried(attempt) ||
                      (attempt.status == 422 && attempt.number < attempt.max_retries);
             });
           }},
    Mutant{"retries_409", "retry", "SK7", "tries again after a conflict",
           [](Parts& parts) {
             retry_as(parts, [](const Attempt& attempt) {
               return memorysync::is_retried(attempt) ||
                      (attempt.status == 409 && attempt.number < attempt.max_retries);
             });
           }},
    Mutant{"one_item_more", "batches", "SK11", "sends 51 items in one call",
           [](Parts& parts) { parts.memorysync.items_max = memorysync::kItemsMax + 1; }},
    Mutant{"small_batches", "batches", "SK11", "sends ten items in a call",
           [](Parts& parts) { parts.memorysync.items_max = 10; }},
    Mutant{"fallback", "units", "SK12", "asks a second time when nothing was found",
           [](Parts& parts) { wrap(parts, asked_again); }},
    Mutant{"stamps_its_retries", "retry", "SK13",
           "sends another text with each attempt, so that an add is stored twice",
           [](Parts& parts) { wrap(parts, stamped); }},
    Mutant{"ids_as_texts", "requests", "SK15", "forgets memories by texts",
           [](Parts& parts) {
             parts.memorysync.write_id = [](std::int64_t id) { return Json(std::to_string(id)); };
           }},
};

}  // namespace

std::span<const Mutant> memorysync_request_mutants() {
  return kMutants;
}

}  // namespace mutants
