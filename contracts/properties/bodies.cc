// J, O, Q, R: what answers hold (memsy.md 4, 6, 7, 11.5; RFC 8259).
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

Case answered_with(Draw& draw, const std::string& body) {
  return {.calls = {draw.reading_call()}, .script = {{.status = 200, .body = body}}};
}

// A body that breaks one promise.
Case not_as_promised(Draw& draw) {
  Case drawn{.calls = {draw.reading_call()}};
  while (drawn.calls.front().method == "interest.status") drawn.calls = {draw.reading_call()};
  const std::string method = drawn.calls.front().method;
  std::string body = sample_body(draw, method).dump();
  switch (draw.integer(0, 4)) {
    case 4: {
      Json lacking = Json::parse(body);
      if (lacking.is_object() && !lacking.empty()) {
        // The first one in the alphabet may be an optional one; then nothing is wrong.
        const auto at = draw.integer(0, static_cast<std::int64_t>(lacking.size()) - 1);
        const auto member = std::next(lacking.begin(), at);
        // A list that is missing may be read as an empty one.
        if (!member->is_array()) lacking.erase(member);
      }
      body = lacking.dump();
      break;
    }
    case 0:
      body = body.substr(0, body.size() / 2);
      break;
    case 1:
      body = draw.text_of({"<html>ok</html>", "null", "\"text\"", "7", "{]", "{\"a\":NaN}"});
      break;
    case 2:
      body = Json::parse(body).is_array() ? "{}" : "[1]";
      break;
    default: {
      Json broken = Json::parse(body);
      if (broken.is_object() && !broken.empty()) {
        for (auto& [name, value] : broken.items()) {
          if (value.is_string())
            value = Json::object();
          else if (value.is_number())
            value = "text";
          else if (value.is_array())
            value = 7;
        }
      } else {
        broken = Json::array({7});
      }
      body = broken.dump();
    }
  }
  if (draw.chance(0.15)) body = "";
  drawn.script = {{.status = 200, .body = body}};
  return drawn;
}

Case odd_error_body(Draw& draw) {
  Case drawn{.calls = {draw.reading_call()}};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  drawn.script = {{.status = draw.one_of(std::vector<int>{400, 401, 403, 404, 409, 422, 500, 503}),
                   .body = draw.text_of(
                       {"", "null", "[]", "7", "true", "\"text\"", "{}", "[{\"error\":\"x\"}]",
                        "{\"detail\":null}", "{\"detail\":7}", "{\"detail\":[]}", "{\"detail\":{}}",
                        "{\"error\":7}", "{\"error\":{\"a\":1}}", "{\"message\":[]}",
                        "{\"detail\":{\"error\":null}}", "{\"detail\":", "<html>502</html>",
                        "{\"detail\":{\"message\":7,\"error\":\"x\"}}"})}};
  return drawn;
}

Case other_types(Draw& draw) {
  Case drawn = answered_with(draw, "");
  drawn.script.front().body = sample_body(draw, drawn.calls.front().method).dump();
  drawn.script.front().headers = {
      {"Content-Type", draw.text_of({"application/json; charset=utf-8", "APPLICATION/JSON",
                                     "application/json;charset=UTF-8"})}};
  return drawn;
}

Case odd_encoding(Draw& draw) {
  Case drawn = answered_with(draw, "");
  drawn.script.front().body = sample_body(draw, drawn.calls.front().method).dump();
  drawn.script.front().fault = draw.text_of({"{body: gzip_corrupt}", "{body: gzip_cut}",
                                             "{body: byte_order_mark}", "{body: invalid_utf8}"});
  return drawn;
}

Json with_strangers(Draw& draw, Json value) {
  if (value.is_object()) {
    for (auto& [name, inner] : value.items()) inner = with_strangers(draw, inner);
    if (draw.chance(0.6)) {
      value[draw.text_of({"x_new", "extra", "_links", "Status", "zz"})] =
          draw.one_of(std::vector<Json>{Json(), 7, "text", true, Json::array({1}), {{"a", 1}}});
    }
  } else if (value.is_array()) {
    for (Json& inner : value) inner = with_strangers(draw, inner);
  }
  return value;
}

Case unknown_members(Draw& draw) {
  Case drawn = answered_with(draw, "");
  drawn.script.front().body =
      with_strangers(draw, sample_body(draw, drawn.calls.front().method)).dump();
  return drawn;
}

Case sampled(Draw& draw) {
  Case drawn = answered_with(draw, "");
  drawn.script.front().body = sample_body(draw, drawn.calls.front().method).dump();
  return drawn;
}

Case any_letters(Draw& draw) {
  Case drawn = sampled(draw);
  if (draw.chance(0.4) && draw.has("keys.usage")) {
    drawn.calls.push_back(
        {.method = "keys.usage", .arguments = {{"key_id", "k" + draw.strange_text(12)}}});
  } else {
    drawn.calls.push_back(draw.creating_call());
    draw.put_text(drawn.calls.back(), draw.text(20));
  }
  return drawn;
}

// What parsers stumble over: depth, names that come twice, halves of a pair of surrogates.
Case hard_to_parse(Draw& draw) {
  Case drawn = sampled(draw);
  std::string& body = *drawn.script.front().body;
  if (!body.ends_with('}')) return drawn;
  const auto depth = static_cast<std::size_t>(draw.one_of(std::vector<int>{100, 1'000, 5'000}));
  static const std::vector<std::string> kMembers = {
      R"("x":1,"x":2)", R"("x":"\ud800")", R"("x":1e400)",
      R"("x":-0.0)",    R"("x":"\u0000")", R"("x":123456789012345678901234567890)"};
  const std::string member = draw.chance(0.4)
                                 ? "\"x\":" + std::string(depth, '[') + std::string(depth, ']')
                                 : draw.one_of(kMembers);
  body.pop_back();
  body += (body.size() > 1 ? "," : "") + member + "}";
  return drawn;
}

Case long_error(Draw& draw) {
  Case drawn{.calls = {draw.reading_call()}};
  if (draw.hello().can("max_retries")) drawn.client.max_retries = 0;
  const std::string text(200'000, 'e');
  drawn.script = {
      {.status = draw.one_of(std::vector<int>{400, 500, 502}),
       .body = draw.chance(0.5) ? Json({{"detail", text}}).dump() : "<html>" + text + "</html>"}};
  return drawn;
}

Case large(Draw& draw) {
  const auto size =
      static_cast<std::size_t>(draw.one_of(std::vector<int>{1'000, 16'384, 65'537, 300'000}));
  if (draw.chance(0.5)) {
    return {.calls = {{.method = "interest.express",
                       .arguments = {{"email", "kim@mail.example"},
                                     {"name", "Kim"},
                                     {"notes", std::string(size, 'n')}}}}};
  }
  return {.calls = {{.method = "interest.express",
                     .arguments = {{"email", "kim@mail.example"}, {"name", "Kim"}}}},
          .script = {{.status = 200, .body = Json({{"message", std::string(size, 'm')}}).dump()}}};
}

Case refused_early(Draw& draw) {
  const auto size = static_cast<std::size_t>(draw.one_of(std::vector<int>{10, 65'537, 300'000}));
  return {.calls = {{.method = "interest.express",
                     .arguments = {{"email", "kim@mail.example"},
                                   {"name", "Kim"},
                                   {"notes", std::string(size, 'n')}}}},
          .script = {{.status = 413, .fault = "{early: true}"}}};
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "J1",
     .requirement =
         "A 2xx whose body is not what was promised raises an error of the tree, never a "
         "wrong value.",
     .tier = Tier::kRobust,
     .source = "memsy.md 11.5, open point 9",
     .domain = "bodies cut, of another type, with members of another type, empty",
     .draw = not_as_promised,
     .owns = {"value", "foreign_error", "crash", "hang"},
     .reaches = {"error"},
     .weight = 3},
    {.id = "J2",
     .requirement = "An error answer with any body is the error of its status.",
     .tier = Tier::kRobust,
     .source = "memsy.md 8.2 (V8, V9), 8.3, 11.5",
     .domain = "JSON of every type, HTML, nothing, half a body",
     .draw = odd_error_body,
     .owns = {"kind", "status", "detail", "code", "foreign_error"},
     .service = kAnyService,
     .reaches = {"error"},
     .weight = 2},
    {.id = "J4",
     .requirement = "The type of a JSON body may be written in any case and with a charset.",
     .tier = Tier::kRobust,
     .source = "RFC 9110 8.3.1",
     .domain = "application/json in capitals, with charset=utf-8",
     .draw = other_types,
     .owns = {"outcome", "value", "foreign_error"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "J5",
     .requirement = "An encoding that is broken gives a value or an error of the tree.",
     .level = Level::kShould,
     .tier = Tier::kRobust,
     .source = "RFC 9110 8.4; RFC 8259 8.1",
     .domain = "corrupt gzip, byte order marks, invalid UTF-8",
     .draw = odd_encoding,
     .owns = {"foreign_error", "crash", "hang"},
     .service = kAnyService,
     .reaches = {"error"}},
    {.id = "O1",
     .requirement = "Members that nobody documented change nothing.",
     .source = "memsy.md 4; MP11",
     .domain = "members of every type at every depth of a sound answer",
     .draw = unknown_members,
     .owns = {"value", "outcome", "foreign_error"},
     .reaches = {"value"},
     .weight = 2},
    {.id = "MP10",
     .requirement = "Every answer as documented is read without loss, its optional members there, "
                    "absent or null.",
     .source = "memsy.md 6, 7; MP10",
     .domain = "made-up answers of every method",
     .draw = sampled,
     .owns = {"value", "outcome", "foreign_error"},
     .service = kAnyService,
     .reaches = {"value"},
     .weight = 3},
    {.id = "Q1",
     .requirement = "Text comes and goes as it is, whatever its letters.",
     .source = "RFC 8259 8.1",
     .domain = "accents, other scripts, emoji, quotes, line separators, in bodies and in ids",
     .draw = any_letters,
     .owns = {"value", "request", "outcome"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "J3",
     .requirement = "JSON that is hard to parse gives a value, or an error of the tree.",
     .level = Level::kShould,
     .tier = Tier::kRobust,
     .source = "RFC 8259 4, 8.2, 9",
     .domain = "5,000 levels, names that come twice, lone surrogates, huge numbers",
     .draw = hard_to_parse,
     .owns = {"foreign_error", "crash", "hang"},
     .service = kAnyService,
     .reaches = {"value"}},
    {.id = "M4",
     .requirement = "An error's message does not repeat a server's text of any length.",
     .level = Level::kShould,
     .tier = Tier::kStrict,
     .source = "OWASP Logging Cheat Sheet; memsy.md 8.1",
     .domain = "errors with a text of 200 kB",
     .draw = long_error,
     .owns = {"size"},
     .service = kAnyService,
     .reaches = {"error"}},
    {.id = "R2",
     .requirement = "An answer that comes before the whole request was sent is an error of the "
                    "tree, and no hang.",
     .level = Level::kShould,
     .tier = Tier::kRobust,
     .source = "RFC 9112 9.5; RFC 9110 15.5.14",
     .domain = "413 when the head has come, bodies up to 300 kB",
     .draw = refused_early,
     .owns = {"foreign_error", "hang", "crash", "outcome/value_for_error"},
     .methods = {"interest.express"},
     .reaches = {"error"}},
    {.id = "R1",
     .requirement = "Large bodies pass in both directions.",
     .level = Level::kShould,
     .tier = Tier::kRobust,
     .source = "RFC 9112 6",
     .domain = "1 kB to 300 kB",
     .draw = large,
     .owns = {"value", "request", "outcome", "hang"},
     .methods = {"interest.express"},
     .reaches = {"value"}},
};

}  // namespace

std::vector<Property> body_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
