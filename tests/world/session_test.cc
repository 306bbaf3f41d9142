#include "simulator/world/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

class SessionTest : public testing::Test {
 protected:
  std::shared_ptr<const Script> script_ = script_of("");
  Sessions sessions_{script_};

  [[nodiscard]] SessionRequest named(std::string id,
                                     Duration time_to_live = kSessionTimeToLive) const {
    return {.id = std::move(id), .script = script_, .time_to_live = time_to_live};
  }
  // What create() refused it with; empty when it did not.
  [[nodiscard]] std::string refusal_of(const std::string& id) {
    const auto session = sessions_.create(named(id));
    return session ? "" : session.error().code;
  }
  [[nodiscard]] static Arrival soon() { return SystemClock::steady_now(); }
};

TEST_F(SessionTest, BeginsWithTheDefaultSessionThatStays) {
  EXPECT_EQ(sessions_.count(), 0U);
  ASSERT_NE(sessions_.find(kDefaultSession, Arrival::max() - Duration{1}), nullptr);
  EXPECT_FALSE(sessions_.erase(kDefaultSession));
  EXPECT_EQ(refusal_of("default"), "session_exists");
  ASSERT_EQ(sessions_.list(soon()).size(), 1U);
  EXPECT_EQ(sessions_.count(), 0U);
}

TEST_F(SessionTest, IsCreatedFoundAndErased) {
  const auto session = sessions_.create(named("mine"));
  ASSERT_TRUE(session);
  EXPECT_EQ(session->world->id(), "mine");
  EXPECT_EQ(session->expires_at - session->created_at, kSessionTimeToLive);
  EXPECT_EQ(sessions_.find("mine", soon()), session->world);
  EXPECT_EQ(sessions_.find("other", soon()), nullptr);
  EXPECT_EQ(refusal_of("mine"), "session_exists");
  EXPECT_EQ(sessions_.count(), 1U);
  EXPECT_TRUE(sessions_.erase("mine"));
  EXPECT_FALSE(sessions_.erase("mine"));
  EXPECT_EQ(sessions_.find("mine", soon()), nullptr);
  EXPECT_EQ(sessions_.count(), 0U);
  EXPECT_EQ(refusal_of("mine"), "");
}

TEST_F(SessionTest, CountsNoneWhoseTimeIsUp) {
  ASSERT_TRUE(sessions_.create(named("long")));
  ASSERT_TRUE(sessions_.create(named("short", Duration{1})));
  EXPECT_EQ(sessions_.count_live(soon() + Duration{1}), 1U);
  EXPECT_EQ(sessions_.count_live(soon() + kSessionTimeToLive), 0U);
}

// For clients whose clock is not the real one.
TEST_F(SessionTest, BeginsAtATimeAheadOfTheRealOne) {
  SessionRequest request = named("ahead");
  request.time_offset = std::chrono::hours{48} + std::chrono::nanoseconds{1};
  const Instant before = SystemClock::real_now();
  const auto session = sessions_.create(request);
  ASSERT_TRUE(session);
  EXPECT_GE(session->created_at, before + std::chrono::hours{48});
  EXPECT_LT(session->created_at, before + std::chrono::hours{49});
  const Arrival arrival = soon() + request.time_offset;
  EXPECT_EQ(sessions_.find("ahead", arrival), session->world);
  EXPECT_EQ(sessions_.find("ahead", arrival + kSessionTimeToLive), nullptr);
  EXPECT_LT(session->world->now(arrival) - session->created_at, std::chrono::hours{1});
}

TEST_F(SessionTest, SharesNothingWithAnother) {
  const auto one = sessions_.create(named("one"));
  const auto two = sessions_.create(named("two"));
  const OrgId org{"org_1"};
  const Instant now = one->world->now(soon());
  one->world->store().add_usage(org, KeyId{"key_admin"}, now, Dimension{0}, 5);
  EXPECT_EQ(one->world->store().usage(org, now)[0], 5);
  EXPECT_EQ(two->world->store().usage(org, now)[0], 0);
  EXPECT_EQ(sessions_.find(kDefaultSession, soon())->store().usage(org, now)[0], 0);
}

TEST_F(SessionTest, TakesIdsOfLettersDigitsUnderscoreAndDash) {
  for (const std::string& id : {std::string("aZ09_-"), std::string(kSessionIdMax, 'a')}) {
    EXPECT_EQ(refusal_of(id), "") << id;
  }
  for (const std::string& id :
       {std::string("a/b"), std::string("a b"), std::string("a."), std::string("\xc3\xa4"),
        std::string("a\0b", 3), std::string(kSessionIdMax + 1, 'a')}) {
    EXPECT_EQ(refusal_of(id), "invalid_session_id") << id;
  }
  EXPECT_EQ(sessions_.count(), 2U);
}

TEST_F(SessionTest, MakesUpIdsThatDiffer) {
  const auto one = sessions_.create(named(""));
  const auto two = sessions_.create(named(""));
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->world->id(), two->world->id());
  EXPECT_EQ(one->world->id().size(), 13U);
}

TEST_F(SessionTest, IsGoneWhenItsTimeIsUp) {
  const auto session = sessions_.create(named("short", std::chrono::seconds{5}));
  ASSERT_TRUE(session);
  EXPECT_NE(sessions_.find("short", session->expires - Duration{1}), nullptr);
  EXPECT_EQ(sessions_.find("short", session->expires), nullptr);
  EXPECT_FALSE(sessions_.describe("short", session->expires));
  EXPECT_EQ(sessions_.list(session->expires).size(), 1U);
  EXPECT_EQ(sessions_.count(), 0U);
}

TEST_F(SessionTest, DoesNotKeepThoseThatNobodyAsksForAgain) {
  constexpr int kMade = 2'000;
  for (int made = 0; made < kMade; ++made) {
    ASSERT_TRUE(sessions_.create(named("", Duration{-1})));
  }
  EXPECT_LT(sessions_.count(), 300U);  // a part of the registry is cleared when it has four
}

TEST_F(SessionTest, MakesRoomUnderTheNameOfOneWhoseTimeIsUp) {
  ASSERT_TRUE(sessions_.create(named("again", Duration{-1})));
  EXPECT_EQ(refusal_of("again"), "");
  EXPECT_NE(sessions_.find("again", soon()), nullptr);
  EXPECT_EQ(sessions_.count(), 1U);
}

TEST_F(SessionTest, BeginsAnewWhenItIsReset) {
  ASSERT_TRUE(sessions_.create(named("mine")));
  const auto before = sessions_.find("mine", soon());
  before->store().set_usage(OrgId{"org_1"}, before->now(soon()), Dimension{0}, 9);
  EXPECT_TRUE(sessions_.reset("mine"));
  const auto after = sessions_.find("mine", soon());
  ASSERT_NE(after, nullptr);
  EXPECT_NE(after, before);
  EXPECT_EQ(after->id(), "mine");
  EXPECT_EQ(after->store().usage(OrgId{"org_1"}, after->now(soon()))[0], 0);
  EXPECT_TRUE(sessions_.reset(kDefaultSession));
  EXPECT_FALSE(sessions_.reset("other"));
  ASSERT_TRUE(sessions_.create(named("gone", Duration{-1})));
  EXPECT_FALSE(sessions_.reset("gone"));
}

TEST_F(SessionTest, ListsInTheOrderOfTheirNames) {
  for (const char* id : {"zebra", "ape", "Mole"}) ASSERT_TRUE(sessions_.create(named(id)));
  std::vector<std::string> ids;
  for (const Session& session : sessions_.list(soon())) ids.push_back(session.world->id());
  EXPECT_EQ(ids, (std::vector<std::string>{"Mole", "ape", "default", "zebra"}));
}

TEST_F(SessionTest, IsCreatedOnceByManyThreads) {
  std::atomic<int> created{0};
  std::atomic<int> made_up{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&] {
      for (int at = 0; at < 50; ++at) {
        if (sessions_.create(named("shared-" + std::to_string(at)))) ++created;
        if (sessions_.create(named(""))) ++made_up;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(created, 50);
  EXPECT_EQ(made_up, 400);
  EXPECT_EQ(sessions_.count(), 450U);
  EXPECT_EQ(sessions_.list(soon()).size(), 451U);
}

}  // namespace
}  // namespace fauxplane
