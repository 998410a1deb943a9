"""Reads the tables of a workbook, and types into its cells, with nothing but its XML. For the tests beside it."""
import importlib.machinery
import importlib.util
import os
import re
import zipfile
from xml.sax.saxutils import escape

_loader = importlib.machinery.SourceFileLoader("recalcule", os.path.join(os.path.dirname(__file__), "recalcule"))
recalcule = importlib.util.module_from_spec(importlib.util.spec_from_loader("recalcule", _loader))
_loader.exec_module(recalcule)

CELL = re.compile(r"([A-Z]+)(\d+)")


class Table:
    """A sheet: `above`, the lines over the table by their label; `rows`, by heading; `totals`, of columns, by heading;
    `cell(row, heading)`, a place."""

    def __init__(self, name, cells, header):
        self.name, self.above, self.rows = name, {}, []
        self.columns = {value: column for (column, row), value in cells.items() if row == header}
        self.first, self.totals = header + 1, {}
        by_row = {}
        for (column, row), value in cells.items():
            by_row.setdefault(row, {})[column] = value
        for row, found in sorted(by_row.items()):
            if str(found.get("A", "")).startswith("Total"):
                self.totals = {label: found.get(column, "") for label, column in self.columns.items()}
            if row < header and len(found) > 1:
                self.above[found.get("A")] = next(value for column, value in found.items() if column != "A")
            elif row > header:
                self.rows.append({label: found.get(column, "") for label, column in self.columns.items()})

    def cell(self, index, label):
        return f"{self.columns[label]}{self.first + index}"


def _value(element, strings):
    if element.get("t") != "inlineStr":
        return recalcule.cell_value(element, strings)
    return "".join(text.text or "" for text in element.iter(recalcule.MAIN + "t"))  # written in constant memory


def tables(path):
    """Every sheet of a workbook, by name."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        strings = recalcule.shared_strings(archive)
        for name, part in recalcule.sheets(archive):
            text = archive.read(part)
            header = int(re.search(rb'<autoFilter ref="A(\d+):', text).group(1))
            cells = {}
            for element in recalcule.ET.fromstring(text).iter(recalcule.MAIN + "c"):
                column, row = CELL.match(element.get("r")).groups()
                value = _value(element, strings)
                if value != "":
                    cells[column, int(row)] = value
            found[name] = Table(name, cells, header)
    return found


def type_in(source, target, sheet, values):
    """A copy where `values` (by cell: a number or a text) stand in empty cells of `sheet`."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {part: name for name, part in recalcule.sheets(old)}
        for name in old.namelist():
            data = old.read(name)
            if parts.get(name) == sheet:
                text = data.decode()
                for cell, value in values.items():
                    filled = (f'<c r="{cell}"\\1><v>{value!r}</v></c>' if isinstance(value, (int, float)) else
                              f'<c r="{cell}"\\1 t="inlineStr"><is><t>{escape(value)}</t></is></c>')
                    text, count = re.subn(rf'<c r="{cell}"([^>]*)/>', filled, text)
                    assert count == 1, f"{sheet}!{cell} n'est pas une case vide"
                data = text.encode()
            new.writestr(name, data)
