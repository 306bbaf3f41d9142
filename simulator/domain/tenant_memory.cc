#include "simulator/domain/tenant_memory.h"

namespace fauxplane {

std::string_view type_of(const TenantMemory& memory) {
  return memory.tags.empty() ? std::string_view("fact") : std::string_view(memory.tags.front());
}

}  // namespace fauxplane
