#include "simulator/pipeline/damage.h"

#include <algorithm>

#include "simulator/services/request.h"

namespace fauxplane {
namespace {

AnswerParts taken_apart(const Reply& reply) {
  AnswerParts parts;
  std::string_view head = std::string_view(reply.bytes).substr(0, reply.head_size);
  const auto take_line = [&head] {
    const std::size_t end = head.find(kLineEnd);
    std::string line(head.substr(0, end));
    head.remove_prefix(end + kLineEnd.size());
    return line;
  };
  parts.status_line = take_line();
  while (head != kLineEnd) parts.headers.push_back(take_line());
  parts.body = reply.bytes.substr(reply.head_size);
  parts.body_size = parts.body.size();
  return parts;
}

void put_together(const AnswerParts& parts, Reply& reply) {
  std::size_t line = 0;
  const auto end_line = [&] { reply.bytes += parts.line_ends[line++ % parts.line_ends.size()]; };
  reply.bytes = parts.before;
  reply.head_start = reply.bytes.size();
  if (!parts.status_line.empty()) {
    reply.bytes += parts.status_line;
    end_line();
    for (const std::string& header : parts.headers) {
      reply.bytes += header;
      end_line();
    }
    end_line();
  }
  reply.head_size = reply.bytes.size();
  reply.bytes += parts.body;
  reply.bytes += parts.after;
  reply.tail_size = parts.after.size();
  reply.wire.is_cut = parts.is_cut;
  if (parts.ends_stream) reply.wire.ending = Ending::kFinish;
}

bool is_named(const std::string& line, const std::string& name) {
  return line.size() > name.size() && line[name.size()] == ':' &&
         equal_ignoring_case(std::string_view(line).substr(0, name.size()), name);
}

void apply(Damage damage, AnswerParts& parts) {
  using enum Damage;
  if (damage <= kBodyGzipClaimed) return damage_body(damage, parts);
  if (damage <= kLengthNone) return damage_length(damage, parts);
  if (damage <= kChunksNoLineEnd) return damage_chunks(damage, parts);
  if (damage <= kHeaderUpperCase) return damage_headers(damage, parts);
  if (damage <= kStatusNoVersion) return damage_status_line(damage, parts);
  if (damage <= kLineEndsMixed) return damage_line_ends(damage, parts);
  if (damage <= kInterim101) return add_interim(damage, parts);
  add_garbage(damage, parts);
}

}  // namespace

void apply_damages(const std::vector<Damage>& damages, Reply& reply, BodyUse use) {
  if (damages.empty()) return;
  AnswerParts parts = taken_apart(reply);
  for (const Damage damage : damages) {
    if (use != BodyUse::kNone || !is_about_body(damage)) apply(damage, parts);
  }
  if (use == BodyUse::kWithheld) parts.body.clear();
  // Such an answer ends with its head, whatever that says (RFC 9112 6.3).
  if (use != BodyUse::kSent) parts.is_cut = false;
  put_together(parts, reply);
}

void set_header(AnswerParts& parts, const std::string& name, const std::string& value) {
  const auto at = std::find_if(parts.headers.begin(), parts.headers.end(),
                               [&](const std::string& line) { return is_named(line, name); });
  std::string line = name + ": " + value;
  if (at != parts.headers.end()) {
    *at = std::move(line);
  } else {
    parts.headers.push_back(std::move(line));
  }
}

void remove_header(AnswerParts& parts, const std::string& name) {
  std::erase_if(parts.headers, [&](const std::string& line) { return is_named(line, name); });
}

}  // namespace fauxplane
