#include "tests/support/virtual_plane.h"

#include <gtest/gtest.h>

#include "simulator/world/clock.h"

namespace fauxplane {
namespace {

// A client that is away for years finds its connection again.
ServerLimits patient_limits() {
  constexpr std::chrono::hours kLong{24};
  return {
      .head_timeout = kLong, .body_timeout = kLong, .idle_timeout = kLong, .answer_timeout = kLong};
}

}  // namespace

std::string virtual_clock_library() {
  return FAUXPLANE_VIRTUAL_CLOCK;
}

VirtualPlane::VirtualPlane(std::string_view yaml, std::function<void(Reply&)> change,
                           std::shared_ptr<const TlsContext> tls)
    : scripts_(memsy(), default_world()), site_(scripts_, script_of(yaml)) {
  auto page = contracts::ClockPage::create();
  EXPECT_TRUE(page);
  page_ = *std::move(page);
  ServerOptions options{.threads = 2, .limits = patient_limits()};
  options.observer = page_.get();
  const std::string scheme = tls ? "https" : "http";
  options.tls = std::move(tls);
  auto server = Server::start(
      options,
      {.answer =
           [this, change = std::move(change)](const Request& request, Reply& reply) {
             site_.answer(request, reply);
             if (change) change(reply);
           },
       .refuse = [this](const Refusal& refusal, Reply& reply) { site_.refuse(refusal, reply); }});
  EXPECT_TRUE(server);
  server_ = *std::move(server);
  site_.set_origin(scheme + "://127.0.0.1:" + std::to_string(server_->port()));
}

VirtualPlane::~VirtualPlane() = default;

ProcessStart VirtualPlane::start_of(std::vector<std::string> words) const {
  return {.words = std::move(words), .variables = page_->variables(virtual_clock_library())};
}

Ran VirtualPlane::run(std::vector<std::string> words) const {
  return run_process(start_of(std::move(words)));
}

std::vector<JournalEntry> VirtualPlane::entries() {
  const auto world = site_.sessions().find(kDefaultSession, SystemClock::steady_now());
  return world->store().read_journal(1, 10'000);
}

std::vector<double> VirtualPlane::gaps() {
  std::vector<double> gaps;
  const auto all = entries();
  for (std::size_t index = 1; index < all.size(); ++index) {
    const std::chrono::duration<double> gap = all[index].arrival - all[index - 1].arrival;
    gaps.push_back(gap.count());
  }
  return gaps;
}

}  // namespace fauxplane
