#include "simulator/edge/certificates.h"

#include <gtest/gtest.h>

#include "simulator/edge/openssl.h"

namespace fauxplane {
namespace {

Instant noon() {
  return std::chrono::sys_days{std::chrono::April / 15 / 2026} + std::chrono::hours{12};
}

Certificates made(ServerCertificate state, std::vector<std::string> hosts = {}) {
  auto certificates = make_certificates({.state = state, .hosts = std::move(hosts), .now = noon()});
  EXPECT_TRUE(certificates);
  return certificates.value_or(Certificates{});
}

OwnedCertificate parsed(const std::string& pem) {
  const OwnedBio bio = reading(pem);
  return OwnedCertificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

// What a strict client that trusts `ca` says of the certificate, at noon.
std::string judged(const std::string& ca, const std::string& pem, const char* purpose,
                   const char* host = nullptr) {
  const std::unique_ptr<X509_STORE, FreedBy<X509_STORE_free>> store(X509_STORE_new());
  const OwnedCertificate root = parsed(ca);
  const OwnedCertificate leaf = parsed(pem);
  X509_STORE_add_cert(store.get(), root.get());
  const std::unique_ptr<X509_STORE_CTX, FreedBy<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
  X509_STORE_CTX_set_default(context.get(), purpose);
  X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT);
  X509_VERIFY_PARAM_set_time(rules, to_unix_seconds(noon()));
  if (host != nullptr && X509_VERIFY_PARAM_set1_ip_asc(rules, host) != 1) {
    X509_VERIFY_PARAM_set1_host(rules, host, 0);
  }
  X509_verify_cert(context.get());
  return X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

std::string judged_server(const Certificates& certificates, const char* host) {
  return judged(certificates.ca, certificates.server.certificate, "ssl_server", host);
}

TEST(CertificatesTest, AValidOneIsForThisMachineAndTheHost) {
  const Certificates certificates =
      made(ServerCertificate::kValid, {"plane.example", "192.0.2.7", "2001:db8::7", "a,DNS:b"});
  for (const char* const host :
       {"localhost", "127.0.0.1", "::1", "plane.example", "192.0.2.7", "2001:db8::7"}) {
    EXPECT_EQ(judged_server(certificates, host), "ok") << host;
  }
  EXPECT_EQ(judged_server(certificates, "b"), "hostname mismatch");
  EXPECT_EQ(judged_server(certificates, "192.0.2.8"), "IP address mismatch");
}

TEST(CertificatesTest, EveryOtherStateIsOneFault) {
  const struct {
    ServerCertificate state;
    const char* said;
  } rows[] = {
      {ServerCertificate::kExpired, "certificate has expired"},
      {ServerCertificate::kNotYetValid, "certificate is not yet valid"},
      {ServerCertificate::kWrongHost, "IP address mismatch"},
      {ServerCertificate::kUntrusted, "unable to get local issuer certificate"},
      {ServerCertificate::kSelfSigned, "self-signed certificate"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(judged_server(made(row.state), "127.0.0.1"), row.said);
  }
}

TEST(CertificatesTest, TheOneOfTheClientIsGoodInEveryState) {
  for (const auto& row : kServerCertificates) {
    const Certificates certificates = made(row.value);
    EXPECT_EQ(judged(certificates.ca, certificates.client.certificate, "ssl_client"), "ok");
    EXPECT_NE(judged(certificates.ca, certificates.client.certificate, "ssl_server"), "ok");
  }
}

TEST(CertificatesTest, KeysBelongToTheirCertificates) {
  const Certificates certificates = made(ServerCertificate::kValid);
  for (const KeyPair& pair : {certificates.server, certificates.client}) {
    const OwnedBio bio = reading(pair.key);
    const OwnedKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    EXPECT_EQ(X509_check_private_key(parsed(pair.certificate).get(), key.get()), 1);
  }
  EXPECT_NE(certificates.server.key, made(ServerCertificate::kValid).server.key);
}

}  // namespace
}  // namespace fauxplane
