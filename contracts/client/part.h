// What the parts of a client have in common, whichever service it is of.
#pragma once

#include <memory>
#include <stop_token>
#include <utility>

namespace memsy {

// `Caller` makes the calls of a service; the parts of a client share one, and its copies too.
template <class Caller>
class Part {
 public:
  Part(std::shared_ptr<Caller> caller, std::stop_token stop)
      : caller_(std::move(caller)), stop_(std::move(stop)) {}

 protected:
  [[nodiscard]] const Caller& caller() const { return *caller_; }
  [[nodiscard]] const std::shared_ptr<Caller>& shared_caller() const { return caller_; }
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }

 private:
  std::shared_ptr<Caller> caller_;
  std::stop_token stop_;
};

}  // namespace memsy
