#include "contracts/model/contract.h"

#include <gtest/gtest.h>

#include "simulator/scenario/library.h"
#include "simulator/scenario/loader.h"
#include "simulator/services/services.h"

namespace fauxplane::contracts {
namespace {

TEST(ContractTest, EachIsOfAServiceOfThePlane) {
  for (const Contract& contract : all_contracts()) {
    SCOPED_TRACE(contract.service);
    const Service* const service = find_service(contract.service);
    ASSERT_NE(service, nullptr);
    EXPECT_EQ(find_contract(contract.service), &contract);
    EXPECT_EQ(&contract_of(contract.service), &contract);
    for (const auto& [key, address] : contract.addresses) {
      EXPECT_TRUE(std::any_of(service->addresses.begin(), service->addresses.end(),
                              [&](const AddressRow& row) { return row.name == address; }))
          << address;
    }
    EXPECT_TRUE(
        std::any_of(service->secret_prefixes.begin(), service->secret_prefixes.end(),
                    [&](std::string_view prefix) { return contract.secret.starts_with(prefix); }));
    const MethodRow* const plain = find_method(contract.plain_method, contract.service);
    ASSERT_NE(plain, nullptr);
    EXPECT_FALSE(plain->is_open);
    EXPECT_FALSE(plain->is_on_request);
    EXPECT_FALSE(contract.errors.samples.empty());
    EXPECT_FALSE(contract.errors.coded.empty());
    EXPECT_FALSE(contract.errors.plain.empty());
    EXPECT_FALSE(contract.errors.limits.empty());
    EXPECT_FALSE(contract.errors.limits_coded.empty());
    for (const ErrorSample& sample : contract.errors.samples) {
      EXPECT_TRUE(nlohmann::json::accept(sample.facts)) << sample.facts;
      EXPECT_NE(sample.status, 429);
    }
    const Service& of_plane = *service;
    const auto world = load_world(default_world_yaml(of_plane.world_file), of_plane.world_file,
                                  of_plane.vocabulary);
    ASSERT_TRUE(world);
    const auto has_tenant = [&](const Tenant& tenant) {
      return tenant.id.value == contract.tenant;
    };
    EXPECT_TRUE(contract.tenant.empty() ||
                std::any_of(world->tenants.begin(), world->tenants.end(), has_tenant));
  }
  EXPECT_EQ(find_contract("nobody"), nullptr);
  EXPECT_EQ(names_of_services(), "memsy, memorysync");
}

// Every method leads to a route of the plane.
TEST(ContractTest, EveryMethodIsServed) {
  for (const Contract& contract : all_contracts()) {
    const auto routes = find_service(contract.service)->routes;
    for (const MethodRow& row : method_rows(contract.service)) {
      const std::string first = std::string(row.prefix) + std::string(row.path);
      const std::string wanted = first.substr(0, first.find('|'));
      const auto is_it = [&](const Route& route) {
        const std::string path = std::string(route.prefix) + std::string(route.path);
        const auto without_names = [](const std::string& text) {
          std::string plain;
          bool is_name = false;
          for (const char letter : text) {
            if (letter == '}') is_name = false;
            if (!is_name) plain += letter;
            if (letter == '{') is_name = true;
          }
          return plain;
        };
        return name_of(route.method) == row.http_method &&
               without_names(path) == without_names(wanted);
      };
      EXPECT_TRUE(std::any_of(routes.begin(), routes.end(), is_it)) << row.name << " " << wanted;
    }
  }
}

}  // namespace
}  // namespace fauxplane::contracts
