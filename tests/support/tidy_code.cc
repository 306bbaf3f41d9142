#include "tests/support/tidy_code.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace fauxplane::tidy {
namespace {

bool is_word_letter(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

// Takes the code out of one line after the other.
class Blanker {
 public:
  std::string code_of(const std::string& line) {
    std::string code;
    const std::size_t first = line.find_first_not_of(' ');
    const bool starts_directive = end_.empty() && first != std::string::npos && line[first] == '#';
    if (is_directive_ || starts_directive) {
      is_directive_ = line.ends_with('\\');
      return code;
    }
    for (std::size_t at = 0; at < line.size();) at = take(line, at, code);
    return code;
  }

 private:
  // Takes what begins at `at`; returns where the next thing begins.
  std::size_t take(const std::string& line, std::size_t at, std::string& code) {
    if (!end_.empty()) return skip_to_end(line, at);
    const std::string_view rest = std::string_view(line).substr(at);
    if (rest.starts_with("//")) return line.size();
    if (rest.starts_with("/*")) {
      end_ = "*/";
      return at + 2;
    }
    const bool follows_word = at != 0 && is_word_letter(line[at - 1]);
    if (rest.starts_with("R\"") && !follows_word) {
      const std::size_t open = line.find('(', at);
      end_ = ")" + line.substr(at + 2, open - at - 2) + "\"";
      code += "\"\"";
      return open + 1;
    }
    if (rest.front() == '"' || (rest.front() == '\'' && !follows_word)) {
      code.append(2, rest.front());
      return end_of_literal(line, at);
    }
    code += rest.front();
    return at + 1;
  }

  std::size_t skip_to_end(const std::string& line, std::size_t at) {
    const std::size_t end = line.find(end_, at);
    if (end == std::string::npos) return line.size();
    const std::size_t next = end + end_.size();
    end_.clear();
    return next;
  }

  static std::size_t end_of_literal(const std::string& line, std::size_t open) {
    for (std::size_t at = open + 1; at < line.size(); ++at) {
      if (line[at] == '\\') {
        ++at;
      } else if (line[at] == line[open]) {
        return at + 1;
      }
    }
    return line.size();
  }

  std::string end_;  // of the block comment or raw string that is open; else empty
  bool is_directive_ = false;
};

// Whether something is assigned in the head outside of all brackets: a variable, not a function.
bool assigns(const std::string& head) {
  int depth = 0;
  for (std::size_t at = 0; at < head.size(); ++at) {
    const char letter = head[at];
    if (letter == '(' || letter == '[' || letter == '{') ++depth;
    if (letter == ')' || letter == ']' || letter == '}') --depth;
    if (letter == '=' && depth == 0 && head.rfind("operator", at) == std::string::npos) return true;
  }
  return false;
}

enum class ScopeKind { kNamespace, kType, kFunction, kOther };

ScopeKind kind_of(const std::string& head, int parentheses) {
  if (parentheses > 0) return ScopeKind::kOther;
  const std::string own = without_template(head);
  const auto starts_with = [&](std::string_view word) {
    return own.starts_with(word) &&
           (own.size() == word.size() || !is_word_letter(own[word.size()]));
  };
  if (starts_with("namespace") || starts_with("extern") || own.starts_with("inline namespace")) {
    return ScopeKind::kNamespace;
  }
  for (const std::string_view word : {"class", "struct", "union", "enum"}) {
    if (starts_with(word)) return ScopeKind::kType;
  }
  const bool is_lambda = own.find("= [") != std::string::npos;
  if (assigns(own) && !is_lambda) return ScopeKind::kOther;
  return own.find('(') == std::string::npos ? ScopeKind::kOther : ScopeKind::kFunction;
}

class DeclarationScanner {
 public:
  std::vector<Declaration> scan(const std::vector<std::string>& code) {
    code_ = &code;
    for (line_ = 0; line_ < code.size(); ++line_) {
      for (column_ = 0; column_ < code[line_].size(); ++column_) take(code[line_][column_]);
      if (!head_.empty()) head_ += ' ';
    }
    return std::move(found_);
  }

 private:
  struct Scope {
    ScopeKind kind;
    std::string head;
    std::size_t first_line;
    int parentheses;
  };

  [[nodiscard]] bool is_between_declarations() const {
    return scopes_.empty() || scopes_.back().kind == ScopeKind::kNamespace ||
           scopes_.back().kind == ScopeKind::kType;
  }

  void take(char letter) {
    if (letter == '{') return open();
    if (letter == '}') return close();
    if (!is_between_declarations()) return;
    if (letter == ';' && parentheses_ == 0) return end_declaration(false);
    if (letter == '(') ++parentheses_;
    if (letter == ')') --parentheses_;
    append(letter);
    if (head_ == "public:" || head_ == "private:" || head_ == "protected:") head_.clear();
  }

  void append(char letter) {
    if (head_.empty()) {
      if (letter == ' ') return;
      first_line_ = line_;
    }
    head_ += letter;
  }

  void end_declaration(bool has_function_body) {
    if (!head_.empty()) {
      found_.push_back({.head = head_,
                        .first_line = first_line_ + 1,
                        .last_line = line_ + 1,
                        .has_function_body = has_function_body});
    }
    head_.clear();
  }

  void open() {
    const ScopeKind kind =
        is_between_declarations() ? kind_of(head_, parentheses_) : ScopeKind::kOther;
    scopes_.push_back({kind, head_, first_line_, parentheses_});
    if (is_between_declarations()) {
      head_.clear();
      parentheses_ = 0;
    }
  }

  void close() {
    if (scopes_.empty()) return;
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    parentheses_ = scope.parentheses;
    head_.clear();
    if (!is_between_declarations() || scope.kind == ScopeKind::kNamespace) return;
    if (scope.kind == ScopeKind::kType) return;
    head_ = scope.head;
    first_line_ = scope.first_line;
    // "a_{1}, b_{2} {": what was closed initialises a member, and the body is still to come.
    const char next = next_letter();
    if (scope.kind == ScopeKind::kFunction && next != ',' && next != '{') {
      end_declaration(true);
    } else {
      head_ += "{}";
    }
  }

  [[nodiscard]] char next_letter() const {
    std::size_t column = column_ + 1;
    for (std::size_t line = line_; line < code_->size(); ++line, column = 0) {
      const std::size_t at = (*code_)[line].find_first_not_of(' ', column);
      if (at != std::string::npos) return (*code_)[line][at];
    }
    return '\0';
  }

  const std::vector<std::string>* code_ = nullptr;
  std::size_t line_ = 0;
  std::size_t column_ = 0;
  std::vector<Scope> scopes_;
  std::string head_;
  std::size_t first_line_ = 0;
  int parentheses_ = 0;
  std::vector<Declaration> found_;
};

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string> code_of(const std::vector<std::string>& lines) {
  Blanker blanker;
  std::vector<std::string> code;
  code.reserve(lines.size());
  for (const std::string& line : lines) code.push_back(blanker.code_of(line));
  return code;
}

std::vector<Declaration> declarations_of(const std::vector<std::string>& code) {
  return DeclarationScanner().scan(code);
}

std::string without_template(const std::string& head) {
  std::string rest = head;
  while (rest.starts_with("template")) {
    const std::size_t open = rest.find('<');
    const std::size_t end = open == std::string::npos ? open : matching(rest, open);
    if (end == std::string::npos) return rest;
    rest.erase(0, std::min(rest.find_first_not_of(' ', end + 1), rest.size()));
  }
  return rest;
}

std::size_t matching(std::string_view text, std::size_t open) {
  const char opening = text[open];
  const char closing = opening == '<' ? '>' : opening == '(' ? ')' : ']';
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == opening) ++depth;
    if (text[at] == closing && --depth == 0) return at;
  }
  return std::string_view::npos;
}

bool contains_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool follows = at != 0 && is_word_letter(text[at - 1]);
    const bool goes_on = end < text.size() && is_word_letter(text[end]);
    if (!follows && !goes_on) return true;
  }
  return false;
}

}  // namespace fauxplane::tidy
