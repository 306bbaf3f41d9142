#include "simulator/pipeline/damage.h"

#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/pipeline/damage_cases.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

TEST(DamageTest, LeavesAnAnswerWithoutDamagesAlone) {
  EXPECT_EQ(damaged({}).bytes, sound_reply().bytes);
  EXPECT_EQ(damaged({}).wire, Wire{});
}

TEST(DamageTest, EveryOneChangesTheBytesAndSaysWhereTheBodyStarts) {
  for (const DamageRow& row : damage_rows()) {
    SCOPED_TRACE(name_of(row.damage));
    const Reply reply = damaged({row.damage});
    EXPECT_NE(reply.bytes, sound_reply().bytes);
    ASSERT_LE(reply.head_size, reply.bytes.size());
    EXPECT_EQ(damaged({row.damage}).bytes, reply.bytes);
  }
}

TEST(DamageTest, SeveralGoTogether) {
  const Reply reply = damaged({Damage::kBodyTruncated, Damage::kLengthPlus,
                               Damage::kHeaderUpperCase, Damage::kLineEndsLf, Damage::kInterim100});
  EXPECT_EQ(reply.bytes,
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\nCONTENT-TYPE: application/json\n"
            "CONTENT-LENGTH: +10\n\n{\"name\":\"a");
  EXPECT_EQ(reply.head_size, reply.bytes.size() - 10);
}

TEST(DamageTest, TakesAnswersWithoutABody) {
  for (const DamageRow& row : damage_rows()) {
    SCOPED_TRACE(name_of(row.damage));
    Reply reply;
    reply.bytes = "HTTP/1.1 204 No Content\r\n\r\n";
    reply.head_size = reply.bytes.size();
    apply_damages({row.damage}, reply);
    EXPECT_LE(reply.head_size, reply.bytes.size());
  }
}

TEST(DamageTest, WhatIsAboutABodyIsNotDoneWhereThereIsNone) {
  for (const DamageRow& row : damage_rows()) {
    SCOPED_TRACE(name_of(row.damage));
    Reply reply;
    reply.bytes = "HTTP/1.1 204 No Content\r\n\r\n";
    reply.head_size = reply.bytes.size();
    const std::string sound = reply.bytes;
    apply_damages({row.damage}, reply, BodyUse::kNone);
    EXPECT_EQ(reply.bytes.size(), reply.head_size + reply.tail_size) << reply.bytes;
    EXPECT_FALSE(reply.wire.is_cut);
    if (row.fault == "body" || row.fault == "chunks") {
      EXPECT_EQ(reply.bytes, sound);
    }
    if (row.fault == "content_length" && row.damage != Damage::kLengthNone) {
      EXPECT_NE(reply.bytes, sound);
    }
  }
}

TEST(DamageTest, TheHeadOfAHeadIsThatOfAGet) {
  for (const DamageRow& row : damage_rows()) {
    SCOPED_TRACE(name_of(row.damage));
    const Reply got = damaged({row.damage});
    Reply reply = sound_reply();
    apply_damages({row.damage}, reply, BodyUse::kWithheld);
    EXPECT_EQ(reply.bytes.substr(0, reply.head_size), got.bytes.substr(0, got.head_size));
    EXPECT_EQ(reply.bytes.size(), reply.head_size + reply.tail_size);
    EXPECT_FALSE(reply.wire.is_cut);
  }
}

TEST(DamageTest, SaysWhichAnswersEndBeforeTheirHeadSays) {
  using enum Damage;
  for (const DamageRow& row : damage_rows()) {
    SCOPED_TRACE(name_of(row.damage));
    const bool is_cut = row.damage == kLengthLong || row.damage == kLengthHuge ||
                        row.damage == kChunksNoLast || row.damage == kChunksCut;
    EXPECT_EQ(damaged({row.damage}).wire.is_cut, is_cut);
  }
}

TEST(DamageTest, IsDoneToTheAnswerOfThePlane) {
  TestPlane plane("steps: [{on: GET /me, fault: {header: obs_text, garbage: after}}]");
  plane.expect_sound_framing(false);
  const TestAnswer answer = plane.send("GET", "/api/me");
  EXPECT_NE(answer.bytes.find("\r\nX-Fauxplane-Text: caf\xE9\r\n"), std::string::npos);
  EXPECT_TRUE(answer.bytes.ends_with("\x7F\r\n\r\n"));
  EXPECT_EQ(plane.last_entry().answer, answer.bytes);
  EXPECT_EQ(plane.last_entry().status, 200);
}

RC_GTEST_PROP(DamageProperty, SoundChunksHoldTheBody, (std::string body)) {
  Reply reply;
  reply.bytes = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  reply.head_size = reply.bytes.size();
  reply.bytes += body;
  apply_damages({Damage::kChunksSound}, reply);
  std::string rest = reply.bytes.substr(reply.head_size);
  std::string joined;
  for (std::size_t size = 1; size > 0;) {
    const std::size_t line = rest.find("\r\n");
    RC_ASSERT(line != std::string::npos);
    size = std::stoul(rest.substr(0, line), nullptr, 16);
    joined += rest.substr(line + 2, size);
    RC_ASSERT(rest.substr(line + 2 + size, 2) == "\r\n");
    rest.erase(0, line + 4 + size);
  }
  RC_ASSERT(joined == body);
  RC_ASSERT(rest.empty());
}

}  // namespace
}  // namespace fauxplane
