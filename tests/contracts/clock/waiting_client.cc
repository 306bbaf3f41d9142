// A client for the tests of virtual time: asks the plane, and after 429 waits 1, 2 and 4 s, in the
// way that its first argument names. It knows nothing of virtual time.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::seconds;

timespec timespec_of(Seconds time) {
  return {.tv_sec = time.count(), .tv_nsec = 0};
}

// A pipe that nobody writes to.
int silent_end() {
  static const std::array<int, 2> kPipe = [] {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) std::abort();
    return ends;
  }();
  return kPipe[0];
}

void wait_for_timer(Seconds time) {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
  const itimerspec when{.it_interval = {}, .it_value = timespec_of(time)};
  ::timerfd_settime(timer, 0, &when, nullptr);
  pollfd file{.fd = timer, .events = POLLIN, .revents = 0};
  ::poll(&file, 1, -1);
  ::close(timer);
}

void wait_for_alarm(Seconds time) {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  ::sigaction(SIGALRM, &action, nullptr);
  ::alarm(static_cast<unsigned>(time.count()));
  // Longer than the alarm: the signal ends it.
  ::sleep(static_cast<unsigned>(time.count()) + 1000);
}

void wait_to_receive(Seconds time) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) std::abort();
  const timeval limit{.tv_sec = time.count(), .tv_usec = 0};
  ::setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  char byte = 0;
  if (::recv(ends[0], &byte, 1, 0) != -1 || errno != EAGAIN) std::abort();
  for (const int end : ends) ::close(end);
}

template <class Lock>
void wait_for_lock(Seconds time) {
  Lock lock;
  std::promise<void> is_taken;
  std::promise<void> is_done;
  std::thread holder([&] {
    lock.lock();
    is_taken.set_value();
    is_done.get_future().wait();
    lock.unlock();
  });
  is_taken.get_future().wait();
  if (lock.try_lock_for(time)) std::abort();
  is_done.set_value();
  holder.join();
}

// A notification must not be lost, though the wait is cut into pieces: another thread notifies all
// the time, and every one of them is waited for.
void wait_beside_notifications(Seconds time) {
  std::mutex mutex;
  std::condition_variable changed;
  constexpr int kRounds = 1000;
  int wanted = 0;
  int given = 0;
  std::thread giver([&] {
    for (int round = 1; round <= kRounds; ++round) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return wanted == round; });
      // The waiter, cut short meanwhile, has to wait for the mutex, and not for the condition.
      const auto until = Clock::now() + std::chrono::microseconds{round % 400};
      while (Clock::now() < until) {
      }
      given = round;
      lock.unlock();
      changed.notify_all();
    }
  });
  for (int round = 1; round <= kRounds; ++round) {
    std::unique_lock lock(mutex);
    wanted = round;
    changed.notify_all();
    if (!changed.wait_for(lock, Seconds{3600}, [&] { return given == round; })) std::abort();
  }
  giver.join();
  std::this_thread::sleep_for(time);
}

using Wait = std::function<void(Seconds)>;

std::map<std::string, Wait> sleeps() {
  return {
      {"sleep_for", [](Seconds time) { std::this_thread::sleep_for(time); }},
      {"sleep_until", [](Seconds time) { std::this_thread::sleep_until(Clock::now() + time); }},
      {"sleep_until_date",
       [](Seconds time) {
         timespec until{};
         ::clock_gettime(CLOCK_REALTIME, &until);
         until.tv_sec += time.count();
         ::clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &until, nullptr);
       }},
      {"sleep", [](Seconds time) { ::sleep(static_cast<unsigned>(time.count())); }},
      {"usleep", [](Seconds time) { ::usleep(static_cast<unsigned>(time.count() * 1'000'000)); }},
  };
}

std::map<std::string, Wait> waits_for_threads() {
  return {
      {"condition",
       [](Seconds time) {
         std::mutex mutex;
         std::condition_variable never;
         std::unique_lock lock(mutex);
         if (never.wait_for(lock, time) != std::cv_status::timeout) std::abort();
       }},
      {"condition_date",
       [](Seconds time) {
         std::mutex mutex;
         std::condition_variable never;
         std::unique_lock lock(mutex);
         never.wait_until(lock, std::chrono::system_clock::now() + time);
       }},
      {"notifications", wait_beside_notifications},
      {"future",
       [](Seconds time) {
         std::promise<void> never;
         if (never.get_future().wait_for(time) != std::future_status::timeout) std::abort();
       }},
      {"semaphore",
       [](Seconds time) {
         std::counting_semaphore<> never(0);
         if (never.try_acquire_for(time)) std::abort();
       }},
      {"mutex", wait_for_lock<std::timed_mutex>},
      {"shared_mutex", wait_for_lock<std::shared_timed_mutex>},
  };
}

std::map<std::string, Wait> waits_for_descriptors() {
  return {
      {"poll",
       [](Seconds time) {
         pollfd file{.fd = silent_end(), .events = POLLIN, .revents = 0};
         ::poll(&file, 1, static_cast<int>(time.count() * 1000));
       }},
      {"ppoll",
       [](Seconds time) {
         pollfd file{.fd = silent_end(), .events = POLLIN, .revents = 0};
         const timespec span = timespec_of(time);
         ::ppoll(&file, 1, &span, nullptr);
       }},
      {"select",
       [](Seconds time) {
         fd_set set;
         FD_ZERO(&set);
         FD_SET(silent_end(), &set);
         timeval span{.tv_sec = time.count(), .tv_usec = 0};
         if (::select(silent_end() + 1, &set, nullptr, nullptr, &span) != 0) std::abort();
       }},
      {"pselect",
       [](Seconds time) {
         const timespec span = timespec_of(time);
         ::pselect(0, nullptr, nullptr, nullptr, &span, nullptr);
       }},
      {"epoll",
       [](Seconds time) {
         const int file = ::epoll_create1(0);
         epoll_event event{};
         ::epoll_wait(file, &event, 1, static_cast<int>(time.count() * 1000));
         ::close(file);
       }},
      {"epoll_pwait2",
       [](Seconds time) {
         const int file = ::epoll_create1(0);
         epoll_event event{};
         const timespec span = timespec_of(time);
         ::epoll_pwait2(file, &event, 1, &span, nullptr);
         ::close(file);
       }},
      {"timerfd", wait_for_timer},
      {"alarm", wait_for_alarm},
      {"receive", wait_to_receive},
  };
}

std::map<std::string, Wait> waits() {
  std::map<std::string, Wait> all = sleeps();
  all.merge(waits_for_threads());
  all.merge(waits_for_descriptors());
  return all;
}

// The answer's head, and what came of the body with it; the error of the socket otherwise.
std::string ask(std::uint16_t port, const std::string& path, const std::string& key,
                Seconds timeout) {
  const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  void* const place = &address;
  std::string answer;
  if (::connect(file, static_cast<sockaddr*>(place), sizeof address) == 0) {
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " +
                                key + "\r\nConnection: close\r\n\r\n";
    static_cast<void>(::write(file, request.data(), request.size()));
    const timeval limit{.tv_sec = timeout.count(), .tv_usec = 0};
    ::setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    std::array<char, 4096> portion{};
    ssize_t size = 0;
    while ((size = ::recv(file, portion.data(), portion.size(), 0)) > 0) {
      answer.append(portion.data(), static_cast<std::size_t>(size));
    }
    if (size < 0) answer = std::strerror(errno);
  }
  ::close(file);
  return answer;
}

// waiting_client WAIT PORT PATH KEY [TIMEOUT_S]: prints the last status line.
int run(const std::vector<std::string>& words) {
  const auto known = waits();
  const auto wait = known.find(words.at(1));
  if (wait == known.end()) return 2;
  const auto port = static_cast<std::uint16_t>(std::stoi(words.at(2)));
  const Seconds timeout{words.size() > 5 ? std::stoi(words[5]) : 30};
  std::string answer;
  for (const int seconds : {1, 2, 4, 0}) {
    answer = ask(port, words.at(3), words.at(4), timeout);
    if (answer.find(" 429 ") == std::string::npos || seconds == 0) break;
    wait->second(Seconds{seconds});
  }
  std::puts(answer.substr(0, answer.find('\r')).c_str());
  return 0;
}

}  // namespace

int main(int count, char** words) {
  return run(std::vector<std::string>(words, words + count));
}
