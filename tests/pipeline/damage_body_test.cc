// simulator/pipeline/damage_body.cc
#include "tests/pipeline/damage_cases.h"

namespace fauxplane {
namespace {

// The answer with that body, and a length that fits it.
std::string with_body(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

// The answer whose head says that about the length.
std::string with_length(const std::string& lines) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + lines + "\r\n" + kSoundBody;
}

std::string with_chunks(const std::string& chunks, const std::string& lines = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + lines +
         "Transfer-Encoding: chunked\r\n\r\n" + chunks;
}

TEST(DamageBodyTest, DamagesTheBodyAndKeepsTheFraming) {
  using enum Damage;
  const std::vector<DamageCase> cases = {
      {kBodyInvalidUtf8, with_body("{\"name\":\"a\xFF\xFE"
                                   "bcdefghi\"}")},
      {kBodyByteOrderMark, with_body("\xEF\xBB\xBF{\"name\":\"abcdefghi\"}")},
      {kBodyTruncated, with_body("{\"name\":\"a")},
      {kBodyGarbage, with_body("<<<\x01\x02 this is no JSON \x7F>>>")},
      {kBodyEmpty, with_body("")},
      {kBodyGzipClaimed, with_length("Content-Length: 20\r\nContent-Encoding: gzip\r\n")},
  };
  expect_bytes(cases);
}

TEST(DamageBodyTest, LiesAboutTheLength) {
  using enum Damage;
  const std::vector<DamageCase> cases = {
      {kLengthShort, with_length("Content-Length: 10\r\n")},
      {kLengthLong, with_length("Content-Length: 30\r\n"), true},
      {kLengthTwice, with_length("Content-Length: 20\r\nContent-Length: 20\r\n")},
      {kLengthTwoValues, with_length("Content-Length: 20\r\nContent-Length: 30\r\n")},
      {kLengthList, with_length("Content-Length: 20, 20\r\n")},
      {kLengthNegative, with_length("Content-Length: -20\r\n")},
      {kLengthPlus, with_length("Content-Length: +20\r\n")},
      {kLengthWords, with_length("Content-Length: many\r\n")},
      {kLengthHuge, with_length("Content-Length: 99999999999999999999\r\n"), true},
      {kLengthNone, with_length(""), true},
  };
  expect_bytes(cases);
}

TEST(DamageBodyTest, MakesChunks) {
  using enum Damage;
  const std::string first = "10\r\n{\"name\":\"abcdefg\r\n";
  const std::string second = "4\r\nhi\"}\r\n";
  const std::vector<DamageCase> cases = {
      {kChunksSound, with_chunks(first + second + "0\r\n\r\n")},
      {kChunksExtended,
       with_chunks(
           "10;note=\"a;b\"\r\n{\"name\":\"abcdefg\r\n4;note=\"a;b\"\r\nhi\"}\r\n0\r\n\r\n")},
      {kChunksTrailers, with_chunks(first + second + "0\r\nX-Fauxplane-Trailer: end\r\n\r\n")},
      {kChunksWithLength, with_chunks(first + second + "0\r\n\r\n", "Content-Length: 10\r\n")},
      {kChunksNoLast, with_chunks(first + second), true},
      {kChunksBadSize, with_chunks(first + second + "zero\r\n\r\n")},
      {kChunksHugeSize, with_chunks(first + second + "FFFFFFFFFFFFFFFFFFFF\r\n\r\n")},
      {kChunksCut, with_chunks(first + "4\r\nh"), true},
      {kChunksNoLineEnd, with_chunks("10\r\n{\"name\":\"abcdefg" + second + "0\r\n\r\n")},
  };
  expect_bytes(cases);
}

std::string body_of(const Reply& reply) {
  return reply.bytes.substr(reply.head_size);
}

bool says_gzip(const Reply& reply) {
  return reply.bytes.find("\r\nContent-Encoding: gzip\r\n") != std::string::npos;
}

TEST(DamageBodyTest, CompressesAndBreaksWhatItCompressed) {
  const Reply sound = damaged({Damage::kBodyGzip});
  const std::string gzip = body_of(sound);
  EXPECT_TRUE(gzip.starts_with("\x1F\x8B"));
  EXPECT_TRUE(says_gzip(sound));
  EXPECT_NE(sound.bytes.find("\r\nContent-Length: " + std::to_string(gzip.size()) + "\r\n"),
            std::string::npos);
  std::string corrupt = gzip;
  corrupt[gzip.size() / 2] = static_cast<char>(~corrupt[gzip.size() / 2]);
  EXPECT_EQ(body_of(damaged({Damage::kBodyGzipCorrupt})), corrupt);
  EXPECT_EQ(body_of(damaged({Damage::kBodyGzipCut})), gzip.substr(0, gzip.size() / 2));
  EXPECT_EQ(body_of(damaged({Damage::kBodyGzipUnsaid})), gzip);
  EXPECT_FALSE(says_gzip(damaged({Damage::kBodyGzipUnsaid})));
}

}  // namespace
}  // namespace fauxplane
