#include "contracts/client/record_calls.h"

#include <gtest/gtest.h>

#include "contracts/client/hot_path_client.h"
#include "contracts/client/record_fields.h"
#include "contracts/client/value_json.h"
#include "tests/contracts/client/request_case.h"

namespace memsy {
namespace {

using Json = nlohmann::json;

const OrgId kOrg{.org_id = "o 1"};
const RoleId kRole{.role_id = "r/1", .org_id = "o&1"};
const TeamId kTeam{.team_id = "t?1", .org_id = "o=1"};
const NewRecord kNew{.org_id = "o", .name = "n", .focus = "f"};
constexpr const char* kNewBody = R"({"focus":"f","name":"n","org_id":"o"})";

HotPathClient client_of(FakePlane& plane) {
  return {plane.options(), Rules{}, plane.transport()};
}

using Case = RequestCase<HotPathClient>;

class RecordRequestTest : public testing::TestWithParam<Case> {};

TEST_P(RecordRequestTest, IsTheOneOfTheContract) {
  FakePlane plane{.answers = {refusal(500)}};
  EXPECT_THROW(GetParam().call(client_of(plane)), MemsyAPIError);
  expect_request(plane, GetParam());
}

using H = const HotPathClient&;

INSTANTIATE_TEST_SUITE_P(
    Orgs, RecordRequestTest,
    testing::Values(
        Case{"List", [](H to) { static_cast<void>(to.orgs().list({})); }, "GET /orgs", nullptr},
        Case{"Create", [](H to) { static_cast<void>(to.orgs().create(kNew)); }, "POST /orgs",
             kNewBody},
        Case{"Get", [](H to) { static_cast<void>(to.orgs().get(kOrg)); }, "GET /orgs/o%201",
             nullptr},
        Case{"Update", [](H to) { to.orgs().update(kOrg, {.focus = "g"}); }, "PATCH /orgs/o%201",
             R"({"focus":"g"})"},
        Case{"UpdateAll",
             [](H to) {
               to.orgs().update(kOrg, {.name = "n", .focus = "g", .promotion_prompt = ""});
             },
             "PATCH /orgs/o%201", R"({"focus":"g","name":"n","promotion_prompt":""})"},
        Case{"UpdateNothing", [](H to) { to.orgs().update(kOrg, {}); }, "PATCH /orgs/o%201", "{}"},
        Case{"RegeneratePrompt", [](H to) { to.orgs().regenerate_prompt(kOrg); },
             "POST /orgs/o%201/regenerate-prompt", nullptr},
        Case{"Remove", [](H to) { to.orgs().remove(kOrg); }, "DELETE /orgs/o%201", nullptr}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Roles, RecordRequestTest,
    testing::Values(Case{"List",
                         [](H to) { static_cast<void>(to.roles().list({.org_id = "o 1"})); },
                         "GET /roles?org_id=o%201&limit=100&offset=0", nullptr},
                    Case{"Page",
                         [](H to) {
                           static_cast<void>(
                               to.roles().list({.org_id = "o", .limit = 7, .offset = 2}));
                         },
                         "GET /roles?org_id=o&limit=7&offset=2", nullptr},
                    Case{"Create", [](H to) { static_cast<void>(to.roles().create(kNew)); },
                         "POST /roles", kNewBody},
                    Case{"Get", [](H to) { static_cast<void>(to.roles().get(kRole)); },
                         "GET /roles/r%2F1?org_id=o%261", nullptr},
                    Case{"Update", [](H to) { to.roles().update(kRole, {.name = "n"}); },
                         "PATCH /roles/r%2F1?org_id=o%261", R"({"name":"n"})"},
                    Case{"RegeneratePrompt", [](H to) { to.roles().regenerate_prompt(kRole); },
                         "POST /roles/r%2F1/regenerate-prompt?org_id=o%261", nullptr},
                    Case{"Remove", [](H to) { to.roles().remove(kRole); },
                         "DELETE /roles/r%2F1?org_id=o%261", nullptr}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Teams, RecordRequestTest,
    testing::Values(Case{"List", [](H to) { static_cast<void>(to.teams().list({.org_id = "o"})); },
                         "GET /teams?org_id=o&limit=100&offset=0", nullptr},
                    Case{"Create", [](H to) { static_cast<void>(to.teams().create(kNew)); },
                         "POST /teams", kNewBody},
                    Case{"Get", [](H to) { static_cast<void>(to.teams().get(kTeam)); },
                         "GET /teams/t%3F1?org_id=o%3D1", nullptr},
                    Case{"Update",
                         [](H to) { to.teams().update(kTeam, {.promotion_prompt = "p"}); },
                         "PATCH /teams/t%3F1?org_id=o%3D1", R"({"promotion_prompt":"p"})"},
                    Case{"RegeneratePrompt", [](H to) { to.teams().regenerate_prompt(kTeam); },
                         "POST /teams/t%3F1/regenerate-prompt?org_id=o%3D1", nullptr},
                    Case{"Remove", [](H to) { to.teams().remove(kTeam); },
                         "DELETE /teams/t%3F1?org_id=o%3D1", nullptr}),
    [](const auto& row) { return row.param.name; });

Json record(const char* id_name) {
  return {{id_name, "1"},
          {"org_id", "o"},
          {"name", "n"},
          {"focus", "f"},
          {"promotion_prompt", "p"},
          {"created_at", "c"},
          {"updated_at", "u"},
          {"prompt_meta", {{"model", "m-1"}}}};
}

// Reads the record as it is, and refuses it without each of its required members.
template <class Record>
void expect_checked(const Json& whole) {
  EXPECT_EQ(json_of(value_from<Record>(whole)), whole);
  for (const auto& [name, value] : whole.items()) {
    Json changed = whole;
    changed.erase(name);
    if (name == "prompt_meta") {
      EXPECT_EQ(value_from<Record>(changed).prompt_meta, std::nullopt);
    } else {
      EXPECT_THROW(static_cast<void>(value_from<Record>(changed)), ShapeError) << name;
    }
  }
}

TEST(RecordValuesTest, ARecordNeedsAllButWhatIsSaidOfItsPrompt) {
  expect_checked<Org>(record("org_id"));
  expect_checked<Role>(record("role_id"));
  expect_checked<Team>(record("team_id"));
}

TEST(RecordCallsTest, GivesRecordsOrWhatItsHeadersSayOfNothing) {
  FakePlane plane{.answers = {refusal(200, {}, Json::array({record("role_id")}).dump()),
                              refusal(200),
                              refusal(200, {}, record("role_id").dump()),
                              {.status = 204, .headers = {{"X-Usage-ApiCalls", "7"}}}}};
  const HotPathClient client = client_of(plane);
  EXPECT_EQ(client.roles().list({.org_id = "o"}).value.at(0).role_id, "1");
  EXPECT_TRUE(client.roles().list({.org_id = "o"}).value.empty());
  EXPECT_EQ(client.roles().regenerate_prompt(kRole).value.prompt_meta, Json({{"model", "m-1"}}));
  EXPECT_EQ(client.roles().remove(kRole).usage, Usage{.api_calls = 7});
}

}  // namespace
}  // namespace memsy
