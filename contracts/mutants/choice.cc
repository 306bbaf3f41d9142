#include "contracts/mutants/choice.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mutants {
namespace {

constexpr const char* kHelp =
    "fauxplane-reference-client speaks the client protocol on stdin and stdout.\n"
    "  --service NAME            memsy (without it) or memorysync; the first of the words\n"
    "  --mutant NAME             with that fault; --list-mutants names them\n"
    "  --variation NAME          right in that other way; --list-variations names them\n"
    "  --list-mutants [--json]   name, area, property that finds it, what is wrong\n"
    "  --list-variations [--json]\n";

// The exit status of programs that do not understand their command line.
constexpr int kUsage = 2;

Choice say(int status, std::string text) {
  Choice choice;
  choice.status = status;
  choice.text = std::move(text);
  return choice;
}

std::string variations(Service service, bool is_json) {
  nlohmann::json list = nlohmann::json::array();
  std::string text;
  for (const Variation& each : all_variations(service)) {
    list.push_back({{"name", each.name}, {"sentence", each.sentence}});
    text += std::string(each.name) + "\t" + each.sentence + "\n";
  }
  return is_json ? list.dump(2) + "\n" : text;
}

template <class Row>
Choice one(const Row* row, const std::string& kind, const std::string& name) {
  if (row == nullptr) {
    return say(kUsage, "there is no " + kind + " " + name + "; --list-" + kind + "s names them\n");
  }
  Choice choice;
  choice.apply = row->apply;
  choice.suffix = "+" + name;
  return choice;
}

Choice choose_of(Service service, const std::vector<std::string>& words) {
  if (words.empty()) return {};
  const bool is_json = words.size() == 2 && words[1] == "--json";
  if (words.size() == 1 || is_json) {
    if (words[0] == "--list-mutants") {
      return say(0, is_json ? mutants_as_json(service) : mutants_as_text(service));
    }
    if (words[0] == "--list-variations") return say(0, variations(service, is_json));
    if (words[0] == "--help") return say(0, kHelp);
  }
  if (words.size() == 2 && words[0] == "--mutant") {
    return one(find_mutant(words[1], service), "mutant", words[1]);
  }
  if (words.size() == 2 && words[0] == "--variation") {
    return one(find_variation(words[1], service), "variation", words[1]);
  }
  return say(kUsage, kHelp);
}

}  // namespace

Choice choose(const std::vector<std::string>& words) {
  if (words.empty() || words[0] != "--service") return choose_of(Service::kMemsy, words);
  const std::string name = words.size() > 1 ? words[1] : "";
  if (name != "memsy" && name != "memorysync") {
    return say(kUsage, "there is no service \"" + name + "\"; there are memsy and memorysync\n");
  }
  const Service service = name == "memsy" ? Service::kMemsy : Service::kMemorySync;
  Choice choice = choose_of(service, {words.begin() + 2, words.end()});
  choice.service = service;
  return choice;
}

std::string mutants_as_text(Service service) {
  std::string text;
  for (const Mutant& each : all_mutants(service)) {
    text += std::string(each.name) + "\t" + each.area + "\t" + each.property + "\t" +
            each.sentence + "\n";
  }
  return text;
}

std::string mutants_as_json(Service service) {
  nlohmann::json list = nlohmann::json::array();
  for (const Mutant& each : all_mutants(service)) {
    list.push_back({{"name", each.name},
                    {"area", each.area},
                    {"property", each.property},
                    {"sentence", each.sentence}});
  }
  return list.dump(2) + "\n";
}

}  // namespace mutants
