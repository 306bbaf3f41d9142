#include "simulator/edge/request_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ostream>

#include "tests/edge/request_reader_cases.h"

namespace fauxplane {
namespace {

using Outcome = RequestReader::Outcome;

// What became of the bytes of one connection: a line per request, and the refusal that ends it.
struct Reading {
  std::vector<std::string> requests{};
  int refused = 0;
  friend bool operator==(const Reading&, const Reading&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Reading& reading) {
    for (const std::string& request : reading.requests) out << "\n  " << request;
    return out << "\n  refused: " << reading.refused;
  }
};

std::string text_of(const Request& request) {
  std::string text(request.method_text);
  text.append(" ").append(request.path).append("|").append(request.query);
  for (const HeaderView& header : request.headers) {
    if (header.name == "Host") continue;  // every request has it
    text.append(" [").append(header.name).append("=").append(header.value).append("]");
  }
  text.append(" (").append(request.body).append(")");
  text.append(request.keep_alive ? " keep" : " close");
  const bool ends = request.head.ends_with("\n\r\n") || request.head.ends_with("\n\n");
  const std::string_view before = request.head.substr(0, request.head.size() - 1);
  const bool once = before.find("\n\r\n") == before.npos && before.find("\n\n") == before.npos;
  return ends && once ? text : text + " with a wrong head: " + std::string(request.head);
}

// As a connection reads: what is kept, then the next piece.
Reading read_in_pieces(const std::vector<std::string>& pieces, const ServerLimits& limits) {
  RequestReader reader(limits);
  std::vector<HeaderView> headers;
  Reading reading;
  std::string buffer;
  for (const std::string& piece : pieces) {
    buffer += piece;
    while (!buffer.empty()) {
      const Outcome outcome = reader.read(buffer);
      if (outcome == Outcome::kRefused) {
        reading.refused = reader.status();
        return reading;
      }
      if (outcome == Outcome::kMore) {
        buffer.resize(reader.size());
        break;
      }
      Request request;
      reader.fill(buffer, headers, request);
      reading.requests.push_back(text_of(request));
      buffer.erase(0, reader.size());
      reader.next();
    }
  }
  return reading;
}

Reading read_at_once(const std::string& bytes, const ServerLimits& limits = {}) {
  return read_in_pieces({bytes}, limits);
}

std::vector<std::string> single_bytes(const std::string& bytes) {
  std::vector<std::string> pieces;
  for (const char byte : bytes) pieces.emplace_back(1, byte);
  return pieces;
}

template <class Row>
std::vector<Row> both(std::vector<Row> rows, const std::vector<Row>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

std::vector<Good> every_good_case() {
  return both(both(good_cases(), connection_cases()), allowed_cases());
}

// Of two flaws the one that comes first counts, however the parser learns of them.
const std::vector<Bad>& twice_bad_cases() {
  static const std::vector<Bad> kCases = {
      {"target over the limit with a control", 414,
       "GET /" + std::string(32, 'a') + "\x01 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"connect with a head over the limit", 431,
       "CONNECT h:1 HTTP/1.1\r\nHost: x\r\nA: " + std::string(128, 'a') + "\r\n\r\n"},
      {"control behind the limit of the head", 431,
       with_header("A: " + std::string(128, 'a') + '\x01')},
      {"headers over the limit with a bad name", 431,
       with_header("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE\x01: 5")},
  };
  return kCases;
}

TEST(RequestReaderTest, ReadsWhatWasSent) {
  for (const Good& row : every_good_case()) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_at_once(row.bytes), (Reading{.requests = row.requests}));
  }
}

TEST(RequestReaderTest, ReadsTheSameByteByByte) {
  for (const Good& row : every_good_case()) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_in_pieces(single_bytes(row.bytes), {}), (Reading{.requests = row.requests}));
  }
}

std::vector<Bad> every_bad_case() {
  return both(bad_cases(), both(bad_framing_cases(), bad_head_cases()));
}

TEST(RequestReaderTest, RefusesWhatIsWrong) {
  for (const Bad& row : every_bad_case()) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_at_once(row.bytes, small_limits()), (Reading{.refused = row.status}));
  }
}

TEST(RequestReaderTest, RefusesForTheFirstFlawHoweverItIsCut) {
  for (const Bad& row : twice_bad_cases()) {
    SCOPED_TRACE(row.name);
    const Reading refused{.refused = row.status};
    EXPECT_EQ(read_at_once(row.bytes, small_limits()), refused);
    EXPECT_EQ(read_in_pieces(single_bytes(row.bytes), small_limits()), refused);
  }
}

TEST(RequestReaderTest, RefusesTheSameInTwoPieces) {
  for (const Bad& row : every_bad_case()) {
    SCOPED_TRACE(row.name);
    for (std::size_t at = 1; at < row.bytes.size(); ++at) {
      EXPECT_EQ(read_in_pieces({row.bytes.substr(0, at), row.bytes.substr(at)}, small_limits()),
                (Reading{.refused = row.status}))
          << "cut at " << at;
    }
  }
}

TEST(RequestReaderTest, RefusesTheSameByteByByte) {
  for (const Bad& row : every_bad_case()) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(read_in_pieces(single_bytes(row.bytes), small_limits()),
              (Reading{.refused = row.status}));
  }
}

TEST(RequestReaderTest, AsksForTheBodyOnce) {
  const ServerLimits limits;
  RequestReader reader(limits);
  const std::string head =
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
  ASSERT_EQ(reader.read(head), Outcome::kMore);
  EXPECT_TRUE(reader.take_continue());
  EXPECT_FALSE(reader.take_continue());
}

TEST(RequestReaderTest, DoesNotAskAnOldClientForTheBody) {
  const ServerLimits limits;
  RequestReader reader(limits);
  const std::string head = "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
  ASSERT_EQ(reader.read(head), Outcome::kMore);
  EXPECT_FALSE(reader.take_continue());
}

TEST(RequestReaderTest, TakesAsMuchAsTheLimitsSay) {
  const ServerLimits limits = small_limits();
  const std::string target(limits.target_bytes_max - 1, 'a');
  const std::string bytes =
      "PUT /" + target + " HTTP/1.1\r\nHost: x\r\nA:\r\nB:\r\nC:\r\nContent-Length: 8\r\n\r\n";
  EXPECT_EQ(read_at_once(bytes + "12345678", limits).requests.size(), 1U);
}

std::vector<std::string> cut(const std::string& bytes) {
  std::vector<std::string> pieces;
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, bytes.size() - at + 1);
    pieces.push_back(bytes.substr(at, size));
    at += size;
  }
  return pieces;
}

RC_GTEST_PROP(RequestReaderProperty, TheOutcomeDoesNotDependOnTheCuts, ()) {
  std::string bytes;
  for (int number = *rc::gen::inRange(1, 4); number > 0; --number) {
    bytes += (*rc::gen::elementOf(every_good_case())).bytes;
  }
  if (*rc::gen::arbitrary<bool>()) bytes += (*rc::gen::elementOf(every_bad_case())).bytes;
  RC_ASSERT(read_in_pieces(cut(bytes), small_limits()) == read_at_once(bytes, small_limits()));
}

RC_GTEST_PROP(RequestReaderProperty, OneWrongByteNeitherCrashesNorDependsOnTheCuts, ()) {
  std::string bytes = (*rc::gen::elementOf(every_good_case())).bytes;
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = *rc::gen::arbitrary<char>();
  RC_ASSERT(read_in_pieces(cut(bytes), {}) == read_at_once(bytes, {}));
}

}  // namespace
}  // namespace fauxplane
