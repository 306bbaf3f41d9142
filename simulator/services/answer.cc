#include "simulator/services/answer.h"

#include <algorithm>
#include <array>

#include "simulator/services/decimal.h"
#include "simulator/services/request.h"

namespace fauxplane {

using namespace std::string_view_literals;

namespace {

struct Reason {
  int status;
  std::string_view text;
};

constexpr std::array<Reason, 46> kReasons = {{
    {100, "Continue"},
    {101, "Switching Protocols"},
    {102, "Processing"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {418, "I'm a teapot"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
}};

}  // namespace

void HeaderBlock::add(std::string_view name, std::string_view value) {
  lines_.write(name, ": "sv, value, "\r\n"sv);
}

void HeaderBlock::add(std::string_view name, std::int64_t value) {
  add(name, Decimal(value).view());
}

namespace {

// Calls `visit(start, end)` for every line; stops when it returns true.
template <class Visit>
void for_lines_named(std::string_view lines, std::string_view name, Visit visit) {
  std::size_t start = 0;
  while (start < lines.size()) {
    std::size_t end = lines.find("\r\n", start);
    end = end == std::string_view::npos ? lines.size() : end + 2;
    const std::string_view line = lines.substr(start, end - start);
    const std::size_t colon = line.find(':');
    if (equal_ignoring_case(line.substr(0, colon), name) && visit(start, end)) return;
    start = end;
  }
}

}  // namespace

void HeaderBlock::remove(std::string_view name) {
  for (bool found = true; found;) {
    found = false;
    std::size_t from = 0;
    std::size_t to = 0;
    for_lines_named(lines(), name, [&](std::size_t start, std::size_t end) {
      from = start;
      to = end;
      return found = true;
    });
    if (found) lines_.erase(from, to - from);
  }
}

bool HeaderBlock::contains(std::string_view name) const {
  bool found = false;
  for_lines_named(lines(), name, [&](std::size_t, std::size_t) { return found = true; });
  return found;
}

std::string_view reason_of(int status) {
  const auto* const at =
      std::lower_bound(kReasons.begin(), kReasons.end(), status,
                       [](const Reason& reason, int wanted) { return reason.status < wanted; });
  return at != kReasons.end() && at->status == status ? at->text : "Unknown";
}

Answer json_answer(int status, std::string body) {
  Answer answer{.status = status, .headers = {}, .body = std::move(body)};
  answer.headers.add("Content-Type", kJsonType);
  return answer;
}

void add_connection(const Request& request, HeaderBlock& headers) {
  if (!request.keep_alive) {
    headers.add("Connection", "close");
  } else if (request.is_http_1_0) {
    headers.add("Connection", "keep-alive");
  }
}

void write_answer(const Answer& answer, bool with_body, Reply& reply) {
  std::string& bytes = reply.bytes;
  bytes.clear();
  bytes.append("HTTP/1.1 "sv).append(Decimal(answer.status).view()).append(" "sv);
  bytes.append(reason_of(answer.status)).append("\r\n"sv);
  bytes.append(answer.headers.lines()).append("\r\n"sv);
  reply.head_start = reply.tail_size = 0;
  reply.head_size = bytes.size();
  if (with_body) bytes.append(answer.body);
}

}  // namespace fauxplane
