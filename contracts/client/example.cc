// Makes a key, uses it, deletes it, and is refused: the example of docs/reference_client.md.
#include <cstdlib>
#include <iostream>

#include "contracts/client/control_client.h"

namespace {

void use_a_key(const memsy::Options& options) {
  const memsy::ControlClient client(options);
  const auto created = client.keys().create({.name = "nightly", .scopes = {"read"}});
  std::cout << "made " << created.value.key_id << "\n";
  if (created.rate_limit && created.rate_limit->remaining) {
    std::cout << *created.rate_limit->remaining << " calls are left this month\n";
  }

  memsy::Options with_the_new_key = options;
  with_the_new_key.api_key = created.value.raw_key;
  const memsy::ControlClient other(with_the_new_key);
  std::cout << "belongs to " << other.me().value.org_id << "\n";

  client.keys().remove(created.value.key_id);
  try {
    const auto me = other.me();
    std::cout << "still belongs to " << me.value.org_id << "\n";
  } catch (const memsy::AuthenticationError& error) {
    std::cout << "refused with " << error.status_code << "\n";
  }
}

}  // namespace

int main() {
  const char* const url = std::getenv("MEMSY_CONTROL_URL");
  const char* const key = std::getenv("MEMSY_API_KEY");
  if (url == nullptr || key == nullptr) {
    std::cerr << "set MEMSY_CONTROL_URL and MEMSY_API_KEY, as fauxplane exec does\n";
    return 2;
  }
  try {
    use_a_key({.base_url = url, .api_key = key});
  } catch (const memsy::MemsyError& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
