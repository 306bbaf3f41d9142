// Everything two replicas of a world would have to agree on: records, counters, script cursors, the
// clock and the journal. Each operation is atomic by itself; that is the whole concurrency
// contract, and what lets a RedisStore run the same operations as scripts on a server.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/domain/customization.h"
#include "simulator/domain/event.h"
#include "simulator/domain/key.h"
#include "simulator/domain/member.h"
#include "simulator/domain/memory_bank.h"
#include "simulator/domain/org.h"
#include "simulator/domain/plan.h"
#include "simulator/domain/tenant.h"
#include "simulator/domain/tenant_memories.h"
#include "simulator/domain/usage_ledger.h"
#include "simulator/store/journal_entry.h"
#include "simulator/store/rate_table.h"

namespace fauxplane {

// Records of one kind, in the order they were first put. Records are immutable; a change puts a new
// one.
template <class Record>
class Table {
 public:
  using Id = decltype(Record::id);
  using Row = std::shared_ptr<const Record>;

  Table() = default;
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  virtual ~Table() = default;

  // nullptr when there is none.
  [[nodiscard]] virtual Row find(const Id& id) const = 0;
  [[nodiscard]] virtual std::vector<Row> list() const = 0;
  // The row may be one that other tables hold as well.
  virtual void put(Row row) = 0;
  // False when there is none.
  virtual bool erase(const Id& id) = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  void put(Record record) { put(std::make_shared<const Record>(std::move(record))); }
};

// The memories of end users; see TenantMemories for the rules.
class TenantMemoryTable {
 public:
  using Row = TenantMemories::Row;

  TenantMemoryTable() = default;
  TenantMemoryTable(const TenantMemoryTable&) = delete;
  TenantMemoryTable& operator=(const TenantMemoryTable&) = delete;
  virtual ~TenantMemoryTable() = default;

  virtual TenantMemories::Added add(TenantMemory memory, bool deduplicates) = 0;
  [[nodiscard]] virtual Row find(std::int64_t id, Instant now) const = 0;
  // Nothing happens when there is no row of this id.
  virtual void replace(TenantMemory memory) = 0;
  virtual bool erase(std::int64_t id) = 0;
  [[nodiscard]] virtual std::vector<Row> of_user(const TenantId& tenant,
                                                 const std::string& end_user,
                                                 Instant now) const = 0;
  [[nodiscard]] virtual std::vector<WordHit> find_words(const TenantId& tenant,
                                                        const std::string& end_user,
                                                        std::span<const std::string> words,
                                                        Instant now) const = 0;
  virtual bool take_in_turn(std::string identity) = 0;
};

// Who a raw key acts for, as of one moment.
struct Identity {
  std::shared_ptr<const ApiKey> key;
  std::shared_ptr<const Member> member;
  std::shared_ptr<const Org> org;
  std::shared_ptr<const Plan> plan;
};

// A step whose `on` and `match` fit the request, offered to take_step in the order of the script.
struct Candidate {
  std::uint32_t step = 0;
  std::uint32_t uses_max = UINT32_MAX;  // after that many uses the step is used up
  std::uint32_t nth = 0;                // 0: any; else the first of its matching requests it takes
  double chance = 1.0;                  // that it takes a request that it could take
};

// Whether the candidates are all that fit the request, or only the first of them.
enum class Offer : std::uint8_t { kWhole, kPart };

struct StepUse {
  std::uint32_t step = 0;
  std::uint32_t use = 0;  // 1 for the first
};

// How far the script has come: per step, how many requests it took and how many it matched.
struct StepCount {
  std::uint32_t uses = 0;
  std::uint32_t matched = 0;
};

// The clock of the world at an anchor; business time flows on from there at `rate`.
struct ClockState {
  Instant anchor{};
  Arrival anchored_at{};
  double rate = 0.0;  // 0 frozen, 1 real, 60 an hour a minute
};

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  virtual Table<Plan>& plans() = 0;
  virtual Table<Org>& orgs() = 0;
  virtual Table<Member>& members() = 0;
  virtual Table<ApiKey>& keys() = 0;
  virtual Table<Event>& events() = 0;
  virtual Table<Customization>& customizations() = 0;
  virtual Table<Tenant>& tenants() = 0;
  virtual Table<Project>& projects() = 0;
  virtual TenantMemoryTable& tenant_memories() = 0;

  // The key with this raw key and whoever it acts for; nullopt when there is no such key.
  [[nodiscard]] virtual std::optional<Identity> identify(std::string_view secret) const = 0;

  // Runs `change` alone: no other update of this world overlaps it. For rules over several records,
  // such as "at most 10 keys". `change` may use every other operation, must not call update, and
  // may be run again.
  virtual void update(const std::function<void()>& change) = 0;

  // Runs `work` alone with the memory bank of the org: no other use of a bank of this world
  // overlaps it. `work` may use every other operation but update, extract_due and this one.
  virtual void with_bank(const OrgId& org, const std::function<void(MemoryBank&)>& work) = 0;
  // Ends every extraction that is due by `now`, once, and counts what it spends. Costs next to
  // nothing when none is.
  virtual void extract_due(Instant now) = 0;
  // How extraction treats what is ingested from now on.
  [[nodiscard]] virtual ExtractionPolicy extraction_policy() const = 0;
  virtual void set_extraction_policy(ExtractionPolicy policy) = 0;

  // Counters, by org; see UsageLedger for the rules. Periods follow the anchor that the org has
  // when it is first counted for.
  [[nodiscard]] virtual tl::expected<Reservation, QuotaExceeded> reserve(
      const OrgId& org, Spender spender, Instant now, std::span<const Charge> charges) = 0;
  // Returns the totals after it.
  virtual Quantities settle(const OrgId& org, const Reservation& reservation, Settlement settlement,
                            Instant now) = 0;
  virtual void add_usage(const OrgId& org, const Spender& spender, Instant now, Dimension dimension,
                         std::int64_t amount) = 0;
  virtual void set_usage(const OrgId& org, Instant now, Dimension dimension,
                         std::int64_t quantity) = 0;
  [[nodiscard]] virtual Quantities usage(const OrgId& org, Instant now) const = 0;
  [[nodiscard]] virtual std::vector<UsagePoint> usage_history(
      const OrgId& org, const UsageLedger::HistoryQuery& query) const = 0;
  [[nodiscard]] virtual std::vector<TenantUsage> usage_by_tenant(const OrgId& org,
                                                                 Instant now) const = 0;
  [[nodiscard]] virtual std::optional<Instant> last_used(const OrgId& org,
                                                         const KeyId& key) const = 0;

  // Rate limits, by caller; see charge_call for the rules and RateTable for who is remembered.
  [[nodiscard]] virtual tl::expected<RateStanding, RateRefusal> charge_rate(
      const RateCaller& caller, const RateLimits& limits, Instant now,
      RefusedCalls refused = RefusedCalls::kFree) = 0;

  // 1, 2, 3 and so on for each purpose: what generated ids are made from.
  virtual std::uint64_t next_ordinal(std::string_view purpose) = 0;

  // Counts the request for every candidate, and gives it to the first that can take it. When none
  // of a part can, nothing is counted, so that more can be offered.
  [[nodiscard]] virtual std::optional<StepUse> take_step(std::span<const Candidate> candidates,
                                                         Offer offer = Offer::kWhole) = 0;
  [[nodiscard]] virtual StepCount step_count(std::uint32_t step) const = 0;

  [[nodiscard]] virtual ClockState clock() const = 0;
  virtual void set_clock(const ClockState& state) = 0;

  // Numbers the entry and keeps it; the oldest leave when a limit is passed. The caller gets the
  // one that leaves in exchange, to write the next into, or nullptr: a steady journal allocates
  // nothing. Returns the number. REQUIRES: an entry.
  virtual std::uint64_t append_journal(std::unique_ptr<JournalEntry>& entry) = 0;
  std::uint64_t append_journal(JournalEntry entry) {
    auto kept = std::make_unique<JournalEntry>(std::move(entry));
    return append_journal(kept);
  }
  // Copies of the entries with from <= number, ascending, at most `count`.
  [[nodiscard]] virtual std::vector<JournalEntry> read_journal(std::uint64_t from,
                                                               std::size_t count) const = 0;
  // How many entries were ever appended, and how many have left.
  struct JournalSize {
    std::uint64_t appended = 0;
    std::uint64_t evicted = 0;
  };
  [[nodiscard]] virtual JournalSize journal_size() const = 0;
};

}  // namespace fauxplane
