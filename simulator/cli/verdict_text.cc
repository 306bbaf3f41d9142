#include "simulator/cli/verdict_text.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/cli/scenario_source.h"
#include "simulator/edge/journal_view.h"

namespace fauxplane {
namespace {

// Requests are read in portions of this many.
constexpr std::size_t kPortion = 256;

// Offsets count from the first request that the journal still has.
Arrival start_of(const World& world) {
  const auto entries = world.store().read_journal(1, 1);
  return entries.empty() ? Arrival{} : entries.front().arrival;
}

// "  request 2  +0.104s  GET /api/me  429".
std::string request_line(const JournalEntry& entry, Arrival start) {
  char offset[32];
  std::snprintf(offset, sizeof offset, "%+.3fs",
                std::chrono::duration<double>(entry.arrival - start).count());
  const JournalMessage request = take_apart(entry.request, entry.request_head_size);
  const auto [method, target] = method_and_target(request.first_line);
  std::string line = "request " + std::to_string(entry.number) + "  " + offset + "  ";
  line += std::string(method) + " " + std::string(target) + "  ";
  line += entry.status == 0 ? "no answer" : std::to_string(entry.status);
  if (entry.end == WireEnd::kCut) line += ", cut";
  if (entry.end == WireEnd::kReset) line += ", reset";
  return line;
}

void add_line(std::string& text, std::size_t indent, const std::string& line) {
  text.append(indent, ' ');
  text += line + "\n";
}

void add_requests(std::string& text, const World& world,
                  const std::vector<std::uint64_t>& numbers) {
  const Arrival start = start_of(world);
  std::size_t shown = 0;
  for (const std::uint64_t number : numbers) {
    if (shown == kShownMax) {
      add_line(text, 8, "and " + std::to_string(numbers.size() - shown) + " more");
      return;
    }
    const auto entries = world.store().read_journal(number, 1);
    const bool is_kept = !entries.empty() && entries.front().number == number;
    add_line(text, 8,
             is_kept ? request_line(entries.front(), start)
                     : "request " + std::to_string(number) + "  has left the journal");
    ++shown;
  }
}

void add_judgement(std::string& text, const World& world, const Judgement& judgement) {
  std::string on = judgement.on;
  if (judgement.place.line > 0) on += " (line " + std::to_string(judgement.place.line) + ")";
  add_line(text, 2, (judgement.passed ? "ok      " : "FAILED  ") + on);
  add_line(text, 6, "wanted " + judgement.wanted);
  add_line(text, 6, "seen   " + judgement.seen);
  if (!judgement.passed) add_requests(text, world, judgement.requests);
}

// The first of the requests that no step took, and how many there are in the journal.
struct Untaken {
  std::vector<JournalEntry> first{};
  std::uint64_t count = 0;
};

Untaken untaken_of(const World& world) {
  Untaken untaken;
  std::uint64_t from = 1;
  for (;;) {
    auto entries = world.store().read_journal(from, kPortion);
    for (JournalEntry& entry : entries) {
      from = entry.number + 1;
      if (entry.step != kNoStep || !is_request(entry)) continue;
      ++untaken.count;
      if (untaken.first.size() < kShownMax) untaken.first.push_back(std::move(entry));
    }
    if (entries.size() < kPortion) return untaken;
  }
}

// Why no step took a request is what a failed verdict mostly comes from.
void add_untaken(std::string& text, const World& world) {
  if (world.scenario().steps.empty()) return;
  const Untaken untaken = untaken_of(world);
  if (untaken.count == 0) return;
  const Arrival start = start_of(world);
  add_line(text, 2, counted(untaken.count, "request") + " that no step took:");
  for (const JournalEntry& entry : untaken.first) {
    add_line(text, 8, request_line(entry, start));
    if (!entry.note.empty()) add_line(text, 10, entry.note);
  }
  const std::uint64_t more = untaken.count - untaken.first.size();
  if (more > 0) add_line(text, 8, "and " + std::to_string(more) + " more");
}

std::string last_line(const Verdict& verdict) {
  if (verdict.judgements.empty()) return "verdict: passed: nothing is expected";
  if (verdict.passed) return "verdict: passed";
  const auto failed = std::count_if(verdict.judgements.begin(), verdict.judgements.end(),
                                    [](const Judgement& judgement) { return !judgement.passed; });
  return "verdict: failed: " + std::to_string(failed) + " of " +
         counted(verdict.judgements.size(), "expectation");
}

}  // namespace

std::string verdict_text(World& world) {
  const Verdict verdict = verdict_of(world);
  const Scenario& scenario = world.scenario();
  std::string text = scenario.name + ": " + scenario.sentence + "\n";
  const std::string handshakes =
      verdict.failed_handshakes == 0
          ? std::string()
          : ", " + counted(verdict.failed_handshakes, "failed TLS handshake");
  add_line(text, 2,
           counted(verdict.requests, "request") + handshakes + ", seed " +
               std::to_string(scenario.seed));
  for (const Judgement& judgement : verdict.judgements) add_judgement(text, world, judgement);
  if (!verdict.passed) add_untaken(text, world);
  return text + last_line(verdict) + "\n";
}

}  // namespace fauxplane
