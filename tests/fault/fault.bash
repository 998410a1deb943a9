# What the tests of failures share: an output of a former run, the output that a whole run gives, and what to compare.
# shellcheck shell=bash disable=SC2034,SC2154

# A dossier in $dossier (LINES of the demonstration, or « clair »), two outputs of it that differ by the form of the CSV:
# $former, what stood there before, and $whole, what a run that succeeds puts in its place. Their fingerprints.
prepare() { # LINES or NAME
  export place="$BATS_FILE_TMPDIR"
  export dossier="$place/dossier" former="$place/former" whole="$place/whole"
  case $1 in
  [0-9]*) "$DECOMPTE" exemple "$dossier" --lignes "$1" ;;
  *) cp -r "$DOSSIERS/$1" "$dossier" ;;
  esac
  run "$DECOMPTE" calculer "$dossier" --sortie "$former" --csv-international --silencieux
  [ "$status" -le 1 ]
  run "$DECOMPTE" calculer "$dossier" --sortie "$whole" --silencieux
  [ "$status" -le 1 ]
  export normal=$status former_print whole_print
  former_print=$(fingerprint "$former") whole_print=$(fingerprint "$whole")
  [ "$former_print" != "$whole_print" ]
}

# Puts the former output back in $sortie.
restore() {
  rm -rf "${sortie:?}"
  mkdir -p "$(dirname "$sortie")"
  cp -a "$former" "$sortie"
}

# What readers see of $sortie: everything but hidden leftovers, which the next run removes.
seen() { (cd "$1" && find . -not -path './.*' -printf '%p %m\n' | LC_ALL=C sort && find . -type f -not -path './.*' -print0 | LC_ALL=C sort -z | xargs -0r sha256sum); }

# $sortie is what it was: what is seen is the former output, whole.
untouched() { [ "$(seen "$sortie")" = "$(seen "$former")" ] || fail "$1: the former output has changed
$(diff <(seen "$former") <(seen "$sortie"))"; }

replaced() { [ "$(seen "$sortie")" = "$(seen "$whole")" ] || fail "$1: the new output is not whole
$(diff <(seen "$whole") <(seen "$sortie"))"; }

# No leftover at all, hidden ones included.
tidy() { is "$(ls -A "$sortie")" "$(ls -A "$former")"; }

# The next run succeeds and leaves no litter.
recovers() {
  run "$DECOMPTE" calculer "$dossier" --sortie "$sortie" --silencieux
  is "$status" "$normal"
  is "$(fingerprint "$sortie")" "$whole_print"
}
