#include "simulator/scenario/read_extraction.h"

#include "simulator/scenario/units.h"

namespace fauxplane {

SetExtraction read_extraction(const YamlValue& value, const Reading& reading) {
  SetExtraction change;
  const MapReader map(value, MapKind::kExtraction, reading.findings);
  if (!map.is_map()) return change;
  if (value.members.empty()) {
    reading.findings.add(value.place, "an empty extraction says nothing; leave it out");
  }
  if (const YamlValue* delay = map.find("delay")) {
    change.delay = read_parsed(*delay, "delay", parse_duration, reading.findings);
  }
  if (const YamlValue* outcome = map.find("outcome")) {
    const auto word = read_text(*outcome, "outcome", reading.findings);
    if (word &&
        check_known("outcome", *word, {"completed", "failed"}, outcome->place, reading.findings)) {
      change.fails = *word == "failed";
    }
  }
  change.fails_on = map.text("fails_on");
  return change;
}

}  // namespace fauxplane
