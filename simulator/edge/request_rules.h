// The words of every refusal, and small rules of the request head.
#pragma once

#include <http_parser.h>

#include <string>
#include <string_view>

#include "simulator/edge/server.h"

namespace fauxplane {

inline constexpr std::size_t kMethodBytesMax = 32;
// The first byte of a TLS connection.
inline constexpr char kTlsHandshake = '\x16';

inline constexpr std::string_view kBadRequestLine =
    "The request line is not \"METHOD target HTTP/1.1\".";
inline constexpr std::string_view kNoVersion = "The request line ends without \"HTTP/1.1\".";
inline constexpr std::string_view kBadTarget =
    "The request target is no path, or holds a character that has to be percent-encoded.";
inline constexpr std::string_view kBadEscape =
    "The path holds a \"%\" that is not followed by two hexadecimal digits (RFC 3986 2.1).";
inline constexpr std::string_view kBadAddress =
    "The request target is no path, and no address with http:// or https://, a host and no user.";
inline constexpr std::string_view kNoHost =
    "The request has no Host; HTTP/1.1 wants exactly one (RFC 9112 3.2).";
inline constexpr std::string_view kTwoHosts = "Host came twice; one is allowed (RFC 9112 3.2).";
inline constexpr std::string_view kBadHost =
    "Host is not a name or an address with an optional port (RFC 9110 7.2).";
inline constexpr std::string_view kLooksLikeTls =
    "The bytes look like TLS; this port speaks plain http://.";
inline constexpr std::string_view kLooksPlain = "The bytes are not TLS; this port speaks https://.";
inline constexpr std::string_view kWrongVersion = "Only HTTP/1.1 and HTTP/1.0 are spoken here.";
inline constexpr std::string_view kUnknownMethod = "The method is not known here.";
inline constexpr std::string_view kNoConnect = "CONNECT is not offered: this is not a proxy.";
inline constexpr std::string_view kFoldedLine =
    "A header line starts with a blank; folded header lines are not allowed (RFC 9112 5.2).";
inline constexpr std::string_view kBlankInName =
    "A header name holds a blank; none is allowed, not before the colon either (RFC 9112 5.1).";
inline constexpr std::string_view kBadHeader =
    "A header line is not \"name: value\", or holds a control character.";
inline constexpr std::string_view kBadLength = "Content-Length is not one number of bytes.";
inline constexpr std::string_view kTwoLengths =
    "The body has two lengths: one Content-Length is allowed, and none beside Transfer-Encoding.";
inline constexpr std::string_view kNoLength =
    "Content-Type announces a body, but neither Content-Length nor Transfer-Encoding says how long "
    "it is.";
inline constexpr std::string_view kBadCoding =
    "Nobody here decodes the Content-Encoding of a request; send the body as it is.";
inline constexpr std::string_view kBadChunk = "The chunked body is broken (RFC 9112 7.1).";
inline constexpr std::string_view kOldEncoding =
    "HTTP/1.0 has no Transfer-Encoding; send a Content-Length, or HTTP/1.1 (RFC 9112 6.1).";
inline constexpr std::string_view kBadEncoding =
    "The only Transfer-Encoding that is understood is \"chunked\", once.";
inline constexpr std::string_view kBadExpect =
    "The only expectation that can be met is \"100-continue\".";
inline constexpr std::string_view kSlowHead = "The head of the request did not arrive in time.";
inline constexpr std::string_view kSlowBody = "The body of the request did not arrive in time.";
inline constexpr std::string_view kCutOff = "The stream ended before the request was complete.";
// Of a TLS handshake that failed, without a full stop.
inline constexpr std::string_view kSlowHandshake = "it was not finished in time";
inline constexpr std::string_view kSilentLeave =
    "the client left right behind it, without a request; perhaps it does not accept the "
    "certificate";
inline constexpr std::string_view kTooManyConnections =
    "Too many connections are open; close some, or raise the limit of connections or of open "
    "files.";

[[nodiscard]] std::string target_too_long(const ServerLimits& limits);
[[nodiscard]] std::string head_too_long(const ServerLimits& limits);
[[nodiscard]] std::string too_many_headers(const ServerLimits& limits);
[[nodiscard]] std::string body_too_long(const ServerLimits& limits);

// What the parser found wrong, for the one who sent it.
[[nodiscard]] std::string_view sentence_of(http_errno error);

// Blank lines before a request are ignored; a CR alone is not one (RFC 9112 2.2).
[[nodiscard]] std::string_view behind_blank_lines(std::string_view bytes);

// RFC 9110 5.6.2.
[[nodiscard]] bool is_token(char letter);

[[nodiscard]] constexpr bool is_control(char letter) {
  return (letter >= '\0' && letter <= ' ') || letter == '\x7f';
}

[[nodiscard]] constexpr std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}

}  // namespace fauxplane
