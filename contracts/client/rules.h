// The decisions of a client as functions, so that each can be tested, and replaced, by itself. The
// defaults are the contract's; a program that uses the client has no need of this header.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "contracts/client/attempts.h"
#include "contracts/client/error_reading.h"
#include "contracts/client/raise_error.h"
#include "contracts/client/request.h"
#include "contracts/client/response_headers.h"

namespace memsy {

struct Rules {
  AttemptRules attempts{};
  RequestRules requests{};
  std::function<ErrorFacts(const HttpResponse&)> read_error = memsy::read_error;
  std::function<ErrorKind(int, const ErrorFacts&)> kind_of = memsy::kind_of;
  std::function<std::string(int, std::string_view, std::string_view)> message_of =
      memsy::message_of;
  HeaderReaders headers{};
  // The JSON of a success; nullopt when it has none.
  std::function<std::optional<nlohmann::json>(const HttpResponse&)> read_body =
      [](const HttpResponse& response) { return parse_json(response.body); };
};

}  // namespace memsy
