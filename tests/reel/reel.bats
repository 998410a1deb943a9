# Real files that nobody of this project wrote, kept beside the tree: each is read to its true number of records and
# columns, and every cell is what Python's csv finds there in the right dialect.
load ../cli/helper

setup() {
  data="$DECOMPTE_ROOT/../shared/data"
  [ -d "$data" ] || skip "no real files beside the tree (shared/data)"
  cd "$data" || return
}

# Lost characters, and UTF-8 read as Windows-1252: no more of them than the file itself holds.
odd='\x{FFFD}|[ÃÂ][\x{80}-\x{BF}€™œ]|â€'

# PATH ENCODING SEPARATOR HEADER-LINE ROWS COLUMNS MULTI-LINE-CELLS TEXTS-ALONE [AMOUNT]: reads one file both ways.
same_as_python() {
  local path=$1 encoding=$2 separator=$3 line=$4 wanted="${*:5:4}" clean="$BATS_TEST_TMPDIR/clean.csv"
  "$DECOMPTE" lire --csv "$path" >"$clean" 2>"$BATS_TEST_TMPDIR/talk" || [ $? -eq 1 ] || fail "$path: refused"
  read -r rows columns breaks texts _ < <("$DECOMPTE_ROOT/tests/reel/relire.py" "$path" "$clean" "$encoding" "$separator" "$line" "${@:9}")
  is "$path $rows $columns $breaks $texts" "$path $wanted"
  is "$path $(grep -oP "$odd" "$clean" | wc -l)" "$path $(iconv -f "${encoding/utf-8-sig/utf-8}" -t utf-8 "$path" | grep -oP "$odd" | wc -l)"
  expect_description "$path" "$encoding" "$separator" "$rows"
}

# What « lire » says of the file: encoding, separator, rows.
expect_description() {
  local name
  decompte lire "$1"
  [ "$status" -le 1 ] || fail "lire $1: code $status"
  case $2 in
  utf-8-sig) name="UTF-8 avec BOM" ;;
  utf-8) name="UTF-8" ;;
  cp1252) name="Windows-1252" ;;
  esac
  contains "$output" "encodage      $name"
  case $3 in ';') name="point-virgule" ;; ,) name="virgule" ;; esac
  contains "$output" "séparateur    $name"
  # Where the lexicon knows the columns, rows may lack what it requires: none is lost for that.
  [[ "$output" =~ lues\ +([0-9]+)\ \;\ en\ erreur\ ([0-9]+) ]]
  is "$((BASH_REMATCH[1] + BASH_REMATCH[2]))" "$4"
}

@test "subsidies of 2014: 13 133 rows, 1 114 cells on several lines, and a footer told at its line" {
  same_as_python csv-sales/reserve-2014-utf8-bom.csv utf-8-sig , 1 13133 8 1114 1 montant
  contains "$(<"$BATS_TEST_TMPDIR/talk")" "csv-sales/reserve-2014-utf8-bom.csv:14600: "
  lacks "$(<"$BATS_TEST_TMPDIR/clean.csv")" "Extraction du 24/02/2015"
}

@test "markets of 2010: titles above the header of the fourth line, sections, 1 209 blank lines" {
  local path=csv-sales/marches-conclus-2010-cp1252.csv
  same_as_python "$path" cp1252 ';' 4 67 5 1 26 "MONTANT € HT"
  contains "$(<"$BATS_TEST_TMPDIR/talk")" "$path:2: "
  contains "$(<"$BATS_TEST_TMPDIR/talk")" "$path:5: "
  contains "$output" "en-tête       ligne 4"
  contains "$output" "1209 vides"
}

@test "lists of beneficiaries: three notations of dates, a short row, doubled quotes, no social security number shown" {
  same_as_python csv-sales/import_beneficiaires_buggy.csv utf-8-sig ';' 1 3 25 0 0
  same_as_python csv-sales/import_beneficiaires_partial.csv utf-8-sig ';' 1 4 5 0 0
  same_as_python csv-sales/import_beneficiaires_with_all_date_formats.csv utf-8 ';' 1 4 25 0 0
  contains "$(<"$BATS_TEST_TMPDIR/talk")" "csv-sales/import_beneficiaires_with_all_date_formats.csv:5: "
  run ! grep -qE '[12][0-9]{12}' "$BATS_TEST_TMPDIR/clean.csv"
}

@test "essential data of public contracts: records, columns and total amount" {
  same_as_python decp/decp_2018_2019_hdf_59_62.csv utf-8 ';' 1 687 22 0 0 montant
  same_as_python decp/decp_2024H2_hdf_59_62.csv utf-8 , 1 301 17 0 0 montant
  same_as_python decp/decp_marche_champs_v2.0.4.csv utf-8 ';' 1 68 6 0 0
}

@test "tables of payroll codes" {
  same_as_python dsn/dsn_dispositif_politique_publique_S21.G00.40.008.csv utf-8 ';' 1 16 3 0 0
  same_as_python dsn/dsn_modalite_temps_travail_S21.G00.40.014.csv utf-8 ';' 1 7 2 0 0
  same_as_python dsn/dsn_motif_recours_S21.G00.40.021.csv utf-8 ';' 1 13 2 0 0
  same_as_python dsn/dsn_motif_rupture_S21.G00.62.002.csv utf-8 ';' 1 40 2 0 0
  same_as_python dsn/dsn_nature_contrat_S21.G00.40.007.csv utf-8 ';' 1 26 2 0 0
  same_as_python dsn/dsn_rubriques_2023.csv utf-8 ';' 1 335 3 1 0
  same_as_python dsn/dsn_unite_quotite_S21.G00.40.011.csv utf-8 ';' 1 10 2 0 0
}

@test "criteria, holidays, wages, dates" {
  same_as_python eligibilite/criteres_iae.csv utf-8 ';' 1 18 7 0 0
  same_as_python eligibilite/criteres_geiq.csv utf-8 ';' 1 28 10 0 0
  same_as_python calendrier/jours_feries_metropole.csv utf-8 , 1 286 4 0 0
  same_as_python calendrier/jours_feries_alsace-moselle.csv utf-8 , 1 338 4 0 0
  same_as_python calendrier/smic_horaire_brut.csv utf-8 ';' 1 124 2 0 0 smic_horaire_brut_eur
  same_as_python dates/exact_computations.csv utf-8 ';' 1 19 3 0 0
  same_as_python dates/ambiguous_computations.csv utf-8 ';' 1 11 4 0 0
  same_as_python dates/first_last_day_of_month.csv utf-8 ';' 1 2 3 0 0
}

@test "territory: 34 875 communes, 1 253 groupings, their history" {
  same_as_python territoire/commune_epci_2026_insee.csv utf-8 ';' 1 34875 5 0 0
  same_as_python territoire/epci_2026_insee.csv utf-8 ';' 1 1253 5 0 0 nb_communes
  same_as_python territoire/commune_epci_historique_2019_2026.csv utf-8 ';' 1 35631 7 0 0
  same_as_python territoire/communes_disparues_2019_2026.csv utf-8 ';' 1 108 6 0 0
  same_as_python territoire/commune_ancien_code_2026.csv utf-8 ';' 1 4240 4 0 0
}
