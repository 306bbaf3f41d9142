// C, D: how long a call waits before it asks again (memsy.md 11.3, 11.5; RFC 9110 10.2.3).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

ScriptedReply asks_for(std::vector<std::string> values) {
  ScriptedReply reply{.status = 429, .body = R"({"error":"rate_limit_exceeded","message":"slow"})"};
  for (std::string& value : values) reply.headers.emplace_back("Retry-After", std::move(value));
  return reply;
}

Case one_wait(Draw& draw, std::vector<std::string> values) {
  Case drawn{.calls = {draw.reading_call()}, .script = {asks_for(std::move(values))}};
  if (draw.hello().can("backoff")) drawn.client.backoff = draw.backoff();
  return drawn;
}

Case whole_seconds(Draw& draw) {
  std::string value = std::to_string(draw.seconds());
  if (draw.chance(0.1)) value = "00" + value;
  return one_wait(draw, {value});
}

// A date so many seconds ahead of the plane's clock. It starts with the case, so that what passes
// before the request is what rounding forgives.
std::string date_text(std::int64_t ahead, const std::string& form) {
  return "{in: " + std::to_string(ahead) + "s, form: " + form + "}";
}

Case date_wait(Draw& draw, const std::string& form) {
  Case drawn = one_wait(draw, {});
  const std::int64_t ahead = draw.is_virtual() ? draw.integer(2, 90) : draw.integer(1, 2);
  drawn.clock = "{start: now, flow: real}";
  drawn.script.front().retry_after = date_text(ahead, form);
  return drawn;
}

Case imf_date(Draw& draw) {
  return date_wait(draw, "imf_fixdate");
}

Case old_date(Draw& draw) {
  return date_wait(draw, draw.text_of({"rfc850", "asctime"}));
}

Case past_date(Draw& draw) {
  Case drawn = one_wait(
      draw, {draw.text_of({"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994", "Thu, 01 Jan 1970 00:00:00 GMT"})});
  drawn.clock = "{start: now, flow: real}";
  return drawn;
}

Case malformed(Draw& draw) {
  return one_wait(
      draw,
      {draw.text_of({"-1",      "+5",    "1e3", "0x10",   "1_0",         "1x",
                     "120junk", "nan",   "inf", "-inf",   "Infinity",    "1,2",
                     "1;q=2",   "soon",  "1s",  "\"1\"",  "None",        "null",
                     "-0.5",    "1.5.2", ".",   "\u0661", "Sun, 06 Nov", "2026-04-15T12:00:05Z"})});
}

Case repeated(Draw& draw) {
  std::vector<std::string> values;
  for (std::int64_t left = draw.integer(2, 3); left > 0; --left) {
    values.push_back(draw.chance(0.2) ? "soon" : std::to_string(draw.seconds()));
  }
  return one_wait(draw, values);
}

Case huge(Draw& draw) {
  return one_wait(
      draw,
      {draw.chance(0.1) ? std::string(400, '9')
                        : draw.text_of({"90000", "2147483", "2147484", "2592000", "4294967",
                                        "4294968", "2147483648", "4294967296", "9007199254740993",
                                        "1000000000000000000", "99999999999999999999"})});
}

Case fractions(Draw& draw) {
  return one_wait(draw, {draw.text_of({"0.1", "0.5", "1.5", "2.25", "0.001"})});
}

// The last answer of a call that is given up.
Case attribute(Draw& draw) {
  Case drawn = one_wait(draw, {draw.text_of({"0", "1", "2", "30", "120", "1.5", "soon", "-1", "1e3",
                                             "nan", "inf", "86400", ""})});
  if (draw.chance(0.2)) drawn.script.front().headers.clear();
  if (draw.hello().can("max_retries")) {
    drawn.client.max_retries = 0;
  } else {
    drawn.script = {4, drawn.script.front()};
  }
  return drawn;
}

Case other_statuses(Draw& draw) {
  Case drawn = one_wait(draw, {"1"});
  drawn.script.front().status =
      draw.one_of(std::vector<int>{500, 502, 503, 504, 408, 425, 403, 400});
  return drawn;
}

ScriptedReply asks_for_nothing() {
  return asks_for({});
}

Case plain_backoff(Draw& draw) {
  Case drawn{.calls = {draw.reading_call()}};
  const std::int64_t most = draw.is_virtual() ? 6 : 2;
  const std::int64_t count = draw.integer(1, most);
  if (draw.hello().can("backoff")) drawn.client.backoff = draw.backoff();
  if (draw.hello().can("max_retries")) drawn.client.max_retries = most;
  for (std::int64_t left = count; left > 0; --left) drawn.script.push_back(asks_for_nothing());
  return drawn;
}

Case long_backoff(Draw& draw) {
  Case drawn = plain_backoff(draw);
  drawn.client.backoff = Duration{draw.integer(1, 100)};
  drawn.client.max_retries = 12;
  drawn.script.assign(static_cast<std::size_t>(draw.integer(8, 11)), asks_for_nothing());
  return drawn;
}

Case mixed_waits(Draw& draw) {
  Case drawn = plain_backoff(draw);
  for (ScriptedReply& reply : drawn.script) {
    if (draw.chance(0.5))
      reply = asks_for({draw.is_virtual() ? std::to_string(draw.integer(0, 30)) : "0"});
  }
  return drawn;
}

Case very_many(Draw& draw) {
  Case drawn = plain_backoff(draw);
  drawn.client.backoff = Duration{1};
  drawn.client.max_retries = 70;
  drawn.script.clear();
  const std::int64_t count = draw.integer(34, 70);
  // The exponent grows with every attempt; a storm would come where it overflows, after the 31st
  // or so. The header keeps further waits short.
  constexpr std::int64_t kGrowing = 35;  // 2^34 ms are half a year
  for (std::int64_t at = 0; at < count; ++at) {
    drawn.script.push_back(at < kGrowing ? asks_for_nothing() : asks_for({"1"}));
  }
  return drawn;
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "C1",
     .requirement = "Retry-After in seconds is waited: no shorter, and not much longer.",
     .source = "memsy.md 11.3; RFC 9110 10.2.3; MP7",
     .domain = "0 to 3600, leading zeros",
     .draw = whole_seconds,
     .owns = {"early", "late", "attempts/gave_up"},
     .reaches = {"retried"},
     .weight = 2},
    {.id = "C2",
     .requirement = "Retry-After as an IMF-fixdate is waited for (robust), or not undercut "
                    "beyond the backoff (core).",
     .source = "RFC 9110 5.6.7, 10.2.3; memsy.md 11.5",
     .domain = "2 to 90 s ahead",
     .draw = imf_date,
     .owns = {"early", "late", "foreign_error", "attempts/gave_up"},
     .reaches = {"rate_limited"}},
    {.id = "C3",
     .requirement = "Retry-After in the two obsolete forms of a date means the same.",
     .source = "RFC 9110 5.6.7; memsy.md 11.5",
     .domain = "RFC 850 and asctime dates, 2 to 90 s ahead",
     .draw = old_date,
     .owns = {"early", "late", "foreign_error", "attempts/gave_up"},
     .reaches = {"rate_limited"}},
    {.id = "C4",
     .requirement = "A date that has passed makes no error and no endless wait.",
     .source = "memsy.md 11.5",
     .domain = "dates of 1970 and 1994 in all forms",
     .draw = past_date,
     .owns = {"foreign_error", "late", "attempts/gave_up", "crash", "hang"},
     .reaches = {"rate_limited"}},
    {.id = "C5",
     .requirement = "A malformed Retry-After counts as none: never an error of its own, never a "
                    "wait shorter than the backoff.",
     .source = "RFC 9110 10.2.3; memsy.md 11.5",
     .domain = "signs, exponents, words, lists, units",
     .draw = malformed,
     .owns = {"early", "late", "foreign_error", "crash", "hang"},
     .service = kAnyService,
     .reaches = {"rate_limited"},
     .weight = 2},
    {.id = "C6",
     .requirement = "Several Retry-After lines do no harm, and the smallest is waited at least.",
     .source = "RFC 9110 5.3; memsy.md 11.5",
     .domain = "2 or 3 lines, equal, different, one malformed",
     .draw = repeated,
     .owns = {"early", "foreign_error", "crash", "hang"},
     .service = kAnyService,
     .reaches = {"rate_limited"}},
    {.id = "C7",
     .requirement = "A Retry-After that is too large for a timer never becomes an immediate retry.",
     .source = "memsy.md 11.5",
     .domain = "from a day to 400 digits",
     .draw = huge,
     .owns = {"early", "foreign_error", "crash", "attempts/too_many"},
     .service = kAnyService,
     .needs_virtual_time = true,
     .reaches = {"rate_limited"}},
    {.id = "C8",
     .requirement = "The error's retry_after is the seconds of the last answer, or null.",
     .source = "memsy.md 8.1, 11.4",
     .domain = "every form, on the last answer",
     .draw = attribute,
     .owns = {"retry_after", "kind"},
     .service = kAnyService,
     .reaches = {"error"}},
    {.id = "C9",
     .requirement = "Retry-After on another status than 429 makes no retry.",
     .source = "memsy.md 11.2",
     .domain = "400, 403, 408, 425, 500 to 504 with Retry-After",
     .draw = other_statuses,
     .owns = {"attempts"},
     .reaches = {"error"}},
    {.id = "C11",
     .requirement = "A decimal fraction of seconds is waited, or the backoff; nothing shorter.",
     .level = Level::kShould,
     .source = "memsy.md 9, 11.3; RFC 9110 10.2.3",
     .domain = "0.001 to 2.25",
     .draw = fractions,
     .owns = {"early", "late", "foreign_error"},
     .reaches = {"retried"}},
    {.id = "D1",
     .requirement = "Without Retry-After the waits are the backoff, twice it, four times it.",
     .source = "memsy.md 11.3; MP7",
     .domain = "1 to 6 answers 429 without the header, backoff 1 ms to 10 s",
     .draw = plain_backoff,
     .owns = {"early", "late", "attempts"},
     .reaches = {"retried"},
     .weight = 2},
    {.id = "D3",
     .requirement = "The backoff goes on doubling; there is no cap.",
     .level = Level::kShould,
     .tier = Tier::kStrict,
     .source = "memsy.md 11.3",
     .domain = "8 to 11 answers 429 without the header",
     .draw = long_backoff,
     .owns = {"early", "late", "attempts"},
     .needs = {"max_retries", "backoff"},
     .needs_virtual_time = true,
     .reaches = {"retried"}},
    {.id = "D4",
     .requirement =
         "Each wait follows its own 429: the header where there is one, else the backoff "
         "of that attempt.",
     .source = "memsy.md 11.3",
     .domain = "1 to 6 answers 429, some with the header",
     .draw = mixed_waits,
     .owns = {"early", "late", "attempts"},
     .reaches = {"retried"},
     .weight = 2},
    {.id = "D5",
     .requirement = "Very many attempts overflow nothing: no retry storm, no error of its own.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.3",
     .domain = "34 to 70 answers 429, 35 of them without the header",
     .draw = very_many,
     .owns = {"early", "foreign_error", "crash", "hang", "attempts"},
     .needs = {"max_retries", "backoff"},
     .needs_virtual_time = true,
     .reaches = {"retried"}},
};

}  // namespace

std::vector<Property> waiting_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
