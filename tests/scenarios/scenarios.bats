# Small dossiers whose every figure was worked out by hand, counted by the real program.
#
# A scenario is a folder: a dossier, a README that says how its figures were found, and one attendu… folder a run:
# « attendu » at the default date of the statement, « attendu-AAAA-MM-JJ » at that date. See comparer.py.
load ../cli/helper

scenario() { # NAME
  local folder="$DECOMPTE_ROOT/tests/scenarios/$1" dossier="$BATS_TEST_TMPDIR/dossier" expected date wanted
  [ -s "$folder/README" ] || fail "$1: no README"
  cp -r "$folder" "$dossier"
  rm -r "$dossier"/attendu* "$dossier/README"
  for expected in "$folder"/attendu*; do
    date=${expected##*/attendu} sortie="$BATS_TEST_TMPDIR/sortie$date"
    decompte calculer "$dossier" --sortie "$sortie" --silencieux ${date:+--arrete-au "${date#-}"}
    wanted=0
    [ ! -e "$expected/anomalies.csv" ] || wanted=1
    [ "$status" -eq "$wanted" ] || fail "$1$date: code $status, $wanted expected: ${stderr:-}"
    run python3 "$DECOMPTE_ROOT/tests/scenarios/comparer.py" "$expected" "$sortie"/*
    [ "$status" -eq 0 ] || fail "$1$date: $output"
  done
}

@test "every scenario is played" {
  local folder
  for folder in "$DECOMPTE_ROOT"/tests/scenarios/*/; do
    grep -qF "scenario $(basename "$folder");" "$BATS_TEST_FILENAME" || fail "$folder is played by no test"
  done
}

# ---- hours due ----

@test "S01, reading B1: one hour for each whole slice of 2 000 € beyond the threshold" { scenario s01-lecture-b1; }
@test "S01, reading B2: the threshold reached, everything invoiced counts" { scenario s01-lecture-b2; }
@test "S02, pro rata: 35 h for 100 000 € invoiced" { scenario s02-prorata; }
@test "S02, by slices: 35 h for each whole slice of 100 000 €" { scenario s02-tranches; }
@test "type A: a volume, its amendments, exemptions and renewals" { scenario volume-engage; }
@test "type E: a share of the amount, amendments included" { scenario part-de-main-d-oeuvre; }
@test "an optional tranche adds what it brings from the day it is confirmed" { scenario tranches; }
@test "co-contractors divide the hours due by their shares" { scenario groupement; }
@test "type D: 5 % of the hours of the site, or 10 %, for residents of the neighbourhoods" { scenario part-des-heures; }
@test "type F: a cleaning contract owes on newly assigned hours only" { scenario nettoyage; }

# ---- time ----

@test "windows of 24 months and of 730 days: first day, last day, next day" { scenario fenetres; }

# ---- penalties ----

@test "penalties by the hour, in multiples of a dated index, and capped" { scenario penalites; }

# ---- one line against the others ----

@test "caps by day, week, month, year, market, public and share of what is due" { scenario plafonds; }
@test "one hour counts once, and the preferred line is kept" { scenario doublons; }

# ---- what spans articles ----

@test "layers: completed, replaced, scoped recueils, and versions in force" { scenario couches; }
@test "weights multiply when they may, apart from real hours, under a cap of their own" { scenario majorations; }
@test "several refusals are all kept, the main one first; what lacks a value is set aside" { scenario refus; }
@test "amounts become hours by the dated cost of the invoice" { scenario conversions; }

# ---- two State contracts, line by line ----

@test "S01: publics, reasoned opinion, modes, structures, four years of a CDI" { scenario s01-lignes; }
@test "S02: publics, reasoned proposal, period of the work contract, structures, internships" { scenario s02-lignes; }

# ---- charters that no pack contains, in rules alone ----

@test "a training policy in the manner of Queensland: deemed hours, a share for apprentices" { scenario queensland; }
@test "ratio goals in the manner of HUD Section 3: 25 % of labour hours, 5 % targeted" { scenario hud-section-3; }

@test "the recueils of these charters have cases that hold, and kill every mutant" {
  local name
  for name in queensland hud-section-3; do
    expect 0 regles verifier "$DECOMPTE_ROOT/tests/scenarios/$name"
    expect 0 regles cas "$DECOMPTE_ROOT/tests/scenarios/$name"
    expect 0 regles mutations "$DECOMPTE_ROOT/tests/scenarios/$name"
  done
}
