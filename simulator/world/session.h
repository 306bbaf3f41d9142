// The registry of worlds: a session is a world under a name. Sessions have a time to live and a
// cap, and are found without one lock for all.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "simulator/world/world.h"

namespace fauxplane {

inline constexpr std::string_view kDefaultSession = "default";
inline constexpr Duration kSessionTimeToLive = std::chrono::hours{1};
inline constexpr Duration kSessionTimeToLiveMax = std::chrono::hours{24 * 7};
inline constexpr std::size_t kSessionsMax = 100'000;
inline constexpr std::size_t kSessionIdMax = 64;

struct Session {
  std::shared_ptr<World> world;
  Instant created_at{};  // real time
  Instant expires_at{};  // real time
  Arrival expires{};
};

// What a new session is made from.
struct SessionRequest {
  std::string id{};  // empty: one is made up
  std::shared_ptr<const Script> script{};
  Duration time_to_live = kSessionTimeToLive;
  std::chrono::nanoseconds time_offset{0};  // how far its requests arrive ahead of real time
};

class Sessions {
 public:
  // `default_script` is what the default session plays. Each session plays a script of any service.
  explicit Sessions(std::shared_ptr<const Script> default_script);

  // The session's world; nullptr when there is none or its time is up.
  [[nodiscard]] std::shared_ptr<World> find(std::string_view id, Arrival now);
  [[nodiscard]] std::optional<Session> describe(std::string_view id, Arrival now);

  // Errors: "session_exists", "too_many_sessions", "invalid_session_id".
  [[nodiscard]] Result<Session> create(const SessionRequest& request);

  // Begins the world anew from its scenario. False when there is no such session.
  bool reset(std::string_view id);
  // False when there is no such session; the default session stays.
  bool erase(std::string_view id);

  [[nodiscard]] std::vector<Session> list(Arrival now);
  // Without the default session, those whose time is up, and for as long as nobody makes another.
  [[nodiscard]] std::size_t count_live(Arrival now);
  // Those in memory, which may hold some whose time is up.
  [[nodiscard]] std::size_t count() const { return count_.load(std::memory_order_relaxed); }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Session, TextHash, std::equal_to<>> sessions;
    std::size_t sweep_at = 4;  // the size at which those whose time is up are looked for
  };

  [[nodiscard]] Shard& shard_of(std::string_view id) {
    return shards_[TextHash{}(id) % shards_.size()];
  }
  void erase_expired(Arrival now);
  void erase_expired(Shard& shard, Arrival now);  // REQUIRES: its mutex is held

  std::array<Shard, 64> shards_;
  std::atomic<std::size_t> count_{0};  // without the default session
  std::atomic<std::uint64_t> made_{0};
  Seed seed_;
};

}  // namespace fauxplane
