#include "simulator/edge/admin.h"

#include <array>
#include <charconv>

#include "simulator/edge/journal_view.h"
#include "simulator/edge/problem.h"
#include "simulator/scenario/units.h"
#include "simulator/services/body.h"

namespace fauxplane {
namespace {

struct AdminCall {
  Site& site;
  const Request& request;
  std::string_view id;  // from the path; "default" on the short paths
  // Looked up once, since another request may delete it meanwhile.
  Session session{};
};

using AdminHandler = Answer (*)(const AdminCall&);

Answer findings_problem(const Request& request, const std::vector<Finding>& findings) {
  AdminJson errors = AdminJson::array();
  for (const Finding& finding : findings) errors.push_back(to_text(finding));
  return problem(request, 422, to_text(findings.front()), {{"errors", std::move(errors)}});
}

AdminJson session_json(const AdminCall& call, const Session& session) {
  const World& world = *session.world;
  const Addresses addresses = call.site.addresses_of(world);
  AdminJson json = {
      {"id", world.id()}, {"service", addresses.service->name}, {"url", addresses.url}};
  for (const Addresses::Client& client : addresses.clients) {
    json[std::string(client.row->name)] = client.url;
  }
  json.update({{"api_key", addresses.api_key},
               {"expires_at", nullptr},
               {"created_at", to_iso8601(session.created_at)},
               {"scenario", world.scenario().name},
               {"sentence", world.scenario().sentence},
               {"seed", world.scenario().seed},
               {"instant", to_iso8601(world.now(call.request.arrival))},
               {"requests", world.store().journal_size().appended}});
  if (world.id() != kDefaultSession) json["expires_at"] = to_iso8601(session.expires_at);
  return json;
}

// The script that a creation asks for: a scenario as text, one by name, the default world of a
// service, or that of the server.
Scripts::Loaded wanted_script(const AdminCall& call, const nlohmann::json& body) {
  if (body.contains("scenario")) {
    return call.site.scripts().from_text(body["scenario"].get<std::string>(), "scenario");
  }
  if (body.contains("name")) return call.site.scripts().by_name(body["name"].get<std::string>());
  if (body.contains("service")) {
    return call.site.scripts().of_service(body["service"].get<std::string>());
  }
  return call.site.default_script();
}

// What is wrong with the body of a creation; empty when nothing is.
std::string flaw_of(const nlohmann::json& body) {
  constexpr std::array<std::string_view, 5> kNames = {"scenario", "name", "service", "id",
                                                      "time_to_live"};
  for (const auto& [name, value] : body.items()) {
    if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) {
      return "unknown member \"" + name + "\"; known are scenario, name, service, id, time_to_live";
    }
    if (!value.is_string()) return "\"" + name + "\" must be a string";
  }
  if (body.contains("scenario") && body.contains("name")) {
    return "give either a scenario as YAML text, or the name of one, not both";
  }
  if (body.contains("service") && (body.contains("scenario") || body.contains("name"))) {
    return "a scenario says itself which service it is about; leave \"service\" out";
  }
  return {};
}

Answer create_session(const AdminCall& call) {
  auto body = call.request.body.empty() ? Result<nlohmann::json>(nlohmann::json::object())
                                        : parse_object(call.request.body);
  if (!body)
    return problem(call.request, 400, "the body must be a JSON object: " + body.error().message);
  if (const std::string flaw = flaw_of(*body); !flaw.empty())
    return problem(call.request, 422, flaw);
  SessionRequest wanted{.id = body->value("id", std::string())};
  if (body->contains("time_to_live")) {
    const auto time_to_live = parse_duration((*body)["time_to_live"].get<std::string>());
    if (!time_to_live) return problem(call.request, 422, time_to_live.error().message);
    if (*time_to_live <= Duration{0} || *time_to_live > kSessionTimeToLiveMax) {
      return problem(call.request, 422, "time_to_live must be more than 0s and at most 168h");
    }
    wanted.time_to_live = *time_to_live;
  }
  auto script = wanted_script(call, *body);
  if (!script) return findings_problem(call.request, script.error());
  if (*script != call.site.default_script() && (*script)->scenario().connections != Connections{}) {
    return problem(call.request, 422,
                   "connections are met before anybody knows whose they are; play this scenario "
                   "with a server of its own: fauxplane serve or exec");
  }
  if (*script != call.site.default_script() && (*script)->scenario().tls) {
    return problem(call.request, 422,
                   "TLS is agreed on before anybody knows whose connection it is; play this "
                   "scenario with a server of its own: fauxplane serve or exec");
  }
  if (const auto prepared = call.site.prepare(**script); !prepared) {
    return problem(call.request, 503, prepared.error().message);
  }
  wanted.script = *std::move(script);
  const auto session = call.site.sessions().create(wanted);
  if (session) {
    Answer answer = admin_json(call.request, 201, session_json(call, *session));
    answer.headers.add("Location", "/_sim/sessions/" + session->world->id());
    return answer;
  }
  const std::string& code = session.error().code;
  const int status = code == "session_exists" ? 409 : code == "too_many_sessions" ? 429 : 422;
  return problem(call.request, status, session.error().message);
}

Answer list_sessions(const AdminCall& call) {
  AdminJson rows = AdminJson::array();
  for (const Session& session : call.site.sessions().list(call.request.arrival)) {
    rows.push_back(session_json(call, session));
  }
  return admin_json(call.request, 200, {{"sessions", std::move(rows)}});
}

Answer read_session(const AdminCall& call) {
  return admin_json(call.request, 200, session_json(call, call.session));
}

Answer delete_session(const AdminCall& call) {
  if (call.id == kDefaultSession) {
    return problem(call.request, 409, "the default session stays; reset it instead");
  }
  if (!call.site.sessions().erase(call.id)) {
    return problem(call.request, 404, no_session_text(call.id));
  }
  return admin_no_content(call.request);
}

Answer reset_session(const AdminCall& call) {
  call.site.sessions().reset(call.id);
  const auto session = call.site.sessions().describe(call.id, call.request.arrival);
  if (!session) return problem(call.request, 404, no_session_text(call.id));
  return admin_json(call.request, 200, session_json(call, *session));
}

std::string flow_of(double rate) {
  if (rate == 0.0) return "frozen";
  if (rate == 1.0) return "real";
  std::array<char, 32> text{};
  const auto [end, failure] = std::to_chars(text.data(), text.data() + text.size(), rate);
  return std::string(text.data(), end) + "x";
}

Answer read_clock(const AdminCall& call) {
  const auto& world = call.session.world;
  return admin_json(call.request, 200,
                    {{"instant", to_iso8601(world->now(call.request.arrival))},
                     {"flow", flow_of(world->store().clock().rate)}});
}

// {"set": instant}, {"advance": duration} and {"flow": "frozen"}, alone or together, in this order.
Result<ClockState> changed_clock(const nlohmann::json& body, ClockState state, Arrival arrival) {
  for (const auto& [name, value] : body.items()) {
    if (name != "set" && name != "advance" && name != "flow") {
      return tl::unexpected(
          Error{"unknown_member", "unknown member \"" + name + "\"; known are set, advance, flow"});
    }
    if (!value.is_string()) {
      return tl::unexpected(Error{"not_text", "\"" + name + "\" must be a string"});
    }
  }
  if (body.contains("set")) {
    const auto instant = parse_instant(body["set"].get<std::string>());
    if (!instant) return tl::unexpected(instant.error());
    state = set_to(state, *instant, arrival);
  }
  if (body.contains("advance")) {
    const auto by = parse_duration(body["advance"].get<std::string>());
    if (!by) return tl::unexpected(by.error());
    state = advanced(state, *by, arrival);
  }
  if (body.contains("flow")) {
    const auto rate = parse_flow(body["flow"].get<std::string>());
    if (!rate) return tl::unexpected(rate.error());
    state = set_to(state, instant_at(state, arrival), arrival);
    state.rate = *rate;
  }
  return state;
}

Answer change_clock(const AdminCall& call) {
  const auto body = parse_object(call.request.body);
  if (!body)
    return problem(call.request, 400, "the body must be a JSON object: " + body.error().message);
  const auto& world = call.session.world;
  std::optional<Error> refused;
  world->store().update([&] {
    const auto state = changed_clock(*body, world->store().clock(), call.request.arrival);
    if (state) {
      world->store().set_clock(*state);
    } else {
      refused = state.error();
    }
  });
  if (refused) return problem(call.request, 422, refused->message);
  return read_clock(call);
}

// "query/limit: Input should be a valid integer": the message alone leaves open which parameter.
std::string with_place(const Error& error) {
  for (const Attribute& attribute : error.attributes) {
    const auto* place = std::get_if<std::string>(&attribute.value);
    if (attribute.name == "loc" && place != nullptr) return *place + ": " + error.message;
  }
  return error.message;
}

Answer read_journal(const AdminCall& call) {
  const auto filter = journal_filter(Query(call.request.query));
  if (!filter) return problem(call.request, 422, with_place(filter.error()));
  return admin_json(call.request, 200, journal_page(*call.session.world, *filter));
}

Answer export_har(const AdminCall& call) {
  return admin_json(call.request, 200, har(*call.session.world, call.site.origin()));
}

Answer verify(const AdminCall& call) {
  return admin_json(call.request, 200, verdict_json(*call.session.world));
}

Answer health(const AdminCall& call) {
  return admin_json(call.request, 200,
                    {{"status", "ok"},
                     {"version", FAUXPLANE_VERSION},
                     {"service", call.site.default_script()->scenario().service},
                     {"sessions", call.site.sessions().count_live(call.request.arrival) + 1}});
}

struct AdminRoute {
  Method method;
  std::string_view path;  // below /_sim; "{session}" may be left out for the default one
  AdminHandler handler;
};

constexpr std::array<AdminRoute, 12> kRoutes = {{
    {Method::kGet, "/health", health},
    {Method::kGet, "/ready", health},
    {Method::kPost, "/sessions", create_session},
    {Method::kGet, "/sessions", list_sessions},
    {Method::kGet, "/sessions/{session}", read_session},
    {Method::kDelete, "/sessions/{session}", delete_session},
    {Method::kPost, "/sessions/{session}/reset", reset_session},
    {Method::kGet, "/sessions/{session}/clock", read_clock},
    {Method::kPost, "/sessions/{session}/clock", change_clock},
    {Method::kGet, "/sessions/{session}/journal", read_journal},
    {Method::kGet, "/sessions/{session}/journal.har", export_har},
    {Method::kGet, "/sessions/{session}/verify", verify},
}};

// "/sessions/abc/clock" fits "/sessions/{session}/clock" and "/clock" fits it too.
bool fits(std::string_view path, std::string_view pattern, std::string_view& session) {
  constexpr std::string_view kHole = "/sessions/{session}";
  if (!pattern.starts_with(kHole)) return path == pattern;
  const std::string_view tail = pattern.substr(kHole.size());
  if (!tail.empty() && path == tail) return true;
  constexpr std::string_view kSessions = "/sessions/";
  if (!path.starts_with(kSessions)) return false;
  const std::string_view rest = path.substr(kSessions.size());
  const std::size_t end = std::min(rest.find('/'), rest.size());
  if (end == 0 || rest.substr(end) != tail) return false;
  session = rest.substr(0, end);
  return true;
}

// HEAD is GET without the body (RFC 9110 9.3.2).
bool takes(const AdminRoute& route, Method method) {
  return route.method == method || (route.method == Method::kGet && method == Method::kHead);
}

// Compares every byte, so that the time it takes tells nothing of the token.
bool is_same_secret(std::string_view given, std::string_view token) {
  unsigned different = given.size() == token.size() ? 0U : 1U;
  for (std::size_t at = 0; at < given.size(); ++at) {
    const char wanted = token[at % token.size()];
    if (given[at] != wanted) ++different;
  }
  return different == 0;
}

bool may_enter(const Site& site, const Request& request) {
  if (site.admin_token().empty()) return true;
  constexpr std::string_view kScheme = "Bearer ";
  const std::string_view given = find_header(request, "Authorization").value_or("");
  return equal_ignoring_case(given.substr(0, kScheme.size()), kScheme) &&
         is_same_secret(given.substr(kScheme.size()), site.admin_token());
}

// Whoever starts servers asks these before it knows anything else, and they tell nothing of a
// world.
bool is_open_to_all(std::string_view path) {
  return path == "/health" || path == "/ready";
}

Answer no_token_answer(const Request& request) {
  Answer answer =
      problem(request, 401,
              "the admin plane asks for its token: send \"Authorization: Bearer TOKEN\"; "
              "`fauxplane serve` prints it, and the ready file has it as admin_token");
  answer.headers.add("WWW-Authenticate", "Bearer");
  return answer;
}

}  // namespace

Answer admin_answer(Site& site, const Request& request) {
  const std::string_view path = request.path.substr(std::string_view("/_sim").size());
  if (!is_open_to_all(path) && !may_enter(site, request)) return no_token_answer(request);
  std::string allowed;
  for (const AdminRoute& route : kRoutes) {
    AdminCall call{.site = site, .request = request, .id = kDefaultSession};
    if (!fits(path, route.path, call.id)) continue;
    if (!takes(route, request.method)) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(name_of(route.method));
      if (route.method == Method::kGet) allowed += ", HEAD";
      continue;
    }
    auto session = site.sessions().describe(call.id, request.arrival);
    if (!session) return problem(request, 404, no_session_text(call.id));
    call.session = *std::move(session);
    return route.handler(call);
  }
  if (allowed.empty()) {
    return problem(request, 404,
                   "the admin plane has no " + std::string(request.path) +
                       "; docs/admin.md lists what it has");
  }
  Answer answer = problem(request, 405, "this path allows " + allowed);
  answer.headers.add("Allow", allowed);
  return answer;
}

std::string no_session_text(std::string_view id) {
  return "there is no session \"" + std::string(id) +
         "\": it was never made, was deleted, or its time is up; make one with POST /_sim/sessions";
}

}  // namespace fauxplane
