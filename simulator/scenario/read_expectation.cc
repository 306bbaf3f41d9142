#include "simulator/scenario/read_expectation.h"

#include <charconv>
#include <utility>

#include "simulator/scenario/units.h"

namespace fauxplane {
namespace {

constexpr std::string_view kEveryStepUsed = "every step used";
constexpr std::string_view kNoUnmatchedRequest = "no unmatched request";
constexpr std::size_t kListMax = 1'000;  // as many as an expectation remembers

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

// Takes `prefix` and the blanks behind it off the front.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text = trimmed(text.substr(prefix.size()));
  return true;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || failure != std::errc{} || rest != text.data() + text.size())
    return std::nullopt;
  return number;
}

Error bad_range(std::string message) {
  return {.code = "bad_range", .message = std::move(message)};
}

std::vector<GapRange> read_gaps(const YamlValue& value, Findings& findings) {
  std::vector<GapRange> gaps;
  if (!is_list(value, "gaps", findings)) return gaps;
  if (value.items.size() > kListMax) findings.add(value.place, "gaps holds at most 1000");
  for (const YamlValue& item : value.items) {
    if (const auto gap = read_parsed(item, "gap", parse_gap_range, findings)) gaps.push_back(*gap);
  }
  return gaps;
}

std::vector<int> read_statuses(const YamlValue& value, Findings& findings) {
  std::vector<int> statuses;
  if (!is_list(value, "statuses", findings)) return statuses;
  if (value.items.size() > kListMax) findings.add(value.place, "statuses holds at most 1000");
  for (const YamlValue& item : value.items) {
    const auto status = read_integer(item, "a status", 100, 599, findings);
    if (status) statuses.push_back(static_cast<int>(*status));
  }
  return statuses;
}

// The lists that say something, and can come true together.
void check_lists(const MapReader& map, const Expectation& expectation, Findings& findings) {
  for (const std::string_view key : {"gaps", "statuses"}) {
    const YamlValue* list = map.find(key);
    if (list != nullptr && list->kind == YamlValue::Kind::kList && list->items.empty()) {
      findings.add(list->place, "an empty list asks nothing; leave " + std::string(key) + " out");
    }
  }
  const std::size_t statuses = expectation.statuses.size();
  const auto& calls = expectation.calls;
  const bool is_out_of_range =
      statuses > 0 && calls &&
      (statuses < calls->least || (calls->most && statuses > *calls->most));
  if (is_out_of_range) {
    findings.add(map.find("statuses")->place,
                 "statuses lists the answer of every call; " + std::to_string(statuses) +
                     " of them do not fit calls: " + map.find("calls")->text);
    return;
  }
  std::optional<std::uint64_t> most = calls ? calls->most : std::nullopt;
  if (statuses > 0) most = statuses;
  if (!most || expectation.gaps.empty() || expectation.gaps.size() < *most) return;
  findings.add(map.find("gaps")->place, "gaps lists " + std::to_string(expectation.gaps.size()) +
                                            ", but " + std::to_string(*most) + " calls have only " +
                                            std::to_string(*most == 0 ? 0 : *most - 1) +
                                            " between them");
}

std::optional<Expectation> read_map(const YamlValue& value, const WorldIds& ids,
                                    const Reading& reading) {
  const MapReader map(value, MapKind::kExpectation, reading.findings);
  if (!map.is_map()) return std::nullopt;
  Expectation expectation{.place = value.place};
  const YamlValue* calls = map.find("calls");
  const YamlValue* gaps = map.find("gaps");
  const YamlValue* statuses = map.find("statuses");
  if (calls == nullptr && gaps == nullptr && statuses == nullptr) {
    reading.findings.add(value.place, "an expectation needs calls, gaps or statuses");
  }
  if (const YamlValue* match = map.find("match")) {
    expectation.match = read_match(*match, ids, reading);
  }
  if (calls != nullptr) {
    expectation.calls = read_parsed(*calls, "calls", parse_count_range, reading.findings);
  }
  if (gaps != nullptr) expectation.gaps = read_gaps(*gaps, reading.findings);
  if (statuses != nullptr) expectation.statuses = read_statuses(*statuses, reading.findings);
  check_lists(map, expectation, reading.findings);
  const YamlValue* on = map.find("on");
  auto read = on == nullptr ? std::nullopt : read_on(*on, reading);
  if (!read) return std::nullopt;
  expectation.on = *std::move(read);
  return expectation;
}

}  // namespace

Result<CountRange> parse_count_range(std::string_view text) {
  const std::string what = excerpt(text);
  std::string_view rest = trimmed(text);
  const auto refused = [&] {
    return tl::unexpected(
        bad_range(what + " is no count; write 3, \">= 2\", \"<= 4\" or \"2..4\""));
  };
  const bool is_at_least = take(rest, ">=");
  const bool is_at_most = !is_at_least && take(rest, "<=");
  const bool is_more = !is_at_least && !is_at_most && take(rest, ">");
  const bool is_less = !is_at_least && !is_at_most && !is_more && take(rest, "<");
  if (const std::size_t dots = rest.find(".."); dots != std::string_view::npos) {
    const auto least = number_of(trimmed(rest.substr(0, dots)));
    const auto most = number_of(trimmed(rest.substr(dots + 2)));
    if (!least || !most || *least > *most || rest.size() != trimmed(text).size()) return refused();
    return CountRange{.least = *least, .most = *most};
  }
  const auto number = number_of(rest);
  if (!number || (is_less && *number == 0) || (is_more && *number == UINT64_MAX)) return refused();
  if (is_at_least) return CountRange{.least = *number};
  if (is_more) return CountRange{.least = *number + 1};
  if (is_at_most) return CountRange{.least = 0, .most = *number};
  if (is_less) return CountRange{.least = 0, .most = *number - 1};
  return CountRange{.least = *number, .most = *number};
}

Result<GapRange> parse_gap_range(std::string_view text) {
  const std::string what = excerpt(text);
  std::string_view rest = trimmed(text);
  if (take(rest, ">=")) {
    return parse_duration(rest).map([](Duration least) { return GapRange{.least = least}; });
  }
  if (take(rest, "<=")) {
    return parse_duration(rest).map(
        [](Duration most) { return GapRange{.least = Duration{0}, .most = most}; });
  }
  const std::size_t dots = rest.find("..");
  if (dots == std::string_view::npos) {
    return tl::unexpected(
        bad_range(what + " is no gap; write \">= 2s\", \"<= 5s\" or \"2s..2.5s\""));
  }
  const auto least = parse_duration(trimmed(rest.substr(0, dots)));
  const auto most = parse_duration(trimmed(rest.substr(dots + 2)));
  if (!least) return tl::unexpected(least.error());
  if (!most) return tl::unexpected(most.error());
  if (*most < *least) return tl::unexpected(bad_range(what + " ends before it begins"));
  return GapRange{.least = *least, .most = *most};
}

void read_expectations(const YamlValue& value, Scenario& scenario, const WorldIds& ids,
                       const Reading& reading) {
  if (!is_list(value, "expect", reading.findings)) return;
  for (const YamlValue& item : value.items) {
    if (item.kind == YamlValue::Kind::kScalar) {
      if (!check_known("expectation", item.text, {kEveryStepUsed, kNoUnmatchedRequest}, item.place,
                       reading.findings)) {
        continue;
      }
      (item.text == kEveryStepUsed ? scenario.expects_every_step_used
                                   : scenario.expects_no_unmatched_request) = true;
    } else if (auto expectation = read_map(item, ids, reading)) {
      scenario.expectations.push_back(*std::move(expectation));
    }
  }
}

}  // namespace fauxplane
