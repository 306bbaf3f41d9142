// The harness's side of virtual time: makes the page that the plane and the client share, says when
// time may flow, and tells where it jumped. clock_layout.h says what stands in it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/clock/clock_layout.h"
#include "simulator/domain/error.h"
#include "simulator/edge/server.h"

namespace fauxplane::contracts {

// A jump of virtual time, to the end of a wait.
struct Jump {
  std::uint64_t number = 0;  // from 1, and from 1 again after reset()
  ClockJumpKind kind = CLOCK_SLEEP;
  std::chrono::nanoseconds from{0};   // the client's steady clock before
  std::chrono::nanoseconds by{0};     // how far
  std::chrono::nanoseconds asked{0};  // how long the wait was meant to take
};

// "sleep", "poll", "condition"...
[[nodiscard]] std::string_view name_of(ClockJumpKind kind);

// Every function may be called from any thread, and none waits. A server that observes it has to
// end first.
class ClockPage : public WireObserver {
 public:
  [[nodiscard]] static Result<std::unique_ptr<ClockPage>> create();
  ClockPage(const ClockPage&) = delete;
  ClockPage& operator=(const ClockPage&) = delete;
  ~ClockPage() override;

  // What a client's environment needs, `library` being the path of libfauxplane_virtual_clock.so.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> variables(
      const std::string& library) const;

  // For a new client: time is real again, and flows. REQUIRES: the last client has ended.
  void reset();

  // While nobody waits for the client time stands still: its idle timers must not move it. Say true
  // after a call was written to it, and false before its reply is read. So there is no moment at
  // which an idle timer may: a reply that stands unread in its pipe holds time by itself.
  void let_flow(bool is_flowing);
  [[nodiscard]] bool is_flowing() const;

  // Virtual minus real.
  [[nodiscard]] std::chrono::nanoseconds offset() const;
  // Those after number `from` that are still kept, the earliest first.
  [[nodiscard]] std::vector<Jump> jumps(std::uint64_t from = 0) const;
  [[nodiscard]] std::uint64_t jumped() const;

  // How many programs of the client loaded the library, and how many connections to the plane they
  // made by way of it.
  [[nodiscard]] std::uint32_t loaded() const;
  [[nodiscard]] std::uint32_t connected() const;
  // The client waits for longer than clocks can show.
  [[nodiscard]] bool is_beyond() const;

  // Of the programs that loaded the library; some may have ended.
  [[nodiscard]] std::vector<int> processes() const;
  // Whether a thread of one of them waits for a time.
  [[nodiscard]] bool has_deadline() const;
  // Whether an answer is under way on any connection.
  [[nodiscard]] bool owes() const { return owing_.load() > 0; }

  [[nodiscard]] std::chrono::nanoseconds time_offset() override { return offset(); }
  void listening(std::uint16_t port) override;
  void looked_after(int socket, Debt debt) override;
  void closing(int socket) override;

 private:
  ClockPage(int file, ClockLayout* page) : file_(file), page_(page), ports_(CLOCK_PORTS) {}
  [[nodiscard]] std::uint16_t port_of(int socket);
  void set_debt(ClockConnection& connection, Debt debt);

  int file_;
  ClockLayout* page_;
  std::vector<std::atomic<std::uint16_t>>
      ports_;                  // of the clients, by the plane's socket; 0: unknown
  std::atomic<int> owing_{0};  // connections
};

}  // namespace fauxplane::contracts
