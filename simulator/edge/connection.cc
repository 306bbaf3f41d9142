#include "simulator/edge/connection.h"

#include <algorithm>

#include "simulator/edge/request_rules.h"

namespace fauxplane {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
// Between two looks whether the last bytes have arrived.
constexpr Duration kArrivalPause{1};
// Longer delays would overflow the clock; nobody sees the end of this one.
constexpr Duration kDelayMax = std::chrono::hours(24 * 365);

}  // namespace

Connection::Connection(int socket, std::uint64_t number, const Desk& desk)
    : socket_(socket),
      number_(number),
      deadline_(desk.now + desk.limits.idle_timeout),
      reader_(desk.limits) {}

Interest Connection::interest(const ServerLimits& limits) const {
  switch (phase_) {
    case Phase::kReading:
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

void Connection::on_readable(Desk& desk) {
  while (phase_ != Phase::kEnded && interest(desk.limits).read) {
    const Received received = receive_now(socket_, desk.input.data(), desk.input.size());
    if (received.broken) return abort();
    if (received.ended) return on_end_of_stream();
    if (received.bytes == 0) return;
    take({desk.input.data(), received.bytes}, desk);
    // The socket is asked again only when it may hold more; whatever comes later wakes the worker.
    if (received.bytes < desk.input.size()) return;
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
    // A blank line before a request is ignored (RFC 9112 2.2).
    while (!reader_.begun() && !bytes.empty() && (bytes[0] == '\r' || bytes[0] == '\n')) {
      bytes.remove_prefix(1);
    }
    if (bytes.empty()) break;
    if (!reader_.begun()) begun_ = desk.now;
    switch (reader_.read(bytes)) {
      case RequestReader::Outcome::kMore:
        wait_for_more(desk);
        return bytes.substr(0, reader_.size());
      case RequestReader::Outcome::kRefused:
        refuse(reader_.status(), reader_.message(), bytes, desk);
        return {};
      case RequestReader::Outcome::kComplete:
        answer(bytes, desk);
        bytes.remove_prefix(reader_.size());
        reader_.next();
        break;
    }
  }
  const bool is_used_later = phase_ == Phase::kDelayed || phase_ == Phase::kWriting;
  return is_used_later ? bytes : std::string_view();
}

void Connection::wait_for_more(const Desk& desk) {
  if (!reader_.head_done()) {
    deadline_ = begun_ + desk.limits.head_timeout;
    return;
  }
  if (!waits_for_body_) {
    waits_for_body_ = true;
    deadline_ = desk.now + desk.limits.body_timeout;
  }
  if (!reader_.take_continue()) return;
  if (send_now(socket_, kContinue).broken) abort();
}

void Connection::answer(std::string_view bytes, Desk& desk) {
  Request request;
  reader_.fill(bytes, desk.headers, request);
  request.arrival = desk.now;
  request.connection = number_;
  request.on_connection = ++requests_;
  waits_for_body_ = false;
  desk.reply.clear();
  desk.handler.answer(request, desk.reply);
  perform(request.keep_alive, desk);
}

void Connection::refuse(int status, std::string_view message, std::string_view received,
                        Desk& desk) {
  const Refusal refusal{.status = status,
                        .message = std::string(message),
                        .received = received.substr(0, kReceivedBytesMax),
                        .arrival = desk.now,
                        .connection = number_,
                        .on_connection = ++requests_};
  desk.reply.clear();
  desk.handler.refuse(refusal, desk.reply);
  perform(false, desk);
}

void Connection::turn_away(Desk& desk) {
  refuse(503, kTooManyConnections, {}, desk);
}

void Connection::perform(bool keep_alive, Desk& desk) {
  const Departure departure = departure_of(desk.reply, keep_alive);
  ending_ = departure.ending;
  const std::string_view bytes = std::string_view(desk.reply.bytes).substr(0, departure.bytes);
  if (desk.reply.fault.delay <= Duration{0}) return write(bytes, desk);
  output_.assign(bytes);
  phase_ = Phase::kDelayed;
  due_ = desk.now + std::min(desk.reply.fault.delay, kDelayMax);
  deadline_ = kNever;
}

void Connection::write(std::string_view bytes, Desk& desk) {
  const Sent sent = bytes.empty() ? Sent{} : send_now(socket_, bytes);
  if (sent.broken) return abort();
  if (sent.bytes == bytes.size()) return conclude(desk);
  if (phase_ != Phase::kWriting) {
    output_.assign(bytes);
    written_ = 0;
    phase_ = Phase::kWriting;
  }
  written_ += sent.bytes;
  if (sent.bytes > 0 || deadline_ == kNever) deadline_ = desk.now + desk.limits.answer_timeout;
}

void Connection::on_writable(Desk& desk) {
  if (phase_ != Phase::kWriting) return;
  write(std::string_view(output_).substr(written_), desk);
  if (phase_ == Phase::kReading && !buffer_.empty()) serve_buffer(desk);
}

// The answer has left.
void Connection::conclude(Desk& desk) {
  output_.clear();
  if (output_.capacity() > kKeptBytesMax) output_.shrink_to_fit();
  due_ = kNever;
  switch (ending_) {
    case Ending::kKeep:
      phase_ = Phase::kReading;
      deadline_ = desk.now + desk.limits.idle_timeout;
      if (peer_ended_ && buffer_.empty()) abort();
      return;
    case Ending::kFinish:
      return finish(desk);
    case Ending::kReset:
      return reset(desk);
  }
}

void Connection::finish(const Desk& desk) {
  if (peer_ended_) return abort();
  send_end_of_stream(socket_);
  phase_ = Phase::kFinishing;
  deadline_ = desk.now + desk.limits.linger_timeout;
  if (desk.is_stopping) leave(desk);
}

// When the server stops, a peer that has got everything is not waited for.
void Connection::leave(const Desk& desk) {
  due_ = desk.now + kArrivalPause;
  if (all_confirmed(socket_)) abort();
}

// A RST overtakes what the peer has not got yet, so it waits for that.
void Connection::reset(const Desk& desk) {
  const bool is_first = phase_ != Phase::kResetting;
  if (is_first) deadline_ = desk.now + desk.limits.linger_timeout;
  phase_ = Phase::kResetting;
  due_ = desk.now + kArrivalPause;
  if (!all_confirmed(socket_) && desk.now < deadline_) return;
  reset_on_close(socket_);
  abort();
}

void Connection::on_end_of_stream() {
  peer_ended_ = true;
  // A peer may end its half of the stream and still wait for the answer to what it sent before.
  if (phase_ != Phase::kDelayed) abort();
}

void Connection::on_time(Desk& desk) {
  if (due_ <= desk.now && phase_ == Phase::kDelayed) {
    due_ = kNever;
    const std::string bytes = std::move(output_);
    write(bytes, desk);
    if (phase_ == Phase::kReading && !buffer_.empty()) serve_buffer(desk);
    return;
  }
  if (due_ <= desk.now && phase_ == Phase::kResetting) return reset(desk);
  if (due_ <= desk.now && phase_ == Phase::kFinishing) leave(desk);
  if (desk.now < deadline_) return;
  if (phase_ == Phase::kReading && reader_.begun()) {
    const std::string received = std::move(buffer_);
    buffer_.clear();
    refuse(408, reader_.head_done() ? kSlowBody : kSlowHead, received, desk);
  } else {
    if (phase_ == Phase::kWriting) reset_on_close(socket_);
    abort();
  }
}

void Connection::on_stop(Desk& desk) {
  if (phase_ == Phase::kReading) on_readable(desk);
  if (phase_ == Phase::kReading && !reader_.begun()) return finish(desk);
  if (phase_ == Phase::kFinishing && due_ == kNever) leave(desk);
}

}  // namespace fauxplane
