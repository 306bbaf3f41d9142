// What each part of one request costs, in nanoseconds; ./dev bench runs it. The request is the one
// that bench.py sends to the whole plane: authenticated, metered, decorated.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <optional>

#include "simulator/edge/request_reader.h"
#include "simulator/pipeline/exchange.h"
#include "simulator/pipeline/retry_after.h"
#include "simulator/pipeline/route.h"
#include "simulator/scenario/library.h"
#include "simulator/scenario/loader.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

constexpr std::string_view kUnlimited =
    "world: {plans: {pro: {limits: {api_calls: 9000000000000}}}}\n";

// A request as the edge hands it on.
class ReadRequest {
 public:
  explicit ReadRequest(std::string_view path) {
    bytes_ = "GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n" +
             "Authorization: Bearer " + kAdminKey + "\r\n\r\n";
    reader_.read(bytes_);
    reader_.fill(bytes_, headers_, request_);
    request_.arrival = Arrival{std::chrono::hours{1}};
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const Request& request() const { return request_; }

 private:
  ServerLimits limits_;
  RequestReader reader_{limits_};
  std::string bytes_;
  std::vector<HeaderView> headers_;
  Request request_;
};

void read_request(benchmark::State& state) {
  const ReadRequest given("/api/me");
  const ServerLimits limits;
  RequestReader reader(limits);
  std::vector<HeaderView> headers;
  Request request;
  for ([[maybe_unused]] auto round : state) {
    reader.read(given.bytes());
    reader.fill(given.bytes(), headers, request);
    benchmark::DoNotOptimize(request);
    reader.next();
  }
}
BENCHMARK(read_request);

void route(benchmark::State& state) {
  TestPlane plane;
  const ReadRequest given("/api/usage/summary");
  for ([[maybe_unused]] auto round : state) {
    Exchange exchange(plane.world(), given.request());
    find_route(exchange);
    benchmark::DoNotOptimize(exchange.route);
  }
}
BENCHMARK(route);

void authenticate(benchmark::State& state) {
  TestPlane plane;
  const ReadRequest given("/api/me");
  Call call{.request = given.request(), .world = plane.world()};
  for ([[maybe_unused]] auto round : state) {
    benchmark::DoNotOptimize(memsy().authenticate(call));
  }
}
BENCHMARK(authenticate);

void whole_answer(benchmark::State& state, std::string_view path, const std::string& steps) {
  TestPlane plane(std::string(kUnlimited) + steps);
  const ReadRequest given(path);
  Reply reply;
  for ([[maybe_unused]] auto round : state) {
    answer(plane.world(), given.request(), reply);
    benchmark::DoNotOptimize(reply.bytes.data());
  }
}
BENCHMARK_CAPTURE(whole_answer, me, "/api/me", "");
BENCHMARK_CAPTURE(whole_answer, usage_summary, "/api/usage/summary", "");
BENCHMARK_CAPTURE(whole_answer, refused, "/api/me",
                  "steps:\n  - {on: GET /me, answer: {error: rate_limit_exceeded}}\n");

// With as many steps on the route as asked for.
void answer_with_steps(benchmark::State& state) {
  std::string steps = "steps:\n";
  for (std::int64_t step = 0; step < state.range(0); ++step) {
    steps += "  - {on: GET /me, times: 400000000, answer: {status: 200}}\n";
  }
  whole_answer(state, "/api/me", steps);
}
BENCHMARK(answer_with_steps)->Arg(10)->Arg(10'000);

void append_journal(benchmark::State& state) {
  const auto store = make_memory_store({});
  std::unique_ptr<JournalEntry> entry;
  for ([[maybe_unused]] auto round : state) {
    if (!entry) entry = std::make_unique<JournalEntry>();
    entry->request.assign(300, 'q');
    entry->answer.assign(900, 'a');
    benchmark::DoNotOptimize(store->append_journal(entry));
  }
}
BENCHMARK(append_journal);

void write_retry_after(benchmark::State& state, RetryAfterForm form) {
  const RetryAfter retry_after{.value = Duration{2'000}, .form = form};
  for ([[maybe_unused]] auto round : state) {
    benchmark::DoNotOptimize(retry_after_text(retry_after, Instant{Duration{1'776'254'400'000}}));
  }
}
BENCHMARK_CAPTURE(write_retry_after, seconds, RetryAfterForm::kSeconds);

void load_one_scenario(benchmark::State& state, std::string_view name) {
  const auto file = find_in_library(name);
  const Vocabulary vocabulary = vocabulary_of(memsy());
  for ([[maybe_unused]] auto round : state) {
    benchmark::DoNotOptimize(load_scenario(file->yaml, file->name, vocabulary, default_world()));
  }
}
BENCHMARK_CAPTURE(load_one_scenario, quota_boundary, "quota/boundary");

void make_world(benchmark::State& state) {
  const auto script = script_of("");
  for ([[maybe_unused]] auto round : state) {
    World world("w", script, Arrival{}, Instant{});
    benchmark::DoNotOptimize(world);
  }
}
BENCHMARK(make_world);

}  // namespace
}  // namespace fauxplane

BENCHMARK_MAIN();
