// What a connection reads from and writes to: its socket, or TLS over it. Over a plain socket each
// call is the one of wire.h, behind one branch.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "simulator/edge/tls.h"
#include "simulator/edge/wire.h"

namespace fauxplane {

class Channel {
 public:
  // `context` must outlive it; nullptr for a plain one. Does not own the socket.
  Channel(int socket, const TlsContext* context)
      : socket_(socket),
        session_(context == nullptr ? nullptr : std::make_unique<TlsSession>(*context, socket)) {}

  [[nodiscard]] int socket() const { return socket_; }

  [[nodiscard]] Sent send(std::string_view bytes) {
    return session_ ? session_->send(bytes) : send_now(socket_, bytes);
  }
  // Fewer bytes than fit: there are no more for now.
  [[nodiscard]] Received receive(std::span<char> buffer) {
    return session_ ? session_->receive(buffer.data(), buffer.size())
                    : receive_now(socket_, buffer.data(), buffer.size());
  }
  // Whether there are bytes to receive, or an end, that the socket does not tell of.
  [[nodiscard]] bool holds_bytes() const { return session_ && session_->holds_bytes(); }

  // REQUIRES: made with a context, and not plain since.
  [[nodiscard]] TlsSession& session() { return *session_; }
  [[nodiscard]] bool is_plain() const { return !session_; }
  // What follows is sent and received as it is.
  void become_plain() { session_.reset(); }

  // Tells the peer that nothing follows, so that it knows a whole stream from a cut one. False: the
  // socket is full; ask again when it is not.
  [[nodiscard]] bool say_goodbye() { return !session_ || session_->say_goodbye(); }

 private:
  int socket_;
  std::unique_ptr<TlsSession> session_;
};

}  // namespace fauxplane
