#include "contracts/campaign/campaign.h"

#include <rapidcheck/Random.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "contracts/campaign/trial.h"

namespace fauxplane::contracts {
namespace {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;  // FNV-1a
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 1'099'511'628'211ULL;
  }
  return hash;
}

std::string reason_to_skip(const Property& property, const Bench& bench,
                           const CampaignOptions& options) {
  const Hello& hello = bench.hello();
  const Draw draw(rc::Random(), 0, hello, bench.is_virtual());
  const auto& methods = property.methods;
  if (!methods.empty() && std::none_of(methods.begin(), methods.end(),
                                       [&](std::string_view one) { return draw.has(one); })) {
    return "the client does not have the method \"" + std::string(methods.front()) + "\"";
  }
  if (!is_about(property, hello.service)) {
    return "it is about clients of " + std::string(property.service);
  }
  for (const std::string_view need : property.needs) {
    if (!bench.hello().can(std::string(need))) {
      return "the client does not claim \"" + std::string(need) + "\"";
    }
    if (options.profile.without.contains(std::string(need))) {
      return "the profile says without \"" + std::string(need) + "\"";
    }
  }
  if (property.needs_virtual_time && !bench.is_virtual()) {
    return "it would wait for days without virtual time";
  }
  return {};
}

std::vector<const Property*> chosen(const CampaignOptions& options, std::string_view service) {
  std::vector<const Property*> properties;
  for (const Property& property : all_properties()) {
    if (options.only.empty() && !is_about(property, service)) continue;
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

// Plays the scenario that an expectation pins; nullopt when it still shows it.
std::optional<StaleExpectation> try_pinned(const Expectation& expectation, Bench& bench,
                                           const Rules& rules) {
  std::ifstream file(expectation.pinned, std::ios::binary);
  std::ostringstream yaml;
  yaml << file.rdbuf();
  const Property* const property = find_property(property_of(expectation));
  if (!file || property == nullptr) {
    return StaleExpectation{.expectation = expectation, .trouble = "it cannot be read"};
  }
  const auto evidence = bench.run(yaml.str());
  if (!evidence) {
    return StaleExpectation{.expectation = expectation, .trouble = evidence.error().message};
  }
  const auto findings = judge(*property, *evidence, rules);
  const bool is_seen = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return covers(expectation, signature_of(*property, finding));
  });
  if (is_seen) return std::nullopt;
  return StaleExpectation{.expectation = expectation};
}

// Whether the run could have seen it: its property was tried to the end.
bool was_tried(const Expectation& expectation, const CampaignResult& result) {
  return std::any_of(
      result.properties.begin(), result.properties.end(), [&](const PropertyResult& one) {
        const bool is_whole = one.outcome == Outcome::kPassed || one.outcome == Outcome::kVacuous;
        return is_whole && find_property(property_of(expectation)) == one.property;
      });
}

bool was_seen(const Expectation& expectation, const CampaignResult& result) {
  return std::any_of(
      result.properties.begin(), result.properties.end(), [&](const PropertyResult& one) {
        return std::any_of(one.expected.begin(), one.expected.end(),
                           [&](const std::string& seen) { return covers(expectation, seen); });
      });
}

}  // namespace

Case drawn_case(const Property& property, const CaseNumber& which, const Hello& hello,
                bool is_virtual) {
  const rc::Random random({which.seed, hash_of(property.id),
                           static_cast<std::uint64_t>(which.number),
                           static_cast<std::uint64_t>(which.attempt)});
  Draw draw(random, which.number, hello, is_virtual);
  Case drawn = property.draw(draw);
  drawn.service = hello.service;
  add_project(draw, drawn);
  return drawn;
}

std::vector<Finding> judge(const Property& property, const Evidence& evidence, Rules rules) {
  rules.tolerance.is_lateness_judged = evidence.is_virtual;
  std::vector<Finding> own = find_everything(evidence, rules);
  std::erase_if(own, [&](const Finding& finding) { return !owns(property, finding); });
  return own;
}

Result<CampaignResult> run_campaign(const CampaignOptions& options, const Begin& begin,
                                    const Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  BenchOptions bench_options{.client = options.client};
  bench_options.clock_library = options.clock_library;
  auto first = Bench::open(bench_options);
  if (!first) return tl::unexpected(first.error());
  CampaignResult result;
  result.hello = (*first)->hello();
  const std::vector<const Property*> properties = chosen(options, result.hello.service);
  result.is_virtual = (*first)->is_virtual();
  result.clock_reason = (*first)->clock_reason();
  if (begin) begin(result);
  if (!result.is_virtual) bench_options.clock_library.clear();
  std::vector<Expectation> unpinned;
  const Rules rules{.dialect = options.profile.dialect(options.tier),
                    .naming = options.profile.naming};
  for (const Expectation& one : about(options.expectations, result.hello.version)) {
    if (one.pinned.empty())
      unpinned.push_back(one);
    else if (auto stale = try_pinned(one, **first, rules))
      result.stale.push_back(*std::move(stale));
  }
  result.properties.resize(properties.size());
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  std::size_t done = 0;
  const auto work = [&](std::unique_ptr<Bench> bench) {
    for (std::size_t at = next++; at < properties.size(); at = next++) {
      PropertyResult& slot = result.properties[at];
      slot.property = properties[at];
      slot.reason = reason_to_skip(*properties[at], *bench, options);
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
  for (Expectation& one : unpinned) {
    if (was_seen(one, result) || !was_tried(one, result)) continue;
    result.stale.push_back({.expectation = std::move(one)});
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

}  // namespace fauxplane::contracts
