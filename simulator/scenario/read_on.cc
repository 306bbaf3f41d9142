#include "simulator/scenario/read_on.h"

#include <algorithm>
#include <utility>

namespace fauxplane {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

using PathValues = std::vector<std::pair<std::string, std::string>>;

// The values that `path` gives to the parameters of `pattern`; nullopt when it does not fit. A
// parameter that is written as in the pattern stands for any value.
std::optional<PathValues> fit(std::string_view path, std::string_view pattern) {
  const auto given = segments_of(path);
  const auto wanted = segments_of(pattern);
  if (given.size() != wanted.size()) return std::nullopt;
  PathValues values;
  for (std::size_t index = 0; index < given.size(); ++index) {
    if (given[index] == wanted[index]) continue;
    if (!is_parameter(wanted[index]) || is_parameter(given[index]) || given[index].empty()) {
      return std::nullopt;
    }
    values.emplace_back(wanted[index].substr(1, wanted[index].size() - 2), given[index]);
  }
  return values;
}

struct Fit {
  std::uint16_t route = 0;
  PathValues values;
};

// The routes of any method whose path fits, with or without its prefix; of those under one prefix
// and method the most literal alone, as the plane itself would choose.
std::vector<Fit> fitting_routes(std::string_view path, const Vocabulary& vocabulary) {
  std::vector<Fit> fits;
  for (std::uint16_t index = 0; index < vocabulary.routes.size(); ++index) {
    const RouteName& route = vocabulary.routes[index];
    auto values = fit(path, route.path);
    if (!values && path.starts_with(route.prefix)) {
      values = fit(path.substr(route.prefix.size()), route.path);
    }
    if (!values) continue;
    const auto rival = std::find_if(fits.begin(), fits.end(), [&](const Fit& other) {
      const RouteName& known = vocabulary.routes[other.route];
      return known.method == route.method && known.prefix == route.prefix;
    });
    if (rival == fits.end()) {
      fits.push_back({.route = index, .values = *std::move(values)});
    } else if (values->size() < rival->values.size()) {
      *rival = {.route = index, .values = *std::move(values)};
    }
  }
  return fits;
}

void add_unknown_route(const std::string& text, Place place, const Reading& reading) {
  std::vector<std::string> names;
  for (const RouteName& route : reading.vocabulary.routes) {
    names.push_back(std::string(route.method) + " " + std::string(route.path));
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string hint = did_you_mean(text, known);
  reading.findings.add(place, "there is no route " + excerpt(text) +
                                  (hint.empty() ? "; `fauxplane routes` lists them" : hint));
}

// Keeps the fits of the method; a finding names the methods that the path has when there is none.
std::optional<On> on_of(const std::string& text, std::string_view method, std::vector<Fit> fits,
                        Place place, const Reading& reading) {
  On on{.text = text};
  std::string methods;
  for (Fit& candidate : fits) {
    const std::string_view has = reading.vocabulary.routes[candidate.route].method;
    if (method != "any" && has != method) {
      if (methods.find(has) == std::string::npos) {
        methods += (methods.empty() ? "" : ", ") + std::string(has);
      }
      continue;
    }
    on.routes.push_back(candidate.route);
    for (auto& value : candidate.values) {
      if (std::find(on.path_values.begin(), on.path_values.end(), value) == on.path_values.end()) {
        on.path_values.push_back(std::move(value));
      }
    }
  }
  if (!on.routes.empty()) return on;
  reading.findings.add(
      place, excerpt(text) + ": this path has " + methods + ", not " + std::string(method));
  return std::nullopt;
}

std::optional<On> on_every_path(const std::string& text, std::string_view method, Place place,
                                const Reading& reading) {
  On on{.text = text};
  for (std::uint16_t index = 0; index < reading.vocabulary.routes.size(); ++index) {
    if (reading.vocabulary.routes[index].method == method) on.routes.push_back(index);
  }
  if (!on.routes.empty()) return on;
  reading.findings.add(place, "no route has the method " + std::string(method));
  return std::nullopt;
}

}  // namespace

std::optional<On> read_on(const YamlValue& value, const Reading& reading) {
  const auto text = read_text(value, "on", reading.findings);
  if (!text) return std::nullopt;
  if (*text == "any") return On{.text = *text};
  const std::size_t blank = text->find(' ');
  const std::string_view method = std::string_view(*text).substr(0, blank);
  const std::string_view path =
      blank == std::string::npos ? std::string_view{} : std::string_view(*text).substr(blank + 1);
  const bool is_method =
      method == "any" || (!method.empty() && std::all_of(method.begin(), method.end(), [](char c) {
        return c >= 'A' && c <= 'Z';
      }));
  if (!is_method || (path != "any" && !path.starts_with('/'))) {
    reading.findings.add(value.place, excerpt(*text) +
                                          " names no requests; write METHOD /path such as GET /me, "
                                          "GET any, any /keys, or any");
    return std::nullopt;
  }
  if (path.find('?') != std::string_view::npos) {
    reading.findings.add(value.place,
                         "a path has no query here; put the query under match: {query: ...}");
    return std::nullopt;
  }
  if (path == "any") {
    return method == "any" ? On{.text = *text} : on_every_path(*text, method, value.place, reading);
  }
  auto fits = fitting_routes(path, reading.vocabulary);
  if (fits.empty()) {
    add_unknown_route(*text, value.place, reading);
    return std::nullopt;
  }
  return on_of(*text, method, std::move(fits), value.place, reading);
}

}  // namespace fauxplane
