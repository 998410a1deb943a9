# regles imprimer: the document that a lawyer signs.
load helper

setup() {
  petit="$BATS_TEST_TMPDIR/petit" page="$BATS_TEST_TMPDIR/page.html" && mkdir -p "$petit"
  cp -r "$DECOMPTE_ROOT"/rules/lexique.csv "$DECOMPTE_ROOT"/tests/cli/imprimer/{petit.regles,annexes} "$petit"
}

# Compares with tests/cli/imprimer/NAME, the version of the program and the digest of the pack left out. DECOMPTE_RECOPIER=1 in the
# environment writes the expected file anew, to be read before committing.
golden() { # NAME
  local expected="$DECOMPTE_ROOT/tests/cli/imprimer/$1"
  sed -E 's/décompte [0-9]+\.[0-9]+\.[0-9]+/décompte N/; s/\b[0-9a-f]{64}\b/EMPREINTE/' >"$BATS_TEST_TMPDIR/$1"
  if [ "${DECOMPTE_RECOPIER-}" = 1 ]; then cp "$BATS_TEST_TMPDIR/$1" "$expected"; fi
  same "$expected" "$BATS_TEST_TMPDIR/$1"
}

@test "a small pack is printed as expected, in HTML and in plain text; a contradicted case gives code 1 and is marked" {
  expect 1 regles imprimer "$petit" --html --sortie "$page"
  is "$output" ""
  is "$stderr" "1 cas contredit, marqué dans le document."
  golden petit.html <"$page"
  expect 1 regles imprimer "$petit"
  golden petit.txt <<<"$output"
}

@test "with a date, only the versions in force are printed, and those that are not are named" {
  expect 1 regles imprimer "$petit" --en-vigueur-au 01/07/2025
  golden petit-2025.txt <<<"$output"
  expect 1 regles imprimer "$petit" --en-vigueur-au 2024-05-31
  contains "$output" "Hors vigueur au 31/05/2024 : Article 7 — Publics d'ici."
  lacks "$output" "Remplacé par"
  expect 2 regles imprimer "$petit" --en-vigueur-au demain
  contains "$stderr" "--en-vigueur-au attend JJ/MM/AAAA ou AAAA-MM-JJ, et non « demain »"
}

@test "one recueil is printed with those that it completes, and the files that hold them" {
  mkdir "$petit/autre"
  printf 'Recueil AUTRE — Autre\nComplète : SOCLE\nSource : x\n\nArticle 1 — Y\nRemplace : SOCLE, article 1\nSource : x\n' \
    >"$petit/autre/autre.regles"
  expect 1 regles imprimer "$petit"
  contains "$output" "Remplacé par : AUTRE, article 1 — Y"
  expect 1 regles imprimer "$petit" --recueil LOCAL
  golden petit.txt <<<"$output"
  expect 1 regles imprimer "$petit" --recueil SOCLE
  contains "$output" "Contenu    : 1 recueil, 3 articles"
  lacks "$output" LOCAL
  expect 2 regles imprimer "$petit" --recueil NULLE-PART
  contains "$stderr" "recueil « NULLE-PART » inconnu"
}

@test "the page is well-formed, needs nothing else, and its links lead somewhere" {
  expect 0 regles imprimer --html --sortie "$page"
  python3 - "$page" <<'PYTHON'
import re, sys
import xml.etree.ElementTree as tree
text = open(sys.argv[1], encoding="utf-8").read()
root = tree.fromstring(text)
name = lambda element: element.tag.split("}")[1]
elements = list(root.iter())
assert root.get("lang") == "fr"
ids = [element.get("id") for element in elements if element.get("id")]
assert len(ids) == len(set(ids)) > 20, ids
links = [element.get("href") for element in elements if name(element) == "a"]
assert len(links) > 20 and all(link[0] == "#" and link[1:] in ids for link in links), links
assert not {"script", "img", "link", "iframe", "object"} & {name(element) for element in elements}
assert not any(attribute.startswith("on") or attribute in ("src", "style") for element in elements for attribute in element.attrib)
style = next(element.text for element in elements if name(element) == "style")
assert "url(" not in style and "@import" not in style
assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/1999/xhtml"]
levels = [int(name(element)[1]) for element in elements if re.fullmatch("h[1-6]", name(element))]
assert levels[0] == 1 and levels.count(1) == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:]))
for table in (element for element in elements if name(element) == "table"):
    rows = [row for row in table.iter() if name(row) == "tr"]
    assert name(table[0]) == "caption" and all(cell.get("scope") == "col" for cell in rows[0])
    assert all(len(row) == len(rows[0]) for row in rows)
PYTHON
}

@test "every article, quoted law, value and case of the shipped rules is in the page and in the text, and satisfied" {
  expect 0 regles imprimer --html --sortie "$page"
  expect 0 regles imprimer
  printf '%s' "$output" >"$BATS_TEST_TMPDIR/texte"
  python3 - "$page" "$BATS_TEST_TMPDIR/texte" "$DECOMPTE_REGLES" <<'PYTHON'
import pathlib, re, sys
import xml.etree.ElementTree as tree
page, text, rules = sys.argv[1:]
root = tree.fromstring(open(page, encoding="utf-8").read())
def flat(element): return " ".join("".join(element.itertext()).split())
titles = [flat(e) for e in root.iter() if e.tag.endswith(("}h2", "}h3"))]
rows = [[flat(cell) for cell in e] for e in root.iter() if e.tag.endswith("}tr")]
law = " ".join(flat(e) for e in root.iter() if e.tag.endswith("}blockquote"))
plain = " ".join(open(text, encoding="utf-8").read().split())
wanted = found = 0
for file in sorted(pathlib.Path(rules).rglob("*.regles")):
    cases = False
    for line in file.read_text(encoding="utf-8").splitlines():
        if re.match(r"(Article|Liste|Paramètre) ", line):
            assert any(title.startswith(line) for title in titles) and line in plain, line
            wanted += 1
        if re.match(r"\w", line): cases = line.startswith("Cas")
        if line.startswith("> "): assert " ".join(line[2:].split()) in law and " ".join(line[2:].split()) in plain, line
        if line.startswith("|") and not line.startswith("|-"):
            cells = [cell.strip() for cell in line[1:-1].split("|")]
            same = [row for row in rows if row[:len(cells)] == cells]
            assert same, line
            assert not cases or any(row[-1] in ("✓ satisfait", "vérification") for row in same), line
            assert " ".join(line.split())[:-2] in plain, line
            found += cases
assert wanted > 20 and found > 80, (wanted, found)
assert not any(row[-1].startswith("✗") for row in rows)
PYTHON
}

@test "the same rules give the same bytes, wherever they are and whatever the time and the place" {
  cp -r "$petit" "$BATS_TEST_TMPDIR/ailleurs"
  expect 1 regles imprimer "$petit" --html --sortie "$page"
  (cd "$BATS_TEST_TMPDIR" && TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 run "$DECOMPTE" regles imprimer ailleurs --html --sortie autre.html)
  same "$page" "$BATS_TEST_TMPDIR/autre.html"
}

@test "rules in error are not printed; a file that cannot be written is told, with code 3" {
  sed -i 's/Refuser si : heures > plafond/Refuser si : heure > plafond/' "$petit/petit.regles"
  echo avant >"$page"
  expect 2 regles imprimer "$petit" --html --sortie "$page"
  is "$output" ""
  contains "$stderr" "vouliez-vous dire « heures » ?"
  is "$(cat "$page")" avant
  expect 3 regles imprimer --sortie "$BATS_TEST_TMPDIR/absent/page.html"
  contains "$stderr" "S002"
}
