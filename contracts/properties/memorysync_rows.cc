// SK: what a client of MemorySync keeps to (memorysync.md 13 and 14.2, whose K1 is SK1 here).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

using Texts = std::vector<std::string>;

constexpr const char* kStrictQuota =
    R"({"detail":{"error":"limit_exceeded","message":"Monthly limit reached."}})";

Case every_argument(Draw& draw) {
  return {.calls = {draw.call_with_arguments()}};
}

// A call that fails first, and may be tried again.
Case any_attempt(Draw& draw) {
  Case drawn = every_argument(draw);
  drawn.client = draw.options(3);
  if (draw.chance(0.4)) drawn.script = {{.status = draw.one_of(std::vector<int>{500, 503})}};
  if (draw.chance(0.3)) drawn.script = {{.fault = "{reset: before}"}};
  return drawn;
}

ScriptedReply wait_for(std::int64_t seconds) {
  const Json error = {{"code", "RATE_LIMIT_EXCEEDED"},
                      {"message", "Too many calls in the per-second layer."},
                      {"retry_after", seconds}};
  return {.status = 429,
          .headers = {{"Retry-After", std::to_string(seconds)}},
          .body = Json({{"error", error}}).dump()};
}

Case rate_limits(Draw& draw) {
  Case drawn{.calls = {draw.closed_call()}};
  if (draw.hello().can("backoff")) drawn.client.backoff = draw.backoff();
  for (std::int64_t left = draw.count(1, draw.is_virtual() ? 6 : 2); left > 0; --left) {
    drawn.script.push_back(wait_for(draw.is_virtual() ? draw.integer(1, 30) : 1));
  }
  return drawn;
}

// Both kinds of 429; the last answer of a call either way.
Case both_429(Draw& draw) {
  Case drawn{.calls = {draw.metered_call()}};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = draw.integer(0, 1);
  const bool is_quota = draw.chance(0.6);
  const ScriptedReply reply =
      is_quota ? ScriptedReply{.status = 429, .body = kStrictQuota} : wait_for(1);
  // As often as a client asks.
  drawn.script = {4, reply};
  return drawn;
}

ScriptedReply failure(Draw& draw) {
  if (draw.chance(0.6)) return {.status = draw.one_of(std::vector<int>{500, 502, 503})};
  return {.fault = draw.text_of({"{reset: before}", "{close: before}", "{reset: inside}"})};
}

Case failures(Draw& draw) {
  Case drawn{.calls = {draw.closed_call()}};
  if (draw.hello().can("backoff")) {
    drawn.client.backoff = draw.is_virtual()
                               ? Duration{draw.one_of(std::vector<std::int64_t>{250, 500, 1'000})}
                               : Duration{draw.integer(5, 40)};
  }
  const std::int64_t most = draw.is_virtual() || draw.hello().can("backoff") ? 6 : 2;
  for (std::int64_t left = draw.count(2, most); left > 0; --left) {
    drawn.script.push_back(failure(draw));
  }
  return drawn;
}

Case refusals(Draw& draw) {
  Case drawn{.client = draw.options(3), .calls = {draw.call()}};
  ScriptedReply reply = documented_error(draw);
  while (reply.status.value_or(0) >= 500) reply = documented_error(draw);
  if (draw.chance(0.2)) reply.headers = {{"Retry-After", "1"}};
  drawn.script = {std::move(reply)};
  return drawn;
}

// A plan without a unit left, or one of the other answers that were seen there (memorysync.md 7.1).
Case silent(Draw& draw) {
  Case drawn{.calls = {draw.metered_call()}};
  drawn.world = "{plans: {pro: {limits: {add_requests: 0, retrieval_requests: 0}}}}";
  const CheckedCall& call = drawn.calls.front();
  if (draw.chance(0.3) && (call.method == "memory.add" || call.method == "memory.batch")) {
    drawn.script = {
        {.status = 200,
         .body = draw.text_of({R"({"status":"ok"})", R"({"status":"ok","skipped":true})"})}};
  }
  if (draw.chance(0.4) && draw.has("memory.add")) drawn.calls = {draw.call_of("memory.add")};
  return drawn;
}

Case not_stored(Draw& draw) {
  if (draw.chance(0.5) && draw.has("memory.add")) {
    return {.calls = {draw.call_of("memory.add")},
            .script = {{.status = draw.chance(0.8) ? 200 : 201,
                        .body = Json({{"status", "skipped"},
                                      {"reason", draw.text_of({"low value", "duplicate"})}})
                                    .dump()}}};
  }
  Json items = Json::array();
  for (std::int64_t left = draw.integer(1, 6); left > 0; --left) {
    items.push_back({{"text", draw.text_of({"", "ok", "The printer is on the third floor.",
                                            "Schema v3 was approved on Monday."})}});
  }
  return {.calls = {{.method = "memory.batch", .arguments = {{"items", std::move(items)}}}}};
}

// Every shape of an error, from the plane or from what stands before it.
Case every_error(Draw& draw) {
  Case drawn{.client = draw.options(1), .calls = {draw.call()}};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  ScriptedReply reply = draw.chance(0.15) ? wait_for(1) : documented_error(draw);
  drawn.script = {4, reply};
  return drawn;
}

Case long_batch(Draw& draw) {
  const std::int64_t count = draw.one_of(std::vector<std::int64_t>{51, 99, 100, 101, 120, 150});
  Json items = Json::array();
  for (std::int64_t at = 0; at < count; ++at) {
    items.push_back({{"text", "Item number " + std::to_string(at) + " stands on the list."}});
  }
  if (draw.chance(0.4)) items[static_cast<std::size_t>(draw.integer(0, 50))]["text"] = "";
  return {.calls = {{.method = "memory.batch", .arguments = {{"items", std::move(items)}}}}};
}

Case metered(Draw& draw) {
  Case drawn{.calls = {draw.metered_call()}};
  if (draw.chance(0.5)) drawn.calls.push_back(draw.metered_call());
  return drawn;
}

// Stored, and the answer lost.
Case lost_answer(Draw& draw) {
  Case drawn{.calls = {draw.call_of("memory.add")}};
  if (draw.chance(0.5)) draw.put_text(drawn.calls.front(), " " + draw.text(12));
  drawn.script = {{.fault = draw.text_of({"{reset: before}", "{close: before}", "{reset: inside}",
                                          "{cut_after: 20B}"})}};
  return drawn;
}

Json with_nulls(Draw& draw, Json value) {
  if (!value.is_object()) return value;
  for (auto& [name, inner] : value.items()) {
    if (name != "status" && name != "memories" && name != "results" && draw.chance(0.3)) {
      inner = nullptr;
    }
  }
  return value;
}

Case odd_success(Draw& draw) {
  Case drawn{.calls = {draw.call()}};
  Json body = sample_body(draw, drawn.calls.front().method);
  if (body.is_object()) {
    body["x_new"] = draw.one_of(std::vector<Json>{Json(), 7, "text", Json::array({1}), {{"a", 1}}});
  }
  if (draw.chance(0.5)) body = with_nulls(draw, std::move(body));
  drawn.script = {{.status = 200, .body = draw.chance(0.25) ? "" : body.dump()}};
  return drawn;
}

Case forgotten(Draw& draw) {
  Json ids = Json::array();
  for (std::int64_t left = draw.integer(1, 5); left > 0; --left) {
    ids.push_back(draw.integer(1, 1'000'000));
  }
  return {.calls = {{.method = "memory.forget", .arguments = {{"memory_ids", std::move(ids)}}}}};
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "SK1",
     .requirement = "Every call carries the key as X-API-Key, every one to /memory/ the end user "
                    "and the project that the client was made for, every body its type, and no "
                    "project is an empty text.",
     .source = "memorysync.md 2.1; K1",
     .domain = "every method, first and further attempts, with and without a project",
     .draw = any_attempt,
     .owns = {"authorization/not_the_key", "authorization/another_header",
              "authorization/no_end_user", "authorization/empty_project",
              "authorization/no_project", "authorization/another_project", "request/content_type",
              "request/host", "request/unreadable", "secret/a URL"},
     .service = kMemorySync,
     .reaches = {"value"},
     .weight = 2},
    {.id = "SK2",
     .requirement = "No Authorization stands beside the key.",
     .level = Level::kShould,
     .source = "memorysync.md 2.1, open point O8; K2",
     .domain = "every method",
     .draw = any_attempt,
     .owns = {"authorization/beside_the_key"},
     .service = kMemorySync,
     .reaches = {"value"}},
    {.id = "SK3",
     .requirement = "Paths and fields are those that are documented, and hold what the caller "
                    "says.",
     .source = "memorysync.md 4; K3",
     .domain = "every method, with any of its arguments",
     .draw = every_argument,
     .owns = {"request/content", "value/differs", "outcome/error_for_value"},
     .service = kMemorySync,
     .reaches = {"value"},
     .weight = 3},
    {.id = "SK4",
     .requirement = "After a rate limit nothing is sent before Retry-After has passed, and there "
                    "are at most 3 retries.",
     .source = "memorysync.md 11.4, 13; K4",
     .domain = "1 to 6 answers 429 with Retry-After of 1 to 30 s",
     .draw = rate_limits,
     .owns = {"early/not_waited", "early/waited_too_short", "attempts/too_many", "ghost_request"},
     .service = kMemorySync,
     .reaches = {"rate_limited"},
     .weight = 2},
    {.id = "SK4a",
     .requirement = "A client tries again after a rate limit.",
     .level = Level::kInfo,
     .tier = Tier::kStrict,
     .source = "memorysync.md 13; K4",
     .domain = "as SK4",
     .draw = rate_limits,
     .owns = {"attempts/not_retried"},
     .service = kMemorySync,
     .reaches = {"rate_limited"}},
    {.id = "SK5",
     .requirement = "A plan that is used up is not tried again, and is told apart from a rate "
                    "limit, by the class of the error or by what it holds.",
     .source = "memorysync.md 7.2; K5",
     .domain = "both bodies of a 429",
     .draw = both_429,
     .owns = {"attempts/retried", "kind", "retry_after", "foreign_error"},
     .service = kMemorySync,
     .reaches = {"rate_limited"},
     .weight = 2},
    {.id = "SK6",
     .requirement = "A 5xx or a lost connection is tried again at most 3 times, after waits that "
                    "grow.",
     .source = "memorysync.md 13, open point O13; K6",
     .domain = "2 to 6 times 500, 502, 503, a reset or a close",
     .draw = failures,
     .owns = {"attempts/too_many", "attempts/retried", "early/not_growing", "ghost_request",
              "hang"},
     .service = kMemorySync,
     .reaches = {"error"},
     .weight = 2},
    {.id = "SK7",
     .requirement = "400, 401, 403, 404, 409 and 422 end the call.",
     .source = "memorysync.md 13; K7",
     .domain = "each of them in each shape, some with Retry-After",
     .draw = refusals,
     .owns = {"attempts/retried", "attempts/too_many", "outcome", "ghost_request"},
     .service = kMemorySync,
     .reaches = {"error"},
     .weight = 2},
    {.id = "SK8",
     .requirement = "The silent answers of a plan that is used up raise nothing, are not tried "
                    "again, and are not reported as stored.",
     .source = "memorysync.md 7.1, open point O2; K8",
     .domain = "every metered method without a unit left",
     .draw = silent,
     .owns = {"outcome", "attempts/retried", "stored/claimed", "value", "foreign_error"},
     .service = kMemorySync,
     .reaches = {"value"},
     .weight = 2},
    {.id = "SK9",
     .requirement = "What was skipped or rejected reaches the caller.",
     .source = "memorysync.md 4.1, 4.2; K9",
     .domain = "skipped adds, batches with items that are empty, of low value, or repeated",
     .draw = not_stored,
     .owns = {"outcome", "value", "stored/claimed"},
     .service = kMemorySync,
     .methods = {"memory.batch"},
     .reaches = {"value"},
     .weight = 2},
    {.id = "SK10",
     .requirement = "An error is of the documented class, and carries the status, the code or the "
                    "message, and the id of the request, whatever the shape of the body.",
     .source = "memorysync.md 12, 13; K10",
     .domain = "every documented error in the three shapes, and without a body",
     .draw = every_error,
     .owns = {"kind", "status", "detail", "request_id", "foreign_error", "retry_after"},
     .service = kMemorySync,
     .reaches = {"error"},
     .weight = 3},
    {.id = "SK11",
     .requirement = "More than 50 items are sent in parts, as few as there have to be, and the "
                    "results of all reach the caller.",
     .source = "memorysync.md 4.2; K11",
     .domain = "51 to 150 items",
     .draw = long_batch,
     .owns = {"parts", "value", "outcome", "request/content"},
     .service = kMemorySync,
     .methods = {"memory.batch"}},
    {.id = "SK12",
     .requirement = "A call costs the units that it has to: no fallback to a second metered "
                    "request.",
     .level = Level::kShould,
     .source = "memorysync.md 5; K12",
     .domain = "every metered method, with empty results",
     .draw = metered,
     .owns = {"units/spent", "attempts/retried"},
     .service = kMemorySync,
     .reaches = {"value"}},
    {.id = "SK12a",
     .requirement = "A call asks for nothing else on the way.",
     .level = Level::kInfo,
     .tier = Tier::kStrict,
     .source = "memorysync.md 11; K12",
     .domain = "as SK12",
     .draw = metered,
     .owns = {"units/asked_more"},
     .service = kMemorySync,
     .reaches = {"value"}},
    {.id = "SK13",
     .requirement = "An add that is tried again leaves one memory: its attempts are the same.",
     .source = "memorysync.md 13; K13",
     .domain = "adds that were done, and whose answer is lost",
     .draw = lost_answer,
     .owns = {"stored/twice", "same_attempts"},
     .service = kMemorySync,
     .methods = {"memory.add"},
     .reaches = {"broken"}},
    {.id = "SK14",
     .requirement = "Members that are new or null, and a success without a body, do no harm.",
     .source = "memorysync.md 4.3; K14",
     .domain = "made-up answers of every method",
     .draw = odd_success,
     .owns = {"foreign_error", "crash", "hang", "outcome/error_for_value", "value/differs"},
     .service = kMemorySync,
     .reaches = {"value"},
     .weight = 3},
    {.id = "SK15",
     .requirement = "Memories are forgotten by their whole numbers.",
     .source = "memorysync.md 4.5; K15",
     .domain = "1 to 5 ids",
     .draw = forgotten,
     .owns = {"request"},
     .service = kMemorySync,
     .methods = {"memory.forget"},
     .reaches = {"value"}},
};

}  // namespace

std::vector<Property> memorysync_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
