// A client that speaks TLS over a RawClient, record by record, so that a test may send half a
// record and tells every end of a stream from the others.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/edge/certificates.h"
#include "simulator/edge/tls.h"
#include "tests/support/raw_client.h"

namespace fauxplane {

// Made once for all tests: two that do not know each other.
[[nodiscard]] const Certificates& test_certificates();
[[nodiscard]] const Certificates& strange_certificates();

// Of a server with test_certificates().
[[nodiscard]] std::shared_ptr<const TlsContext> test_context(
    ClientCertificate client = ClientCertificate::kNone, std::vector<TlsVersion> versions = {});

struct TlsClientOptions {
  std::string ca{};  // to trust; empty: that of test_certificates()
  KeyPair own{};     // to present; empty: none
  std::vector<TlsVersion> versions{};
  std::string protocols{};  // of ALPN, each with its length in front
  RawClientOptions raw{};
};

enum class TlsEnd : std::uint8_t {
  kOpen,
  kGoodbye,  // close_notify, then FIN
  kCut,      // FIN alone
  kReset,    // RST
  kAlert,    // an alert that is no close_notify
};

std::ostream& operator<<(std::ostream& out, TlsEnd end);

class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, const TlsClientOptions& options = {});
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  ~TlsClient();

  // The bytes of its first flight, which are then not sent.
  [[nodiscard]] std::string take_hello();
  // Whether the handshake is done, as this side sees it.
  [[nodiscard]] bool shake_hands();
  // Why not.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }
  // What was chosen with ALPN.
  [[nodiscard]] std::string protocol() const;

  // False when the server has gone.
  bool send(std::string_view bytes);
  // The bytes of the records instead, for raw().
  [[nodiscard]] std::string sealed(std::string_view bytes);
  void say_goodbye();
  [[nodiscard]] RawClient& raw() { return raw_; }

  [[nodiscard]] std::string read(std::size_t size);
  [[nodiscard]] std::string read_to_end();
  [[nodiscard]] TlsEnd end() const { return end_; }

 private:
  [[nodiscard]] bool receive_record();
  [[nodiscard]] std::string take_output();
  bool receive();
  void note_alert();

  RawClient raw_;
  ssl_ctx_st* context_;
  ssl_st* session_;
  std::string complaint_{};
  std::string input_{};
  TlsEnd end_ = TlsEnd::kOpen;
};

}  // namespace fauxplane
