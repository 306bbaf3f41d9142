// An answer on its way to the wire: a status, a block of header lines in our order, a body. Header
// lines are text, so that order, duplicates and raw values are ours to choose.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "simulator/domain/instant.h"
#include "simulator/services/text_writer.h"

namespace fauxplane {

struct Request;

class HeaderBlock {
 public:
  void add(std::string_view name, std::string_view value);
  void add(std::string_view name, std::int64_t value);
  // Takes every line of that name out, case-insensitively.
  void remove(std::string_view name);
  [[nodiscard]] bool contains(std::string_view name) const;
  // Every line ends with CRLF.
  [[nodiscard]] std::string_view lines() const { return lines_.view(); }

 private:
  TextWriter lines_;
};

struct Answer {
  int status = 200;
  HeaderBlock headers{};
  std::string body{};
  std::string secret{};  // a raw key in the body, which the journal masks; empty when there is none
  bool is_free = false;  // spends nothing although it is a success
  bool is_from_gateway =
      false;  // whoever stands before the service made it: no headers of the service
};

enum class Ending : std::uint8_t {
  kKeep,       // the connection waits for the next request
  kFinish,     // FIN after the last byte
  kHalfClose,  // likewise, and what still comes is read for as long as an idle connection is kept
  kReset,      // RST after the last byte
};

// How an answer leaves, as the script wants it: numbers only, so that nothing of the world is
// needed any more.
struct Wire {
  static constexpr std::size_t kAll = SIZE_MAX;

  Duration delay{0};            // before the first byte
  std::size_t size = kAll;      // so many bytes leave
  std::size_t stall_at = kAll;  // behind so many bytes, nothing leaves for `stall`
  Duration stall{0};
  std::size_t piece_size = kAll;  // so many bytes leave at once, and the next after `pause`
  Duration pause{0};
  Ending ending = Ending::kKeep;  // kKeep: as the head says
  bool ends_at_next = false;      // the ending waits for the next request
  bool is_cut = false;            // the answer ends before its head says it does
  friend bool operator==(const Wire&, const Wire&) = default;
};

// A finished answer and what happens to it on the way out. Reused from request to request.
struct Reply {
  std::string bytes;           // head and body, damaged or not
  std::size_t head_start = 0;  // where the status line starts in `bytes`, behind what is no answer
  std::size_t head_size = 0;   // where the body starts in `bytes`
  std::size_t tail_size = 0;   // of what stands behind the body and is no answer
  Wire wire{};
  bool close_after = false;  // the head announced it

  // As new, but for the memory it has.
  void clear() {
    bytes.clear();
    head_start = head_size = tail_size = 0;
    wire = {};
    close_after = false;
  }
};

// "Too Many Requests"; "Unknown" for a status without a name (RFC 9110 15, and later
// registrations).
[[nodiscard]] std::string_view reason_of(int status);

[[nodiscard]] constexpr bool is_success(int status) {
  return status >= 200 && status < 300;
}

inline constexpr std::string_view kJsonType = "application/json";

// The answer with the type that every JSON body of the services has.
[[nodiscard]] Answer json_answer(int status, std::string body);

// Says whether the connection stays, to those who have to be told (RFC 9112 9.3 and 9.6).
void add_connection(const Request& request, HeaderBlock& headers);

// Writes status line, headers and body into `reply.bytes`, in one buffer.
void write_answer(const Answer& answer, bool with_body, Reply& reply);

}  // namespace fauxplane
