#include "simulator/edge/accept_gate.h"

#include <sys/epoll.h>
#include <sys/resource.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace fauxplane {
namespace {

// So many are left when the gate closes; a listener accepts a few before a worker knows of the
// first.
constexpr int kScarce = 8;

}  // namespace

// The kernel lists what an epoll watches: "tfd: 7 events: 19 data: 7 ..." (proc(5)).
void AcceptGate::guard(int listening) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur > INT_MAX) return;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fdinfo", failure)) {
    std::ifstream file(entry.path());
    std::string line;
    while (std::getline(file, line)) {
      std::istringstream words(line);
      std::string label;
      int watched = -1;
      if (!(words >> label >> watched) || label != "tfd:" || watched != listening) continue;
      words >> label >> std::hex >> events_ >> label >> data_;
      if (words.fail()) return;
      const std::string name = entry.path().filename().string();
      std::from_chars(name.data(), name.data() + name.size(), watcher_);
      listening_ = listening;
      first_scarce_ = static_cast<int>(files.rlim_cur) - kScarce;
      return;
    }
  }
}

void AcceptGate::set_open(bool open) {
  const std::lock_guard lock(mutex_);
  if (is_open_.load() == open) return;
  epoll_event event{.events = open ? events_ : 0U, .data = {.u64 = data_}};
  if (::epoll_ctl(watcher_, EPOLL_CTL_MOD, listening_, &event) == 0) is_open_.store(open);
}

}  // namespace fauxplane
