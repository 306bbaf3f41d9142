// A port that refuses every connection for as long as this lives: nobody else can take it, and
// nobody listens there.
#pragma once

#include <cstdint>
#include <memory>

#include "simulator/domain/error.h"

namespace fauxplane {

class RefusingPort {
 public:
  // On 127.0.0.1.
  [[nodiscard]] static Result<std::unique_ptr<RefusingPort>> open();

  RefusingPort(const RefusingPort&) = delete;
  RefusingPort& operator=(const RefusingPort&) = delete;
  ~RefusingPort();

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  RefusingPort(int socket, std::uint16_t port) : socket_(socket), port_(port) {}

  int socket_;
  std::uint16_t port_;
};

}  // namespace fauxplane
