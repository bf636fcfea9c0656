"""A report as HTML for a notebook: one table an exercise, readable on light and dark pages, nothing but text and style.

Everything that comes from a student's code is escaped.
"""

from __future__ import annotations

import functools
from html import escape
from itertools import starmap

from ..judge.verdict import ExerciseReport, Part, Picture
from .findings import findings
from .json import number
from .picture import drawn

_GOOD, _BAD, _NOTE = "#2e8b57", "#d1495b", "#8a6d1d"
_CELL = "padding:.45em .7em;text-align:left;vertical-align:top;border:0;white-space:normal;overflow-wrap:anywhere;background:transparent"
_QUIET = "opacity:.75;font-size:.92em"


@functools.lru_cache(maxsize=64)  # in a class most exercises are all right, or not begun
def as_html(exercise: ExerciseReport) -> str:
    """The exercise's points, the named misconception if there is one, and a row a property."""
    share = exercise.score / exercise.max_score if exercise.max_score else 1.0
    colour = _GOOD if exercise.passed else _BAD
    bar = (
        '<div style="height:.4em;border-radius:.2em;background:rgba(128,128,128,.25);margin:.4em 0 .6em">'
        f'<div style="height:100%;border-radius:.2em;width:{100 * share:.0f}%;background:{_GOOD}"></div></div>'
    )
    rows = "".join(_row(part, *found) for part, found in zip(exercise.parts, findings(exercise)))
    return (
        f'<div style="border:1px solid rgba(128,128,128,.4);border-left:.35em solid {colour};border-radius:.4em;'
        'padding:.7em 1em;max-width:48em;font-family:system-ui,sans-serif;line-height:1.4">'
        '<div style="display:flex;flex-wrap:wrap;justify-content:space-between;font-size:1.05em">'
        f'<strong style="margin-right:1em">{escape(exercise.name)}</strong>'
        f"<strong>{number(exercise.score)} of {number(exercise.max_score)} points</strong></div>{bar}"
        + (f'<p style="margin:.3em 0 .7em">{escape(exercise.note)}</p>' if exercise.note else "")
        + (_diagnosis(exercise.diagnosis.text, exercise.picture) if exercise.diagnosis else "")
        + '<table style="table-layout:auto;width:100%;border-collapse:collapse;border:0;margin:0;font-size:.95em">'
        f'<thead style="background:transparent"><tr style="background:transparent"><th scope="col" style="{_CELL}">Property</th>'
        f'<th scope="col" style="{_CELL};white-space:nowrap">Points</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _diagnosis(text: str, picture: Picture | None) -> str:
    return (
        f'<div style="margin:.3em 0 .8em;padding:.5em .8em;border-radius:.3em;border-left:.25em solid {_NOTE};'
        f'background:rgba(230,180,60,.16)"><strong>What went wrong: </strong>{escape(text)}{drawn(picture)}</div>'
    )


def _value(label: str, text: str) -> str:
    """A label and what it says, side by side, or one below the other where that is too wide."""
    said = f'<span style="width:5.6em">{label}</span> <span style="flex:1 1 16em">{escape(text or "—")}</span>'
    return f'<div style="display:flex;flex-wrap:wrap">{said}</div>'


def _row(part: Part, message: str, values: bool, hint: str, picture: Picture | None) -> str:
    mark, colour, word = ("✓", _GOOD, "passed") if part.passed else ("✗", _BAD, "failed")
    found = f'<div style="margin:.2em 0 0 1.2em">{escape(message)}</div>' if message else ""
    if values and (part.expected or part.came):
        lines = (("expected", part.expected), ("came", part.came))
        found += '<div style="font-family:monospace;font-size:.9em;margin:.25em 0 0 1.3em">' + "".join(starmap(_value, lines)) + "</div>"
    if picture:
        found += f'<div style="margin:0 0 0 1.2em">{drawn(picture)}</div>'
    if hint:
        found += f'<div style="{_QUIET};margin:.25em 0 0 1.2em"><em>Hint:</em> {escape(hint)}</div>'
    return (
        '<tr style="border-top:1px solid rgba(128,128,128,.25);background:transparent">'
        f'<td style="{_CELL}"><span style="color:{colour};font-weight:bold" role="img" aria-label="{word}">{mark}</span> '
        f"{escape(part.name)}{found}</td>"
        f'<td style="{_CELL};white-space:nowrap;width:4em">{number(part.score)} / {number(part.max_score)}</td></tr>'
    )
