#include "contracts/clock/clock_page.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace fauxplane::contracts {
namespace {

constexpr std::array<std::string_view, CLOCK_KINDS> kKindNames = {
    "sleep",     "poll",      "select", "epoll", "receive",
    "condition", "semaphore", "lock",   "futex", "timer"};

template <class Value>
std::atomic_ref<Value> shared(Value& value) {
  return std::atomic_ref<Value>(value);
}

// The port of the socket's peer; 0 when it has none.
std::uint16_t peer_port(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  void* const place = &address;
  if (::getpeername(socket, static_cast<sockaddr*>(place), &size) != 0) return 0;
  if (address.ss_family == AF_INET) return ntohs(static_cast<sockaddr_in*>(place)->sin_port);
  if (address.ss_family == AF_INET6) return ntohs(static_cast<sockaddr_in6*>(place)->sin6_port);
  return 0;
}

ClockDebt written_as(Debt debt) {
  switch (debt) {
    case Debt::kNone:
      return CLOCK_DEBT_NONE;
    case Debt::kAnswer:
      return CLOCK_DEBT_ANSWER;
    case Debt::kBlocked:
      return CLOCK_DEBT_BLOCKED;
    case Debt::kStalled:
      return CLOCK_DEBT_STALLED;
  }
  return CLOCK_DEBT_NONE;
}

bool is_owed(std::uint32_t debt) {
  return debt == CLOCK_DEBT_ANSWER || debt == CLOCK_DEBT_BLOCKED;
}

Error cannot_create() {
  return {.code = "no_clock_page",
          .message = std::string("cannot make the page of virtual time: ") + std::strerror(errno) +
                     "; run with real time instead"};
}

}  // namespace

std::string_view name_of(ClockJumpKind kind) {
  return kind < CLOCK_KINDS ? kKindNames.at(kind) : "unknown";
}

Result<std::unique_ptr<ClockPage>> ClockPage::create() {
  // Nothing is left of it when this process is killed.
  const int file = ::memfd_create("fauxplane-clock", MFD_CLOEXEC);
  if (file < 0) return tl::unexpected(cannot_create());
  void* const memory =
      ::ftruncate(file, sizeof(ClockLayout)) != 0
          ? MAP_FAILED
          : ::mmap(nullptr, sizeof(ClockLayout), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) {
    const Error error = cannot_create();
    ::close(file);
    return tl::unexpected(error);
  }
  auto page = std::unique_ptr<ClockPage>(new ClockPage(file, static_cast<ClockLayout*>(memory)));
  page->let_flow(true);
  shared(page->page_->version).store(CLOCK_LAYOUT_VERSION);
  return page;
}

ClockPage::~ClockPage() {
  ::munmap(page_, sizeof(ClockLayout));
  ::close(file_);
}

std::vector<std::pair<std::string, std::string>> ClockPage::variables(
    const std::string& library) const {
  const char* const others = std::getenv("LD_PRELOAD");
  return {{"LD_PRELOAD", others != nullptr ? library + ":" + others : library},
          {FAUXPLANE_CLOCK_VARIABLE,
           "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(file_)}};
}

void ClockPage::reset() {
  for (ClockWait& wait : page_->waits) shared(wait.deadline).store(0);
  for (std::int32_t& process : page_->processes) shared(process).store(0);
  for (ClockJump& jump : page_->jumps) shared(jump.number).store(0);
  shared(page_->offset).store(0);
  shared(page_->loaded).store(0);
  shared(page_->connected).store(0);
  shared(page_->is_beyond).store(0);
  shared(page_->jumped).store(0);
  let_flow(true);
}

void ClockPage::let_flow(bool is_flowing) {
  shared(page_->is_flowing).store(is_flowing ? 1 : 0);
}

bool ClockPage::is_flowing() const {
  return shared(page_->is_flowing).load() != 0;
}

std::chrono::nanoseconds ClockPage::offset() const {
  return std::chrono::nanoseconds{shared(page_->offset).load()};
}

std::uint64_t ClockPage::jumped() const {
  return shared(page_->jumped).load();
}

std::vector<Jump> ClockPage::jumps(std::uint64_t from) const {
  std::vector<Jump> jumps;
  const std::uint64_t last = jumped();
  const std::uint64_t first = last > CLOCK_JUMPS_KEPT ? last - CLOCK_JUMPS_KEPT : 0;
  for (std::uint64_t number = std::max(from, first) + 1; number <= last; ++number) {
    ClockJump& slot = page_->jumps[(number - 1) % CLOCK_JUMPS_KEPT];
    // One that is being written, or was overwritten meanwhile, has another number.
    if (shared(slot.number).load() != number) continue;
    const Jump jump{.number = number,
                    .kind = static_cast<ClockJumpKind>(shared(slot.kind).load()),
                    .from = std::chrono::nanoseconds{shared(slot.from).load()},
                    .by = std::chrono::nanoseconds{shared(slot.by).load()},
                    .asked = std::chrono::nanoseconds{shared(slot.asked).load()}};
    if (shared(slot.number).load() == number) jumps.push_back(jump);
  }
  return jumps;
}

std::uint32_t ClockPage::loaded() const {
  return shared(page_->loaded).load();
}

std::uint32_t ClockPage::connected() const {
  return shared(page_->connected).load();
}

bool ClockPage::is_beyond() const {
  return shared(page_->is_beyond).load() != 0;
}

std::vector<int> ClockPage::processes() const {
  std::vector<int> processes;
  for (std::int32_t& slot : page_->processes) {
    if (const std::int32_t process = shared(slot).load(); process != 0)
      processes.push_back(process);
  }
  return processes;
}

bool ClockPage::has_deadline() const {
  return std::any_of(std::begin(page_->waits), std::end(page_->waits), [](ClockWait& wait) {
    const std::int64_t deadline = shared(wait.deadline).load();
    return deadline != 0 && deadline != INT64_MAX;
  });
}

void ClockPage::listening(std::uint16_t port) {
  shared(page_->plane_ports[port / 8]).fetch_or(static_cast<std::uint8_t>(1U << (port % 8)));
}

void ClockPage::looked_after(int socket, Debt debt) {
  // What the kernel counts is true below TLS, too.
  tcp_info info{};
  socklen_t size = sizeof info;
  const std::uint16_t port = port_of(socket);
  if (port == 0 || ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return;
  int unread = 0;
  // In this order, what arrives in between counts as unread, never as read; there may be more of it
  // than was received before.
  if (::ioctl(socket, FIONREAD, &unread) != 0) return;
  const std::uint64_t left =
      std::min<std::uint64_t>(static_cast<unsigned>(unread), info.tcpi_bytes_received);
  ClockConnection& connection = page_->connections[port];
  // The client reads at any time: a new debt stands there before what it is about, and a paid one
  // until then.
  if (is_owed(written_as(debt))) set_debt(connection, debt);
  if (debt == Debt::kAnswer) return;
  shared(connection.answered)
      .store(info.tcpi_bytes_sent - info.tcpi_bytes_retrans + info.tcpi_notsent_bytes);
  shared(connection.consumed).store(info.tcpi_bytes_received - left);
  set_debt(connection, debt);
}

void ClockPage::set_debt(ClockConnection& connection, Debt debt) {
  const std::uint32_t now = written_as(debt);
  const std::uint32_t before = shared(connection.debt).exchange(now);
  owing_.fetch_add((is_owed(now) ? 1 : 0) - (is_owed(before) ? 1 : 0));
}

std::uint16_t ClockPage::port_of(int socket) {
  const auto index = static_cast<std::size_t>(socket);
  if (index >= ports_.size()) return 0;
  std::uint16_t port = ports_[index].load();
  if (port == 0) {
    port = peer_port(socket);
    ports_[index].store(port);
  }
  return port;
}

void ClockPage::closing(int socket) {
  // A peer that has gone cannot be asked for its port any more.
  const std::uint16_t port = port_of(socket);
  if (port == 0) return;
  ports_[static_cast<std::size_t>(socket)].store(0);
  ClockConnection& connection = page_->connections[port];
  set_debt(connection, Debt::kNone);
  shared(connection.answered).store(0);
  shared(connection.consumed).store(0);
}

}  // namespace fauxplane::contracts
