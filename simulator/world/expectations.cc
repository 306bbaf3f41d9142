#include "simulator/world/expectations.h"

#include <algorithm>
#include <cstdio>

namespace fauxplane {
namespace {

std::string to_text(std::chrono::nanoseconds duration) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3fs", std::chrono::duration<double>(duration).count());
  return text;
}

std::string to_text(const CountRange& range) {
  if (range.most && *range.most == range.least) return std::to_string(range.least);
  if (!range.most) return "at least " + std::to_string(range.least);
  if (range.least == 0) return "at most " + std::to_string(*range.most);
  return std::to_string(range.least) + " to " + std::to_string(*range.most);
}

std::string to_text(const GapRange& range) {
  if (!range.most) return ">= " + to_text(std::chrono::nanoseconds(range.least));
  return to_text(std::chrono::nanoseconds(range.least)) + ".." +
         to_text(std::chrono::nanoseconds(*range.most));
}

template <class Item, class Write>
std::string join(const std::vector<Item>& items, Write write) {
  std::string text = "[";
  for (const Item& item : items) {
    if (text.size() > 1) text += ", ";
    text += write(item);
  }
  return text + "]";
}

bool fits(const CountRange& range, std::uint64_t calls) {
  return calls >= range.least && (!range.most || calls <= *range.most);
}

bool fits(const GapRange& range, std::chrono::nanoseconds gap) {
  return gap + kEarlyTolerance >= range.least && (!range.most || gap <= *range.most);
}

bool fits(const std::vector<GapRange>& ranges, const std::vector<std::chrono::nanoseconds>& gaps) {
  if (gaps.size() < ranges.size()) return false;
  for (std::size_t at = 0; at < ranges.size(); ++at) {
    if (!fits(ranges[at], gaps[at])) return false;
  }
  return true;
}

// Writes "a, b" from the parts that are stated.
void add_part(std::string& text, const std::string& part) {
  if (!text.empty()) text += ", ";
  text += part;
}

}  // namespace

void Expectations::observe(std::uint32_t expectation, const Observation& observation) {
  const std::lock_guard lock(mutex_);
  Evidence& evidence = evidence_[expectation];
  if (evidence.calls > 0 && evidence.gaps.size() < kEvidenceMax) {
    evidence.gaps.push_back(observation.arrival - evidence.last_answered);
  }
  ++evidence.calls;
  evidence.last_answered = observation.answered;
  if (evidence.requests.size() < kEvidenceMax) evidence.requests.push_back(observation.number);
  if (evidence.statuses.size() < kEvidenceMax) evidence.statuses.push_back(observation.status);
}

Evidence Expectations::evidence(std::uint32_t expectation) const {
  const std::lock_guard lock(mutex_);
  return evidence_[expectation];
}

Judgement judge(const Expectation& expectation, const Evidence& evidence) {
  Judgement judgement{.place = expectation.place,
                      .passed = true,
                      .on = expectation.on.text,
                      .wanted = {},
                      .seen = {},
                      .requests = evidence.requests};
  if (expectation.calls) {
    judgement.passed = judgement.passed && fits(*expectation.calls, evidence.calls);
    add_part(judgement.wanted, "calls " + to_text(*expectation.calls));
    add_part(judgement.seen, "calls " + std::to_string(evidence.calls));
  }
  if (!expectation.gaps.empty()) {
    judgement.passed = judgement.passed && fits(expectation.gaps, evidence.gaps);
    add_part(judgement.wanted, "gaps " + join(expectation.gaps, [](const GapRange& range) {
                                 return to_text(range);
                               }));
    auto gaps = evidence.gaps;
    gaps.resize(std::min(gaps.size(), expectation.gaps.size()));
    add_part(judgement.seen,
             "gaps " + join(gaps, [](std::chrono::nanoseconds gap) { return to_text(gap); }));
  }
  if (!expectation.statuses.empty()) {
    const auto write = [](int status) { return std::to_string(status); };
    judgement.passed = judgement.passed && expectation.statuses == evidence.statuses;
    add_part(judgement.wanted, "statuses " + join(expectation.statuses, write));
    add_part(judgement.seen, "statuses " + join(evidence.statuses, write));
  }
  return judgement;
}

}  // namespace fauxplane
