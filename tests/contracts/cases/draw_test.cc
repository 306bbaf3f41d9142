#include "contracts/cases/draw.h"

#include <gtest/gtest.h>

#include <set>

#include "contracts/model/methods.h"

namespace fauxplane::contracts {
namespace {

constexpr int kLarge = 100;

Hello everything() {
  return {.capabilities = {"max_retries", "backoff", "timeout", "usage", "close"}};
}

Draw draw_of(const Hello& hello, std::uint64_t seed, bool is_virtual = true, int size = kLarge) {
  return {rc::Random({seed, 0, 0, 0}), size, hello, is_virtual};
}

TEST(DrawTest, IntegersReachBothEndsAndNoFurther) {
  const Hello hello;
  Draw draw = draw_of(hello, 1);
  std::set<std::int64_t> seen;
  for (int times = 0; times < 200; ++times) seen.insert(draw.integer(-1, 2));
  EXPECT_EQ(seen, (std::set<std::int64_t>{-1, 0, 1, 2}));
  EXPECT_EQ(draw.integer(7, 7), 7);
  EXPECT_GE(draw.integer(INT64_MAX - 1, INT64_MAX), INT64_MAX - 1);
}

TEST(DrawTest, ChancesAreThoseThatAreAskedFor) {
  const Hello hello;
  Draw draw = draw_of(hello, 2);
  int often = 0;
  for (int times = 0; times < 2'000; ++times) {
    EXPECT_TRUE(draw.chance(1.0));
    EXPECT_FALSE(draw.chance(0.0));
    often += draw.chance(0.3) ? 1 : 0;
  }
  EXPECT_GT(often, 500);
  EXPECT_LT(often, 700);
}

TEST(DrawTest, CountsGrowWithTheSize) {
  const Hello hello;
  const auto most_of = [&](int size) {
    std::int64_t most = 0;
    Draw draw = draw_of(hello, 3, true, size);
    for (int times = 0; times < 200; ++times) {
      const std::int64_t drawn = draw.count(0, 6);
      EXPECT_GE(drawn, 0);
      most = std::max(most, drawn);
    }
    return most;
  };
  EXPECT_EQ(most_of(0), 1);
  EXPECT_EQ(most_of(15), 3);
  EXPECT_EQ(most_of(kLarge), 6);
}

TEST(DrawTest, CallsAreOfTheClientsMethodsWithTheirRequiredArguments) {
  const Hello some{.methods = {"me", "keys.usage", "interest.express"}};
  for (const Hello& hello : {everything(), some}) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      Draw draw = draw_of(hello, seed);
      const CheckedCall call = draw.call();
      SCOPED_TRACE(call.method);
      seen.insert(call.method);
      EXPECT_TRUE(draw.has(call.method));
      const MethodRow* const row = find_method(call.method);
      ASSERT_NE(row, nullptr);
      for (const ArgumentRow& argument : row->arguments) {
        if (!argument.is_required) continue;
        EXPECT_TRUE(call.arguments.contains(std::string(argument.name))) << argument.name;
      }
    }
    constexpr std::size_t kOfEveryClient = 13;
    EXPECT_EQ(seen.size(), hello.methods.empty() ? kOfEveryClient : hello.methods.size());
  }
}

TEST(DrawTest, EveryArgumentThatCanBeMadeUpIsTried) {
  for (const std::string_view service : {kMemsy, kMemorySync}) {
    Hello hello{.service = std::string(service)};
    std::set<std::string> wanted;
    for (const MethodRow& row : method_rows(service)) {
      hello.methods.emplace(row.name);
      for (const ArgumentRow& argument : row.arguments) {
        if (argument.samples.empty()) continue;
        wanted.insert(std::string(row.name) + " " + std::string(argument.name));
      }
    }
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
      const CheckedCall call = draw_of(hello, seed).call_with_arguments();
      for (const auto& [name, value] : call.arguments.items())
        seen.insert(call.method + " " + name);
    }
    EXPECT_EQ(seen, wanted);
  }
  const Hello none{.methods = {"none.such"}};
  EXPECT_EQ(draw_of(none, 1).call_with_arguments().method, "me");
}

TEST(DrawTest, SomeClientsOfMemorySyncSpeakForAProject) {
  const Hello hello{.service = "memorysync", .capabilities = {"project"}};
  int with_project = 0;
  std::set<std::string> worlds;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Draw draw = draw_of(hello, seed);
    Case drawn;
    add_project(draw, drawn);
    with_project += drawn.world.empty() ? 0 : 1;
    worlds.insert(drawn.world);
    if (!drawn.world.empty()) {
      EXPECT_EQ(
          drawn.world.size(),
          std::string("{projects: {proj_0123456789abcdef: {tenant: org_7, name: client}}}").size());
    }
  }
  EXPECT_GT(with_project, 60);
  EXPECT_LT(with_project, 140);
  EXPECT_GT(worlds.size(), 60U);
}

TEST(DrawTest, AWorldOfACaseIsLeftAloneAndWhoClaimsNoProjectsHasNone) {
  const Hello of_memsy{.capabilities = {"project"}};
  const Hello without_projects{.service = "memorysync"};
  const Hello of_sync{.service = "memorysync", .capabilities = {"project"}};
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const Hello& hello : {of_memsy, without_projects}) {
      Case plain;
      Draw first = draw_of(hello, seed);
      add_project(first, plain);
      EXPECT_EQ(plain.world, "");
    }
    Case full{.world = "{plans: {}}"};
    Draw second = draw_of(of_sync, seed);
    add_project(second, full);
    EXPECT_EQ(full.world, "{plans: {}}");
  }
}

TEST(DrawTest, RateLimitsAreInTheBodiesOfTheirService) {
  const auto bodies_of = [](const char* service) {
    const Hello hello{.service = service};
    std::set<std::string> bodies;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      Draw draw = draw_of(hello, seed);
      bodies.insert(*rate_limited(draw).body);
    }
    return bodies;
  };
  // Three codes in three bodies, two of which write alike, and four bodies without a code.
  EXPECT_EQ(bodies_of("memsy").size(), 3U * 3U + 4U);
  EXPECT_EQ(bodies_of("memorysync").size(), 1U);
}

TEST(DrawTest, ReadingCallsOnlyReadAndCreatingOnesPost) {
  const Hello hello = everything();
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Draw draw = draw_of(hello, seed);
    EXPECT_EQ(find_method(draw.reading_call().method)->deed, Deed::kReads);
    EXPECT_EQ(find_method(draw.get_call().method)->http_method, "GET");
    EXPECT_EQ(find_method(draw.creating_call().method)->http_method, "POST");
  }
}

TEST(DrawTest, CallsOfAServiceAreOfItsMethods) {
  const Hello hello{.service = "memorysync"};
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Draw draw = draw_of(hello, seed);
    CheckedCall call = draw.call();
    draw.add_arguments(call);
    const MethodRow* const row = find_method(call.method, kMemorySync);
    ASSERT_NE(row, nullptr) << call.method;
    seen.insert(call.method);
    EXPECT_TRUE(find_method(draw.metered_call().method, kMemorySync)->is_metered);
    EXPECT_FALSE(find_method(draw.closed_call().method, kMemorySync)->is_open);
    const ScriptedReply reply = rate_limited(draw);
    EXPECT_EQ(Json::parse(*reply.body)["error"]["code"], "RATE_LIMIT_EXCEEDED");
  }
  EXPECT_EQ(seen.size(), method_rows(kMemorySync).size());
}

TEST(DrawTest, TextsGoBehindOnesThatThePlaneTakes) {
  const Hello hello{.service = "memorysync"};
  Draw draw = draw_of(hello, 1);
  CheckedCall call = draw.call_of("memory.add");
  EXPECT_TRUE(draw.put_text(call, "#more"));
  EXPECT_TRUE(call.arguments["text"].get<std::string>().ends_with("noon.#more"));
  CheckedCall health = draw.call_of("health");
  EXPECT_FALSE(draw.put_text(health, "more"));
}

TEST(DrawTest, OnlyListedMethodsOfTheHotPathAreCalled) {
  const Hello none;
  const Hello some{.methods = {"me", "search"}};
  EXPECT_FALSE(draw_of(none, 1).has("search"));
  EXPECT_TRUE(draw_of(some, 1).has("search"));
  EXPECT_FALSE(draw_of(some, 1).has("ingest"));
  EXPECT_FALSE(draw_of(some, 1).has("nothing"));
}

TEST(DrawTest, AClientThatCannotReadIsAskedWhoItIs) {
  const Hello hello{.methods = {"keys.delete"}};
  Draw draw = draw_of(hello, 4);
  EXPECT_EQ(draw.reading_call().method, "me");
}

TEST(DrawTest, OptionsAreOfThoseThatTheClientHas) {
  const struct {
    std::set<std::string> capabilities;
    bool retries;
    bool backoff;
  } cases[] = {{{}, false, false},
               {{"max_retries"}, true, false},
               {{"backoff"}, false, true},
               {{"max_retries", "backoff"}, true, true}};
  for (const auto& one : cases) {
    const Hello hello{.capabilities = one.capabilities};
    bool retries = false;
    bool backoff = false;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const ClientOptions drawn = draw_of(hello, seed).options(6);
      retries = retries || drawn.max_retries;
      backoff = backoff || drawn.backoff;
      EXPECT_LE(drawn.max_retries.value_or(0), 6);
    }
    EXPECT_EQ(retries, one.retries);
    EXPECT_EQ(backoff, one.backoff);
  }
}

// A run in real time is over in seconds.
TEST(DrawTest, WaitsAreShortInRealTime) {
  const Hello hello = everything();
  std::int64_t longest = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    EXPECT_LE(draw_of(hello, seed, false).seconds(), 1);
    EXPECT_LE(draw_of(hello, seed, false).backoff(), Duration{40});
    EXPECT_TRUE(draw_of(hello, seed, false).options(3).backoff);
    longest = std::max(longest, draw_of(hello, seed, true).seconds());
  }
  EXPECT_GT(longest, 1'000);
}

TEST(DrawTest, TextsAreOfOneLetterToTheMost) {
  const Hello hello;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::string text = draw_of(hello, seed).text(12);
    const auto letters = std::count_if(text.begin(), text.end(), [](char byte) {
      return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    });
    EXPECT_GE(letters, 1);
    EXPECT_LE(letters, 12 * 2);  // one of them is two code points
    EXPECT_EQ(Json::parse(Json(text).dump()), text) << "no UTF-8";
  }
}

TEST(DrawTest, ErrorBodiesCarryTheirFacts) {
  const struct {
    const char* envelope;
    const char* body;
  } cases[] = {
      {"flat", R"({"error":"c","limit":3,"message":"m"})"},
      {"flat_detail", R"({"detail":"m","error":"c","limit":3})"},
      {"detail", R"({"detail":{"error":"c","limit":3,"message":"m"}})"},
      {"text", R"({"detail":"m"})"},
      {"message", R"({"message":"m"})"},
      {"html", "<html><body>m</body></html>"},
      {"empty", ""},
      {"list", R"({"detail":[{"loc":["body"],"msg":"m","type":"value"}]})"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(error_body(one.envelope, "c", "m", {{"limit", 3}}), one.body) << one.envelope;
  }
  EXPECT_EQ(error_body("flat", "", "m", Json::object()), R"({"message":"m"})");
}

TEST(DrawTest, SampleBodiesAreAsTheirMethodPromises) {
  const Hello hello = everything();
  for (const MethodRow& row : method_rows()) {
    SCOPED_TRACE(row.name);
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      Draw draw = draw_of(hello, seed);
      const Json body = sample_body(draw, std::string(row.name));
      if (row.shape.empty()) {
        EXPECT_EQ(body, Json::object());
      } else {
        EXPECT_TRUE(is_well_shaped(row, 200, body.dump())) << body;
      }
    }
  }
}

}  // namespace
}  // namespace fauxplane::contracts
