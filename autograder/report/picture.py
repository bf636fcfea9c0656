"""A picture of where an answer differs, as HTML: a table of small cells with marks, which reads as one image with its words."""

from __future__ import annotations

from html import escape

from ..judge.verdict import Picture, Row

_PLAIN = "border:0;background:transparent;white-space:normal;text-align:left;vertical-align:middle;max-width:none"
_LABEL = f"padding:.1em .7em .1em 0;{_PLAIN}"
_AROUND = f"padding:.1em;{_PLAIN}"
_SQUARE = "width:1.5em;line-height:1.5em;text-align:center;border-radius:.25em;box-sizing:content-box"
_HEAD = "width:1.5em;text-align:center;padding:0 1px"
_RIGHT = "border:1px solid rgba(128,128,128,.45)"
_WRONG = "border:1px solid #d1495b;background:rgba(209,73,91,.28);font-weight:bold"
_BEHIND = "border-style:dashed"


def drawn(picture: Picture | None) -> str:
    """The picture; its words alone where it has no cells, and nothing where there is none."""
    if picture is None:
        return ""
    if not picture.rows:
        return f'<div style="margin:.3em 0;font-size:.92em">{escape(picture.words)}</div>'
    head = "".join(f'<td style="{_AROUND}"><div style="{_HEAD}">{escape(column)}</div></td>' for column in picture.columns)
    head = f'<tr style="background:transparent"><td style="{_LABEL}">{escape(picture.down)}</td>{head}</tr>' if head else ""
    key = " ✗ wrong" if picture.columns else ""
    key += ", dashed: behind the end" if any(any(row.behind) for row in picture.rows) else ""
    return (
        f'<div role="img" aria-label="{escape(picture.words)}" style="margin:.45em 0 .3em;font-size:.85em;line-height:1.2">'
        f'<div style="margin:0 0 .2em">{escape(picture.title)}{";" if key else ""}{key}</div>'
        f'<table style="table-layout:auto;width:auto;border:0;border-collapse:collapse;margin:0;font-size:1em">{head}'
        f'{"".join(map(_row, picture.rows))}</table></div>'
    )


def _row(row: Row) -> str:
    cells = "".join(_cell(row, k) for k in range(len(row.wrong)))
    return f'<tr style="background:transparent"><td style="{_LABEL}">{escape(row.label)}</td>{cells}</tr>'


def _cell(row: Row, k: int) -> str:
    style = f"{_SQUARE};{_WRONG if row.wrong[k] else _RIGHT}"
    style += f";{_BEHIND}" if row.behind and row.behind[k] else ""
    text = escape(row.texts[k]) if row.texts else "✗" if row.wrong[k] else "·"
    return f'<td style="{_AROUND}"><div style="{style}">{text}</div></td>'
