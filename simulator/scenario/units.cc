#include "simulator/scenario/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "simulator/scenario/findings.h"

namespace fauxplane {
namespace {

struct Unit {
  std::string_view name;
  double size;
};

constexpr std::array<Unit, 5> kDurationUnits = {
    {{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3'600e3}, {"d", 86'400e3}}};
constexpr std::array<Unit, 3> kByteUnits = {{{"B", 1}, {"KiB", 1024}, {"MiB", 1024.0 * 1024}}};
constexpr double kFlowMax = 1e6;
constexpr double kBytesMax = 1024.0 * 1024 * 1024;

Error bad_quantity(std::string message) {
  return {.code = "bad_quantity", .message = std::move(message)};
}

// Takes digits with an optional fraction off the front of `text`.
std::optional<double> take_number(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  double number = 0;
  const auto [rest, failure] =
      std::from_chars(text.data(), text.data() + end, number, std::chars_format::fixed);
  if (end == 0 || failure != std::errc{} || rest != text.data() + end) return std::nullopt;
  text.remove_prefix(end);
  return number;
}

// Takes the letters of a unit off the front of `text`.
template <std::size_t Count>
std::optional<double> take_unit(std::string_view& text, const std::array<Unit, Count>& units) {
  const std::size_t end = std::min(text.find_first_of("0123456789."), text.size());
  for (const Unit& unit : units) {
    if (text.substr(0, end) != unit.name) continue;
    text.remove_prefix(end);
    return unit.size;
  }
  return std::nullopt;
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  const std::string what = excerpt(text);
  double total = 0;
  std::string_view rest = text;
  do {
    const auto number = take_number(rest);
    if (!number) {
      return tl::unexpected(
          bad_quantity(what + " is no duration; write it like 300ms, 2s, 1.5s or 1m30s"));
    }
    if (rest.empty())
      return tl::unexpected(bad_quantity(what + " needs a unit; write " +
                                         excerpt(std::string(text) + "s") + " or " +
                                         excerpt(std::string(text) + "ms")));
    const auto unit = take_unit(rest, kDurationUnits);
    if (!unit)
      return tl::unexpected(bad_quantity(
          what + " has an unknown unit; known are ms, s, m, h, d, written without a blank: 2s"));
    total += *number * *unit;
  } while (!rest.empty());
  if (total > static_cast<double>(kDurationMax.count())) {
    return tl::unexpected(bad_quantity(what + " is longer than 100 years"));
  }
  return Duration(std::llround(total));
}

std::string duration_text(Duration duration) {
  constexpr std::int64_t kSecond = 1'000;
  const std::int64_t count = duration.count();
  if (count != 0 && count < kSecond) return std::to_string(count) + "ms";
  std::string text = std::to_string(count / kSecond);
  if (count % kSecond != 0) {
    std::string fraction = std::to_string(kSecond + count % kSecond).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += "." + fraction;
  }
  return text + "s";
}

Result<double> parse_flow(std::string_view text) {
  if (text == "frozen") return 0.0;
  if (text == "real") return 1.0;
  std::string_view rest = text;
  const auto rate = take_number(rest);
  if (!rate || rest != "x" || *rate <= 0 || *rate > kFlowMax) {
    return tl::unexpected(bad_quantity(
        excerpt(text) + " is no flow; write frozen, real, or a rate up to 1000000x such as 60x"));
  }
  return *rate;
}

Result<std::uint64_t> parse_bytes(std::string_view text) {
  std::string_view rest = text;
  const auto number = take_number(rest);
  const auto unit = number ? take_unit(rest, kByteUnits) : std::nullopt;
  if (!unit || !rest.empty()) {
    return tl::unexpected(
        bad_quantity(excerpt(text) + " is no number of bytes; write it like 20B, 4KiB or 1MiB"));
  }
  const double bytes = *number * *unit;
  if (bytes > kBytesMax || bytes != std::floor(bytes)) {
    return tl::unexpected(bad_quantity(excerpt(text) + " must be whole bytes, at most 1024MiB"));
  }
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace fauxplane
