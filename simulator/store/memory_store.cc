#include "simulator/store/memory_store.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "simulator/store/brief_mutex.h"
#include "simulator/store/journal_ring.h"
#include "simulator/store/locked_tenant_memories.h"
#include "simulator/store/memory_table.h"

namespace fauxplane {
namespace {

// Finds by string_view in a map of strings.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

class MemoryStore final : public Store {
 public:
  explicit MemoryStore(const MemoryStoreOptions& options)
      : seed_(options.seed),
        kinds_(options.kinds),
        journal_(options.journal_entries_max, options.journal_bytes_max) {}

  Table<Plan>& plans() override { return plans_; }
  Table<Org>& orgs() override { return orgs_; }
  Table<Member>& members() override { return members_; }
  Table<ApiKey>& keys() override { return keys_; }
  Table<Event>& events() override { return events_; }
  Table<Customization>& customizations() override { return customizations_; }
  Table<Tenant>& tenants() override { return tenants_; }
  Table<Project>& projects() override { return projects_; }
  TenantMemoryTable& tenant_memories() override { return tenant_memories_; }

  std::optional<Identity> identify(std::string_view secret) const override {
    const std::lock_guard lock(records_mutex_);
    const auto key_id = keys_.by_secret.find(secret);
    if (key_id == keys_.by_secret.end()) return std::nullopt;
    Identity identity;
    identity.key = keys_.rows.find(key_id->second);
    identity.member = members_.rows.find(identity.key->member);
    identity.org = orgs_.rows.find(identity.key->org);
    if (!identity.member || !identity.org) return std::nullopt;
    identity.plan = plans_.rows.find(identity.org->plan);
    if (!identity.plan) return std::nullopt;
    return identity;
  }

  void update(const std::function<void()>& change) override {
    const std::lock_guard lock(update_mutex_);
    change();
  }

  void with_bank(const OrgId& org, const std::function<void(MemoryBank&)>& work) override {
    const std::lock_guard lock(bank_mutex_);
    MemoryBank& bank = banks_.try_emplace(org, seed_).first->second;
    work(bank);
    next_due_.store(std::min(next_due_.load(std::memory_order_relaxed), due_of(bank)),
                    std::memory_order_release);
  }

  void extract_due(Instant now) override {
    // Nobody sees a due time pass before what is due has happened.
    if (now.time_since_epoch().count() < next_due_.load(std::memory_order_acquire)) return;
    const std::lock_guard lock(bank_mutex_);
    Instant::rep next = kNever;
    for (auto& [org, bank] : banks_) {
      for (const Extraction& extraction : bank.extract_due(now)) spend(org, extraction);
      next = std::min(next, due_of(bank));
    }
    next_due_.store(next, std::memory_order_release);
  }

  ExtractionPolicy extraction_policy() const override {
    const std::lock_guard lock(records_mutex_);
    return extraction_policy_;
  }

  void set_extraction_policy(ExtractionPolicy policy) override {
    const std::lock_guard lock(records_mutex_);
    extraction_policy_ = std::move(policy);
  }

  tl::expected<Reservation, QuotaExceeded> reserve(const OrgId& org, Spender spender, Instant now,
                                                   std::span<const Charge> charges) override {
    const std::lock_guard lock(usage_mutex_);
    return ledger(org).reserve(std::move(spender), now, charges);
  }

  Quantities settle(const OrgId& org, const Reservation& reservation, Settlement settlement,
                    Instant now) override {
    const std::lock_guard lock(usage_mutex_);
    UsageLedger& counted = ledger(org);
    counted.settle(reservation, settlement);
    return counted.used(now);
  }

  void add_usage(const OrgId& org, const Spender& spender, Instant now, Dimension dimension,
                 std::int64_t amount) override {
    const std::lock_guard lock(usage_mutex_);
    ledger(org).add(spender, now, dimension, amount);
  }

  void set_usage(const OrgId& org, Instant now, Dimension dimension,
                 std::int64_t quantity) override {
    const std::lock_guard lock(usage_mutex_);
    ledger(org).set_used(now, dimension, quantity);
  }

  Quantities usage(const OrgId& org, Instant now) const override {
    const std::lock_guard lock(usage_mutex_);
    const auto at = ledgers_.find(org);
    return at == ledgers_.end() ? Quantities{} : at->second.used(now);
  }

  std::vector<UsagePoint> usage_history(const OrgId& org,
                                        const UsageLedger::HistoryQuery& query) const override {
    const std::lock_guard lock(usage_mutex_);
    const auto at = ledgers_.find(org);
    return at == ledgers_.end() ? std::vector<UsagePoint>{} : at->second.history(query);
  }

  std::vector<TenantUsage> usage_by_tenant(const OrgId& org, Instant now) const override {
    const std::lock_guard lock(usage_mutex_);
    const auto at = ledgers_.find(org);
    return at == ledgers_.end() ? std::vector<TenantUsage>{} : at->second.used_by_tenant(now);
  }

  std::optional<Instant> last_used(const OrgId& org, const KeyId& key) const override {
    const std::lock_guard lock(usage_mutex_);
    const auto at = ledgers_.find(org);
    return at == ledgers_.end() ? std::nullopt : at->second.last_used(key);
  }

  tl::expected<RateStanding, RateRefusal> charge_rate(const RateCaller& caller,
                                                      const RateLimits& limits, Instant now,
                                                      RefusedCalls refused) override {
    return rates_.charge(caller, limits, now, refused);
  }

  std::uint64_t next_ordinal(std::string_view purpose) override {
    const std::lock_guard lock(records_mutex_);
    return ++ordinals_[std::string(purpose)];
  }

  std::optional<StepUse> take_step(std::span<const Candidate> candidates, Offer offer) override {
    const std::lock_guard lock(steps_mutex_);
    std::optional<StepUse> taken;
    for (const Candidate& candidate : candidates) {
      if (steps_.size() <= candidate.step) steps_.resize(candidate.step + std::size_t{1});
      StepCount& count = steps_[candidate.step];
      ++count.matched;
      if (taken || count.uses >= candidate.uses_max || count.matched < candidate.nth) continue;
      if (candidate.chance < 1.0 && !draws(candidate, count.matched)) continue;
      taken = StepUse{.step = candidate.step, .use = ++count.uses};
    }
    if (taken || offer == Offer::kWhole) return taken;
    for (const Candidate& candidate : candidates) --steps_[candidate.step].matched;
    return std::nullopt;
  }

  StepCount step_count(std::uint32_t step) const override {
    const std::lock_guard lock(steps_mutex_);
    return step < steps_.size() ? steps_[step] : StepCount{};
  }

  ClockState clock() const override {
    const std::lock_guard lock(clock_mutex_);
    return clock_;
  }

  void set_clock(const ClockState& state) override {
    const std::lock_guard lock(clock_mutex_);
    clock_ = state;
  }

  std::uint64_t append_journal(std::unique_ptr<JournalEntry>& entry) override {
    const std::lock_guard lock(journal_mutex_);
    return journal_.append(entry);
  }

  std::vector<JournalEntry> read_journal(std::uint64_t from, std::size_t count) const override {
    const std::lock_guard lock(journal_mutex_);
    return journal_.read(from, count);
  }

  JournalSize journal_size() const override {
    const std::lock_guard lock(journal_mutex_);
    return journal_.size();
  }

 private:
  // A table of the store: its rows, under the lock of all records.
  template <class Record>
  struct LockedTable : Table<Record> {
    using typename Table<Record>::Id;
    using typename Table<Record>::Row;
    explicit LockedTable(BriefMutex& records_mutex) : mutex(records_mutex) {}
    Row find(const Id& id) const override {
      const std::lock_guard lock(mutex);
      return rows.find(id);
    }
    std::vector<Row> list() const override {
      const std::lock_guard lock(mutex);
      return rows.list();
    }
    void put(Row row) override {
      const std::lock_guard lock(mutex);
      rows.put(std::move(row));
    }
    bool erase(const Id& id) override {
      const std::lock_guard lock(mutex);
      return rows.erase(id);
    }
    std::size_t size() const override {
      const std::lock_guard lock(mutex);
      return rows.size();
    }
    BriefMutex& mutex;
    RecordMap<Record> rows;
  };

  struct KeyTable final : LockedTable<ApiKey> {
    using LockedTable<ApiKey>::LockedTable;
    void put(Row row) override {
      const std::lock_guard lock(mutex);
      const Row old = rows.find(row->id);
      if (old && old->secret != row->secret) by_secret.erase(old->secret);
      by_secret.insert_or_assign(row->secret, row->id);
      rows.put(std::move(row));
    }
    bool erase(const Id& id) override {
      const std::lock_guard lock(mutex);
      if (const Row old = rows.find(id)) by_secret.erase(old->secret);
      return rows.erase(id);
    }
    std::unordered_map<std::string, KeyId, TextHash, std::equal_to<>> by_secret;
  };

  static constexpr std::size_t kCacheLine = 64;
  static constexpr Instant::rep kNever = Instant::max().time_since_epoch().count();

  [[nodiscard]] static Instant::rep due_of(const MemoryBank& bank) {
    const auto due = bank.next_due();
    return due ? due->time_since_epoch().count() : kNever;
  }

  void spend(const OrgId& org, const Extraction& extraction) {
    const std::lock_guard lock(usage_mutex_);
    for (const Charge& cost : extraction.costs) {
      ledger(org).spend_held({.spender = extraction.key,
                              .at = extraction.at,
                              .dimension = cost.dimension,
                              .held = cost.amount,
                              .spent = extraction.is_completed ? cost.amount : 0});
    }
  }

  UsageLedger& ledger(const OrgId& org) {
    const auto at = ledgers_.find(org);
    if (at != ledgers_.end()) return at->second;
    const auto row = orgs_.find(org);
    const AnchorDay anchor = row ? row->anchor : AnchorDay{};
    return ledgers_.emplace(org, UsageLedger(kinds_, anchor)).first->second;
  }

  [[nodiscard]] bool draws(const Candidate& candidate, std::uint32_t matched) const {
    const std::string purpose = "chance/" + std::to_string(candidate.step);
    return random_fraction(seed_, purpose, matched) < candidate.chance;
  }

  Seed seed_;
  std::array<DimensionKind, kDimensionsMax> kinds_;

  // Each mutex guards what stands below it, on a cache line of its own: workers that do different
  // things do not meet. They are taken in this order: update, bank, usage, records; the others
  // alone. Nothing is called out while one of the brief ones is held.
  std::mutex update_mutex_;
  std::mutex bank_mutex_;  // guards the banks, so that a search keeps nobody else waiting
  std::unordered_map<OrgId, MemoryBank> banks_;
  std::atomic<Instant::rep> next_due_{kNever};  // of all banks; changed under bank_mutex_

  alignas(kCacheLine) mutable BriefMutex records_mutex_;
  LockedTable<Plan> plans_{records_mutex_};
  LockedTable<Org> orgs_{records_mutex_};
  LockedTable<Member> members_{records_mutex_};
  KeyTable keys_{records_mutex_};
  LockedTable<Event> events_{records_mutex_};
  LockedTable<Customization> customizations_{records_mutex_};
  LockedTable<Tenant> tenants_{records_mutex_};
  LockedTable<Project> projects_{records_mutex_};
  ExtractionPolicy extraction_policy_;
  std::map<std::string, std::uint64_t, std::less<>> ordinals_;

  alignas(kCacheLine) mutable BriefMutex usage_mutex_;
  std::unordered_map<OrgId, UsageLedger> ledgers_;

  alignas(kCacheLine) mutable BriefMutex steps_mutex_;
  std::vector<StepCount> steps_;

  alignas(kCacheLine) mutable BriefMutex clock_mutex_;
  ClockState clock_;

  alignas(kCacheLine) mutable BriefMutex journal_mutex_;
  JournalRing journal_;

  LockedTenantMemories tenant_memories_;  // these two have locks of their own
  RateTable rates_;
};

}  // namespace

std::unique_ptr<Store> make_memory_store(const MemoryStoreOptions& options) {
  return std::make_unique<MemoryStore>(options);
}

}  // namespace fauxplane
