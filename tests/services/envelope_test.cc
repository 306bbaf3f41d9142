#include "simulator/services/envelope.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace fauxplane {
namespace {

const std::vector<Attribute> kExtras = {{"limit", 10}, {"feature", "a \"b\""}};
constexpr std::string_view kType = "Content-Type: application/json\r\n";

struct EnvelopeCase {
  Envelope envelope;
  int status;
  const char* body;
  std::string_view headers;
  bool is_from_gateway;
};

TEST(EnvelopeTest, WritesTheFactsInEachShape) {
  for (const EnvelopeCase& row :
       {EnvelopeCase{
            Envelope::kNested, 409,
            R"({"detail":{"error":"full","message":"No room","limit":10,"feature":"a \"b\""}})",
            kType, false},
        EnvelopeCase{Envelope::kText, 409, R"({"detail":"No room"})", kType, false},
        EnvelopeCase{Envelope::kFlat, 409,
                     R"({"error":"full","message":"No room","limit":10,"feature":"a \"b\""})",
                     kType, false},
        EnvelopeCase{Envelope::kFlatDetail, 409,
                     R"({"error":"full","detail":"No room","limit":10,"feature":"a \"b\""})", kType,
                     false},
        EnvelopeCase{Envelope::kValidation, 409,
                     R"({"detail":[{"loc":["body"],"msg":"No room","type":"full"}]})", kType,
                     false},
        EnvelopeCase{Envelope::kGatewayForbidden, 403, R"({"message":"Forbidden"})", kType, true},
        EnvelopeCase{Envelope::kGateway, 409, R"({"message":"Conflict"})", kType, true},
        EnvelopeCase{Envelope::kHtml, 409,
                     "<html>\r\n<head><title>409 Conflict</title></head>\r\n<body>\r\n"
                     "<center><h1>409 Conflict</h1></center>\r\n</body>\r\n</html>\r\n",
                     "Content-Type: text/html\r\n", true},
        EnvelopeCase{Envelope::kPlain, 409, "Conflict\n", "Content-Type: text/plain\r\n", true},
        EnvelopeCase{Envelope::kEmpty, 409, "", "", true},
        EnvelopeCase{Envelope::kCoded, 409,
                     R"({"error":{"code":"full","message":"No room","limit":10,)"
                     R"("feature":"a \"b\""}})",
                     kType, false}}) {
    SCOPED_TRACE(row.body);
    const Answer answer = write_envelope(
        row.envelope, {.status = 409, .code = "full", .message = "No room", .attributes = kExtras});
    EXPECT_EQ(answer.status, row.status);
    EXPECT_EQ(answer.body, row.body);
    EXPECT_EQ(answer.headers.lines(), row.headers);
    EXPECT_EQ(answer.is_from_gateway, row.is_from_gateway);
  }
}

TEST(EnvelopeTest, LeavesTheCodeOutWhenThereIsNone) {
  const ErrorFacts facts{.status = 400, .code = {}, .message = "no", .attributes = {}};
  EXPECT_EQ(write_envelope(Envelope::kNested, facts).body, R"({"detail":{"message":"no"}})");
  EXPECT_EQ(write_envelope(Envelope::kFlat, facts).body, R"({"message":"no"})");
  EXPECT_EQ(write_envelope(Envelope::kFlatDetail, facts).body, R"({"detail":"no"})");
  EXPECT_EQ(write_envelope(Envelope::kValidation, facts).body,
            R"({"detail":[{"loc":["body"],"msg":"no","type":"value_error"}]})");
}

TEST(EnvelopeTest, ShowsThePlaceOfWhatIsWrongInItsOwnShapeAlone) {
  const std::vector<Attribute> place = {
      {"loc", "body/events/0/kind"}, {"type", "enum"}, {"limit", 1}};
  const ErrorFacts facts{.status = 422, .code = {}, .message = "bad", .attributes = place};
  EXPECT_EQ(write_envelope(Envelope::kValidation, facts).body,
            R"({"detail":[{"loc":["body","events",0,"kind"],"msg":"bad","type":"enum"}]})");
  EXPECT_EQ(write_envelope(Envelope::kFlat, facts).body, R"({"message":"bad","limit":1})");
}

TEST(EnvelopeTest, ReplacesBytesThatAreNoUtf8) {
  const ErrorFacts facts{.status = 400, .code = {}, .message = "a\xff z", .attributes = {}};
  EXPECT_EQ(write_envelope(Envelope::kText, facts).body, "{\"detail\":\"a\xef\xbf\xbd z\"}");
}

TEST(EnvelopeTest, HasARowForEachShape) {
  std::set<std::string_view> names;
  int at = 0;
  for (const EnvelopeRow& row : envelope_rows()) {
    EXPECT_EQ(static_cast<int>(row.envelope), at++) << "settings and rows share their order";
    EXPECT_TRUE(names.insert(row.name).second);
    EXPECT_FALSE(row.code.empty());
  }
  EXPECT_EQ(at, 11);
}

TEST(EnvelopeTest, TellsTheFieldAndTheIdOfTheRequest) {
  const std::vector<Attribute> place = {{"loc", "body/items/0/text"}, {"type", "x"}};
  const ErrorFacts facts{.status = 422,
                         .code = "VALIDATION_ERROR",
                         .message = "is empty",
                         .attributes = place,
                         .request_id = "r-1"};
  EXPECT_EQ(write_envelope(Envelope::kCoded, facts).body,
            R"({"error":{"code":"VALIDATION_ERROR","message":"items.0.text: is empty",)"
            R"("details":[{"loc":["body","items",0,"text"],"msg":"is empty"}]},)"
            R"("request_id":"r-1"})");
  EXPECT_EQ(write_envelope(Envelope::kText, facts).body, R"({"detail":"items.0.text: is empty"})");
  EXPECT_EQ(write_envelope(Envelope::kFlat, facts).body,
            R"({"error":"VALIDATION_ERROR","message":"is empty","request_id":"r-1"})");
}

}  // namespace
}  // namespace fauxplane
