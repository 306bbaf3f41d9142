// What a connection does before its first request when the port speaks TLS.
#include <utility>

#include "simulator/edge/connection.h"
#include "simulator/edge/request_rules.h"

namespace fauxplane {

void Connection::shake_hands(Desk& desk) {
  const Handshake step = channel_.session().shake_hands();
  if (begun_ == kNever && channel_.session().has_begun()) {
    begun_ = desk.now;
    deadline_ = begun_ + desk.limits.head_timeout;
  }
  wants_write_ = step == Handshake::kWantsWrite;
  switch (step) {
    case Handshake::kWantsRead:
    case Handshake::kWantsWrite:
      return;
    case Handshake::kDone:
      return begin_reading(desk);
    case Handshake::kNotTls:
      return refuse_plain(desk);
    case Handshake::kFailed:
      return fail_handshake(channel_.session().reason(), desk);
    case Handshake::kAbandoned:
      return abort();
  }
}

void Connection::begin_reading(Desk& desk) {
  begun_ = kNever;
  phase_ = Phase::kReading;
  deadline_ = desk.now + desk.limits.idle_timeout;
  if (is_turned_away_) turn_away(desk);
}

// The bytes are no TLS: whoever sent them reads no TLS, either.
void Connection::refuse_plain(Desk& desk) {
  channel_.become_plain();
  phase_ = Phase::kReading;
  const Received received = channel_.receive(desk.input);
  refuse(400, kLooksPlain, {desk.input.data(), received.bytes}, desk);
}

void Connection::fail_handshake(std::string reason, Desk& desk) {
  if (desk.handler.handshake_failed) {
    desk.handler.handshake_failed(
        {.reason = std::move(reason), .arrival = desk.now, .connection = number_});
  }
  channel_.become_plain();
  // What the peer still sends is read, lest a RST overtake the alert.
  finish(desk);
}

// Clients that look at the certificate only after the handshake end it like that.
void Connection::report_silent_leave(const Desk& desk) const {
  if (channel_.is_plain() || requests_ > 0 || !buffer_.empty()) return;
  if (!desk.handler.handshake_failed) return;
  desk.handler.handshake_failed(
      {.reason = std::string(kSilentLeave), .arrival = desk.now, .connection = number_});
}

}  // namespace fauxplane
