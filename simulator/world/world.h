// A world: one isolated universe of one service, with its orgs and keys, clock, script and journal.
// Everything that changes lives in its Store; the world itself only knows where it began.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "simulator/store/memory_store.h"
#include "simulator/world/clock.h"
#include "simulator/world/expectations.h"
#include "simulator/world/script.h"

namespace fauxplane {

// The most settings a service may offer.
inline constexpr std::size_t kSettingsMax = 32;

class World {
 public:
  // `arrival` and `real_now` are the moment it is made.
  World(std::string id, std::shared_ptr<const Script> script, Arrival arrival, Instant real_now);

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::shared_ptr<const Script>& script() const { return script_; }
  [[nodiscard]] const Scenario& scenario() const { return script_->scenario(); }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] const Store& store() const { return *store_; }
  [[nodiscard]] Expectations& expectations() { return expectations_; }

  [[nodiscard]] Instant now(Arrival arrival) const { return instant_at(store_->clock(), arrival); }

  // Index of the chosen value among those of the service's setting row.
  [[nodiscard]] std::uint8_t setting(std::size_t row) const { return settings_[row]; }

  [[nodiscard]] const RateLimits& rate_limits(RateTier tier) const {
    return scenario().world->rate_limits[static_cast<std::size_t>(tier)];
  }

  // An id that follows from the seed: "key_3f2a" with so many hexadecimal digits.
  [[nodiscard]] std::string next_id(std::string_view prefix, std::size_t digits);

  // The key that is handed out to clients; nullptr when the world has none.
  [[nodiscard]] std::shared_ptr<const ApiKey> handed_out_key() const;

  // Whether a step is known to be used up. Only a hint that saves offering it: the store decides.
  [[nodiscard]] bool is_used_up(std::uint32_t step) const {
    return used_up_[step].load(std::memory_order_relaxed);
  }
  void mark_used_up(std::uint32_t step) { used_up_[step].store(true, std::memory_order_relaxed); }
  // Those on the route, without the used-up ones that stand before all others: a request late in a
  // long script costs no more than an early one.
  [[nodiscard]] std::span<const std::uint32_t> open_steps_on(std::uint16_t route);

  // Requests that no step took, and requests beyond the end of a script that says `after: fail`.
  void count_unmatched() { unmatched_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t unmatched() const {
    return unmatched_.load(std::memory_order_relaxed);
  }
  void count_beyond_end() { beyond_end_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t beyond_end() const {
    return beyond_end_.load(std::memory_order_relaxed);
  }

  // Connections that ended before a request could come; each has an entry in the journal.
  void count_failed_handshake() { failed_handshakes_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t failed_handshakes() const {
    return failed_handshakes_.load(std::memory_order_relaxed);
  }

 private:
  void plant(const std::shared_ptr<const WorldSeed>& seed, Instant now);

  std::string id_;
  std::shared_ptr<const Script> script_;
  std::unique_ptr<Store> store_;
  Expectations expectations_;
  std::array<std::uint8_t, kSettingsMax> settings_{};
  std::vector<std::atomic<bool>> used_up_;
  std::vector<std::atomic<std::uint32_t>> first_open_;  // by list of the script; a hint, too
  std::atomic<std::uint64_t> unmatched_{0};
  std::atomic<std::uint64_t> beyond_end_{0};
  std::atomic<std::uint64_t> failed_handshakes_{0};
};

// The scenario's verdict on the client, as of now.
struct Verdict {
  bool passed = false;
  std::vector<Judgement> judgements;
  std::uint64_t requests = 0;
  std::uint64_t unmatched = 0;  // requests that no step took
  std::uint64_t failed_handshakes = 0;
};

[[nodiscard]] Verdict verdict_of(World& world);

}  // namespace fauxplane
