// I, L, P: what the network does (memsy.md 11.2, 11.5, 11.6; RFC 9112 8).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

Case broken_by(Draw& draw, const std::string& fault) {
  Case drawn{.client = draw.options(2), .calls = {draw.reading_call()}};
  drawn.script = {{.fault = fault}};
  return drawn;
}

Case no_answer(Draw& draw) {
  if (draw.chance(0.3)) {
    return {.client = draw.options(2), .calls = {draw.reading_call()}, .is_refused = true};
  }
  return broken_by(draw, draw.text_of({"{reset: before}", "{close: before}"}));
}

Case cut_short(Draw& draw) {
  if (draw.chance(0.7)) {
    // At any byte of the head or of the body; the shortest answer is longer.
    return broken_by(draw, draw.chance(0.5)
                               ? "{cut_after: " + std::to_string(draw.integer(1, 120)) + "B}"
                               : "{close: body " + std::to_string(draw.integer(0, 20)) + "B}");
  }
  return broken_by(
      draw, draw.text_of({"{reset: inside}", "{close: head}", "{chunks: no_last}", "{chunks: cut}",
                          "{content_length: long}", "{reset: status_line}", "{close: header}",
                          "{half_close: inside}"}));
}

Case garbage(Draw& draw) {
  return broken_by(
      draw, draw.text_of({"{garbage: instead}", "{status_line: letters}", "{chunks: bad_size}",
                          "{chunks: huge_size}", "{content_length: two_values}",
                          "{content_length: words}", "{content_length: negative}",
                          "{chunks: with_length}", "{header: no_colon}", "{header: nul}",
                          "{garbage: before}", "{status_line: no_version}", "{header: folded}",
                          "{header: empty_name}", "{line_ends: cr}"}));
}

Case in_pieces(Draw& draw) {
  const std::string bytes = std::to_string(draw.one_of(std::vector<int>{16, 37, 64, 100}));
  std::string fault = "drip: {bytes: " + bytes + "B, every: 1ms}";
  if (draw.chance(0.5)) fault += ", chunks: " + draw.text_of({"sound", "extended", "trailers"});
  return broken_by(draw, "{" + fault + "}");
}

Case next_after_fault(Draw& draw) {
  Case drawn = draw.chance(0.5) ? cut_short(draw) : garbage(draw);
  drawn.calls.push_back(draw.reading_call());
  drawn.script.push_back({});
  return drawn;
}

Case stalled(Draw& draw) {
  Case drawn = broken_by(
      draw, "{stall: " +
                draw.text_of({"before", "status_line", "header", "head", "inside", "body"}) + "}");
  drawn.client.timeout =
      draw.is_virtual()
          ? Duration{draw.one_of(std::vector<std::int64_t>{100, 1'000, 5'000, 30'000})}
          : Duration{draw.integer(100, 200)};
  return drawn;
}

Case after_timeout(Draw& draw) {
  Case drawn = stalled(draw);
  drawn.calls.push_back(draw.reading_call());
  drawn.script.push_back({});
  return drawn;
}

// Cancelled while it waits: for the time that a 429 asks for, or for an answer.
Case cancelled(Draw& draw) {
  Case drawn{.calls = {draw.reading_call()}, .cancel = true};
  drawn.script = {{.status = 429, .headers = {{"Retry-After", draw.text_of({"5", "30", "3600"})}}}};
  if (draw.chance(0.4)) drawn.script = {{.fault = "{stall: before}"}};
  return drawn;
}

Case after_cancel(Draw& draw) {
  Case drawn = cancelled(draw);
  drawn.calls.push_back(draw.reading_call());
  drawn.script.push_back({});
  return drawn;
}

Case interim(Draw& draw) {
  return broken_by(draw,
                   draw.text_of({"{interim: 102}", "{interim: 103}", "{interim: [102, 103]}"}));
}

Case unasked_continue(Draw& draw) {
  return broken_by(draw, draw.text_of({"{interim: 100}", "{interim: [100, 103]}"}));
}

Case no_content(Draw& draw) {
  static_cast<void>(draw);
  return {.calls = {{.method = "keys.delete", .arguments = {{"key_id", "key_member"}}}}};
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "I1",
     .requirement = "A connection that ends before any answer is a connection error, and is not "
                    "tried again.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.2, 11.5",
     .domain = "RST and FIN before the first byte, refused connections",
     .draw = no_answer,
     .owns = {"kind", "attempts", "outcome", "foreign_error"},
     .reaches = {"broken"}},
    {.id = "I2",
     .requirement = "An answer that was cut short is never a value.",
     .tier = Tier::kRobust,
     .source = "RFC 9112 8; memsy.md 11.5",
     .domain = "FIN or RST at every byte of head and body, lengths too long, chunks without an end",
     .draw = cut_short,
     .owns = {"outcome", "kind", "value", "foreign_error", "attempts", "hang"},
     .service = kAnyService,
     .reaches = {"broken"},
     .weight = 3},
    {.id = "I3",
     .requirement =
         "Bytes that are no HTTP are a connection error, never one of the library below.",
     .tier = Tier::kRobust,
     .source = "RFC 9112 4, 6.3, 11; memsy.md 11.5",
     .domain = "garbage, bad status lines, chunk sizes, lengths and header lines",
     .draw = garbage,
     .owns = {"foreign_error", "crash", "hang", "outcome/value_for_broken"},
     .service = kAnyService,
     .reaches = {"error"},
     .weight = 2},
    {.id = "I4",
     .requirement = "How the bytes of an answer are cut and paced does not matter.",
     .tier = Tier::kRobust,
     .source = "RFC 9112 7.1",
     .domain = "pieces of 16 to 100 bytes, chunks, extensions, trailers",
     .draw = in_pieces,
     .owns = {"value", "outcome", "kind"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "I5",
     .requirement = "The call after a broken one works.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.5",
     .domain = "every break of I2 and I3, then a whole answer",
     .draw = next_after_fault,
     .owns = {"outcome/error_for_value", "outcome/error_without_request", "value", "kind",
              "foreign_error", "hang"},
     .service = kAnyService,
     .reaches = {"value"},
     .weight = 2},
    {.id = "L1",
     .requirement =
         "An answer that does not come ends as a connection error within the time limit.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.2, 11.6; MP15",
     .domain = "nothing more at any point, time limits of 0.1 to 30 s",
     .draw = stalled,
     .owns = {"timeout", "kind", "outcome", "hang", "foreign_error", "attempts"},
     .service = kAnyService,
     .needs = {"timeout"},
     .reaches = {"stalled"},
     .weight = 2},
    {.id = "L2",
     .requirement = "A connection that timed out is left: the next call works.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.6",
     .domain = "as L1, then a whole answer",
     .draw = after_timeout,
     .owns = {"outcome/error_for_value", "outcome/error_without_request", "connection/left_open",
              "value", "hang", "foreign_error"},
     .service = kAnyService,
     .needs = {"timeout"},
     .reaches = {"stalled", "value"}},
    {.id = "L4",
     .requirement = "A call that is cancelled returns at once, and sends nothing more.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.3",
     .domain = "cancelled while it waits for 5 s to an hour, or for an answer",
     .draw = cancelled,
     .owns = {"cancel", "hang", "crash", "ghost_request"},
     .needs = {"cancel"},
     .needs_virtual_time = true,
     .reaches = {"error"}},
    {.id = "L5",
     .requirement = "The call after one that was cancelled works.",
     .tier = Tier::kRobust,
     .source = "RFC 9112 9.6",
     .domain = "as L4, then a whole answer",
     .draw = after_cancel,
     .owns = {"outcome/error_for_value", "outcome/error_without_request", "value", "hang",
              "foreign_error"},
     .needs = {"cancel"},
     .needs_virtual_time = true,
     .reaches = {"value"},
     .weight = 2},
    {.id = "P1",
     .requirement = "Answers 1xx before the answer are passed over.",
     .tier = Tier::kRobust,
     .source = "RFC 9110 15.2",
     .domain = "102 and 103, alone and together",
     .draw = interim,
     .owns = {"value", "outcome", "kind", "hang", "foreign_error"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "P4",
     .requirement = "A 100 that nobody asked for is passed over as well.",
     .level = Level::kShould,
     .tier = Tier::kStrict,
     .source = "RFC 9110 15.2; some HTTP libraries give up on it",
     .domain = "100, alone and with 103",
     .draw = unasked_continue,
     .owns = {"value", "outcome", "kind", "hang", "foreign_error"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "P2",
     .requirement = "A 204 is a success without a value.",
     .source = "RFC 9110 15.3.5; memsy.md 2, C10",
     .domain = "a key that is deleted",
     .draw = no_content,
     .owns = {"outcome", "value", "hang", "foreign_error"},
     .methods = {"keys.delete"},
     .reaches = {"value"}},
};

}  // namespace

std::vector<Property> wire_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
