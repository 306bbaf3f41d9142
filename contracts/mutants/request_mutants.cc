#include <algorithm>
#include <array>
#include <iostream>
#include <string>

#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::Header;
using memsy::HttpRequest;
using memsy::HttpResponse;
using memsy::Query;

std::string origin_of(const std::string& url) {
  return url.substr(0, url.find('/', url.find("//") + 2));
}

// Where a redirect leads; empty when it is none.
std::string target_of(const HttpResponse& response, const std::string& url) {
  const auto location = response.headers.only("Location");
  if (response.status / 100 != 3 || !location) return {};
  return location->starts_with("/") ? origin_of(url) + *location : *location;
}

bool is_ascii(char letter) {
  return static_cast<unsigned char>(letter) < 0x80;
}

constexpr std::array kMutants = {
    Mutant{"offset_forgotten", "pagination", "G1", "asks for the first page whatever the offset",
           [](Parts& parts) {
             parts.rules.requests.query_text = [](Query query) {
               for (auto& [name, value] : query) {
                 if (name == "offset") value = "0";
               }
               return memsy::query_text(query);
             };
           }},
    Mutant{"period_end_forgotten", "pagination", "MP12", "asks for usage without its end",
           [](Parts& parts) {
             parts.rules.requests.query_text = [](Query query) {
               std::erase_if(query, [](const auto& one) { return one.first == "period_end"; });
               return memsy::query_text(query);
             };
           }},
    Mutant{"one_event_more", "pagination", "G1", "asks for one event more than it was told",
           [](Parts& parts) {
             parts.rules.requests.query_text = [](Query query) {
               for (auto& [name, value] : query) {
                 if (name == "limit") value = std::to_string(std::stoll(value) + 1);
               }
               return memsy::query_text(query);
             };
           }},
    Mutant{"query_as_it_is", "pagination", "G4", "does not encode & and = in a query",
           [](Parts& parts) {
             parts.rules.requests.query_text = [](const Query& query) {
               std::string text = memsy::query_text(query);
               for (const auto& [code, letter] : {std::pair{"%26", "&"}, {"%3D", "="}}) {
                 for (std::size_t at = 0; (at = text.find(code)) != std::string::npos;) {
                   text.replace(at, 3, letter);
                 }
               }
               return text;
             };
           }},
    Mutant{"query_encoded_twice", "pagination", "G4", "encodes a query twice",
           [](Parts& parts) {
             parts.rules.requests.query_text = [](Query query) {
               for (auto& [name, value] : query) value = memsy::percent_encoded(value);
               return memsy::query_text(query);
             };
           }},
    Mutant{"id_as_it_is", "unicode", "Q1", "does not encode / and ? in an id",
           [](Parts& parts) {
             parts.rules.requests.path_segment = [](std::string_view id) {
               std::string text = memsy::percent_encoded(id);
               for (const auto& [code, letter] : {std::pair{"%2F", "/"}, {"%3F", "?"}}) {
                 for (std::size_t at = 0; (at = text.find(code)) != std::string::npos;) {
                   text.replace(at, 3, letter);
                 }
               }
               return text;
             };
           }},
    Mutant{"body_in_ascii", "unicode", "Q1", "sends a question mark for every byte beyond ASCII",
           [](Parts& parts) {
             parts.rules.requests.write_body = [](const nlohmann::json& body) {
               std::string text = memsy::write_json(body);
               std::replace_if(
                   text.begin(), text.end(), [](char letter) { return !is_ascii(letter); }, '?');
               return text;
             };
           }},
    Mutant{"unset_is_null", "requests", "B4", "sends null for what is not set, and only at first",
           [](Parts& parts) {
             change_requests(parts, [](HttpRequest& request, bool is_retry) {
               if (request.body && !is_retry) request.body->insert(1, R"("expires_at":null,)");
             });
           }},
    Mutant{"key_in_the_message", "secrets", "M1", "names the key in the message of an error",
           [](Parts& parts) {
             parts.rules.message_of = [](int status, std::string_view text, std::string_view key) {
               return memsy::message_of(status, text, "") + " (key " + std::string(key) + ")";
             };
           }},
    Mutant{"key_on_stderr", "secrets", "M1", "prints the headers of refused requests",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const HttpRequest& request, const auto& stop) {
               const HttpResponse response = inner(request, stop);
               if (response.status >= 400) {
                 for (const Header& line : request.headers.lines()) {
                   std::cerr << line.name << ": " << line.value << "\n";
                 }
               }
               return response;
             });
           }},
    Mutant{"key_in_the_url", "secrets", "M2", "sends the key in the query as well",
           [](Parts& parts) {
             parts.rules.requests.query_text = [key = parts.options.api_key](Query query) {
               query.emplace_back("api_key", key);
               return memsy::query_text(query);
             };
           }},
    Mutant{"key_in_another_header", "secrets", "M2", "sends the key in X-Api-Key as well",
           [](Parts& parts) {
             change_requests(parts, [key = parts.options.api_key](HttpRequest& request, bool) {
               request.headers.add({"X-Api-Key", key});
             });
           }},
    Mutant{"key_is_mended", "secrets", "M3", "drops the characters that no header can carry",
           [](Parts& parts) {
             std::erase_if(parts.options.api_key,
                           [](char letter) { return letter <= ' ' || letter > '~'; });
           }},
    Mutant{"message_of_any_length", "secrets", "M4", "repeats all of the server's text",
           [](Parts& parts) {
             parts.rules.message_of = [](int status, std::string_view text, std::string_view) {
               return std::to_string(status) + ": " + std::string(text);
             };
           }},
    Mutant{"key_goes_to_another_origin", "redirects", "N1",
           "follows redirects with the key, wherever they lead",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, HttpRequest request, const auto& stop) {
               const HttpResponse response = inner(request, stop);
               const std::string target = target_of(response, request.url);
               if (target.empty()) return response;
               request.url = target;
               return inner(request, stop);
             });
           }},
    Mutant{"body_goes_to_another_origin", "redirects", "N2",
           "follows redirects without the key, but with the body",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, HttpRequest request, const auto& stop) {
               const HttpResponse response = inner(request, stop);
               const std::string target = target_of(response, request.url);
               if (target.empty() || !request.body) return response;
               request.url = target;
               request.headers = {{"Content-Type", "application/json"}};
               return inner(request, stop);
             });
           }},
    Mutant{"redirects_without_end", "redirects", "N3",
           "follows redirects within the origin a hundred times",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, HttpRequest request, const auto& stop) {
               HttpResponse response = inner(request, stop);
               for (int hop = 0; hop < 100; ++hop) {
                 const std::string target = target_of(response, request.url);
                 if (target.empty() || origin_of(target) != origin_of(request.url)) break;
                 request.url = target;
                 response = inner(request, stop);
               }
               return response;
             });
           }},
    Mutant{"host_without_port", "requests", "T4", "names the host without its port",
           [](Parts& parts) {
             change_requests(parts, [](HttpRequest& request, bool) {
               const std::string origin = origin_of(request.url);
               request.headers.add({"Host", origin.substr(7, origin.find(':', 7) - 7)});
             });
           }},
    Mutant{
        "body_without_type", "requests", "T4", "sends bodies as text",
        [](Parts& parts) {
          change_requests(parts, [](HttpRequest& request, bool) {
            memsy::Headers kept;
            for (const Header& line : request.headers.lines()) {
              kept.add(line.name == "Content-Type" ? Header{"Content-Type", "text/plain"} : line);
            }
            request.headers = kept;
          });
        }},
};

}  // namespace

std::span<const Mutant> request_mutants() {
  return kMutants;
}

}  // namespace mutants
