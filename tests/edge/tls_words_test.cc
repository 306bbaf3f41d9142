#include "simulator/edge/tls_words.h"

#include <gtest/gtest.h>

#include "simulator/edge/openssl.h"

namespace fauxplane {
namespace {

std::string words_of(int reason, bool has_ended = false) {
  ERR_clear_error();
  if (reason != 0) ERR_raise(ERR_LIB_SSL, reason);
  std::string words = handshake_words(nullptr, has_ended);
  EXPECT_EQ(ERR_peek_error(), 0U);
  return words;
}

TEST(TlsWordsTest, AnAlertAboutACertificateIsAboutOurs) {
  for (const int alert : {SSL_AD_BAD_CERTIFICATE, SSL_AD_CERTIFICATE_EXPIRED,
                          SSL_AD_CERTIFICATE_UNKNOWN, SSL_AD_UNKNOWN_CA}) {
    EXPECT_EQ(words_of(SSL_AD_REASON_OFFSET + alert),
              std::string("the client does not accept the certificate: alert ") +
                  SSL_alert_desc_string_long(alert));
  }
}

TEST(TlsWordsTest, AnyOtherAlertIsNamed) {
  EXPECT_EQ(words_of(SSL_AD_REASON_OFFSET + SSL_AD_HANDSHAKE_FAILURE),
            "the client gave up: alert handshake failure");
}

TEST(TlsWordsTest, AnAlertWinsOverTheEndBehindIt) {
  EXPECT_EQ(words_of(SSL_AD_REASON_OFFSET + SSL_AD_UNKNOWN_CA, true),
            "the client does not accept the certificate: alert unknown CA");
}

TEST(TlsWordsTest, AnEndAndNothingElseIsALeave) {
  EXPECT_EQ(words_of(0), "the client left in the middle of it");
  EXPECT_EQ(words_of(SSL_R_UNEXPECTED_EOF_WHILE_READING, true),
            "the client left in the middle of it");
}

TEST(TlsWordsTest, WhatHasNoWordsOfOursHasThoseOfTheLibrary) {
  // Whoever has a session has loaded them.
  ASSERT_EQ(OPENSSL_init_ssl(OPENSSL_INIT_LOAD_SSL_STRINGS, nullptr), 1);
  EXPECT_EQ(words_of(SSL_R_NO_SHARED_CIPHER), "no shared cipher");
}

}  // namespace
}  // namespace fauxplane
