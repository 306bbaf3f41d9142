#include "contracts/client/options.h"

#include <algorithm>
#include <cmath>

#include "contracts/client/errors.h"

namespace memsy {
namespace {

bool is_visible(char letter) {
  return letter > ' ' && letter <= '~';
}

bool can_stand_in_a_header(const std::string& key) {
  return !key.empty() && is_visible(key.front()) && is_visible(key.back()) &&
         std::all_of(key.begin(), key.end(),
                     [](char letter) { return letter == ' ' || is_visible(letter); });
}

}  // namespace

void check_options(const Options& options) {
  const std::string& url = options.base_url;
  if (!url.starts_with("http://") && !url.starts_with("https://")) {
    throw MemsyError("base_url has to start with http:// or https://");
  }
  if (!std::all_of(url.begin(), url.end(), is_visible) ||
      url.find_first_of("?#") != std::string::npos) {
    throw MemsyError("base_url is a URL without blanks, query and fragment");
  }
  if (!can_stand_in_a_header(options.api_key)) {
    throw MemsyError(
        "api_key holds nothing, or characters that no header can carry: give visible ASCII");
  }
  if (options.timeout <= std::chrono::milliseconds{0}) {
    throw MemsyError("timeout has to be more than 0 ms");
  }
  if (options.max_retries < 0) throw MemsyError("max_retries has to be 0 or more");
  if (!std::isfinite(options.backoff.count()) || options.backoff < Seconds{0}) {
    throw MemsyError("backoff has to be 0 s or more");
  }
  if (!options.now || !options.wait) throw MemsyError("now and wait have to be functions");
}

}  // namespace memsy
