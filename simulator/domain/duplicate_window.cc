#include "simulator/domain/duplicate_window.h"

#include <utility>

namespace fauxplane {

std::string fingerprint_of(const Event& event) {
  std::string fingerprint;
  fingerprint.reserve(event.actor.size() + event.session.size() + event.kind.size() +
                      event.content.size() + 3);
  fingerprint.append(event.actor).push_back('\0');
  fingerprint.append(event.session).push_back('\0');
  fingerprint.append(event.kind).push_back('\0');
  fingerprint.append(event.content);
  return fingerprint;
}

const EventId* DuplicateWindow::find(const std::string& fingerprint, Instant now) const {
  const auto at = entries_.find(fingerprint);
  if (at == entries_.end() || now - at->second.at >= kDuplicateWindow) return nullptr;
  return &at->second.id;
}

void DuplicateWindow::remember(std::string fingerprint, const EventId& id, Instant now) {
  while (!ages_.empty() && now - ages_.front().at >= kDuplicateWindow) {
    const Age age = ages_.front();
    ages_.pop_front();
    // One that was remembered anew has a later age, which stands further behind.
    const auto at = entries_.find(*age.fingerprint);
    if (at->second.at == age.at) entries_.erase(at);
  }
  const auto [at, is_new] =
      entries_.insert_or_assign(std::move(fingerprint), Entry{.id = id, .at = now});
  ages_.push_back({.at = now, .fingerprint = &at->first});
}

}  // namespace fauxplane
