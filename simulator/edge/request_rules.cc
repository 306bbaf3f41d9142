#include "simulator/edge/request_rules.h"

namespace fauxplane {

std::string target_too_long(const ServerLimits& limits) {
  return "The request target is longer than " + std::to_string(limits.target_bytes_max) + " bytes.";
}

std::string head_too_long(const ServerLimits& limits) {
  return "Request line and headers are longer than " + std::to_string(limits.head_bytes_max) +
         " bytes.";
}

std::string too_many_headers(const ServerLimits& limits) {
  return "The request has more than " + std::to_string(limits.headers_max) + " headers.";
}

std::string body_too_long(const ServerLimits& limits) {
  return "The body is longer than " + std::to_string(limits.body_bytes_max) + " bytes.";
}

std::string_view sentence_of(http_errno error) {
  // The library's enumeration has thirty names; these are the ones a request can cause.
  if (error == HPE_INVALID_CONTENT_LENGTH) return kBadLength;
  if (error == HPE_UNEXPECTED_CONTENT_LENGTH) return kTwoLengths;
  if (error == HPE_INVALID_TRANSFER_ENCODING) return kBadEncoding;
  if (error == HPE_INVALID_URL) return kBadTarget;
  if (error == HPE_INVALID_HEADER_TOKEN || error == HPE_LF_EXPECTED) return kBadHeader;
  return kBadRequestLine;
}

std::string_view behind_blank_lines(std::string_view bytes) {
  for (;;) {
    if (bytes.starts_with("\r\n")) {
      bytes.remove_prefix(2);
    } else if (bytes.starts_with('\n')) {
      bytes.remove_prefix(1);
    } else {
      return bytes;
    }
  }
}

bool is_token(char letter) {
  if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) return true;
  if (letter >= '0' && letter <= '9') return true;
  return letter != '\0' &&
         std::string_view("!#$%&'*+-.^_`|~").find(letter) != std::string_view::npos;
}

}  // namespace fauxplane
