#include "contracts/model/wire_answer.h"

#include <gmock/gmock.h>

#include <set>

namespace fauxplane::contracts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

WireAnswer split(const std::string& head, const std::string& body = {}) {
  WireAnswer answer;
  split_answer(head + body, head.size(), answer);
  return answer;
}

TEST(WireAnswerTest, SplitsHeadAndBody) {
  const WireAnswer answer = split(
      "HTTP/1.1 200 OK\r\nA: b\r\nX-Time:12:30 \r\na:\t c d\t\r\nEmpty:\r\n\r\n", "{}\r\nx:y");
  EXPECT_THAT(answer.headers, ElementsAre(Pair("A", "b"), Pair("X-Time", "12:30"), Pair("a", "c d"),
                                          Pair("Empty", "")));
  EXPECT_EQ(answer.body, "{}\r\nx:y");
  EXPECT_THAT(answer.values_of("A"), ElementsAre("b", "c d"));
  EXPECT_THAT(answer.values_of("EMPTY"), ElementsAre(""));
  EXPECT_THAT(answer.values_of("B"), IsEmpty());
}

TEST(WireAnswerTest, ReadsOddHeads) {
  const struct {
    std::string head;
    HeaderLines headers;
  } cases[] = {
      {"", {}},
      {"HTTP/1.1 200 OK", {}},
      {"HTTP/1.1 204\r\n\r\n", {}},
      {"HTTP/1.1 200 OK\nA: b\n\n", {{"A", "b"}}},
      {"HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\n", {{"A", "b"}, {"C", "d"}}},
      {"HTTP/1.1 200 OK\r\nnothing\r\nA: b\r\n\r\n", {{"A", "b"}}},
      {"HTTP/1.1 200 OK\r\nA: bc", {{"A", "bc"}}},
  };
  for (const auto& [head, headers] : cases) {
    SCOPED_TRACE(head);
    EXPECT_EQ(split(head).headers, headers);
  }
}

TEST(WireAnswerTest, SkipsInterimAnswers) {
  const std::string last = "HTTP/1.1 200 OK\r\nA: last\r\n\r\n";
  for (const std::string interim :
       {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nA: early\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: early\r\n\r\n"}) {
    SCOPED_TRACE(interim);
    const WireAnswer answer = split(interim + last, "body");
    EXPECT_THAT(answer.headers, ElementsAre(Pair("A", "last")));
    EXPECT_EQ(answer.body, "body");
  }
}

// RFC 9112 7.1.
TEST(WireAnswerTest, JoinsChunks) {
  const struct {
    std::string_view chunks;
    std::string_view body;
  } cases[] = {
      {"0\r\n\r\n", ""},
      {"2\r\n{}\r\n0\r\n\r\n", "{}"},
      {"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", "{}"},
      {"A\r\n0123456789\r\n0\r\n\r\n", "0123456789"},
      {"a\r\n0123456789\r\n00\r\n\r\n", "0123456789"},
      {"4\r\na\r\nb\r\n0\r\n\r\n", "a\r\nb"},
      {"2;name=value;b=\"c\"\r\n{}\r\n0;last\r\n\r\n", "{}"},
      {"2\r\n{}\r\n0\r\nTrailer: x\r\n\r\n", "{}"},
      {"2\r\n{}\r\nzz\r\n}", "{}"},
      {"5\r\nab", "ab"},
      {"FFFFFFFFFFFFFFFF\r\nab", "ab"},
      {"", ""},
  };
  for (const auto& [chunks, body] : cases) {
    SCOPED_TRACE(chunks);
    const std::string head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    EXPECT_EQ(split(head, std::string(chunks)).body, body);
  }
  EXPECT_EQ(split("HTTP/1.1 200 OK\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n").body, "2\r\n{}\r\n0\r\n\r\n");
}

struct DamageCase {
  std::string_view fault;
  std::string_view choices;  // between blanks
  Effect effect;
};

// RFC 9110 and 9112: what has to be understood is whole, what cannot be is broken.
constexpr DamageCase kDamageCases[] = {
    {"body", " invalid_utf8 byte_order_mark truncated garbage empty ", Effect::kWhole},
    {"body", " gzip_corrupt gzip_cut ", Effect::kBroken},
    {"body", " gzip gzip_unsaid gzip_claimed ", Effect::kOpen},
    {"content_length", " none ", Effect::kWhole},
    {"content_length", " long huge two_values negative plus words ", Effect::kBroken},
    {"content_length", " short twice list ", Effect::kOpen},
    {"chunks", " sound extended trailers ", Effect::kWhole},
    {"chunks", " no_last bad_size huge_size cut ", Effect::kBroken},
    {"chunks", " with_length no_line_end ", Effect::kOpen},
    {"header", " duplicate lower_case upper_case ", Effect::kWhole},
    {"header",
     " oversize many obs_text invalid_utf8 control nul no_colon blank_before_colon folded "
     "empty_name ",
     Effect::kOpen},
    {"status_line", " no_reason http_1_0 ", Effect::kWhole},
    {"status_line", " letters ", Effect::kBroken},
    {"status_line", " no_blank long_reason four_digits lower_case http_2 no_version ",
     Effect::kOpen},
    {"line_ends", " lf cr mixed ", Effect::kOpen},
    {"interim", " 100 102 103 ", Effect::kWhole},
    {"interim", " many 101 ", Effect::kOpen},
    {"garbage", " instead ", Effect::kBroken},
    {"garbage", " before after ", Effect::kOpen},
};

TEST(WireAnswerTest, KnowsTheEffectOfEachDamage) {
  for (const DamageRow& row : damage_rows()) {
    SCOPED_TRACE(std::string(row.fault) + ": " + std::string(row.choice));
    const std::string choice = " " + std::string(row.choice) + " ";
    std::vector<Effect> wanted;
    for (const DamageCase& one : kDamageCases) {
      if (one.fault == row.fault && one.choices.find(choice) != std::string_view::npos) {
        wanted.push_back(one.effect);
      }
    }
    EXPECT_THAT(wanted, ElementsAre(effect_of(Fault{.damages = {row.damage}})));
  }
}

TEST(WireAnswerTest, TakesTheWorstOfSeveralDamages) {
  using enum Damage;
  const struct {
    std::vector<Damage> damages;
    Effect effect;
  } cases[] = {
      {{}, Effect::kWhole},
      {{kBodyGarbage, kHeaderLowerCase}, Effect::kWhole},
      {{kLengthShort, kHeaderLowerCase}, Effect::kOpen},
      {{kHeaderLowerCase, kLineEndsLf}, Effect::kOpen},
      {{kLengthLong, kHeaderMany}, Effect::kBroken},
      {{kHeaderMany, kGarbageInstead}, Effect::kBroken},
  };
  for (const auto& [damages, effect] : cases) {
    SCOPED_TRACE(damages.size());
    EXPECT_EQ(effect_of(Fault{.damages = damages}), effect);
  }
}

TEST(WireAnswerTest, KnowsTheEffectOfEndsByTheirPoint) {
  for (const PointKind kind :
       {PointKind::kBefore, PointKind::kStatusLine, PointKind::kHeader, PointKind::kHead,
        PointKind::kBody, PointKind::kInside, PointKind::kBytes}) {
    SCOPED_TRACE(static_cast<int>(kind));
    const Point point{.kind = kind};
    EXPECT_EQ(effect_of(Fault{.stall = Stall{.at = point}}), Effect::kStalled);
    EXPECT_EQ(effect_of(Fault{.reset = point}), Effect::kBroken);
    EXPECT_EQ(effect_of(Fault{.close = point}), Effect::kBroken);
    EXPECT_EQ(effect_of(Fault{.half_close = point}), Effect::kBroken);
  }
  for (const PointKind kind : {PointKind::kAfter, PointKind::kNext}) {
    SCOPED_TRACE(static_cast<int>(kind));
    const Point point{.kind = kind};
    EXPECT_EQ(effect_of(Fault{.stall = Stall{.at = point}}), Effect::kWhole);
    EXPECT_EQ(effect_of(Fault{.close = point}), Effect::kWhole);
    EXPECT_EQ(effect_of(Fault{.half_close = point}), Effect::kWhole);
  }
  // A reset behind the last byte can overtake it.
  EXPECT_EQ(effect_of(Fault{.reset = Point{.kind = PointKind::kAfter}}), Effect::kOpen);
  EXPECT_EQ(effect_of(Fault{.reset = Point{.kind = PointKind::kNext}}), Effect::kWhole);
  EXPECT_EQ(effect_of(Fault{.cut_after = 5}), Effect::kBroken);
  EXPECT_EQ(effect_of(Fault{.drip = Drip{.bytes = 1}}), Effect::kWhole);
  EXPECT_EQ(effect_of(Fault{.is_early = true}), Effect::kWhole);
}

TEST(WireAnswerTest, KnowsWhatEndsUntold) {
  Reply reply{.bytes = "HTTP/1.1 204 No Content\r\n\r\n"};
  EXPECT_FALSE(ends_untold(reply)) << "it is kept";
  for (const Ending ending : {Ending::kFinish, Ending::kHalfClose, Ending::kReset}) {
    reply.wire = {.ending = ending};
    EXPECT_TRUE(ends_untold(reply));
    reply.wire.size = reply.bytes.size() - 1;
    EXPECT_FALSE(ends_untold(reply)) << "the answer is broken";
    reply.wire = {.stall_at = 3, .ending = ending};
    EXPECT_FALSE(ends_untold(reply)) << "the answer never comes";
  }
  reply.wire = {.ending = Ending::kFinish};
  reply.close_after = true;
  EXPECT_FALSE(ends_untold(reply)) << "the head said so";
}

// An answer without a body is complete when its head is.
TEST(WireAnswerTest, KnowsWhatEndsBehindTheLastByte) {
  Reply reply{.bytes = "HTTP/1.1 204 No Content\r\n\r\n"};
  reply.head_size = reply.bytes.size();
  const Point head{.kind = PointKind::kHead};
  const auto effect = [&](const Fault& fault, std::size_t size, std::size_t stall_at) {
    reply.wire.size = size;
    reply.wire.stall_at = stall_at;
    return effect_of(fault, reply, 204);
  };
  const std::size_t all = reply.bytes.size();
  EXPECT_EQ(effect({.close = head}, all, Wire::kAll), Effect::kWhole);
  EXPECT_EQ(effect({.close = head}, all - 1, Wire::kAll), Effect::kBroken);
  EXPECT_EQ(effect({.reset = head}, all, Wire::kAll), Effect::kOpen);
  EXPECT_EQ(effect({.stall = Stall{.at = head}}, Wire::kAll, all), Effect::kWhole);
  EXPECT_EQ(effect({.stall = Stall{.at = head}}, Wire::kAll, all - 1), Effect::kStalled);
  EXPECT_EQ(effect({.close = head, .damages = {Damage::kStatusLetters}}, all, Wire::kAll),
            Effect::kBroken);
  // What happens to a body does not happen to an answer that never has one.
  EXPECT_EQ(effect({.damages = {Damage::kChunksCut}}, all, Wire::kAll), Effect::kWhole);
  EXPECT_EQ(effect({.damages = {Damage::kLengthWords}}, all, Wire::kAll), Effect::kBroken);
}

}  // namespace
}  // namespace fauxplane::contracts
