// The decisions of a client as functions, so that each can be tested, and replaced, by itself. The
// defaults are the contract's; a program that uses the client has no need of this header.
#pragma once

#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/client/error_reading.h"
#include "contracts/client/json_body.h"
#include "contracts/client/raise_error.h"
#include "contracts/client/response_headers.h"
#include "contracts/client/retry.h"
#include "contracts/client/url.h"

namespace memsy {

struct Rules {
  // Any 2xx.
  std::function<bool(const HttpResponse&)> is_success = [](const HttpResponse& response) {
    return response.status / 100 == 2;
  };
  std::function<bool(const Attempt&)> is_retried = memsy::is_retried;
  std::function<Seconds(const Attempt&)> wait_before_retry = memsy::wait_before_retry;
  std::function<std::optional<Seconds>(const Headers&, std::chrono::system_clock::time_point)>
      read_retry_after = memsy::read_retry_after;
  std::function<ErrorFacts(const HttpResponse&)> read_error = memsy::read_error;
  std::function<ErrorKind(int, const ErrorFacts&)> kind_of = memsy::kind_of;
  std::function<std::string(int, std::string_view, std::string_view)> message_of =
      memsy::message_of;
  HeaderReaders headers{};
  // The JSON of a success; nullopt when it has none.
  std::function<std::optional<nlohmann::json>(const HttpResponse&)> read_body =
      [](const HttpResponse& response) { return parse_json(response.body); };
  std::function<std::string(std::string_view)> path_segment = memsy::path_segment;
  std::function<std::string(const Query&)> query_text = memsy::query_text;
  std::function<std::string(const nlohmann::json&)> write_body = memsy::write_json;
};

}  // namespace memsy
