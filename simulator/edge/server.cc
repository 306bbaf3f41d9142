#include "simulator/edge/server.h"

#include <pistache/listener.h>
#include <sys/resource.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "simulator/edge/listening_socket.h"
#include "simulator/edge/worker.h"

namespace fauxplane {
namespace {

namespace tcp = Pistache::Tcp;

// Descriptors that are not connections: the program's own, and sockets between accept and 503.
constexpr std::size_t kSpareDescriptors = 128;
// How many connections may wait to be accepted; the system allows fewer if it wants to.
constexpr int kBacklog = 4096;
// How long stop() may take beyond its grace, for a step that takes no time unless a handler hangs.
constexpr Duration kStepTimeout{2'000};
// Longer waits would overflow the clock.
constexpr Duration kGraceMax = std::chrono::hours(24 * 365);

// Raises the limit of open files as far as the system lets us, and returns how many connections
// that allows.
std::size_t allowed_connections() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return SIZE_MAX;
  if (files.rlim_cur < files.rlim_max) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    ::getrlimit(RLIMIT_NOFILE, &files);
  }
  return files.rlim_cur > 2 * kSpareDescriptors ? files.rlim_cur - kSpareDescriptors
                                                : files.rlim_cur / 2;
}

std::string bracketed(const std::string& host) {
  const bool is_bare_ipv6 = host.find(':') != std::string::npos && !host.starts_with('[');
  return is_bare_ipv6 ? "[" + host + "]" : host;
}

class PistacheServer : public Server {
 public:
  explicit PistacheServer(std::shared_ptr<Workshop> workshop) : workshop_(std::move(workshop)) {}
  ~PistacheServer() override { PistacheServer::stop(Duration{0}); }
  PistacheServer(const PistacheServer&) = delete;
  PistacheServer& operator=(const PistacheServer&) = delete;

  // Throws what Pistache throws when the address can not be bound.
  void open(const ServerOptions& options) {
    listener_ = std::make_unique<tcp::Listener>(
        Pistache::Address(bracketed(options.host), Pistache::Port(options.port)));
    listener_->init(static_cast<std::size_t>(options.threads),
                    Pistache::Flags<tcp::Options>(tcp::Options::ReuseAddr) |
                        Pistache::Flags<tcp::Options>(tcp::Options::CloseOnExec),
                    "fauxplane", kBacklog);
    listener_->setTransportFactory(
        [workshop = workshop_] { return std::make_shared<Worker>(workshop); });
    listener_->setHandler(Worker::make_handler());
    listener_->bind();
    port_ = listener_->getPort();
    if (options.observer != nullptr) options.observer->listening(port_);
    listening_ = find_listening_socket(port_);
    workshop_->gate.guard(listening_);
    listener_->runThreaded();
  }

  [[nodiscard]] std::uint16_t port() const override { return port_; }

  void stop(Duration grace) override {
    if (!listener_) return;
    // Until here connections were accepted; those are answered, and later ones are refused.
    workshop_->state.store(ServerState::kStopping);
    await_accepted(listening_, kStepTimeout);
    stop_listening(std::exchange(listening_, -1));
    end_connections(ServerState::kStopping, grace);
    end_connections(ServerState::kAborting, kStepTimeout);
    listener_.reset();  // joins its threads
  }

 private:
  // Tells the workers, and waits until no connection is open.
  void end_connections(ServerState state, Duration patience) {
    std::unique_lock lock(workshop_->mutex);
    workshop_->state.store(state);
    workshop_->obeyed = 0;
    for (const Worker* worker : workshop_->workers) worker->wake();
    workshop_->changed.wait_for(lock, kStepTimeout,
                                [this] { return workshop_->obeyed == workshop_->workers.size(); });
    workshop_->changed.wait_for(lock, std::clamp(patience, Duration{0}, kGraceMax),
                                [this] { return workshop_->open.load() == 0; });
  }

  std::shared_ptr<Workshop> workshop_;
  std::unique_ptr<tcp::Listener> listener_;
  std::uint16_t port_ = 0;
  int listening_ = -1;  // the listener's socket
};

Error cannot_listen(const ServerOptions& options, const std::string& why) {
  const std::string where = bracketed(options.host) + ":" + std::to_string(options.port);
  std::string message = "cannot listen on " + where + ": ";
  if (why.find("in use") != std::string::npos) {
    message += "the port is in use; choose another with --port, or --port 0 for any free one";
  } else if (why.find("ermission") != std::string::npos) {
    message += "permission denied; ports below 1024 need root, choose another with --port";
  } else {
    message += why + "; choose an address of this machine with --host";
  }
  return {.code = "cannot_listen", .message = std::move(message)};
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options,
                                              RequestHandler handler) {
  auto workshop = std::make_shared<Workshop>();
  workshop->handler = std::move(handler);
  workshop->limits = options.limits;
  workshop->fates = options.fates;
  workshop->accepted = options.accepted;
  workshop->tls = options.tls;
  workshop->observer = options.observer;
  workshop->limits.connections_max =
      std::min(options.limits.connections_max, allowed_connections());
  try {
    auto server = std::make_unique<PistacheServer>(std::move(workshop));
    server->open(options);
    return server;
  } catch (const std::exception& failure) {
    return tl::unexpected(cannot_listen(options, failure.what()));
  }
}

}  // namespace fauxplane
