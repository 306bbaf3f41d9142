// A call of a client and the request that the contract has for it.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "tests/contracts/client/fake_plane.h"

namespace memsy {

template <class Client, class Value = void>
struct RequestCase {
  const char* name;
  Value (*call)(const Client&);
  const char* line;  // method, and the target behind the base URL
  const char* body;  // nullptr: none
};

// The one request that `plane` got. REQUIRES: a base URL without path, or with "/api".
template <class Client, class Value>
void expect_request(const FakePlane& plane, const RequestCase<Client, Value>& row) {
  ASSERT_EQ(plane.requests.size(), 1U);
  const HttpRequest& request = plane.requests.front();
  std::string target = request.url.substr(std::string("http://plane.example").size());
  if (target.starts_with("/api/")) target.erase(0, std::string("/api").size());
  EXPECT_EQ(request.method + " " + target, row.line);
  EXPECT_EQ(request.body.value_or("(none)"), row.body == nullptr ? "(none)" : row.body);
}

}  // namespace memsy
