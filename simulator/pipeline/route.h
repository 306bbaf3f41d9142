// Finds the route of a request: the one whose path and method fit; literal segments win over
// parameters.
#pragma once

#include <string>

#include "simulator/pipeline/exchange.h"

namespace fauxplane {

// Fills `exchange.route`, `call.route` and `call.path_values`.
void find_route(Exchange& exchange);

// The methods that the path does have, as an Allow header lists them; empty when the path is
// unknown.
[[nodiscard]] std::string allowed_methods(const Service& service, std::string_view path);

}  // namespace fauxplane
