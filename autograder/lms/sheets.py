"""Grades into the sheet that Canvas or Moodle wants back: its own export, with our points in one column.

Canvas exports its gradebook: `Student`, `ID`, perhaps `SIS User ID` and others, `SIS Login ID`, `Section`, then a column for
each assignment, called `03_lstm (4711)`, and totals; a row `Points Possible` comes before the students. It takes back
what stands up to `Section`, and any of the assignments. Moodle exports a grading worksheet for one assignment: `Identifier`
with `Participant 101`, more about the student, `Grade`, `Maximum Grade`, and when it was last changed, which Moodle compares
on the way back. So of Canvas's columns only what is needed is kept, of Moodle's everything.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
# A program that divides by other marks than the sheet does begins a cell behind each.
WITHIN = re.compile(r"(?<=\S)([;\t|]\s*)(?=[=+\-@＝＋－＠])")
NUMBER = re.compile(r"\s*[+-]?[0-9]*([.,][0-9]+)?%?\s*")
Row = list[str]


class BadSheet(Exception):
    """A file that is not the export it should be, or not of this assignment."""


@dataclass
class Sheet:
    """A sheet as it was exported, and how it was written."""

    rows: list[Row]
    delimiter: str = ","
    mark: bool = False  # whether it began with a byte order mark, as Excel likes it

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """The sheet in a file.

        Raises:
            BadSheet: it is no text in UTF-8, no such sheet, or empty.
        """
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise BadSheet(f"{path} is not text in UTF-8; take the file as it was exported") from None
        mark = text.startswith("\ufeff")
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        try:
            rows = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter) if row]
        except csv.Error as error:
            raise BadSheet(f"{path} is no sheet as it was exported: {error}") from None
        if not rows:
            raise BadSheet(f"{path} is empty")
        width = max(map(len, rows))
        return cls([row + [""] * (width - len(row)) for row in rows], delimiter, mark)

    def text(self) -> str:
        """What to write: nothing in it is a formula to a program that calculates."""
        held = io.StringIO("\ufeff" if self.mark else "")
        held.seek(0, io.SEEK_END)
        csv.writer(held, delimiter=self.delimiter).writerows([inert(cell) for cell in row] for row in self.rows)
        return held.getvalue()


@dataclass
class Filled:
    """A sheet with grades in it.

    Attributes:
        sheet: to be imported.
        grades: how many were written.
        missing: students with a grade who are not in the sheet.
    """

    sheet: Sheet
    grades: int = 0
    missing: list[str] = field(default_factory=list)


def inert(cell: str) -> str:
    """`cell` as it is, with an apostrophe before whatever a spreadsheet would calculate."""
    cell = WITHIN.sub(r"\1'", cell)
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def canvas(sheet: Sheet, assignment: str, column: str | None, max_score: float, grades: Mapping[str, float]) -> Filled:
    """Fill Canvas's export.

    Args:
        sheet: the gradebook as Canvas exported it.
        assignment: its name.
        column: the title of its column; by default the assignment's name, with or without Canvas's number in brackets.
        max_score: its points.
        grades: by the student's number in Canvas.

    Raises:
        BadSheet: columns are not there, or the assignment has other points in Canvas.
    """
    header = sheet.rows[0]
    number, section = _column(header, "ID", "a gradebook that Canvas exported"), _column(header, "Section", "a gradebook that Canvas exported")
    titles = re.escape(column) if column else rf"{re.escape(assignment)}( \([0-9]+\))?"
    places = [place for place, title in enumerate(header) if place > section and re.fullmatch(titles, title)]
    if len(places) != 1:
        others = ", ".join(header[section + 1 :])
        raise BadSheet(f"{len(places)} columns are called {column or assignment}; there are {others}. Name one with --column")
    for row in sheet.rows[1:]:
        if row[0].strip() == "Points Possible" and not row[number].strip():  # else it is what a student is called
            _check_points(row[places[0]], max_score, assignment)
    keys = [row[number].strip() if place else "" for place, row in enumerate(sheet.rows)]
    filled = _fill(sheet, keys, places[0], grades)
    kept = [*range(section + 1), places[0]]
    filled.sheet.rows = [[row[place] for place in kept] for row in filled.sheet.rows]
    return filled


def moodle(sheet: Sheet, assignment: str, column: str | None, max_score: float, grades: Mapping[str, float]) -> Filled:
    """Fill Moodle's grading worksheet. Its titles are in the site's language; the first column has the number.

    Raises:
        BadSheet: columns are not there, or the assignment has other points in Moodle.
    """
    header = sheet.rows[0]
    place = _column(header, column or "Grade", "a grading worksheet that Moodle exported; in another language name the column with --column")
    numbers = [re.fullmatch(r"\D*?([0-9]+)\s*", row[0]) for row in sheet.rows]
    if not any(numbers[1:]):
        raise BadSheet("no row begins with a number such as Participant 101: this is no grading worksheet that Moodle exported")
    if "Maximum Grade" in header:
        for row in sheet.rows[1:]:
            _check_points(row[header.index("Maximum Grade")], max_score, assignment)
    return _fill(sheet, [match[1] if match and row else "" for row, match in enumerate(numbers)], place, grades)


def _fill(sheet: Sheet, keys: list[str], place: int, grades: Mapping[str, float]) -> Filled:
    """Write each grade into the one row that has its key; a cell without one stays as it is."""
    filled = Filled(Sheet([list(row) for row in sheet.rows], sheet.delimiter, sheet.mark))
    for student, score in grades.items():
        rows = [row for row, key in zip(filled.sheet.rows, keys, strict=True) if key == student]
        if len(rows) == 1:
            rows[0][place] = f"{score:.2f}".rstrip("0").rstrip(".")
            filled.grades += 1
        elif rows:
            raise BadSheet(f"{len(rows)} rows have the number {student}")
        else:
            filled.missing.append(student)
    return filled


def _column(header: Row, title: str, what: str) -> int:
    if title not in header:
        raise BadSheet(f"there is no column {title}; expected {what}")
    return header.index(title)


def _check_points(cell: str, max_score: float, assignment: str) -> None:
    text = cell.strip().replace(",", ".")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) and abs(float(text) - max_score) > 0.005:
        raise BadSheet(f"{assignment} has {max_score:g} points here and {cell.strip()} there; set {max_score:g} there, export again")
