# decompte.conf, and the options of lire: what is stated of a file is obeyed.
load helper

setup() { take_dossier; }

@test "decompte.conf states the lines before a table and those of its header; provenance.json names it" {
  sed -i '1i marche;lot;participant;date;heures;;;\nmarche;lot;participant;date;heures;;;' "$dossier/releves/2026-02.csv"
  printf '# relevés à titres\n[releves/2026-02.csv]\npreambule = 2\nentetes = 1\n' >"$dossier/decompte.conf"
  expect 0 calculer "$dossier" --sortie "$sortie"
  is "$(journal 'releves/2026-02.csv;4' heures_declarees)" "$(sed -n 2p "$DOSSIERS/clair/releves/2026-02.csv" | cut -d';' -f5)"
  python3 - "$mois/provenance.json" "$dossier/decompte.conf" <<'PYTHON'
import hashlib, json, sys
assert json.load(open(sys.argv[1]))["lecture"] == {
    "nom": "decompte.conf", "sha256": hashlib.sha256(open(sys.argv[2], "rb").read()).hexdigest()}
PYTHON
}

@test "what is wrong in decompte.conf refuses the dossier, with its place" {
  printf '[releves/*.csv]\nseparateur = :\n' >"$dossier/decompte.conf"
  expect 2 verifier "$dossier"
  contains "$output" "decompte.conf:2:14: erreur fatale D008 : separateur : « : » inconnu ; attendu : « ; »"
}

@test "a section that no file matches is a note" {
  printf '[releves/dupont-*.csv]\nentetes = 1\n' >"$dossier/decompte.conf"
  expect 0 verifier "$dossier" D009
  contains "$output" "decompte.conf:1:1: note D009 : aucun fichier ne s'appelle « releves/dupont-*.csv »"
}

@test "options of lire state the same, and refuse what they do not know, with the list" {
  printf 'a;b\nmarche;lot;participant;date;heures\n2026-01;1;P1;12/01/2026;7\n' >"$dossier/essai.csv"
  expect 0 lire "$dossier/essai.csv" --preambule 1 --entetes 1
  contains "$output" releves
  expect 2 lire "$dossier/essai.csv" --separateur :
  contains "$stderr" "--separateur : valeur « : » inconnue ; attendu : « ; », « , », « | » ou « tabulation »"
  expect 2 lire "$dossier/essai.csv" --entetes deux
  contains "$stderr" "attendu : un nombre de lignes"
  expect 2 lire "$dossier/essai.csv" --encodage klingon
}
