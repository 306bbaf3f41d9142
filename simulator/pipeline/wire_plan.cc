#include "simulator/pipeline/wire_plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "simulator/services/request.h"

namespace fauxplane {
namespace {

constexpr Duration kDelayMax = std::chrono::hours{1};

// Of the standard normal distribution (Box and Muller); neither logarithm nor root leaves its
// range.
double random_normal(Seed seed, const std::string& purpose, std::uint64_t ordinal) {
  const double radius = 1.0 - random_fraction(seed, purpose, 2 * ordinal);  // in (0, 1]
  const double angle = random_fraction(seed, purpose, 2 * ordinal + 1);
  return std::sqrt(-2.0 * std::log(radius)) * std::cos(2.0 * std::numbers::pi * angle);
}

Duration whole_milliseconds(double milliseconds) {
  const auto most = static_cast<double>(kDelayMax.count());
  return Duration{std::llround(std::clamp(milliseconds, 0.0, most))};
}

// Where the next line starts, whatever ends this one.
std::size_t behind_line(std::string_view head, std::size_t from) {
  const std::size_t end = head.find_first_of("\r\n", from);
  if (end == std::string_view::npos) return head.size();
  return end + (head.substr(end).starts_with("\r\n") ? 2 : 1);
}

// The middle of the header line of that name, or of all header lines.
std::size_t inside_headers(const std::string& name, std::string_view head) {
  const std::size_t first = behind_line(head, 0);
  for (std::size_t start = first; !name.empty() && start < head.size();) {
    const std::size_t end = behind_line(head, start);
    const std::string_view line = head.substr(start, end - start);
    if (line.size() > name.size() && line[name.size()] == ':' &&
        equal_ignoring_case(line.substr(0, name.size()), name)) {
      return start + line.size() / 2;
    }
    start = end;
  }
  return first + (head.size() - first) / 2;
}

// Half of the first line, without what ends it.
std::size_t inside_status_line(std::string_view head) {
  return std::min(head.find_first_of("\r\n"), head.size()) / 2;
}

// There is no next request on a connection that ends with this answer.
void plan_ending(const Point& point, Ending ending, Reply& reply) {
  const bool is_last = reply.wire.ending != Ending::kKeep || reply.close_after;
  reply.wire.ending = ending;
  reply.wire.size = std::min(reply.wire.size, bytes_until(point, reply));
  reply.wire.ends_at_next = point.kind == PointKind::kNext && !is_last;
}

}  // namespace

Duration drawn_delay(const Delay& delay, Seed seed, std::uint32_t step, std::uint32_t use) {
  const auto draw = [&] { return random_normal(seed, "delay " + std::to_string(step), use); };
  const auto center = static_cast<double>(delay.center.count());
  const auto spread = static_cast<double>(delay.spread.count());
  switch (delay.distribution) {
    case Distribution::kFixed:
      return delay.center;
    case Distribution::kUniform:
      return whole_milliseconds(
          center + (spread - center) * random_fraction(seed, "delay " + std::to_string(step), use));
    case Distribution::kNormal:
      return whole_milliseconds(center + spread * draw());
    case Distribution::kLognormal:
      return whole_milliseconds(center * std::exp(delay.sigma * draw()));
  }
  return delay.center;
}

Duration time_to_leave(const Reply& reply) {
  const Wire& wire = reply.wire;
  const std::size_t size = std::min(wire.size, reply.bytes.size());
  Duration time = wire.delay;
  if (wire.stall_at < size) time += wire.stall;
  // Every piece but the first waits; a stall cuts the piece that it falls into in two.
  if (wire.piece_size != Wire::kAll && size > 0) {
    const std::size_t before = std::min(wire.stall_at, size);
    const auto pauses_in = [&](std::size_t bytes) {
      return bytes == 0 ? 0 : (bytes - 1) / wire.piece_size;
    };
    time += wire.pause * static_cast<Duration::rep>(pauses_in(before) + pauses_in(size - before));
  }
  return time;
}

std::size_t bytes_until(const Point& point, const Reply& reply) {
  const std::size_t size = reply.bytes.size();
  const std::size_t start = reply.head_start;
  const std::size_t head_end = reply.head_size;
  const std::string_view head = std::string_view(reply.bytes).substr(start, head_end - start);
  const std::size_t body = size - reply.tail_size - head_end;
  switch (point.kind) {
    case PointKind::kBefore:
      return 0;
    case PointKind::kStatusLine:
      return start + inside_status_line(head);
    case PointKind::kHeader:
      return start + inside_headers(point.header, head);
    case PointKind::kHead:
      return head_end;
    case PointKind::kBody:
      return head_end + std::min<std::uint64_t>(point.bytes.value_or(body / 2), body);
    case PointKind::kInside:
      return size / 2;
    case PointKind::kBytes:
      return std::min<std::uint64_t>(point.bytes.value_or(0), size);
    case PointKind::kAfter:
    case PointKind::kNext:
      return size;
  }
  return size;
}

void plan_wire(const Fault& fault, Duration delay, Reply& reply) {
  Wire& wire = reply.wire;
  wire.delay = delay;
  if (fault.stall) {
    wire.stall_at = bytes_until(fault.stall->at, reply);
    wire.stall = fault.stall->lasts;
  }
  if (fault.drip) {
    wire.piece_size = fault.drip->bytes;
    wire.pause = fault.drip->every;
  }
  if (fault.cut_after) {
    plan_ending({.kind = PointKind::kBytes, .bytes = fault.cut_after}, Ending::kFinish, reply);
  }
  // With cut_after, a reset strikes where it cuts.
  if (fault.reset && fault.cut_after) wire.ending = Ending::kReset;
  if (fault.reset && !fault.cut_after) plan_ending(*fault.reset, Ending::kReset, reply);
  if (fault.close) plan_ending(*fault.close, Ending::kFinish, reply);
  if (fault.half_close) plan_ending(*fault.half_close, Ending::kHalfClose, reply);
}

}  // namespace fauxplane
