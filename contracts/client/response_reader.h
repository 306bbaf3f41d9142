// Puts an answer together from the lines of its head and the pieces of its body, and refuses what
// must not be believed: two lengths, a length beside chunks, lines that are no headers (RFC 9112).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "contracts/client/http.h"

namespace memsy {

// A longer body, after decompression, is refused.
inline constexpr std::size_t kBodyBytesMax = std::size_t{64} << 20U;

class ResponseReader {
 public:
  // One line of a head with its line end; false when it is malformed. Interim answers (1xx) are
  // read over, lines behind the body are ignored.
  [[nodiscard]] bool take_line(std::string_view line);
  [[nodiscard]] bool take_body(std::string_view bytes);

  // Whether the head of the final answer has come to its end.
  [[nodiscard]] bool has_head() const { return has_head_; }
  // Why something was refused; empty when nothing was.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }
  // Whether another answer may follow on the connection: not where the head speaks of a body that
  // this status never has.
  [[nodiscard]] bool is_connection_clean() const { return is_connection_clean_; }
  [[nodiscard]] HttpResponse& response() { return response_; }

 private:
  [[nodiscard]] bool start(std::string_view status_line);
  [[nodiscard]] bool add_header(std::string_view line);
  [[nodiscard]] bool finish_head();
  [[nodiscard]] bool check_framing();
  bool refuse(std::string complaint);

  HttpResponse response_{};
  std::string complaint_{};
  int interim_ = 0;
  bool has_head_ = false;
  bool is_connection_clean_ = true;
};

}  // namespace memsy
