#include "simulator/scenario/fault.h"

#include <array>

namespace fauxplane {
namespace {

constexpr std::string_view kPoints =
    "before | status_line | header | header NAME | head | body | body 3B | inside | 20B | after | "
    "next";
constexpr std::string_view kPointSchema = R"({"$ref":"#/$defs/point"})";

}  // namespace

std::span<const FaultRow> fault_rows() {
  static constexpr std::array<FaultRow, 17> kRows = {{
      {"delay",
       "300ms | 100ms..300ms | {normal: 200ms, deviation: 50ms} | {lognormal: 200ms, sigma: 0.5}",
       R"({"anyOf":[{"type":"string"},{"$ref":"#/$defs/delay"}]})",
       "waits before the first byte of the answer leaves; what varies is drawn from the seed",
       "K1"},
      {"stall", "a point, or {at: a point, lasts: 5s}; default 1h",
       R"({"anyOf":[{"$ref":"#/$defs/point"},{"$ref":"#/$defs/stall"}]})",
       "sends nothing more at that point for so long, and keeps the connection; a minute or more "
       "ends when the client ends its half",
       "L1 L2 L4 L5"},
      {"drip", "{bytes: 1B, every: 10ms}", R"({"$ref":"#/$defs/drip"})",
       "sends the answer in pieces of so many bytes, one each so often", "I4"},
      {"cut_after", "20B", R"({"type":"string","pattern":"^[0-9.]+(B|KiB|MiB)$"})",
       "sends so many bytes of the answer, then ends the stream (FIN); with reset: inside, a RST",
       "A1 H1 I2 I5 T2 SK13"},
      {"reset", kPoints, kPointSchema,
       "resets the connection (RST) at that point, or, at next, when the next request comes",
       "A1 A5 H1 H4 I1 I2 I5 M1 T2 SK1 SK2 SK6 SK13"},
      {"close", kPoints, kPointSchema,
       "ends the stream (FIN) at that point, though the head promised to keep the connection; at "
       "next, when the next request comes",
       "A1 A5 H1 H4 I1 I2 I5 M1 T2 T5 SK6 SK13"},
      {"half_close", kPoints, kPointSchema,
       "ends the stream (FIN) at that point, and goes on reading what the client sends",
       "I2 I5 T5"},
      {"commit", "before | after", R"({"enum":["before","after"]})",
       "before: the work was done when the wire broke (default); after: the wire broke first, "
       "nothing was done",
       "H1 H4"},
      {"early", "true", R"({"const":true})",
       "answers when the head of the request has come, as if it had no body, which is "
       "dropped",
       "R2"},
      {"body", {}, {}, "damages the body", "J5"},
      {"content_length", {}, {}, "lies about the length of the body", "I2 I3 I5"},
      {"chunks", {}, {}, "sends the body in chunks, 16 bytes each", "A1 I2 I3 I4 I5"},
      {"header", {}, {}, "damages the header lines, or adds one", "E4 I3 I5"},
      {"status_line", {}, {}, "damages the status line", "A1 I3 I5"},
      {"line_ends", {}, {}, "ends the lines of the head in another way", "I3 I5"},
      {"interim", {}, {}, "sends 1xx answers before the answer (RFC 9110 15.2)", "P1 P4"},
      {"garbage", {}, {}, "sends bytes that are no HTTP", "A1 A5 I3 I5 M1 T2"},
  }};
  return kRows;
}

std::span<const DamageRow> damage_rows() {
  using enum Damage;
  static constexpr std::array<DamageRow, 62> kRows = {{
      {kBodyInvalidUtf8, "body", "invalid_utf8", "the bytes FF FE in the middle"},
      {kBodyByteOrderMark, "body", "byte_order_mark", "a byte order mark in front (RFC 8259 8.1)"},
      {kBodyTruncated, "body", "truncated", "half of it, with the length of the half"},
      {kBodyGarbage, "body", "garbage", "bytes that are no JSON"},
      {kBodyEmpty, "body", "empty", "no body, with the type and status of one"},
      {kBodyGzip, "body", "gzip", "compressed, asked for or not"},
      {kBodyGzipCorrupt, "body", "gzip_corrupt", "compressed, and a byte of it changed"},
      {kBodyGzipCut, "body", "gzip_cut", "compressed, and the second half missing"},
      {kBodyGzipUnsaid, "body", "gzip_unsaid", "compressed, without Content-Encoding"},
      {kBodyGzipClaimed, "body", "gzip_claimed", "not compressed, with Content-Encoding: gzip"},
      {kLengthShort, "content_length", "short", "half the length; the rest follows all the same"},
      {kLengthLong, "content_length", "long", "10 more than there are, then FIN"},
      {kLengthTwice, "content_length", "twice", "the header twice, with one value"},
      {kLengthTwoValues, "content_length", "two_values", "the header twice, with two values"},
      {kLengthList, "content_length", "list", "the value twice in one header"},
      {kLengthNegative, "content_length", "negative", "a minus in front"},
      {kLengthPlus, "content_length", "plus", "a plus in front"},
      {kLengthWords, "content_length", "words", "no number"},
      {kLengthHuge, "content_length", "huge", "20 nines, then FIN"},
      {kLengthNone, "content_length", "none", "none; FIN ends the body (RFC 9112 6.3)"},
      {kChunksSound, "chunks", "sound", "as RFC 9112 7.1 says"},
      {kChunksExtended, "chunks", "extended", "with chunk extensions (RFC 9112 7.1.1)"},
      {kChunksTrailers, "chunks", "trailers", "with trailer fields (RFC 9112 7.1.2)"},
      {kChunksWithLength, "chunks", "with_length", "and with a wrong Content-Length"},
      {kChunksNoLast, "chunks", "no_last", "without the last chunk, then FIN"},
      {kChunksBadSize, "chunks", "bad_size", "the last size is no number"},
      {kChunksHugeSize, "chunks", "huge_size", "the last size has 20 digits"},
      {kChunksCut, "chunks", "cut", "FIN inside a chunk"},
      {kChunksNoLineEnd, "chunks", "no_line_end", "no line end behind the first chunk"},
      {kHeaderDuplicate, "header", "duplicate", "Content-Type twice, with two values"},
      {kHeaderOversize, "header", "oversize", "one line of 64 KiB"},
      {kHeaderMany, "header", "many", "1,000 lines more"},
      {kHeaderObsText, "header", "obs_text", "Latin-1 in a value (RFC 9110 5.5)"},
      {kHeaderInvalidUtf8, "header", "invalid_utf8", "the bytes FF FE in a value"},
      {kHeaderControl, "header", "control", "a control character in a value"},
      {kHeaderNul, "header", "nul", "a NUL in a value"},
      {kHeaderNoColon, "header", "no_colon", "a line without a colon"},
      {kHeaderBlankBeforeColon, "header", "blank_before_colon", "a blank before a colon"},
      {kHeaderFolded, "header", "folded", "a value on two lines (RFC 9112 5.2)"},
      {kHeaderEmptyName, "header", "empty_name", "a line that starts with its colon"},
      {kHeaderLowerCase, "header", "lower_case", "all names in lower case, which is right"},
      {kHeaderUpperCase, "header", "upper_case", "all names in upper case, which is right"},
      {kStatusNoReason, "status_line", "no_reason", "no reason, which is right"},
      {kStatusNoBlank, "status_line", "no_blank", "no reason and no blank before it"},
      {kStatusLongReason, "status_line", "long_reason", "a reason of 64 KiB"},
      {kStatusLetters, "status_line", "letters", "2OO: letters in the status"},
      {kStatusFourDigits, "status_line", "four_digits", "a status of four digits"},
      {kStatusLowerCase, "status_line", "lower_case", "http/1.1"},
      {kStatusHttp10, "status_line", "http_1_0", "HTTP/1.0, then FIN"},
      {kStatusHttp2, "status_line", "http_2", "HTTP/2"},
      {kStatusNoVersion, "status_line", "no_version", "no version at all"},
      {kLineEndsLf, "line_ends", "lf", "bare LF (RFC 9112 2.2)"},
      {kLineEndsCr, "line_ends", "cr", "bare CR"},
      {kLineEndsMixed, "line_ends", "mixed", "LF and CRLF by turns"},
      {kInterim100, "interim", "100", "100 Continue"},
      {kInterim102, "interim", "102", "102 Processing"},
      {kInterim103, "interim", "103", "103 Early Hints"},
      {kInterimMany, "interim", "many", "a hundred 103"},
      {kInterim101, "interim", "101", "101 Switching Protocols, unasked"},
      {kGarbageBefore, "garbage", "before", "in front of the answer"},
      {kGarbageInstead, "garbage", "instead", "in its place, then FIN"},
      {kGarbageAfter, "garbage", "after", "behind it"},
  }};
  return kRows;
}

bool is_about_body(Damage damage) {
  return damage <= Damage::kBodyGzipClaimed ||
         (damage >= Damage::kChunksSound && damage <= Damage::kChunksNoLineEnd);
}

std::span<const RivalRow> rival_rows() {
  using enum Damage;
  static constexpr std::array<RivalRow, 8> kRows = {{
      {kBodyInvalidUtf8, kBodyEmpty, "both write the body"},
      {kBodyGzip, kBodyGzipClaimed, "both say how the body is coded"},
      {kLengthShort, kChunksNoLineEnd, "both say where the body ends"},
      {kHeaderLowerCase, kHeaderUpperCase, "both write the names"},
      {kStatusNoReason, kStatusLongReason, "both write the reason"},
      {kStatusLetters, kStatusFourDigits, "both write the status"},
      {kStatusLowerCase, kStatusNoVersion, "both write the version"},
      {kLineEndsLf, kLineEndsMixed, "both end the lines"},
  }};
  return kRows;
}

std::string values_of(const FaultRow& row) {
  std::string values(row.values);
  for (const DamageRow& damage : damage_rows()) {
    if (damage.fault != row.name) continue;
    if (!values.empty()) values += " | ";
    values += damage.choice;
  }
  return values;
}

}  // namespace fauxplane
