#include "simulator/store/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/store_cases.h"

namespace fauxplane {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class MemoryStoreTest : public testing::Test {
 protected:
  MemoryStoreTest() { put_identity(*store_); }

  [[nodiscard]] std::vector<std::string> key_names() const {
    std::vector<std::string> names;
    for (const auto& key : store_->keys().list()) names.push_back(key->id.value + "/" + key->name);
    return names;
  }

  const OrgId org_{"org_1"};
  const KeyId key_{"key_a"};
  const Instant april_ = at("2026-04-30T23:59:50Z");
  const Instant may_ = at("2026-05-01");
  std::unique_ptr<Store> store_ = make_store();
};

TEST_F(MemoryStoreTest, TellsUsageByTenantOfEachOrg) {
  const TenantId tenant{"org_7"};
  store_->add_usage(org_, Spender(key_, tenant), april_, kCalls, 3);
  const auto usage = store_->usage_by_tenant(org_, april_);
  ASSERT_EQ(usage.size(), 1U);
  EXPECT_EQ(usage.front(), (TenantUsage{.tenant = tenant, .used = {3}}));
  EXPECT_TRUE(store_->usage_by_tenant(OrgId{"org_2"}, april_).empty());
}

TEST_F(MemoryStoreTest, ListsRecordsInTheOrderTheyWereFirstPut) {
  store_->keys().put({.id = KeyId{"key_c"}, .name = "third", .secret = "msy_c"});
  store_->keys().put({.id = KeyId{"key_b"}, .name = "second", .secret = "msy_b"});
  EXPECT_THAT(key_names(), ElementsAre("key_a/", "key_c/third", "key_b/second"));
}

TEST_F(MemoryStoreTest, ReplacesARecordWhereItStands) {
  store_->keys().put({.id = KeyId{"key_b"}, .secret = "msy_b"});
  store_->keys().put({.id = key_, .name = "renamed", .secret = "msy_a"});
  EXPECT_THAT(key_names(), ElementsAre("key_a/renamed", "key_b/"));
}

TEST_F(MemoryStoreTest, ErasesARecordAndKeepsTheOrderOfTheOthers) {
  store_->keys().put({.id = KeyId{"key_b"}, .secret = "msy_b"});
  store_->keys().put({.id = KeyId{"key_c"}, .secret = "msy_c"});
  EXPECT_EQ(store_->keys().size(), 3U);
  EXPECT_TRUE(store_->keys().erase(KeyId{"key_b"}));
  EXPECT_FALSE(store_->keys().erase(KeyId{"key_b"}));
  EXPECT_EQ(store_->keys().find(KeyId{"key_b"}), nullptr);
  store_->keys().put({.id = KeyId{"key_c"}, .name = "third", .secret = "msy_c"});
  EXPECT_THAT(key_names(), ElementsAre("key_a/", "key_c/third"));
  EXPECT_TRUE(store_->keys().erase(key_));
  EXPECT_FALSE(store_->identify("msy_a")) << "its raw key is gone as well";
}

TEST_F(MemoryStoreTest, ExtractsWhatIsDueOnceAndCountsIt) {
  const Costs costs = {{{.dimension = kStored, .amount = 1, .is_held = true},
                        {.dimension = kSearches, .amount = 20, .is_held = true}}};
  static_cast<void>(store_->reserve(org_, key_, april_, costs).value());
  store_->with_bank(org_, [&](MemoryBank& bank) {
    bank.take_in({.event = std::make_shared<const Event>(Event{.id = EventId{"e"}, .content = "c"}),
                  .key = key_,
                  .due_at = may_,
                  .costs = costs});
  });
  const auto count = [&] {
    std::size_t memories = 0;
    store_->with_bank(org_, [&](MemoryBank& bank) { memories = bank.memories().size(); });
    return memories;
  };
  store_->extract_due(may_ - Duration{1});
  EXPECT_EQ(count(), 0U);
  store_->extract_due(may_ + Duration{5});
  store_->extract_due(may_ + Duration{5});
  EXPECT_EQ(count(), 1U);
  EXPECT_EQ(store_->usage(org_, may_)[index_of(kStored)], 1);
  EXPECT_EQ(store_->usage(org_, may_)[index_of(kSearches)], 20);
}

TEST_F(MemoryStoreTest, KeepsABankForEachOrg) {
  store_->with_bank(org_, [](MemoryBank& bank) {
    bank.remember(std::make_shared<const Event>(Event{.id = EventId{"e"}, .content = "c"}));
  });
  store_->with_bank(OrgId{"org_2"}, [](MemoryBank& bank) { EXPECT_TRUE(bank.memories().empty()); });
}

TEST_F(MemoryStoreTest, RemembersHowToExtract) {
  EXPECT_EQ(store_->extraction_policy(), ExtractionPolicy{});
  store_->set_extraction_policy({.delay = Duration{5}, .fails = true, .fails_on = "x"});
  EXPECT_EQ(store_->extraction_policy().delay, Duration{5});
}

TEST_F(MemoryStoreTest, RecordsThatWereReadDoNotChange) {
  const auto before = store_->orgs().find(org_);
  store_->orgs().put({.id = org_, .plan = PlanId{"pro"}});
  EXPECT_EQ(before->plan, PlanId{"free"});
  EXPECT_EQ(store_->orgs().find(org_)->plan, PlanId{"pro"});
}

TEST_F(MemoryStoreTest, FindsNothingUnderAnUnknownId) {
  EXPECT_EQ(store_->plans().find(PlanId{"pro"}), nullptr);
  EXPECT_EQ(store_->orgs().find(OrgId{""}), nullptr);
  EXPECT_EQ(store_->members().find(MemberId{"org_1"}), nullptr);
  EXPECT_EQ(store_->events().find(EventId{"event_1"}), nullptr);
  EXPECT_THAT(store_->events().list(), IsEmpty());
}

TEST_F(MemoryStoreTest, IdentifiesAKeyAndWhoeverItActsFor) {
  const auto identity = store_->identify("msy_a");
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->key->id, key_);
  EXPECT_EQ(identity->member->id, MemberId{"member_1"});
  EXPECT_EQ(identity->org->id, org_);
  EXPECT_EQ(identity->plan->id, PlanId{"free"});
}

TEST_F(MemoryStoreTest, IdentifiesByTheWholeSecretOnly) {
  for (const char* secret : {"", "msy_", "msy_aa", "MSY_A", " msy_a", "key_a"}) {
    SCOPED_TRACE(secret);
    EXPECT_FALSE(store_->identify(secret));
  }
}

TEST_F(MemoryStoreTest, IdentifiesByWhatIsStoredNow) {
  store_->plans().put({.id = PlanId{"pro"}});
  store_->orgs().put({.id = org_, .plan = PlanId{"pro"}});
  EXPECT_EQ(store_->identify("msy_a")->plan->id, PlanId{"pro"});
}

TEST_F(MemoryStoreTest, SecretOfAReplacedKeyNoLongerIdentifies) {
  ApiKey key = *store_->keys().find(key_);
  key.secret = "msy_new";
  store_->keys().put(key);
  EXPECT_FALSE(store_->identify("msy_a"));
  ASSERT_TRUE(store_->identify("msy_new"));
  EXPECT_EQ(store_->identify("msy_new")->key->id, key_);
}

TEST_F(MemoryStoreTest, KeyOfAnUnknownMemberOrgOrPlanIdentifiesNobody) {
  const ApiKey good = *store_->keys().find(key_);
  ApiKey of_no_member = good;
  of_no_member.member = MemberId{"member_9"};
  store_->keys().put(of_no_member);
  EXPECT_FALSE(store_->identify("msy_a"));
  ApiKey of_no_org = good;
  of_no_org.org = OrgId{"org_9"};
  store_->keys().put(of_no_org);
  EXPECT_FALSE(store_->identify("msy_a"));
  store_->keys().put(good);
  EXPECT_TRUE(store_->identify("msy_a"));
  store_->orgs().put({.id = org_, .plan = PlanId{"gone"}});
  EXPECT_FALSE(store_->identify("msy_a"));
}

TEST_F(MemoryStoreTest, SettlingTellsTheTotalsAfterIt) {
  store_->set_usage(org_, april_, kCalls, 5);
  const Charge charge{.dimension = kCalls, .amount = 2, .limit = 7};
  const auto kept = store_->reserve(org_, key_, april_, {&charge, 1});
  ASSERT_TRUE(kept);
  EXPECT_EQ(store_->settle(org_, *kept, Settlement::kKeep, april_)[index_of(kCalls)], 7);
  const auto refused = store_->reserve(org_, key_, april_, {&charge, 1});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (QuotaExceeded{.dimension = kCalls, .used = 7, .limit = 7}));
  EXPECT_EQ(store_->settle(org_, *kept, Settlement::kKeep, may_)[index_of(kCalls)], 0);
}

TEST_F(MemoryStoreTest, OrgsDoNotShareALedger) {
  const OrgId other{"org_2"};
  store_->add_usage(org_, key_, april_, kCalls, 3);
  EXPECT_EQ(store_->usage(org_, april_)[index_of(kCalls)], 3);
  EXPECT_EQ(store_->usage(other, april_), Quantities{});
  EXPECT_THAT(store_->usage_history(other, everything(Granularity::kDaily)), IsEmpty());
  EXPECT_THAT(store_->usage_history(org_, everything(Granularity::kDaily)),
              ElementsAre(UsagePoint{at("2026-04-30"), kCalls, 3}));
}

TEST_F(MemoryStoreTest, PeriodsStartOnTheDayOfTheOrg) {
  store_->orgs().put({.id = org_, .plan = PlanId{"pro"}, .anchor = {.day = 15}});
  const Instant turn = at("2026-04-15");
  store_->add_usage(org_, key_, turn - Duration{1}, kCalls, 3);
  EXPECT_EQ(store_->usage(org_, at("2026-04-01"))[index_of(kCalls)], 3);
  EXPECT_EQ(store_->usage(org_, turn)[index_of(kCalls)], 0);
}

TEST_F(MemoryStoreTest, LastUsedFollowsWhatWasKept) {
  EXPECT_EQ(store_->last_used(org_, key_), std::nullopt);
  const auto reservation = store_->reserve(org_, key_, april_, {});
  ASSERT_TRUE(reservation);
  EXPECT_EQ(store_->last_used(org_, key_), std::nullopt);
  store_->settle(org_, *reservation, Settlement::kKeep, may_);
  EXPECT_EQ(store_->last_used(org_, key_), april_);
  EXPECT_EQ(store_->last_used(OrgId{"org_2"}, key_), std::nullopt);
}

TEST_F(MemoryStoreTest, OrdinalsOfEachPurposeStartAtOne) {
  EXPECT_EQ(store_->next_ordinal("key"), 1U);
  EXPECT_EQ(store_->next_ordinal("key"), 2U);
  EXPECT_EQ(store_->next_ordinal("event"), 1U);
  EXPECT_EQ(store_->next_ordinal("key"), 3U);
}

TEST_F(MemoryStoreTest, KeepsTheClockItWasGiven) {
  const Arrival arrival{std::chrono::seconds{5}};
  store_->set_clock({.anchor = april_, .anchored_at = arrival, .rate = 60.0});
  const ClockState clock = store_->clock();
  EXPECT_EQ(clock.anchor, april_);
  EXPECT_EQ(clock.anchored_at, arrival);
  EXPECT_EQ(clock.rate, 60.0);
}

TEST_F(MemoryStoreTest, ChangesInsideAnUpdateAreSeenAtOnce) {
  store_->update([&] {
    store_->keys().put({.id = KeyId{"key_b"}, .secret = "msy_b"});
    EXPECT_EQ(store_->keys().list().size(), 2U);
    store_->add_usage(org_, key_, april_, kStored, 1);
    EXPECT_EQ(store_->usage(org_, april_)[index_of(kStored)], 1);
  });
}

TEST_F(MemoryStoreTest, JournalIsBoundedByItsOptions) {
  const auto store = make_memory_store({.kinds = kKinds, .journal_entries_max = 2});
  for (std::uint64_t number = 1; number <= 3; ++number) {
    JournalEntry entry;
    EXPECT_EQ(store->append_journal(entry), number);
  }
  EXPECT_EQ(store->journal_size().appended, 3U);
  EXPECT_EQ(store->journal_size().evicted, 1U);
  const auto entries = store->read_journal(0, 10);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries.front().number, 2U);
}

}  // namespace
}  // namespace fauxplane
