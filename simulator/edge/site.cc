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

// The session that a path is about, and the path within it.
struct SessionPath {
  std::string_view id;
  std::string_view rest;
};

SessionPath session_path_of(std::string_view path) {
  if (!path.starts_with(kSessionPrefix)) return {.id = kDefaultSession, .rest = path};
  path.remove_prefix(kSessionPrefix.size());
  const std::size_t end = std::min(path.find('/'), path.size());
  return {.id = path.substr(0, end), .rest = path.substr(end)};
}

}  // namespace

Site::Site(const Service& service, Scripts& scripts, std::shared_ptr<const Script> default_script)
    : service_(service),
      scripts_(scripts),
      default_script_(std::move(default_script)),
      sessions_(default_script_, service.vocabulary) {}

Addresses Site::addresses_of(const World& world) const {
  Addresses addresses{.url = origin_, .control_url = {}, .base_url = {}, .api_key = {}};
  std::string client_url = client_origin_.empty() ? origin_ : client_origin_;
  if (world.id() != kDefaultSession) {
    const std::string prefix = std::string(kSessionPrefix) + world.id();
    addresses.url += prefix;
    client_url += prefix;
  }
  addresses.control_url = client_url + "/api";
  addresses.base_url = client_url + "/v1";
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
  const SessionPath path = session_path_of(request.path);
  const auto world = sessions_.find(path.id, request.arrival);
  if (!world) {
    write_answer(unknown_session_answer(request, path.id), request.method != Method::kHead, reply);
    reply.close_after = !request.keep_alive;
    return;
  }
  Request relative = request;
  relative.path = path.rest;
  fauxplane::answer(service_, *world, relative, reply);
}

bool Site::answers_early(const Request& request) {
  if (is_under(request.path, kAdminPrefix)) return false;
  const SessionPath path = session_path_of(request.path);
  const auto world = sessions_.find(path.id, request.arrival);
  if (!world) return false;
  Request relative = request;
  relative.path = path.rest;
  return fauxplane::answers_early(service_, *world, relative);
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
