// Makes calls of Memsy: their requests, values and errors. Shared by the parts of a client and safe
// to use from several threads.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "contracts/client/rules.h"
#include "contracts/client/value_json.h"
#include "contracts/client/values.h"

namespace memsy {

class Caller {
 public:
  // Throws MemsyError for options that cannot be used.
  Caller(Options options, Rules rules, Transport transport);

  // The successful answer, after as many attempts as it took. Throws of the tree of MemsyError.
  // Either token ends it early with MemsyConnectionError.
  [[nodiscard]] HttpResponse answer_to(const Call& call, const std::stop_token& stop) const;

  // The same as a value.
  template <class T>
  [[nodiscard]] Response<T> value_of(const Call& call, const std::stop_token& stop) const {
    const HttpResponse response = answer_to(call, stop);
    try {
      return with_headers(value_from<T>(body_of(response)), response);
    } catch (const ShapeError& error) {
      raise_shape(response, error.what());
    }
  }
  // A bare list; an empty body is an empty one.
  template <class T>
  [[nodiscard]] Response<std::vector<T>> list_of(const Call& call,
                                                 const std::stop_token& stop) const {
    const HttpResponse response = answer_to(call, stop);
    if (response.body.empty()) return with_headers(std::vector<T>{}, response);
    try {
      return with_headers(value_from<std::vector<T>>(body_of(response)), response);
    } catch (const ShapeError& error) {
      raise_shape(response, error.what());
    }
  }
  // Whatever the body holds.
  [[nodiscard]] Response<Nothing> nothing_of(const Call& call, const std::stop_token& stop) const {
    return with_headers(Nothing{}, answer_to(call, stop));
  }

  // Ends the calls that are under way; later ones are refused.
  void close() { attempts_.close(); }

  [[nodiscard]] const Rules& rules() const { return rules_; }

 private:
  [[noreturn]] static void raise_failure(const std::exception_ptr& failure);
  [[noreturn]] void raise(const HttpResponse& response, std::optional<Seconds> retry_after) const;
  [[noreturn]] void raise_shape(const HttpResponse& response, const std::string& why) const;
  // Throws ShapeError.
  [[nodiscard]] nlohmann::json body_of(const HttpResponse& response) const;

  template <class T>
  [[nodiscard]] Response<T> with_headers(T value, const HttpResponse& response) const {
    return {std::move(value), read_usage(response.headers, rules_.headers),
            read_rate_limit(response.headers, rules_.headers)};
  }

  Attempts attempts_;
  Rules rules_;
};

}  // namespace memsy
