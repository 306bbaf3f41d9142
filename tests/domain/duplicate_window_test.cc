#include "simulator/domain/duplicate_window.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/domain_gen.h"

namespace fauxplane {
namespace {

constexpr Instant kStart = std::chrono::sys_days{std::chrono::year{2026} / 4 / 15};

TEST(DuplicateWindowTest, KnowsAnEventForSixtySeconds) {
  DuplicateWindow window;
  window.remember("a", EventId{"e1"}, kStart);
  ASSERT_NE(window.find("a", kStart), nullptr);
  EXPECT_EQ(*window.find("a", kStart + Duration{59'999}), EventId{"e1"});
  EXPECT_EQ(window.find("a", kStart + Duration{60'000}), nullptr);
  EXPECT_EQ(window.find("b", kStart), nullptr);
}

TEST(DuplicateWindowTest, KnowsAnEventOfACallThatWasATickAhead) {
  DuplicateWindow window;
  window.remember("a", EventId{"e1"}, kStart);
  EXPECT_NE(window.find("a", kStart - Duration{3}), nullptr);
}

TEST(DuplicateWindowTest, ForgetsWhatIsOver) {
  DuplicateWindow window;
  window.remember("a", EventId{"e1"}, kStart);
  window.remember("b", EventId{"e2"}, kStart + Duration{30'000});
  window.remember("a", EventId{"e3"}, kStart + Duration{60'000});
  EXPECT_EQ(window.size(), 2U);
  window.remember("c", EventId{"e4"}, kStart + Duration{100'000});
  EXPECT_EQ(window.size(), 2U);
  EXPECT_EQ(*window.find("a", kStart + Duration{100'000}), EventId{"e3"});
}

TEST(DuplicateWindowTest, TellsEventsApartByActorSessionKindAndContent) {
  const Event event{.actor = "a", .session = "s", .kind = "k", .content = "c"};
  Event same = event;
  same.metadata = "{}";
  same.role = "role_1";
  EXPECT_EQ(fingerprint_of(event), fingerprint_of(same));
  for (const auto field : {&Event::actor, &Event::session, &Event::kind, &Event::content}) {
    Event other = event;
    other.*field += "x";
    EXPECT_NE(fingerprint_of(event), fingerprint_of(other));
  }
  EXPECT_NE(fingerprint_of({.actor = "ab", .session = "c"}),
            fingerprint_of({.actor = "a", .session = "bc"}));
}

RC_GTEST_PROP(DuplicateWindowProperty, IsAsIfItNeverForgot, ()) {
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(0, 40'000)));
  DuplicateWindow window;
  std::map<std::string, Instant> all;
  Instant now = kStart;
  for (const auto& [name, wait] : steps) {
    now += Duration{wait};
    const std::string fingerprint(1, static_cast<char>('a' + name));
    const auto known = all.find(fingerprint);
    const bool is_known = known != all.end() && now - known->second < kDuplicateWindow;
    RC_ASSERT((window.find(fingerprint, now) != nullptr) == is_known);
    if (is_known) continue;
    window.remember(fingerprint, EventId{fingerprint}, now);
    all[fingerprint] = now;
  }
}

}  // namespace
}  // namespace fauxplane
