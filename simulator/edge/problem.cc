#include "simulator/edge/problem.h"

namespace fauxplane {
namespace {

Answer finished(const Request& request, int status, std::string_view type, std::string body) {
  Answer answer{.status = status, .headers = {}, .body = std::move(body)};
  answer.headers.add("Content-Type", type);
  answer.headers.add("Content-Length", static_cast<std::int64_t>(answer.body.size()));
  answer.headers.add("Cache-Control", "no-store");
  if (!request.keep_alive) answer.headers.add("Connection", "close");
  return answer;
}

std::string dump(const AdminJson& json) {
  return json.dump(2, ' ', false, AdminJson::error_handler_t::replace) + "\n";
}

}  // namespace

Answer admin_json(const Request& request, int status, const AdminJson& body) {
  return finished(request, status, kJsonType, dump(body));
}

Answer problem(const Request& request, int status, const std::string& detail,
               const AdminJson& more) {
  AdminJson body = {{"type", "about:blank"},
                    {"title", reason_of(status)},
                    {"status", status},
                    {"detail", detail}};
  body.update(more);
  return finished(request, status, "application/problem+json", dump(body));
}

}  // namespace fauxplane
