#include "contracts/campaign/campaign.h"

#include <rapidcheck/Random.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace fauxplane::contracts {
namespace {

constexpr int kConfirmations = 3;
constexpr int kCrashesMax = 3;  // of a client in one property

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;  // FNV-1a
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 1'099'511'628'211ULL;
  }
  return hash;
}

bool is_of_process(const Finding& finding) {
  return finding.concern == Concern::kHang || finding.concern == Concern::kCrash;
}

// One property on one bench. Verdicts are remembered by the text of the scenario, so that a client
// that fails now and then shrinks to something that did fail.
class Trial {
 public:
  Trial(const Property& property, Bench& bench, const CampaignOptions& options)
      : property_(property), bench_(bench), options_(options) {}

  [[nodiscard]] PropertyResult run();

 private:
  struct Verdict {
    std::optional<Finding> finding{};
    std::string broken{};  // why there is none
  };
  [[nodiscard]] const Verdict& verdict_on(const Case& value);
  [[nodiscard]] Verdict execute(const Case& value);
  [[nodiscard]] Case shrunk(Case failing, const std::string& signature);
  void describe_failure(const Case& failing, const Finding& finding, PropertyResult& result);
  [[nodiscard]] std::string missing_class() const;

  const Property& property_;
  Bench& bench_;
  const CampaignOptions& options_;
  std::map<std::string, Verdict> verdicts_;
  std::set<std::string_view> reached_;
  int executed_ = 0;
};

Trial::Verdict Trial::execute(const Case& value) {
  ++executed_;
  const auto evidence = bench_.run(to_yaml(value, property_.id, property_.requirement));
  if (!evidence) return {.broken = evidence.error().message};
  for (const std::string_view seen : classes_in(*evidence)) reached_.insert(seen);
  for (const CallEvidence& call : evidence->calls) {
    if (call.report.trouble == Trouble::kAdapterBug) return {.broken = call.report.what};
  }
  if (evidence->open_trouble == Trouble::kAdapterBug) return {.broken = evidence->refused_open};
  return {.finding = judge(property_, *evidence, options_.tier)};
}

const Trial::Verdict& Trial::verdict_on(const Case& value) {
  const std::string text = to_yaml(value, property_.id, "");
  const auto known = verdicts_.find(text);
  if (known != verdicts_.end()) return known->second;
  return verdicts_.emplace(text, execute(value)).first->second;
}

Case Trial::shrunk(Case failing, const std::string& signature) {
  const int last = executed_ + options_.shrinks_max;
  for (bool is_smaller = true; is_smaller && executed_ < last;) {
    is_smaller = false;
    for (Case& candidate : simplified(failing)) {
      if (executed_ >= last) break;
      const Verdict& verdict = verdict_on(candidate);
      if (!verdict.finding || signature_of(property_, *verdict.finding) != signature) continue;
      failing = std::move(candidate);
      is_smaller = true;
      break;
    }
  }
  return failing;
}

void Trial::describe_failure(const Case& failing, const Finding& finding, PropertyResult& result) {
  result.outcome = Outcome::kFailed;
  result.signature = signature_of(property_, finding);
  result.smallest = is_of_process(finding) ? failing : shrunk(failing, result.signature);
  result.finding = verdict_on(result.smallest).finding.value_or(finding);
  result.scenario = to_yaml(result.smallest, property_.id, result.finding.sentence);
  if (!finding.is_about_time) return;
  for (int times = 0; times < kConfirmations; ++times) {
    const Verdict again = execute(result.smallest);
    if (again.finding && again.finding->concern == finding.concern) ++result.confirmed;
  }
  if (result.confirmed < kConfirmations) result.outcome = Outcome::kFlaky;
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
  int crashes = 0;
  for (int number = 0; number < count; ++number) {
    const Case drawn =
        drawn_case(property_, options_.seed, number, bench_.hello(), bench_.is_virtual());
    const Verdict verdict = verdict_on(drawn);
    ++result.cases;
    if (!verdict.broken.empty()) {
      result.outcome = Outcome::kBroken;
      result.reason = verdict.broken;
      break;
    }
    if (!verdict.finding) continue;
    if (is_of_process(*verdict.finding) && ++crashes < kCrashesMax && property_.owns.size() > 1 &&
        number + 1 < count) {
      continue;  // perhaps there is something more telling to be found
    }
    describe_failure(drawn, *verdict.finding, result);
    break;
  }
  if (result.outcome == Outcome::kPassed) {
    if (const std::string missing = missing_class(); !missing.empty()) {
      result.outcome = Outcome::kVacuous;
      result.reason = "no case reached \"" + missing + "\"";
    }
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

std::string reason_to_skip(const Property& property, const Bench& bench) {
  for (const std::string_view need : property.needs) {
    if (!bench.hello().can(std::string(need))) {
      return "the client does not claim \"" + std::string(need) + "\"";
    }
  }
  if (property.needs_virtual_time && !bench.is_virtual()) {
    return "it would wait for days without virtual time";
  }
  return {};
}

std::vector<const Property*> chosen(const CampaignOptions& options) {
  std::vector<const Property*> properties;
  for (const Property& property : all_properties()) {
    if (options.only.empty()
            ? property.tier > options.tier
            : std::none_of(options.only.begin(), options.only.end(),
                           [&](const std::string& id) { return find_property(id) == &property; })) {
      continue;
    }
    properties.push_back(&property);
  }
  return properties;
}

}  // namespace

Case drawn_case(const Property& property, std::uint64_t seed, int number, const Hello& hello,
                bool is_virtual) {
  const rc::Random random({seed, hash_of(property.id), static_cast<std::uint64_t>(number), 0});
  Draw draw(random, number, hello, is_virtual);
  return property.draw(draw);
}

std::optional<Finding> judge(const Property& property, const Evidence& evidence, Tier tier) {
  const Rules rules{.dialect = {.tier = tier},
                    .tolerance = {.is_lateness_judged = evidence.is_virtual}};
  for (Finding& finding : find_everything(evidence, rules)) {
    if (owns(property, finding)) return std::move(finding);
  }
  return std::nullopt;
}

Result<CampaignResult> run_campaign(const CampaignOptions& options, const Begin& begin,
                                    const Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  const std::vector<const Property*> properties = chosen(options);
  BenchOptions bench_options{.client = options.client};
  bench_options.clock_library = options.clock_library;
  auto first = Bench::open(bench_options);
  if (!first) return tl::unexpected(first.error());
  CampaignResult result;
  result.hello = (*first)->hello();
  result.is_virtual = (*first)->is_virtual();
  result.clock_reason = (*first)->clock_reason();
  if (begin) begin(result);
  if (!result.is_virtual) bench_options.clock_library.clear();
  result.properties.resize(properties.size());
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  std::size_t done = 0;
  const auto work = [&](std::unique_ptr<Bench> bench) {
    for (std::size_t at = next++; at < properties.size(); at = next++) {
      PropertyResult& slot = result.properties[at];
      slot.property = properties[at];
      slot.reason = reason_to_skip(*properties[at], *bench);
      if (slot.reason.empty())
        slot = Trial(*properties[at], *bench, options).run();
      else
        slot.outcome = Outcome::kSkipped;
      const std::lock_guard lock(mutex);
      ++done;
      if (progress) progress(slot, done, properties.size());
    }
  };
  std::vector<std::thread> others;
  for (int job = 1; job < options.jobs; ++job) {
    others.emplace_back([&] {
      auto bench = Bench::open(bench_options);
      if (bench) work(*std::move(bench));
    });
  }
  work(*std::move(first));
  for (std::thread& other : others) other.join();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

}  // namespace fauxplane::contracts
