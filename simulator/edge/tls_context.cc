#include <algorithm>
#include <utility>

#include "simulator/edge/openssl.h"
#include "simulator/edge/tls.h"

namespace fauxplane {
namespace {

using OwnedContext = std::unique_ptr<SSL_CTX, FreedBy<SSL_CTX_free>>;

constexpr std::string_view kHttp11 = "\x08http/1.1";  // RFC 7301 3.1: with its length in front
constexpr std::string_view kSessionId = "fauxplane";

constexpr const char* kNoCertificate =
    "there is no PEM certificate in it; it needs a block -----BEGIN CERTIFICATE-----, the server's "
    "own first";
constexpr const char* kNoKey =
    "there is no PEM key in it; it needs a block -----BEGIN PRIVATE KEY-----";
constexpr const char* kEncryptedKey =
    "the key is encrypted; take the passphrase off with openssl pkey -in FILE -out PLAIN";
constexpr const char* kOtherKey =
    "the key does not match the certificate; give the key that the certificate was made for";
constexpr const char* kNoClientCa =
    "there is no PEM certificate of a CA in it; it needs a block -----BEGIN CERTIFICATE-----";

tl::unexpected<Error> refused(const char* code, std::string message) {
  ERR_clear_error();
  return tl::unexpected(Error{.code = code, .message = std::move(message)});
}

OwnedCertificate next_certificate(BIO& bio) {
  return OwnedCertificate(PEM_read_bio_X509(&bio, nullptr, nullptr, nullptr));
}

Result<void> use_certificates(SSL_CTX* context, const std::string& pem) {
  const OwnedBio bio = reading(pem);
  OwnedCertificate certificate = next_certificate(*bio);
  if (!certificate) return refused(kBadCertificate, kNoCertificate);
  if (SSL_CTX_use_certificate(context, certificate.get()) != 1) {
    return refused(kBadCertificate, "the certificate cannot be used: " + take_error_words());
  }
  while ((certificate = next_certificate(*bio))) {
    if (SSL_CTX_add1_chain_cert(context, certificate.get()) != 1) {
      return refused(kBadCertificate, "the chain cannot be used: " + take_error_words());
    }
  }
  ERR_clear_error();  // the end of the text counts as one
  return {};
}

// Called when a key is encrypted; the library would ask on the terminal.
int note_passphrase(char* /*text*/, int /*size*/, int /*writes*/, void* was_asked) {
  *static_cast<bool*>(was_asked) = true;
  return -1;
}

Result<void> use_key(SSL_CTX* context, const std::string& pem) {
  bool is_encrypted = false;
  const OwnedBio bio = reading(pem);
  const OwnedKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, note_passphrase, &is_encrypted));
  if (is_encrypted) return refused(kBadKey, kEncryptedKey);
  if (!key) return refused(kBadKey, kNoKey);
  if (X509_check_private_key(SSL_CTX_get0_certificate(context), key.get()) != 1) {
    return refused(kBadKey, kOtherKey);
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
    return refused(kBadKey, "the key cannot be used: " + take_error_words());
  }
  return {};
}

Result<void> ask_clients(SSL_CTX* context, const TlsSettings& settings) {
  if (settings.client_certificate == ClientCertificate::kNone) return {};
  const OwnedBio bio = reading(settings.client_ca);
  OwnedCertificate certificate = next_certificate(*bio);
  if (!certificate) return refused(kBadClientCa, kNoClientCa);
  for (; certificate; certificate = next_certificate(*bio)) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get());
    SSL_CTX_add_client_CA(context, certificate.get());  // clients choose by these names
  }
  ERR_clear_error();
  const bool is_required = settings.client_certificate == ClientCertificate::kRequired;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | (is_required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                     nullptr);
  return {};
}

int native(TlsVersion version) {
  return version == TlsVersion::kTls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
}

void offer(SSL_CTX* context, const std::vector<TlsVersion>& versions) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);  // RFC 8996
  if (versions.empty()) return;
  const auto [least, most] = std::minmax_element(versions.begin(), versions.end());
  SSL_CTX_set_min_proto_version(context, native(*least));
  SSL_CTX_set_max_proto_version(context, native(*most));
}

// HTTP/1.1 or none (RFC 7301 3.2); a client that asks for nothing is served all the same.
int choose_protocol(SSL* /*session*/, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void* /*unused*/) {
  unsigned char* found = nullptr;
  const auto* const ours = reinterpret_cast<const unsigned char*>(kHttp11.data());
  const int outcome =
      SSL_select_next_proto(&found, size, ours, kHttp11.size(), offered, offered_size);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Result<std::shared_ptr<const TlsContext>> TlsContext::make(const TlsSettings& settings) {
  OwnedContext context(SSL_CTX_new(TLS_server_method()));
  if (!context) return refused("tls", "TLS cannot be set up: " + take_error_words());
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                      SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  // Sessions are resumed by tickets, which clients keep; nothing is kept here.
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_session_id_context(
      context.get(), reinterpret_cast<const unsigned char*>(kSessionId.data()), kSessionId.size());
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  offer(context.get(), settings.versions);
  auto used = use_certificates(context.get(), settings.certificate);
  if (used) used = use_key(context.get(), settings.key);
  if (used) used = ask_clients(context.get(), settings);
  if (!used) return tl::unexpected(used.error());
  return std::make_shared<const TlsContext>(context.release());
}

TlsContext::~TlsContext() {
  SSL_CTX_free(context_);
}

}  // namespace fauxplane
