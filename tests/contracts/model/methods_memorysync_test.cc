#include <gtest/gtest.h>

#include <set>

#include "tests/contracts/model/request_of.h"

namespace fauxplane::contracts {
namespace {

// memorysync.md 4.
constexpr RequestSample kRequests[] = {
    {"memory.add", R"({"text":"t"})", "POST", "/memory/add", R"({"text":"t"})"},
    {"memory.add", R"({"text":"t"})", "POST", "/memory/add",
     R"({"content":"t","tags":[],"importance":0.5,"metadata":{},"deduplicate":true,"user_id":7})"},
    {"memory.batch", R"({"items":[{"text":"t"}]})", "POST", "/memory/batch",
     R"({"items":[{"text":"t"}]})"},
    {"memory.batch", R"({"items":[{"text":"t"}]})", "POST", "/memory/bulk-add",
     R"({"items":[{"text":"t"}],"deduplicate":true})"},
    {"memory.query", R"({"query":"q","k":3})", "POST", "/memory/query", R"({"query":"q","k":3})"},
    {"memory.query", R"({"query":"q"})", "POST", "/memory/retrieve", R"({"query":"q","k":5})"},
    {"memory.search", R"({"query":"q"})", "POST", "/memory/search", R"({"query":"q"})"},
    {"memory.search", R"({"query":"q"})", "POST", "/memory/search/routed", R"({"query":"q"})"},
    {"memory.get", R"({"memory_id":42})", "GET", "/memory/42", ""},
    {"memory.update", R"({"memory_id":42,"tags":["a"]})", "PATCH", "/memory/42",
     R"({"tags":["a"]})"},
    {"memory.forget", R"({"memory_ids":[4,2]})", "DELETE", "/memory/forget",
     R"({"memory_ids":[4,2]})"},
    {"memory.export", "{}", "GET", "/memory/export", ""},
    {"turns.add", R"({"tenant_id":"o","user_id":"u","text":"t"})", "POST", "/v1/memory/add_turn",
     R"({"tenant_id":"o","user_id":"u","text":"t","speaker":"human@c#h1"})"},
    {"turns.recall", R"({"tenant_id":"o","user_id":"u","prompt":"p"})", "POST", "/v1/memory/recall",
     R"({"tenant_id":"o","user_id":"u","prompt":"p","k":8})"},
    {"turns.query", R"({"tenant_id":"o","user_id":"u","prompt":"p","k":6})", "POST",
     "/v1/memory/query", R"({"tenant_id":"o","user_id":"u","prompt":"p","k":6})"},
    {"turns.list", R"({"tenant_id":"o","user_id":"u 1","limit":3})", "GET",
     "/v1/memory/o/u%201/list?limit=3", ""},
    {"projects.list", "{}", "GET", "/org/projects", ""},
    {"health", "{}", "GET", "/health", ""},
};

TEST(MethodsMemorySyncTest, RequestsAreThoseOfTheContract) {
  std::set<std::string_view> seen;
  for (const RequestSample& request : kRequests) {
    SCOPED_TRACE(request.target);
    seen.insert(request.method);
    EXPECT_EQ(flaw_in(request, kMemorySync), "");
    RequestSample wrong = request;
    wrong.http_method = "PUT";
    EXPECT_NE(flaw_in(wrong, kMemorySync), "");
    wrong = request;
    wrong.body = R"({"more":1})";
    EXPECT_NE(flaw_in(wrong, kMemorySync), "");
    const std::string elsewhere = std::string(request.target) + "/x";
    wrong = request;
    wrong.target = elsewhere;
    EXPECT_NE(flaw_in(wrong, kMemorySync), "");
  }
  for (const MethodRow& row : memorysync_methods())
    EXPECT_TRUE(seen.contains(row.name)) << row.name;
}

TEST(MethodsMemorySyncTest, WhatTheCallerSaysIsSentAsItIs) {
  const RequestSample wrong[] = {
      {"memory.add", R"({"text":"t"})", "POST", "/memory/add", R"({"text":"other"})"},
      {"memory.add", R"({"text":"t"})", "POST", "/memory/add", R"({"text":"t","importance":1})"},
      {"memory.add", R"({"text":"t"})", "POST", "/memory/add", R"({"text":"t","tag":"a"})"},
      {"memory.forget", R"({"memory_ids":[4]})", "DELETE", "/memory/forget",
       R"({"memory_ids":["m_4"]})"},
      {"memory.forget", R"({"memory_ids":[4]})", "DELETE", "/memory/forget",
       R"({"memory_ids":["4"]})"},
      {"memory.get", R"({"memory_id":42})", "GET", "/memory/m_42", ""},
      {"turns.list", R"({"tenant_id":"o","user_id":"u"})", "GET", "/v1/memory/u/o/list", ""},
  };
  for (const RequestSample& request : wrong) EXPECT_NE(flaw_in(request, kMemorySync), "");
}

TEST(MethodsMemorySyncTest, AMethodMayHaveSeveralAnswers) {
  const MethodRow& add = *find_method("memory.add", kMemorySync);
  const std::string stored =
      R"({"id":4181,"user_id":77,"text":"t","summary":null,"created_at":"c","metadata":{},)"
      R"("tags":["plan"],"importance":0.7,"is_summary":false})";
  for (const std::string& body :
       {stored, std::string(R"({"status":"ok"})"), std::string(R"({"status":"ok","skipped":true})"),
        std::string(R"({"status":"skipped","reason":"low value"})")}) {
    SCOPED_TRACE(body);
    EXPECT_TRUE(is_well_shaped(add, 200, body));
    EXPECT_EQ(value_flaw(add, body, Json::parse(body)), "");
    EXPECT_NE(value_flaw(add, body, Json::object()), "");
  }
  EXPECT_FALSE(is_well_shaped(add, 201, "{}"));
  EXPECT_FALSE(is_well_shaped(add, 201, R"({"id":"m_1","text":"t"})"));
}

// memorysync.md 5.
TEST(MethodsMemorySyncTest, KnowsWhatCostsAUnit) {
  std::set<std::string_view> metered;
  for (const MethodRow& row : memorysync_methods()) {
    if (row.is_metered) metered.insert(row.name);
  }
  EXPECT_EQ(metered, (std::set<std::string_view>{"memory.add", "memory.batch", "memory.query",
                                                 "memory.search", "turns.add", "turns.recall",
                                                 "turns.query"}));
  EXPECT_EQ(find_method("memory.batch", kMemorySync)->items_max, 50U);
}

}  // namespace
}  // namespace fauxplane::contracts
