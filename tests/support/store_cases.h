// A small world in a MemoryStore and threads that start together, for the tests of the store.
#pragma once

#include <barrier>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "simulator/store/memory_store.h"
#include "tests/support/ledger_cases.h"

namespace fauxplane {

[[nodiscard]] inline std::unique_ptr<Store> make_store(Seed seed = 7) {
  return make_memory_store({.kinds = kKinds, .seed = seed});
}

// One plan, one org, one member and the key "key_a" of the secret "msy_a".
inline void put_identity(Store& store) {
  store.plans().put({.id = PlanId{"free"}});
  store.orgs().put({.id = OrgId{"org_1"}, .plan = PlanId{"free"}});
  store.members().put({.id = MemberId{"member_1"}, .org = OrgId{"org_1"}});
  store.keys().put({.id = KeyId{"key_a"},
                    .org = OrgId{"org_1"},
                    .member = MemberId{"member_1"},
                    .secret = "msy_a"});
}

// Runs `work(thread)` in `count` threads that start at the same moment, and waits for all.
inline void run_together(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::barrier start(static_cast<std::ptrdiff_t>(count));
  std::vector<std::thread> threads;
  threads.reserve(count);
  for (std::size_t thread = 0; thread < count; ++thread) {
    threads.emplace_back([&, thread] {
      start.arrive_and_wait();
      work(thread);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace fauxplane
