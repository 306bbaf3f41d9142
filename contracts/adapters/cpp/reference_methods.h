// The methods and errors of the reference clients, as the adapter offers them.
#pragma once

#include <optional>

#include "contracts/adapters/cpp/adapter_kit.h"
#include "contracts/client/control_client.h"
#include "contracts/client/hot_path_client.h"

namespace reference {

// What an adapter of Memsy opens; without the address of the hot path there is no client of it.
struct MemsyClients {
  memsy::ControlClient control;
  std::optional<memsy::HotPathClient> hot_path{};
};

// For clients that are MemsyClients.
[[nodiscard]] std::map<std::string, adapter_kit::Method> memsy_methods();
// The part of them that is the hot path's.
[[nodiscard]] std::map<std::string, adapter_kit::Method> hot_path_methods();
[[nodiscard]] adapter_kit::ErrorClasses memsy_errors();

// For clients that are memorysync::Client.
[[nodiscard]] std::map<std::string, adapter_kit::Method> memorysync_methods();
[[nodiscard]] adapter_kit::ErrorClasses memorysync_errors();

}  // namespace reference
