#include "simulator/edge/certificates.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "simulator/edge/openssl.h"

namespace fauxplane {
namespace {

using std::chrono::days;

// Some clocks are late, some certificates are kept by clients; more than 398 days some refuse.
constexpr days kSince{1};
constexpr days kUntil{365};
constexpr days kLongAgo{30};
constexpr const char* kOtherHost = "DNS:other.example";  // RFC 2606: nobody's

struct Validity {
  Instant from;
  Instant to;
};

// What one certificate is about. Texts of extensions are in the form of x509v3_config(5).
struct Subject {
  const char* name;
  Validity validity;
  const char* constraints;
  const char* key_usage;
  const char* extended_key_usage = nullptr;
  std::string alternative_names{};  // empty: none
};

struct Signed {
  OwnedCertificate certificate;
  OwnedKey key;
};

bool set_time(ASN1_TIME* time, Instant instant) {
  return ASN1_TIME_set(time, to_unix_seconds(instant)) != nullptr;
}

// RFC 5280 4.1.2.2: not negative, at most 20 octets, unique for its CA.
bool set_serial(X509* certificate) {
  constexpr int kBits = 127;
  const std::unique_ptr<BIGNUM, FreedBy<BN_free>> number(BN_new());
  return number && BN_rand(number.get(), kBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool add_extensions(X509* certificate, X509* issuer, const Subject& subject) {
  // The identifier of the subject's key comes first: that of a certificate which signs itself is
  // the authority's, too.
  bool is_fine = add_extension(certificate, issuer, NID_basic_constraints, subject.constraints) &&
                 add_extension(certificate, issuer, NID_key_usage, subject.key_usage) &&
                 add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
                 add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
  if (subject.extended_key_usage != nullptr) {
    is_fine = is_fine &&
              add_extension(certificate, issuer, NID_ext_key_usage, subject.extended_key_usage);
  }
  if (!subject.alternative_names.empty()) {
    is_fine = is_fine &&
              add_extension(certificate, issuer, NID_subject_alt_name, subject.alternative_names);
  }
  return is_fine;
}

bool set_name(X509* certificate, const char* text) {
  X509_NAME* const name = X509_get_subject_name(certificate);
  const auto add = [&](const char* field, const char* value) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_ASC,
                                      reinterpret_cast<const unsigned char*>(value), -1, -1,
                                      0) == 1;
  };
  return add("O", "fauxplane") && add("CN", text);
}

// Signed by `issuer`, or by itself when there is none.
std::optional<Signed> sign(const Subject& subject, const Signed* issuer) {
  constexpr long kVersion3 = 2;
  Signed made{.certificate = OwnedCertificate(X509_new()), .key = OwnedKey(EVP_EC_gen("P-256"))};
  if (!made.certificate || !made.key) return std::nullopt;
  X509* const certificate = made.certificate.get();
  X509* const authority = issuer == nullptr ? certificate : issuer->certificate.get();
  EVP_PKEY* const signer = issuer == nullptr ? made.key.get() : issuer->key.get();
  const bool is_made = X509_set_version(certificate, kVersion3) == 1 && set_serial(certificate) &&
                       set_time(X509_getm_notBefore(certificate), subject.validity.from) &&
                       set_time(X509_getm_notAfter(certificate), subject.validity.to) &&
                       set_name(certificate, subject.name) &&
                       X509_set_issuer_name(certificate, X509_get_subject_name(authority)) == 1 &&
                       X509_set_pubkey(certificate, made.key.get()) == 1 &&
                       add_extensions(certificate, authority, subject) &&
                       X509_sign(certificate, signer, EVP_sha256()) > 0;
  return is_made ? std::optional(std::move(made)) : std::nullopt;
}

std::string certificate_pem(const Signed& made) {
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), made.certificate.get());
  return text_of(*bio);
}

KeyPair pem_of(const Signed& made) {
  const OwnedBio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), made.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return {.certificate = certificate_pem(made), .key = text_of(*bio)};
}

bool is_address(const std::string& host) {
  const std::unique_ptr<ASN1_OCTET_STRING, FreedBy<ASN1_OCTET_STRING_free>> octets(
      a2i_IPADDRESS(host.c_str()));
  return octets != nullptr;
}

// A comma would begin another name.
bool is_name(const std::string& host) {
  return !host.empty() && host.find_first_of(", :\n") == std::string::npos;
}

std::string names_of(const std::vector<std::string>& hosts) {
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const std::string& host : hosts) {
    if (is_address(host)) {
      names += ",IP:" + host;
    } else if (is_name(host)) {
      names += ",DNS:" + host;
    }
  }
  return names;
}

Subject authority(const char* name, Instant now) {
  return {.name = name,
          .validity = {.from = now - 2 * kLongAgo, .to = now + kUntil},
          .constraints = "critical,CA:TRUE",
          .key_usage = "critical,keyCertSign,cRLSign"};
}

Subject leaf(const char* name, const char* usage, Instant now) {
  return {.name = name,
          .validity = {.from = now - kSince, .to = now + kUntil},
          .constraints = "critical,CA:FALSE",
          .key_usage = "critical,digitalSignature",
          .extended_key_usage = usage};
}

Validity validity_in(ServerCertificate state, Instant now) {
  if (state == ServerCertificate::kExpired) return {.from = now - kLongAgo, .to = now - kSince};
  if (state == ServerCertificate::kNotYetValid) return {.from = now + kSince, .to = now + kUntil};
  return {.from = now - kSince, .to = now + kUntil};
}

}  // namespace

Result<Certificates> make_certificates(const CertificateRequest& request) {
  const ServerCertificate state = request.state;
  Subject server = leaf("localhost", "serverAuth", request.now);
  server.validity = validity_in(state, request.now);
  server.alternative_names =
      state == ServerCertificate::kWrongHost ? kOtherHost : names_of(request.hosts);
  if (state == ServerCertificate::kWrongHost) server.name = "other.example";
  const auto trusted = sign(authority("fauxplane CA", request.now), nullptr);
  const auto stranger = sign(authority("fauxplane CA that nobody trusts", request.now), nullptr);
  if (trusted && stranger) {
    const Signed* issuer = &*trusted;
    if (state == ServerCertificate::kUntrusted) issuer = &*stranger;
    if (state == ServerCertificate::kSelfSigned) issuer = nullptr;
    const auto signed_server = sign(server, issuer);
    const auto client = sign(leaf("fauxplane client", "clientAuth", request.now), &*trusted);
    if (signed_server && client) {
      return Certificates{.ca = certificate_pem(*trusted),
                          .server = pem_of(*signed_server),
                          .client = pem_of(*client)};
    }
  }
  return tl::unexpected(
      Error{.code = "certificates", .message = "cannot make certificates: " + take_error_words()});
}

}  // namespace fauxplane
