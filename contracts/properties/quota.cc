// F: quotas, up to their last unit (memsy.md 8.4, 10).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

// An org that may call so many times more.
std::string world_with(std::int64_t left, std::int64_t limit) {
  return "{plans: {pro: {limits: {api_calls: " + std::to_string(limit) +
         "}}}, orgs: {org_1: {usage: {api_calls: " + std::to_string(limit - left) + "}}}}";
}

Case boundary(Draw& draw) {
  const std::int64_t limit = draw.one_of(std::vector<std::int64_t>{1, 2, 3, 10, 1'000});
  const std::int64_t left = draw.integer(0, std::min<std::int64_t>(limit, 3));
  Case drawn{.world = world_with(left, limit)};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  for (std::int64_t calls = left + draw.integer(1, 2); calls > 0; --calls) {
    drawn.calls.push_back(draw.reading_call());
  }
  return drawn;
}

Case misleading(Draw& draw) {
  const std::string text =
      draw.text_of({"quota exceeded, slow down", "Your QUOTA of requests", "no words"});
  const std::string code = draw.text_of({"rate_limit_exceeded", "usage_limit_exceeded", ""});
  const std::string envelope = code.empty() ? draw.text_of({"text", "message"})
                                            : draw.text_of({"flat", "detail", "flat_detail"});
  Case drawn{.calls = {draw.reading_call()},
             .script = {{.status = 429, .body = error_body(envelope, code, text, Json::object())}}};
  if (draw.hello().can("max_retries"))
    drawn.client.max_retries = 0;
  else
    drawn.script = {4, drawn.script.front()};
  return drawn;
}

Case month_turns(Draw& draw) {
  Case drawn{.clock = "{start: \"2028-02-29T23:00:00Z\"}", .world = world_with(1, 5)};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  drawn.calls = {draw.reading_call(), draw.reading_call(), draw.reading_call()};
  // The first call takes the last unit, the second is refused, and then the month turns or not.
  drawn.script = {{}, {.then = draw.chance(0.7) ? "{advance_clock: 2h}" : "{advance_clock: 1m}"}};
  return drawn;
}

Case odd_numbers(Draw& draw) {
  Json row = {{"dimension", "api_calls"}, {"used", draw.integer(0, 30'000)}};
  if (draw.chance(0.6)) {
    row["limit"] = draw.chance(0.3) ? Json() : Json(draw.one_of(std::vector<int>{0, 1, 25'000}));
  }
  Json body = sample_body(draw, "usage.summary");
  body["dimensions"] = Json::array({row});
  return {.calls = {{.method = "usage.summary"}},
          .script = {{.status = 200,
                      .headers = {{"X-RateLimit-Remaining", draw.text_of({"0", "-1"})}},
                      .body = body.dump()}}};
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "F1",
     .requirement = "Calls pass up to the limit, the next one raises the quota error, and usage is "
                    "what the plane counted.",
     .source = "memsy.md 8.1, 10; MP9, MP17",
     .domain = "limits of 1 to 1000 with 0 to 3 units left, and 1 or 2 calls more than that",
     .draw = boundary,
     .owns = {"kind", "outcome", "usage/differs", "facts", "value"},
     .reaches = {"value", "error"},
     .weight = 2},
    {.id = "F2",
     .requirement =
         "The code tells a used-up quota from a rate limit; the word does only without a "
         "code.",
     .source = "memsy.md 8.4 (12, 13), open point 3; MP17",
     .domain = "both codes and none, with the word quota in the text and without",
     .draw = misleading,
     .owns = {"kind"},
     .reaches = {"error"}},
    {.id = "F4",
     .requirement = "When the month has turned, calls pass again.",
     .source = "memsy.md 10.2",
     .domain = "the last unit, and then the 29th of February ends, or not",
     .draw = month_turns,
     .owns = {"kind", "outcome"},
     .reaches = {"value", "error"}},
    {.id = "F5",
     .requirement = "Limits that are null, 0 or passed are values like any other.",
     .source = "memsy.md 10.3",
     .domain = "usage summaries with limits absent, null, 0, passed",
     .draw = odd_numbers,
     .owns = {"value", "usage/differs", "outcome", "foreign_error"},
     .methods = {"usage.summary"},
     .reaches = {"value"}},
};

}  // namespace

std::vector<Property> quota_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
