// Fuzzes the bodies of the admin plane. Each line of an input is one request: its first letter says
// where it goes, the rest is its body.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>

#include "tests/fuzz/support.h"
#include "tests/support/test_site.h"

namespace fauxplane {
namespace {

constexpr int kRequestsMax = 8;
// Sessions and scripts of earlier inputs are forgotten so often.
constexpr int kInputsPerSite = 256;

void check(const TestAnswer& answer) {
  require(answer.status < 500, "the admin plane never fails: " + answer.bytes);
  require(answer.body.empty() || nlohmann::json::accept(answer.body),
          "what the admin plane says is JSON: " + answer.bytes);
}

// The site of the next input.
TestSite& next_site() {
  static std::unique_ptr<TestSite> kept;
  static int inputs = 0;
  if (inputs++ % kInputsPerSite == 0) kept = std::make_unique<TestSite>();
  return *kept;
}

void check_session(TestSite& site, const std::string& location) {
  check(site.send("GET", location));
  check(site.send("GET", "/_s/" + location.substr(location.rfind('/') + 1) + "/api/me",
                  {.key = kAdminKey}));
  check(site.send("GET", location + "/journal.har"));
  require(site.send("DELETE", location).status == 204, "a session can be deleted");
}

void send(TestSite& site, std::string_view line) {
  const std::string_view body = line.substr(1);
  if (line.front() == 'c') {
    check(site.post("/_sim/clock", body));
    check(site.send("GET", "/_sim/clock"));
    check(site.send("GET", "/api/me", {.key = kAdminKey}));
  } else if (line.front() == 's') {
    const TestAnswer answer = site.post("/_sim/sessions", body);
    check(answer);
    if (answer.status == 201) check_session(site, answer.header("Location").value_or(""));
  } else {
    check(site.send("GET", std::string("/_sim/journal?").append(body)));
  }
}

}  // namespace
}  // namespace fauxplane

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fauxplane;
  // A failed EXPECT of the test support then ends the process.
  GTEST_FLAG_SET(throw_on_failure, true);
  std::string_view text(reinterpret_cast<const char*>(data), size);
  TestSite& site = next_site();
  for (int number = 0; number < kRequestsMax && !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (!line.empty()) send(site, line);
  }
  site.site().sessions().reset(kDefaultSession);
  return 0;
}
