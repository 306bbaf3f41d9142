#include "contracts/client/request.h"

#include <utility>

namespace memsy {

HttpRequest request_of(const Call& call, const Options& options, Headers headers,
                       const RequestRules& rules) {
  HttpRequest request{.method = call.method,
                      .url = options.base_url + call.path + rules.query_text(call.query),
                      .headers = std::move(headers),
                      .timeout = options.timeout};
  request.headers.add({"Accept", "application/json"});
  if (call.body) {
    request.headers.add({"Content-Type", "application/json"});
    request.body = rules.write_body(*call.body);
  } else if (call.method == "POST") {
    request.headers.add({"Content-Length", "0"});  // it has none, and says so (RFC 9110 8.6)
  }
  return request;
}

}  // namespace memsy
