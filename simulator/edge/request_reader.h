// Reads one request after the other from the bytes of one connection, strictly (RFC 9112), and says
// what is wrong with those that cannot be read. The outcome does not depend on how the bytes were
// cut into pieces.
#pragma once

#include <http_parser.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/edge/chunk_reader.h"
#include "simulator/edge/server.h"
#include "simulator/services/request.h"

namespace fauxplane {

// Buffers of a connection that grew beyond this are given back between two requests.
inline constexpr std::size_t kKeptBytesMax = 64U << 10U;

class RequestReader {
 public:
  enum class Outcome : std::uint8_t { kMore, kComplete, kRefused };

  // REQUIRES: the limits outlive the reader.
  explicit RequestReader(const ServerLimits& limits);
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;
  ~RequestReader() = default;

  // `bytes` starts with the first byte of the request: first what was kept, then what is new.
  // After kMore the caller keeps the first size() bytes and comes again with more.
  Outcome read(std::string_view bytes);

  [[nodiscard]] bool begun() const { return parsed_ > 0; }
  [[nodiscard]] bool head_done() const { return head_end_ > 0; }
  // After kComplete: the bytes of the request. After kMore: the bytes to keep.
  [[nodiscard]] std::size_t size() const { return parsed_; }
  // True once for a request that waits for "100 Continue" before it sends its body.
  bool take_continue();

  // After kComplete. Fills everything but arrival and the two numbers; `headers` backs the span.
  void fill(std::string_view bytes, std::vector<HeaderView>& headers, Request& request) const;

  // After kRefused.
  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] const std::string& message() const { return message_; }

  // Forgets the request.
  void next();

 private:
  // Offsets into `bytes`: the buffer moves while a request arrives in pieces.
  struct Span {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
    [[nodiscard]] std::uint32_t end() const { return begin + size; }
    [[nodiscard]] std::string_view in(const char* base) const { return {base + begin, size}; }
  };
  struct Line {
    Span name;
    Span value;
  };
  struct Callbacks;
  friend struct Callbacks;

  void parse(std::size_t end);
  [[nodiscard]] bool is_parsing() const;
  int refuse(int status, std::string_view message);
  int on_target(Span piece);
  int on_name(Span piece);
  int on_value(Span piece);
  int on_head();
  int on_body(Span piece);
  int check_request_line();
  int check_header(const Line& line);
  int check_host(std::string_view value);
  int check_encoding(std::string_view value);
  void take_connection(std::string_view value);
  int check_framing();
  void find_head_end();
  [[nodiscard]] bool is_chunked() const { return head_done() && transfer_encodings_ > 0; }
  [[nodiscard]] Span span_of(const char* at, std::size_t size) const;
  Outcome read_chunks(std::string_view bytes);
  Outcome judge_method(std::string_view bytes);
  Outcome judge_error(std::string_view bytes);
  Outcome read_without_tabs(std::string_view bytes);

  const ServerLimits& limits_;
  http_parser parser_{};
  const char* base_ = nullptr;  // start of `bytes` while read() runs
  std::size_t parsed_ = 0;
  std::size_t head_end_ = 0;  // 0: the head is not complete
  Span target_{};
  Span body_{};
  std::vector<Line> lines_;
  ChunkReader chunks_;
  std::string decoded_;  // the body, when it is chunked
  std::string path_;     // without needless escapes; empty when there were none
  std::string message_;
  int status_ = 0;
  std::uint8_t transfer_encodings_ = 0;
  std::uint8_t hosts_ = 0;
  bool has_encoding_ = false;  // Transfer-Encoding, as far as the head has come
  bool has_type_ = false;      // Content-Type
  bool is_coded_ = false;      // Content-Encoding
  bool in_name_ = false;
  bool method_unknown_ = false;  // and its end has not arrived
  bool expects_continue_ = false;
  bool says_close_ = false;
  bool says_keep_alive_ = false;
  bool complete_ = false;
};

}  // namespace fauxplane
