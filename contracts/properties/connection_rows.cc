// T: how connections are used (RFC 9112 3, 9).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

Case many_errors(Draw& draw) {
  Case drawn;
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  for (std::int64_t left = draw.integer(6, 9); left > 0; --left) {
    drawn.calls.push_back(draw.reading_call());
    drawn.script.push_back(draw.chance(0.5) ? documented_error(draw) : ScriptedReply{});
  }
  return drawn;
}

Case announced_close(Draw& draw) {
  Case drawn;
  for (std::int64_t left = draw.integer(2, 4); left > 0; --left) {
    drawn.calls.push_back(draw.reading_call());
    ScriptedReply reply;
    if (draw.chance(0.5)) reply.headers = {{"Connection", "close"}};
    drawn.script.push_back(std::move(reply));
  }
  return drawn;
}

Case stale(Draw& draw) {
  Case drawn{.calls = {draw.reading_call(), draw.get_call()}};
  drawn.script = {{.fault = draw.text_of({"{close: after}", "{half_close: after}"})}, {}};
  return drawn;
}

// Breaks of every kind, and whole answers in between.
Case many_breaks(Draw& draw) {
  Case drawn;
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  for (std::int64_t left = draw.integer(8, 12); left > 0; --left) {
    drawn.calls.push_back(draw.reading_call());
    drawn.script.push_back({.fault = draw.text_of({"", "{reset: inside}", "{close: head}",
                                                   "{cut_after: 30B}", "{garbage: instead}"})});
  }
  return drawn;
}

Case plain(Draw& draw) {
  return {.calls = {draw.call()},
          .script = {draw.chance(0.5) ? rate_limited(draw) : ScriptedReply{}}};
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "T1",
     .requirement = "A connection is used again after a whole answer, an error or not.",
     .level = Level::kShould,
     .tier = Tier::kStrict,
     .source = "RFC 9112 9.3",
     .domain = "6 to 9 calls, values and errors",
     .draw = many_errors,
     .owns = {"connection/not_reused"},
     .service = kAnyService,
     .reaches = {"many_calls"}},
    {.id = "T2",
     .requirement = "A client that was closed leaves no connection open, whatever its calls met.",
     .tier = Tier::kRobust,
     .source = "RFC 9112 9.6",
     .domain = "8 to 12 calls, most of them broken",
     .draw = many_breaks,
     .owns = {"connection/left_open"},
     .service = kAnyService,
     .needs = {"close"},
     .reaches = {"broken"}},
    {.id = "T3",
     .requirement =
         "A connection whose end was announced, or came, is not used again, and the next "
         "call works.",
     .source = "RFC 9112 9.6",
     .domain = "Connection: close on some of 2 to 4 answers; connections closed after an answer",
     .draw = announced_close,
     .owns = {"connection/used_after_close", "outcome", "kind", "foreign_error"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "T5",
     .requirement = "A connection that the plane closed while it was idle does no harm to the next "
                    "call that only reads.",
     .level = Level::kShould,
     .tier = Tier::kRobust,
     .source = "RFC 9112 9.3.1, 9.5",
     .domain = "FIN after a whole answer, then a call",
     .draw = stale,
     .owns = {"outcome/error_for_value", "foreign_error", "hang"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "T4",
     .requirement = "Every request is one that can be read: one Host, a framed body of JSON.",
     .source = "RFC 9112 3, 6",
     .domain = "every method, first and further attempts",
     .draw = plain,
     .owns = {"request/unreadable", "request/host", "request/content_type"},
     .service = kAnyService,
     .reaches = {"value"}},
};

}  // namespace

std::vector<Property> connection_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
