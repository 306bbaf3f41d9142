#include "simulator/scenario/read_pace.h"

#include <algorithm>
#include <array>
#include <utility>

#include "simulator/scenario/references.h"
#include "simulator/scenario/units.h"

namespace fauxplane {
namespace {

constexpr double kSigmaMax = 10;

struct PointRow {
  std::string_view name;
  PointKind kind;
};
constexpr std::array<PointRow, 8> kPoints = {{{"before", PointKind::kBefore},
                                              {"status_line", PointKind::kStatusLine},
                                              {"header", PointKind::kHeader},
                                              {"head", PointKind::kHead},
                                              {"body", PointKind::kBody},
                                              {"inside", PointKind::kInside},
                                              {"after", PointKind::kAfter},
                                              {"next", PointKind::kNext}}};

// RFC 9110 5.6.2: a token.
bool is_of_name(char letter) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= 'a' && letter <= 'z') || kOthers.find(letter) != std::string_view::npos;
}

// At most kPauseMax; nullopt, with a finding, when it is no such duration.
std::optional<Duration> read_pause(const YamlValue& value, std::string_view what,
                                   Findings& findings) {
  const auto pause = read_parsed(value, what, parse_duration, findings);
  if (!pause || *pause <= kPauseMax) return pause;
  findings.add(value.place, std::string(what) + " is at most 1h");
  return std::nullopt;
}

std::optional<Duration> read_pause(const MapReader& map, std::string_view key, Findings& findings) {
  const YamlValue* value = map.find(key);
  return value == nullptr ? std::nullopt : read_pause(*value, key, findings);
}

Delay read_range(const YamlValue& value, std::size_t dots, Findings& findings) {
  YamlValue end = value;
  end.text = value.text.substr(0, dots);
  const auto least = read_pause(end, "delay", findings);
  end.text = value.text.substr(dots + 2);
  const auto most = read_pause(end, "delay", findings);
  if (least && most && *most < *least) {
    findings.add(value.place, "delay: " + excerpt(value.text) + " ends before it begins");
  }
  return {.distribution = Distribution::kUniform,
          .center = least.value_or(Duration{0}),
          .spread = most.value_or(Duration{0})};
}

Delay read_lognormal(const MapReader& map, Findings& findings) {
  Delay delay{.distribution = Distribution::kLognormal,
              .center = read_pause(map, "lognormal", findings).value_or(Duration{0})};
  const YamlValue* sigma = map.find("sigma");
  if (sigma == nullptr) {
    findings.add(map.place(), "lognormal needs a sigma, such as 0.5");
  } else if (const auto number = read_number(*sigma, "sigma", findings)) {
    delay.sigma = *number;
    if (*number <= 0 || *number > kSigmaMax) {
      findings.add(sigma->place, "sigma must be above 0 and at most 10, such as 0.5, not " +
                                     excerpt(sigma->text));
    }
  }
  return delay;
}

Delay read_distribution(const YamlValue& value, Findings& findings) {
  const MapReader map(value, MapKind::kDelay, findings);
  const bool is_normal = map.find("normal") != nullptr;
  const bool is_lognormal = map.find("lognormal") != nullptr;
  if (is_normal == is_lognormal) {
    findings.add(value.place,
                 "a delay has one distribution; write {normal: 200ms, deviation: 50ms} or "
                 "{lognormal: 200ms, sigma: 0.5}");
    return {};
  }
  for (const auto& [key, belongs] :
       {std::pair{"deviation", is_normal}, std::pair{"sigma", is_lognormal}}) {
    if (map.find(key) != nullptr && !belongs) {
      findings.add(map.find(key)->place,
                   std::string(key) + (is_normal ? " is for lognormal" : " is for normal"));
    }
  }
  if (is_lognormal) return read_lognormal(map, findings);
  if (map.find("deviation") == nullptr) {
    findings.add(value.place, "normal needs a deviation, such as 50ms");
  }
  return {.distribution = Distribution::kNormal,
          .center = read_pause(map, "normal", findings).value_or(Duration{0}),
          .spread = read_pause(map, "deviation", findings).value_or(Duration{0})};
}

}  // namespace

Delay read_delay(const YamlValue& value, Findings& findings) {
  if (value.kind == YamlValue::Kind::kMap) return read_distribution(value, findings);
  const std::size_t dots = value.text.find("..");
  if (value.kind == YamlValue::Kind::kScalar && dots != std::string::npos) {
    return read_range(value, dots, findings);
  }
  return {.center = read_pause(value, "delay", findings).value_or(Duration{0})};
}

std::optional<Point> read_point(const YamlValue& value, std::string_view what, Findings& findings) {
  constexpr std::string_view kHeader = "header ";
  constexpr std::string_view kBody = "body ";
  const auto text = read_text(value, what, findings);
  if (!text) return std::nullopt;
  if (text->starts_with(kHeader) && text->size() > kHeader.size()) {
    Point point{.kind = PointKind::kHeader, .header = text->substr(kHeader.size())};
    if (std::all_of(point.header.begin(), point.header.end(), is_of_name)) return point;
    findings.add(value.place, std::string(what) + ": " + excerpt(point.header) +
                                  " is no name of a header; write it like header Retry-After");
    return std::nullopt;
  }
  const bool is_of_body = text->starts_with(kBody);
  const std::string_view number = std::string_view(*text).substr(is_of_body ? kBody.size() : 0);
  if (!number.empty() && number.front() >= '0' && number.front() <= '9') {
    auto bytes = parse_bytes(number);
    if (bytes)
      return Point{.kind = is_of_body ? PointKind::kBody : PointKind::kBytes, .bytes = *bytes};
    findings.add(value.place, std::string(what) + ": " + bytes.error().message);
    return std::nullopt;
  }
  std::vector<std::string_view> names;
  for (const PointRow& row : kPoints) {
    if (row.name == *text) return Point{.kind = row.kind};
    names.push_back(row.name);
  }
  names.insert(names.end(), {"header NAME", "body 3B", "20B"});
  check_known("point for " + std::string(what), *text, names, value.place, findings);
  return std::nullopt;
}

std::optional<Stall> read_stall(const YamlValue& value, Findings& findings) {
  Stall stall{.at = {}, .lasts = kPauseMax};
  const YamlValue* at = &value;
  if (value.kind == YamlValue::Kind::kMap) {
    const MapReader map(value, MapKind::kStall, findings);
    at = map.find("at");
    if (const auto lasts = read_pause(map, "lasts", findings)) stall.lasts = *lasts;
  }
  const auto point = at == nullptr ? std::nullopt : read_point(*at, "stall", findings);
  if (!point) return std::nullopt;
  stall.at = *point;
  if (point->kind == PointKind::kNext) {
    findings.add(at->place, "stall has no point next; only reset, close and half_close have it");
  }
  return stall;
}

std::optional<Drip> read_drip(const YamlValue& value, Findings& findings) {
  const MapReader map(value, MapKind::kDrip, findings);
  const YamlValue* bytes = map.find("bytes");
  const auto every = read_pause(map, "every", findings);
  if (bytes == nullptr || !every) return std::nullopt;
  const auto size = read_parsed(*bytes, "bytes", parse_bytes, findings);
  if (!size) return std::nullopt;
  if (*size == 0) findings.add(bytes->place, "bytes: a piece has at least 1B");
  return Drip{.bytes = *size, .every = *every};
}

}  // namespace fauxplane
