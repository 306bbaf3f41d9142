// E: what the usage and rate-limit headers mean (memsy.md 9).
#include "contracts/model/usage_headers.h"
#include "contracts/properties/property.h"

namespace fauxplane::contracts {
namespace {

const UsageHeaderRow& some_row(Draw& draw) {
  const auto rows = usage_header_rows();
  return rows[static_cast<std::size_t>(
      draw.integer(0, static_cast<std::int64_t>(rows.size()) - 1))];
}

Case with_headers(Draw& draw, HeaderLines headers) {
  CheckedCall call = draw.reading_call();
  // One of the results that carry them by contract.
  if (draw.chance(0.5) && draw.has("health")) call = {.method = "health"};
  return {.calls = {std::move(call)}, .script = {{.headers = std::move(headers)}}};
}

Case integers(Draw& draw) {
  HeaderLines headers;
  for (const UsageHeaderRow& row : usage_header_rows()) {
    if (draw.chance(0.5)) continue;
    headers.emplace_back(row.header,
                         row.is_text ? draw.text_of({"free", "pro", "x y"})
                                     : draw.text_of({"0", "1", "500000", "2147483647", "2147483648",
                                                     "4294967296", "9007199254740991", "-1"}));
  }
  return with_headers(draw, std::move(headers));
}

Case absent(Draw& draw) {
  HeaderLines headers;
  for (const UsageHeaderRow& row : usage_header_rows()) {
    if (draw.chance(0.5)) headers.emplace_back(row.header, draw.chance(0.5) ? kAbsent : "junk");
  }
  return with_headers(draw, std::move(headers));
}

Case odd_integers(Draw& draw) {
  const std::string value =
      draw.text_of({"10abc", "1_000", "+5", "0x10", "1e3", "5.0", "\u0665", "1,000", "--1", "- 1",
                    "5 6", "0b1", "NaN", "Infinity", "1.", "true", "5L"});
  const UsageHeaderRow* row = &some_row(draw);
  while (row->is_text) row = &some_row(draw);
  return with_headers(draw, {{std::string(row->header), value}});
}

Case other_case(Draw& draw) {
  HeaderLines headers;
  for (const UsageHeaderRow& row : usage_header_rows()) {
    std::string name(row.header);
    for (char& letter : name) {
      const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
      if (is_letter && draw.chance(0.5)) letter = static_cast<char>(letter ^ 0x20);
    }
    headers.emplace_back(name, row.is_text ? "pro" : std::to_string(draw.integer(0, 99)));
  }
  Case drawn = with_headers(draw, std::move(headers));
  if (draw.chance(0.3)) {
    drawn.script.front().headers.clear();
    drawn.script.front().fault = draw.text_of({"{header: lower_case}", "{header: upper_case}"});
  }
  return drawn;
}

Case repeated(Draw& draw) {
  const std::string name(some_row(draw).header);
  return with_headers(draw, {{name, "5"}, {name, draw.text_of({"5", "6", "x"})}});
}

Case padded(Draw& draw) {
  HeaderLines headers = {{"X-RateLimit-Limit", "500"}, {"X-RateLimit-Remaining", "7"}};
  if (draw.chance(0.5)) std::swap(headers[0], headers[1]);
  headers.emplace_back(some_row(draw).header, draw.text_of({" 9", "9 ", "\t9", "  9  "}));
  if (headers[2].first == headers[0].first || headers[2].first == headers[1].first) {
    headers.pop_back();
  }
  return with_headers(draw, std::move(headers));
}

Case every_method(Draw& draw) {
  return {.calls = {draw.call()}};
}

// Not a function: a table is as long as it is.
const std::vector<Property> kRows = {
    {.id = "E1",
     .requirement = "Usage and rate limit are the integers of the headers, whatever their size.",
     .source = "memsy.md 9; MP9",
     .domain = "0 to 2^53 - 1, negative ones",
     .draw = integers,
     .owns = {"usage/differs", "outcome", "value"},
     .needs = {"usage"},
     .reaches = {"usage"},
     .weight = 2},
    {.id = "E2",
     .requirement = "A header that is absent or no integer is null; the others and the value stay.",
     .source = "memsy.md 9.2; MP9",
     .domain = "each header absent or junk",
     .draw = absent,
     .owns = {"usage/differs", "outcome", "value", "foreign_error"},
     .reaches = {"value"},
     .weight = 2},
    {.id = "E3",
     .requirement = "Only ASCII digits with an optional minus are an integer.",
     .source = "memsy.md 9.2, open point 18",
     .domain = "10abc, 1_000, +5, 0x10, 1e3, 5.0, other digits",
     .draw = odd_integers,
     .owns = {"usage/differs", "outcome", "foreign_error"},
     .reaches = {"value"},
     .weight = 2},
    {.id = "E4",
     .requirement = "Names of headers do not depend on case.",
     .source = "RFC 9110 5.1; memsy.md 9",
     .domain = "names in random case, all lower, all upper",
     .draw = other_case,
     .owns = {"usage/differs", "outcome", "value"},
     .reaches = {"value"}},
    {.id = "E5",
     .requirement = "A header that comes twice does no harm.",
     .source = "RFC 9110 5.2, 5.3",
     .domain = "each header twice, equal or not",
     .draw = repeated,
     .owns = {"foreign_error", "outcome", "value", "crash"},
     .reaches = {"value"}},
    {.id = "E6",
     .requirement = "Blanks around a value, and the order of headers, do not matter.",
     .source = "RFC 9110 5.5; memsy.md 9.2",
     .domain = "blanks and tabs before and behind, headers in any order",
     .draw = padded,
     .owns = {"usage/differs", "outcome"},
     .reaches = {"value"}},
    {.id = "E8",
     .requirement = "A client that gives usage with its results gives that of the headers, for "
                    "every method.",
     .level = Level::kShould,
     .tier = Tier::kStrict,
     .source = "memsy.md 9.2",
     .domain = "every method whose result is an object",
     .draw = every_method,
     .owns = {"usage"},
     .needs = {"usage"},
     .reaches = {"value"},
     .weight = 2},
};

}  // namespace

std::vector<Property> header_properties() {
  return kRows;
}

}  // namespace fauxplane::contracts
