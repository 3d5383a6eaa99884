# Sourced by deploy/local/run: answers --help and refuses invalid options before anything is built. The options are
# those in the text that the launcher prints, too. The launcher reads them again.
options_text=$here/src/main/resources/io/boxstream/local/settings/run-options.txt

print_help() {
  local text
  text=$(<"$options_text")
  text=${text//'${PROGRAM}'/$program}
  text=${text//'${STATE}'/$home/boxstream-state}
  text=${text//'${OUTPUT}'/$home/boxstream-output}
  text=${text//'${KAFKA}'/deploy/local/kafka}
  printf '%s\n' "$text"
}

refuse() { echo "$program: $* (--help explains the options)" >&2; exit 2; }

# What an option takes, as the text has it; empty for one without a value. Fails if there is no such option.
value_of_option() {
  local line
  while IFS= read -r line; do
    if [[ $line =~ ^\ {2,6}(-[a-z],\ )?(--[a-z-]+)(=([^ ]+))? ]] && [ "${BASH_REMATCH[2]}" = "$1" ]; then
      echo "${BASH_REMATCH[4]}"
      return
    fi
  done <"$options_text"
  return 1
}

# check_value OPTION KIND VALUE
check_value() {
  local whole='^\+?0*[1-9][0-9]{0,8}$' number='^\+?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?$'
  case $2 in
    N) [[ $3 =~ $whole ]] || refuse "$1 must be a whole number greater than 0, not $3" ;;
    X) [[ $3 =~ $number && ${3%%[eE]*} =~ [1-9] ]] || refuse "$1 must be greater than 0, not $3" ;;
    PORT) [[ $3 =~ $whole ]] && [ "$3" -ge 1023 ] && [ "$3" -le 65525 ] ||
      refuse "$1 must be from 1023 to 65525, not $3" ;;
    FILE) [ -r "$3" ] || refuse "there is no file $3 that can be read" ;;
    FOLDER) [ -d "$3" ] || refuse "there is no folder $3" ;;
    NAME) [[ $3 != *.json || -r $3 ]] || refuse "there is no file $3 that can be read" ;;
    *'|'*) [[ "|$2|" == *"|${3,,}|"* ]] || refuse "$1 is ${2/'|'/ or }, not $3" ;;
  esac
}

# check_options [option...]: ends the process if help is asked for or an option is wrong.
check_options() {
  local argument name kind seen=' '
  for argument in "$@"; do
    case $argument in -h | --help) print_help; exit 0 ;; esac
  done
  while [ $# -gt 0 ]; do
    name=${1%%=*}
    kind=$(value_of_option "$name") || refuse "Unknown option: '$1'"
    [[ $seen != *" $name "* || $kind = a,b ]] || refuse "option '$name' should be specified only once"
    seen+="$name "
    if [ -z "$kind" ]; then
      case $1 in *=true | *=false) ;; *=*) refuse "'${1#*=}' is not a boolean value of $name" ;; esac
    elif [ "$1" != "$name" ]; then
      check_value "$name" "$kind" "${1#*=}"
    else
      [ $# -gt 1 ] || refuse "Missing value for option '$name'"
      check_value "$name" "$kind" "$2"
      shift
    fi
    shift
  done
  [[ $seen != *' --base-classes '* || $seen = *' --base '* ]] ||
    refuse "--base-classes are those of --base, which is absent"
  [[ $seen != *' --epochs '* || $seen != *' --minutes '* ]] ||
    refuse "--epochs and --minutes both set the length of the training: leave one of them away"
}
