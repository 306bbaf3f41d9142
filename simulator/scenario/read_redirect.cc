#include "simulator/scenario/read_redirect.h"

#include <algorithm>
#include <string>
#include <vector>

#include "simulator/scenario/references.h"
#include "simulator/scenario/scenario.h"

namespace fauxplane {
namespace {

constexpr std::string_view kRelative = "relative";

std::vector<std::string_view> origin_names() {
  std::vector<std::string_view> names;
  for (const OriginRow& row : kOriginRows) names.push_back(row.name);
  return names;
}

std::optional<Origin> origin_named(std::string_view name) {
  for (const OriginRow& row : kOriginRows) {
    if (row.name == name) return row.origin;
  }
  return std::nullopt;
}

void read_target(std::string_view text, Place place, Redirect& redirect, Findings& findings) {
  std::vector<std::string_view> names = origin_names();
  names.push_back(kRelative);
  if (check_known("origin", text, names, place, findings)) redirect.to = origin_named(text);
}

// It goes into a header as it is.
bool is_path(std::string_view text) {
  return text.starts_with('/') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

std::optional<Redirect> read_redirect(const YamlValue& value, Findings& findings) {
  const std::size_t before = findings.count();
  Redirect redirect{.to = Origin::kOwn};
  if (value.kind == YamlValue::Kind::kMap) {
    const MapReader map(value, MapKind::kRedirect, findings);
    if (const auto to = map.text("to")) {
      read_target(*to, map.find("to")->place, redirect, findings);
    }
    if (const auto path = map.text("path")) {
      redirect.path = *path;
      if (!is_path(*path)) {
        findings.add(map.find("path")->place,
                     excerpt(*path) + " is no path of a redirect; it starts with / and is ASCII");
      }
    }
  } else if (const auto to = read_text(value, "redirect", findings)) {
    read_target(*to, value.place, redirect, findings);
  }
  if (findings.count() != before) return std::nullopt;
  return redirect;
}

std::optional<Origin> read_origin(std::string_view text, Place place, Findings& findings) {
  if (!check_known("origin", text, origin_names(), place, findings)) return std::nullopt;
  return origin_named(text);
}

bool is_redirect_status(std::string_view text) {
  return std::any_of(kRedirectStatuses.begin(), kRedirectStatuses.end(),
                     [&](int status) { return std::to_string(status) == text; });
}

}  // namespace fauxplane
