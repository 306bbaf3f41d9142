#include "simulator/services/service.h"

#include <algorithm>

#include "simulator/services/envelope.h"

namespace fauxplane {

Vocabulary vocabulary_of(const Service& service) {
  Vocabulary vocabulary{.service = service.name,
                        .routes = {},
                        .errors = {},
                        .envelopes = {},
                        .dimensions = service.dimensions,
                        .settings = service.settings,
                        .secret_prefixes = service.secret_prefixes,
                        .scopes = service.scopes,
                        .initial_scopes = service.initial_scopes,
                        .owner = &service};
  for (const Route& route : service.routes) {
    vocabulary.routes.push_back(
        {.method = name_of(route.method), .prefix = route.prefix, .path = route.path});
  }
  for (const ErrorRow& row : service.errors) {
    vocabulary.errors.push_back(
        {.name = row.name, .status = row.status, .is_default_of_status = row.is_default_of_status});
  }
  for (const EnvelopeRow& row : service.envelopes) vocabulary.envelopes.push_back(row.name);
  return vocabulary;
}

const ErrorRow& error_row(const Service& service, std::string_view name) {
  const auto named = [&](std::string_view wanted) {
    return std::find_if(service.errors.begin(), service.errors.end(),
                        [&](const ErrorRow& row) { return row.name == wanted; });
  };
  const auto row = named(name);
  return row != service.errors.end() ? *row : *named("internal_error");
}

std::string_view code_of(const ErrorRow& row) {
  if (!row.has_code) return {};
  return row.code.empty() ? row.name : row.code;
}

Answer error_answer(const Service& service, const Call& call, const Error& error,
                    std::optional<Envelope> envelope) {
  const ErrorRow& row = error_row(service, error.code);
  const Envelope shape = envelope ? *envelope : service.envelope_of(call, row);
  Answer answer = write_envelope(
      shape, {.status = row.status,
              .code = code_of(row),
              .message = error.message.empty() ? row.message : std::string_view(error.message),
              .attributes = error.attributes,
              .request_id = call.ids.request()});
  // Head and body say the same (memorysync.md 11.4).
  for (const Attribute& attribute : error.attributes) {
    const auto* const seconds = std::get_if<std::int64_t>(&attribute.value);
    if (attribute.name == kRetryAfter && seconds != nullptr) {
      answer.headers.add("Retry-After", *seconds);
    }
  }
  return answer;
}

}  // namespace fauxplane
