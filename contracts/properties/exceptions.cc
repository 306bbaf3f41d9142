// A: what a failing call raises (memsy.md 8).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

Case one_error(Draw& draw) {
  ScriptedReply reply = draw.chance(0.2) ? rate_limited(draw) : documented_error(draw);
  if (draw.chance(0.15)) {
    // The gateway's own refusal, and what only looks like it.
    reply = {.status = 403,
             .body = draw.text_of({"{\"message\":\"Forbidden\"}", "{\"message\":\"forbidden\"}",
                                   "{\"message\":\"Forbidden\",\"error\":\"seat_required\"}"})};
  } else if (draw.chance(0.15)) {
    reply.status = draw.one_of(std::vector<int>{400, 403, 404, 409, 422});
  }
  Case drawn{.client = draw.options(1), .calls = {draw.call()}, .script = {std::move(reply)}};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  return drawn;
}

// Whatever a plane or a wire can do.
Case anything(Draw& draw) {
  Case drawn = one_error(draw);
  ScriptedReply& reply = drawn.script.front();
  switch (draw.integer(0, 4)) {
    case 0:
      reply.fault = draw.text_of({"{reset: before}", "{reset: inside}", "{close: before}",
                                  "{close: head}", "{cut_after: 20B}", "{garbage: instead}",
                                  "{status_line: letters}", "{chunks: no_last}"});
      break;
    case 1:
      reply = {.status = 200,
               .body = draw.text_of({"", "null", "[]", "{}", "\"x\"", "{\"a\":", "<html></html>",
                                     "123", "{\"detail\":\"not an error\"}"})};
      break;
    case 2:
      reply = {.status = static_cast<int>(draw.integer(402, 599)), .body = "\"text\""};
      break;
    case 3:
      reply.headers = {{"Retry-After", draw.text_of({"soon", "-1", "1e3", "inf", "nan", ""})}};
      break;
    default:
      break;
  }
  return drawn;
}

// A code that only counts with another status, and statuses nobody documents.
Case odd_status(Draw& draw) {
  Case drawn = one_error(draw);
  static const std::vector<int> kStatuses = {402, 405, 406, 410, 418, 422, 423, 451,
                                             499, 501, 502, 504, 511, 520, 529, 599};
  drawn.script.front().status = draw.one_of(kStatuses);
  return drawn;
}

Json odd_value(Draw& draw) {
  static const std::vector<Json> kValues = {0,
                                            -1,
                                            1,
                                            2'147'483'648,
                                            (std::int64_t{1} << 53U) - 1,
                                            "7",
                                            nullptr,
                                            true,
                                            1.5,
                                            Json::array(),
                                            Json::object(),
                                            ""};
  return draw.one_of(kValues);
}

Case odd_facts(Draw& draw) {
  Case drawn = one_error(draw);
  ScriptedReply& reply = drawn.script.front();
  struct Sample {
    int status;
    const char* code;
    std::vector<const char*> facts;
  };
  static const std::vector<Sample> kSamples = {
      {403, "key_limit_reached", {"limit", "current"}},
      {403, "org_limit_reached", {"limit", "current"}},
      {403, "feature_not_available", {"feature", "current_tier", "upgrade_url"}},
      {403, "billing_not_enabled", {"interest_path"}},
      {403, "wrong_scope", {"required_scope"}},
      {409, "seat_limit_reached", {"purchased_seats", "assigned_seats", "pending_invites"}},
      {429, "usage_limit_exceeded", {"dimension", "current", "limit", "upgrade_url"}}};
  const Sample& sample = draw.one_of(kSamples);
  Json facts = Json::object();
  for (const char* const name : sample.facts) {
    if (draw.chance(0.3)) continue;
    const bool is_text = std::string_view(name).find('_') != std::string_view::npos &&
                         std::string_view(name).find("seats") == std::string_view::npos;
    facts[name] = draw.chance(0.5) ? odd_value(draw) : is_text ? Json("text") : Json(7);
  }
  reply.status = sample.status;
  reply.body =
      error_body(draw.text_of({"flat", "detail", "flat_detail"}), sample.code, "the reason", facts);
  return drawn;
}

Case swapped(Draw& draw) {
  Case drawn{.calls = {draw.reading_call()}};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  const std::string& method = drawn.calls.front().method;
  Json body = sample_body(draw, method);
  if (draw.chance(0.5) && body.is_object()) {
    body["error"] = "seat_required";
    body["detail"] = "a seat is required";
    drawn.script = {{.status = 200, .body = body.dump()}};
  } else {
    drawn.script = {{.status = static_cast<int>(draw.one_of(std::vector<int>{400, 404, 500})),
                     .body = body.dump()}};
  }
  return drawn;
}

Case any_break(Draw& draw) {
  return {.calls = {draw.reading_call()},
          .script = {{.fault = draw.text_of({"{reset: before}", "{close: before}", "{close: head}",
                                             "{garbage: instead}"})}}};
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "A1",
     .requirement = "Whatever the plane answers or the wire does, a call gives a value or raises "
                    "an error of the documented tree.",
     .source = "memsy.md 8.1, 11.5; MP1",
     .domain = "every documented error, broken wires, bodies that are not what was promised",
     .draw = anything,
     .owns = {"foreign_error", "crash", "hang"},
     .service = kAnyService,
     .reaches = {"error"},
     .weight = 3},
    {.id = "A2",
     .requirement = "Status, code and envelope give the documented class, with the status, the "
                    "code and the text of the answer.",
     .source = "memsy.md 8.2 to 8.4; MP2, MP3",
     .domain = "every documented error in every envelope",
     .draw = one_error,
     .owns = {"kind", "status", "code", "detail"},
     .reaches = {"error"},
     .weight = 3},
    {.id = "A3",
     .requirement = "The attributes of an error are the values of the body; what is missing is "
                    "null, and what is of another type does no harm.",
     .source = "memsy.md 8.1, 8.3, 11.5; MP2",
     .domain = "the facts of each code: missing, null, of other types, at the borders of integers",
     .draw = odd_facts,
     .owns = {"facts", "detail", "foreign_error", "kind"},
     .reaches = {"error"},
     .weight = 2},
    {.id = "A4",
     .requirement = "An error status that nobody documented is the general API error with that "
                    "status; a code counts with its own status only.",
     .source = "memsy.md 8.4; RFC 9110 15",
     .domain = "documented codes on 402 to 599",
     .draw = odd_status,
     .owns = {"kind", "status", "foreign_error"},
     .reaches = {"error"}},
    {.id = "A5",
     .requirement = "A connection error names its cause: the error of the library below.",
     .level = Level::kShould,
     .tier = Tier::kStrict,
     .source = "PEP 3134, ECMA-262 20.5.8.1 (cause); memsy.md 8.1",
     .domain = "every break of the wire",
     .draw = any_break,
     .owns = {"cause"},
     .service = kAnyService,
     .reaches = {"broken"}},
    {.id = "A6",
     .requirement = "The status decides: a 2xx that looks like an error is a value, a 4xx that "
                    "looks like a value an error.",
     .source = "RFC 9110 15",
     .domain = "bodies of values on errors, and words of errors in values",
     .draw = swapped,
     .owns = {"outcome", "value"},
     .service = kAnyService,
     .reaches = {"value", "error"}},
};

}  // namespace

std::vector<Property> exception_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
