"""Sheets of a workbook, read from its parts {name: text}, without any library: cells with their formulas, and tables."""
import re
from html import unescape


def part_name(parts, sheet):
    names = [unescape(name) for name in re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"])]
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def plain(xml):
    return unescape(re.sub("<[^>]*>", "", xml))


def cells(parts, sheet):
    """{row: {column letters: (value, formula or None)}}, and the row of the headings."""
    text = parts[part_name(parts, sheet)]
    shared = parts.get("xl/sharedStrings.xml", "")  # none in constant memory: texts stand in their cells
    strings = [plain(item) for item in re.findall(r"<si>(.*?)</si>", shared, re.S)]
    found = {}
    for column, row, attributes, body in re.findall(r'<c r="([A-Z]+)(\d+)"([^>/]*)>(.*?)</c>', text, re.S):
        value, formula = (re.search(pattern, body) for pattern in (r"<v>([^<]*)</v>", r"<f>(.*?)</f>"))
        value = value.group(1) if value else ""
        if 't="inlineStr"' in attributes:
            value = plain(body)
        elif 't="s"' in attributes:
            value = strings[int(value)]
        elif 't="str"' in attributes:
            value = unescape(value)
        elif value:
            value = float(value)
        found.setdefault(int(row), {})[column] = (value, formula and unescape(formula.group(1)))
    return found, int(re.search(r'<autoFilter ref="A(\d+):', text).group(1))


def rows(parts, sheet):
    """The lines of the table: {heading: (value, formula or None)}, without its total."""
    found, header = cells(parts, sheet)
    names = {column: value for column, (value, _) in found[header].items()}
    lines = [found[row] for row in sorted(found) if row > header and "A" in found[row]]
    return [{names[column]: cell for column, cell in line.items()} for line in lines if line["A"][0] != "Total"]
