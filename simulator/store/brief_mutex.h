// A mutex for sections of a few dozen instructions. Whoever finds it taken looks again for a moment
// before it sleeps: to sleep and be woken costs a hundred times what such a section does.
#pragma once

#include <mutex>

namespace fauxplane {

class BriefMutex {
 public:
  void lock() {
    for (int look = 0; look < kLooksMax; ++look) {
      if (mutex_.try_lock()) return;
      wait_a_moment();
    }
    mutex_.lock();
  }
  bool try_lock() { return mutex_.try_lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  // About three microseconds: longer than any section on the path of a request. Whoever lists a
  // table or reads the journal may hold it for longer, and then the others sleep.
  static constexpr int kLooksMax = 100;

  // Leaves the core to its other hardware thread, which may be the one that holds the mutex.
  static void wait_a_moment() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  std::mutex mutex_;
};

}  // namespace fauxplane
