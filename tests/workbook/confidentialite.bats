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
