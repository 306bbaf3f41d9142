#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

TEST(JournalTest, RecordsTheRequestAndItsAnswer) {
  TestPlane plane("steps: [{on: GET /keys, nth: 2, answer: {status: 218}}]");
  plane.wait(std::chrono::seconds{3});
  static_cast<void>(plane.send("GET", "/api/keys"));
  const TestAnswer answer =
      plane.send("GET", "/api/keys?a=b", {.headers = {{"X-A", "b"}}, .body = "hello"});
  const JournalEntry entry = plane.last_entry();
  EXPECT_EQ(entry.number, 2U);
  EXPECT_EQ(entry.arrival, plane.arrival());
  EXPECT_EQ(to_iso8601(entry.instant), "2026-04-15T12:00:00Z");
  EXPECT_EQ(entry.connection, 1U);
  EXPECT_EQ(entry.on_connection, 1U);
  EXPECT_EQ(memsy().routes[entry.route].path, "/keys");
  EXPECT_EQ(entry.step, 0U);
  EXPECT_EQ(entry.use, 1U);
  EXPECT_EQ(entry.status, 218);
  EXPECT_EQ(entry.end, WireEnd::kKept);
  EXPECT_EQ(entry.bytes_sent, answer.bytes.size());
  EXPECT_EQ(entry.request,
            "GET /api/keys?a=b HTTP/1.1\r\nHost: plane.example\r\n"
            "Authorization: Bearer msy_ad00****************************\r\nX-A: b\r\n\r\nhello");
  EXPECT_EQ(entry.request.substr(entry.request_head_size), "hello");
  EXPECT_EQ(entry.answer, answer.bytes);
  EXPECT_EQ(entry.answer.substr(entry.answer_head_size), answer.body);
  EXPECT_EQ(entry.key, "key_admin");
  EXPECT_EQ(entry.note, "");
}

TEST(JournalTest, RecordsWhatHasNoRouteNoStepAndNoKey) {
  TestPlane plane;
  static_cast<void>(plane.send("GET", "/api/nothing", {.key = "msy_bogus"}));
  const JournalEntry entry = plane.last_entry();
  EXPECT_EQ(entry.route, kNoRoute);
  EXPECT_EQ(entry.step, kNoStep);
  EXPECT_EQ(entry.use, 0U);
  EXPECT_EQ(entry.key, "");
  EXPECT_EQ(entry.status, 401);
}

struct EndCase {
  const char* fault;
  WireEnd end;
  std::size_t sent;  // in percent of the answer; above 100: so many bytes more than 100
};

TEST(JournalTest, RecordsHowTheExchangeEnded) {
  for (const EndCase& row :
       {EndCase{"{delay: 1s}", WireEnd::kKept, 100}, EndCase{"{reset: before}", WireEnd::kReset, 0},
        EndCase{"{reset: inside}", WireEnd::kReset, 50},
        EndCase{"{reset: after}", WireEnd::kReset, 100},
        EndCase{"{close: before}", WireEnd::kCut, 0}, EndCase{"{close: inside}", WireEnd::kCut, 50},
        EndCase{"{close: after}", WireEnd::kClosed, 100},
        EndCase{"{cut_after: 0B}", WireEnd::kCut, 0},
        EndCase{"{cut_after: 120B}", WireEnd::kCut, 120},
        EndCase{"{cut_after: 120B, reset: inside}", WireEnd::kReset, 120},
        EndCase{"{cut_after: 1MiB}", WireEnd::kClosed, 100},
        EndCase{"{chunks: cut}", WireEnd::kCut, 100},
        EndCase{"{content_length: long}", WireEnd::kCut, 100}}) {
    SCOPED_TRACE(row.fault);
    TestPlane plane("steps: [{on: GET /me, fault: " + std::string(row.fault) + "}]");
    plane.expect_sound_framing(false);
    const std::size_t size = plane.send("GET", "/api/me").bytes.size();
    const std::size_t sent = row.sent > 100 ? row.sent : size * row.sent / 100;
    EXPECT_EQ(plane.last_entry().end, row.end);
    EXPECT_EQ(plane.last_entry().bytes_sent, sent);
    EXPECT_EQ(plane.last_entry().status, 200);
  }
}

TEST(JournalTest, MasksEveryWordOfAHeaderThatBearsAKey) {
  TestPlane plane;
  std::string words;
  for (int number = 100; number < 400; ++number)
    words += " word-and-secret-" + std::to_string(number);
  static_cast<void>(plane.send("GET", "/api/me", {.headers = {{"X-API-Key", words}}}));
  const std::string request = plane.last_entry().request;
  std::size_t masked = 0;
  for (std::size_t at = request.find("word-and"); at != std::string::npos; ++masked) {
    EXPECT_EQ(request.substr(at, 19), "word-and" + std::string(11, '*')) << masked;
    at = request.find("word-and", at + 1);
  }
  EXPECT_EQ(masked, 300U);
}

// Everything the journal holds.
std::string journal_of(TestPlane& plane) {
  std::string text;
  for (const JournalEntry& entry : plane.world().store().read_journal(1, 10'000)) {
    text += entry.request + "\n" + entry.answer + "\n" + entry.key + "\n" + entry.note + "\n";
  }
  return text;
}

struct LeakCase {
  const char* name;
  const char* method;
  std::string target;
  TestRequest request;
};

class LeakTest : public testing::TestWithParam<LeakCase> {};

TEST_P(LeakTest, KeepsNoRawKey) {
  TestPlane plane(R"(
steps:
  - {on: GET /me, match: {header: {Authorization: nobody, X-A: b}}}
  - {on: GET /me, match: {query: {a: nobody}}}
  - {on: DELETE /keys/nobody}
)");
  static_cast<void>(plane.send(GetParam().method, GetParam().target, GetParam().request));
  const std::string journal = journal_of(plane);
  EXPECT_EQ(journal.find(kAdminKey), std::string::npos) << journal;
  EXPECT_EQ(journal.find(kFreeKey), std::string::npos) << journal;
  EXPECT_EQ(journal.find("other-service-secret"), std::string::npos) << journal;
}

const std::string kAdmin = kAdminKey;
const std::string kFree = kFreeKey;

INSTANTIATE_TEST_SUITE_P(
    Table, LeakTest,
    testing::Values(
        LeakCase{"Authorization", "GET", "/api/me", {}},
        LeakCase{"SecondAuthorization",
                 "GET",
                 "/api/me",
                 {.headers = {{"Authorization", "Bearer " + kFree}}}},
        LeakCase{"WordsBehindTheKey", "GET", "/api/me", {.key = kAdmin + " x"}},
        LeakCase{"OtherHeader", "GET", "/api/me", {.key = "", .headers = {{"x-api-key", kAdmin}}}},
        LeakCase{"NoScheme", "GET", "/api/me", {.key = "", .headers = {{"Authorization", kAdmin}}}},
        LeakCase{"OtherScheme",
                 "GET",
                 "/api/me",
                 {.key = "", .headers = {{"Authorization", "Basic other-service-secret"}}}},
        LeakCase{"KeyOfAnother", "GET", "/api/me", {.key = "other-service-secret"}},
        LeakCase{"Query", "GET", "/api/me?a=" + kFree, {}},
        LeakCase{"Path", "DELETE", "/api/keys/" + kFree, {}},
        LeakCase{"UnknownPath", "GET", "/api/" + kFree, {}},
        LeakCase{"Body", "POST", "/api/keys", {.body = R"({"name":")" + kFree + R"("})"}},
        LeakCase{"BodyThatIsRefused", "POST", "/api/keys", {.body = kFree}}),
    [](const auto& row) { return row.param.name; });

struct Visit {
  std::uint8_t kind = 0;
  std::uint8_t key = 0;
};

void showValue(const Visit& visit, std::ostream& out) {
  out << "{kind " << int{visit.kind} << ", key " << int{visit.key} << "}";
}

// One request with one of the keys that are there by now.
TestAnswer perform(TestPlane& plane, const Visit& visit, const std::vector<std::string>& keys) {
  const std::string& key = keys[visit.key % keys.size()];
  switch (visit.kind % 6) {
    case 0:
      return plane.send("GET", "/api/me", {.key = key});
    case 1:
      return plane.send("GET", "/api/keys", {.key = key});
    case 2:
      return plane.send("DELETE", "/api/keys/" + key, {.key = key});
    case 3:
      return plane.send("GET", "/api/usage/timeseries?granularity=" + key, {.key = key});
    case 4:
      return plane.send("POST", "/api/interest/pro",
                        {.body = R"({"email":")" + key + R"(","name":"a"})"});
    default:
      return plane.send("POST", "/api/keys", {.key = key, .body = R"({"name":"made"})"});
  }
}

RC_GTEST_PROP(JournalProperty, HoldsNoRawKeyWhateverIsSent, ()) {
  const auto visits = *rc::gen::container<std::vector<Visit>>(
      rc::gen::build<Visit>(rc::gen::set(&Visit::kind), rc::gen::set(&Visit::key)));
  TestPlane plane;
  std::vector<std::string> keys = {kAdminKey, kFreeKey, kSeatlessKey, kRevokedKey,
                                   "msy_bogus_bogus_bogus"};
  for (const Visit& visit : visits) {
    const TestAnswer answer = perform(plane, visit, keys);
    if (visit.kind % 6 == 5 && answer.status == 200) {
      keys.push_back(answer.json()["raw_key"].get<std::string>());
    }
  }
  const std::string journal = journal_of(plane);
  for (const std::string& key : keys) RC_ASSERT(journal.find(key) == std::string::npos);
}

}  // namespace
}  // namespace fauxplane
