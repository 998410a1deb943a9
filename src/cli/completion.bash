# Completion of decompte for bash: asks the program for its commands and options.
_decompte() {
  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-} words second
  COMPREPLY=()
  second=$(decompte --mots | sed -n "s/^$command //p") # of commands in two words
  if [ -n "$second" ]; then command="$command ${COMP_WORDS[2]-}"; fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=$(decompte --mots | cut -d' ' -f1 | sort -u)
  elif [ -n "$second" ] && [ "$COMP_CWORD" -eq 2 ]; then
    words=$second
  elif [[ $word == --* ]]; then
    words=$(decompte --mots "$command")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    return
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o filenames -F _decompte decompte
