#include "contracts/mutants/mutant.h"

#include <algorithm>
#include <utility>

namespace mutants {
namespace {

using memsy::HttpRequest;
using memsy::HttpResponse;

std::vector<Mutant> joined(std::initializer_list<std::span<const Mutant>> tables) {
  std::vector<Mutant> all;
  for (const auto& table : tables) all.insert(all.end(), table.begin(), table.end());
  return all;
}

const std::vector<Mutant>& mutants_of(Service service) {
  static const std::vector<Mutant> kOfMemsy =
      joined({error_mutants(), retry_mutants(), wait_mutants(), header_mutants(), request_mutants(),
              wire_mutants()});
  static const std::vector<Mutant> kOfMemorySync =
      joined({memorysync_request_mutants(), memorysync_answer_mutants()});
  return service == Service::kMemsy ? kOfMemsy : kOfMemorySync;
}

}  // namespace

std::vector<Mutant> all_mutants(Service service) {
  return mutants_of(service);
}

std::span<const Variation> all_variations(Service service) {
  return service == Service::kMemsy ? memsy_variations() : memorysync_variations();
}

const Mutant* find_mutant(std::string_view name, Service service) {
  const std::vector<Mutant>& rows = mutants_of(service);
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Mutant& each) { return each.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

const Variation* find_variation(std::string_view name, Service service) {
  const auto rows = all_variations(service);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Variation& each) { return each.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

Trail& trail() {
  thread_local Trail mine;
  return mine;
}

void track(Parts& parts) {
  wrap(parts, [](const auto& inner, const HttpRequest& request, const auto& stop) {
    trail().attempts = trail().is_retry(request) ? trail().attempts + 1 : 1;
    trail().request = request;
    trail().response = {};
    trail().response = inner(request, stop);
    return trail().response;
  });
}

void wrap(Parts& parts, Around around) {
  parts.transport = [inner = std::move(parts.transport), around = std::move(around)](
                        const HttpRequest& request, const std::stop_token& stop) {
    return around(inner, request, stop);
  };
}

void change_answers(Parts& parts, std::function<void(HttpResponse&)> change) {
  wrap(parts, [change = std::move(change)](const auto& inner, const HttpRequest& request,
                                           const auto& stop) {
    HttpResponse response = inner(request, stop);
    change(response);
    return response;
  });
}

void change_requests(Parts& parts, std::function<void(HttpRequest&, bool)> change) {
  wrap(parts,
       [change = std::move(change)](const auto& inner, HttpRequest request, const auto& stop) {
         const bool is_retry = trail().is_retry(request);
         trail().request = request;
         change(request, is_retry);
         trail().response = {};
         trail().response = inner(request, stop);
         return trail().response;
       });
}

}  // namespace mutants
