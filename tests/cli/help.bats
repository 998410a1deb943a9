# What the program says of itself, and to someone who mistypes.
load helper

setup() { take_dossier; }

@test "the general help shows examples first, names every command, and goes to stdout" {
  for word in --aide --help; do
    expect 0 "$word"
    is "${lines[0]}" "Exemples :"
    for command in calculer verifier "regles verifier" "regles cas" "regles mutations" lire "importer decp" exemple; do contains "$output" "  $command "; done
    is "$stderr" ""
  done
}

@test "the help of every command shows examples first, then usage and options, and calculates nothing" {
  local n=0
  while read -r command; do
    for word in --aide --help; do
      # shellcheck disable=SC2086 # « regles verifier » is two words
      expect 0 $command "$word"
      is "${lines[0]}" "Exemples :"
      contains "${lines[1]}" "decompte $command"
      contains "$output" "Usage : decompte $command"
      contains "$output" "Options communes :"
      is "$stderr" ""
      n=$((n + 1))
    done
  done < <("$DECOMPTE" --mots)
  [ "$n" -ge 12 ]
}

@test "help wins over the absence of operands and over other options" {
  expect 0 calculer --mois 2026-01 --aide
  is "${lines[0]}" "Exemples :"
}

@test "every option that completion offers is in the help of its command" {
  local n=0
  while read -r command; do
    # shellcheck disable=SC2086
    help=$("$DECOMPTE" $command --aide)
    options=$("$DECOMPTE" --mots "$command")
    [ -n "$options" ]
    for option in $options; do contains "$help" "$option"; done
    n=$((n + 1))
  done < <("$DECOMPTE" --mots)
  [ "$n" -ge 6 ]
}

@test "--version says the name and the number" {
  expect 0 --version
  [[ "$output" =~ ^décompte\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "no word at all: the help, and code 2" {
  expect 2
  is "${lines[0]}" "Exemples :"
}

@test "a mistyped command is refused with the nearest one" {
  expect 2 calculr "$dossier"
  contains "$stderr" "commande « calculr » inconnue"
  contains "$stderr" "vouliez-vous dire « calculer » ?"
  is "$output" ""
}

@test "a command like no other is refused without a suggestion" {
  expect 2 zzzzzzzz
  contains "$stderr" "commande « zzzzzzzz » inconnue"
  lacks "$stderr" "vouliez-vous dire"
}

@test "a mistyped command of two words is refused with the nearest one" {
  expect 2 regles verifer
  contains "$stderr" "vouliez-vous dire « regles verifier » ?"
}

@test "a mistyped option is refused with the nearest one, and nothing is written" {
  expect 2 calculer "$dossier" --srotie "$sortie"
  contains "$stderr" "option --srotie inconnue ; vouliez-vous dire --sortie ?"
  [ ! -e "$sortie" ]
}

@test "a short option is named as it was typed" {
  expect 2 calculer "$dossier" -x
  contains "$stderr" "option -x inconnue"
  expect 2 calculer -xy "$dossier"
  contains "$stderr" "-xy"
}

@test "an option without its value says which" {
  expect 2 calculer "$dossier" --mois
  contains "$stderr" "l'option --mois attend une valeur"
}

@test "a value that cannot be understood is refused and quoted back" {
  local option
  for option in "--mois 2026-13" "--mois février" "--arrete-au 31/02/2026" "--profil secret" "--detail jour" "--fils 0" \
    "--fils deux" "--graine mot;autre" "--graine l'an"; do
    # shellcheck disable=SC2086
    expect 2 calculer "$dossier" --sortie "$sortie" $option
    contains "$stderr" "${option% *}"
    contains "$stderr" "« ${option#* } »"
    [ ! -e "$sortie" ]
  done
}

@test "a missing or surplus operand says what is expected" {
  expect 2 calculer
  contains "$stderr" "attendu : decompte calculer DOSSIER"
  expect 2 calculer "$dossier" "$dossier"
  contains "$stderr" "attendu : decompte calculer DOSSIER"
}

@test "rules that cannot be found are refused, with what was looked for" {
  expect 2 calculer "$dossier" --sortie "$sortie" --regles "$BATS_TEST_TMPDIR/nulle-part"
  contains "$stderr" "règles introuvables dans $BATS_TEST_TMPDIR/nulle-part"
  contains "$stderr" "lexique.csv"
  [ ! -e "$sortie" ]
}
