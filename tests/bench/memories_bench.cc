// What it costs to remember and to find, in nanoseconds: Memsy's hot path, and MemorySync's
// memories.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <optional>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

constexpr std::uint64_t kMemoriesOfAWorld = 50'000;  // a world holds 100,000 at most

constexpr const char* kMemsy =
    "world: {plans: {pro: {limits: {api_calls: ~, events_ingested: ~, memories_stored: ~, "
    "llm_tokens: ~, search_queries: ~}}}}\n";
constexpr const char* kMemorySync =
    "service: memorysync\n"
    "world: {plans: {pro: {limits: {add_requests: ~, retrieval_requests: ~}}}}\n";

constexpr std::array<HeaderView, 1> kBearer = {
    {{.name = "Authorization", .value = "Bearer msy_ad000000000000000000000000000001"}}};
constexpr std::array<HeaderView, 2> kKey = {
    {{.name = "X-API-Key", .value = "ms_live_a1000000000000000000000000000001"},
     {.name = "X-End-User-ID", .value = "ann"}}};

// A call as the edge hands it on, with a body.
void post(TestPlane& plane, std::span<const HeaderView> headers, std::string_view path,
          const std::string& body, Reply& reply) {
  Request request;
  request.method = Method::kPost;
  request.path = path;
  request.headers = headers;
  request.body = body;
  request.arrival = plane.arrival();
  answer(plane.world(), request, reply);
  if (!reply.bytes.starts_with("HTTP/1.1 20")) std::abort();
  benchmark::DoNotOptimize(reply.bytes.data());
}

// Of a realistic length, and unlike any other.
std::string text_number(std::uint64_t number) {
  constexpr std::array<const char*, 5> kTopics = {"theme", "deployment", "invoice", "search",
                                                  "release"};
  return "Note " + std::to_string(number) + " of the team about the " +
         kTopics[number % kTopics.size()] + ": it should be ready by Monday, and word " +
         std::to_string(number % 997) + " says the same.";
}

std::string event_number(std::uint64_t number) {
  return R"({"actor_id":"ann","session_id":"s-1","kind":"user_message","content":")" +
         text_number(number) + R"("})";
}

// Words that every memory has, and some that few have.
constexpr const char* kQuery = R"("query":"what does the team say about the release, word 42")";

void ingest_one_event(benchmark::State& state) {
  std::optional<TestPlane> plane;
  Reply reply;
  std::uint64_t number = 0;
  for ([[maybe_unused]] auto round : state) {
    state.PauseTiming();
    if (number % kMemoriesOfAWorld == 0) plane.emplace(kMemsy);
    const std::string body = R"({"events":[)" + event_number(number++) + "]}";
    state.ResumeTiming();
    post(*plane, kBearer, "/v1/ingest", body, reply);
  }
}
BENCHMARK(ingest_one_event);

// Over so many memories of one actor.
void search_memories(benchmark::State& state) {
  TestPlane plane(kMemsy);
  Reply reply;
  constexpr std::int64_t kBatch = 500;
  for (std::int64_t first = 0; first < state.range(0); first += kBatch) {
    std::string events;
    for (std::int64_t at = first; at < first + kBatch; ++at) {
      events += (events.empty() ? "" : ",") + event_number(static_cast<std::uint64_t>(at));
    }
    post(plane, kBearer, "/v1/ingest", R"({"events":[)" + events + "]}", reply);
  }
  plane.world().store().set_clock(
      advanced(plane.world().store().clock(), std::chrono::seconds{1}, plane.arrival()));
  const std::string body = std::string("{") + kQuery + R"(,"actor_id":"ann"})";
  post(plane, kBearer, "/v1/search", body, reply);  // extracts
  for ([[maybe_unused]] auto round : state) post(plane, kBearer, "/v1/search", body, reply);
}
BENCHMARK(search_memories)->Arg(1'000)->Arg(10'000);

std::string add_body(std::uint64_t number) {
  return R"({"text":")" + text_number(number) + R"(","tags":["note"],"importance":0.7})";
}

void add_one_memory(benchmark::State& state) {
  std::optional<TestPlane> plane;
  Reply reply;
  std::uint64_t number = 0;
  for ([[maybe_unused]] auto round : state) {
    state.PauseTiming();
    if (number % kMemoriesOfAWorld == 0) plane.emplace(kMemorySync);
    const std::string body = add_body(number++);
    state.ResumeTiming();
    post(*plane, kKey, "/memory/add", body, reply);
  }
}
BENCHMARK(add_one_memory);

// Over so many memories of one end user.
void query_memories(benchmark::State& state) {
  TestPlane plane(kMemorySync);
  Reply reply;
  for (std::int64_t number = 0; number < state.range(0); ++number) {
    post(plane, kKey, "/memory/add", add_body(static_cast<std::uint64_t>(number)), reply);
  }
  const std::string body = std::string("{") + kQuery + "}";
  for ([[maybe_unused]] auto round : state) post(plane, kKey, "/memory/query", body, reply);
}
BENCHMARK(query_memories)->Arg(1'000)->Arg(10'000);

}  // namespace
}  // namespace fauxplane
