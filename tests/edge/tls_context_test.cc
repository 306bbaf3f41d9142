#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/edge/openssl.h"
#include "simulator/edge/tls.h"
#include "tests/support/tls_client.h"

namespace fauxplane {
namespace {

using testing::HasSubstr;

std::string encrypted(const std::string& pem) {
  const OwnedBio source = reading(pem);
  const OwnedKey key(PEM_read_bio_PrivateKey(source.get(), nullptr, nullptr, nullptr));
  const OwnedBio target(BIO_new(BIO_s_mem()));
  const unsigned char phrase[] = "secret";
  PEM_write_bio_PrivateKey(target.get(), key.get(), EVP_aes_128_cbc(), phrase, 6, nullptr, nullptr);
  return text_of(*target);
}

TlsSettings sound() {
  return {.certificate = test_certificates().server.certificate,
          .key = test_certificates().server.key};
}

TEST(TlsContextTest, TakesACertificateItsKeyAndAChain) {
  TlsSettings settings = sound();
  EXPECT_TRUE(TlsContext::make(settings));
  settings.certificate += test_certificates().ca;
  EXPECT_TRUE(TlsContext::make(settings));
}

TEST(TlsContextTest, SaysWhichFileIsWrongAndWhatToDo) {
  TlsSettings no_certificate = sound();
  no_certificate.certificate = "hello";
  TlsSettings key_for_certificate = sound();
  key_for_certificate.certificate = key_for_certificate.key;
  TlsSettings no_key = sound();
  no_key.key = no_key.certificate;
  TlsSettings other_key = sound();
  other_key.key = strange_certificates().server.key;
  TlsSettings encrypted_key = sound();
  encrypted_key.key = encrypted(encrypted_key.key);
  TlsSettings no_ca = sound();
  no_ca.client_certificate = ClientCertificate::kRequired;
  no_ca.client_ca = "";
  const struct {
    TlsSettings settings;
    const char* code;
    const char* said;
  } rows[] = {
      {no_certificate, kBadCertificate, "there is no PEM certificate in it"},
      {key_for_certificate, kBadCertificate, "there is no PEM certificate in it"},
      {no_key, kBadKey, "there is no PEM key in it"},
      {other_key, kBadKey, "the key does not match the certificate"},
      {encrypted_key, kBadKey, "the key is encrypted; take the passphrase off with openssl pkey"},
      {no_ca, kBadClientCa, "there is no PEM certificate of a CA in it"},
  };
  for (const auto& row : rows) {
    const auto context = TlsContext::make(row.settings);
    ASSERT_FALSE(context) << row.said;
    EXPECT_EQ(context.error().code, row.code);
    EXPECT_THAT(context.error().message, HasSubstr(row.said));
    EXPECT_EQ(ERR_peek_error(), 0U) << "a later session would take it for its own";
  }
}

}  // namespace
}  // namespace fauxplane
