#include "simulator/edge/site.h"

#include <utility>

#include "simulator/edge/admin.h"
#include "simulator/pipeline/pipeline.h"

namespace fauxplane {
namespace {

constexpr std::string_view kAdminPrefix = "/_sim";
constexpr std::string_view kSessionPrefix = "/_s/";

bool is_under(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

}  // namespace

Site::Site(const Service& service, Scripts& scripts, std::shared_ptr<const Script> default_script)
    : service_(service),
      scripts_(scripts),
      default_script_(std::move(default_script)),
      sessions_(default_script_, service.vocabulary) {}

Addresses Site::addresses_of(const World& world) const {
  Addresses addresses{.url = origin_, .control_url = {}, .base_url = {}, .api_key = {}};
  if (world.id() != kDefaultSession) addresses.url += std::string(kSessionPrefix) + world.id();
  addresses.control_url = addresses.url + "/api";
  addresses.base_url = addresses.url + "/v1";
  if (const auto key = world.handed_out_key()) addresses.api_key = key->secret;
  return addresses;
}

void Site::answer(const Request& request, Reply& reply) {
  if (is_under(request.path, kAdminPrefix)) {
    const Answer answer = admin_answer(*this, request);
    write_answer(answer, request.method != Method::kHead, reply);
    reply.close_after = !request.keep_alive;
    return;
  }
  if (!request.path.starts_with(kSessionPrefix)) {
    return answer_in_session(request, kDefaultSession, request.path, reply);
  }
  const std::string_view rest = request.path.substr(kSessionPrefix.size());
  const std::size_t end = std::min(rest.find('/'), rest.size());
  answer_in_session(request, rest.substr(0, end), rest.substr(end), reply);
}

void Site::answer_in_session(const Request& request, std::string_view id, std::string_view path,
                             Reply& reply) {
  const auto world = sessions_.find(id, request.arrival);
  if (!world) {
    write_answer(unknown_session_answer(request, id), request.method != Method::kHead, reply);
    reply.close_after = !request.keep_alive;
    return;
  }
  Request relative = request;
  relative.path = path;
  fauxplane::answer(service_, *world, relative, reply);
}

void Site::refuse(const Refusal& refusal, Reply& reply) {
  Request request;
  request.method_text = "?";
  request.head = refusal.received;
  request.keep_alive = false;
  request.arrival = refusal.arrival;
  request.connection = refusal.connection;
  request.on_connection = refusal.on_connection;
  const auto world = sessions_.find(kDefaultSession, refusal.arrival);
  answer_unreadable(service_, *world, request,
                    {.status = refusal.status, .message = refusal.message}, reply);
}

}  // namespace fauxplane
