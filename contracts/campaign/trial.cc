#include "contracts/campaign/trial.h"

#include <algorithm>

namespace fauxplane::contracts {
namespace {

constexpr int kFurtherCases = 60;       // than asked for, until every class was reached
constexpr int kRedrawsMax = 20;         // of a case that has in it what is to be left out
constexpr int kProcessFailuresMax = 3;  // that are passed over for something more telling

bool is_of_process(const Finding& finding) {
  return finding.concern == Concern::kHang || finding.concern == Concern::kCrash;
}

}  // namespace

Trial::Verdict Trial::execute(const Case& value) {
  ++executed_;
  const auto evidence = bench_.run(to_yaml(value, property_.id, property_.requirement));
  if (!evidence) return {.broken = evidence.error().message};
  for (const std::string_view seen : classes_in(*evidence)) reached_.insert(seen);
  for (const CallEvidence& call : evidence->calls) {
    if (call.report.trouble == Trouble::kAdapterBug) return {.broken = call.report.what};
  }
  if (evidence->open_trouble == Trouble::kAdapterBug) return {.broken = evidence->refused_open};
  return {.findings = judge(property_, *evidence, rules_)};
}

const Trial::Verdict& Trial::verdict_on(const Case& value) {
  const std::string text = to_yaml(value, property_.id, "");
  const auto known = verdicts_.find(text);
  if (known != verdicts_.end()) return known->second;
  return verdicts_.emplace(text, execute(value)).first->second;
}

// nullopt when whatever is drawn has in it what is to be left out.
std::optional<Case> Trial::draw(int number) const {
  for (int attempt = 0; attempt < kRedrawsMax; ++attempt) {
    Case drawn = drawn_case(property_, {options_.seed, number, attempt}, bench_.hello(),
                            bench_.is_virtual());
    if (!is_pruned(expectations_, property_, drawn)) return drawn;
  }
  return std::nullopt;
}

// The first finding that no expectation covers and no failure has shown yet.
std::optional<Finding> Trial::news_in(const Verdict& verdict) {
  for (const Finding& finding : verdict.findings) {
    std::string signature = signature_of(property_, finding);
    const bool is_covered =
        std::any_of(expectations_.begin(), expectations_.end(),
                    [&](const Expectation& one) { return covers(one, signature); });
    if (is_covered)
      expected_.insert(std::move(signature));
    else if (!known_.contains(signature))
      return finding;
  }
  return std::nullopt;
}

std::optional<Finding> Trial::find(const Verdict& verdict, const std::string& signature) const {
  const auto at = std::find_if(
      verdict.findings.begin(), verdict.findings.end(),
      [&](const Finding& finding) { return signature_of(property_, finding) == signature; });
  return at == verdict.findings.end() ? std::nullopt : std::optional(*at);
}

Case Trial::shrunk(Case failing, const std::string& signature) {
  const int last = executed_ + options_.shrinks_max;
  for (bool is_smaller = true; is_smaller && executed_ < last;) {
    is_smaller = false;
    for (Case& candidate : simplified(failing)) {
      if (executed_ >= last) break;
      if (!find(verdict_on(candidate), signature)) continue;
      failing = std::move(candidate);
      is_smaller = true;
      break;
    }
  }
  return failing;
}

Failure Trial::failure_of(const Case& failing, const Finding& finding) {
  Failure failure{.signature = signature_of(property_, finding)};
  failure.smallest = is_of_process(finding) ? failing : shrunk(failing, failure.signature);
  failure.finding = find(verdict_on(failure.smallest), failure.signature).value_or(finding);
  failure.scenario = to_yaml(failure.smallest, property_.id, failure.finding.sentence);
  if (!finding.is_about_time) return failure;
  for (int times = 0; times < kConfirmations; ++times) {
    if (find(execute(failure.smallest), failure.signature)) ++failure.confirmed;
  }
  return failure;
}

std::string Trial::missing_class() const {
  for (const std::string_view wanted : property_.reaches) {
    if (!reached_.contains(wanted)) return std::string(wanted);
  }
  return {};
}

PropertyResult Trial::run() {
  PropertyResult result{.property = &property_};
  const auto begun = std::chrono::steady_clock::now();
  const int count = options_.cases * property_.weight;
  int of_process = 0;
  // A few more when what the property is about was not reached yet.
  const auto goes_on = [&](int number) {
    if (result.failures.size() >= kFailuresMax) return false;
    return number < count ||
           (number < count + kFurtherCases && result.failures.empty() && !missing_class().empty());
  };
  for (int number = 0; goes_on(number); ++number) {
    const std::optional<Case> drawn = draw(number);
    if (!drawn) continue;
    const Verdict& verdict = verdict_on(*drawn);
    ++result.cases;
    if (!verdict.broken.empty()) {
      result.outcome = Outcome::kBroken;
      result.reason = verdict.broken;
      break;
    }
    const std::optional<Finding> finding = news_in(verdict);
    if (!finding) continue;
    const bool may_be_more_telling = property_.owns.size() > 1 && number + 1 < count;
    if (is_of_process(*finding) && ++of_process < kProcessFailuresMax && may_be_more_telling) {
      continue;
    }
    result.failures.push_back(failure_of(*drawn, *finding));
    known_.insert(result.failures.back().signature);
    if (is_of_process(*finding)) break;  // each costs its watchdog
  }
  conclude(result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

void Trial::conclude(PropertyResult& result) const {
  result.expected.assign(expected_.begin(), expected_.end());
  if (result.outcome == Outcome::kBroken) return;
  if (!result.failures.empty()) {
    const bool is_flaky = std::all_of(result.failures.begin(), result.failures.end(),
                                      [](const Failure& one) { return one.is_flaky(); });
    result.outcome = is_flaky ? Outcome::kFlaky : Outcome::kFailed;
  } else if (result.cases == 0) {
    result.outcome = Outcome::kSkipped;
    result.reason = "every case has in it what the expectations leave out";
  } else if (const std::string missing = missing_class(); !missing.empty() && expected_.empty()) {
    result.outcome = Outcome::kVacuous;
    result.reason = "no case reached \"" + missing + "\"";
  }
}

}  // namespace fauxplane::contracts
