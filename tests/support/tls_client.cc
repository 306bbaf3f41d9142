#include "tests/support/tls_client.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <stdexcept>

#include "simulator/edge/openssl.h"
#include "simulator/world/clock.h"

namespace fauxplane {
namespace {

Certificates certificates_now() {
  auto made = make_certificates({.now = SystemClock::real_now()});
  if (!made) throw std::runtime_error(made.error().message);
  return *std::move(made);
}

int native(TlsVersion version) {
  return version == TlsVersion::kTls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
}

void trust(SSL_CTX* context, const std::string& ca) {
  const OwnedBio bio = reading(ca);
  const OwnedCertificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
}

void present(SSL_CTX* context, const KeyPair& own) {
  if (own.key.empty()) return;
  const OwnedBio certificate_bio = reading(own.certificate);
  const OwnedBio key_bio = reading(own.key);
  const OwnedCertificate certificate(
      PEM_read_bio_X509(certificate_bio.get(), nullptr, nullptr, nullptr));
  const OwnedKey key(PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr));
  SSL_CTX_use_certificate(context, certificate.get());
  SSL_CTX_use_PrivateKey(context, key.get());
}

}  // namespace

const Certificates& test_certificates() {
  static const Certificates kMade = certificates_now();
  return kMade;
}

const Certificates& strange_certificates() {
  static const Certificates kMade = certificates_now();
  return kMade;
}

std::shared_ptr<const TlsContext> test_context(ClientCertificate client,
                                               std::vector<TlsVersion> versions) {
  auto made = TlsContext::make({.certificate = test_certificates().server.certificate,
                                .key = test_certificates().server.key,
                                .client_ca = test_certificates().ca,
                                .client_certificate = client,
                                .versions = std::move(versions)});
  if (!made) throw std::runtime_error(made.error().message);
  return *std::move(made);
}

std::ostream& operator<<(std::ostream& out, TlsEnd end) {
  constexpr std::array<const char*, 5> kNames = {"open", "goodbye", "cut", "reset", "alert"};
  return out << kNames.at(static_cast<std::size_t>(end));
}

TlsClient::TlsClient(std::uint16_t port, const TlsClientOptions& options)
    : raw_(port, options.raw), context_(SSL_CTX_new(TLS_client_method())) {
  trust(context_, options.ca.empty() ? test_certificates().ca : options.ca);
  present(context_, options.own);
  if (!options.versions.empty()) {
    const auto [least, most] =
        std::minmax_element(options.versions.begin(), options.versions.end());
    SSL_CTX_set_min_proto_version(context_, native(*least));
    SSL_CTX_set_max_proto_version(context_, native(*most));
  }
  session_ = SSL_new(context_);
  SSL_set_bio(session_, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  if (!options.protocols.empty()) {
    SSL_set_alpn_protos(session_, reinterpret_cast<const unsigned char*>(options.protocols.data()),
                        static_cast<unsigned int>(options.protocols.size()));
  }
  X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session_), "127.0.0.1");
  SSL_set_connect_state(session_);
}

TlsClient::~TlsClient() {
  SSL_free(session_);
  SSL_CTX_free(context_);
}

std::string TlsClient::take_output() {
  BIO* const bio = SSL_get_wbio(session_);
  std::string output = text_of(*bio);
  static_cast<void>(BIO_reset(bio));
  return output;
}

std::string TlsClient::take_hello() {
  SSL_do_handshake(session_);
  return take_output();
}

bool TlsClient::shake_hands() {
  for (;;) {
    ERR_clear_error();
    const int outcome = SSL_do_handshake(session_);
    const int why = SSL_get_error(session_, outcome);
    raw_.send(take_output());
    if (outcome == 1) return true;
    if (why != SSL_ERROR_WANT_READ) {
      note_alert();
      return false;
    }
    if (!receive_record()) {
      complaint_ = "the stream ended";
      return false;
    }
  }
}

// Up to the end of the stream: by then the server has told of it.
void TlsClient::note_alert() {
  complaint_ = take_error_words();
  end_ = TlsEnd::kAlert;
  static_cast<void>(raw_.read_to_end());
}

std::string TlsClient::protocol() const {
  const unsigned char* chosen = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(session_, &chosen, &size);
  return {reinterpret_cast<const char*>(chosen), size};
}

std::string TlsClient::sealed(std::string_view bytes) {
  if (!bytes.empty()) SSL_write(session_, bytes.data(), static_cast<int>(bytes.size()));
  return take_output();
}

bool TlsClient::send(std::string_view bytes) {
  return raw_.send(sealed(bytes));
}

void TlsClient::say_goodbye() {
  SSL_shutdown(session_);
  raw_.send(take_output());
}

bool TlsClient::receive_record() {
  constexpr std::size_t kHeadSize = 5;  // RFC 8446 5.1: type, version, length
  std::string record = raw_.read(kHeadSize);
  if (record.size() == kHeadSize) {
    const auto byte = [&](std::size_t at) {
      return std::size_t{static_cast<std::uint8_t>(record[at])};
    };
    record += raw_.read((byte(3) << 8U) + byte(4));
  }
  if (record.empty()) return false;
  BIO_write(SSL_get_rbio(session_), record.data(), static_cast<int>(record.size()));
  return true;
}

bool TlsClient::receive() {
  std::array<char, 16'384> bytes{};
  while (end_ == TlsEnd::kOpen) {
    ERR_clear_error();
    const int read = SSL_read(session_, bytes.data(), static_cast<int>(bytes.size()));
    if (read > 0) {
      input_.append(bytes.data(), static_cast<std::size_t>(read));
      return true;
    }
    const int why = SSL_get_error(session_, read);
    if (why == SSL_ERROR_WANT_READ) {
      if (receive_record() || raw_.end() == StreamEnd::kOpen) continue;
      end_ = raw_.end() == StreamEnd::kReset ? TlsEnd::kReset : TlsEnd::kCut;
    } else if (why == SSL_ERROR_ZERO_RETURN) {
      // Whatever followed would be a fault.
      end_ = raw_.read_to_end().empty() && raw_.end() == StreamEnd::kFin ? TlsEnd::kGoodbye
                                                                         : TlsEnd::kReset;
    } else {
      note_alert();
    }
  }
  return false;
}

std::string TlsClient::read(std::size_t size) {
  while (input_.size() < size && receive()) {
  }
  std::string taken = input_.substr(0, size);
  input_.erase(0, size);
  return taken;
}

std::string TlsClient::read_to_end() {
  while (receive()) {
  }
  return std::exchange(input_, {});
}

}  // namespace fauxplane
