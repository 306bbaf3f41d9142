#include "simulator/edge/problem.h"

#include "simulator/services/http_date.h"
#include "simulator/world/clock.h"

namespace fauxplane {
namespace {

// The admin plane stands outside every world, so its dates are real ones.
Answer begun(const Request& request, int status) {
  Answer answer{.status = status, .headers = {}, .body = {}};
  answer.headers.add("Date", to_imf_fixdate(SystemClock::real_now()));
  add_connection(request, answer.headers);
  return answer;
}

Answer finished(const Request& request, int status, std::string_view type, std::string body) {
  Answer answer = begun(request, status);
  answer.body = std::move(body);
  answer.headers.add("Content-Type", type);
  answer.headers.add("Content-Length", static_cast<std::int64_t>(answer.body.size()));
  answer.headers.add("Cache-Control", "no-store");
  return answer;
}

std::string dump(const AdminJson& json) {
  return json.dump(2, ' ', false, AdminJson::error_handler_t::replace) + "\n";
}

}  // namespace

Answer admin_json(const Request& request, int status, const AdminJson& body) {
  return finished(request, status, kJsonType, dump(body));
}

Answer admin_no_content(const Request& request) {
  return begun(request, 204);
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
