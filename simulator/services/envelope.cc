#include "simulator/services/envelope.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

namespace fauxplane {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<EnvelopeRow, 11> kRows = {{
    {Envelope::kNested, "nested", "V1", R"({"detail":{"error":...,"message":...,extras}})"},
    {Envelope::kText, "text", "V2", R"({"detail":"message"})"},
    {Envelope::kFlat, "flat", "V3", R"({"error":...,"message":...,extras})"},
    {Envelope::kFlatDetail, "flat_detail", "V4", R"({"error":...,"detail":"message",extras})"},
    {Envelope::kValidation, "validation", "V5",
     R"({"detail":[{"loc":[...],"msg":...,"type":...}]})"},
    {Envelope::kGatewayForbidden, "gateway_forbidden", "V6",
     R"(exactly {"message":"Forbidden"}, always with 403)"},
    {Envelope::kGateway, "gateway", "V7", R"({"message":"reason phrase"})"},
    {Envelope::kHtml, "html", "V8", "a proxy's page"},
    {Envelope::kPlain, "plain", "V8", "a proxy's line of text"},
    {Envelope::kEmpty, "empty", "V8", "no body at all"},
    {Envelope::kCoded, "coded", "default",
     R"({"error":{"code":...,"message":...,extras},"request_id":...})"},
}};

// Bodies may hold bytes that are no UTF-8 when a message quotes the request: replaced, never
// refused.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_validation_place(const Attribute& attribute) {
  return attribute.name == "loc" || attribute.name == "type";
}

void add_extras(Json& json, const ErrorFacts& facts) {
  for (const Attribute& attribute : facts.attributes) {
    if (is_validation_place(attribute)) continue;
    std::visit([&](const auto& value) { json[attribute.name] = value; }, attribute.value);
  }
}

Json coded(const ErrorFacts& facts, const char* text_name) {
  Json json = Json::object();
  if (!facts.code.empty()) json["error"] = facts.code;
  json[text_name] = facts.message;
  add_extras(json, facts);
  return json;
}

std::string text_of(const ErrorFacts& facts, std::string_view name, std::string_view otherwise) {
  for (const Attribute& attribute : facts.attributes) {
    if (attribute.name != name) continue;
    if (const auto* text = std::get_if<std::string>(&attribute.value)) return *text;
  }
  return std::string(otherwise);
}

// "query/limit" becomes ["query","limit"]; digits become numbers.
Json location_of(const std::string& path) {
  Json location = Json::array();
  std::size_t start = 0;
  while (start <= path.size()) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string part = path.substr(start, end - start);
    const bool is_index = !part.empty() && part.size() < 10 &&
                          part.find_first_not_of("0123456789") == std::string::npos;
    is_index ? location.push_back(std::stoi(part)) : location.push_back(part);
    start = end + 1;
  }
  return location;
}

Json validation(const ErrorFacts& facts) {
  Json item = {{"loc", location_of(text_of(facts, "loc", "body"))},
               {"msg", facts.message},
               {"type", text_of(facts, "type", facts.code.empty() ? "value_error" : facts.code)}};
  return {{"detail", Json::array({std::move(item)})}};
}

bool has_place(const ErrorFacts& facts) {
  return std::any_of(facts.attributes.begin(), facts.attributes.end(),
                     [](const Attribute& attribute) { return attribute.name == "loc"; });
}

// "body/items/0/text" is items.0.text to whoever reads the sentence.
std::string place_in_words(const std::string& path) {
  const std::size_t slash = path.find('/');
  std::string words = slash == std::string::npos ? path : path.substr(slash + 1);
  std::replace(words.begin(), words.end(), '/', '.');
  return words;
}

// Names the field, then the reason.
std::string sentence_of(const ErrorFacts& facts) {
  if (!has_place(facts)) return std::string(facts.message);
  return place_in_words(text_of(facts, "loc", "body")) + ": " + std::string(facts.message);
}

// `details` tells the field and the reason apart (memorysync.md 12).
Json coded_with_id(const ErrorFacts& facts) {
  Json error = {{"code", facts.code}, {"message", sentence_of(facts)}};
  if (has_place(facts)) {
    error["details"] = Json::array(
        {{{"loc", location_of(text_of(facts, "loc", "body"))}, {"msg", facts.message}}});
  }
  add_extras(error, facts);
  Json json = {{"error", std::move(error)}};
  if (!facts.request_id.empty()) json["request_id"] = facts.request_id;
  return json;
}

Json flat(const ErrorFacts& facts) {
  Json json = coded(facts, "message");
  if (!facts.request_id.empty()) json["request_id"] = facts.request_id;
  return json;
}

Answer from_gateway(int status, std::string_view type, std::string body) {
  Answer answer{.status = status, .headers = {}, .body = std::move(body)};
  answer.is_from_gateway = true;
  if (!type.empty()) answer.headers.add("Content-Type", type);
  return answer;
}

std::string html_page(int status) {
  const std::string title = std::to_string(status) + " " + std::string(reason_of(status));
  return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
         "</h1></center>\r\n</body>\r\n</html>\r\n";
}

}  // namespace

std::span<const EnvelopeRow> envelope_rows() {
  return kRows;
}

Answer write_envelope(Envelope envelope, const ErrorFacts& facts) {
  switch (envelope) {
    case Envelope::kNested:
      return json_answer(facts.status, dump({{"detail", coded(facts, "message")}}));
    case Envelope::kText:
      return json_answer(facts.status, dump({{"detail", sentence_of(facts)}}));
    case Envelope::kFlat:
      return json_answer(facts.status, dump(flat(facts)));
    case Envelope::kFlatDetail:
      return json_answer(facts.status, dump(coded(facts, "detail")));
    case Envelope::kValidation:
      return json_answer(facts.status, dump(validation(facts)));
    case Envelope::kGatewayForbidden:
      return from_gateway(403, kJsonType, R"({"message":"Forbidden"})");
    case Envelope::kGateway:
      return from_gateway(facts.status, kJsonType, dump({{"message", reason_of(facts.status)}}));
    case Envelope::kHtml:
      return from_gateway(facts.status, "text/html", html_page(facts.status));
    case Envelope::kPlain:
      return from_gateway(facts.status, "text/plain", std::string(reason_of(facts.status)) + "\n");
    case Envelope::kCoded:
      return json_answer(facts.status, dump(coded_with_id(facts)));
    case Envelope::kEmpty:
      break;
  }
  return from_gateway(facts.status, {}, {});
}

}  // namespace fauxplane
