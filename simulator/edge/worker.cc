#include "simulator/edge/worker.h"

#include <pistache/peer.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace fauxplane {
namespace {

namespace polling = Pistache::Polling;

// Most requests are read by one call; larger ones by several.
constexpr std::size_t kInputBytes = 64U << 10U;
// Of one round: more would wait for one another longer, and fewer save less.
constexpr std::size_t kAnswersAtOnce = 16;
constexpr Duration kSweepIntervalMax{500};
constexpr Duration kSweepIntervalMin{5};

// Tells its worker of new peers; Pistache calls nothing else of it, as the worker reads by itself.
class Greeter : public Pistache::Tcp::Handler {
 public:
  void onInput(const char* /*bytes*/, std::size_t /*size*/,
               const std::shared_ptr<Pistache::Tcp::Peer>& /*peer*/) override {}
  void onConnection(const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
    static_cast<Worker*>(transport())->on_connection(peer->fd());
  }
  [[nodiscard]] std::shared_ptr<Pistache::Tcp::Handler> clone() const override {
    return std::make_shared<Greeter>();
  }
};

Arrival steady_now() {
  return std::chrono::steady_clock::now();
}

// A quarter of the shortest timeout, within bounds: deadlines are met about.
Duration sweep_interval_of(const ServerLimits& limits) {
  const Duration shortest = std::min({limits.head_timeout, limits.body_timeout, limits.idle_timeout,
                                      limits.answer_timeout, limits.linger_timeout});
  return std::clamp(shortest / 4, kSweepIntervalMin, kSweepIntervalMax);
}

}  // namespace

Worker::Worker(std::shared_ptr<Workshop> workshop)
    : Transport(std::make_shared<Greeter>()),
      workshop_(std::move(workshop)),
      input_(kInputBytes),
      desk_{.handler = workshop_->handler,
            .limits = workshop_->limits,
            .input = input_,
            .headers = headers_,
            .reply = reply_,
            .tls = workshop_->tls.get()},
      sweep_interval_(sweep_interval_of(workshop_->limits)) {}

Worker::~Worker() {
  if (timer_ >= 0) ::close(timer_);
  if (wake_ >= 0) ::close(wake_);
}

std::shared_ptr<Pistache::Tcp::Handler> Worker::make_handler() {
  return std::make_shared<Greeter>();
}

std::shared_ptr<Pistache::Aio::Handler> Worker::clone() const {
  auto worker = std::make_shared<Worker>(workshop_);
  const std::lock_guard lock(workshop_->mutex);
  workshop_->workers.push_back(worker.get());
  return worker;
}

void Worker::registerPoller(polling::Epoll& poller) {
  Transport::registerPoller(poller);
  timer_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  for (const int own : {timer_, wake_}) {
    poller.addFd(own, Pistache::Flags<polling::NotifyOn>(polling::NotifyOn::Read),
                 polling::Tag(static_cast<std::uint64_t>(own)));
  }
}

void Worker::wake() const {
  const std::uint64_t one = 1;
  static_cast<void>(::write(wake_, &one, sizeof one));
}

Worker::Slot* Worker::slot_of(int socket) {
  const auto index = static_cast<std::size_t>(socket);
  return index < slots_.size() && slots_[index].connection ? &slots_[index] : nullptr;
}

void Worker::onReady(const Pistache::Aio::FdSet& ready) {
  desk_.now = steady_now();
  if (workshop_->observer != nullptr) desk_.time_offset = workshop_->observer->time_offset();
  desk_.is_stopping = workshop_->state.load(std::memory_order_relaxed) != ServerState::kRunning;
  std::vector<polling::Event> others;  // Pistache's own: new peers, mostly
  bool is_time = false;
  bool is_woken = false;
  for (const auto& entry : ready) {
    const auto number = static_cast<int>(entry.getTag().value());
    if (Slot* slot = slot_of(number)) {
      handle(entry, *slot);
      if (ready_.size() >= kAnswersAtOnce) end_round();
    } else if (number == timer_) {
      is_time = true;
    } else if (number == wake_) {
      is_woken = true;
    } else {
      others.emplace_back(entry.getTag());
      others.back().flags.setFlag(entry.isReadable() ? polling::NotifyOn::Read
                                                     : polling::NotifyOn::Write);
    }
  }
  end_round();
  if (!others.empty()) {
    try {
      Transport::onReady(Pistache::Aio::FdSet(std::move(others)));
    } catch (const std::exception&) {
      // The system had no room to watch a new socket. Its client sees no answer; the others do.
    }
    welcome();
  }
  // Last: they end connections that the events above may be about.
  if (is_time) on_timer();
  if (is_woken) on_wake();
  end_round();
}

void Worker::handle(const Pistache::Aio::FdSet::Entry& entry, Slot& slot) {
  if (entry.isWritable()) slot.connection->on_writable(desk_);
  if (entry.isReadable() || entry.isHangup()) slot.connection->on_readable(desk_);
  // A peer that is gone while nothing is read or written shows only here.
  const Interest interest = slot.connection->interest(desk_.limits);
  if (entry.isHangup() && !interest.read && !interest.write) slot.connection->abort();
  look_after(slot);
}

void Worker::end_round() {
  // One that is sent may make the next ready.
  for (std::size_t at = 0; at < ready_.size(); ++at) {
    Slot* slot = slot_of(ready_[at]);
    if (slot == nullptr) continue;
    slot->connection->on_round_end(desk_);
    look_after(*slot);
  }
  ready_.clear();
}

void Worker::on_connection(int socket) {
  const auto index = static_cast<std::size_t>(socket);
  if (index >= slots_.size()) slots_.resize(index + 1);
  send_without_delay(socket);
  const std::uint64_t number = workshop_->accepted->fetch_add(1) + 1;
  // Asked now, since many may come at once: the first of them have their places.
  const bool has_place = workshop_->places.fetch_add(1) < desk_.limits.connections_max;
  if (!has_place) workshop_->places.fetch_sub(1);
  slots_[index] = {.connection = std::make_unique<Connection>(socket, number, desk_),
                   .has_place = has_place};
  ++count_;
  workshop_->open.fetch_add(1);
  workshop_->gate.on_opened(socket);
  fresh_.push_back(socket);
}

// By now Pistache watches the new sockets, edge triggered; level triggered, one call reads one
// request.
void Worker::welcome() {
  for (const int socket : std::exchange(fresh_, {})) {
    Slot* slot = slot_of(socket);
    if (slot == nullptr) continue;
    if (!slot->has_place) slot->connection->turn_away(desk_);
    const std::uint64_t number = slot->connection->number();
    if (number <= workshop_->fates.size()) {
      slot->connection->meet(workshop_->fates[number - 1], desk_);
    }
    look_after(*slot);
  }
  if (count_ > 0 && next_sweep_ == kNever) {
    next_sweep_ = desk_.now + sweep_interval_;
    arm(next_sweep_);
  }
}

// Does what the connection wants after a call: closes it, watches for something else, remembers its
// time.
void Worker::look_after(Slot& slot) {
  Connection& connection = *slot.connection;
  if (desk_.is_stopping) connection.on_stop(desk_);
  if (connection.phase() == Phase::kEnded) return end(slot);
  if (connection.phase() == Phase::kReady) ready_.push_back(connection.socket());
  const Interest interest = connection.interest(desk_.limits);
  if (interest != slot.watched) {
    slot.watched = interest;
    using polling::NotifyOn;
    const NotifyOn wanted = interest.read && interest.write ? NotifyOn::Read | NotifyOn::Write
                            : interest.write                ? NotifyOn::Write
                            : interest.read                 ? NotifyOn::Read
                                                            : NotifyOn::Hangup;
    reactor()->modifyFd(key(), connection.socket(), wanted,
                        polling::Tag(static_cast<std::uint64_t>(connection.socket())));
  }
  if (connection.due() < slot.due) {
    slot.due = connection.due();
    dues_.push({.at = slot.due, .socket = connection.socket(), .number = connection.number()});
    arm(slot.due);
  }
  if (workshop_->observer != nullptr) {
    workshop_->observer->looked_after(connection.socket(), connection.debt());
  }
}

void Worker::end(Slot& slot) {
  const int socket = slot.connection->socket();
  if (slot.has_place) workshop_->places.fetch_sub(1);
  if (workshop_->observer != nullptr) workshop_->observer->closing(socket);
  slot = {};
  --count_;
  const auto peer = peers.find(socket);
  if (peer != peers.end()) {
    const std::shared_ptr<Pistache::Tcp::Peer> kept = peer->second;
    removePeer(kept);  // closes the socket, too
  }
  workshop_->gate.on_closed();
  if (workshop_->open.fetch_sub(1) == 1 && desk_.is_stopping) {
    const std::lock_guard lock(workshop_->mutex);
    workshop_->changed.notify_all();
  }
}

template <class Visit>
void Worker::for_each_connection(Visit visit) {
  for (std::size_t index = 0; index < slots_.size(); ++index) {
    if (slots_[index].connection) visit(slots_[index]);
  }
}

void Worker::arm(Arrival at) {
  if (at >= armed_) return;
  armed_ = at;
  const auto since = at.time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
  itimerspec when{};
  when.it_value.tv_sec = seconds.count();
  when.it_value.tv_nsec = std::max<std::int64_t>(1, (since - seconds).count());
  ::timerfd_settime(timer_, TFD_TIMER_ABSTIME, &when, nullptr);
}

void Worker::on_timer() {
  std::uint64_t expirations = 0;
  static_cast<void>(::read(timer_, &expirations, sizeof expirations));
  armed_ = kNever;
  while (!dues_.empty() && dues_.top().at <= desk_.now) {
    const Due due = dues_.top();
    dues_.pop();
    Slot* slot = slot_of(due.socket);
    if (slot == nullptr || slot->connection->number() != due.number) continue;
    slot->due = kNever;
    slot->connection->on_time(desk_);
    look_after(*slot);
  }
  if (next_sweep_ <= desk_.now) {
    for_each_connection([this](Slot& slot) {
      if (slot.connection->deadline() > desk_.now) return;
      slot.connection->on_time(desk_);
      look_after(slot);
    });
    next_sweep_ = count_ > 0 ? desk_.now + sweep_interval_ : kNever;
  }
  if (!dues_.empty()) arm(dues_.top().at);
  if (next_sweep_ != kNever) arm(next_sweep_);
}

void Worker::on_wake() {
  std::uint64_t count = 0;
  static_cast<void>(::read(wake_, &count, sizeof count));
  const bool is_aborting =
      workshop_->state.load(std::memory_order_relaxed) == ServerState::kAborting;
  for_each_connection([&](Slot& slot) {
    if (is_aborting) slot.connection->abort();
    look_after(slot);
  });
  const std::lock_guard lock(workshop_->mutex);
  ++workshop_->obeyed;
  workshop_->changed.notify_all();
}

}  // namespace fauxplane
