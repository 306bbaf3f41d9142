// A plane in this process whose clients run on virtual time, for the tests of that.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/clock/clock_page.h"
#include "simulator/edge/site.h"
#include "tests/support/process.h"
#include "tests/support/test_plane.h"

namespace fauxplane {

class VirtualPlane {
 public:
  // `yaml` as script_of() reads it; `change`: to every answer before it leaves, on any thread;
  // `tls`: none for plain http.
  explicit VirtualPlane(std::string_view yaml, std::function<void(Reply&)> change = {},
                        std::shared_ptr<const TlsContext> tls = nullptr);
  VirtualPlane(const VirtualPlane&) = delete;
  VirtualPlane& operator=(const VirtualPlane&) = delete;
  ~VirtualPlane();

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] std::string url(const std::string& path) const { return site_.origin() + path; }
  [[nodiscard]] contracts::ClockPage& page() { return *page_; }
  [[nodiscard]] ProcessStart start_of(std::vector<std::string> words) const;

  // Runs a client to its end.
  [[nodiscard]] Ran run(std::vector<std::string> words) const;

  // Of every request so far, as the journal has them.
  [[nodiscard]] std::vector<JournalEntry> entries();
  // From each answer to the next request, in seconds.
  [[nodiscard]] std::vector<double> gaps();

 private:
  Scripts scripts_;
  Site site_;
  std::unique_ptr<contracts::ClockPage> page_;
  std::unique_ptr<Server> server_;
};

// The preload library that was built.
[[nodiscard]] std::string virtual_clock_library();

}  // namespace fauxplane
