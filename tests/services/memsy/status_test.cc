#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "tests/support/hot_path.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

Json status_of(TestPlane& plane, const Json& ids) {
  const TestAnswer answer = post(plane, "/status", {{"event_ids", ids}});
  EXPECT_EQ(answer.status, 200) << answer.bytes;
  return answer.json();
}

TEST(StatusTest, TellsWhatBecameOfEachEvent) {
  TestPlane plane("world: {extraction: {delay: 10s, fails_on: bad}}");
  const auto early = ingested(plane, {event_saying("good"), event_saying("bad")});
  move_clock(plane, std::chrono::seconds{10});
  const auto late = ingested(plane, {event_saying("later")});
  EXPECT_EQ(status_of(plane, {early[0], early[1], late[0], "nope"}),
            (Json{{"completedIds", {early[0]}},
                  {"failedIds", {early[1]}},
                  {"pendingIds", {late[0]}},
                  {"total", 4},
                  {"statuses",
                   {{early[0], "completed"},
                    {early[1], "failed"},
                    {late[0], "pending"},
                    {"nope", "unknown"}}},
                  {"unknownIds", {"nope"}}}));
}

TEST(StatusTest, IsPendingUntilTheVeryInstant) {
  TestPlane plane;
  const auto ids = ingested(plane, {event_saying("one")});
  move_clock(plane, Duration{999});
  EXPECT_EQ(status_of(plane, ids)["pendingIds"], Json(ids));
  plane.wait(std::chrono::hours{1});
  EXPECT_EQ(status_of(plane, ids)["pendingIds"], Json(ids)) << "the clock is frozen";
  move_clock(plane, Duration{1});
  EXPECT_EQ(status_of(plane, ids)["completedIds"], Json(ids));
}

TEST(StatusTest, FollowsTheClockOfTheWorld) {
  TestPlane plane("clock: {flow: real}");
  const auto ids = ingested(plane, {event_saying("one")});
  EXPECT_EQ(status_of(plane, ids)["pendingIds"], Json(ids));
  plane.wait(std::chrono::seconds{1});
  EXPECT_EQ(status_of(plane, ids)["completedIds"], Json(ids));
}

TEST(StatusTest, IsChangedByAnEffectForWhatComesLater) {
  TestPlane plane(
      "steps: [{on: GET /me, times: 1, then: {set_extraction: {outcome: failed, delay: 5s}}}]");
  const auto before = ingested(plane, {event_saying("one")});
  static_cast<void>(plane.get("/api/me"));
  const auto after = ingested(plane, {event_saying("two")});
  move_clock(plane, std::chrono::seconds{1});
  EXPECT_EQ(status_of(plane, {before[0], after[0]})["statuses"],
            (Json{{before[0], "completed"}, {after[0], "pending"}}));
  move_clock(plane, std::chrono::seconds{4});
  EXPECT_EQ(status_of(plane, after)["failedIds"], Json(after));
}

TEST(StatusTest, KnowsEventsOfTheBeginningAndNoneOfOtherOrgs) {
  TestPlane plane;
  const Json status =
      status_of(plane, {"01JRX0A1B2C3D4E5F6G7H8J9K1", "01JRX0A1B2C3D4E5F6G7H8J9K6"});
  EXPECT_EQ(status["completedIds"], (Json{"01JRX0A1B2C3D4E5F6G7H8J9K1"}));
  EXPECT_EQ(status["unknownIds"], (Json{"01JRX0A1B2C3D4E5F6G7H8J9K6"})) << "of the free org";
  const auto foreign = ingested(plane, {event_saying("one")}, kFreeKey);
  EXPECT_EQ(status_of(plane, foreign)["unknownIds"], Json(foreign));
}

TEST(StatusTest, ListsAnIdOnceAndCountsWhatWasAsked) {
  TestPlane plane;
  const Json status = status_of(plane, {"a", "b", "a"});
  EXPECT_EQ(status["unknownIds"], (Json{"a", "b"}));
  EXPECT_EQ(status["total"], 3);
  TestPlane found("world: {settings: {status_total: found, status_details: omitted}}");
  EXPECT_EQ(status_of(found, {"a", "01JRX0A1B2C3D4E5F6G7H8J9K1"}),
            (Json{{"completedIds", {"01JRX0A1B2C3D4E5F6G7H8J9K1"}},
                  {"failedIds", Json::array()},
                  {"pendingIds", Json::array()},
                  {"total", 1}}));
}

TEST(StatusTest, TakesUpToFiveHundredIds) {
  TestPlane plane;
  Json ids = Json::array();
  for (int at = 0; at < 500; ++at) ids.push_back(std::to_string(at));
  EXPECT_EQ(status_of(plane, ids)["total"], 500);
  ids.push_back("one more");
  const TestAnswer answer = post(plane, "/status", {{"event_ids", ids}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.json()["detail"][0]["loc"], (Json{"body", "event_ids"}));
  EXPECT_EQ(post(plane, "/status", {{"event_ids", {1}}}).json()["detail"][0]["loc"],
            (Json{"body", "event_ids", 0}));
  EXPECT_EQ(post(plane, "/status", Json::object()).status, 422);
}

TEST(StatusTest, AnswersAnEmptyListAsTheWorldSays) {
  TestPlane plane;
  EXPECT_EQ(status_of(plane, Json::array())["total"], 0);
  TestPlane strict("world: {settings: {empty_lists: refused}}");
  EXPECT_EQ(post(strict, "/status", {{"event_ids", Json::array()}}).status, 422);
}

TEST(StatusTest, NeedsTheReadScope) {
  TestPlane plane(
      "world: {keys: {key_write: {member: member_admin, secret: msy_w, "
      "scopes: [write]}}}");
  EXPECT_EQ(post(plane, "/status", {{"event_ids", {"a"}}}, kReadOnlyKey).status, 200);
  EXPECT_EQ(post(plane, "/status", {{"event_ids", {"a"}}}, "msy_w").code(), "wrong_scope");
}

RC_GTEST_PROP(StatusProperty, HasDisjointListsThatMakeUpTheQuestion, ()) {
  TestPlane plane("world: {extraction: {delay: 5s, fails_on: bad}}");
  std::vector<std::string> known{"nope"};
  const auto contents = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12));
  for (const int content : contents) {
    const std::string text = (content % 3 == 0 ? "bad " : "good ") + std::to_string(content);
    const auto ids = ingested(plane, {event_saying(text)});
    known.insert(known.end(), ids.begin(), ids.end());
    move_clock(plane, std::chrono::seconds{*rc::gen::inRange(0, 4)});
  }
  const auto asked = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(known));
  const Json status = status_of(plane, asked);
  std::set<std::string> listed;
  for (const char* list : {"completedIds", "failedIds", "pendingIds", "unknownIds"}) {
    for (const auto& id : status[list]) RC_ASSERT(listed.insert(id.get<std::string>()).second);
  }
  RC_ASSERT(listed == std::set<std::string>(asked.begin(), asked.end()));
  RC_ASSERT(status["total"] == asked.size());
}

}  // namespace
}  // namespace fauxplane
