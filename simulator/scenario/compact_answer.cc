#include <charconv>
#include <utility>

#include "simulator/scenario/read_answer.h"

namespace fauxplane {
namespace {

constexpr std::string_view kDatePrefix = "date:";

// Takes the next word, or a text in double quotes, off the front.
std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const bool is_quoted = text.starts_with('"');
  const std::size_t end = is_quoted ? text.find('"', 1) : text.find(' ');
  const std::size_t size = end == std::string_view::npos ? text.size() : end + (is_quoted ? 1 : 0);
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(size);
  return word;
}

// `2s`, `period_end`, `"soon"`, `date:imf_fixdate:2s`.
std::optional<RetryAfter> compact_retry_after(std::string_view word, Place place,
                                              Findings& findings) {
  if (word.size() >= 2 && word.front() == '"' && word.back() == '"') {
    word = word.substr(1, word.size() - 2);
    if (!check_header_value(word, place, findings)) return std::nullopt;
    return RetryAfter{.value = std::string(word)};
  }
  if (!word.starts_with(kDatePrefix)) return read_retry_after(word, place, findings);
  word.remove_prefix(kDatePrefix.size());
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) {
    findings.add(place, "a date is written like date:imf_fixdate:2s");
    return std::nullopt;
  }
  const auto form = read_retry_after_form(word.substr(0, colon), place, findings);
  auto retry_after = read_retry_after(word.substr(colon + 1), place, findings);
  if (!form || !retry_after) return std::nullopt;
  retry_after->form = *form;
  return retry_after;
}

// What the first word stands for: a status or an error by name.
bool read_head(std::string_view word, Place place, const Reading& reading, ScriptedAnswer& answer) {
  int status = 0;
  const auto [rest, failure] = std::from_chars(word.data(), word.data() + word.size(), status);
  if (failure != std::errc{} || rest != word.data() + word.size()) {
    answer.error = word;
    return check_error_name(word, place, reading);
  }
  if (status < kStatusMin || status > kStatusMax) {
    reading.findings.add(place, "a status lies between 200 and 599, not " + std::string(word));
    return false;
  }
  if (status < 300) return true;  // the plane's own answer
  for (const ErrorName& error : reading.vocabulary.errors) {
    if (error.status != status || !error.is_default_of_status) continue;
    answer.error = error.name;
    return true;
  }
  answer.status = status;
  return true;
}

bool read_word(std::string_view word, std::string_view& rest, Place place, const Reading& reading,
               ScriptedAnswer& answer) {
  const bool is_repeated = (word == "retry_after" && answer.retry_after) ||
                           (word == "envelope" && !answer.envelope.empty());
  if (is_repeated) {
    reading.findings.add(place, std::string(word) + " is given twice in this answer");
    return false;
  }
  if (rest.find_first_not_of(' ') == std::string_view::npos &&
      (word == "retry_after" || word == "envelope")) {
    reading.findings.add(place, std::string(word) + " needs a word behind it, such as " +
                                    (word == "envelope" ? "nested" : "2s or period_end"));
    return false;
  }
  if (word == "retry_after") {
    answer.retry_after = compact_retry_after(take_word(rest), place, reading.findings);
    return answer.retry_after.has_value();
  }
  if (word == "envelope") {
    answer.envelope = take_word(rest);
    if (!answer.error.empty()) return check_envelope(answer.envelope, place, reading);
    reading.findings.add(place, "envelope is the shape of an error; this answer is none");
    return false;
  }
  return check_known("part of a compact answer", word, {"retry_after", "envelope"}, place,
                     reading.findings);
}

}  // namespace

std::optional<std::optional<ScriptedAnswer>> read_compact_answer(const YamlValue& value,
                                                                 const Reading& reading) {
  std::string_view rest = value.text;
  const std::string_view head = take_word(rest);
  ScriptedAnswer answer;
  if (head.empty()) {
    reading.findings.add(value.place, "an answer is a status, the name of an error, or pass");
    return std::nullopt;
  }
  if (head != "pass" && !read_head(head, value.place, reading, answer)) return std::nullopt;
  while (rest.find_first_not_of(' ') != std::string_view::npos) {
    const std::string_view word = take_word(rest);
    if (!read_word(word, rest, value.place, reading, answer)) return std::nullopt;
  }
  if (answer == ScriptedAnswer{}) return std::optional<ScriptedAnswer>{};
  return std::optional(std::move(answer));
}

}  // namespace fauxplane
