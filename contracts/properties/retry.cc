// B, H: when a call asks again (memsy.md 11.2, 11.4).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

ScriptedReply quick_429(Draw& draw) {
  ScriptedReply reply = rate_limited(draw);
  if (draw.chance(0.5)) reply.headers = {{"Retry-After", draw.is_virtual() ? "1" : "0"}};
  return reply;
}

Case script_of_429(Draw& draw, std::int64_t most) {
  Case drawn{.client = draw.options(4), .calls = {draw.call()}};
  for (std::int64_t left = draw.count(0, most); left > 0; --left) {
    drawn.script.push_back(quick_429(draw));
  }
  return drawn;
}

Case mixed_script(Draw& draw) {
  Case drawn = script_of_429(draw, 6);
  if (draw.chance(0.25)) {
    drawn.script.push_back(documented_error(draw));
  } else if (draw.chance(0.7)) {
    // What other contracts try again.
    ScriptedReply reply = quick_429(draw);
    reply.status = draw.one_of(std::vector<int>{408, 409, 425, 500, 502, 503, 503, 504});
    if (draw.chance(0.4)) reply.headers = {{"Retry-After", "1"}};
    drawn.script.insert(drawn.script.begin(), std::move(reply));
  } else {
    // One that gives a value in the end, whatever the plane holds.
    drawn.calls = {draw.call_of(std::string(draw.contract().plain_method))};
  }
  return drawn;
}

Case several_calls(Draw& draw) {
  Case drawn{.client = draw.options(3)};
  for (std::int64_t left = draw.integer(2, 4); left > 0; --left) {
    drawn.calls.push_back(draw.reading_call());
    for (std::int64_t more = draw.integer(0, 3); more > 0; --more) {
      drawn.script.push_back(quick_429(draw));
    }
    // Ends the call whatever is left of its budget.
    drawn.script.push_back({});
  }
  return drawn;
}

Case no_retries(Draw& draw) {
  Case drawn = mixed_script(draw);
  if (drawn.script.empty()) drawn.script.push_back(quick_429(draw));
  drawn.client.max_retries = 0;
  return drawn;
}

Case retried_creation(Draw& draw) {
  Case drawn{.client = draw.options(3), .calls = {draw.creating_call()}};
  draw.put_text(drawn.calls.front(), draw.text(12));
  if (draw.chance(0.4) && draw.has("events.list")) {
    drawn.calls = {
        {.method = "events.list", .arguments = {{"actor_id", draw.text(6)}, {"limit", 7}}}};
  }
  for (std::int64_t left = draw.integer(1, 3); left > 0; --left) {
    drawn.script.push_back(quick_429(draw));
  }
  return drawn;
}

// Every answer counts something else.
Case distinct_answers(Draw& draw) {
  Case drawn{.client = draw.options(4), .calls = {draw.reading_call()}};
  const std::int64_t retries = draw.integer(1, 3);
  for (std::int64_t left = retries; left > 0; --left) {
    ScriptedReply reply = quick_429(draw);
    reply.headers.emplace_back("X-Usage-ApiCalls", std::to_string(1'000 + left));
    reply.headers.emplace_back("X-RateLimit-Remaining", std::to_string(2'000 + left));
    drawn.script.push_back(std::move(reply));
  }
  return drawn;
}

Case stops_at_once(Draw& draw) {
  Case drawn = script_of_429(draw, 2);
  drawn.script.push_back(documented_error(draw));
  return drawn;
}

Case exhausted(Draw& draw) {
  Case drawn{.client = draw.options(3), .calls = {draw.call()}};
  const std::int64_t count = drawn.client.max_retries.value_or(3) + 1;
  for (std::int64_t left = count; left > 0; --left) drawn.script.push_back(quick_429(draw));
  return drawn;
}

// Done at the plane, or not, and then the wire breaks.
Case ambiguous_fault(Draw& draw) {
  Case drawn{.client = draw.options(3), .calls = {draw.creating_call()}};
  if (draw.chance(0.3) && draw.has("keys.delete"))
    drawn.calls = {{.method = "keys.delete", .arguments = {{"key_id", "key_member"}}}};
  drawn.script = {{.fault = draw.text_of(
                       {"{reset: before}", "{reset: before, commit: after}", "{close: before}",
                        "{close: before, commit: after}", "{reset: status_line}", "{reset: header}",
                        "{close: head}", "{cut_after: 100B}", "{reset: inside}"})}};
  return drawn;
}

Case refused_before_done(Draw& draw) {
  Case drawn{.client = draw.options(3), .calls = {draw.creating_call()}};
  for (std::int64_t left = draw.integer(1, 2); left > 0; --left) {
    drawn.script.push_back(quick_429(draw));
  }
  return drawn;
}

// A library below the client may take a connection that ends for one that was idle too long.
Case lost_on_used_connection(Draw& draw) {
  Case drawn = ambiguous_fault(draw);
  drawn.calls.insert(drawn.calls.begin(), draw.reading_call());
  drawn.script = {{},
                  {.fault = draw.text_of({"{reset: before}", "{close: before}",
                                          "{reset: before, commit: after}",
                                          "{close: before, commit: after}"})}};
  return drawn;
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "B1",
     .requirement = "A 429 is tried again up to max_retries times, nothing else is, and the last "
                    "answer is what the call gives.",
     .source = "memsy.md 11.2; MP4, MP5, MP6",
     .domain = "0 to 6 answers 429 in every envelope, then a value or another error",
     .draw = mixed_script,
     .owns = {"attempts", "outcome"},
     .reaches = {"retried", "value_after_retry", "error"},
     .weight = 4},
    {.id = "B2",
     .requirement = "Each call has its own budget: one after another behave like those of new "
                    "clients.",
     .source = "memsy.md 11.2",
     .domain = "2 to 4 calls with 0 to 3 answers 429 each",
     .draw = several_calls,
     .owns = {"attempts", "outcome", "early", "late"},
     .reaches = {"retried", "many_calls"},
     .weight = 2},
    {.id = "B3",
     .requirement = "With max_retries 0 there is one request, and no wait.",
     .source = "memsy.md 11.2; MP4",
     .domain = "as B1, with max_retries 0",
     .draw = no_retries,
     .owns = {"attempts", "late"},
     .service = kAnyService,
     .needs = {"max_retries"},
     .reaches = {"rate_limited"}},
    {.id = "B4",
     .requirement = "All attempts of a call are the same in method, target, body and "
                    "Authorization.",
     .source = "memsy.md 11.2; MP8",
     .domain = "creations with names of any letters, after 1 to 3 answers 429",
     .draw = retried_creation,
     .owns = {"same_attempts"},
     .reaches = {"retried"}},
    {.id = "B5",
     .requirement = "Value, usage and rate limit are those of the last answer, not of one that was "
                    "tried again.",
     .source = "memsy.md 9.2, 11.2",
     .domain = "1 to 3 answers 429 that count something else, then a value",
     .draw = distinct_answers,
     .owns = {"value", "usage/differs"},
     .reaches = {"value_after_retry"}},
    {.id = "B6",
     .requirement = "An answer that is not to be tried again ends the call, also behind one that "
                    "was.",
     .source = "memsy.md 11.2; MP4",
     .domain = "0 to 2 answers 429, then another error",
     .draw = stops_at_once,
     .owns = {"attempts", "kind"},
     .reaches = {"error"}},
    {.id = "B7",
     .requirement = "After the last attempt there is no wait.",
     .source = "memsy.md 11.3",
     .domain = "max_retries + 1 answers 429",
     .draw = exhausted,
     .owns = {"return"},
     .reaches = {"exhausted"}},
    {.id = "B8",
     .requirement = "Nothing is sent after the call has returned.",
     .source = "memsy.md 11.2",
     .domain = "max_retries + 1 answers 429",
     .draw = exhausted,
     .owns = {"ghost_request", "attempts"},
     .reaches = {"retried"}},
    {.id = "H1",
     .requirement = "A POST or DELETE whose answer was lost is not sent again: it may have been "
                    "done.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.2; RFC 9110 9.2.2, RFC 9112 9.3.1",
     .domain = "creations and deletions whose answer breaks off at any point, done or not",
     .draw = ambiguous_fault,
     .owns = {"attempts", "outcome"},
     .reaches = {"broken"}},
    {.id = "H4",
     .requirement = "Nor does the library below send it again when the connection was one that had "
                    "been used before.",
     .tier = Tier::kRobust,
     .source = "RFC 9112 9.3.1; memsy.md 11.2",
     .domain = "a whole answer, then a creation or deletion on the same connection that ends "
               "before its answer",
     .draw = lost_on_used_connection,
     .owns = {"attempts", "outcome"},
     .reaches = {"value", "broken"}},
    {.id = "H2",
     .requirement = "A POST refused with 429 was not done, and is tried again.",
     .source = "memsy.md 11.2, 11.6",
     .domain = "creations after 1 or 2 answers 429",
     .draw = refused_before_done,
     .owns = {"attempts"},
     .reaches = {"retried"}},
};

}  // namespace

std::vector<Property> retry_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
