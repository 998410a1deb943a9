# Completion of decompte for bash: asks the program for its commands and options.
_decompte() {
  local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-} words
  COMPREPLY=()
  if [ "$command" = regles ]; then command="regles ${COMP_WORDS[2]-}"; fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=$(decompte --mots | cut -d' ' -f1 | sort -u)
  elif [ "${COMP_WORDS[1]}" = regles ] && [ "$COMP_CWORD" -eq 2 ]; then
    words=$(decompte --mots | sed -n 's/^regles //p')
  elif [[ $word == --* ]]; then
    words=$(decompte --mots "$command")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
    return
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o filenames -F _decompte decompte
