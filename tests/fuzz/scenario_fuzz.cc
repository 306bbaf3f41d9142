// Fuzzes the loader with whole files: each gives a scenario that can be played, or findings with a
// place in the file.
#include <algorithm>
#include <cstdint>

#include "simulator/scenario/loader.h"
#include "tests/fuzz/support.h"
#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

void check_findings(const std::vector<Finding>& findings, std::string_view yaml) {
  require(!findings.empty(), "a file that is refused has findings");
  const auto lines = 1 + std::count(yaml.begin(), yaml.end(), '\n');
  for (const Finding& finding : findings) {
    const Place place = finding.place;
    const std::string text = to_text(finding);
    require(place.line >= 1 && place.line <= lines, "a finding names a line of the file: " + text);
    require(place.column >= 1 && static_cast<std::size_t>(place.column) <= yaml.size() + 1,
            "a finding names a column of the file: " + text);
    require(!finding.message.empty() && text.find_first_of("\r\n") == std::string::npos,
            "a finding is one line: " + text);
    // Throws unless it is UTF-8, which the admin plane needs.
    static_cast<void>(nlohmann::json(text).dump());
  }
}

void play(Scenario scenario) {
  const auto world = world_of(std::move(scenario));
  static_cast<void>(answer_to_me(*world));
  const Verdict verdict = verdict_of(*world);
  require(verdict.requests == 1, "the verdict counts the request");
}

}  // namespace
}  // namespace fauxplane

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fauxplane;
  const std::string_view yaml(reinterpret_cast<const char*>(data), size);
  auto scenario = load_scenario(yaml, "fuzz.yaml", memsy().vocabulary, default_world());
  if (scenario) {
    play(*std::move(scenario));
  } else {
    check_findings(scenario.error(), yaml);
  }
  return 0;
}
