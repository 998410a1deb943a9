# Workbooks as a person reads them who does not see colours, or charts, or the screen at all; and as printed.
load ../cli/helper

setup() {
  dossier="$DECOMPTE_ROOT/fixtures/artois-2026-10" mois="$BATS_TEST_TMPDIR/sortie/2026-10"
}

write() { # OPTION…: the demonstration dossier
  decompte calculer "$dossier" --mois 2026-10 --sortie "$BATS_TEST_TMPDIR/sortie" "$@"
  [ "$status" -le 1 ] || fail "code $status: $stderr"
}

accessible() { # DIRECTORY
  run "$DECOMPTE_ROOT/tests/workbook/accessible" "$1"
}

@test "every workbook of the demonstration is accessible, in each profile and in constant memory" {
  for options in "" "--profil complet --detail tout" "--profil public"; do
    # shellcheck disable=SC2086
    write $options
    accessible "$mois"
    [ "$status" -eq 0 ] || fail "$options: $output"
    contains "$output" ", 0 défauts"
  done
}

# One workbook, one fault: `spoil WORDS PART PATTERN REPLACEMENT` fails unless the script tells it in these words.
spoil() {
  rm -rf "$BATS_TEST_TMPDIR/fautif" && mkdir "$BATS_TEST_TMPDIR/fautif"
  python3 - "$mois/consolidation.xlsx" "$BATS_TEST_TMPDIR/fautif/un.xlsx" "${@:2}" <<'PYTHON'
import os, re, sys, zipfile
source, target, part, pattern, replacement = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
    for name in old.namelist():
        text = old.read(name)
        if name == part:
            spoilt = re.sub(pattern.encode(), replacement.encode(), text, count=1, flags=re.S)
            assert spoilt != text, (part, pattern)
            text = spoilt
        new.writestr(name, text)
os.chmod(target, 0o600)
PYTHON
  accessible "$BATS_TEST_TMPDIR/fautif"
  [ "$status" -eq 1 ] || fail "not found: $1"
  contains "$output" "$1"
}

@test "each fault is found" {
  take_dossier
  expect 0 calculer "$dossier" --sortie "$sortie"
  synthese=xl/worksheets/sheet2.xml
  curves=$(python3 -c 'import sys, zipfile; book = zipfile.ZipFile(sys.argv[1])
print(min(n for n in book.namelist() if n.startswith("xl/charts/") and b"<c:lineChart>" in book.read(n)))' "$mois/consolidation.xlsx")
  spoil "cellules fusionnées" $synthese '</sheetData>' '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
  spoil "en-têtes en double" xl/sharedStrings.xml '<t>Rubrique</t>' '<t>Texte</t>'
  spoil "en-tête vide" xl/sharedStrings.xml '<t>Rubrique</t>' '<t> </t>'
  spoil "pas de titre en A1" $synthese '<c r="A1" [^>]*>.*?</c>' ''
  spoil "« title » vide" docProps/core.xml '<dc:title>[^<]*<' '<dc:title><'
  spoil "« subject » vide" docProps/core.xml '<dc:subject>[^<]*</dc:subject>' ''
  spoil "langue" docProps/custom.xml 'fr-FR' 'en-US'
  spoil "sans texte de remplacement" xl/drawings/drawing1.xml 'descr="[^"]*"' ''
  spoil "un titre et deux axes nommés" xl/charts/chart1.xml '<c:title>.*?</c:title>' ''
  spoil "ne se distinguent que par leur couleur" "$curves" 'w="[0-9]*"><a:solidFill>(.{0,80})</a:solidFill><a:prstDash val="dash"/>' 'w="34925"><a:solidFill>\1</a:solidFill>'
  spoil "ne répète pas ses en-têtes" xl/workbook.xml '<definedName name="_xlnm.Print_Titles" localSheetId="3">[^<]*</definedName>' ''
  spoil "page autre que A4" $synthese 'orientation="landscape"' 'orientation="portrait"'
  spoil "pied de page incomplet" $synthese '<oddFooter>.*</oddFooter>' '<oddFooter>1</oddFooter>'
  spoil "une couleur et pas de texte" $synthese '(<c r="A[0-9]+" s="[0-9]+" t="s">)<v>[0-9]+</v>(</c><c r="B[0-9]+" s="[0-9]+" t="s"><v>[0-9]+</v></c><c r="C[0-9]+")' '\1\2'
  spoil "lien rompu" $synthese "location=\"'Cumul'" "location=\"'Ailleurs'"
  chmod 644 "$mois/consolidation.xlsx"
  accessible "$mois"
  [ "$status" -eq 1 ] && contains "$output" "mode 644"
}
