// What a script does to the bytes of a finished answer. Pure: bytes in, bytes out; how they leave
// is wire_plan.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/scenario/fault.h"
#include "simulator/services/answer.h"

namespace fauxplane {

inline constexpr std::string_view kLineEnd = "\r\n";

// An answer taken apart. Lines are without their ends.
struct AnswerParts {
  std::string before{};  // bytes in front of the status line
  std::string status_line{};
  std::vector<std::string> headers{};
  std::string body{};
  std::string after{};                         // bytes behind the body
  std::size_t body_size = 0;                   // of the body before chunks were made of it
  std::vector<std::string> line_ends{"\r\n"};  // of the head, by turns
  bool ends_stream = false;  // nothing else tells the client where the answer ends
  bool is_cut = false;       // and its head says that there is more
};

// What becomes of the body in `reply`.
enum class BodyUse : std::uint8_t {
  kSent,
  kWithheld,  // the answer to a HEAD: the head of a GET, and no body (RFC 9110 9.3.2)
  kNone,      // 204 and 304 have none, and nothing that is about one happens to them
};

// Does all of it in order, and sets the sizes and `reply.wire` where they change.
void apply_damages(const std::vector<Damage>& damages, Reply& reply, BodyUse use = BodyUse::kSent);

// One of them, by subject.
void damage_body(Damage damage, AnswerParts& parts);
void damage_length(Damage damage, AnswerParts& parts);
void damage_chunks(Damage damage, AnswerParts& parts);
void damage_headers(Damage damage, AnswerParts& parts);
void damage_status_line(Damage damage, AnswerParts& parts);
void damage_line_ends(Damage damage, AnswerParts& parts);
void add_interim(Damage damage, AnswerParts& parts);
void add_garbage(Damage damage, AnswerParts& parts);

// Sets the one line of that name, or adds it.
void set_header(AnswerParts& parts, const std::string& name, const std::string& value);
void remove_header(AnswerParts& parts, const std::string& name);

}  // namespace fauxplane
