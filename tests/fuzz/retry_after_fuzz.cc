// Fuzzes Retry-After, from a scenario's text to the header. The first line of an input is the way
// the text is written, and the time in milliseconds since 1970; the rest is the text.
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <ctime>

#include "simulator/domain/billing_period.h"
#include "simulator/pipeline/retry_after.h"
#include "simulator/scenario/loader.h"
#include "tests/fuzz/support.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

constexpr const char* kImfPattern = "%a, %d %b %Y %H:%M:%S GMT";
constexpr const char* kAsctimePattern = "%a %b %e %H:%M:%S %Y";

// JSON's quotes are YAML's, too, and let every character through.
std::string yaml_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

// The answer as a scenario writes it; empty when there is no such way.
std::string answer_of(char way, std::string_view text) {
  switch (way) {
    case 'c':
      return yaml_text("429 retry_after " + std::string(text));
    case 'q':
      return yaml_text("429 retry_after \"" + std::string(text) + "\"");
    case 't':
      return "{status: 429, retry_after: " + yaml_text(text) + "}";
    case 's':
      return "{status: 503, retry_after: {form: seconds, in: " + yaml_text(text) + "}}";
    case 'i':
      return "{status: 429, retry_after: {form: imf_fixdate, in: " + yaml_text(text) + "}}";
    case '8':
      return "{status: 429, retry_after: {form: rfc850, in: " + yaml_text(text) + "}}";
    case 'a':
      return "{status: 429, retry_after: {form: asctime, in: " + yaml_text(text) + "}}";
    case 'r':
      return "{status: 429, retry_after: {raw: " + yaml_text(text) + "}}";
    default:
      return {};
  }
}

Instant moment_of(std::string_view text) {
  constexpr Instant kLast = std::chrono::sys_days{std::chrono::year{kYearMax} / 12 / 31};
  std::int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return std::clamp(Instant{Duration{count}}, Instant{}, kLast);
}

std::optional<Instant> parsed(const std::string& text, const char* pattern) {
  std::tm parts{};
  const char* const rest = ::strptime(text.c_str(), pattern, &parts);
  if (rest == nullptr || *rest != '\0') return std::nullopt;
  return Instant{std::chrono::seconds{::timegm(&parts)}};
}

void check_seconds(const std::string& text, Duration wait) {
  require(!text.empty() && text.find_first_not_of("0123456789.") == std::string::npos,
          "seconds are a number: " + text);
  require(std::llround(std::strtold(text.c_str(), nullptr) * 1e3L) == wait.count(),
          "seconds lose nothing: " + text);
}

void check_text(const RetryAfter& retry_after, Instant now) {
  const std::string text = retry_after_text(retry_after, now);
  require(text.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
          "the value stays on its line");
  if (std::holds_alternative<std::string>(retry_after.value)) return;
  const auto* duration = std::get_if<Duration>(&retry_after.value);
  const Duration wait = duration != nullptr ? *duration : period_of(now).end - now;
  require(wait >= Duration{0}, "nobody waits backwards");
  switch (retry_after.form) {
    case RetryAfterForm::kSeconds:
      return check_seconds(text, wait);
    case RetryAfterForm::kRfc850:  // its year has two digits, and may mean several
      return require(text.size() >= 30 && text.size() <= 33 && text.ends_with(" GMT"),
                     "this is a date of RFC 850: " + text);
    case RetryAfterForm::kImfFixdate:
    case RetryAfterForm::kAsctime:
      break;
  }
  const bool is_asctime = retry_after.form == RetryAfterForm::kAsctime;
  require(text.size() == (is_asctime ? 24 : 29), "a date has its fixed length: " + text);
  const auto said = parsed(text, is_asctime ? kAsctimePattern : kImfPattern);
  require(said.has_value(), "this is a date: " + text);
  constexpr Instant kLast = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};
  const Instant until = std::min(now + wait, kLast - std::chrono::seconds{1});
  require(*said >= until && *said < until + std::chrono::seconds{1},
          "the date is never early and less than a second late: " + text);
}

void check_scenario(Scenario scenario, Instant now) {
  const auto& answer = scenario.steps.front().answers.front();
  if (!answer || !answer->retry_after) return;
  const RetryAfter retry_after = *answer->retry_after;
  check_text(retry_after, now);
  scenario.clock = {.start = now, .rate = 0.0};
  const auto world = world_of(std::move(scenario));
  const Reply reply = answer_to_me(*world);
  const std::string line = "\r\nRetry-After: " + retry_after_text(retry_after, now) + "\r\n";
  const std::size_t at = reply.bytes.find("\r\nRetry-After: ");
  require(at < reply.head_size && reply.bytes.compare(at, line.size(), line) == 0,
          "the head carries the value");
  require(reply.bytes.find("\r\n\r\n") + 4 == reply.head_size, "the head ends where it says");
}

}  // namespace
}  // namespace fauxplane

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fauxplane;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view line = take_line(text);
  const std::string written = line.empty() ? "" : answer_of(line.front(), text);
  if (written.empty()) return -1;
  const std::string yaml =
      "# Fuzzed.\nfauxplane: 1\nsteps:\n- on: GET /me\n  answer: " + written + "\n";
  auto scenario = load_scenario(yaml, "fuzz.yaml", memsy().vocabulary, default_world());
  if (scenario) check_scenario(*std::move(scenario), moment_of(line.substr(1)));
  return 0;
}
