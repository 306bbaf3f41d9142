#include "simulator/domain/extraction.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "simulator/domain/code_point.h"
#include "simulator/domain/made_id.h"
#include "simulator/domain/words.h"

namespace fauxplane {
namespace {

constexpr std::int64_t kInstructionTokens = 20;
constexpr std::int64_t kCodePointsPerToken = 4;
constexpr std::size_t kTitleWords = 6;
constexpr std::size_t kSummaryCodePoints = 160;
constexpr std::size_t kTagsMax = 5;
constexpr std::size_t kTagBytesMin = 5;
constexpr std::size_t kEntitiesMax = 5;

// Words, as words_of gives them, that tell what an utterance is. The first row with one of them.
struct Cue {
  std::string_view type;
  std::array<std::string_view, 6> words;
};
constexpr std::array<Cue, 3> kCues = {{
    {"preference", {"prefer", "like", "love", "favorit", "favourit", "pleas"}},
    {"norm", {"must", "alway", "never", "should", "rule", "policy"}},
    {"decision", {"decid", "decision", "chos", "choos", "agre", "approv"}},
}};

bool is_said(const Event& event) {
  return event.kind == "user_message" || event.kind == "assistant_message";
}

std::string_view type_of(const Event& event, const std::vector<std::string>& words) {
  if (!is_said(event)) return "event";
  for (const Cue& cue : kCues) {
    const bool has_one = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return std::find(cue.words.begin(), cue.words.end(), word) != cue.words.end();
    });
    if (has_one) return cue.type;
  }
  return "fact";
}

std::string_view memory_kind_of(const Event& event, std::string_view type) {
  if (!is_said(event)) return "episodic";
  return type == "norm" ? "procedural" : "semantic";
}

std::string title_of(std::string_view content) {
  const auto words = written_words_of(content);
  if (words.empty()) return std::string(first_code_points(content, kSummaryCodePoints));
  const std::string_view last = words[std::min(words.size(), kTitleWords) - 1];
  const char* const start = words.front().data();
  const auto size = static_cast<std::size_t>(last.data() + last.size() - start);
  return std::string(first_code_points({start, size}, kSummaryCodePoints));
}

std::string summary_of(std::string_view content) {
  const std::size_t end = content.find_first_of(".!?\n");
  const std::string_view sentence =
      end == std::string_view::npos ? content : content.substr(0, end + 1);
  return std::string(trimmed(first_code_points(sentence, kSummaryCodePoints)));
}

std::vector<std::string> tags_of(const std::vector<std::string>& words) {
  std::vector<std::string> tags;
  for (const std::string& word : words) {
    if (tags.size() == kTagsMax) break;
    if (word.size() < kTagBytesMin) continue;
    if (std::find(tags.begin(), tags.end(), word) == tags.end()) tags.push_back(word);
  }
  return tags;
}

// Names: words with a capital letter inside a sentence.
std::vector<Entity> entities_of(std::string_view content) {
  std::vector<Entity> entities;
  for (const std::string_view word : written_words_of(content)) {
    if (entities.size() == kEntitiesMax) break;
    const auto at = static_cast<std::size_t>(word.data() - content.data());
    const bool is_inside =
        at >= 2 && content[at - 1] == ' ' && content[at - 2] >= 'a' && content[at - 2] <= 'z';
    if (!is_inside || word.front() < 'A' || word.front() > 'Z' || word.size() < 2) continue;
    Entity entity{.type = "name", .name = std::string(word)};
    if (std::find(entities.begin(), entities.end(), entity) == entities.end()) {
      entities.push_back(std::move(entity));
    }
  }
  return entities;
}

}  // namespace

bool will_fail(const ExtractionPolicy& policy, const Event& event) {
  if (policy.fails) return true;
  return !policy.fails_on.empty() && event.content.find(policy.fails_on) != std::string::npos;
}

std::int64_t tokens_of(const Event& event) {
  const auto points = static_cast<std::int64_t>(count_code_points(event.content));
  return kInstructionTokens + (points + kCodePointsPerToken - 1) / kCodePointsPerToken;
}

Memory extract(std::shared_ptr<const Event> event, Seed seed, Instant now) {
  const std::string purpose = "memory/" + event->id.value;
  const std::vector<std::string> words = words_of(event->content);
  Memory memory{.id = MemoryId{uuid(seed, purpose, 0)},
                .type = std::string(type_of(*event, words)),
                .title = title_of(event->content),
                .summary = summary_of(event->content),
                .tags = tags_of(words),
                .entities = entities_of(event->content),
                .created_at = now};
  memory.memory_kind = memory_kind_of(*event, memory.type);
  memory.confidence = std::round((0.6 + 0.35 * random_fraction(seed, purpose, 1)) * 100) / 100;
  memory.event = std::move(event);
  return memory;
}

}  // namespace fauxplane
