#include "contracts/adapters/cpp/errors_seen.h"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <typeinfo>

namespace adapter_kit {
namespace {

std::string readable_type(const std::exception& error) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status), &std::free);
  return status == 0 ? name.get() : typeid(error).name();
}

const ErrorClass* class_of(const std::exception& error, const ErrorClasses& classes) {
  const auto found = std::find_if(classes.begin(), classes.end(),
                                  [&](const ErrorClass& each) { return each.is_one(error); });
  return found == classes.end() ? nullptr : &*found;
}

std::string name_of(const std::exception& error, const ErrorClasses& classes) {
  const ErrorClass* const known = class_of(error, classes);
  return known == nullptr ? readable_type(error) : known->name;
}

void add_causes(const std::exception& error, const ErrorClasses& classes, nlohmann::json& chain) {
  try {
    std::rethrow_if_nested(error);
  } catch (const std::exception& cause) {
    chain.push_back({{"type", name_of(cause, classes)}, {"message", cause.what()}});
    add_causes(cause, classes, chain);
  } catch (...) {
    chain.push_back({{"type", "unknown"}, {"message", ""}});
  }
}

}  // namespace

nlohmann::json describe(const std::exception& error, const ErrorClasses& classes) {
  const std::string name = name_of(error, classes);
  nlohmann::json bases = nlohmann::json::array({name});
  nlohmann::json attributes = nlohmann::json::object();
  nlohmann::json chain = nlohmann::json::array();
  if (const ErrorClass* const known = class_of(error, classes)) {
    for (const std::string& base : known->bases) bases.push_back(base);
  }
  for (const ErrorClass& each : classes) each.add_attributes(error, attributes);
  bases.push_back("std::exception");
  add_causes(error, classes, chain);
  return {{"type", name},
          {"bases", bases},
          {"message", error.what()},
          {"repr", name + "(" + error.what() + ")"},
          {"attrs", attributes},
          {"chain", chain}};
}

nlohmann::json describe_unknown() {
  return {{"type", "unknown"},
          {"bases", {"unknown"}},
          {"message", "something was thrown that is no std::exception"},
          {"repr", "unknown"},
          {"attrs", nlohmann::json::object()},
          {"chain", nlohmann::json::array()}};
}

}  // namespace adapter_kit
