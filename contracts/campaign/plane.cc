#include "contracts/campaign/plane.h"

#include <utility>

#include "contracts/model/contract.h"
#include "simulator/pipeline/wire_plan.h"
#include "simulator/scenario/library.h"
#include "simulator/services/services.h"
#include "simulator/world/clock.h"

namespace fauxplane::contracts {
namespace {

// A client under virtual time is away for years without a second going by, and the other way round.
constexpr Duration kLife = std::chrono::hours{24 * 365 * 80};

ServerLimits patient_limits() {
  constexpr Duration kLong = std::chrono::hours{24};
  ServerLimits limits;
  limits.head_timeout = kLong;
  limits.body_timeout = kLong;
  limits.idle_timeout = kLong;
  limits.answer_timeout = kLong;
  limits.body_bytes_max = 64U << 20U;
  return limits;
}

std::string_view within_session(const Request& request) {
  constexpr std::string_view kPrefix = "/_s/";
  std::string_view target = request.target;
  if (!target.starts_with(kPrefix)) return target;
  const std::size_t end = target.find('/', kPrefix.size());
  return end == std::string_view::npos ? std::string_view() : target.substr(end);
}

std::string_view session_of(const Request& request) {
  constexpr std::string_view kPrefix = "/_s/";
  if (!request.path.starts_with(kPrefix)) return {};
  const std::string_view rest = request.path.substr(kPrefix.size());
  return rest.substr(0, rest.find('/'));
}

// The default world of each service that clients are judged for, with a key of our own.
Result<std::vector<ServiceWorld>> worlds_of_contracts() {
  std::vector<ServiceWorld> worlds;
  for (const Contract& contract : all_contracts()) {
    const Service& service = *find_service(contract.service);
    auto world =
        load_world(default_world_yaml(service.world_file), service.world_file, service.vocabulary);
    if (!world) {
      return tl::unexpected(Error{.code = "bad_world", .message = to_text(world.error().front())});
    }
    for (ApiKey& key : world->keys) {
      if (key.id == world->handed_out) key.secret = contract.secret;
    }
    worlds.push_back({.service = &service, .world = *std::move(world)});
  }
  return worlds;
}

}  // namespace

Result<std::unique_ptr<Plane>> Plane::open(ClockPage* page) {
  auto worlds = worlds_of_contracts();
  if (!worlds) return tl::unexpected(worlds.error());
  std::unique_ptr<Plane> plane(new Plane);
  plane->scripts_ = std::make_unique<Scripts>(*std::move(worlds));
  plane->site_ = std::make_unique<Site>(*plane->scripts_, plane->scripts_->without_script());
  plane->options_.limits = patient_limits();
  plane->connections_ = std::make_unique<OpenConnections>(page);
  plane->options_.observer = plane->connections_.get();
  auto server = Server::start(plane->options_, plane->handler(false));
  if (!server) return tl::unexpected(server.error());
  plane->server_ = *std::move(server);
  plane->site_->set_origin("http://127.0.0.1:" + std::to_string(plane->server_->port()));
  plane->site_->set_other_port([self = plane.get()] { return self->listen_at_other_port(); });
  return plane;
}

Plane::~Plane() {
  if (server_) server_->stop(Duration{0});
  if (other_server_) other_server_->stop(Duration{0});
}

RequestHandler Plane::handler(bool is_other) {
  return {
      .answer =
          [this, is_other](const Request& request, Reply& reply) {
            Request as_sent = request;
            as_sent.is_at_other_port = is_other;
            site_->answer(as_sent, reply);
            note(as_sent, reply);
          },
      .refuse =
          [this](const Refusal& refusal, Reply& reply) {
            site_->refuse(refusal, reply);
            note(refusal);
          },
      .answers_early = [this](const Request& request) { return site_->answers_early(request); }};
}

Result<std::uint16_t> Plane::listen_at_other_port() {
  auto server = Server::start(options_, handler(true));
  if (!server) return tl::unexpected(server.error());
  other_server_ = *std::move(server);
  return other_server_->port();
}

Result<std::shared_ptr<World>> Plane::begin(std::shared_ptr<const Script> script) {
  if (auto prepared = site_->prepare(*script); !prepared) return tl::unexpected(prepared.error());
  const std::lock_guard lock(mutex_);
  SessionRequest wanted;
  wanted.id = "t" + std::to_string(++sessions_);
  wanted.script = std::move(script);
  wanted.time_to_live = kLife;
  if (options_.observer != nullptr) wanted.time_offset = options_.observer->time_offset();
  auto session = site_->sessions().create(wanted);
  if (!session) return tl::unexpected(session.error());
  exchanges_.clear();
  world_ = session->world;
  return world_;
}

std::vector<std::string> Plane::stored_for(World& world, const std::string& end_user) {
  std::vector<std::string> texts;
  const Instant now = world.now(SystemClock::steady_now());
  for (const Tenant& tenant : world.scenario().world->tenants) {
    for (const auto& row : world.store().tenant_memories().of_user(tenant.id, end_user, now)) {
      texts.push_back(row->text);
    }
  }
  return texts;
}

void Plane::end(const World& world) {
  {
    const std::lock_guard lock(mutex_);
    world_.reset();
  }
  site_->sessions().erase(world.id());
}

Result<Addresses> Plane::addresses_of(const World& world) {
  const std::string own = site_->origin();
  if (world.scenario().connections.are_refused && !refusing_) {
    auto refusing = RefusingPort::open();
    if (!refusing) return tl::unexpected(refusing.error());
    refusing_ = *std::move(refusing);
  }
  const bool is_refused = world.scenario().connections.are_refused;
  site_->set_client_origin(is_refused ? "http://127.0.0.1:" + std::to_string(refusing_->port())
                                      : own);
  return site_->addresses_of(world);
}

std::size_t Plane::exchange_count() {
  const std::lock_guard lock(mutex_);
  return exchanges_.size();
}

std::vector<Exchange> Plane::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(exchanges_, {});
}

void Plane::note(const Request& request, const Reply& reply) {
  Exchange exchange{.connection = request.connection,
                    .on_connection = request.on_connection,
                    .arrival = request.arrival,
                    .left = request.arrival + time_to_leave(reply),
                    .method = std::string(request.method_text),
                    .target = std::string(within_session(request)),
                    .body = std::string(request.body),
                    .is_at_other_origin = origin_of(request) != Origin::kOwn,
                    .ends_untold = ends_untold(reply)};
  exchange.answer.instant =
      SystemClock::real_now() + std::chrono::duration_cast<Duration>(connections_->time_offset());
  for (const HeaderView& header : request.headers) {
    exchange.headers.emplace_back(header.name, header.value);
  }
  split_answer(reply.bytes, reply.head_size, exchange.answer);
  const std::lock_guard lock(mutex_);
  if (world_ && session_of(request) == world_->id()) {
    // Its entry is the newest but for those of requests made at the same time.
    const std::uint64_t last = world_->store().journal_size().appended;
    for (const JournalEntry& entry : world_->store().read_journal(last > 8 ? last - 8 : 0, 16)) {
      if (entry.connection != request.connection) continue;
      if (entry.on_connection != request.on_connection) continue;
      exchange.step = entry.step;
      exchange.answer.status = entry.status;
      if (entry.step != kNoStep) {
        exchange.answer.effect =
            effect_of(world_->scenario().steps[entry.step].fault, reply, entry.status);
      }
    }
  }
  exchanges_.push_back(std::move(exchange));
}

void Plane::note(const Refusal& refusal) {
  const std::lock_guard lock(mutex_);
  exchanges_.push_back({.connection = refusal.connection,
                        .on_connection = refusal.on_connection,
                        .arrival = refusal.arrival,
                        .left = refusal.arrival,
                        .body = std::string(refusal.received),
                        .unreadable = refusal.message,
                        .answer = {.status = refusal.status}});
}

}  // namespace fauxplane::contracts
