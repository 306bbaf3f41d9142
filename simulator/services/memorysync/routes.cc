// Every endpoint with its gates and its handler (memorysync.md 4 and 5).
#include <array>

#include "simulator/services/memorysync/tables.h"

namespace fauxplane::memorysync_service {
namespace {

constexpr std::string_view kRoot = "";
constexpr std::string_view kOfTenants = "/v1";

constexpr GateSet kMemory = kTenant | kProject | kScope | kEndUser | kDatabase;
constexpr GateSet kMetered = kBody | kQuota;

constexpr std::string_view kMayAdd = "memory:add";
constexpr std::string_view kMayRead = "memory:read";

constexpr Route metered(std::string_view path, Handler handler, BodyCheck check,
                        Dimension dimension, std::string_view says) {
  return {.method = Method::kPost,
          .prefix = kRoot,
          .path = path,
          .gates = kMemory | kMetered,
          .handler = handler,
          .says = says,
          .scope = dimension == kAddRequests ? kMayAdd : kMayRead,
          .check_body = check,
          .metered = dimension};
}

constexpr Route metered_of_tenant(std::string_view path, Handler handler, BodyCheck check,
                                  Dimension dimension, std::string_view says) {
  Route route = metered(path, handler, check, dimension, says);
  route.prefix = kOfTenants;
  route.gates = kTenant | kScope | kDatabase | kMetered;
  return route;
}

constexpr Route unmetered(Method method, std::string_view path, Handler handler,
                          std::string_view scope, std::string_view says) {
  return {.method = method,
          .prefix = kRoot,
          .path = path,
          .gates = kMemory,
          .handler = handler,
          .says = says,
          .scope = scope};
}

constexpr Route with_body(Route route, BodyCheck check) {
  route.gates |= kBody;
  route.check_body = check;
  return route;
}

constexpr Route with_gates(Route route, GateSet gates, std::string_view prefix = kRoot) {
  route.gates = gates | kDatabase;
  route.prefix = prefix;
  return route;
}

constexpr Route open(Route route) {
  route.gates = 0;
  route.is_open = true;
  return route;
}

constexpr Route billing(Method method, std::string_view path, Handler handler,
                        std::string_view says) {
  return with_gates(unmetered(method, path, handler, {}, says), kOrganization);
}

constexpr std::array kRoutes = {
    metered("/memory/add", add_memory, check_add, kAddRequests, "stores a memory"),
    metered("/memory/batch", add_batch, check_batch, kAddRequests, "stores up to 50 memories"),
    metered("/memory/bulk-add", add_batch, check_batch, kAddRequests, "the same"),
    metered("/memory/query", query_memories, check_query, kRetrievalRequests,
            "the memories that answer a question best"),
    metered("/memory/retrieve", query_memories, check_query, kRetrievalRequests, "the same"),
    metered("/memory/search", query_memories, check_query, kRetrievalRequests, "the same"),
    metered("/memory/search/routed", query_memories, check_routed, kRetrievalRequests,
            "the same, by intent"),
    unmetered(Method::kGet, "/memory/{id}", get_memory, kMayRead, "one memory"),
    with_body(unmetered(Method::kPatch, "/memory/{id}", patch_memory, kMayAdd, "changes a memory"),
              check_patch),
    with_body(unmetered(Method::kDelete, "/memory/forget", forget_memories, kMayAdd,
                        "deletes the memories that the body names"),
              check_forget),
    unmetered(Method::kGet, "/memory/export", export_memories, kMayRead,
              "every memory of the end user"),
    with_gates(unmetered(Method::kDelete, "/memory/user/purge", refuse_purge, {},
                         "would erase the account; always 403"),
               kTenant),
    metered_of_tenant("/memory/add_turn", add_turn, check_turn, kAddRequests,
                      "takes in a turn of a conversation"),
    metered_of_tenant("/memory/recall", recall_memories, check_prompt, kRetrievalRequests,
                      "what is known about the prompt, as one text"),
    metered_of_tenant("/memory/query", query_tenant, check_prompt, kRetrievalRequests,
                      "likewise, as a list"),
    with_gates(unmetered(Method::kGet, "/memory/{tenant}/{user}/list", list_of_user, kMayRead,
                         "every memory of an end user, newest first"),
               kTenant | kScope, kOfTenants),
    with_gates(unmetered(Method::kGet, "/org/projects", list_projects, "projects:read",
                         "the projects of the caller's tenants"),
               kScope),
    billing(Method::kGet, "/org/billing/usage", get_billing_usage,
            "what the organization used in a cycle"),
    billing(Method::kGet, "/org/billing/allocation", get_billing_allocation,
            "what each tenant costs, or each value of a tag"),
    billing(Method::kGet, "/org/billing/price", get_billing_price, "what a cycle costs"),
    billing(Method::kPut, "/org/billing/tenants/{tenant}/tags", put_tenant_tags,
            "the tags that reports group by"),
    with_gates(open(unmetered(Method::kPost, "/evaluation/keys", mint_evaluation_key, {},
                              "a key to try the service with")),
               0),
    with_gates(unmetered(Method::kGet, "/evaluation/usage", get_evaluation_usage, {},
                         "what an evaluation key used"),
               0),
    open(unmetered(Method::kGet, "/health", get_health, {},
                   "state of the service and what it stands on")),
};

}  // namespace

std::span<const Route> route_rows() {
  return kRoutes;
}

}  // namespace fauxplane::memorysync_service
