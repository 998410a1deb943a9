# regles formater: rule files rewritten in their canonical form.
load helper

setup() { regles="$BATS_TEST_TMPDIR/regles" && mkdir -p "$regles/chartes"; }

untidy() { # FILE NAME
  printf 'Recueil %s - Essai\nSource:  essai\nArticle 1 — Un\nSource : x\nRefuser si : heures>5 h et montant HT<=3*2 €\nMotif : « Non. »' \
    "$2" >"$regles/$1"
}

tidy() { # NAME
  printf 'Recueil %s — Essai\nSource : essai\n\nArticle 1 — Un\nSource     : x\nRefuser si : heures > 5 h et montant HT ≤ 3 × 2 €\nMotif      : « Non. »\n' "$1"
}

@test "formater rewrites the files of a directory, names those that changed, keeps their mode, and has nothing to do again" {
  untidy a.regles A
  untidy chartes/b.regles B
  tidy C >"$regles/c.regles"
  printf 'not a rule file' >"$regles/note.txt"
  chmod 640 "$regles/a.regles"
  touch -d '2020-01-01' "$regles/c.regles"
  expect 0 regles formater "$regles/"
  is "$output" "$regles/a.regles
$regles/chartes/b.regles"
  is "$stderr" ""
  tidy A | cmp - "$regles/a.regles"
  tidy B | cmp - "$regles/chartes/b.regles"
  is "$(stat -c %a "$regles/a.regles")" 640
  is "$(stat -c %Y "$regles/c.regles")" "$(date -d '2020-01-01' +%s)"
  is "$(find "$regles" -type f | wc -l)" 4
  expect 0 regles formater "$regles"
  is "$output$stderr" ""
}

@test "formater --verifier writes nothing, lists what would change, and gives code 1" {
  untidy a.regles A
  tidy B >"$regles/b.regles"
  before=$(fingerprint "$regles")
  expect 1 regles formater --verifier "$regles"
  is "$output" "$regles/a.regles"
  is "$(fingerprint "$regles")" "$before"
  expect 0 regles formater --verifier "$regles/b.regles"
  is "$output$stderr" ""
}

@test "formater takes files and directories, each file once" {
  untidy a.regles A
  untidy b.regles B
  expect 0 regles formater "$regles/b.regles" "$regles" "$regles/a.regles"
  is "$output" "$regles/b.regles
$regles/a.regles"
}

@test "a file that has not the form of a recueil is refused with its diagnostics, and nothing is written" {
  untidy a.regles A
  printf 'Recueil B — Essai\nSourse : essai\n' >"$regles/b.regles"
  printf 'Recueil C — caf\351\n' >"$regles/c.regles"
  before=$(fingerprint "$regles")
  expect 2 regles formater "$regles"
  is "$output" ""
  contains "$stderr" "$regles/b.regles:2:1: erreur fatale R002 : rubrique inconnue « Sourse » : vouliez-vous dire « Source » ?"
  contains "$stderr" "$regles/c.regles:1:16: erreur fatale R001"
  is "$(fingerprint "$regles")" "$before"
}

@test "formater says what cannot be read, and asks for an operand" {
  expect 2 regles formater "$regles/absent.regles"
  contains "$stderr" "$regles/absent.regles: erreur fatale D002 : fichier de règles illisible"
  expect 2 regles formater
  contains "$stderr" "attendu : decompte regles formater REP|FICHIER…"
}

@test "a disk that refuses changes no file: code 3" {
  [ "$(id -u)" -eq 0 ] || skip "only root can mount a small file system"
  mount -t tmpfs -o size=64k none "$regles" 2>/dev/null || skip "a tmpfs cannot be mounted here"
  untidy a.regles A
  untidy b.regles B
  head -c 100000 /dev/zero >"$regles/plein" 2>/dev/null || true
  before=$(fingerprint "$regles")
  decompte regles formater "$regles"
  after=$(fingerprint "$regles")
  umount "$regles"
  is "$status" 3
  is "$output" ""
  contains "$stderr" "S002"
  is "$after" "$before"
}

@test "the shipped packs are canonical" {
  expect 0 regles formater --verifier "$DECOMPTE_ROOT/rules"
  is "$output$stderr" ""
}
