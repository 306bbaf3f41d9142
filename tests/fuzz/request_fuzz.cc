// Fuzzes RequestReader. The first line of an input gives the sizes of the pieces, one for each of
// its bytes and then from the start again; the rest is what a connection sends.
#include <cstdint>
#include <string>
#include <vector>

#include "simulator/edge/request_reader.h"
#include "tests/fuzz/support.h"

namespace fauxplane {
namespace {

using Outcome = RequestReader::Outcome;

constexpr unsigned kPieceMax = 64;

// Low enough that short inputs go beyond each of them.
ServerLimits small_limits() {
  ServerLimits limits;
  limits.body_bytes_max = 32;
  limits.head_bytes_max = 256;
  limits.target_bytes_max = 48;
  limits.headers_max = 6;
  return limits;
}

void require_inside(std::string_view part, std::string_view whole) {
  const bool is_inside = part.empty() || (part.data() >= whole.data() &&
                                          part.data() + part.size() <= whole.data() + whole.size());
  require(is_inside, "what fill() gives lies inside the buffer");
}

// Bytes on a heap of their own, so that the sanitizer sees a read behind the last one.
class Connection {
 public:
  explicit Connection(const ServerLimits& limits) : limits_(limits), reader_(limits) {}

  // False when the connection is over.
  bool take(std::string_view piece) {
    std::vector<char> buffer;
    buffer.reserve(kept_.size() + piece.size());
    buffer.insert(buffer.end(), kept_.begin(), kept_.end());
    buffer.insert(buffer.end(), piece.begin(), piece.end());
    std::string_view bytes(buffer.data(), buffer.size());
    kept_.clear();
    while (true) {
      while (!reader_.begun() && !bytes.empty() && (bytes[0] == '\r' || bytes[0] == '\n')) {
        bytes.remove_prefix(1);
      }
      if (bytes.empty()) return true;
      const Outcome outcome = reader_.read(bytes);
      if (outcome == Outcome::kRefused) return on_refused();
      require(reader_.size() <= bytes.size(), "no more is kept or used than there is");
      if (outcome == Outcome::kMore) return on_more(bytes);
      on_complete(bytes);
      bytes.remove_prefix(reader_.size());
      reader_.next();
    }
  }

  [[nodiscard]] const std::string& story() const { return story_; }

 private:
  bool on_refused() {
    require(reader_.status() >= 400 && reader_.status() <= 505, "a refusal has an error's status");
    require(!reader_.message().empty(), "a refusal has a sentence");
    story_ += "refused " + std::to_string(reader_.status()) + " " + reader_.message() + "\n";
    return false;
  }

  bool on_more(std::string_view bytes) {
    require(reader_.size() <= limits_.head_bytes_max + limits_.body_bytes_max,
            "what is kept of one request stays within the limits");
    kept_ = bytes.substr(0, reader_.size());
    return true;
  }

  void on_complete(std::string_view bytes) {
    Request request;
    std::vector<HeaderView> headers;
    reader_.fill(bytes, headers, request);
    // An absolute target without a path stands for "/" (RFC 9112 3.2.2), which it does not hold,
    // and a path with escapes is written anew.
    const bool is_own = request.path == "/" || request.target.find('%') != request.target.npos;
    const std::string_view path = is_own ? std::string_view() : request.path;
    for (const std::string_view part :
         {request.method_text, request.target, path, request.query, request.head}) {
      require_inside(part, bytes);
    }
    require(request.target.size() <= limits_.target_bytes_max, "the target is within its limit");
    require(request.head.size() <= limits_.head_bytes_max, "the head is within its limit");
    require(request.body.size() <= limits_.body_bytes_max, "the body is within its limit");
    require(headers.size() <= limits_.headers_max, "the headers are within their limit");
    require(request.head.ends_with('\n'), "the head ends with a line");
    story_ += std::string(request.head) + "|" + std::string(request.method_text) + "|" +
              std::string(request.path) + "|" + std::string(request.query) + "|";
    for (const HeaderView& header : headers) {
      require_inside(header.name, request.head);
      require_inside(header.value, request.head);
      story_ += std::string(header.name) + "=" + std::string(header.value) + "|";
    }
    story_ += std::string(request.body) + (request.keep_alive ? "|keep\n" : "|close\n");
  }

  const ServerLimits& limits_;
  RequestReader reader_;
  std::string kept_;
  std::string story_;  // everything that was seen
};

std::string story_at_once(std::string_view bytes, const ServerLimits& limits) {
  Connection connection(limits);
  connection.take(bytes);
  return connection.story();
}

std::string story_in_pieces(std::string_view bytes, std::string_view sizes,
                            const ServerLimits& limits) {
  Connection connection(limits);
  for (std::size_t number = 0; !bytes.empty(); ++number) {
    const unsigned letter =
        sizes.empty() ? 0U : static_cast<unsigned char>(sizes[number % sizes.size()]);
    const std::string_view piece = bytes.substr(0, letter % kPieceMax + 1);
    bytes.remove_prefix(piece.size());
    if (!connection.take(piece)) break;
  }
  return connection.story();
}

}  // namespace
}  // namespace fauxplane

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fauxplane;
  static const ServerLimits kLimits = small_limits();
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view sizes = take_line(bytes);
  const std::string at_once = story_at_once(bytes, kLimits);
  const std::string in_pieces = story_in_pieces(bytes, sizes, kLimits);
  if (at_once != in_pieces) {
    require(false, "the outcome does not depend on the cuts.\n-- at once:\n" + at_once +
                       "-- in pieces:\n" + in_pieces);
  }
  return 0;
}
