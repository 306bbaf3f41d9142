// What the wire does to a finished answer. Data until the pipeline damages the bytes (damage.h) and
// the edge paces and ends them. A new fault is a row of one of the two tables in fault.cc, the code
// that does it, and its test; the loader, the schema, `fauxplane faults` and docs/scenarios.md read
// the tables.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/domain/instant.h"

namespace fauxplane {

// A point in the answer's way over the wire: what has left by then.
enum class PointKind : std::uint8_t {
  kBefore,      // nothing
  kStatusLine,  // half of the status line
  kHeader,      // half of the header lines, or half of one
  kHead,        // the head, and nothing of the body
  kBody,        // the head and half of the body, or so many bytes of it
  kInside,      // half of all bytes, or as many as cut_after says
  kBytes,       // so many bytes
  kAfter,       // everything
  kNext,        // everything, and the first byte of the next request has come
};

struct Point {
  PointKind kind = PointKind::kBefore;
  std::optional<std::uint64_t> bytes{};  // kBytes: of the answer; kBody: of its body
  std::string header{};                  // kHeader: inside this line; empty: half of the lines
  friend bool operator==(const Point&, const Point&) = default;
};

enum class Distribution : std::uint8_t { kFixed, kUniform, kNormal, kLognormal };

// How long to wait; drawn from the seed of the world when it varies.
struct Delay {
  Distribution distribution = Distribution::kFixed;
  Duration center{0};  // fixed: the delay; uniform: the least; normal: mean; lognormal: median
  Duration spread{0};  // uniform: the most; normal: standard deviation
  double sigma = 0;    // lognormal: standard deviation of the logarithm
  friend bool operator==(const Delay&, const Delay&) = default;
};

struct Stall {
  Point at{};
  Duration lasts{0};
  friend bool operator==(const Stall&, const Stall&) = default;
};

struct Drip {
  std::uint64_t bytes = 0;
  Duration every{0};
  friend bool operator==(const Drip&, const Drip&) = default;
};

// Whether the work behind the answer was done when the wire broke.
enum class Commit : std::uint8_t {
  kBefore,  // the plane did the work, and the answer was lost
  kAfter,   // the wire broke first: the plane did nothing
};

// What is done to the bytes of the answer. In the order in which several are applied.
enum class Damage : std::uint8_t {
  kBodyInvalidUtf8,
  kBodyByteOrderMark,
  kBodyTruncated,
  kBodyGarbage,
  kBodyEmpty,
  kBodyGzip,
  kBodyGzipCorrupt,
  kBodyGzipCut,
  kBodyGzipUnsaid,
  kBodyGzipClaimed,
  kLengthShort,
  kLengthLong,
  kLengthTwice,
  kLengthTwoValues,
  kLengthList,
  kLengthNegative,
  kLengthPlus,
  kLengthWords,
  kLengthHuge,
  kLengthNone,
  kChunksSound,
  kChunksExtended,
  kChunksTrailers,
  kChunksWithLength,
  kChunksNoLast,
  kChunksBadSize,
  kChunksHugeSize,
  kChunksCut,
  kChunksNoLineEnd,
  kHeaderDuplicate,
  kHeaderOversize,
  kHeaderMany,
  kHeaderObsText,
  kHeaderInvalidUtf8,
  kHeaderControl,
  kHeaderNul,
  kHeaderNoColon,
  kHeaderBlankBeforeColon,
  kHeaderFolded,
  kHeaderEmptyName,
  kHeaderLowerCase,
  kHeaderUpperCase,
  kStatusNoReason,
  kStatusNoBlank,
  kStatusLongReason,
  kStatusLetters,
  kStatusFourDigits,
  kStatusLowerCase,
  kStatusHttp10,
  kStatusHttp2,
  kStatusNoVersion,
  kLineEndsLf,
  kLineEndsCr,
  kLineEndsMixed,
  kInterim100,
  kInterim102,
  kInterim103,
  kInterimMany,
  kInterim101,
  kGarbageBefore,
  kGarbageInstead,
  kGarbageAfter,
};

struct Fault {
  Delay delay{};  // before the first byte of the answer leaves
  std::optional<Stall> stall{};
  std::optional<Drip> drip{};
  std::optional<std::uint64_t> cut_after{};  // bytes of the answer that leave; then FIN
  std::optional<Point> reset{};              // RST
  std::optional<Point> close{};              // FIN, without a word in the head
  std::optional<Point> half_close{};         // FIN, and what still comes is read
  Commit commit = Commit::kBefore;
  bool is_early = false;          // answered before the body of the request is read
  std::vector<Damage> damages{};  // each once, in the order of the enumeration
  friend bool operator==(const Fault&, const Fault&) = default;
};

// What becomes of a new connection before anything is read from it.
enum class ConnectionFate : std::uint8_t {
  kPass,   // it is served
  kClose,  // FIN at once
  kReset,  // RST at once
  kStall,  // nothing is answered
};

// Of the server that plays the scenario: nobody knows yet which session a connection is for.
struct Connections {
  bool are_refused = false;             // clients are sent to a port where nobody listens
  std::vector<ConnectionFate> fates{};  // of the first ones, in order
  friend bool operator==(const Connections&, const Connections&) = default;
};

// One row per key under `fault:`.
struct FaultRow {
  std::string_view name;
  std::string_view values;  // what it takes, with units; empty: one or several of its choices
  std::string_view schema;  // a JSON Schema of that; empty likewise
  std::string_view does;
  std::string_view properties;  // of clients that it shows: ids of fauxplane-check
};

[[nodiscard]] std::span<const FaultRow> fault_rows();

// One row per damage: a choice of the fault of that name.
struct DamageRow {
  Damage damage;
  std::string_view fault;
  std::string_view choice;
  std::string_view does;
};

[[nodiscard]] std::span<const DamageRow> damage_rows();

// Whether it happens to the body or to how that is framed: not to an answer that never has one.
[[nodiscard]] bool is_about_body(Damage damage);

// Damages of which an answer takes one: `first` to `last` do the same thing.
struct RivalRow {
  Damage first;
  Damage last;
  std::string_view do_the_same;  // "both compress the body"
};

[[nodiscard]] std::span<const RivalRow> rival_rows();

// What the fault takes, for people: the values of its row, or its choices.
[[nodiscard]] std::string values_of(const FaultRow& row);

}  // namespace fauxplane
