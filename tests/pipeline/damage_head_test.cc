// simulator/pipeline/damage_head.cc
#include <algorithm>

#include "tests/pipeline/damage_cases.h"

namespace fauxplane {
namespace {

const std::string kRest =
    "\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"name\":\"abcdefghi\"}";

// The answer with one more line in its head.
std::string with_line(const std::string& line) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n" + line +
         "\r\n\r\n" + kSoundBody;
}

TEST(DamageHeadTest, AddsLinesThatAreWrong) {
  using enum Damage;
  const std::vector<DamageCase> cases = {
      {kHeaderDuplicate, with_line("Content-Type: text/plain")},
      {kHeaderOversize, with_line("X-Fauxplane-Fill: " + std::string(65'518, 'a'))},
      {kHeaderObsText, with_line("X-Fauxplane-Text: caf\xE9")},
      {kHeaderInvalidUtf8, with_line("X-Fauxplane-Text: \xFF\xFE")},
      {kHeaderControl, with_line("X-Fauxplane-Text: a\x01z")},
      {kHeaderNul, with_line(std::string("X-Fauxplane-Text: a\0z", 21))},
      {kHeaderNoColon, with_line("X-Fauxplane-Text")},
      {kHeaderBlankBeforeColon, with_line("X-Fauxplane-Text : a")},
      {kHeaderFolded, with_line("X-Fauxplane-Text: a\r\n z")},
      {kHeaderEmptyName, with_line(": a")},
  };
  expect_bytes(cases);
}

TEST(DamageHeadTest, TwoTypesAreTwoValues) {
  const auto types = [](const std::string& head) {
    Reply reply;
    reply.bytes = head + "\r\n";
    reply.head_size = reply.bytes.size();
    apply_damages({Damage::kHeaderDuplicate}, reply);
    return reply.bytes;
  };
  EXPECT_EQ(
      types("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"),
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Type: application/json\r\n\r\n");
  EXPECT_EQ(types("HTTP/1.1 204 No Content\r\n"),
            "HTTP/1.1 204 No Content\r\nContent-Type: application/json\r\n"
            "Content-Type: text/plain\r\n\r\n");
}

TEST(DamageHeadTest, AFoldedLineEndsAsTheOthersDo) {
  const Reply reply =
      damaged({Damage::kHeaderFolded, Damage::kHeaderUpperCase, Damage::kLineEndsLf});
  EXPECT_NE(reply.bytes.find("\nX-FAUXPLANE-TEXT: a\n z\n\n"), std::string::npos) << reply.bytes;
}

TEST(DamageHeadTest, AddsAThousandLines) {
  const std::string bytes = damaged({Damage::kHeaderMany}).bytes;
  EXPECT_EQ(std::count(bytes.begin(), bytes.end(), '\n'), 4 + 1'000);
  EXPECT_NE(bytes.find("\r\nX-Fauxplane-1000: 1000\r\n\r\n{"), std::string::npos);
}

TEST(DamageHeadTest, WritesNamesAndStatusLinesInAnotherWay) {
  using enum Damage;
  const std::vector<DamageCase> cases = {
      {kHeaderLowerCase,
       "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n" +
           std::string(kSoundBody)},
      {kHeaderUpperCase,
       "HTTP/1.1 200 OK\r\nCONTENT-TYPE: application/json\r\nCONTENT-LENGTH: 20\r\n\r\n" +
           std::string(kSoundBody)},
      {kStatusNoReason, "HTTP/1.1 200 " + kRest},
      {kStatusNoBlank, "HTTP/1.1 200" + kRest},
      {kStatusLongReason, "HTTP/1.1 200 " + std::string(65'536, 'a') + kRest},
      {kStatusLetters, "HTTP/1.1 2OO OK" + kRest},
      {kStatusFourDigits, "HTTP/1.1 2000 OK" + kRest},
      {kStatusLowerCase, "http/1.1 200 OK" + kRest},
      {kStatusHttp10, "HTTP/1.0 200 OK" + kRest, true},
      {kStatusHttp2, "HTTP/2 200 OK" + kRest},
      {kStatusNoVersion, "200 OK" + kRest},
  };
  expect_bytes(cases);
}

TEST(DamageHeadTest, EndsLinesInAnotherWay) {
  using enum Damage;
  const std::string body = kSoundBody;
  const std::vector<DamageCase> cases = {
      {kLineEndsLf,
       "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 20\n\n" + body},
      {kLineEndsCr,
       "HTTP/1.1 200 OK\rContent-Type: application/json\rContent-Length: 20\r\r" + body},
      {kLineEndsMixed,
       "HTTP/1.1 200 OK\nContent-Type: application/json\r\nContent-Length: 20\n\r\n" + body},
  };
  expect_bytes(cases);
}

TEST(DamageHeadTest, SendsBytesBesidesTheAnswer) {
  using enum Damage;
  const std::string sound = sound_reply().bytes;
  const std::string hints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
  std::string many;
  for (int count = 0; count < 100; ++count) many += hints;
  const std::string garbage = "\x16\x03\x01 this is no HTTP \x7F\r\n\r\n";
  const std::vector<DamageCase> cases = {
      {kInterim100, "HTTP/1.1 100 Continue\r\n\r\n" + sound},
      {kInterim102, "HTTP/1.1 102 Processing\r\n\r\n" + sound},
      {kInterim103, hints + sound},
      {kInterimMany, many + sound},
      {kInterim101,
       "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: fauxplane\r\n\r\n" +
           sound},
      {kGarbageBefore, garbage + sound},
      {kGarbageInstead, garbage, true},
      {kGarbageAfter, sound + garbage},
  };
  expect_bytes(cases);
}

}  // namespace
}  // namespace fauxplane
