#include "simulator/pipeline/route.h"

#include <utility>

namespace fauxplane {
namespace {

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{');
}

struct Fit {
  bool fits = false;
  std::array<std::string_view, kPathValuesMax> values{};  // percent-encoded
  std::size_t count = 0;                                  // 0: every segment is literal
};

Fit fit(std::string_view path, std::string_view pattern) {
  Fit result;
  while (!path.empty() && !pattern.empty()) {
    if (path.front() != '/') return {};
    const std::string_view segment = take_segment(path);
    const std::string_view wanted = take_segment(pattern);
    if (is_parameter(wanted)) {
      if (segment.empty() || result.count == kPathValuesMax) return {};
      result.values[result.count++] = segment;
    } else if (segment != wanted) {
      return {};
    }
  }
  result.fits = path.empty() && pattern.empty();
  return result;
}

Fit fit(std::string_view path, const Route& route) {
  if (!path.starts_with(route.prefix)) return {};
  return fit(path.substr(route.prefix.size()), route.path);
}

}  // namespace

void find_route(Exchange& exchange) {
  const Request& request = exchange.call.request;
  Fit best;
  for (std::size_t index = 0; index < exchange.service.routes.size(); ++index) {
    const Route& route = exchange.service.routes[index];
    if (route.method != request.method) continue;
    const Fit candidate = fit(request.path, route);
    if (!candidate.fits || (best.fits && best.count <= candidate.count)) continue;
    best = candidate;
    exchange.route = static_cast<std::uint16_t>(index);
    exchange.call.route = &route;
    if (candidate.count == 0) break;
  }
  for (std::size_t at = 0; at < best.count; ++at) {
    exchange.call.path_values[at] = percent_decoded(best.values[at]);
  }
}

std::string allowed_methods(const Service& service, std::string_view path) {
  std::string methods;
  for (const Route& route : service.routes) {
    if (!fit(path, route).fits) continue;
    if (!methods.empty()) methods += ", ";
    methods += name_of(route.method);
  }
  return methods;
}

}  // namespace fauxplane
