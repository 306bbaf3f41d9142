// The memories of end users behind a lock of their own, so that a search keeps nobody else waiting.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "simulator/store/store.h"

namespace fauxplane {

class LockedTenantMemories final : public TenantMemoryTable {
 public:
  TenantMemories::Added add(TenantMemory memory, bool deduplicates) override {
    const std::lock_guard lock(mutex_);
    return written().add(std::move(memory), deduplicates);
  }
  Row find(std::int64_t id, Instant now) const override {
    const std::lock_guard lock(mutex_);
    return read().find(id, now);
  }
  void replace(TenantMemory memory) override {
    const std::lock_guard lock(mutex_);
    written().replace(std::move(memory));
  }
  bool erase(std::int64_t id) override {
    const std::lock_guard lock(mutex_);
    return written().erase(id);
  }
  std::vector<Row> of_user(const TenantId& tenant, const std::string& end_user,
                           Instant now) const override {
    const std::lock_guard lock(mutex_);
    return read().of_user(tenant, end_user, now);
  }
  std::vector<WordHit> find_words(const TenantId& tenant, const std::string& end_user,
                                  std::span<const std::string> words, Instant now) const override {
    const std::lock_guard lock(mutex_);
    return read().find_words(tenant, end_user, words, now);
  }
  bool take_in_turn(std::string identity) override {
    const std::lock_guard lock(mutex_);
    return written().take_in_turn(std::move(identity));
  }

 private:
  [[nodiscard]] const TenantMemories& read() const {
    static const TenantMemories kNone;
    return memories_ ? *memories_ : kNone;
  }
  TenantMemories& written() {
    if (!memories_) memories_ = std::make_unique<TenantMemories>();
    return *memories_;
  }

  mutable std::mutex mutex_;  // a search may hold it for long
  // Made by the first that is stored: most stores have none.
  std::unique_ptr<TenantMemories> memories_;
};

}  // namespace fauxplane
