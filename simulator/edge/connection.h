// One connection: its unread bytes, the answer that is leaving, and what it waits for. It reads and
// answers one request after the other, on its worker's thread only. It never closes its socket:
// after every call the worker looks at phase(), interest() and due(), and acts on them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/edge/channel.h"
#include "simulator/edge/request_reader.h"
#include "simulator/edge/server.h"

namespace fauxplane {

enum class Phase : std::uint8_t {
  kHandshaking,  // TLS is being agreed on
  kReading,      // a request is awaited or arriving
  kReady,        // an answer leaves at the end of the round
  kDelayed,      // an answer, or what is left of it, waits for its time
  kWriting,      // an answer is leaving, and the socket is full
  kFinishing,    // our end of the stream was sent; what still comes is dropped
  kResetting,    // the bytes before the RST have not all arrived
  kEnded,        // close it
};

struct Interest {
  bool read = false;
  bool write = false;
  friend bool operator==(const Interest&, const Interest&) = default;
};

// What a connection borrows from its worker for one call. Buffers are reused from request to
// request.
struct Desk {
  const RequestHandler& handler;
  const ServerLimits& limits;
  std::span<char> input;
  std::vector<HeaderView>& headers;
  Reply& reply;
  const TlsContext* tls = nullptr;  // nullptr: connections are plain
  Arrival now{};
  std::chrono::nanoseconds time_offset{0};  // of the observer; for arrivals, not for deadlines
  bool is_stopping = false;                 // answers what is there, then ends
};

inline constexpr Arrival kNever = Arrival::max();

class Connection {
 public:
  // `number` counts the connections of the process from 1.
  Connection(int socket, std::uint64_t number, const Desk& desk);

  void on_readable(Desk& desk);
  void on_writable(Desk& desk);
  // Sends the answer that is ready. A worker writes several answers before it sends them: what it
  // does again at once is in the caches still, and their client is woken once.
  void on_round_end(Desk& desk);
  // Does what is due or too late at `desk.now`.
  void on_time(Desk& desk);
  // While the server stops, after every other call: ends what has nothing to wait for.
  void on_stop(Desk& desk);
  // There are too many connections: says so and ends.
  void turn_away(Desk& desk);
  // What the script does to it before anything is read.
  void meet(ConnectionFate fate, const Desk& desk);
  // Ends it at once, whatever it is at.
  void abort() { phase_ = Phase::kEnded; }

  [[nodiscard]] int socket() const { return channel_.socket(); }
  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] Interest interest(const ServerLimits& limits) const;
  [[nodiscard]] Debt debt() const;
  // When on_time() is wanted to the millisecond; kNever for not at all.
  [[nodiscard]] Arrival due() const { return due_; }
  // When on_time() is wanted, about.
  [[nodiscard]] Arrival deadline() const { return deadline_; }

 private:
  // connection_tls.cc: up to the first byte of a request.
  void shake_hands(Desk& desk);
  void begin_reading(Desk& desk);
  void refuse_plain(Desk& desk);
  void fail_handshake(std::string reason, Desk& desk);
  void report_silent_leave(const Desk& desk) const;

  void take(std::string_view bytes, Desk& desk);
  [[nodiscard]] std::string_view serve(std::string_view bytes, Desk& desk);
  void serve_buffer(Desk& desk);
  void answer(std::string_view bytes, Desk& desk);
  void refuse(int status, std::string_view message, std::string_view received, Desk& desk);
  void wait_for_more(std::string_view bytes, Desk& desk);
  void answer_early(std::string_view bytes, Desk& desk);
  [[nodiscard]] Request request_in(std::string_view bytes, Desk& desk) const;
  [[nodiscard]] static bool is_early(const Request& request, const Desk& desk);
  void on_end_of_stream(Desk& desk);

  // connection_sending.cc: from the answer on.
  void perform(bool keep_alive, Desk& desk);
  void send_ready(Desk& desk);
  void pause(Duration time, const Desk& desk);
  void begin_piece(Desk& desk);
  void send_piece(Desk& desk);
  void conclude(Desk& desk);
  void end(Desk& desk);
  void finish(const Desk& desk);
  void leave(const Desk& desk);
  void close();
  void go_on(Desk& desk);
  void reset(const Desk& desk);

  Channel channel_;
  std::uint64_t number_;
  std::string peer_;  // its IP address
  Phase phase_ = Phase::kReading;
  Wire wire_{};                  // of the answer that is leaving, or left last
  bool is_cut_ = false;          // the answer that is leaving or left last is not whole
  bool wants_write_ = false;     // to go on with the handshake
  bool is_turned_away_ = false;  // as soon as there is a way to say so
  bool peer_ended_ = false;
  bool is_stalling_ = false;
  bool waits_for_body_ = false;
  bool is_answered_ = false;    // the request whose body is still coming
  std::uint32_t requests_ = 0;  // complete ones and refused ones
  Arrival due_ = kNever;
  Arrival deadline_ = kNever;
  Arrival begun_ = kNever;  // when the first bytes of the request came
  RequestReader reader_;
  std::string buffer_;         // from the first byte of the next request on
  std::string output_;         // the answer that is leaving
  std::size_t written_ = 0;    // of output_
  std::size_t piece_end_ = 0;  // in output_
};

}  // namespace fauxplane
