#include "simulator/domain/tenant_memory.h"

#include <algorithm>

namespace fauxplane {
namespace {

// Stands in no id: what it joins can be told apart.
constexpr char kJoint = '\0';

}  // namespace

std::string_view type_of(const TenantMemory& memory) {
  return memory.tags.empty() ? std::string_view("fact") : std::string_view(memory.tags.front());
}

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
  of_owner_[owner_of(memory.tenant, memory.end_user)].push_back(memory.id);
  auto row = std::make_shared<const TenantMemory>(std::move(memory));
  rows_.emplace(row->id, row);
  return {.row = std::move(row)};
}

TenantMemories::Row TenantMemories::find(std::int64_t id, Instant now) const {
  const auto at = rows_.find(id);
  if (at == rows_.end()) return nullptr;
  const auto& expires_at = at->second->expires_at;
  return expires_at && *expires_at <= now ? nullptr : at->second;
}

void TenantMemories::replace(TenantMemory memory) {
  const auto at = rows_.find(memory.id);
  if (at == rows_.end()) return;
  const auto recent = recent_.find(text_key(*at->second));
  if (recent != recent_.end() && recent->second.id == memory.id) recent_.erase(recent);
  recent_[text_key(memory)] = {.id = memory.id, .at = memory.created_at};
  at->second = std::make_shared<const TenantMemory>(std::move(memory));
}

bool TenantMemories::erase(std::int64_t id) {
  const auto at = rows_.find(id);
  if (at == rows_.end()) return false;
  const TenantMemory& memory = *at->second;
  const auto recent = recent_.find(text_key(memory));
  if (recent != recent_.end() && recent->second.id == id) recent_.erase(recent);
  const auto owner = of_owner_.find(owner_of(memory.tenant, memory.end_user));
  auto& ids = owner->second;
  ids.erase(std::lower_bound(ids.begin(), ids.end(), id));
  if (ids.empty()) of_owner_.erase(owner);
  rows_.erase(at);
  return true;
}

std::vector<TenantMemories::Row> TenantMemories::of_user(const TenantId& tenant,
                                                         const std::string& end_user,
                                                         Instant now) const {
  std::vector<Row> rows;
  const auto owned = of_owner_.find(owner_of(tenant, end_user));
  if (owned == of_owner_.end()) return rows;
  for (auto id = owned->second.rbegin(); id != owned->second.rend(); ++id) {
    if (Row row = find(*id, now)) rows.push_back(std::move(row));
  }
  return rows;
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
