// How an answer leaves: at once, in pieces, late or not to its end, and what becomes of the
// connection then.
#include <algorithm>

#include "simulator/edge/connection.h"

namespace fauxplane {
namespace {

// Between two looks whether the last bytes have arrived.
constexpr Duration kArrivalPause{1};
// Longer delays would overflow the clock; nobody sees the end of this one.
constexpr Duration kDelayMax = std::chrono::hours(24 * 365);
// Memory for an answer that a connection keeps for its next one; most need less.
constexpr std::size_t kKeptAnswerBytesMax = 4U << 10U;

}  // namespace

// Takes the answer on the desk and begins what the script wants of it; one of which nothing is
// wanted is ready.
void Connection::perform(bool keep_alive, Desk& desk) {
  wire_ = desk.reply.wire;
  const bool is_last = !keep_alive || desk.reply.close_after || desk.reply.bytes.empty();
  if (wire_.ending == Ending::kKeep && is_last) wire_.ending = Ending::kFinish;
  output_.swap(desk.reply.bytes);
  is_cut_ = wire_.is_cut || output_.empty() || wire_.size < output_.size();
  if (wire_.size < output_.size()) output_.resize(wire_.size);
  written_ = 0;
  const bool is_paced =
      wire_.delay > Duration{0} || wire_.stall > Duration{0} || wire_.piece_size != Wire::kAll;
  if (wire_.delay > Duration{0}) return pause(wire_.delay, desk);
  if (is_paced) return begin_piece(desk);
  piece_end_ = output_.size();
  phase_ = Phase::kReady;
}

void Connection::send_ready(Desk& desk) {
  if (phase_ == Phase::kReady) send_piece(desk);
}

void Connection::pause(Duration time, const Desk& desk) {
  phase_ = Phase::kDelayed;
  due_ = desk.now + std::min(time, kDelayMax);
  deadline_ = kNever;
}

// What leaves before the next pause.
void Connection::begin_piece(Desk& desk) {
  if (wire_.stall_at == written_) {
    wire_.stall_at = Wire::kAll;
    is_stalling_ = true;
    return pause(wire_.stall, desk);
  }
  const std::size_t rest = output_.size() - written_;
  piece_end_ = std::min(written_ + std::min(rest, wire_.piece_size), wire_.stall_at);
  send_piece(desk);
}

void Connection::send_piece(Desk& desk) {
  if (written_ < piece_end_) {
    const std::string_view piece(output_.data() + written_, piece_end_ - written_);
    const Sent sent = channel_.send(piece);
    if (sent.broken) return abort();
    written_ += sent.bytes;
    if (sent.bytes < piece.size()) {
      if (sent.bytes > 0 || phase_ != Phase::kWriting) {
        deadline_ = desk.now + desk.limits.answer_timeout;
      }
      phase_ = Phase::kWriting;
      return;
    }
  }
  if (written_ == wire_.stall_at) return begin_piece(desk);
  if (written_ == output_.size()) return conclude(desk);
  pause(wire_.pause, desk);
}

void Connection::on_round_end(Desk& desk) {
  if (phase_ != Phase::kReady) return;
  send_ready(desk);
  go_on(desk);
}

void Connection::on_writable(Desk& desk) {
  if (phase_ == Phase::kHandshaking) return on_readable(desk);
  if (phase_ != Phase::kWriting) return;
  send_piece(desk);
  go_on(desk);
}

// With what came while the answer was leaving.
void Connection::go_on(Desk& desk) {
  if (phase_ == Phase::kReading && !buffer_.empty()) serve_buffer(desk);
  if (channel_.holds_bytes()) on_readable(desk);
}

// The answer has left.
void Connection::conclude(Desk& desk) {
  output_.clear();
  if (output_.capacity() > kKeptAnswerBytesMax) output_.shrink_to_fit();
  due_ = kNever;
  if (wire_.ending != Ending::kKeep && !wire_.ends_at_next) return end(desk);
  phase_ = Phase::kReading;
  deadline_ = desk.now + (is_answered_ ? desk.limits.body_timeout : desk.limits.idle_timeout);
  if (peer_ended_ && buffer_.empty()) close();
}

void Connection::end(Desk& desk) {
  if (wire_.ending == Ending::kReset) return reset(desk);
  finish(desk);
  if (wire_.ending == Ending::kHalfClose && phase_ == Phase::kFinishing && !desk.is_stopping) {
    deadline_ = desk.now + desk.limits.idle_timeout;
  }
}

// A stream that ends in the middle of an answer ends without a word of TLS, as one that was cut
// does (RFC 8446 6.1).
void Connection::finish(const Desk& desk) {
  if (!is_cut_ && !channel_.say_goodbye()) {
    // The socket is full: conclude() comes here again when it is not.
    wire_ = {.ending = wire_.ending == Ending::kHalfClose ? Ending::kHalfClose : Ending::kFinish};
    written_ = piece_end_ = 0;
    phase_ = Phase::kWriting;
    deadline_ = desk.now + desk.limits.answer_timeout;
    return;
  }
  if (peer_ended_) return abort();
  channel_.become_plain();
  send_end_of_stream(socket());
  phase_ = Phase::kFinishing;
  deadline_ = desk.now + desk.limits.linger_timeout;
  if (desk.is_stopping) leave(desk);
}

// When the server stops, a peer that has got everything is not waited for.
void Connection::leave(const Desk& desk) {
  due_ = desk.now + kArrivalPause;
  if (all_confirmed(socket())) abort();
}

// At once, but not without a word.
void Connection::close() {
  const bool is_owed = phase_ == Phase::kDelayed;
  if (!is_cut_ && !is_owed) static_cast<void>(channel_.say_goodbye());
  abort();
}

// A RST overtakes what the peer has not got yet, so it waits for that, as long as for one that does
// not take its answer.
void Connection::reset(const Desk& desk) {
  const bool is_first = phase_ != Phase::kResetting;
  if (is_first) deadline_ = desk.now + desk.limits.answer_timeout;
  phase_ = Phase::kResetting;
  due_ = desk.now + kArrivalPause;
  if (!all_confirmed(socket()) && desk.now < deadline_) return;
  reset_on_close(socket());
  abort();
}

}  // namespace fauxplane
