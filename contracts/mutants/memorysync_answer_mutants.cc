#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using Json = nlohmann::json;
using memorysync::ErrorFacts;
using memsy::HttpRequest;
using memsy::HttpResponse;
using memsy::Seconds;

void errors_as(Parts& parts, ErrorFacts (*read_error)(const HttpResponse&)) {
  parts.memorysync.read_error = read_error;
}

void values_as(Parts& parts, Json (*value_of)(Json)) {
  parts.memorysync.value_of = value_of;
}

Json object_in(const std::string& text) {
  const Json body = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return body.is_object() ? body : Json::object();
}

bool says(const Json& value, const char* name, const char* word) {
  return value.is_object() && value.contains(name) && value[name] == word;
}

// Of a plan that is used up (memorysync.md 7.1).
bool is_silent(const Json& value) {
  return (says(value, "status", "ok") && !value.contains("id") && !value.contains("db") &&
          !value.contains("processing_status")) ||
         says(value, "processing_status", "skipped");
}

// The shapes of an error (memorysync.md 12).
enum class Shape { kObject, kName, kDetail };

template <Shape kShape>
ErrorFacts without_id(const HttpResponse& response) {
  ErrorFacts facts = memorysync::read_error(response);
  const Json body = object_in(response.body);
  const Json error = body.value("error", Json());
  const bool is_it = kShape == Shape::kObject ? error.is_object()
                     : kShape == Shape::kName ? error.is_string()
                                              : body.contains("detail");
  if (is_it) facts.request_id.reset();
  return facts;
}

Json as_stored(Json value) {
  if (!is_silent(value)) return value;
  value["status"] = "stored";
  value["id"] = 1;
  return value;
}

Json refuse_silent(Json value) {
  if (is_silent(value)) {
    memorysync::refuse("the memory was not stored");
  }
  return value;
}

Json without_rejected(Json value) {
  if (!value.is_object() || !value.contains("results") || !value["results"].is_array()) {
    return value;
  }
  Json kept = Json::array();
  for (const Json& result : value["results"]) {
    if (!says(result, "status", "rejected")) kept.push_back(result);
  }
  value["results"] = std::move(kept);
  return value;
}

constexpr std::array kKnownMembers = {"x_new", "new", "unknown", "extra"};

Json refuse_unknown(Json value) {
  if (!value.is_object()) return value;
  for (const auto& [name, member] : value.items()) {
    const bool is_unknown =
        name.starts_with("x_") ||
        std::find(kKnownMembers.begin(), kKnownMembers.end(), name) != kKnownMembers.end();
    if (is_unknown) throw std::out_of_range("no member " + name);
  }
  return value;
}

Json refuse_null(Json value) {
  if (!value.is_object()) return value;
  for (const char* const name : {"tags", "metadata", "created_at", "text", "total", "deleted"}) {
    if (value.contains(name) && value[name].is_null()) {
      throw std::invalid_argument(std::string(name) + " is null");
    }
  }
  return value;
}

constexpr std::array kMutants = {
    Mutant{"used_up_as_rate_limit", "errors", "SK5",
           "shows a plan that is used up as a rate limit of a second",
           [](Parts& parts) {
             errors_as(parts, [](const HttpResponse& response) {
               ErrorFacts facts = memorysync::read_error(response);
               if (memorysync::is_used_up(response)) facts.code = "RATE_LIMIT_EXCEEDED";
               return facts;
             });
             parts.memorysync.attempts.read_wait_in_body = [](const HttpResponse& response) {
               return memorysync::is_used_up(response) ? Seconds{1}
                                                       : memorysync::read_wait_in_body(response);
             };
           }},
    Mutant{"rate_limit_as_used_up", "errors", "SK5", "shows a rate limit as a plan that is used up",
           [](Parts& parts) {
             errors_as(parts, [](const HttpResponse& response) {
               ErrorFacts facts = memorysync::read_error(response);
               if (response.status == 429) facts.code = "limit_exceeded";
               return facts;
             });
           }},
    Mutant{"raises_on_silence", "values", "SK8", "raises when the plan is used up in silence",
           [](Parts& parts) { values_as(parts, refuse_silent); }},
    Mutant{"silence_as_stored", "values", "SK8", "says of what was not stored that it was",
           [](Parts& parts) { values_as(parts, as_stored); }},
    Mutant{"retries_silence", "retry", "SK8", "tries again when the plan is used up in silence",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const HttpRequest& request, const auto& stop) {
               HttpResponse response = inner(request, stop);
               if (response.status / 100 != 2 || !is_silent(object_in(response.body))) {
                 return response;
               }
               return inner(request, stop);
             });
           }},
    Mutant{"skipped_as_ok", "values", "SK9", "does not tell that an add was skipped",
           [](Parts& parts) {
             values_as(parts, [](Json value) {
               return says(value, "status", "skipped") ? Json{{"status", "ok"}} : value;
             });
           }},
    Mutant{"rejected_are_dropped", "values", "SK9", "leaves out the items that were rejected",
           [](Parts& parts) { values_as(parts, without_rejected); }},
    Mutant{"id_lost_of_objects", "errors", "SK10",
           "loses the id of the request when `error` is an object",
           [](Parts& parts) { errors_as(parts, without_id<Shape::kObject>); }},
    Mutant{"id_lost_of_names", "errors", "SK10",
           "loses the id of the request when `error` is a name",
           [](Parts& parts) { errors_as(parts, without_id<Shape::kName>); }},
    Mutant{"id_lost_of_details", "errors", "SK10",
           "loses the id of the request when there is `detail`",
           [](Parts& parts) { errors_as(parts, without_id<Shape::kDetail>); }},
    Mutant{"errors_without_words", "errors", "SK10", "tells neither code nor message",
           [](Parts& parts) {
             errors_as(parts, [](const HttpResponse& response) {
               ErrorFacts facts = memorysync::read_error(response);
               facts.code.reset();
               facts.message = "failed";
               return facts;
             });
             parts.memorysync.message_of = [](int, std::string_view, std::string_view) {
               return std::string("failed");
             };
           }},
    Mutant{"conflict_as_server_error", "errors", "SK10", "takes a conflict for a server's error",
           [](Parts& parts) {
             parts.memorysync.kind_of = [](int status) {
               return status == 409 ? memorysync::ErrorKind::kServer : memorysync::kind_of(status);
             };
           }},
    Mutant{"unknown_members_crash", "values", "SK14", "does not outlive a member it does not know",
           [](Parts& parts) { values_as(parts, refuse_unknown); }},
    Mutant{"nulls_crash", "values", "SK14", "does not outlive a member that is null",
           [](Parts& parts) { values_as(parts, refuse_null); }},
    Mutant{"no_body_crashes", "values", "SK14", "does not outlive a success without a body",
           [](Parts& parts) {
             values_as(parts, [](Json value) {
               if (value.is_null()) throw std::out_of_range("no body");
               return value;
             });
           }},
};

}  // namespace

std::span<const Mutant> memorysync_answer_mutants() {
  return kMutants;
}

}  // namespace mutants
