#include "simulator/edge/tls_words.h"

#include "simulator/edge/openssl.h"

namespace fauxplane {
namespace {

// An alert that the peer sent: 0 when the error is about something else (RFC 8446 6.2).
int alert_in(unsigned long error) {
  if (ERR_GET_LIB(error) != ERR_LIB_SSL) return 0;
  const int alert = ERR_GET_REASON(error) - SSL_AD_REASON_OFFSET;
  return alert > 0 && alert <= UINT8_MAX ? alert : 0;
}

std::string words_of_alert(int alert) {
  const std::string name = std::string("alert ") + SSL_alert_desc_string_long(alert);
  switch (alert) {
    case SSL_AD_BAD_CERTIFICATE:
    case SSL_AD_UNSUPPORTED_CERTIFICATE:
    case SSL_AD_CERTIFICATE_REVOKED:
    case SSL_AD_CERTIFICATE_EXPIRED:
    case SSL_AD_CERTIFICATE_UNKNOWN:
    case SSL_AD_UNKNOWN_CA:
      return "the client does not accept the certificate: " + name;
    default:
      return "the client gave up: " + name;
  }
}

}  // namespace

std::string handshake_words(const ssl_st* session, bool has_ended) {
  const unsigned long error = ERR_peek_last_error();
  if (const int alert = alert_in(error); alert != 0) {
    ERR_clear_error();
    return words_of_alert(alert);
  }
  const std::string words = take_error_words();
  if (error == 0 || has_ended) return "the client left in the middle of it";
  switch (ERR_GET_REASON(error)) {
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      return "the client sent no certificate, and one is required";
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      return std::string("the certificate of the client is not accepted: ") +
             X509_verify_cert_error_string(SSL_get_verify_result(session));
    case SSL_R_UNSUPPORTED_PROTOCOL:
      return "the client offers no version of TLS that is spoken here";
    case SSL_R_NO_APPLICATION_PROTOCOL:
      return "the client offers no protocol that is spoken here, which is http/1.1 (ALPN)";
    default:
      return words;
  }
}

}  // namespace fauxplane
