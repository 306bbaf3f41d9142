#include "simulator/edge/request_target.h"

#include <http_parser.h>

#include <algorithm>

#include "simulator/edge/request_rules.h"

namespace fauxplane {
namespace {

bool is_letter_or_digit(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9');
}

// RFC 3986 2.3.
bool is_unreserved(char letter) {
  return is_letter_or_digit(letter) || letter == '-' || letter == '.' || letter == '_' ||
         letter == '~';
}

bool is_digit_of_16(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
         (letter >= 'A' && letter <= 'F');
}

// In a path and in a query.
bool must_be_escaped(char letter) {
  return is_control(letter) || static_cast<unsigned char>(letter) > 0x7f || letter == '#' ||
         letter == '"' || letter == '<' || letter == '>';
}

bool is_bad_escape(std::string_view at) {
  return at.size() < 3 || !is_digit_of_16(at[1]) || !is_digit_of_16(at[2]);
}

std::string_view flaw_of_path(std::string_view path) {
  for (std::size_t at = 0; at < path.size(); ++at) {
    const char letter = path[at];
    if (letter == '%' && is_bad_escape(path.substr(at))) return kBadEscape;
    if (letter == '\\' || letter == '`' || letter == '{' || letter == '}') return kBadTarget;
  }
  return {};
}

// http-parser reads the address, but not an empty port (RFC 3986 3.2.3).
std::string_view flaw_of_address(std::string_view target) {
  const std::size_t host = std::min(target.find("://"), target.size()) + 3;
  const std::size_t path = std::min(target.find_first_of("/?", host), target.size());
  const bool has_empty_port = host < path && target[path - 1] == ':';
  std::string text(target);
  if (has_empty_port) text.erase(path - 1, 1);
  http_parser_url address{};
  http_parser_url_init(&address);
  if (http_parser_parse_url(text.data(), text.size(), 0, &address) != 0) return kBadAddress;
  const auto& scheme = address.field_data[UF_SCHEMA];
  const std::string_view name = target.substr(scheme.off, scheme.len);
  const bool is_http = equal_ignoring_case(name, "http") || equal_ignoring_case(name, "https");
  const auto has = [&](http_parser_url_fields field) {
    return (address.field_set & (1U << static_cast<unsigned>(field))) != 0;
  };
  const bool has_two_ports = has_empty_port && has(UF_PORT);
  return is_http && !has(UF_USERINFO) && !has_two_ports ? std::string_view() : kBadAddress;
}

}  // namespace

std::string_view flaw_of_target(std::string_view target, bool is_options) {
  if (std::any_of(target.begin(), target.end(), must_be_escaped)) return kBadTarget;
  if (target == "*") return is_options ? std::string_view() : kBadTarget;
  if (!target.starts_with('/')) {
    const std::string_view flaw = flaw_of_address(target);
    if (!flaw.empty()) return flaw;
  }
  return flaw_of_path(target.substr(0, target.find('?')));
}

bool is_host(std::string_view value) {
  std::size_t end = std::min(value.find(':'), value.size());
  if (value.starts_with('[')) {
    end = value.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    const std::string_view address = value.substr(1, end - 1);
    const bool is_address = std::all_of(address.begin(), address.end(), [](char letter) {
      return is_digit_of_16(letter) || letter == ':' || letter == '.';
    });
    if (!is_address) return false;
    ++end;
  } else if (!std::all_of(
                 value.begin(), value.begin() + static_cast<std::ptrdiff_t>(end), [](char letter) {
                   return is_unreserved(letter) ||
                          (letter != '\0' &&
                           std::string_view("!$&'()*+,;=%").find(letter) != std::string_view::npos);
                 })) {
    return false;
  }
  const std::string_view port = value.substr(end);
  return port.empty() || (port.front() == ':' && port.size() <= 6 &&
                          std::all_of(port.begin() + 1, port.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; }));
}

void split_target(Request& request) {
  std::string_view rest = request.target;
  if (!rest.starts_with('/')) {
    const std::size_t scheme = rest.find("://");
    if (scheme != std::string_view::npos) {
      const std::size_t path = rest.find_first_of("/?", scheme + 3);
      rest = path == std::string_view::npos ? std::string_view() : rest.substr(path);
      if (!rest.starts_with('/')) {
        request.path = "/";
        request.query = rest.empty() ? rest : rest.substr(1);
        return;
      }
    }
  }
  const std::size_t mark = rest.find('?');
  request.path = rest.substr(0, mark);
  request.query = mark == std::string_view::npos ? std::string_view() : rest.substr(mark + 1);
}

std::string normalised_path(std::string_view path) {
  std::string normal;
  normal.reserve(path.size());
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '%') {
      const std::string decoded = percent_decoded(path.substr(at, 3));
      if (decoded.size() == 1 && is_unreserved(decoded.front())) {
        normal += decoded;
        at += 2;
        continue;
      }
    }
    normal += path[at];
  }
  return normal;
}

}  // namespace fauxplane
