#include "simulator/scenario/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

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

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Findings& findings) : findings_(findings) {}

  [[nodiscard]] YamlValue take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    put({.kind = YamlValue::Kind::kNull, .place = place_of(mark)}, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto at = anchors_.find(anchor);
    if (at == anchors_.end())
      throw Refused{place_of(mark), "this alias stands inside its own anchor"};
    YamlValue copy = at->second;
    copy.place = place_of(mark);
    count_ += count_of(copy);
    check_size(copy.place);
    put(std::move(copy), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    check_tag(mark, tag);
    const bool is_quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    const bool is_null = !is_quoted && (text == "~" || text == "null" || text.empty());
    put({.kind = is_null ? YamlValue::Kind::kNull : YamlValue::Kind::kScalar,
         .place = place_of(mark),
         .text = text,
         .is_quoted = is_quoted},
        anchor);
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

  void check_size(Place place) const {
    if (count_ > kYamlValuesMax) {
      throw Refused{place,
                    "the document has more than " + std::to_string(kYamlValuesMax) + " values"};
    }
  }

  void open(YamlValue::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (frames_.size() >= kYamlDepthMax) {
      throw Refused{place_of(mark),
                    "nested deeper than " + std::to_string(kYamlDepthMax) + " levels"};
    }
    frames_.push_back({.value = {.kind = kind, .place = place_of(mark)}, .anchor = anchor});
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    put(std::move(frame.value), frame.anchor);
  }

  void put(YamlValue value, YAML::anchor_t anchor) {
    ++count_;
    check_size(value.place);
    if (anchor != 0) anchors_[anchor] = value;
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
      frame.name = {std::move(value.text), value.place};
    } else {
      put_member(frame, std::move(value));
    }
  }

  void put_member(Frame& frame, YamlValue value) {
    auto [name, place] = *std::exchange(frame.name, std::nullopt);
    const auto [at, is_new] = frame.lines.try_emplace(name, place.line);
    if (!is_new) {
      findings_.add(place, "\"" + name + "\" is given twice; the first is in line " +
                               std::to_string(at->second));
      return;
    }
    frame.value.members.push_back(
        {.name = std::move(name), .place = place, .value = std::move(value)});
  }

  Findings& findings_;
  YamlValue root_{};
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, YamlValue> anchors_;
  std::size_t count_ = 0;
};

// The first line that is not UTF-8; 0 when all are. The JSON library is the judge.
int line_of_bad_text(std::string_view text) {
  int number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    try {
      static_cast<void>(nlohmann::json(std::string(text.substr(0, end))).dump());
    } catch (const nlohmann::json::exception&) {
      return number;
    }
    text.remove_prefix(end + 1);
  }
  return 0;
}

}  // namespace

std::optional<YamlValue> parse_yaml(std::string_view text, Findings& findings) {
  if (const int line = line_of_bad_text(text); line != 0) {
    findings.add({.line = line, .column = 1}, "this line is not UTF-8; save the file as UTF-8");
    return std::nullopt;
  }
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder(findings);
    if (!parser.HandleNextDocument(builder)) return YamlValue{.place = {.line = 1, .column = 1}};
    YamlValue root = builder.take();
    TreeBuilder rest(findings);
    if (parser.HandleNextDocument(rest)) {
      findings.add(rest.take().place,
                   "a file holds one document; put the second into its own file");
    }
    return root;
  } catch (const Refused& refused) {
    findings.add(refused.place, refused.message);
  } catch (const YAML::Exception& failure) {
    findings.add(place_of(failure.mark), "this is not YAML: " + failure.msg);
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
