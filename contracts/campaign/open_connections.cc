#include "contracts/campaign/open_connections.h"

namespace fauxplane::contracts {

std::chrono::nanoseconds OpenConnections::time_offset() {
  return page_ == nullptr ? std::chrono::nanoseconds{0} : page_->time_offset();
}

void OpenConnections::listening(std::uint16_t port) {
  if (page_ != nullptr) page_->listening(port);
}

void OpenConnections::looked_after(int socket, Debt debt) {
  if (page_ != nullptr) page_->looked_after(socket, debt);
  const std::lock_guard lock(mutex_);
  sockets_.insert(socket);
}

void OpenConnections::closing(int socket) {
  if (page_ != nullptr) page_->closing(socket);
  const std::lock_guard lock(mutex_);
  sockets_.erase(socket);
  fewer_.notify_all();
}

std::size_t OpenConnections::count() {
  const std::lock_guard lock(mutex_);
  return sockets_.size();
}

std::size_t OpenConnections::wait_for(std::size_t at_most, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  fewer_.wait_for(lock, patience, [&] { return sockets_.size() <= at_most; });
  return sockets_.size();
}

}  // namespace fauxplane::contracts
