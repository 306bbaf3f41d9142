// G, K, M, N: what a client sends, and to whom (memsy.md 3.1, 4, 12; RFC 9110 15.4).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

Case page(Draw& draw) {
  CheckedCall call{.method = "events.list"};
  if (draw.chance(0.7)) call.arguments["limit"] = draw.integer(1, 200);
  if (draw.chance(0.7)) call.arguments["offset"] = draw.integer(0, 500);
  if (draw.chance(0.5)) call.arguments["sort"] = draw.text_of({"ts_asc", "ts_desc"});
  return {.calls = {std::move(call)}};
}

Case strange_texts(Draw& draw) {
  if (draw.chance(0.5)) {
    return {.calls = {{.method = "events.list",
                       .arguments = {
                           {draw.text_of({"actor_id", "session_id"}), draw.strange_text(12)}}}}};
  }
  // Dots alone are a path of their own (RFC 3986 3.3), and no id.
  return {.calls = {{.method = draw.text_of({"keys.usage", "keys.delete"}),
                     .arguments = {{"key_id", "k" + draw.strange_text(10)}}}}};
}

Case every_argument(Draw& draw) {
  return {.calls = {draw.call_with_arguments()}};
}

Case hostile_texts(Draw& draw) {
  // A key that no header can carry.
  if (draw.chance(0.3)) {
    return {.client = {.api_key = draw.text_of({"msy_9d41c07be25f8a36\r\nX-Evil: 1",
                                                "msy_9d41c07be25f8a36\n", "msy_9d41\u0000c07be25f",
                                                "msy_9d41c07be25f8a36\u2603"})},
            .calls = {{.method = "me"}}};
  }
  return {
      .calls = {{.method = draw.text_of({"keys.usage", "keys.delete"}),
                 .arguments = {{"key_id", draw.text_of({"a\r\nX-Evil: 1", "a b", "a/../../me",
                                                        "a?x=1", "a#b", "%2e%2e", "a%00b"})}}}}};
}

Case any_failure(Draw& draw) {
  Case drawn{.client = draw.options(1), .calls = {draw.call()}};
  drawn.script = {draw.chance(0.5) ? documented_error(draw) : rate_limited(draw)};
  if (draw.chance(0.4)) {
    drawn.script.front().fault =
        draw.text_of({"{reset: before}", "{close: inside}", "{garbage: instead}"});
  }
  return drawn;
}

// Calls whose answers tell them apart.
Case at_once(Draw& draw) {
  Case drawn{.at_once = true, .world = "{plans: {pro: {max_keys: 1000}}}"};
  const std::int64_t count = draw.integer(2, 8);
  for (std::int64_t at = 0; at < count; ++at) {
    drawn.calls.push_back(
        {.method = "keys.create", .arguments = {{"name", "caller " + std::to_string(at)}}});
    // So that they are under way together.
    drawn.script.push_back({.fault = "{delay: 5ms..25ms}"});
  }
  return drawn;
}

// Every call is told to wait, some longer than others.
Case waits_at_once(Draw& draw) {
  Case drawn = at_once(draw);
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 1;
  for (ScriptedReply& reply : drawn.script) {
    reply = {.status = 429, .headers = {{"Retry-After", std::to_string(draw.integer(5, 60))}}};
  }
  return drawn;
}

ScriptedReply redirect(Draw& draw, const std::string& to) {
  static const std::vector<int> kStatuses = {301, 302, 303, 307, 308};
  return {.status = draw.one_of(kStatuses), .redirect = to};
}

Case elsewhere(Draw& draw) {
  return {.calls = {draw.get_call()},
          .script = {redirect(draw, draw.text_of({"other_host", "other_port"}))}};
}

Case creation_elsewhere(Draw& draw) {
  return {.calls = {draw.creating_call()},
          .script = {redirect(draw, draw.text_of({"other_host", "other_port"}))}};
}

Case loop(Draw& draw) {
  Case drawn{.calls = {draw.reading_call()}};
  for (int left = 60; left > 0; --left) drawn.script.push_back(redirect(draw, "own"));
  if (draw.chance(0.3)) {
    drawn.script = {
        {.status = 302,
         .headers = {{"Location", draw.text_of({"", "file:///etc/passwd", "//", "http://",
                                                "javascript:alert(1)", "http://[::1"})}},
         .body = ""}};
  }
  return drawn;
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "G1",
     .requirement = "A page is asked for as the caller says, and given as it came.",
     .source = "memsy.md C11",
     .domain = "limits of 1 to 200, offsets of 0 to 500, both orders",
     .draw = page,
     .owns = {"request", "value", "outcome"},
     .methods = {"events.list"},
     .reaches = {"value"}},
    {.id = "G4",
     .requirement =
         "Filters and ids reach the plane as they are: in the query, or as one segment of "
         "the path.",
     .source = "RFC 3986 2.1; memsy.md 4; MP12",
     .domain = "reserved characters, accents, emoji",
     .draw = strange_texts,
     .owns = {"request", "foreign_error"},
     .methods = {"events.list", "keys.usage"},
     .weight = 3},
    {.id = "MP12",
     .requirement = "Method, target and body are those of the contract, and what was not given is "
                    "left out.",
     .source = "memsy.md 12; MP12",
     .domain = "every method, with any of its arguments",
     .draw = every_argument,
     .owns = {"request", "value"},
     .reaches = {"value"},
     .weight = 10},
    {.id = "M1",
     .requirement = "The key stands in no error, no log and no URL.",
     .source = "RFC 6750 5; MP13",
     .domain = "every error and every break of the wire",
     .draw = any_failure,
     .owns = {"secret"},
     .service = kAnyService,
     .reaches = {"error"},
     .weight = 2},
    {.id = "M2",
     .requirement = "Every request carries the key, once, as Authorization: Bearer.",
     .source = "memsy.md 3.1; RFC 6750 2.1; MP13",
     .domain = "every method",
     .draw = every_argument,
     .owns = {"authorization", "secret/a URL"},
     .reaches = {"value"}},
    {.id = "M3",
     .requirement =
         "A key or an argument cannot add a line to a request, or change its path: it is encoded "
         "or refused.",
     .source = "RFC 9110 5.5; memsy.md 4",
     .domain = "line ends, slashes, dots, question marks and escapes in ids; keys that no header "
               "can carry",
     .draw = hostile_texts,
     .owns = {"request", "authorization", "foreign_error", "crash"},
     .methods = {"keys.usage"},
     .weight = 2},
    {.id = "K1",
     .requirement = "Calls made at the same time each get their own answer.",
     .source = "MP16",
     .domain = "2 to 8 calls at once",
     .draw = at_once,
     .owns = {"value", "outcome", "request", "hang", "crash"},
     .methods = {"keys.create"},
     .needs = {"concurrent"},
     .reaches = {"many_calls"}},
    {.id = "K4",
     .requirement = "The wait of one call does not delay another.",
     .level = Level::kShould,
     .tier = Tier::kRobust,
     .source = "memsy.md 11.3; MP16",
     .domain = "2 to 8 calls at once, each told to wait 5 to 60 s",
     .draw = waits_at_once,
     .owns = {"early", "late", "attempts", "hang"},
     .methods = {"keys.create"},
     .needs = {"concurrent", "max_retries"},
     .needs_virtual_time = true,
     .reaches = {"retried"}},
    {.id = "N1",
     .requirement = "A redirect to another origin does not take the key along.",
     .tier = Tier::kRobust,
     .source = "RFC 9110 15.4; memsy.md, open point 20",
     .domain = "301, 302, 303, 307, 308 to another host or port",
     .draw = elsewhere,
     .owns = {"redirect/key_to_other_origin", "foreign_error"},
     .service = kAnyService,
     .reaches = {"redirected"}},
    {.id = "N2",
     .requirement = "A creation is not sent on to another origin.",
     .tier = Tier::kRobust,
     .source = "RFC 9110 15.4; memsy.md, open point 20",
     .domain = "creations answered with 301, 302, 303, 307, 308",
     .draw = creation_elsewhere,
     .owns = {"redirect", "foreign_error"},
     .service = kAnyService,
     .reaches = {"redirected"}},
    {.id = "N3",
     .requirement = "Redirects that go round, or nowhere, end as an error of the tree.",
     .tier = Tier::kRobust,
     .source = "RFC 9110 10.2.2",
     .domain = "loops, and Locations that are none",
     .draw = loop,
     .owns = {"redirect/loop", "foreign_error", "outcome", "hang", "crash"},
     .service = kAnyService,
     .reaches = {"redirected"}},
};

}  // namespace

std::vector<Property> request_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
