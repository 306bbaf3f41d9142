// fauxplane's server with nothing behind it: answers every request with the same 403, so that what
// is measured is the edge. Usage: edge_echo [port [threads]]; ends at the end of its input.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "simulator/edge/server.h"

namespace {

constexpr std::string_view kBody =
    R"({"error":{"code":"plan_limit_reached","message":"The plan of this organisation allows )"
    R"(100 calls in a month.","limit":100,"used":100}})";

std::string answer_bytes() {
  return "HTTP/1.1 403 Forbidden\r\nServer: fauxplane\r\nDate: Sat, 01 Jan 2000 00:00:00 GMT\r\n"
         "Content-Type: application/json\r\nContent-Length: " +
         std::to_string(kBody.size()) + "\r\nX-Request-Id: req_0123456789\r\n\r\n" +
         std::string(kBody);
}

}  // namespace

int main(int count, char** words) {
  const std::string bytes = answer_bytes();
  const auto answer = [&bytes](fauxplane::Reply& reply) { reply.bytes.assign(bytes); };
  const auto port = static_cast<std::uint16_t>(count > 1 ? std::atoi(words[1]) : 0);
  const int threads = count > 2 ? std::atoi(words[2]) : 1;
  const auto server = fauxplane::Server::start(
      {.port = port, .threads = threads},
      {.answer = [&](const fauxplane::Request&, fauxplane::Reply& reply) { answer(reply); },
       .refuse = [&](const fauxplane::Refusal&, fauxplane::Reply& reply) { answer(reply); }});
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().message.c_str());
    return 1;
  }
  std::printf("http://127.0.0.1:%d\n", (*server)->port());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}
