#include "tests/support/test_server.h"

#include <gtest/gtest.h>

#include <utility>

namespace fauxplane {
namespace {

void echo(const Request& request, Reply& reply) {
  std::string body(request.method_text);
  body.append(" ").append(request.target).append(" ").append(request.body);
  write_reply(200, body, reply);
}

}  // namespace

std::string text_of_reply(int status, std::string_view body) {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason_of(status));
  text.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

void write_reply(int status, std::string_view body, Reply& reply) {
  reply.bytes = text_of_reply(status, body);
  reply.head_size = reply.bytes.size() - body.size();
}

std::string get(const std::string& path, const std::string& headers) {
  return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

std::string echoed(const std::string& path) {
  return text_of_reply(200, "GET " + path + " ");
}

TestServer::Answer with_wire(const Wire& wire) {
  return [wire](const Request& request, Reply& reply) {
    echo(request, reply);
    reply.wire = wire;
  };
}

TestServer::TestServer(const ServerLimits& limits, Answer answer, int threads,
                       std::shared_ptr<const TlsContext> tls)
    : answer_(answer ? std::move(answer) : Answer(echo)) {
  auto started = Server::start(
      {.threads = threads, .limits = limits, .tls = std::move(tls)},
      {.answer =
           [this](const Request& request, Reply& reply) {
             ++answered_;
             answer_(request, reply);
           },
       .refuse = [this](const Refusal& refusal, Reply& reply) { refuse(refusal, reply); },
       .handshake_failed =
           [this](const HandshakeFailure& failure) {
             const std::scoped_lock lock(mutex_);
             handshakes_.push_back(failure.reason);
           }});
  if (!started) throw std::runtime_error(started.error().message);
  server_ = std::move(*started);
  port_ = server_->port();
}

void TestServer::refuse(const Refusal& refusal, Reply& reply) {
  const std::scoped_lock lock(mutex_);
  refusals_.push_back({.status = refusal.status,
                       .message = refusal.message,
                       .received = std::string(refusal.received)});
  write_reply(refusal.status, refusal.message, reply);
}

std::vector<std::string> TestServer::handshakes() const {
  const std::scoped_lock lock(mutex_);
  return handshakes_;
}

std::vector<SeenRefusal> TestServer::refusals() const {
  const std::scoped_lock lock(mutex_);
  return refusals_;
}

}  // namespace fauxplane
