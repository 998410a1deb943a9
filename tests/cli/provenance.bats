# What a run was made from: every file that it read is named with its digest, and makes the digest of the run.
load helper

setup() {
  take_dossier
  regles="$BATS_TEST_TMPDIR/regles"
  cp -r "$DECOMPTE_REGLES" "$regles"
  printf '# rien à dire\n' >"$dossier/decompte.conf"
}

count() { decompte calculer "$dossier" --mois 2026-02 --sortie "$sortie" --regles "$regles"; }

# The digest of the run, after counting.
empreinte() {
  count
  [ "$status" -le 1 ] || fail "code $status: $stderr"
  jq -r .empreinte "$mois/provenance.json"
}

@test "every file that was read is in provenance.json and in Traçabilité, with its SHA-256" {
  count
  unpacked "$mois"
  python3 - "$mois" "$dossier" "$regles" <<'PYTHON'
import hashlib, json, os, sys
month, dossier, rules = sys.argv[1:]
provenance = json.load(open(month + "/provenance.json"))
told = [provenance["lecture"]] + [file for kind in ("entrees", "lexique", "regles", "territoires") for file in provenance[kind]]
sheets = ""
for folder, _, names in os.walk(month + ".texte/consolidation.xlsx"):
    sheets += "".join(open(os.path.join(folder, name), encoding="utf-8").read() for name in names)
for file in told:
    name = file["nom"]
    place = os.path.join(rules, name.removeprefix("(installation)/")) if name.startswith("(") else os.path.join(dossier, name)
    assert hashlib.sha256(open(place, "rb").read()).hexdigest() == file["sha256"], name
    assert file["sha256"] in sheets and name in sheets, name
names = {file["nom"] for file in told}
assert {"decompte.conf", "(installation)/lexique.csv", "(installation)/alias.csv", "marches.csv"} <= names, names
assert sum(name.endswith(("communes.csv", "epci.csv")) for name in names) == 2, names
assert sheets.count("Empreinte " + provenance["empreinte"]) > 5 # footers
PYTHON
}

@test "a change of any file that was read changes the digest of the run; the same files give the same one" {
  local first file
  first=$(empreinte)
  is "$(empreinte)" "$first"
  sed -i 's/;féminin|/|/; s/|féminin|/|/' "$regles/alias.csv"
  ! cmp -s "$regles/alias.csv" "$DECOMPTE_REGLES/alias.csv"
  [ "$(empreinte)" != "$first" ]
  cp "$DECOMPTE_REGLES/alias.csv" "$regles/alias.csv"
  is "$(empreinte)" "$first"
  for file in "$regles/lexique.csv" "$regles/national.regles" "$dossier"/{decompte.conf,marches.csv,releves/2026-01.csv,territoires/epci.csv}; do
    cp "$file" "$BATS_TEST_TMPDIR/tel quel"
    printf '\n' >>"$file"
    [ "$(empreinte)" != "$first" ] || fail "$file is not in the digest"
    cp "$BATS_TEST_TMPDIR/tel quel" "$file"
  done
  rm "$dossier/decompte.conf"
  [ "$(empreinte)" != "$first" ]
}
