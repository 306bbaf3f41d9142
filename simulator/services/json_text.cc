#include "simulator/services/json_text.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "simulator/services/decimal.h"

namespace fauxplane {

using namespace std::string_view_literals;

namespace {

using Tree = nlohmann::ordered_json;

// Whether all of it stands in a JSON text as it is.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x20 && byte < 0x80 && letter != '"' && letter != '\\';
  });
}

}  // namespace

void JsonText::begin_value() {
  if (needs_comma_) text_.write(","sv);
  needs_comma_ = true;
}

// What needs escaping, or may be no UTF-8, is left to the library.
void JsonText::append_string(std::string_view text) {
  if (!is_plain(text)) {
    const std::string escaped = Tree(text).dump(-1, ' ', false, Tree::error_handler_t::replace);
    text_.write(std::string_view(escaped));
    return;
  }
  text_.write("\""sv, text, "\""sv);
}

JsonText& JsonText::begin_object() {
  begin_value();
  text_.write("{"sv);
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::end_object() {
  text_.write("}"sv);
  needs_comma_ = true;
  return *this;
}

JsonText& JsonText::begin_array() {
  begin_value();
  text_.write("["sv);
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::end_array() {
  text_.write("]"sv);
  needs_comma_ = true;
  return *this;
}

JsonText& JsonText::name(std::string_view name) {
  text_.write(needs_comma_ ? ",\""sv : "\""sv, name, "\":"sv);
  needs_comma_ = false;
  return *this;
}

JsonText& JsonText::text_name(std::string_view name) {
  begin_value();
  append_string(name);
  text_.write(":"sv);
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
  text_.write(Decimal(number).view());
  return *this;
}

JsonText& JsonText::tenths(std::int64_t number) {
  begin_value();
  constexpr std::int64_t kTenths = 10;
  if (number < 0 && number > -kTenths) text_.write("-"sv);
  text_.write(Decimal(number / kTenths).view());
  if (number == 0) return *this;
  text_.write("."sv);
  text_.write(Decimal(std::abs(number % kTenths)).view());
  return *this;
}

JsonText& JsonText::value(double number) {
  begin_value();
  const std::string written = Tree(number).dump();
  text_.write(std::string_view(written));
  return *this;
}

JsonText& JsonText::value(bool truth) {
  begin_value();
  text_.write(truth ? "true"sv : "false"sv);
  return *this;
}

JsonText& JsonText::json(std::string_view text) {
  begin_value();
  text_.write(text);
  return *this;
}

JsonText& JsonText::null() {
  begin_value();
  text_.write("null"sv);
  return *this;
}

}  // namespace fauxplane
