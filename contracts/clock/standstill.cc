#include "contracts/clock/standstill.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "contracts/clock/blocked_call.h"

namespace fauxplane::contracts {
namespace {

namespace fs = std::filesystem;

// Empty when it cannot be read.
std::string text_of(const fs::path& path) {
  const std::ifstream in(path);
  // A thread that ends while it is looked at makes reading fail; the stream keeps that to itself.
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::uint64_t mixed(std::uint64_t seed, std::uint64_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15U + (seed >> 29U);
}

// Whether a child of the thread runs that the page does not know: it may do anything.
bool has_stranger(const fs::path& thread, const std::vector<int>& known) {
  std::istringstream children(text_of(thread / "children"));
  for (int child = 0; children >> child;) {
    if (std::find(known.begin(), known.end(), child) == known.end()) return true;
  }
  return false;
}

// A number that changes when the thread runs; nullopt when it may go on by itself.
std::optional<std::uint64_t> blocked_for_ever(const fs::path& thread,
                                              const std::vector<int>& known) {
  const auto status = read_thread_status(text_of(thread / "status"));
  if (!status || !status->is_blocked || may_end_by_time(text_of(thread / "syscall")) ||
      has_stranger(thread, known)) {
    return std::nullopt;
  }
  return mixed(status->switches, std::hash<std::string>{}(thread.filename().string()));
}

std::optional<std::uint64_t> blocked_for_ever(const ClockPage& page) {
  if (!page.is_flowing() || page.has_deadline() || page.owes()) return std::nullopt;
  const std::vector<int> processes = page.processes();
  std::uint64_t all = 0;
  std::size_t threads = 0;
  for (const int process : processes) {
    std::error_code gone;
    const fs::path folder = "/proc/" + std::to_string(process) + "/task";
    for (fs::directory_iterator entry(folder, gone); !gone && entry != fs::directory_iterator();
         entry.increment(gone)) {
      const auto one = blocked_for_ever(entry->path(), processes);
      if (!one) return std::nullopt;
      all = mixed(all, *one);
      ++threads;
    }
  }
  if (threads == 0) return std::nullopt;
  return all;
}

}  // namespace

Standing Standstill::look(std::chrono::steady_clock::time_point now) {
  if (page_.is_flowing() && page_.is_beyond()) return Standing::kBeyond;
  const std::optional<std::uint64_t> seen = blocked_for_ever(page_);
  if (!seen || seen != seen_) {
    seen_ = seen;
    since_ = now;
    return Standing::kMoving;
  }
  return now - since_ >= kPatience ? Standing::kHung : Standing::kMoving;
}

}  // namespace fauxplane::contracts
