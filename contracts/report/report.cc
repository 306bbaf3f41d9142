#include "contracts/report/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

namespace fauxplane::contracts {
namespace {

struct OutcomeRow {
  Outcome outcome;
  const char* mark;
  const char* name;
};
constexpr std::array<OutcomeRow, 6> kOutcomes = {{{Outcome::kPassed, "ok", "passed"},
                                                  {Outcome::kFailed, "FAIL", "failed"},
                                                  {Outcome::kFlaky, "flaky", "flaky"},
                                                  {Outcome::kVacuous, "VACUOUS", "vacuous"},
                                                  {Outcome::kSkipped, "skip", "skipped"},
                                                  {Outcome::kBroken, "BROKEN", "broken"}}};

const OutcomeRow& row_of(Outcome outcome) {
  return kOutcomes[static_cast<std::size_t>(outcome)];
}

std::string indented(const std::string& text) {
  std::string out = "    ";
  for (const char letter : text) {
    out += letter;
    if (letter == '\n') out += "    ";
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string failure_text(const Property& property, const Failure& failure) {
  const Outcome outcome = failure.is_flaky() ? Outcome::kFlaky : Outcome::kFailed;
  std::string text = "\n" + std::string(row_of(outcome).mark) + " " + std::string(property.id) +
                     " (" + std::string(name_of(property.level)) + ")  " +
                     std::string(property.requirement) + "\n";
  text += "  " + failure.finding.sentence + "\n";
  if (failure.finding.is_about_time) {
    text += "  seen " + std::to_string(failure.confirmed) + " of " +
            std::to_string(kConfirmations) + " times more\n";
  }
  text +=
      "  source: " + std::string(property.source) + "\n  signature: " + failure.signature + "\n";
  text += "  the smallest scenario that shows it:\n" + indented(failure.scenario);
  return text;
}

std::string stale_text(const StaleExpectation& stale) {
  const Expectation& one = stale.expectation;
  const std::string what =
      one.signature + " (" + one.reason + ")" + (one.pinned.empty() ? "" : " in " + one.pinned);
  if (stale.trouble.empty()) {
    return "no longer seen: " + what + "; take it off the list of expectations";
  }
  return "cannot be played: " + what + ": " + stale.trouble;
}

// What is no UTF-8 is replaced: XML knows nothing else.
std::string escaped(const std::string& bytes) {
  const std::string quoted = Json(bytes).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out;
  for (const char letter : Json::parse(quoted).get<std::string>()) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '&')
      out += "&amp;";
    else if (letter == '<')
      out += "&lt;";
    else if (letter == '>')
      out += "&gt;";
    else if (letter == '"')
      out += "&quot;";
    else if (byte < 0x20 && letter != '\n' && letter != '\t')
      out += ' ';
    else
      out += letter;
  }
  return out;
}

std::size_t count_of(const CampaignResult& result, Outcome outcome) {
  return static_cast<std::size_t>(
      std::count_if(result.properties.begin(), result.properties.end(),
                    [outcome](const PropertyResult& one) { return one.outcome == outcome; }));
}

std::string seconds_text(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", seconds);
  return text;
}

}  // namespace

std::string progress_line(const PropertyResult& result, std::size_t done, std::size_t of) {
  char line[160];
  std::snprintf(line, sizeof line, "[%2zu/%zu] %-7s %-5s %4d cases  %s", done, of,
                row_of(result.outcome).mark, std::string(result.property->id).c_str(), result.cases,
                seconds_text(result.seconds).c_str());
  return line;
}

std::string console_text(const CampaignResult& result) {
  std::string text;
  for (const PropertyResult& one : result.properties) {
    for (const Failure& failure : one.failures) text += failure_text(*one.property, failure);
    if (one.outcome == Outcome::kVacuous || one.outcome == Outcome::kBroken) {
      text += "\n" + std::string(row_of(one.outcome).mark) + " " + std::string(one.property->id) +
              "  " + one.reason + "\n";
    }
  }
  for (const PropertyResult& one : result.properties) {
    if (one.outcome == Outcome::kSkipped) {
      text += "skipped " + std::string(one.property->id) + ": " + one.reason + "\n";
    }
  }
  for (const PropertyResult& one : result.properties) {
    for (const std::string& seen : one.expected) text += "expected " + seen + "\n";
  }
  for (const StaleExpectation& one : result.stale) text += "STALE " + stale_text(one) + "\n";
  text += "\n" + result.hello.sdk + " " + result.hello.version + ": ";
  for (const OutcomeRow& row : kOutcomes) {
    const std::size_t count = count_of(result, row.outcome);
    if (count > 0 || row.outcome == Outcome::kPassed || row.outcome == Outcome::kFailed) {
      text += std::to_string(count) + " " + row.name + ", ";
    }
  }
  if (!result.stale.empty()) text += std::to_string(result.stale.size()) + " stale, ";
  return text + "in " + seconds_text(result.seconds) + "\n";
}

std::string json_text(const CampaignResult& result) {
  nlohmann::ordered_json json = {{"sdk", result.hello.sdk},
                                 {"version", result.hello.version},
                                 {"runtime", result.hello.runtime},
                                 {"properties", nlohmann::ordered_json::array()}};
  for (const PropertyResult& one : result.properties) {
    nlohmann::ordered_json row = {{"id", one.property->id},
                                  {"level", name_of(one.property->level)},
                                  {"tier", name_of(one.property->tier)},
                                  {"requirement", one.property->requirement},
                                  {"outcome", row_of(one.outcome).name},
                                  {"cases", one.cases}};
    if (!one.reason.empty()) row["reason"] = one.reason;
    for (const Failure& failure : one.failures) {
      row["failures"].push_back({{"signature", failure.signature},
                                 {"finding", failure.finding.sentence},
                                 {"flaky", failure.is_flaky()},
                                 {"scenario", failure.scenario}});
    }
    if (!one.expected.empty()) row["expected"] = one.expected;
    json["properties"].push_back(std::move(row));
  }
  for (const StaleExpectation& one : result.stale)
    json["stale"].push_back(one.expectation.signature);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string junit_text(const CampaignResult& result) {
  const std::size_t failures = count_of(result, Outcome::kFailed) +
                               count_of(result, Outcome::kVacuous) +
                               count_of(result, Outcome::kBroken) + result.stale.size();
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"fauxplane-check\" tests=\"" +
      std::to_string(result.properties.size() + result.stale.size()) + "\" failures=\"" +
      std::to_string(failures) + "\" skipped=\"" +
      std::to_string(count_of(result, Outcome::kSkipped)) + "\">\n";
  for (const PropertyResult& one : result.properties) {
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.3f", one.seconds);
    text += "  <testcase classname=\"" + escaped(result.hello.sdk) + "\" name=\"" +
            std::string(one.property->id) + ": " + escaped(std::string(one.property->requirement)) +
            "\" time=\"" + seconds + "\">";
    if (one.outcome == Outcome::kSkipped) {
      text += "<skipped message=\"" + escaped(one.reason) + "\"/>";
    } else if (one.outcome == Outcome::kFailed) {
      for (const Failure& failure : one.failures) {
        text += "<failure type=\"" + escaped(failure.signature) + "\" message=\"" +
                escaped(failure.finding.sentence) + "\">" + escaped(failure.scenario) +
                "</failure>";
      }
    } else if (one.outcome == Outcome::kVacuous || one.outcome == Outcome::kBroken) {
      text += "<failure type=\"" + std::string(row_of(one.outcome).name) + "\" message=\"" +
              escaped(one.reason) + "\"/>";
    }
    text += "</testcase>\n";
  }
  for (const StaleExpectation& one : result.stale) {
    text += "  <testcase classname=\"" + escaped(result.hello.sdk) + "\" name=\"expectation " +
            escaped(one.expectation.signature) + "\"><failure type=\"stale\" message=\"" +
            escaped(stale_text(one)) + "\"/></testcase>\n";
  }
  return text + "</testsuite>\n";
}

bool has_violations(const CampaignResult& result) {
  if (!result.stale.empty()) return true;
  return std::any_of(
      result.properties.begin(), result.properties.end(), [](const PropertyResult& one) {
        if (one.outcome == Outcome::kVacuous) return true;
        return one.outcome == Outcome::kFailed && one.property->level != Level::kInfo;
      });
}

bool is_adapter_broken(const CampaignResult& result) {
  return count_of(result, Outcome::kBroken) > 0;
}

std::string failure_file_name(const Failure& failure) {
  std::string name = failure.signature;
  for (char& letter : name) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || letter == '_';
    if (!is_plain) letter = '-';
  }
  char hash[16];
  std::snprintf(hash, sizeof hash, "-%06zx",
                std::hash<std::string>{}(failure.scenario) & 0xffffffU);
  return name + hash + ".yaml";
}

}  // namespace fauxplane::contracts
