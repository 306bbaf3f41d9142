// A server for tests that says in its answers what it was asked, and does to them what the test
// wants.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "simulator/edge/server.h"

namespace fauxplane {

// A finished answer with that body.
void write_reply(int status, std::string_view body, Reply& reply);
// The same, as text.
[[nodiscard]] std::string text_of_reply(int status, std::string_view body);

// "GET path" with those header lines, each with its line end.
[[nodiscard]] std::string get(const std::string& path, const std::string& headers = "");
// What a TestServer answers to it by default.
[[nodiscard]] std::string echoed(const std::string& path);

struct SeenRefusal {
  int status = 0;
  std::string message{};
  std::string received{};
};

class TestServer {
 public:
  // Writes the answer; by default 200 with "<method> <target> <body>".
  using Answer = std::function<void(const Request&, Reply&)>;

  explicit TestServer(const ServerLimits& limits = {}, Answer answer = {}, int threads = 1,
                      std::shared_ptr<const TlsContext> tls = nullptr);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Server& server() { return *server_; }
  [[nodiscard]] std::size_t answered() const { return answered_.load(); }
  [[nodiscard]] std::vector<SeenRefusal> refusals() const;
  // The reasons of handshakes that failed.
  [[nodiscard]] std::vector<std::string> handshakes() const;

 private:
  void refuse(const Refusal& refusal, Reply& reply);

  Answer answer_;
  std::atomic<std::size_t> answered_{0};
  mutable std::mutex mutex_{};
  std::vector<SeenRefusal> refusals_{};
  std::vector<std::string> handshakes_{};
  std::uint16_t port_ = 0;
  std::unique_ptr<Server> server_{};  // last: it ends before what it calls
};

// Echoes, and lets every answer leave like that.
[[nodiscard]] TestServer::Answer with_wire(const Wire& wire);

}  // namespace fauxplane
