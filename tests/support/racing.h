// Clients that call a plane at the same moment, round after round: what tests of races share.
#pragma once

#include <array>
#include <barrier>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/test_plane.h"

namespace fauxplane {

inline constexpr int kRaceThreads = 64;
#ifdef __SANITIZE_THREAD__
inline constexpr int kRaceRounds = 100;  // a tenth of the speed
#else
inline constexpr int kRaceRounds = 1'000;
#endif

// Runs `work` on every thread in each round, all at once; `between` before each round, with its
// number, and after the last.
inline void run_rounds(int rounds, const std::function<void(int round)>& between,
                       const std::function<void(int thread, int round)>& work) {
  int round = 0;
  between(round);
  const auto turn = [&]() noexcept { between(++round); };
  std::barrier gate(kRaceThreads, turn);
  std::vector<std::thread> threads;
  threads.reserve(kRaceThreads);
  for (int thread = 0; thread < kRaceThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int at = 0; at < rounds; ++at) {
        work(thread, at);
        gate.arrive_and_wait();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// Sends with headers that are made once, since the race is in answer(). Safe to use from several
// threads.
class Sender {
 public:
  Sender(TestPlane& plane, HeaderList headers) : plane_(plane), headers_(std::move(headers)) {
    for (const auto& [name, value] : headers_) views_.push_back({.name = name, .value = value});
  }
  Sender(const Sender&) = delete;  // the views are of its own headers
  Sender& operator=(const Sender&) = delete;
  ~Sender() = default;

  // The bytes of the answer, which stay until this thread sends again.
  std::string_view send(Method method, std::string_view path, std::string_view body = {}) const {
    thread_local Reply reply;
    Request request;
    request.method = method;
    request.path = path;
    request.headers = views_;
    request.body = body;
    request.arrival = plane_.arrival();
    reply.clear();
    answer(plane_.world(), request, reply);
    return reply.bytes;
  }

 private:
  TestPlane& plane_;
  HeaderList headers_;
  std::vector<HeaderView> views_{};
};

[[nodiscard]] inline bool is_success(std::string_view bytes) {
  return bytes.starts_with("HTTP/1.1 2");
}

}  // namespace fauxplane
