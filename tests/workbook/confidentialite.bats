# What outputs let one know about persons: never more than their profile says, not even by subtraction.
load ../cli/helper

setup() {
  demo="$DECOMPTE_ROOT/fixtures/artois-2026-10"
}

write() { # DOSSIER PROFIL [OPTION…]: into $BATS_TEST_TMPDIR/PROFIL, whose one month is $written
  local where="$BATS_TEST_TMPDIR/$2"
  rm -rf "$where"
  decompte calculer "$1" --sortie "$where" --profil "$2" "${@:3}"
  [ "$status" -le 1 ] || fail "code $status: $stderr"
  written=$(echo "$where"/*)
}

# ---- subtraction ----

# Both profiles of a dossier; the attack on the public one.
attack() { # DOSSIER [OPTION…]
  write "$1" complet --detail tout
  complete=$written
  again "$@"
}

again() {
  write "$1" public "${@:2}"
  run python3 "$DECOMPTE_ROOT/tests/workbook/soustraire.py" "$written" "$complete"
  [ "$status" -eq 0 ] || fail "$output"
}

@test "the public demonstration: nothing about fewer than 5 persons is found by subtracting" {
  attack "$demo"
  echo "# $output" >&3
  again "$demo" --detail tout
}

@test "twenty small dossiers: nothing about fewer than 5 persons is found by subtracting" {
  local seed told=0
  for seed in {1..20}; do
    python3 "$DECOMPTE_ROOT/tests/workbook/menus.py" "$seed" "$BATS_TEST_TMPDIR/$seed"
    attack "$BATS_TEST_TMPDIR/$seed" --detail tout
    [[ "$output" == *" 0 marchés dits"* ]] || told=$((told + 1))
  done
  [ "$told" -ge 10 ] || fail "only $told dossiers tell something: the attack had nothing to read"
}

# All that is hidden in one EPCI is told, save one market about few persons: its total then gives that one away.
@test "the attack can succeed: with what keeps it company told, a hidden market is found" {
  attack "$demo"
  python3 - "$DECOMPTE_ROOT/tests/workbook" "$written" "$complete" >"$BATS_TEST_TMPDIR/left" <<'PYTHON'
import json, os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from soustraire import Truth, WITHHELD, few, lines
public, complete = sys.argv[2:]
truth, told = Truth(complete), {one["nom"] for one in json.load(open(public + "/bilan.json"))["epci"] if one["retenues"]}
hidden = {(row["marche"], row["lot"]) for row in lines(public + "/marches.csv") if row["heures_retenues"] == WITHHELD}
places, persons = {}, {}
for (market, _, epci, _), who in truth.atoms.items():
    places.setdefault(market, set()).add(epci)
    persons.setdefault(market, set()).update(who)
for epci in sorted(told):
    block = sorted(market for market in hidden if epci in places.get(market, ()))
    kept = [market for market in block if few(persons[market])]
    if kept and all(places[market] == {epci} for market in block):
        break
values = {(row["marche"], row["lot"]): row["heures_retenues"] for row in lines(complete + "/marches.csv")}
path = public + "/marches.csv"
text = open(path, encoding="utf-8-sig", newline="").read().split("\r\n")
for i, line in enumerate(text):
    cells = line.split(";")
    if tuple(cells[:2]) in block and tuple(cells[:2]) != kept[0]:
        cells[10] = values[tuple(cells[:2])]
        text[i] = ";".join(cells)
open(path, "w", encoding="utf-8-sig", newline="").write("\r\n".join(text))
print(kept[0])
PYTHON
  run python3 "$DECOMPTE_ROOT/tests/workbook/soustraire.py" "$written" "$complete"
  [ "$status" -eq 1 ] || fail "code $status: $output"
  contains "$output" "fuite : heures retenues de {'marché': $(cat "$BATS_TEST_TMPDIR/left")}"
}

# ---- words ----

look() { # PROFIL DOSSIER OUTPUT: what a profile must not say, anywhere in the files
  run python3 "$DECOMPTE_ROOT/tests/workbook/chercher.py" "$1" "$2" "$DECOMPTE_REGLES" "$3"
}

silent() {
  look "$@"
  [ "$status" -eq 0 ] || fail "$output"
  echo "# $1, $(basename "$2") : $output" >&3
}

# Each person has data like nobody else's, and flaws that anomalies tell.
intimate="$BATS_TEST_DIRNAME/intime"

@test "contractors' workbooks, sent by default, say nothing of persons but their pseudonym" {
  local dossier
  for dossier in "$intimate" "$demo"; do
    decompte calculer "$dossier" --sortie "$BATS_TEST_TMPDIR/sortie" --detail tout
    [ "$status" -le 1 ] || fail "$stderr"
    silent titulaire "$dossier" "$(echo "$BATS_TEST_TMPDIR"/sortie/*)/titulaires"
    rm -r "$BATS_TEST_TMPDIR/sortie"
  done
}

@test "--profil titulaire and --profil public: no file says anything of persons; in public, not even who" {
  local profil
  for profil in titulaire public; do
    write "$intimate" "$profil" --detail tout
    silent "$profil" "$intimate" "$written"
    write "$demo" "$profil"
    silent "$profil" "$demo" "$written"
  done
}

# Each leak alone, in its own copy of what is clean.
@test "the search can succeed: a code, a date, a pseudonym slipped in any part is found" {
  local leaks=0 part before after word
  write "$intimate" public --detail tout
  while IFS='|' read -r part before after word; do
    rm -rf "$BATS_TEST_TMPDIR/copy"
    cp -r "$written" "$BATS_TEST_TMPDIR/copy"
    python3 - "$BATS_TEST_TMPDIR/copy" "$part" "$before" "$after" <<'PYTHON'
import os, sys, zipfile
root, part, before, after = sys.argv[1:]
path, _, inner = part.partition("!")
path = os.path.join(root, path)
if inner:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    assert before in parts[inner], (part, parts[inner][:3000])
    parts[inner] = parts[inner].replace(before, after, 1)
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)
else:
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    assert before in text, (part, text[:3000])
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        file.write(text.replace(before, after, 1))
PYTHON
    look public "$intimate" "$BATS_TEST_TMPDIR/copy"
    [ "$status" -eq 1 ] || fail "$part: $output"
    contains "$output" "$word"
    leaks=$((leaks + 1))
  done <<'LEAKS'
consolidation.xlsx!xl/sharedStrings.xml|Lisez-moi|Lisez-moi RSA|« RSA »
consolidation.xlsx!xl/sharedStrings.xml|Lisez-moi|</t></si><si><r><t>demandeur d&#39;emploi </t></r><r><t>de longue durée</t></r></si><si><t>|« demandeur d'emploi de longue durée »
consolidation.xlsx!xl/comments1.xml|</t>| (Hibou)</t>|« Hibou »
consolidation.xlsx!docProps/core.xml|</dc:title>| JUSTICE</dc:title>|« JUSTICE »
consolidation.xlsx!xl/workbook.xml|</definedName>|,"PASS-7731"</definedName>|« PASS-7731 »
consolidation.xlsx!xl/worksheets/sheet2.xml|<v>46054</v>|<v>26134</v>|26134 (naissance de Hibou)
consolidation.xlsx!xl/charts/chart1.xml|</a:t>| QN05927M</a:t>|« QN05927M »
marches.csv|;Voirie de la Lune;|;Voirie du 20 juillet 1971;|« 20 juillet 1971 »
bilan.json|"mois"|"Mission Zéphyr": 1, "mois"|case « Mission Zéphyr »
anomalies.csv|;D043;|;D043, 62160;|« 62160 »
provenance.json|participants.csv|participants.csv CT-HIB|« CT-HIB »
LEAKS
  [ "$leaks" -eq 11 ] || fail "$leaks leaks tried"
}
