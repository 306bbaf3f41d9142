#include <array>

#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::Attempt;
using memsy::HttpRequest;

constexpr std::array kVariations = {
    Variation{"three_attempts", "tries again twice, not three times",
              [](Parts& parts) {
                parts.memorysync.attempts.is_retried = [](const Attempt& attempt) {
                  return memorysync::is_retried(attempt) && attempt.number < 2;
                };
              }},
    Variation{"long_waits", "waits twice as long as it has to",
              [](Parts& parts) {
                parts.memorysync.attempts.wait_before_retry = [](const Attempt& attempt) {
                  return memorysync::wait_before_retry(attempt) * 2.0;
                };
              }},
    Variation{"bulk_add", "sends batches to the other path",
              [](Parts& parts) {
                wrap(parts, [](const auto& inner, HttpRequest request, const auto& stop) {
                  const std::size_t at = request.url.find("/memory/batch");
                  if (at != std::string::npos) request.url.replace(at, 13, "/memory/bulk-add");
                  return inner(request, stop);
                });
              }},
};

}  // namespace

std::span<const Variation> memorysync_variations() {
  return kVariations;
}

}  // namespace mutants
