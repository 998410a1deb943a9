# What « lire » says of how a file is written: what was found, how surely, and what was stated.
load helper

setup() {
  dossier="$BATS_TEST_TMPDIR/dossier" file="$BATS_TEST_TMPDIR/dossier/releves/r.csv"
  mkdir -p "$dossier/releves"
}

# The line that begins with LABEL, without it.
told() { sed -n "s/^$1  *//p" <<<"$output"; }

@test "encoding and separator come with their confidence, quotes and line ends with them" {
  printf 'marche;participant;date;heures\r\nM1;Zo\xe9;12/01/2026;7,5\r\n' >"$file"
  expect 0 lire "$file"
  is "$(told encodage)" "Windows-1252 (constaté, confiance 99 %)"
  is "$(told séparateur)" "point-virgule (constaté, confiance 89 %)"
  is "$(told guillemet)" '" (constaté)'
  is "$(told échappement)" "guillemet doublé (constaté)"
  is "$(told 'fins de ligne')" CRLF
  lacks "$output" "peu sûr"
}

@test "a BOM, another quote and its escape are told; line ends that are mixed are counted" {
  printf '\xef\xbb\xbf'"marche,piece\n'M1','l\\\\'aube'\r\n'M2','x'\n'M3','y'\r" >"$file"
  expect 1 lire "$file"
  is "$(told encodage)" "UTF-8 avec BOM (constaté, certain)"
  is "$(told guillemet)" "' (constaté)"
  is "$(told échappement)" '\ (constaté)'
  is "$(told 'fins de ligne')" "CRLF × 1, LF × 2, CR × 1 (mêlées)"
}

@test "what is little sure names the option that settles it, which is then obeyed" {
  printf 'a;b,c;d\n1;2,3;4\n1,5;2,3\n' >"$file"
  decompte lire "$file"
  is "$(told séparateur)" "point-virgule (constaté, confiance 79 %)"
  contains "$output" "peu sûr : --separateur le fixe, ou « separateur = » dans decompte.conf"
  decompte lire "$file" --separateur ,
  is "$(told séparateur)" "virgule (indiqué par --separateur)"
  lacks "$output" "peu sûr"
}

@test "« sep= » is obeyed, unless an option says otherwise" {
  printf 'sep=,\na,b;c\n1,2;3\n' >"$file"
  expect 0 lire "$file"
  is "$(told séparateur)" "virgule (indiqué par le fichier : « sep= » en ligne 1)"
  expect 0 lire "$file" --separateur ';'
  is "$(told séparateur)" "point-virgule (indiqué par --separateur)"
  contains "$output" "« sep= » en ligne 1 : passé outre"
}

@test "decompte.conf of the dossier is obeyed and named, from wherever it is asked; options win" {
  printf 'titre\nmarche;participant;date;heures\nM1;P1;12/01/2026;7,5\n' >"$file"
  printf '[releves/r.csv]\nencodage = MacRoman\nguillemet = aucun\npreambule = 1\n' >"$dossier/decompte.conf"
  cd "$dossier/releves"
  expect 0 lire r.csv --encodage UTF-8
  is "$(told encodage)" "UTF-8 (indiqué par --encodage)"
  is "$(told guillemet)" "aucun (indiqué dans decompte.conf)"
  is "$(told en-tête | head -1)" "ligne 2 (indiqué)"
  lacks "$output" échappement
  cp r.csv ../r.csv
  expect 0 lire ../r.csv
  is "$(told guillemet)" '" (constaté)'
  echo "encodaje = UTF-8" >>"$dossier/decompte.conf"
  expect 2 lire r.csv
  contains "$stderr" "decompte.conf:5:1: erreur fatale D008"
}
