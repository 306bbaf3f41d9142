#include "contracts/model/sample.h"

#include "contracts/model/shape.h"

namespace fauxplane::contracts {
namespace {

Json sample_object(std::string_view shape, const Choices& choices) {
  Json object = Json::object();
  for (const ShapeMember& member : members_of(shape)) {
    const std::string name(member.name);
    if (!member.is_required && choices.chance(0.3)) continue;
    if (!member.is_required && choices.chance(0.2)) {
      object[name] = nullptr;
      continue;
    }
    object[name] = sample_of(member.shape, choices);
  }
  return object;
}

Json sample_list(std::string_view item, const Choices& choices) {
  Json list = Json::array();
  for (std::int64_t left = choices.integer(0, 3); left > 0; --left) {
    list.push_back(sample_of(item, choices));
  }
  return list;
}

}  // namespace

Json sample_of(std::string_view shape, const Choices& choices) {
  if (const std::size_t under = shape.find('<'); under != std::string_view::npos) {
    return {{std::string(shape.substr(0, under)), sample_of(shape.substr(under + 1), choices)}};
  }
  switch (shape.front()) {
    case '{':
      return sample_object(shape, choices);
    case '[':
      return sample_list(shape.substr(1, shape.size() - 2), choices);
    case 'i':
      return choices.integer(0, choices.chance(0.2) ? (std::int64_t{1} << 53U) - 1 : 1'000);
    case 'n':
      return static_cast<double>(choices.integer(0, 10'000)) / 16;
    case 'b':
      return choices.chance(0.5);
    case 't':
      return Json::array({choices.text(), choices.text()});
    case 'o':
      return Json::object({{"a", choices.text()}});
    default:
      return choices.text();
  }
}

}  // namespace fauxplane::contracts
