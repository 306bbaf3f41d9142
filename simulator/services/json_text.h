// A JSON text, written front to back: for the bodies that are asked for most, where a tree of
// values, built and dropped for every answer, costs more than all the rest of it. The bytes are
// those that nlohmann-json writes of the same values, without blanks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/services/text_writer.h"

namespace fauxplane {

// REQUIRES of its user: objects and arrays are ended in the order they were begun, and what stands
// in an object has a name.
class JsonText {
 public:
  JsonText& begin_object();
  JsonText& end_object();
  JsonText& begin_array();
  JsonText& end_array();
  // REQUIRES: a name that needs no escaping.
  JsonText& name(std::string_view name);

  // A name that may need escaping.
  JsonText& text_name(std::string_view name);

  // Bytes that are no UTF-8 are replaced by U+FFFD.
  JsonText& value(std::string_view text);
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(std::int64_t number);
  JsonText& value(double number);
  JsonText& value(bool truth);
  // A number of tenths with one decimal, exactly: 250 is 25.0; 0 is 0.
  JsonText& tenths(std::int64_t number);
  // null for none.
  template <class Some>
  JsonText& value(const std::optional<Some>& some) {
    return some ? value(*some) : null();
  }
  JsonText& null();
  // REQUIRES: one value, written as JSON.
  JsonText& json(std::string_view text);

  template <class Value>
  JsonText& field(std::string_view key, const Value& what) {
    return name(key).value(what);
  }

  [[nodiscard]] std::string take() { return text_.take(); }

 private:
  void begin_value();
  void append_string(std::string_view text);

  TextWriter text_;
  bool needs_comma_ = false;
};

}  // namespace fauxplane
