#include "contracts/mutants/mutant.h"

#include <algorithm>
#include <utility>

namespace mutants {
namespace {

using memsy::HttpRequest;
using memsy::HttpResponse;

const std::vector<Mutant>& mutants() {
  static const std::vector<Mutant> kAll = [] {
    std::vector<Mutant> all;
    for (const auto& some : {error_mutants(), retry_mutants(), wait_mutants(), header_mutants(),
                             request_mutants(), wire_mutants()}) {
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }();
  return kAll;
}

}  // namespace

std::vector<Mutant> all_mutants() {
  return mutants();
}

const Mutant* find_mutant(std::string_view name) {
  const auto found = std::find_if(mutants().begin(), mutants().end(),
                                  [&](const Mutant& each) { return each.name == name; });
  return found == mutants().end() ? nullptr : &*found;
}

const Variation* find_variation(std::string_view name) {
  const auto rows = all_variations();
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
