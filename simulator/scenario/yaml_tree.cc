#include "simulator/scenario/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unordered_map>
#include <utility>

namespace fauxplane {
namespace {

Place place_of(const YAML::Mark& mark) {
  return {.line = mark.line + 1, .column = mark.column + 1};
}

YamlValue value_of(YamlValue::Kind kind, const YAML::Mark& mark) {
  YamlValue value;
  value.kind = kind;
  value.place = place_of(mark);
  return value;
}

// Ends the parse of a document that is refused.
struct Refused {
  Place place;
  std::string message;
};

std::size_t count_of(const YamlValue& value) {
  std::size_t count = 1;
  for (const YamlValue& item : value.items) count += count_of(item);
  for (const YamlMember& member : value.members) count += count_of(member.value);
  return count;
}

// Levels of lists and maps; a scalar has none.
std::size_t depth_of(const YamlValue& value) {
  std::size_t depth = 0;
  for (const YamlValue& item : value.items) depth = std::max(depth, depth_of(item));
  for (const YamlMember& member : value.members) depth = std::max(depth, depth_of(member.value));
  const bool is_level = value.kind == YamlValue::Kind::kList || value.kind == YamlValue::Kind::kMap;
  return depth + (is_level ? 1 : 0);
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, Findings& findings) : text_(text), findings_(findings) {}

  [[nodiscard]] YamlValue take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    put(value_of(YamlValue::Kind::kNull, mark), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto at = anchors_.find(anchor);
    if (at == anchors_.end())
      throw Refused{place_of(mark), "this alias stands inside its own anchor"};
    check_depth(place_of(mark), depth_of(at->second));
    YamlValue copy = at->second;
    copy.place = place_of(mark);
    count_ += count_of(copy);
    check_size(copy.place);
    put(std::move(copy), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    check_tag(mark, tag);
    check_quotes(mark);
    const bool is_quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    const bool is_null = !is_quoted && (text == "~" || text == "null" || text.empty());
    YamlValue value = value_of(is_null ? YamlValue::Kind::kNull : YamlValue::Kind::kScalar, mark);
    value.text = text;
    value.is_quoted = is_quoted;
    put(std::move(value), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(YamlValue::Kind::kList, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(YamlValue::Kind::kMap, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    YamlValue value;
    YAML::anchor_t anchor = 0;
    std::optional<std::pair<std::string, Place>> name{};  // of the member whose value comes next
    std::unordered_map<std::string, int> lines{};         // where each name was first given
  };

  static void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!" || tag == "tag:yaml.org,2002:str") return;
    throw Refused{place_of(mark),
                  "tags such as " + tag + " are not supported; write the value plainly"};
  }

  // The parser lets the end of the file close a quote.
  void check_quotes(const YAML::Mark& mark) const {
    auto at = static_cast<std::size_t>(mark.pos);
    if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return;
    const std::string_view ends = text_[at] == '"' ? "\"\\" : "'";
    for (at = text_.find_first_of(ends, at + 1); at != std::string_view::npos;
         at = text_.find_first_of(ends, at + 2)) {
      const bool is_doubled = ends == "'" && text_.substr(at, 2) == "''";
      if (text_[at] != '\\' && !is_doubled) return;
    }
    throw Refused{place_of(mark), "this quote is never closed"};
  }

  void check_size(Place place) const {
    if (count_ > kYamlValuesMax) {
      throw Refused{place,
                    "the document has more than " + std::to_string(kYamlValuesMax) + " values"};
    }
  }

  void check_depth(Place place, std::size_t further) const {
    if (frames_.size() + further > kYamlDepthMax) {
      throw Refused{place, "nested deeper than " + std::to_string(kYamlDepthMax) + " levels"};
    }
  }

  void open(YamlValue::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    check_depth(place_of(mark), 1);
    frames_.push_back({.value = value_of(kind, mark), .anchor = anchor});
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    put(std::move(frame.value), frame.anchor);
  }

  void put(YamlValue value, YAML::anchor_t anchor) {
    ++count_;
    check_size(value.place);
    if (anchor != 0) {
      count_ += count_of(value);  // what is kept for the aliases is a copy
      check_size(value.place);
      anchors_[anchor] = value;
    }
    if (frames_.empty()) {
      root_ = std::move(value);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.value.kind == YamlValue::Kind::kList) {
      frame.value.items.push_back(std::move(value));
    } else if (!frame.name) {
      if (value.kind == YamlValue::Kind::kList || value.kind == YamlValue::Kind::kMap) {
        throw Refused{value.place, "a key must be a plain text"};
      }
      if (value.text == "<<" && !value.is_quoted) {
        throw Refused{value.place, "merge keys (<<) are not supported; write the keys out"};
      }
      frame.name = {std::move(value.text), value.place};
    } else {
      put_member(frame, std::move(value));
    }
  }

  void put_member(Frame& frame, YamlValue value) {
    auto [name, place] = *std::exchange(frame.name, std::nullopt);
    const auto [at, is_new] = frame.lines.try_emplace(name, place.line);
    if (!is_new) {
      findings_.add(place, excerpt(name) + " is given twice; the first is in line " +
                               std::to_string(at->second));
      return;
    }
    frame.value.members.push_back(
        {.name = std::move(name), .place = place, .value = std::move(value)});
  }

  std::string_view text_;
  Findings& findings_;
  YamlValue root_{};
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, YamlValue> anchors_;
  std::size_t count_ = 0;
};

bool is_utf8(std::string_view text) {
  try {  // the JSON library is the judge
    static_cast<void>(nlohmann::json(std::string(text)).dump());
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

// YAML allows no control characters but tab and line ends; the parser would take one for the end of
// the file, or guess another encoding from it.
bool is_control(char letter) {
  return (static_cast<unsigned char>(letter) < 0x20U && letter != '\t' && letter != '\r' &&
          letter != '\n') ||
         letter == 0x7F;
}

// The first line that is not UTF-8, of a text that is not.
int line_of_bad_text(std::string_view text) {
  int number = 1;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    if (!is_utf8(text.substr(0, end))) break;
    text.remove_prefix(end + 1);
    ++number;
  }
  return number;
}

// Whether the file is made of text, with a finding about the first line that is not.
bool is_text(std::string_view text, Findings& findings) {
  if (!is_utf8(text)) {
    findings.add({.line = line_of_bad_text(text), .column = 1},
                 "this line is not UTF-8; save the file as UTF-8");
    return false;
  }
  const auto* const control = std::find_if(text.begin(), text.end(), is_control);
  if (control == text.end()) return true;
  const std::string_view before = text.substr(0, static_cast<std::size_t>(control - text.begin()));
  const std::size_t column = before.size() - before.rfind('\n');  // npos is -1
  findings.add({.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
                .column = static_cast<int>(column)},
               "a control character stands here; leave it out, or write it in quotes like "
               "\"\\x07\"");
  return false;
}

// The first line up to `last` that is indented with a tab; 0 when none is.
int line_with_tab(std::string_view text, int last) {
  for (int number = 1; number <= last && !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::size_t start = std::min(text.find_first_not_of(' '), text.size());
    if (start < end && text[start] == '\t') return number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return 0;
}

// What people most likely did, by the words of the parser.
struct Advice {
  std::string_view parser_says;
  std::string_view means;
};
const std::array<Advice, 11> kAdvice = {{
    {YAML::ErrorMsg::EOF_IN_SCALAR, "a quote was opened before this and never closed"},
    {YAML::ErrorMsg::END_OF_MAP,
     "this line does not fit the map it stands in; check its indentation"
     ", and that each key is followed by \": \""},
    {YAML::ErrorMsg::END_OF_SEQ,
     "this line does not fit the list it stands in; check its "
     "indentation, and that each item begins with \"- \""},
    {YAML::ErrorMsg::END_OF_MAP_FLOW,
     "a { that was opened before this is not closed; a } or a "
     "comma is missing"},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW,
     "a [ that was opened before this is not closed; a ] or a comma is missing"},
    {YAML::ErrorMsg::FLOW_END, "this } or ] closes nothing that is open"},
    {YAML::ErrorMsg::MAP_VALUE,
     "a second \": \" in one line, or a key that is indented too far; put "
     "a text that holds \": \" into quotes"},
    {YAML::ErrorMsg::MAP_KEY, "a key may not stand here; check the indentation"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "a list may not begin here; put \"- \" on its own line"},
    {YAML::ErrorMsg::UNKNOWN_TOKEN,
     "nothing may begin with this character; put the text into "
     "quotes"},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, "no anchor (&name) of this name stands before the alias"},
}};

void add_failure(const YAML::Exception& failure, std::string_view text, Findings& findings) {
  const Place place = place_of(failure.mark);
  if (const int line = line_with_tab(text, place.line); line != 0) {
    findings.add({.line = line, .column = 1},
                 "this is not YAML: the line is indented with a tab; indent with blanks");
    return;
  }
  std::string means = failure.msg;
  for (const Advice& row : kAdvice) {
    if (failure.msg.starts_with(row.parser_says)) means = row.means;
  }
  findings.add(place, "this is not YAML: " + means);
}

}  // namespace

std::optional<YamlValue> parse_yaml(std::string_view text, Findings& findings) {
  if (!is_text(text, findings)) return std::nullopt;
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder(text, findings);
    if (!parser.HandleNextDocument(builder)) {
      YamlValue nothing;
      nothing.place = {.line = 1, .column = 1};
      return nothing;
    }
    YamlValue root = builder.take();
    TreeBuilder rest(text, findings);
    if (parser.HandleNextDocument(rest)) {
      findings.add(rest.take().place,
                   "a file holds one document; put the second into its own file");
    }
    return root;
  } catch (const Refused& refused) {
    findings.add(refused.place, refused.message);
  } catch (const YAML::Exception& failure) {
    add_failure(failure, text, findings);
  }
  return std::nullopt;
}

std::string_view kind_name(const YamlValue& value) {
  switch (value.kind) {
    case YamlValue::Kind::kNull:
      return "nothing";
    case YamlValue::Kind::kScalar:
      return "a text";
    case YamlValue::Kind::kList:
      return "a list";
    case YamlValue::Kind::kMap:
      return "a map";
  }
  return "nothing";
}

const YamlValue* find_member(const YamlValue& map, std::string_view name) {
  for (const YamlMember& member : map.members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

}  // namespace fauxplane
