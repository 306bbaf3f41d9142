#include "simulator/edge/tls.h"

#include <algorithm>
#include <climits>

#include "simulator/edge/openssl.h"
#include "simulator/edge/tls_words.h"

namespace fauxplane {

// How OpenSSL reads and writes: through wire.h, so that a peer which has gone raises no SIGPIPE.
struct StreamCalls {
  static TlsSession::Stream& stream_of(BIO* bio) {
    return *static_cast<TlsSession::Stream*>(BIO_get_data(bio));
  }

  static int write(BIO* bio, const char* data, int size) {
    BIO_clear_retry_flags(bio);
    const Sent sent = send_now(stream_of(bio).socket, {data, static_cast<std::size_t>(size)});
    if (sent.bytes > 0) return static_cast<int>(sent.bytes);
    if (!sent.broken) BIO_set_retry_write(bio);
    return -1;
  }

  static int read(BIO* bio, char* buffer, int size) {
    BIO_clear_retry_flags(bio);
    TlsSession::Stream& stream = stream_of(bio);
    const Received received = receive_now(stream.socket, buffer, static_cast<std::size_t>(size));
    if (received.bytes > 0) return static_cast<int>(received.bytes);
    stream.has_ended = received.ended;
    if (!received.ended && !received.broken) BIO_set_retry_read(bio);
    return received.ended ? 0 : -1;
  }

  static long control(BIO* bio, int question, long /*number*/, void* /*pointer*/) {
    if (question == BIO_CTRL_FLUSH) return 1;
    if (question == BIO_CTRL_EOF) return stream_of(bio).has_ended ? 1 : 0;
    return 0;
  }

  static const BIO_METHOD* method() {
    using OwnedMethod = std::unique_ptr<BIO_METHOD, FreedBy<BIO_meth_free>>;
    static const OwnedMethod kMethod = [] {
      OwnedMethod made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
      BIO_meth_set_write(made.get(), write);
      BIO_meth_set_read(made.get(), read);
      BIO_meth_set_ctrl(made.get(), control);
      return made;
    }();
    return kMethod.get();
  }
};

namespace {

// Whether a connection that begins so is OpenSSL's to judge: a record of TLS (RFC 8446 5.1), or a
// hello of SSL 2, which it refuses. No request of HTTP begins like that.
bool begins_tls(char first) {
  const auto byte = static_cast<unsigned char>(first);
  constexpr unsigned char kFirstType = 20;
  constexpr unsigned char kLastType = 23;
  constexpr unsigned char kSsl2 = 0x80;
  return (byte >= kFirstType && byte <= kLastType) || (byte & kSsl2) != 0;
}

int int_size(std::size_t size) {
  return static_cast<int>(std::min<std::size_t>(size, INT_MAX));
}

}  // namespace

TlsSession::TlsSession(const TlsContext& context, int socket)
    : stream_{.socket = socket, .has_ended = false}, session_(SSL_new(context.get())) {
  BIO* const bio = BIO_new(StreamCalls::method());
  BIO_set_data(bio, &stream_);
  BIO_set_init(bio, 1);
  SSL_set_bio(session_, bio, bio);
  SSL_set_accept_state(session_);
}

TlsSession::~TlsSession() {
  SSL_free(session_);
}

Handshake TlsSession::shake_hands() {
  if (!has_begun_) {
    char first = 0;
    const Received seen = peek_now(stream_.socket, &first, 1);
    if (seen.ended || seen.broken) return Handshake::kAbandoned;
    if (seen.bytes == 0) return Handshake::kWantsRead;
    if (!begins_tls(first)) return Handshake::kNotTls;
    has_begun_ = true;
  }
  ERR_clear_error();
  const int outcome = SSL_do_handshake(session_);
  if (outcome == 1) return Handshake::kDone;
  switch (SSL_get_error(session_, outcome)) {
    case SSL_ERROR_WANT_READ:
      return Handshake::kWantsRead;
    case SSL_ERROR_WANT_WRITE:
      return Handshake::kWantsWrite;
    default:
      reason_ = handshake_words(session_, stream_.has_ended);
      return Handshake::kFailed;
  }
}

Sent TlsSession::send(std::string_view bytes) {
  Sent sent;
  // Each call sends one record.
  while (sent.bytes < bytes.size()) {
    ERR_clear_error();
    const std::string_view rest = bytes.substr(sent.bytes);
    const int written = SSL_write(session_, rest.data(), int_size(rest.size()));
    if (written <= 0) {
      const int why = SSL_get_error(session_, written);
      sent.broken = why != SSL_ERROR_WANT_WRITE && why != SSL_ERROR_WANT_READ;
      return sent;
    }
    sent.bytes += static_cast<std::size_t>(written);
  }
  return sent;
}

Received TlsSession::receive(char* buffer, std::size_t size) {
  Received received;
  while (received.bytes < size) {
    ERR_clear_error();
    const int read = SSL_read(session_, buffer + received.bytes, int_size(size - received.bytes));
    if (read > 0) {
      received.bytes += static_cast<std::size_t>(read);
      continue;
    }
    const int why = SSL_get_error(session_, read);
    ends_next_ = why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE;
    // What came before an end is taken first; the end is met again by the next call.
    if (received.bytes > 0 || !ends_next_) return received;
    received.ended = why == SSL_ERROR_ZERO_RETURN || stream_.has_ended;
    received.broken = !received.ended;
    return received;
  }
  return received;
}

bool TlsSession::holds_bytes() const {
  return ends_next_ || SSL_pending(session_) > 0;
}

bool TlsSession::say_goodbye() {
  if (said_goodbye_) return true;
  ERR_clear_error();
  const int outcome = SSL_shutdown(session_);
  // 0 and 1: it has left; the peer's own is not waited for.
  const bool is_full = outcome < 0 && SSL_get_error(session_, outcome) == SSL_ERROR_WANT_WRITE;
  said_goodbye_ = !is_full;
  return said_goodbye_;
}

}  // namespace fauxplane
