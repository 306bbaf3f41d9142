#include "simulator/cli/completion.h"

#include <string_view>

namespace fauxplane {
namespace {

// `@commands@` and `@options@` are filled in, so that the script knows what the parser knows.
constexpr std::string_view kScript =
    R"script(# bash completion of fauxplane; use: source <(fauxplane completion bash)
_fauxplane_options() {
  case "$1" in
@options@    *) printf '%s' '--help --version' ;;
  esac
}

_fauxplane_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\n'
  COMPREPLY+=($(compgen -f -- "$1"))
}

_fauxplane_words() {
  COMPREPLY+=($(compgen -W "$2" -- "$1"))
}

_fauxplane() {
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]}
  local before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} at names
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _fauxplane_words "$word" '@commands@ --help --version'
    return
  fi
  for ((at = 2; at < COMP_CWORD; ++at)); do
    if [[ $command == exec && ${COMP_WORDS[at]} == -- ]]; then
      if ((at == COMP_CWORD - 1)); then COMPREPLY=($(compgen -c -- "$word")); fi
      _fauxplane_files "$word"
      return
    fi
  done
  case "$before" in
    --log) _fauxplane_words "$word" 'text json'; return ;;
    --ready-file | --report) _fauxplane_files "$word"; return ;;
    --show) _fauxplane_words "$word" "$("$program" scenarios --names 2>/dev/null)"; return ;;
    --host) _fauxplane_words "$word" '127.0.0.1 ::1 localhost 0.0.0.0'; return ;;
    --port | --threads | --seed) return ;;
  esac
  if [[ $word == -* ]]; then
    _fauxplane_words "$word" "$(_fauxplane_options "$command")"
    return
  fi
  case "$command" in
    serve | exec)
      _fauxplane_words "$word" "$("$program" scenarios --names 2>/dev/null)"
      _fauxplane_files "$word"
      ;;
    lint) _fauxplane_files "$word" ;;
    scenarios)
      names=$("$program" scenarios --names 2>/dev/null | sed 's|/.*||' | sort -u)
      _fauxplane_words "$word" "$names"
      ;;
    check)
      if ((COMP_CWORD == 2)); then _fauxplane_words "$word" 'run replay list explain'; fi
      _fauxplane_files "$word"
      ;;
    completion) _fauxplane_words "$word" 'bash' ;;
  esac
}

complete -F _fauxplane fauxplane
)script";

void fill(std::string& script, std::string_view hole, const std::string& words) {
  script.replace(script.find(hole), hole.size(), words);
}

}  // namespace

std::string bash_completion(std::span<const CommandWords> commands) {
  std::string names;
  std::string cases;
  for (const CommandWords& words : commands) {
    names += (names.empty() ? "" : " ") + words.command;
    std::string options = words.command == "exec" ? "--" : "";
    for (const std::string& option : words.options) {
      options += (options.empty() ? "" : " ") + option;
    }
    cases += "    " + words.command + ") printf '%s' '" + options + "' ;;\n";
  }
  std::string script(kScript);
  fill(script, "@options@", cases);
  fill(script, "@commands@", names);
  return script;
}

}  // namespace fauxplane
