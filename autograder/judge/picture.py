"""Where an answer goes wrong, for the eye: at which time steps, in which sequences, in which gate's block of rows.

What a dimension counts is said by the rubric and never guessed from sizes. A picture tells places, and no number.
"""

from __future__ import annotations

import itertools
from typing import Container, Iterator, Mapping, NamedTuple, Sequence

import torch
from torch import Tensor

from .ask import Question
from .compare import wrong_entries
from .program import Ref
from .verdict import Picture, Row

GATES = {"i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate", "r": "reset gate", "z": "update gate", "n": "candidate"}
ORDER = "gate-order-"
ACROSS = {"T": "time steps", "N": "sequences", "G": "blocks of rows"}
MOST_COLUMNS, MOST_ROWS = 12, 8


class _Value(NamedTuple):
    """A value whose dimensions the rubric names: the returned name, the entry of it, and what is wrong along `letters`."""

    returned: str
    name: str
    key: str
    letters: str
    wrong: Tensor

    @property
    def title(self) -> str:
        return self.name if self.name == self.returned else f"{self.returned}['{self.name}']"


def picture(question: Question, axes: Mapping[str, str], gates: str, drawn: Container[str] = ()) -> Picture | None:
    """Where an answer differs; None where no dimension has a name, or it is wrong all along.

    Args:
        axes: names of values, and a letter for each of their first dimensions: T counts time steps, N sequences, G the
            rows of the stacked gates. A name stands also for those that begin with it and go on with "_"; the longest
            that fits decides. Values whose names stand together, apart by spaces, are shown together.
        gates: the order of the blocks along G.
        drawn: what there is a picture along already; of each, one is enough to look at.
    """
    axes = {names: letters for names, letters in axes.items() if _across(letters) not in drawn}
    if not any(axes.values()) or not isinstance(question.came, dict) or not isinstance(question.expected, dict):
        return None
    groups: dict[tuple[object, ...], list[_Value]] = {}
    for value in named_values(question, axes, gates):
        container = "" if value.name == value.returned else value.returned
        groups.setdefault((container, value.key, value.letters, value.wrong.shape[0]), []).append(value)
    for values in groups.values():
        together = " " in values[0].key or len(values[0].letters) == 1
        for shown in [values] if together else [[value] for value in values]:
            if _tells(shown):
                return _of_values(shown, gates) if together else _of_sequences(shown[0], lengths_behind(question, shown[0].returned))
    return None


def order_picture(id: str, gates: str) -> Picture | None:
    """The order of blocks that the misconception `gate-order-…` is about."""
    order = id.removeprefix(ORDER)
    if order == id or sorted(order) != sorted(gates):
        return None
    rows = Row("the rows hold", (False,) * len(gates), texts=gates), Row("they are read as", tuple(a != b for a, b in zip(gates, order)), texts=order)
    words = f"The rows hold the blocks {', '.join(gates)}, and they are read as {', '.join(order)}."
    return Picture("The stacked blocks, the first one on the left", words, "G", rows=rows)


def _tells(values: Sequence[_Value]) -> bool:
    """Whether something is wrong and something right: of gates within one value, else in one of several."""
    counts = [(int(value.wrong.sum()), value.wrong.numel()) for value in values]
    if values[0].letters != "G":
        counts = [(sum(wrong for wrong, _ in counts), sum(size for _, size in counts))]
    return any(0 < wrong < size for wrong, size in counts)


def named_values(question: Question, axes: Mapping[str, str], gates: str) -> Iterator[_Value]:
    for returned, expected in question.expected.items():
        came = question.came.get(returned)
        entries = expected.items() if isinstance(expected, dict) and isinstance(came, dict) else [(returned, expected)]
        for name, right in entries:
            key, letters = _axes_of(name, axes)
            given = came.get(name) if isinstance(expected, dict) and isinstance(came, dict) else came
            if not letters or not (isinstance(right, Tensor) and isinstance(given, Tensor)):
                continue
            if right.shape != given.shape or right.dtype != given.dtype or right.dim() < len(letters) or not right.numel():
                continue
            wrong = wrong_entries(right, given, question.terms, question.magnitude)
            if letters == "G":
                if not gates or len(wrong) % len(gates):
                    continue
                wrong = wrong.reshape(len(gates), -1).any(1)
            else:
                wrong = wrong.reshape(*wrong.shape[: len(letters)], -1).any(-1)
            yield _Value(returned, name, key, letters, wrong.t() if letters == "NT" else wrong)


def _across(letters: str) -> str:
    return "T" if "T" in letters else letters


def _axes_of(name: str, axes: Mapping[str, str]) -> tuple[str, str]:
    fitting = [(len(word), key) for key in axes for word in key.split() if name == word or name.startswith(f"{word}_")]
    key = max(fitting)[1] if fitting else ""
    return key, axes.get(key, "")


def _of_values(values: Sequence[_Value], gates: str) -> Picture:
    """A row a value."""
    across = _across(values[0].letters)
    patterns = [tuple(value.wrong.reshape(len(value.wrong), -1).any(1).tolist()) for value in values]
    rows = [Row(value.name, pattern) for value, pattern in zip(values, patterns)]
    if len(rows) > MOST_ROWS:
        alike = [[row.label for row in rows if row.wrong == pattern] for pattern in dict.fromkeys(patterns)]
        rows = [Row(f"{labels[0]} and {len(labels) - 1} more" if labels[1:] else labels[0], p) for labels, p in zip(alike, dict.fromkeys(patterns))]
    if values[0].name != values[0].returned:
        return _drawn(f"Where {values[0].returned} differs", across, rows, gates)
    names = [value.name for value in values]
    return _drawn(f"Where {' and '.join(names) if len(names) < 3 else 'the values'} differ{'s' if len(names) == 1 else ''}", across, rows, gates)


def _of_sequences(value: _Value, lengths: list[int] | None) -> Picture:
    """A row a sequence, or one for all where they are alike."""
    steps, batch = value.wrong.shape
    patterns = [tuple(column) for column in value.wrong.t().tolist()]
    if lengths is None or len(lengths) != batch or max(lengths) > steps:
        if len(set(patterns)) == 1:
            return _drawn(f"Where {value.title} differs", "T", [Row("every sequence" if batch > 1 else "the sequence", patterns[0])], "")
        rows = [Row(str(n), pattern) for n, pattern in enumerate(patterns)]
    else:
        rows = [
            Row(f"{n} ({length} {'step' if length == 1 else 'steps'})", pattern, tuple(step >= length for step in range(steps)))
            for n, (pattern, length) in enumerate(zip(patterns, lengths))
        ]
    return _drawn(f"Where {value.title} differs", "T", rows, "", "sequence")


def _drawn(title: str, across: str, rows: list[Row], gates: str, down: str = "") -> Picture:
    count = len(rows[0].wrong)
    columns = tuple(gates) if across == "G" else tuple(map(str, range(count)))
    said: dict[str, list[str]] = {}
    for row in rows:
        said.setdefault(_places(row.wrong, across, columns), []).append(f"{down} {row.label}".strip())
    words = f"{title}: " + "; ".join(f"{', '.join(labels)}: {places}" for places, labels in said.items()) + "."
    words += " Steps and sequences count from 0." if across != "G" else ""
    cells = [cell for row in rows for cell in zip(row.wrong, row.behind)]
    if cells and all(behind for wrong, behind in cells if wrong):
        words += " Everything wrong lies behind the end of its sequence."
    title += f": {ACROSS[across]} across" + (", counted from 0" if across != "G" else "")
    fits = count <= MOST_COLUMNS and len(rows) <= MOST_ROWS
    return Picture(title, words, across, columns if fits else (), tuple(rows) if fits else (), down)


def _places(wrong: tuple[bool, ...], across: str, columns: tuple[str, ...]) -> str:
    """Which cells of a row are wrong, in words."""
    found = [k for k, is_wrong in enumerate(wrong) if is_wrong]
    if not found or len(found) == len(wrong):
        return "wrong everywhere" if found else "right"
    if across == "G":
        named = [f"the {GATES[columns[k]]} ({columns[k]})" if columns[k] in GATES else columns[k] for k in found]
        return f"wrong in the block of {', of '.join(named)}"
    one = {"T": "time step", "N": "sequence"}[across]
    runs = [[k for _, k in run] for _, run in itertools.groupby(enumerate(found), lambda pair: pair[1] - pair[0])]
    if len(runs) == 1 and len(found) > 1 and found[-1] == len(wrong) - 1:
        return f"wrong from {one} {found[0]} on"
    return f"wrong at {one}{'s' if len(found) > 1 else ''} " + ", ".join(f"{r[0]} to {r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)


def lengths_behind(question: Question, returned: str) -> list[int] | None:
    """The lengths that a returned value depends on, which `Ask.on_cpu` holds; None unless there is one such tensor."""
    operations, waiting = question.value["operations"], [question.value["returns"][returned]]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Ref):
            if value.index not in seen:
                seen.add(value.index)
                waiting.extend(operations[value.index][1:])
        elif isinstance(value, (tuple, list)):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
    found = [operations[index][1][0] for index in seen if operations[index][0] == "on_cpu"]
    return found[0].tolist() if len(found) == 1 and found[0].dim() == 1 and found[0].numel() else None
