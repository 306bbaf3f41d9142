#include "simulator/services/json_text.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "simulator/services/decimal.h"

namespace fauxplane {
namespace {

using Tree = nlohmann::ordered_json;

// Most bodies fit, so that most need one allocation.
constexpr std::size_t kBodyBytes = 512;

bool is_plain(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte >= 0x20 && byte < 0x80 && letter != '"' && letter != '\\';
}

}  // namespace

JsonText::JsonText() {
  text_.reserve(kBodyBytes);
}

void JsonText::begin_value() {
  if (needs_comma_) text_.push_back(',');
  needs_comma_ = true;
}

// What needs escaping, or may be no UTF-8, is left to the library.
void JsonText::append_string(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_plain)) {
    text_.append(Tree(text).dump(-1, ' ', false, Tree::error_handler_t::replace));
    return;
  }
  text_.push_back('"');
  text_.append(text);
  text_.push_back('"');
}

JsonText& JsonText::begin_object() {
  begin_value();
  text_.push_back('{');
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::end_object() {
  text_.push_back('}');
  needs_comma_ = true;
  return *this;
}

JsonText& JsonText::begin_array() {
  begin_value();
  text_.push_back('[');
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::end_array() {
  text_.push_back(']');
  needs_comma_ = true;
  return *this;
}

JsonText& JsonText::name(std::string_view name) {
  begin_value();
  text_.push_back('"');
  text_.append(name).append("\":");
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::text_name(std::string_view name) {
  begin_value();
  append_string(name);
  text_.push_back(':');
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::value(std::string_view text) {
  begin_value();
  append_string(text);
  return *this;
}

JsonText& JsonText::value(std::int64_t number) {
  begin_value();
  append_decimal(text_, number);
  return *this;
}

JsonText& JsonText::tenths(std::int64_t number) {
  begin_value();
  constexpr std::int64_t kTenths = 10;
  if (number < 0 && number > -kTenths) text_ += '-';
  append_decimal(text_, number / kTenths);
  if (number == 0) return *this;
  text_ += '.';
  append_decimal(text_, std::abs(number % kTenths));
  return *this;
}

JsonText& JsonText::value(double number) {
  begin_value();
  text_.append(Tree(number).dump());
  return *this;
}

JsonText& JsonText::value(bool truth) {
  begin_value();
  text_.append(truth ? "true" : "false");
  return *this;
}

JsonText& JsonText::json(std::string_view text) {
  begin_value();
  text_.append(text);
  return *this;
}

JsonText& JsonText::null() {
  begin_value();
  text_.append("null");
  return *this;
}

}  // namespace fauxplane
