// The server: sockets, workers and connections. What it reads goes to the two functions below; what
// they write into the reply goes out. Pistache appears in server.cc and worker.{h,cc} only.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/domain/error.h"
#include "simulator/scenario/fault.h"
#include "simulator/services/answer.h"
#include "simulator/services/request.h"

namespace fauxplane {

class TlsContext;

// A request that cannot be read, and the status that says so (RFC 9110 15.5, 15.6).
struct Refusal {
  int status = 400;
  std::string message;        // a sentence: what is wrong and what is allowed
  std::string_view received;  // what had been read of it, up to kReceivedBytesMax
  Arrival arrival{};          // with the offset of the observer, as in Request
  std::uint64_t connection = 0;
  std::uint32_t on_connection = 0;
};

inline constexpr std::size_t kReceivedBytesMax = 4096;

// A connection over which no request can come.
struct HandshakeFailure {
  std::string reason;  // in words, without a full stop
  Arrival arrival{};
  std::uint64_t connection = 0;
};

// All are called on worker threads, at the same time from several; a worker that waits inside one
// keeps its other connections waiting. `reply` comes empty; an empty reply ends the connection.
// Neither throws.
struct RequestHandler {
  std::function<void(const Request&, Reply&)> answer;
  std::function<void(const Refusal&, Reply&)> refuse;
  // Whether a request is answered though its body has not come; may be empty. Asked once, when the
  // head has been read; the body is then dropped as it comes.
  std::function<bool(const Request&)> answers_early{};
  // Told of a TLS handshake that failed; may be empty.
  std::function<void(const HandshakeFailure&)> handshake_failed{};
};

// What the plane still has to do on a connection for the bytes it has read.
enum class Debt : std::uint8_t {
  kNone,     // nothing: it waits for the client
  kAnswer,   // an answer, or the rest of one, is delayed
  kBlocked,  // likewise, but the client has to read first
  kStalled,  // nothing, and nothing comes whatever the client sends
};

// Whoever has to know when the plane owes its clients something, and may shift its time. Called on
// worker threads, at the same time from several; never waits.
class WireObserver {
 public:
  virtual ~WireObserver() = default;
  // How far the time at which requests arrive is ahead of the real one.
  [[nodiscard]] virtual std::chrono::nanoseconds time_offset() = 0;
  // Before the first connection to that port.
  virtual void listening(std::uint16_t port) = 0;
  // Everything that can be done now on that connection was done.
  virtual void looked_after(int socket, Debt debt) = 0;
  virtual void closing(int socket) = 0;
};

// Everything that can grow or last has a limit; docs/operations.md lists them.
struct ServerLimits {
  std::size_t body_bytes_max = 1U << 20U;    // then 413
  std::size_t head_bytes_max = 32U << 10U;   // then 431
  std::size_t target_bytes_max = 8U << 10U;  // then 414
  std::size_t headers_max = 128;             // then 431
  std::size_t connections_max = 20'000;      // then 503 and the end of the stream
  std::size_t waiting_bytes_max =
      1U << 20U;                    // unread requests behind a delayed answer; then no more is read
  Duration head_timeout{10'000};    // from its first byte to the end of the head; then 408. Also of
                                    // a TLS handshake; then the end of the stream
  Duration body_timeout{30'000};    // from the end of the head to the end of the body; then 408
  Duration idle_timeout{75'000};    // between two requests; then the end of the stream
  Duration answer_timeout{60'000};  // without the peer taking a byte of the answer; then RST
  Duration linger_timeout{2'000};   // for the peer to close after our end of the stream
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  int threads = 1;
  ServerLimits limits{};
  std::vector<ConnectionFate> fates{};  // of the first connections; later ones are served
  // How many connections were accepted; their numbers follow from it. Servers that share a journal
  // share it.
  std::shared_ptr<std::atomic<std::uint64_t>> accepted =
      std::make_shared<std::atomic<std::uint64_t>>(0);
  std::shared_ptr<const TlsContext> tls{};  // none: plain http://
  WireObserver* observer = nullptr;  // must outlive the server; nullptr: nobody wants to know
};

class Server {
 public:
  // Binds and starts; the port answers when this returns. The error says what to do about a port in
  // use.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const ServerOptions& options,
                                                             RequestHandler handler);

  // As stop(0).
  virtual ~Server() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;

  // Refuses new connections, answers what has arrived, waits up to `grace` for what is delayed or
  // half written, closes everything, and returns. REQUIRES: not called from the handler.
  virtual void stop(Duration grace) = 0;
};

}  // namespace fauxplane
