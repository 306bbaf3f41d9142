#include "simulator/edge/connection.h"

#include <utility>

#include "simulator/edge/request_rules.h"

namespace fauxplane {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
// A stall of that length is meant to outlast the client.
constexpr Duration kStallForGood{60'000};

}  // namespace

Connection::Connection(int socket, std::uint64_t number, const Desk& desk)
    : channel_(socket, desk.tls),
      number_(number),
      peer_(peer_address(socket)),
      phase_(desk.tls == nullptr ? Phase::kReading : Phase::kHandshaking),
      deadline_(desk.now + desk.limits.idle_timeout),
      reader_(desk.limits) {}

Interest Connection::interest(const ServerLimits& limits) const {
  switch (phase_) {
    case Phase::kHandshaking:
      return {.read = !wants_write_, .write = wants_write_};
    case Phase::kReading:
    case Phase::kReady:
    case Phase::kFinishing:
      return {.read = true, .write = false};
    case Phase::kDelayed:
      return {.read = !peer_ended_ && buffer_.size() < limits.waiting_bytes_max, .write = false};
    case Phase::kWriting:
      return {.read = false, .write = true};
    case Phase::kResetting:
    case Phase::kEnded:
      break;
  }
  return {};
}

Debt Connection::debt() const {
  switch (phase_) {
    case Phase::kDelayed:
      return is_stalling_ ? Debt::kStalled : Debt::kAnswer;
    case Phase::kWriting:
      return Debt::kBlocked;
    case Phase::kReady:
    case Phase::kResetting:
      return Debt::kAnswer;
    case Phase::kHandshaking:
    case Phase::kReading:
    case Phase::kFinishing:
    case Phase::kEnded:
      break;
  }
  return Debt::kNone;
}

void Connection::on_readable(Desk& desk) {
  if (phase_ == Phase::kHandshaking) {
    shake_hands(desk);
    if (phase_ != Phase::kReading) return;
  }
  send_ready(desk);
  while (phase_ != Phase::kEnded && interest(desk.limits).read) {
    const Received received = channel_.receive(desk.input);
    if (received.broken) return abort();
    if (received.ended) return on_end_of_stream(desk);
    if (received.bytes == 0) return;
    take({desk.input.data(), received.bytes}, desk);
    // Asked again only when there may be more; whatever comes later wakes the worker.
    if (received.bytes < desk.input.size() && !channel_.holds_bytes()) return;
    send_ready(desk);
  }
}

void Connection::take(std::string_view bytes, Desk& desk) {
  if (phase_ == Phase::kReading && buffer_.empty()) {
    // `bytes` belong to the worker: what is left of them is kept here.
    buffer_.assign(serve(bytes, desk));
  } else if (phase_ == Phase::kReading) {
    buffer_.append(bytes);
    serve_buffer(desk);
  } else if (phase_ == Phase::kDelayed) {
    buffer_.append(bytes);
  }
}

void Connection::serve_buffer(Desk& desk) {
  const std::string_view rest = serve(buffer_, desk);
  if (rest.empty()) {
    buffer_.clear();
    if (buffer_.capacity() > kKeptBytesMax) buffer_.shrink_to_fit();
    return;
  }
  const auto start = static_cast<std::size_t>(rest.data() - buffer_.data());
  buffer_.resize(start + rest.size());
  buffer_.erase(0, start);
}

// Answers the requests in `bytes` until one is incomplete or its answer takes time; returns what to
// keep.
std::string_view Connection::serve(std::string_view bytes, Desk& desk) {
  while (phase_ == Phase::kReading) {
    // The rest of a request that was answered early is no next one.
    if (wire_.ends_at_next && !reader_.begun() && !bytes.empty()) {
      end(desk);
      return {};
    }
    if (!reader_.begun()) bytes = behind_blank_lines(bytes);
    if (bytes.empty()) break;
    if (bytes == "\r") return bytes;  // the LF may follow
    if (!reader_.begun()) begun_ = desk.now;
    switch (reader_.read(bytes)) {
      case RequestReader::Outcome::kMore:
        wait_for_more(bytes, desk);
        return bytes.substr(0, reader_.size());
      case RequestReader::Outcome::kRefused:
        refuse(reader_.status(), reader_.message(), bytes, desk);
        return {};
      case RequestReader::Outcome::kComplete:
        answer(bytes, desk);
        bytes.remove_prefix(reader_.size());
        reader_.next();
        if (!bytes.empty()) send_ready(desk);
        break;
    }
  }
  const bool is_used_later = phase_ == Phase::kDelayed || phase_ == Phase::kWriting;
  return is_used_later ? bytes : std::string_view();
}

void Connection::wait_for_more(std::string_view bytes, Desk& desk) {
  if (!reader_.head_done()) {
    deadline_ = begun_ + desk.limits.head_timeout;
    return;
  }
  if (!waits_for_body_) {
    waits_for_body_ = true;
    deadline_ = desk.now + desk.limits.body_timeout;
    answer_early(bytes, desk);
    if (is_answered_) return;
  }
  if (!reader_.take_continue()) return;
  // Half a line would spoil the answer behind it.
  if (channel_.send(kContinue).bytes < kContinue.size()) abort();
}

// The request that the reader has read as far as it came.
Request Connection::request_in(std::string_view bytes, Desk& desk) const {
  Request request;
  reader_.fill(bytes, desk.headers, request);
  request.peer = peer_;
  request.arrival = desk.now + desk.time_offset;
  request.connection = number_;
  request.on_connection = requests_ + 1;
  return request;
}

bool Connection::is_early(const Request& request, const Desk& desk) {
  return desk.handler.answers_early && desk.handler.answers_early(request);
}

void Connection::answer_early(std::string_view bytes, Desk& desk) {
  Request request = request_in(bytes, desk);
  request.body = {};
  if (!is_early(request, desk)) return;
  is_answered_ = true;
  ++requests_;
  // A client that waits for "100 Continue" may send its body now, or not: nobody could tell what
  // comes next.
  if (reader_.take_continue()) request.keep_alive = false;
  desk.reply.clear();
  desk.handler.answer(request, desk.reply);
  perform(request.keep_alive, desk);
  send_ready(desk);
}

void Connection::answer(std::string_view bytes, Desk& desk) {
  waits_for_body_ = false;
  if (std::exchange(is_answered_, false)) {
    deadline_ = desk.now + desk.limits.idle_timeout;
    return;
  }
  Request request = request_in(bytes, desk);
  ++requests_;
  // An early answer knows nothing of the body, even when that came with the head.
  const std::string_view body = std::exchange(request.body, {});
  if (body.empty() || !is_early(request, desk)) {
    request.body = body;
  } else if (reader_.take_continue()) {
    request.keep_alive = false;
  }
  desk.reply.clear();
  desk.handler.answer(request, desk.reply);
  perform(request.keep_alive, desk);
}

void Connection::refuse(int status, std::string_view message, std::string_view received,
                        Desk& desk) {
  if (is_answered_) return finish(desk);
  const Refusal refusal{.status = status,
                        .message = std::string(message),
                        .received = received.substr(0, kReceivedBytesMax),
                        .arrival = desk.now + desk.time_offset,
                        .connection = number_,
                        .on_connection = ++requests_};
  desk.reply.clear();
  desk.handler.refuse(refusal, desk.reply);
  perform(false, desk);
  send_ready(desk);
}

void Connection::turn_away(Desk& desk) {
  is_turned_away_ = true;
  if (phase_ == Phase::kHandshaking) return;
  refuse(503, kTooManyConnections, {}, desk);
}

void Connection::meet(ConnectionFate fate, const Desk& desk) {
  switch (fate) {
    case ConnectionFate::kPass:
      return;
    case ConnectionFate::kClose:
      return finish(desk);
    case ConnectionFate::kReset:
      reset_on_close(socket());
      return abort();
    case ConnectionFate::kStall:
      channel_.become_plain();
      phase_ = Phase::kFinishing;  // what comes is dropped
      deadline_ = desk.now + desk.limits.idle_timeout;
      return;
  }
}

void Connection::on_end_of_stream(Desk& desk) {
  peer_ended_ = true;
  if (phase_ == Phase::kReading && reader_.begun()) {
    const std::string received = std::exchange(buffer_, {});
    return refuse(400, kCutOff, received, desk);
  }
  report_silent_leave(desk);
  // A peer may end its half of the stream and still wait for the answer to what it sent before, but
  // not for as long as that.
  const bool is_for_good = is_stalling_ && wire_.stall >= kStallForGood;
  if (phase_ != Phase::kDelayed || is_for_good) close();
}

void Connection::on_time(Desk& desk) {
  if (due_ <= desk.now && phase_ == Phase::kDelayed) {
    due_ = kNever;
    is_stalling_ = false;
    begin_piece(desk);
    return go_on(desk);
  }
  if (due_ <= desk.now && phase_ == Phase::kResetting) return reset(desk);
  if (due_ <= desk.now && phase_ == Phase::kFinishing) leave(desk);
  if (desk.now < deadline_) return;
  if (phase_ == Phase::kReading && reader_.begun()) {
    const std::string received = std::exchange(buffer_, {});
    refuse(408, reader_.head_done() ? kSlowBody : kSlowHead, received, desk);
  } else if (phase_ == Phase::kHandshaking && begun_ != kNever) {
    fail_handshake(std::string(kSlowHandshake), desk);
  } else if (phase_ == Phase::kReading) {
    close();
  } else {
    if (phase_ == Phase::kWriting) reset_on_close(socket());
    abort();
  }
}

void Connection::on_stop(Desk& desk) {
  if (phase_ == Phase::kReading || phase_ == Phase::kHandshaking) on_readable(desk);
  if (phase_ == Phase::kHandshaking) return finish(desk);
  if (phase_ == Phase::kReading && !reader_.begun()) return finish(desk);
  if (phase_ == Phase::kFinishing && due_ == kNever) leave(desk);
}

}  // namespace fauxplane
