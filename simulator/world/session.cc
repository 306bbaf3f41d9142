#include "simulator/world/session.h"

#include <algorithm>
#include <utility>

namespace fauxplane {
namespace {

constexpr Arrival kNever = Arrival::max();

bool is_usable_id(std::string_view id) {
  return id.size() <= kSessionIdMax && std::all_of(id.begin(), id.end(), [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
         });
}

}  // namespace

Sessions::Sessions(std::shared_ptr<const Script> default_script)
    : seed_(default_script->scenario().seed) {
  Session session{.world = nullptr,
                  .created_at = SystemClock::real_now(),
                  .expires_at = Instant::max(),
                  .expires = kNever};
  session.world = std::make_shared<World>(std::string(kDefaultSession), std::move(default_script),
                                          SystemClock::steady_now(), session.created_at);
  shard_of(kDefaultSession).sessions.emplace(kDefaultSession, std::move(session));
}

std::shared_ptr<World> Sessions::find(std::string_view id, Arrival now) {
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  const auto at = shard.sessions.find(id);
  return at == shard.sessions.end() || at->second.expires <= now ? nullptr : at->second.world;
}

std::optional<Session> Sessions::describe(std::string_view id, Arrival now) {
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  const auto at = shard.sessions.find(id);
  if (at == shard.sessions.end() || at->second.expires <= now) return std::nullopt;
  return at->second;
}

Result<Session> Sessions::create(const SessionRequest& request) {
  if (!is_usable_id(request.id)) {
    return tl::unexpected(Error{
        "invalid_session_id",
        "a session id has at most " + std::to_string(kSessionIdMax) + " letters, digits, _ and -"});
  }
  const Arrival now = SystemClock::steady_now() + request.time_offset;
  if (count_.load() >= kSessionsMax) erase_expired(now);
  if (count_.fetch_add(1) >= kSessionsMax) {
    count_.fetch_sub(1);
    return tl::unexpected(
        Error{"too_many_sessions", "there are " + std::to_string(kSessionsMax) +
                                       " sessions; delete one with DELETE /_sim/sessions/{id}"});
  }
  std::string id = request.id;
  if (id.empty()) id = "s" + random_hex(seed_, "session", made_.fetch_add(1), 12);
  const Instant real_now =
      SystemClock::real_now() + std::chrono::ceil<Duration>(request.time_offset);
  Session session{.world = std::make_shared<World>(id, request.script, now, real_now),
                  .created_at = real_now,
                  .expires_at = real_now + request.time_to_live,
                  .expires = now + request.time_to_live};
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  // Worlds that nobody asks for again must not pile up, nor cost each new one a look at all others.
  if (shard.sessions.size() >= shard.sweep_at) {
    erase_expired(shard, now);
    shard.sweep_at = std::max<std::size_t>(4, 2 * shard.sessions.size());
  }
  const auto at = shard.sessions.find(id);
  if (at != shard.sessions.end() && at->second.expires <= now) {
    shard.sessions.erase(at);
    count_.fetch_sub(1);
  }
  if (!shard.sessions.try_emplace(id, session).second) {
    count_.fetch_sub(1);
    return tl::unexpected(
        Error{"session_exists",
              "there is a session \"" + id + "\" already; delete it first or leave the id out"});
  }
  return session;
}

bool Sessions::reset(std::string_view id) {
  const Arrival now = SystemClock::steady_now();
  const auto session = describe(id, now);
  if (!session) return false;
  auto world = std::make_shared<World>(std::string(id), session->world->script(), now,
                                       SystemClock::real_now());
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  const auto at = shard.sessions.find(id);
  if (at == shard.sessions.end()) return false;
  at->second.world = std::move(world);
  return true;
}

bool Sessions::erase(std::string_view id) {
  if (id == kDefaultSession) return false;
  Shard& shard = shard_of(id);
  const std::lock_guard lock(shard.mutex);
  const auto at = shard.sessions.find(id);
  if (at == shard.sessions.end()) return false;
  shard.sessions.erase(at);
  count_.fetch_sub(1);
  return true;
}

void Sessions::erase_expired(Shard& shard, Arrival now) {
  count_.fetch_sub(std::erase_if(shard.sessions,
                                 [now](const auto& entry) { return entry.second.expires <= now; }));
}

void Sessions::erase_expired(Arrival now) {
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    erase_expired(shard, now);
  }
}

std::size_t Sessions::count_live(Arrival now) {
  erase_expired(now);
  return count();
}

std::vector<Session> Sessions::list(Arrival now) {
  erase_expired(now);
  std::vector<Session> sessions;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const auto& [id, session] : shard.sessions) sessions.push_back(session);
  }
  std::sort(sessions.begin(), sessions.end(), [](const Session& left, const Session& right) {
    return left.world->id() < right.world->id();
  });
  return sessions;
}

}  // namespace fauxplane
