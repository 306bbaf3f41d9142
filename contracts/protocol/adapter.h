// A client under test, behind its adapter: one process that is started, asked, watched, and started
// anew when it hung or died.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contracts/protocol/message.h"
#include "contracts/protocol/process.h"

namespace fauxplane::contracts {

// What the adapter says of its client.
struct Hello {
  std::string sdk{};
  std::string version{};
  std::string runtime{};
  std::string service = "memsy";  // whose client it is, by the name in scenarios
  std::set<std::string> capabilities{};
  std::set<std::string> methods{};  // empty: those that every client of the service has
  [[nodiscard]] bool can(const std::string& capability) const {
    return capabilities.contains(capability);
  }
};

enum class Trouble : std::uint8_t {
  kNone,
  kHang,        // no reply in time
  kEndless,     // it waits for a time that no clock can show; nothing is wrong with that
  kCrash,       // the process ended
  kAdapterBug,  // it speaks the protocol wrongly, or says that it failed
};

// What became of one request.
struct Asked {
  Trouble trouble = Trouble::kNone;
  std::string what{};    // of the trouble, with the last lines of stderr after a crash
  AdapterReply reply{};  // without trouble
};

struct AdapterOptions {
  ProcessCommand command{};
  std::chrono::milliseconds hello_timeout{30'000};
  // Asked while a reply is awaited: kHang or kEndless when the client is known to be at it, else
  // kNone. May be empty.
  std::function<Trouble()> look{};
  // Told when something from the process begins and ceases to be awaited, the latter before it is
  // read; and before a new process is started. May be empty.
  std::function<void(bool)> awaits{};
  std::function<void()> before_start{};
};

class Adapter {
 public:
  explicit Adapter(AdapterOptions options) : options_(std::move(options)) {}

  // Starts the process and reads its hello. The error is a sentence.
  [[nodiscard]] Result<Hello> start();

  // Starts the process if need be. The trouble ends it.
  [[nodiscard]] Asked ask(std::string_view op, const Json& fields,
                          std::chrono::milliseconds timeout);
  // Several requests at once, answered in any order: the replies in the order of `fields`.
  [[nodiscard]] std::vector<Asked> ask_all(std::string_view op, const std::vector<Json>& fields,
                                           std::chrono::milliseconds timeout);
  // One request that is cancelled once `is_time`, which is asked again and again; until then no
  // reply is awaited.
  [[nodiscard]] Asked ask_and_cancel(std::string_view op, const Json& fields,
                                     const std::function<bool()>& is_time,
                                     std::chrono::milliseconds timeout);
  // Ends the process, so that the next request starts another.
  void restart();
  // Ends its stdin. The trouble: it did not end, or not with status 0.
  [[nodiscard]] Asked finish(std::chrono::milliseconds timeout);

  [[nodiscard]] const Hello& hello() const { return hello_; }
  [[nodiscard]] std::string take_diagnostics();
  // Lines on stdout that are no messages, since the last call.
  [[nodiscard]] std::vector<std::string> take_stray() { return std::exchange(stray_, {}); }
  [[nodiscard]] int starts() const { return starts_; }

 private:
  [[nodiscard]] Asked greet();
  // Requests that wait for a reply, by id, and where it belongs.
  using Awaited = std::map<std::int64_t, std::size_t>;
  // The trouble says why it was not sent.
  [[nodiscard]] Asked send(std::string_view op, const std::vector<Json>& fields, Awaited& awaited,
                           std::chrono::steady_clock::time_point deadline);
  [[nodiscard]] std::vector<Asked> collect(Awaited awaited,
                                           std::chrono::steady_clock::time_point deadline);
  [[nodiscard]] Asked trouble(Trouble kind, std::string what);
  [[nodiscard]] std::optional<Asked> write(const std::string& lines,
                                           std::chrono::steady_clock::time_point deadline);
  [[nodiscard]] std::optional<Asked> receive(std::chrono::steady_clock::time_point deadline);

  AdapterOptions options_;
  std::unique_ptr<Process> process_;
  Hello hello_;
  std::int64_t last_id_ = 0;
  std::optional<ReadLine> early_{};  // read before a reply was awaited
  std::vector<std::string> stray_;
  std::string diagnostics_;  // of processes that are gone
  int starts_ = 0;
};

}  // namespace fauxplane::contracts
