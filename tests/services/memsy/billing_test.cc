#include <gtest/gtest.h>

#include "tests/support/test_plane.h"

namespace fauxplane {
namespace {

using Json = nlohmann::json;

TEST(BillingTest, SummarisesEverythingOfTheOrg) {
  TestPlane plane;
  EXPECT_EQ(plane.get("/api/billing/summary"),
            (Json{{"tier", "pro"},
                  {"purchased_seats", 8},
                  {"assigned_seats", 2},
                  {"available_seats", 6},
                  {"stripe_customer_id", "cus_K3pQ7xW1"},
                  {"payment_method",
                   {{"brand", "visa"}, {"last4", "4242"}, {"exp_month", 11}, {"exp_year", 2029}}},
                  {"upcoming_invoice",
                   {{"amount_due", 12850}, {"currency", "usd"}, {"period_end", 1777593600}}},
                  {"subscription_status", "active"},
                  {"billing_contact", "billing@example.com"},
                  {"stripe_subscription_id", "sub_9mT2vR5a"}}));
}

TEST(BillingTest, LeavesOutWhatTheOrgDoesNotHave) {
  TestPlane plane("world: {orgs: {org_free: {billing_enabled: true}}}");
  EXPECT_EQ(plane.get("/api/billing/summary", kFreeKey), (Json{{"tier", "free"},
                                                               {"purchased_seats", 0},
                                                               {"assigned_seats", 1},
                                                               {"available_seats", 0}}));
  EXPECT_EQ(plane.get("/api/billing/invoices", kFreeKey), Json::array());
}

struct SeatCase {
  int purchased;
  int seated;  // of the four members that are added to the two of the default world
  int available;
};

TEST(BillingTest, HasPurchasedLessAssignedSeatsAndNeverLessThanNone) {
  for (const SeatCase& row : {SeatCase{8, 0, 6}, SeatCase{8, 4, 2}, SeatCase{6, 4, 0},
                              SeatCase{5, 4, 0}, SeatCase{0, 0, 0}}) {
    SCOPED_TRACE(testing::Message() << row.purchased << " purchased, " << row.seated << " seated");
    std::string members;
    for (int at = 0; at < 4; ++at) {
      members += "    extra_" + std::to_string(at) +
                 ": {org: org_1, seat: " + (at < row.seated ? "true" : "false") + "}\n";
    }
    TestPlane plane("world:\n  orgs: {org_1: {seats: {purchased: " + std::to_string(row.purchased) +
                    ", pending: 3}}}\n  members:\n" + members);
    const Json summary = plane.get("/api/billing/summary");
    EXPECT_EQ(summary["purchased_seats"], row.purchased);
    EXPECT_EQ(summary["assigned_seats"], row.seated + 2);
    EXPECT_EQ(summary["available_seats"], row.available);
  }
}

TEST(BillingTest, EndsTheUpcomingInvoiceWithThePeriod) {
  TestPlane plane("clock: {start: \"2026-12-31T23:59:59Z\"}");
  EXPECT_EQ(plane.get("/api/billing/summary")["upcoming_invoice"]["period_end"], 1798761600);
}

TEST(BillingTest, ListsInvoicesNewestFirst) {
  TestPlane plane(R"(
world:
  orgs:
    org_1:
      invoices:
        - {id: in_old, amount_due: 1, currency: eur, status: paid, created: "2026-01-01T00:00:00Z"}
        - {id: in_new, amount_due: 3, amount_paid: 2, currency: eur, status: open,
           created: "2027-02-01T00:00:00Z", hosted_invoice_url: "https://pay.example/3"}
        - {id: in_mid, amount_due: -2, currency: eur, status: void, created: "2026-02-01T00:00:00Z"}
        - {id: in_mid_too, amount_due: 0, currency: eur, status: void,
           created: "2026-02-01T00:00:00Z"}
)");
  const Json invoices = plane.get("/api/billing/invoices");
  ASSERT_EQ(invoices.size(), 4U);
  EXPECT_EQ(invoices[0], (Json{{"id", "in_new"},
                               {"amount_due", 3},
                               {"amount_paid", 2},
                               {"currency", "eur"},
                               {"status", "open"},
                               {"created", "1801440000"},
                               {"hosted_invoice_url", "https://pay.example/3"}}));
  EXPECT_EQ(invoices[1]["id"], "in_mid");
  EXPECT_EQ(invoices[1]["amount_due"], -2);
  EXPECT_EQ(invoices[1]["amount_paid"], 0);
  EXPECT_FALSE(invoices[1].contains("hosted_invoice_url"));
  EXPECT_EQ(invoices[2]["id"], "in_mid_too") << "equal times keep their order";
  EXPECT_EQ(invoices[3]["id"], "in_old");
}

}  // namespace
}  // namespace fauxplane
