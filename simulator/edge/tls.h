// TLS at the server's side (RFC 8446, RFC 5246): what every connection shares, and one connection's
// session. Nothing here waits. OpenSSL stays behind it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/domain/error.h"
#include "simulator/edge/wire.h"
#include "simulator/scenario/tls.h"

struct ssl_ctx_st;
struct ssl_st;

namespace fauxplane {

// Keys and certificates are PEM text.
struct TlsSettings {
  std::string certificate{};  // the server's own, then those between it and its root
  std::string key{};
  std::string
      client_ca{};  // who signs the clients' certificates; empty when they are not asked for
  ClientCertificate client_certificate = ClientCertificate::kNone;
  std::vector<TlsVersion> versions{};  // that are offered; empty: all
};

// What of TlsSettings an error is about: the `code` of what TlsContext::make returns.
inline constexpr const char* kBadCertificate = "tls_certificate";
inline constexpr const char* kBadKey = "tls_key";
inline constexpr const char* kBadClientCa = "tls_client_ca";

// Shared by the threads of a server; does not change.
class TlsContext {
 public:
  // The message says what is wrong and what to do; the caller knows which file it was.
  [[nodiscard]] static Result<std::shared_ptr<const TlsContext>> make(const TlsSettings& settings);

  explicit TlsContext(ssl_ctx_st* context) : context_(context) {}  // takes it
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;
  ~TlsContext();

  [[nodiscard]] ssl_ctx_st* get() const { return context_; }

 private:
  ssl_ctx_st* context_;
};

enum class Handshake : std::uint8_t {
  kWantsRead,
  kWantsWrite,
  kDone,
  kFailed,     // reason() says why; an alert has left
  kNotTls,     // the first byte begins no TLS; nothing was taken from the socket
  kAbandoned,  // the peer ended before its first byte
};

class TlsSession {
 public:
  // `context` and the socket must outlive it.
  TlsSession(const TlsContext& context, int socket);
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;
  ~TlsSession();

  // As far as it goes without waiting.
  [[nodiscard]] Handshake shake_hands();
  // Whether the peer has sent anything.
  [[nodiscard]] bool has_begun() const { return has_begun_; }
  // Words for a failed handshake, without a full stop.
  [[nodiscard]] const std::string& reason() const { return reason_; }

  // As send_now() and receive_now(), of plain text, once the handshake is done. What was not sent
  // must be sent next. Fewer bytes than `size` were received: there are no more for now. The peer's
  // close_notify is an end like a FIN.
  [[nodiscard]] Sent send(std::string_view bytes);
  [[nodiscard]] Received receive(char* buffer, std::size_t size);
  // Whether there are bytes, or an end, that the socket does not tell of.
  [[nodiscard]] bool holds_bytes() const;
  // Sends close_notify (RFC 8446 6.1), once. False: the socket is full; ask again when it is not.
  [[nodiscard]] bool say_goodbye();

 private:
  struct Stream {
    int socket;
    bool has_ended;  // the peer's FIN was read
  };
  friend struct StreamCalls;

  Stream stream_;
  ssl_st* session_;
  bool has_begun_ = false;
  bool said_goodbye_ = false;
  bool ends_next_ = false;  // no bytes are left, and what comes is no more bytes
  std::string reason_{};
};

}  // namespace fauxplane
