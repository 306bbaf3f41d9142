// A value with a name of its own: two ids of different kinds never mix, and cost what they wrap.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace fauxplane {

template <class Tag, class Value = std::string>
struct Strong {
  Value value{};

  Strong() = default;
  explicit Strong(Value wrapped) : value(std::move(wrapped)) {}
  friend auto operator<=>(const Strong&, const Strong&) = default;
};

using OrgId = Strong<struct OrgTag>;
using PlanId = Strong<struct PlanTag>;
using MemberId = Strong<struct MemberTag>;
using KeyId = Strong<struct KeyTag>;
using EventId = Strong<struct EventTag>;
using ProjectId = Strong<struct ProjectTag>;
using TenantId = Strong<struct TenantTag>;
using MemoryId = Strong<struct MemoryTag>;
using CustomizationId = Strong<struct CustomizationTag>;

}  // namespace fauxplane

template <class Tag, class Value>
struct std::hash<fauxplane::Strong<Tag, Value>> {
  std::size_t operator()(const fauxplane::Strong<Tag, Value>& strong) const noexcept {
    return std::hash<Value>{}(strong.value);
  }
};
