#include "simulator/edge/request_reader.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "simulator/edge/request_rules.h"
#include "simulator/edge/request_target.h"

namespace fauxplane {
namespace {

constexpr bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

}  // namespace

// What the parser calls; each returns 0 to go on.
struct RequestReader::Callbacks {
  static RequestReader& reader(http_parser* parser) {
    return *static_cast<RequestReader*>(parser->data);
  }
  template <int (RequestReader::*kVisit)(Span)>
  static int data(http_parser* parser, const char* at, std::size_t size) {
    RequestReader& self = reader(parser);
    return (self.*kVisit)(self.span_of(at, size));
  }
  static int head(http_parser* parser) { return reader(parser).on_head(); }
  static int complete(http_parser* parser) {
    reader(parser).complete_ = true;
    // Leaves the next request in the buffer.
    http_parser_pause(parser, 1);
    return 0;
  }
  static http_parser_settings settings() {
    // The head is limited here, exactly; the parser's own limit is one for the whole process.
    http_parser_set_max_header_size(std::numeric_limits<std::int32_t>::max());
    http_parser_settings made{};
    made.on_url = data<&RequestReader::on_target>;
    made.on_header_field = data<&RequestReader::on_name>;
    made.on_header_value = data<&RequestReader::on_value>;
    made.on_headers_complete = head;
    made.on_body = data<&RequestReader::on_body>;
    made.on_message_complete = complete;
    return made;
  }
};

RequestReader::RequestReader(const ServerLimits& limits) : limits_(limits) {
  next();
}

void RequestReader::next() {
  http_parser_init(&parser_, HTTP_REQUEST);
  parser_.data = this;
  parsed_ = 0;
  head_end_ = 0;
  target_ = {};
  body_ = {};
  lines_.clear();
  chunks_ = {};
  decoded_.clear();
  if (decoded_.capacity() > kKeptBytesMax) decoded_.shrink_to_fit();
  path_.clear();
  message_.clear();
  status_ = 0;
  transfer_encodings_ = 0;
  hosts_ = 0;
  has_encoding_ = false;
  has_type_ = false;
  is_coded_ = false;
  in_name_ = false;
  method_unknown_ = false;
  expects_continue_ = false;
  says_close_ = false;
  says_keep_alive_ = false;
  complete_ = false;
}

RequestReader::Outcome RequestReader::read(std::string_view bytes) {
  if (begun() && bytes.size() == parsed_) return Outcome::kMore;  // nothing new; not an end
  if (method_unknown_) return judge_method(bytes);
  if (is_chunked()) return read_chunks(bytes);
  base_ = bytes.data();
  // What lies behind the limit of the head is not looked at before the head is known to be shorter.
  if (!head_done()) parse(std::min(bytes.size(), limits_.head_bytes_max));
  if (head_done() && is_parsing()) parse(bytes.size());
  if (complete_) return Outcome::kComplete;
  if (status_ != 0) return Outcome::kRefused;
  if (is_chunked()) return read_chunks(bytes);
  if (!is_parsing()) return judge_error(bytes);
  if (parsed_ == bytes.size()) return Outcome::kMore;
  refuse(431, head_too_long(limits_));
  return Outcome::kRefused;
}

void RequestReader::parse(std::size_t end) {
  static const http_parser_settings kSettings = Callbacks::settings();
  if (parsed_ >= end) return;  // the parser would take no bytes for the end of the stream
  parsed_ += http_parser_execute(&parser_, &kSettings, base_ + parsed_, end - parsed_);
}

bool RequestReader::is_parsing() const {
  return HTTP_PARSER_ERRNO(&parser_) == HPE_OK;
}

RequestReader::Outcome RequestReader::read_chunks(std::string_view bytes) {
  std::string_view rest = bytes.substr(head_end_);
  switch (chunks_.read(rest, limits_.body_bytes_max, decoded_)) {
    case ChunkReader::Outcome::kMore:
      // The chunks so far are in decoded_; nobody needs their bytes again.
      parsed_ = head_end_;
      return Outcome::kMore;
    case ChunkReader::Outcome::kComplete:
      parsed_ = bytes.size() - rest.size();
      return Outcome::kComplete;
    case ChunkReader::Outcome::kTooLong:
      refuse(413, body_too_long(limits_));
      return Outcome::kRefused;
    case ChunkReader::Outcome::kBroken:
      break;
  }
  refuse(400, kBadChunk);
  return Outcome::kRefused;
}

bool RequestReader::take_continue() {
  return std::exchange(expects_continue_, false);
}

void RequestReader::fill(std::string_view bytes, std::vector<HeaderView>& headers,
                         Request& request) const {
  const char* const base = bytes.data();
  request.method_text = bytes.substr(0, target_.begin - 1);
  request.method = method_of(request.method_text);
  request.target = target_.in(base);
  split_target(request);
  if (!path_.empty()) request.path = path_;
  headers.clear();
  for (const Line& line : lines_) {
    headers.push_back({line.name.in(base), without_blanks(line.value.in(base))});
  }
  request.headers = headers;
  request.head = bytes.substr(0, head_end_);
  request.body = is_chunked() ? std::string_view(decoded_) : body_.in(base);
  request.is_http_1_0 = parser_.http_minor == 0;
  request.keep_alive = !says_close_ && (says_keep_alive_ || !request.is_http_1_0);
}

int RequestReader::refuse(int status, std::string_view message) {
  status_ = status;
  message_ = message;
  return -1;
}

RequestReader::Span RequestReader::span_of(const char* at, std::size_t size) const {
  return {static_cast<std::uint32_t>(at - base_), static_cast<std::uint32_t>(size)};
}

int RequestReader::on_target(Span piece) {
  if (target_.size == 0) target_.begin = piece.begin;
  target_.size += piece.size;
  return target_.size <= limits_.target_bytes_max ? 0 : refuse(414, target_too_long(limits_));
}

int RequestReader::on_name(Span piece) {
  if (in_name_) {
    lines_.back().name.size += piece.size;
    return 0;
  }
  if (lines_.size() == limits_.headers_max) return refuse(431, too_many_headers(limits_));
  in_name_ = true;
  lines_.push_back({.name = piece, .value = {}});
  return 0;
}

int RequestReader::on_value(Span piece) {
  Line& line = lines_.back();
  if (in_name_) {
    in_name_ = false;
    // The parser takes any name that begins like this one for it.
    has_encoding_ = has_encoding_ || equal_ignoring_case(line.name.in(base_), "transfer-encoding");
    parser_.uses_transfer_encoding = has_encoding_ ? 1 : 0;
    line.value = piece.size > 0 ? piece : Span{line.name.end(), 0};
    // An empty value is reported where the next line starts. The parser takes any byte behind a CR
    // for the LF.
    std::string_view gap(base_ + line.name.end(), piece.begin - line.name.end());
    gap.remove_prefix(std::min(gap.find_first_not_of(": \t"), gap.size()));
    const bool is_one_line = gap.empty() || (piece.size == 0 && (gap == "\r\n" || gap == "\n"));
    if (is_one_line) return 0;
    const std::size_t cr = gap.find('\r');
    if (cr != std::string_view::npos && gap.substr(cr, 2) != "\r\n") return refuse(400, kBadHeader);
  } else if (piece.begin == line.value.end()) {
    line.value.size += piece.size;
    return 0;
  }
  return refuse(400, kFoldedLine);
}

int RequestReader::on_head() {
  find_head_end();
  if (base_[head_end_ - 1] != '\n') return refuse(400, kBadHeader);
  if (const int failed = check_request_line(); failed != 0) return failed;
  for (const Line& line : lines_) {
    if (const int failed = check_header(line); failed != 0) return failed;
  }
  // The parser must not read chunks for a header that was not understood here.
  if ((parser_.flags & F_CHUNKED) != 0 && transfer_encodings_ == 0) return refuse(400, kBadHeader);
  if (const int failed = check_framing(); failed != 0) return failed;
  // Chunks are read without the parser.
  if (transfer_encodings_ > 0) http_parser_pause(&parser_, 1);
  return 0;
}

// The parser says that the head is complete, but not where; the last value and two line ends say
// it.
void RequestReader::find_head_end() {
  const Span last = lines_.empty() ? target_ : lines_.back().value;
  const char* at = base_ + last.end();
  while (*at != '\n') ++at;
  ++at;
  if (*at == '\r') ++at;
  head_end_ = static_cast<std::size_t>(at - base_) + 1;
}

// What the parser takes lightly.
int RequestReader::check_request_line() {
  constexpr std::string_view kProtocol = " HTTP/";
  const char after_target = base_[target_.end()];
  if (after_target == '\r' || after_target == '\n') return refuse(400, kNoVersion);
  if (std::string_view(base_ + target_.end(), kProtocol.size()) != kProtocol) {
    return refuse(400, kBadRequestLine);
  }
  const std::string_view method(base_, target_.begin - 1);
  if (method.find_first_of(" \r\n") != std::string_view::npos) return refuse(400, kBadRequestLine);
  if (parser_.http_major != 1) return refuse(505, kWrongVersion);
  if (parser_.method == HTTP_CONNECT) return refuse(501, kNoConnect);
  const std::string_view target = target_.in(base_);
  const std::string_view flaw = flaw_of_target(target, parser_.method == HTTP_OPTIONS);
  if (!flaw.empty()) return refuse(400, flaw);
  if (target.find('%') != std::string_view::npos) {
    Request request;
    request.target = target;
    split_target(request);
    path_ = normalised_path(request.path);
  }
  return 0;
}

int RequestReader::check_header(const Line& line) {
  const std::string_view name = line.name.in(base_);
  const std::string_view value = without_blanks(line.value.in(base_));
  if (name.find(' ') != std::string_view::npos) return refuse(400, kBlankInName);
  // The parser looks at the others.
  if (!value.empty() && is_control(value.front())) return refuse(400, kBadHeader);
  switch (name.size()) {
    case 4:
      return equal_ignoring_case(name, "host") ? check_host(value) : 0;
    case 6:
      if (!equal_ignoring_case(name, "expect")) return 0;
      if (!equal_ignoring_case(value, "100-continue")) return refuse(417, kBadExpect);
      expects_continue_ = parser_.http_minor > 0;
      return 0;
    case 10:
      if (equal_ignoring_case(name, "connection")) take_connection(value);
      return 0;
    case 12:
      has_type_ = has_type_ || equal_ignoring_case(name, "content-type");
      return 0;
    case 14:
      if (line.value.size > 0 || !equal_ignoring_case(name, "content-length")) return 0;
      return refuse(400, kBadLength);
    case 16:
      if (!equal_ignoring_case(name, "content-encoding")) return 0;
      is_coded_ = is_coded_ || !(value.empty() || equal_ignoring_case(value, "identity"));
      return 0;
    case 17:
      return equal_ignoring_case(name, "transfer-encoding") ? check_encoding(value) : 0;
    default:
      return 0;
  }
}

int RequestReader::check_host(std::string_view value) {
  if (++hosts_ > 1) return refuse(400, kTwoHosts);
  return is_host(value) ? 0 : refuse(400, kBadHost);
}

int RequestReader::check_encoding(std::string_view value) {
  const bool is_first = ++transfer_encodings_ == 1;
  return is_first && equal_ignoring_case(value, "chunked") ? 0 : refuse(501, kBadEncoding);
}

// The parser has an opinion of its own, for which a close in HTTP/1.0 or behind a tab is none.
void RequestReader::take_connection(std::string_view value) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view option = without_blanks(value.substr(0, comma));
    says_close_ = says_close_ || equal_ignoring_case(option, "close");
    says_keep_alive_ = says_keep_alive_ || equal_ignoring_case(option, "keep-alive");
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

// What the headers say together.
int RequestReader::check_framing() {
  if (hosts_ == 0 && parser_.http_minor > 0) return refuse(400, kNoHost);
  if (transfer_encodings_ > 0 && parser_.http_minor == 0) return refuse(400, kOldEncoding);
  const bool is_sized = (parser_.flags & F_CONTENTLENGTH) != 0;
  if (is_sized && parser_.content_length > limits_.body_bytes_max) {
    return refuse(413, body_too_long(limits_));
  }
  const bool has_body = (is_sized && parser_.content_length > 0) || transfer_encodings_ > 0;
  if (has_body && is_coded_) return refuse(415, kBadCoding);
  // Without a length there is no body (RFC 9112 6.3), and one that was meant would be taken for the
  // next request.
  const bool wants_body =
      parser_.method == HTTP_POST || parser_.method == HTTP_PUT || parser_.method == HTTP_PATCH;
  const bool is_framed = is_sized || transfer_encodings_ > 0;
  return wants_body && has_type_ && !is_framed ? refuse(411, kNoLength) : 0;
}

int RequestReader::on_body(Span piece) {
  if (body_.size == 0) body_.begin = piece.begin;
  body_.size += piece.size;
  return 0;
}

// The parser stops at the first letter that no method it knows has; a name may go on after it.
RequestReader::Outcome RequestReader::judge_method(std::string_view bytes) {
  const auto* const end = std::find_if_not(bytes.begin(), bytes.end(), is_token);
  const auto size = static_cast<std::size_t>(end - bytes.begin());
  if (size == bytes.size() && size <= kMethodBytesMax) {
    method_unknown_ = true;
    parsed_ = size;
    return Outcome::kMore;
  }
  if (size == 0 || size > kMethodBytesMax || *end != ' ') {
    refuse(400, bytes.front() == kTlsHandshake ? kLooksLikeTls : kBadRequestLine);
  } else if (bytes.substr(0, size) == "PRI") {
    refuse(505, kWrongVersion);
  } else {
    refuse(501, kUnknownMethod);
  }
  return Outcome::kRefused;
}

RequestReader::Outcome RequestReader::judge_error(std::string_view bytes) {
  const http_errno error = HTTP_PARSER_ERRNO(&parser_);
  if (error == HPE_INVALID_METHOD) return judge_method(bytes);
  const char wrong = parsed_ < bytes.size() ? bytes[parsed_] : '\0';
  // The one before it was taken: a digit behind a digit is one too many for the parser.
  const bool is_too_long = parsed_ > 0 && is_digit(wrong) && is_digit(bytes[parsed_ - 1]);
  if (error == HPE_INVALID_CONTENT_LENGTH && wrong == '\t') return read_without_tabs(bytes);
  // What stands before the wrong byte may be wrong, too, and the parser has not told of it yet when
  // it came in the same piece; it does at the end of a piece.
  const std::size_t end = parsed_;
  next();
  parse(end);
  if (status_ != 0) return Outcome::kRefused;
  if (error == HPE_INVALID_VERSION) {
    constexpr std::string_view kProtocol = " HTTP/";
    const std::string_view rest = bytes.substr(target_.end());
    const char major = rest.size() > kProtocol.size() ? rest[kProtocol.size()] : ' ';
    const bool is_other = rest.starts_with(kProtocol) && is_digit(major) && major != '1';
    refuse(is_other ? 505 : 400, is_other ? kWrongVersion : kBadRequestLine);
  } else if (error == HPE_INVALID_CONTENT_LENGTH && is_too_long) {
    refuse(413, body_too_long(limits_));
  } else {
    refuse(400, sentence_of(error));
  }
  return Outcome::kRefused;
}

// The parser knows no tab behind a Content-Length (RFC 9110 5.6.3); a blank in its place is the
// same. Only there: the rest of the head is looked at as it came. All of them at once, so that
// thousands are not as many readings.
RequestReader::Outcome RequestReader::read_without_tabs(std::string_view bytes) {
  std::string blank(bytes);
  const std::size_t end = std::min(bytes.find_first_not_of(" \t", parsed_), bytes.size());
  std::fill(blank.begin() + static_cast<std::ptrdiff_t>(parsed_),
            blank.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  next();
  return read(blank);
}

}  // namespace fauxplane
