#include "simulator/edge/site.h"

#include <utility>

#include "simulator/edge/admin.h"
#include "simulator/edge/journal_view.h"
#include "simulator/edge/request_target.h"
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

// The request as the session sees it.
Request relative_to(const SessionPath& path, const Origins& origins, const Request& request) {
  Request relative = request;
  relative.prefix = request.path.substr(0, request.path.size() - path.rest.size());
  relative.path = path.rest;
  relative.origins = &origins;
  return relative;
}

// Of a request that could not be read to its end. One that did not come whole, to its last "/" or
// "?".
std::string_view target_of(std::string_view received) {
  const std::string_view line = received.substr(0, received.find_first_of("\r\n"));
  const std::string_view target = method_and_target(line).second;
  const bool is_whole = target.data() + target.size() != received.data() + received.size();
  return is_whole ? target : target.substr(0, target.find_last_of("/?") + 1);
}

}  // namespace

std::string Addresses::client_url(std::string_view name) const {
  for (const Client& client : clients) {
    if (client.row->name == name) return client.url;
  }
  return {};
}

Site::Site(Scripts& scripts, std::shared_ptr<const Script> default_script)
    : scripts_(scripts),
      default_script_(std::move(default_script)),
      sessions_(default_script_),
      has_early_steps_(default_script_->has_early_steps()) {}

Addresses Site::addresses_of(const World& world) const {
  Addresses addresses{
      .service = &service_of(world), .url = origins_.own, .admin_token = admin_token_};
  std::string client_url = client_origin_.empty() ? origins_.own : client_origin_;
  if (world.id() != kDefaultSession) {
    const std::string prefix = std::string(kSessionPrefix) + world.id();
    addresses.url += prefix;
    client_url += prefix;
  }
  for (const AddressRow& row : addresses.service->addresses) {
    addresses.clients.push_back({.row = &row, .url = client_url + std::string(row.path)});
  }
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
  if (!world) return refuse_session(request, path.id, reply);
  const Request relative = relative_to(path, origins_, request);
  fauxplane::answer(*world, relative, reply);
}

bool Site::answers_early(const Request& request) {
  if (!has_early_steps_.load(std::memory_order_relaxed)) return false;
  if (is_under(request.path, kAdminPrefix)) return false;
  const SessionPath path = session_path_of(request.path);
  const auto world = sessions_.find(path.id, request.arrival);
  if (!world) return false;
  const Request relative = relative_to(path, origins_, request);
  return fauxplane::answers_early(*world, relative);
}

Result<void> Site::prepare(const Script& script) {
  if (script.has_early_steps()) has_early_steps_.store(true, std::memory_order_relaxed);
  if (!script.needs_other_port()) return {};
  const std::lock_guard lock(mutex_);
  if (origins_.other_port.load(std::memory_order_relaxed) != 0) return {};
  if (!open_other_port_) {
    return tl::unexpected(Error{.code = "no_other_port",
                                .message = "this server has no other port to send clients to"});
  }
  const auto port = open_other_port_();
  if (!port) return tl::unexpected(port.error());
  origins_.other_port.store(*port, std::memory_order_relaxed);
  return {};
}

// Nobody but the default session can tell of a session that there is not.
void Site::refuse_session(const Request& request, std::string_view id, Reply& reply) {
  const auto world = sessions_.find(kDefaultSession, request.arrival);
  answer_unreadable(
      *world, request,
      {.status = 404, .message = no_session_text(id), .note = "there is no such session"}, reply);
}

void Site::handshake_failed(const HandshakeFailure& failure) {
  const auto world = sessions_.find(kDefaultSession, failure.arrival);
  JournalEntry entry{.arrival = failure.arrival,
                     .instant = world->now(failure.arrival),
                     .connection = failure.connection,
                     .end = WireEnd::kClosed,
                     .note = "TLS handshake failed: " + failure.reason};
  world->store().append_journal(std::move(entry));
  world->count_failed_handshake();
}

void Site::refuse(const Refusal& refusal, Reply& reply) {
  Request request;
  request.method_text = "?";
  // The answer to a HEAD has no body, whatever else is wrong with it (RFC 9110 9.3.2).
  if (refusal.received.starts_with("HEAD ")) request.method = Method::kHead;
  request.head = refusal.received;
  request.keep_alive = false;
  request.arrival = refusal.arrival;
  request.connection = refusal.connection;
  request.on_connection = refusal.on_connection;
  request.target = target_of(refusal.received);
  split_target(request);
  const std::string path = normalised_path(request.path);
  auto world = sessions_.find(session_path_of(path).id, refusal.arrival);
  if (!world) world = sessions_.find(kDefaultSession, refusal.arrival);
  answer_unreadable(*world, request, {.status = refusal.status, .message = refusal.message}, reply);
}

}  // namespace fauxplane
