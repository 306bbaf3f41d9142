#include "simulator/cli/stage.h"

#include <utility>

#include "simulator/cli/command_line.h"
#include "simulator/world/clock.h"

namespace fauxplane {
namespace {

Request at_other_port(Request request) {
  request.is_at_other_port = true;
  return request;
}

}  // namespace

Stage::Stage(std::vector<ServiceWorld> worlds) : scripts_(std::move(worlds)) {}

Stage::~Stage() {
  stop(Duration{0});
}

tl::expected<std::unique_ptr<Stage>, StageFailure> Stage::open(const StageOptions& options) {
  auto worlds = built_in_worlds();
  if (!worlds) {
    return tl::unexpected(StageFailure{.status = kCouldNot, .complaints = worlds.error()});
  }
  auto stage = std::make_unique<Stage>(*std::move(worlds));
  const auto script =
      find_script(stage->scripts_,
                  {.scenario = options.scenario, .service = options.service, .seed = options.seed});
  if (!script) {
    return tl::unexpected(StageFailure{.status = kBadInput, .complaints = script.error()});
  }
  stage->site_ = std::make_unique<Site>(stage->scripts_, *script);
  stage->site_->set_admin_token(options.admin_token);
  ServerOptions server = options.server;
  server.fates = (*script)->scenario().connections.fates;
  auto tls = set_up_tls({.flags = options.tls,
                         .scenario = (*script)->scenario().tls,
                         .host = options.server.host,
                         .now = SystemClock::real_now()});
  if (!tls) {
    return tl::unexpected(
        StageFailure{.status = tls.error().status, .complaints = {tls.error().sentence}});
  }
  stage->tls_ = *std::move(tls);
  stage->note_ = options.note;
  server.tls = stage->tls_.context;
  const auto listening = stage->listen(server);
  if (!listening) {
    return tl::unexpected(
        StageFailure{.status = kCouldNot, .complaints = {listening.error().message}});
  }
  return stage;
}

// With port 0 the origin is known only once the server is up, when the first request may already
// be there. Handlers therefore wait for it; later that costs them one load.
RequestHandler Stage::handler(bool is_at_other_port) {
  return {.answer =
              [this, is_at_other_port](const Request& request, Reply& reply) {
                wait_for_origin();
                if (!is_at_other_port) return site_->answer(request, reply);
                site_->answer(at_other_port(request), reply);
              },
          .refuse =
              [this](const Refusal& refusal, Reply& reply) {
                wait_for_origin();
                site_->refuse(refusal, reply);
              },
          .answers_early =
              [this, is_at_other_port](const Request& request) {
                wait_for_origin();
                if (!is_at_other_port) return site_->answers_early(request);
                return site_->answers_early(at_other_port(request));
              },
          .handshake_failed =
              [this](const HandshakeFailure& failure) {
                wait_for_origin();
                report(failure);
              }};
}

Result<void> Stage::listen(const ServerOptions& options) {
  auto server = Server::start(options, handler(false));
  if (!server) return tl::unexpected(server.error());
  server_ = *std::move(server);
  const bool has_tls = options.tls != nullptr;
  std::string origin = origin_of(options.host, server_->port(), has_tls);
  site_->set_client_origin(origin);
  if (script().scenario().connections.are_refused) {
    auto refusing = RefusingPort::open();
    if (!refusing) return tl::unexpected(refusing.error());
    refusing_ = *std::move(refusing);
    site_->set_client_origin(origin_of("127.0.0.1", refusing_->port(), has_tls));
  }
  site_->set_origin(std::move(origin));
  site_->set_other_port([this, options] { return listen_at_other_port(options); });
  if (auto prepared = site_->prepare(script()); !prepared) return prepared;
  has_origin_.store(true, std::memory_order_release);
  has_origin_.notify_all();
  return {};
}

Result<std::uint16_t> Stage::listen_at_other_port(ServerOptions options) {
  options.port = 0;
  options.threads = 1;
  options.fates.clear();
  auto server = Server::start(options, handler(true));
  if (!server) return tl::unexpected(server.error());
  other_server_ = *std::move(server);
  return other_server_->port();
}

void Stage::report(const HandshakeFailure& failure) {
  site_->handshake_failed(failure);
  if (note_) {
    note_("TLS handshake failed on connection " + std::to_string(failure.connection) + ": " +
          failure.reason);
  }
}

std::shared_ptr<World> Stage::world() {
  return site_->sessions().find(kDefaultSession, SystemClock::steady_now());
}

void Stage::stop(Duration grace) {
  if (!server_) return;
  server_->stop(grace);
  server_.reset();  // from here on nobody opens the other one
  if (!other_server_) return;
  other_server_->stop(grace);
  other_server_.reset();
}

std::string origin_of(const std::string& host, std::uint16_t port, bool has_tls) {
  std::string name = host;
  if (host == "0.0.0.0") name = "127.0.0.1";
  if (host == "::") name = "::1";
  if (name.find(':') != std::string::npos) name = "[" + name + "]";
  return (has_tls ? "https://" : "http://") + name + ":" + std::to_string(port);
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

}  // namespace fauxplane
