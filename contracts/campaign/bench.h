// One client under test at one plane: runs cases, one after the other, and brings the evidence.
#pragma once

#include <memory>
#include <string>

#include "contracts/campaign/plane.h"
#include "contracts/cases/evidence.h"
#include "contracts/clock/self_test.h"
#include "contracts/clock/standstill.h"
#include "contracts/protocol/adapter.h"

namespace fauxplane::contracts {

struct BenchOptions {
  ProcessCommand client{};
  std::chrono::milliseconds watchdog{10'000};  // of a call, in real time
  std::string clock_library{};                 // libfauxplane_virtual_clock.so; empty: real time
};

class Bench {
 public:
  // Starts plane and client. The error says why the client does not speak.
  [[nodiscard]] static Result<std::unique_ptr<Bench>> open(const BenchOptions& options);

  // Runs a scenario. The error says why it does not load, or that it has no `check:`.
  [[nodiscard]] Result<Evidence> run(const std::string& yaml);

  [[nodiscard]] const Hello& hello() const { return adapter_->hello(); }
  [[nodiscard]] bool is_virtual() const { return page_ != nullptr; }
  // Why time is virtual, or is not: a sentence.
  [[nodiscard]] const std::string& clock_reason() const { return clock_reason_; }

 private:
  Bench() = default;
  [[nodiscard]] static Result<std::unique_ptr<Bench>> open_with(const BenchOptions& options,
                                                                bool is_virtual);
  [[nodiscard]] ClockVerdict try_clock();
  [[nodiscard]] Arrival now() const;
  [[nodiscard]] Evidence run(const Scenario& scenario, const Addresses& addresses);
  [[nodiscard]] Asked ask_and_cancel(const Json& request, std::chrono::milliseconds watchdog);
  [[nodiscard]] std::size_t left_open(std::size_t before) const;
  [[nodiscard]] std::chrono::milliseconds patience(const Check& check) const;

  BenchOptions options_;
  std::unique_ptr<ClockPage> page_;
  std::unique_ptr<Standstill> standstill_;
  std::string clock_reason_;
  std::unique_ptr<Plane> plane_;
  std::unique_ptr<Adapter> adapter_;
  std::uint64_t clients_ = 0;
};

// What the client was made with: what the check says, and the documented defaults for what it does
// not, or the adapter cannot.
[[nodiscard]] Options options_of(const ClientOptions& wanted, const Hello& hello);

}  // namespace fauxplane::contracts
