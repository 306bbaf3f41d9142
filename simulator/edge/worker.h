// A worker: one thread with its connections. Pistache hands it new sockets and wakes it when one of
// them, its timer or its wake-up is ready; what happens on a connection is connection.h.
#pragma once

#include <pistache/transport.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <queue>
#include <vector>

#include "simulator/edge/accept_gate.h"
#include "simulator/edge/connection.h"

namespace fauxplane {

class Worker;

enum class ServerState : std::uint8_t { kRunning, kStopping, kAborting };

// What the workers of one server share. Only the counters are touched while requests are answered.
struct Workshop {
  RequestHandler handler;
  ServerLimits limits;
  std::vector<ConnectionFate> fates{};  // by number of the connection, from 1
  std::shared_ptr<const TlsContext> tls{};
  std::atomic<ServerState> state{ServerState::kRunning};
  AcceptGate gate{};
  std::atomic<std::size_t> open{0};                        // connections
  std::atomic<std::size_t> places{0};                      // those of them that are not turned away
  std::shared_ptr<std::atomic<std::uint64_t>> accepted{};  // as in ServerOptions
  WireObserver* observer = nullptr;                        // likewise
  std::mutex mutex;                                        // guards what follows
  std::condition_variable changed{};
  std::vector<Worker*> workers{};  // owned by the listener's reactor
  std::size_t obeyed = 0;          // workers that have acted on `state`
};

class Worker : public Pistache::Tcp::Transport {
 public:
  explicit Worker(std::shared_ptr<Workshop> workshop);
  ~Worker() override;
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // What a listener wants to have; its worker reads by itself.
  [[nodiscard]] static std::shared_ptr<Pistache::Tcp::Handler> make_handler();

  // From any thread: has the worker look at the state of the workshop.
  void wake() const;

  // The reactor makes one of these for each of its threads.
  [[nodiscard]] std::shared_ptr<Pistache::Aio::Handler> clone() const override;
  void registerPoller(Pistache::Polling::Epoll& poller) override;
  void onReady(const Pistache::Aio::FdSet& ready) override;

  // On the worker's own thread, before the socket is watched.
  void on_connection(int socket);

 private:
  struct Due {
    Arrival at;
    int socket;
    std::uint64_t number;  // the socket may belong to another connection by then
    friend bool operator>(const Due& left, const Due& right) { return left.at > right.at; }
  };
  struct Slot {
    std::unique_ptr<Connection> connection{};
    Interest watched{};
    bool has_place = false;  // false: it is one too many
    Arrival due = kNever;    // the earliest in the queue
  };

  void handle(const Pistache::Aio::FdSet::Entry& entry, Slot& slot);
  void welcome();
  void look_after(Slot& slot);
  void end_round();
  void end(Slot& slot);
  void on_timer();
  void on_wake();
  void arm(Arrival at);
  [[nodiscard]] Slot* slot_of(int socket);
  template <class Visit>
  void for_each_connection(Visit visit);

  std::shared_ptr<Workshop> workshop_;
  std::vector<char> input_;
  std::vector<HeaderView> headers_;
  Reply reply_;
  Desk desk_;
  std::vector<Slot> slots_;  // by socket
  std::vector<int> fresh_;   // accepted, and not watched yet
  std::vector<int> ready_;   // sockets whose answer leaves at the end of the round
  std::priority_queue<Due, std::vector<Due>, std::greater<>> dues_;
  Duration sweep_interval_;
  Arrival next_sweep_ = kNever;  // of deadlines
  Arrival armed_ = kNever;
  std::size_t count_ = 0;  // of this worker's connections
  int timer_ = -1;
  int wake_ = -1;
};

}  // namespace fauxplane
