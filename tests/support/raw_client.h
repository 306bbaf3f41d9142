// A client that sends and receives bytes over a real socket and tells a FIN from a RST. Every wait
// has a deadline.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace fauxplane {

// Long enough for a busy machine; a test that waits this long has failed.
inline constexpr std::chrono::seconds kClientDeadline{20};

enum class StreamEnd : std::uint8_t {
  kOpen,   // the deadline came first, or nobody looked
  kFin,    // an orderly end of the stream
  kReset,  // RST
};

struct RawClientOptions {
  std::string host = "127.0.0.1";
  int receive_buffer = 0;  // bytes; 0 for what the system gives
};

std::ostream& operator<<(std::ostream& out, StreamEnd end);

class RawClient {
 public:
  // Fails the test when nobody listens.
  explicit RawClient(std::uint16_t port, const RawClientOptions& options = {});
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  [[nodiscard]] bool is_connected() const { return is_connected_; }
  // False when the server has gone.
  bool send(std::string_view bytes);
  void send_end_of_stream() const;
  void close();
  // Ends with a RST.
  void abort();

  // Exactly `size` bytes, or fewer when the stream ends.
  [[nodiscard]] std::string read(std::size_t size);
  // The next answer, head and body by its Content-Length; what there was when the stream ended
  // before.
  [[nodiscard]] std::string read_answer();
  // Everything up to the end of the stream.
  [[nodiscard]] std::string read_to_end();
  // How the stream ended, as far as it has been read.
  [[nodiscard]] StreamEnd end() const { return end_; }

 private:
  // More bytes into input_; false at the end or the deadline.
  bool receive();
  [[nodiscard]] std::string take(std::size_t size);

  int socket_ = -1;
  bool is_connected_ = false;
  StreamEnd end_ = StreamEnd::kOpen;
  std::string input_{};  // received and not taken
};

// Whether anybody accepts connections there.
[[nodiscard]] bool is_listening(std::uint16_t port);

}  // namespace fauxplane
