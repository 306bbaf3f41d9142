#include "simulator/services/services.h"

#include <algorithm>
#include <array>

#include "simulator/services/memorysync/memorysync.h"
#include "simulator/services/memsy/memsy.h"

namespace fauxplane {

std::span<const Service* const> all_services() {
  static const std::array<const Service*, 2> kServices = {&memsy(), &memorysync()};
  return kServices;
}

const Service* find_service(std::string_view name) {
  const auto services = all_services();
  const auto at = std::find_if(services.begin(), services.end(),
                               [&](const Service* service) { return service->name == name; });
  return at == services.end() ? nullptr : *at;
}

std::span<const Vocabulary* const> all_vocabularies() {
  static const std::vector<const Vocabulary*> kVocabularies = [] {
    std::vector<const Vocabulary*> vocabularies;
    for (const Service* service : all_services()) vocabularies.push_back(&service->vocabulary);
    return vocabularies;
  }();
  return kVocabularies;
}

}  // namespace fauxplane
