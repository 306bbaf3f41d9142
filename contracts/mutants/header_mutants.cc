#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

#include "contracts/mutants/mutant.h"

namespace mutants {
namespace {

using memsy::Headers;
using memsy::HttpResponse;
using Integer = std::optional<std::int64_t>;

void integers_as(Parts& parts, Integer (*read)(std::string_view)) {
  parts.rules.headers.integer = read;
}

void choose_as(Parts& parts,
               std::optional<std::string> (*choose)(const Headers&, std::string_view)) {
  parts.rules.headers.choose = choose;
}

constexpr std::array kMutants = {
    Mutant{"numbers_as_doubles", "headers", "E1", "reads numbers as floating point",
           [](Parts& parts) {
             integers_as(parts, [](std::string_view text) -> Integer {
               const Integer number = memsy::read_integer(text);
               if (!number) return number;
               const auto rounded = static_cast<float>(*number);
               return rounded < 9e18F ? static_cast<std::int64_t>(rounded) : *number - 1;
             });
           }},
    Mutant{"numbers_of_32_bits", "headers", "E1", "cuts numbers to 32 bits",
           [](Parts& parts) {
             integers_as(parts, [](std::string_view text) -> Integer {
               const Integer number = memsy::read_integer(text);
               return number ? static_cast<std::int32_t>(*number) : number;
             });
           }},
    Mutant{"memories_of_the_wrong_name", "headers", "E1",
           "looks for X-Usage-MemoryStored, which is never sent",
           [](Parts& parts) {
             choose_as(parts, [](const Headers& headers, std::string_view name) {
               return name == "X-Usage-MemoriesStored" ? headers.only("X-Usage-MemoryStored")
                                                       : headers.only(name);
             });
           }},
    Mutant{"malformed_number_raises", "headers", "E2", "fails on a number that is malformed",
           [](Parts& parts) {
             integers_as(parts, [](std::string_view text) -> Integer {
               return std::stoll(std::string(text));
             });
           }},
    Mutant{"malformed_number_is_zero", "headers", "E2", "takes a malformed number for 0",
           [](Parts& parts) {
             integers_as(parts, [](std::string_view text) -> Integer {
               return memsy::read_integer(text).value_or(0);
             });
           }},
    Mutant{"absent_number_is_zero", "headers", "E2", "takes an absent header for 0",
           [](Parts& parts) {
             choose_as(parts, [](const Headers& headers, std::string_view name) {
               return headers.values(name).empty() && name != "X-Plan" ? "0" : headers.only(name);
             });
           }},
    Mutant{"number_of_its_first_digits", "headers", "E3", "reads 10abc as 10",
           [](Parts& parts) {
             integers_as(parts, [](std::string_view text) -> Integer {
               const std::string whole(text);
               char* end = nullptr;
               const std::int64_t number = std::strtoll(whole.c_str(), &end, 10);
               return end == whole.c_str() ? Integer{} : number;
             });
           }},
    Mutant{"number_with_a_plus", "headers", "E3", "reads +5 as 5",
           [](Parts& parts) {
             integers_as(parts, [](std::string_view text) {
               return memsy::read_integer(text.starts_with('+') ? text.substr(1) : text);
             });
           }},
    Mutant{"names_have_a_case", "headers", "E4", "knows header names in one case only",
           [](Parts& parts) {
             choose_as(
                 parts,
                 [](const Headers& headers, std::string_view name) -> std::optional<std::string> {
                   for (const memsy::Header& line : headers.lines()) {
                     if (line.name == name) return headers.only(name);
                   }
                   return std::nullopt;
                 });
           }},
    Mutant{"repeated_header_raises", "headers", "E5", "fails on a header that comes twice",
           [](Parts& parts) {
             choose_as(parts, [](const Headers& headers, std::string_view name) {
               if (headers.values(name).size() > 1) throw std::logic_error("a header comes twice");
               return headers.only(name);
             });
           }},
    Mutant{"remaining_by_its_place", "headers", "E6",
           "takes the header behind X-RateLimit-Limit for what remains",
           [](Parts& parts) {
             choose_as(
                 parts,
                 [](const Headers& headers, std::string_view name) -> std::optional<std::string> {
                   if (name != "X-RateLimit-Remaining") return headers.only(name);
                   for (std::size_t index = 0; index + 1 < headers.lines().size(); ++index) {
                     if (headers.lines()[index].name == "X-RateLimit-Limit") {
                       return headers.lines()[index + 1].value;
                     }
                   }
                   return headers.only(name);
                 });
           }},
    Mutant{"usage_of_health_only", "headers", "E8", "gives the usage with health only",
           [](Parts& parts) {
             wrap(parts, [](const auto& inner, const auto& request, const auto& stop) {
               HttpResponse response = inner(request, stop);
               if (request.url.ends_with("/health")) return response;
               Headers kept;
               for (const memsy::Header& line : response.headers.lines()) {
                 if (!line.name.starts_with("X-") && !line.name.starts_with("x-")) kept.add(line);
               }
               response.headers = kept;
               return response;
             });
           }},
};

}  // namespace

std::span<const Mutant> header_mutants() {
  return kMutants;
}

}  // namespace mutants
