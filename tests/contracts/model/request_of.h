// What is wrong with a request, by the table of its service.
#pragma once

#include <string>

#include "contracts/model/methods.h"

namespace fauxplane::contracts {

struct RequestSample {
  std::string_view method;
  std::string_view arguments;
  std::string_view http_method;
  std::string_view target;
  std::string_view body;
};

inline std::string flaw_in(const RequestSample& request, std::string_view service) {
  const MethodRow* const row = find_method(request.method, service);
  if (row == nullptr) return "no such method";
  return request_flaw(*row, Json::parse(request.arguments), request.http_method, request.target,
                      request.body);
}

}  // namespace fauxplane::contracts
