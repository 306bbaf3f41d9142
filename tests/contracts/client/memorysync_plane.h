// A client of MemorySync on the transport that answers from a list.
#pragma once

#include "contracts/client/memorysync_client.h"
#include "contracts/client/memorysync_rules.h"
#include "tests/contracts/client/fake_plane.h"

namespace memorysync {

using memsy::FakePlane;
using memsy::HttpRequest;
using memsy::HttpResponse;
using memsy::refusal;

inline Options options_of(FakePlane& plane) {
  Options options{.connection = plane.options(), .end_user_id = "user_1"};
  options.connection.base_url = "http://plane.example//";
  options.connection.api_key = "ms_live_1f";
  options.connection.backoff = memsy::Seconds{0.5};
  return options;
}

inline Client client_of(FakePlane& plane) {
  return {options_of(plane), Rules{}, plane.transport()};
}

inline HttpResponse told(int status, const Json& body, memsy::Headers headers = {}) {
  return refusal(status, std::move(headers), body.dump());
}

}  // namespace memorysync
