#include "simulator/domain/tenant_memories.h"

#include <algorithm>

namespace fauxplane {
namespace {

// Stands in no id: what it joins can be told apart.
constexpr char kJoint = '\0';

}  // namespace

std::string TenantMemories::owner_of(const TenantId& tenant, const std::string& end_user) {
  return tenant.value + kJoint + end_user;
}

std::string TenantMemories::text_key(const TenantMemory& memory) {
  std::string key = owner_of(memory.tenant, memory.end_user);
  key.append(1, kJoint).append(memory.project.value);
  key.append(1, kJoint).append(memory.environment);
  return key.append(1, kJoint).append(memory.text);
}

TenantMemories::Added TenantMemories::add(TenantMemory memory, bool deduplicates) {
  std::string key = text_key(memory);
  const auto known = recent_.find(key);
  if (deduplicates && known != recent_.end() &&
      memory.created_at - known->second.at < kRecentText) {
    Row row = find(known->second.id, memory.created_at);
    if (row) return {.row = std::move(row), .is_duplicate = true};
  }
  if (rows_.size() >= kTenantMemoriesMax) {
    while (rows_.find(order_.front()) == rows_.end()) order_.pop_front();
    erase(order_.front());
  }
  memory.id = ++last_id_;
  recent_[std::move(key)] = {.id = memory.id, .at = memory.created_at};
  order_.push_back(memory.id);
  // Erased rows leave their numbers behind; once these are the most, they go.
  if (order_.size() > 2 * kTenantMemoriesMax) {
    std::erase_if(order_, [&](std::int64_t id) { return !rows_.contains(id) && id != memory.id; });
  }
  auto row = std::make_shared<const TenantMemory>(std::move(memory));
  of_owner_[owner_of(row->tenant, row->end_user)].add(row);
  rows_.emplace(row->id, row);
  return {.row = std::move(row)};
}

TenantMemories::Row TenantMemories::find(std::int64_t id, Instant now) const {
  const auto at = rows_.find(id);
  if (at == rows_.end()) return nullptr;
  return has_expired(*at->second, now) ? nullptr : at->second;
}

void TenantMemories::replace(TenantMemory memory) {
  const auto at = rows_.find(memory.id);
  if (at == rows_.end()) return;
  const auto recent = recent_.find(text_key(*at->second));
  if (recent != recent_.end() && recent->second.id == memory.id) recent_.erase(recent);
  recent_[text_key(memory)] = {.id = memory.id, .at = memory.created_at};
  at->second = std::make_shared<const TenantMemory>(std::move(memory));
  of_owner_[owner_of(at->second->tenant, at->second->end_user)].replace(at->second);
}

bool TenantMemories::erase(std::int64_t id) {
  const auto at = rows_.find(id);
  if (at == rows_.end()) return false;
  const TenantMemory& memory = *at->second;
  const auto recent = recent_.find(text_key(memory));
  if (recent != recent_.end() && recent->second.id == id) recent_.erase(recent);
  const auto owner = of_owner_.find(owner_of(memory.tenant, memory.end_user));
  owner->second.erase(id);
  if (owner->second.empty()) of_owner_.erase(owner);
  rows_.erase(at);
  return true;
}

std::vector<TenantMemories::Row> TenantMemories::of_user(const TenantId& tenant,
                                                         const std::string& end_user,
                                                         Instant now) const {
  const auto owned = of_owner_.find(owner_of(tenant, end_user));
  return owned == of_owner_.end() ? std::vector<Row>{} : owned->second.newest_first(now);
}

std::vector<WordHit> TenantMemories::find_words(const TenantId& tenant, const std::string& end_user,
                                                std::span<const std::string> words,
                                                Instant now) const {
  const auto owned = of_owner_.find(owner_of(tenant, end_user));
  return owned == of_owner_.end() ? std::vector<WordHit>{} : owned->second.find_words(words, now);
}

bool TenantMemories::take_in_turn(std::string identity) {
  if (turns_.contains(identity)) return false;
  if (turn_order_.size() >= kTurnsMax) {
    turns_.erase(turn_order_.front());
    turn_order_.pop_front();
  }
  turns_.insert(identity);
  turn_order_.push_back(std::move(identity));
  return true;
}

}  // namespace fauxplane
