// A transport that answers from a list, and a client whose waits are written down.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "contracts/client/control_client.h"
#include "contracts/client/rules.h"

namespace memsy {

struct FakePlane {
  std::vector<HttpResponse> answers{};  // the last one stays; none: 200 with "{}"
  std::vector<HttpRequest> requests{};
  std::vector<double> waits{};  // seconds

  [[nodiscard]] Transport transport() {
    return [this](const HttpRequest& request, const std::stop_token&) {
      requests.push_back(request);
      if (answers.empty()) return HttpResponse{.status = 200, .body = "{}"};
      return answers[std::min(requests.size(), answers.size()) - 1];
    };
  }
  [[nodiscard]] Options options() {
    return {
        .base_url = "http://plane.example/api//",
        .api_key = "msy_1f",
        .now = [] { return std::chrono::system_clock::time_point{}; },
        .wait = [this](Seconds time, const std::stop_token&) { waits.push_back(time.count()); }};
  }
  [[nodiscard]] ControlClient client() { return {options(), Rules{}, transport()}; }
};

inline HttpResponse refusal(int status, Headers headers = {}, std::string body = "") {
  return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

}  // namespace memsy
