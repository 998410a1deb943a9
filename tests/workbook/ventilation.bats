# The sheets « Par … » of EPCI workbooks and of the consolidation: what they say, and to whom.
load ../cli/helper

setup() {
  dossier="$DECOMPTE_ROOT/fixtures/artois-2026-10" sortie="$BATS_TEST_TMPDIR/sortie" mois="$BATS_TEST_TMPDIR/sortie/2026-10"
}

write() { # OPTION…: the demonstration dossier
  decompte calculer "$dossier" --mois 2026-10 --sortie "$sortie" "$@"
  [ "$status" -le 1 ] || fail "code $status: $stderr"
}

break_down() {
  run "$DECOMPTE_ROOT/tests/workbook/ventile" "$1" "$mois" "$DECOMPTE_ROOT/rules/territoires"
}

# Runs the Python on standard input; it finds `books`: {relative path: {sheet: table}}.
over_tables() {
  { printf '%s\n' 'import glob, os, sys' 'sys.dont_write_bytecode = True' \
    'sys.path.insert(0, os.environ["DECOMPTE_ROOT"] + "/tests/workbook")' 'import classeur' \
    'paths = sorted(glob.glob(sys.argv[1] + "/**/*.xlsx", recursive=True))' \
    'books = {os.path.relpath(path, sys.argv[1]): classeur.tables(path) for path in paths}' 'assert len(books) > 3'
    cat; } >"$BATS_TEST_TMPDIR/over.py"
  run python3 "$BATS_TEST_TMPDIR/over.py" "$mois"
  [ "$status" -eq 0 ] || fail "$output"
}

@test "persons and hours of every group are those of the journal and of the dossier" {
  write
  break_down "$dossier"
  [ "$status" -eq 0 ] || fail "$output"
  contains "$output" ", 0 différents"
  # One person less under RSA: the script must see it.
  cp -r "$dossier" "$BATS_TEST_TMPDIR/autre"
  sed -i 's/;RSA;/;ASS;/' "$BATS_TEST_TMPDIR/autre/participants.csv"
  break_down "$BATS_TEST_TMPDIR/autre"
  [ "$status" -eq 1 ]
  contains "$output" "Par public: ('RSA',)" || contains "$output" "Par public: groupes"
}

@test "who lives where and who is what stands in complete workbooks alone, and none of it in contractors' and public ones" {
  shown() { # WHERE OPTION…: « places » are where sheets of persons stand
    write "${@:2}"
    WHERE=$1 over_tables <<'PYTHON'
always = {"Ventilation", "Par titulaire", "Par mode et nature", "Par commune"}
persons = {"Par public", "Public, sexe et âge", "Par EPCI de résidence"}
together = {"Par EPCI", "Exécution × résidence"}
where = os.environ["WHERE"]
for path, tables in books.items():
    expected = set()
    if where != "public" and not path.startswith("titulaires"):
        expected = set(always)
        if where == "complet":
            expected |= persons
        if path == "consolidation.xlsx":
            expected |= together if where == "complet" else {"Par EPCI"}
    assert set(tables) & (always | persons | together) == expected, (where, path, set(tables))
    told = {"Repère de résidence", "Repère public, sexe, âge"}
    if "Ventilation" in tables:
        assert (told <= set(tables["Ventilation"].columns)) == (where == "complet"), path
        assert where == "complet" or not told & set(tables["Ventilation"].columns), path
    if "Détail" in tables:
        assert ("Repère de ventilation" in tables["Détail"].columns) == bool(expected), path
PYTHON
  }
  shown complet
  shown titulaire --profil titulaire
  shown public --profil public
}

@test "the crossing meets either side, each sheet meets Ventilation, and Ventilation Cumul and Détail" {
  for detail in mois tout; do
    write --detail "$detail"
    DETAIL=$detail over_tables <<'PYTHON'
controls = 0
for path, tables in books.items():
    for row in tables["Traçabilité"].rows:
        if row["Rubrique"] == "Contrôles":
            assert row["Verdict"] == "juste", (path, row)
            controls += "Ventilation" in row["Élément"]
    for sheet in ("Par EPCI", "Par EPCI de résidence"):
        for row in tables[sheet].rows[:-1] if path == "consolidation.xlsx" else []:
            assert row["Écart avec Exécution × résidence"] == 0, (sheet, row)
    if "Ventilation" in tables and os.environ["DETAIL"] == "tout":
        for row in tables["Ventilation"].rows:
            assert abs(row["Heures déclarées"] - row["Déclarées, dans Détail"]) < 1e-9, (path, row)
assert controls > 200, controls
PYTHON
  done
}

@test "a line of Détail leads to the contract and commune that its timesheet names" {
  write
  over_tables <<'PYTHON'
lines = 0
for path, tables in books.items():
    if "Ventilation" not in tables:
        continue
    cut = {row["Repère"]: row for row in tables["Ventilation"].rows}
    for row in tables["Détail"].rows:
        other = cut[row["Repère de ventilation"]]
        assert all(row[name] == other[name] for name in ("Marché", "Lot", "Participant")), (path, row, other)
        lines += 1
assert lines > 1000, lines
PYTHON
}
