#include "simulator/domain/memory_bank.h"

#include <algorithm>
#include <cmath>

namespace fauxplane {
namespace {

constexpr double kScaledSteps = 10'000.0;

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return !id.empty() && std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The actor's own, and those that were promoted to one of the roles or teams.
bool is_in_reach(const Recall& recall, const Event& event) {
  if (!recall.session.empty() && event.session != recall.session) return false;
  if (!recall.excluded_session.empty() && event.session == recall.excluded_session) return false;
  if (recall.actor == nullptr || event.actor == *recall.actor) return true;
  return contains(recall.roles, event.role) || contains(recall.teams, event.team);
}

bool is_better(const MemoryBank::Hit& left, const MemoryBank::Hit& right) {
  if (left.score != right.score) return left.score > right.score;
  return left.memory->id < right.memory->id;
}

}  // namespace

void MemoryBank::take_in(Intake intake) {
  states_.insert_or_assign(intake.event->id, ExtractionState::kPending);
  if (!intake.fingerprint.empty()) {
    recent_.remember(std::move(intake.fingerprint), intake.event->id, intake.event->ingested_at);
  }
  const std::pair place{intake.due_at, ++taken_in_};
  waiting_.emplace(place, std::move(intake));
}

void MemoryBank::remember(std::shared_ptr<const Event> event) {
  states_.insert_or_assign(event->id, ExtractionState::kCompleted);
  const Instant at = event->ingested_at;
  keep(std::move(event), at);
}

std::optional<Instant> MemoryBank::next_due() const {
  if (waiting_.empty()) return std::nullopt;
  return waiting_.begin()->first.first;
}

std::vector<Extraction> MemoryBank::extract_due(Instant now) {
  std::vector<Extraction> extractions;
  while (!waiting_.empty() && waiting_.begin()->first.first <= now) {
    const Intake intake = std::move(waiting_.extract(waiting_.begin()).mapped());
    const ExtractionState state =
        intake.fails ? ExtractionState::kFailed : ExtractionState::kCompleted;
    states_.insert_or_assign(intake.event->id, state);
    if (!intake.fails) keep(intake.event, intake.due_at);
    extractions.push_back({.event = intake.event,
                           .key = intake.key,
                           .at = intake.due_at,
                           .is_completed = !intake.fails,
                           .costs = intake.costs});
  }
  return extractions;
}

std::optional<ExtractionState> MemoryBank::state_of(const EventId& id) const {
  const auto at = states_.find(id);
  return at == states_.end() ? std::nullopt : std::optional(at->second);
}

const Memory* MemoryBank::find(const MemoryId& id) const {
  const auto at = places_.find(id);
  return at == places_.end() ? nullptr : &memories_[at->second];
}

void MemoryBank::keep(std::shared_ptr<const Event> event, Instant at) {
  index_.add(event->content);
  memories_.push_back(extract(std::move(event), seed_, at));
  places_.insert_or_assign(memories_.back().id, static_cast<std::uint32_t>(memories_.size() - 1));
}

std::vector<MemoryIndex::Hit> MemoryBank::candidates_of(const Recall& recall) const {
  std::vector<MemoryIndex::Hit> found = index_.find(recall.query);
  if (!recall.with_strangers) return found;
  std::vector<MemoryIndex::Hit> all(memories_.size());
  for (std::uint32_t number = 0; number < all.size(); ++number) all[number].number = number;
  for (const MemoryIndex::Hit& hit : found) all[hit.number] = hit;
  return all;
}

std::vector<MemoryBank::Hit> MemoryBank::search(const Recall& recall) const {
  std::vector<Hit> hits;
  for (const MemoryIndex::Hit& candidate : candidates_of(recall)) {
    const double score = std::round(candidate.score * recall.scale * kScaledSteps) / kScaledSteps;
    if (score < recall.threshold) continue;
    const Memory& memory = memories_[candidate.number];
    if (is_in_reach(recall, *memory.event)) hits.push_back({.memory = &memory, .score = score});
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(recall.limit, hits.size()));
  std::partial_sort(hits.begin(), hits.begin() + count, hits.end(), is_better);
  hits.resize(static_cast<std::size_t>(count));
  return hits;
}

void MemoryBank::mark_recalled(const std::vector<Hit>& hits, Instant now) {
  for (const Hit& hit : hits) {
    Memory& memory = memories_[places_.at(hit.memory->id)];
    ++memory.recall_count;
    memory.last_recalled_at = now;
  }
}

}  // namespace fauxplane
