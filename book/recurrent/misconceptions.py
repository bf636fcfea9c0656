"""The mistakes that the judge knows by name, read from its catalogue, so that the page cannot go stale."""
from __future__ import annotations

from collections.abc import Sequence
from html import escape

from autograder.judge import outline
from autograder.judge.reference import load_misconceptions
from autograder.judge.symptoms import SYMPTOMS, Symptom
from autograder.misconceptions import Misconception

ORDERS = "gate-order-"


class Misconceptions:
    """The known mistakes in the exercises of an assignment; a notebook shows them as HTML, the orders of gates folded.

    Args:
        assignment: such as ``"03_lstm"``.
    """

    def __init__(self, assignment: str) -> None:
        known = load_misconceptions(assignment)
        self.groups = {e.name: [m for m in known if m.exercise == e.name] for e in outline(assignment)}

    def __len__(self) -> int:
        return sum(map(len, self.groups.values()))

    def _repr_html_(self) -> str:
        return "".join(_table(exercise, entries) for exercise, entries in self.groups.items() if entries)


class Symptoms:
    """What the judge names by what it does, in any exercise; a notebook shows it as HTML."""

    def __len__(self) -> int:
        return len(SYMPTOMS)

    def _repr_html_(self) -> str:
        head = "<tr><th scope='col'>What is seen</th><th scope='col'>What the report says</th></tr>"
        return f"<table class='course'><thead>{head}</thead><tbody>{''.join(_row(entry) for entry in SYMPTOMS)}</tbody></table>"


def _table(exercise: str, entries: Sequence[Misconception]) -> str:
    single = [entry for entry in entries if not entry.id.startswith(ORDERS)]
    orders = [entry for entry in entries if entry.id.startswith(ORDERS)]
    head = f"<tr><th scope='col'><code>{escape(exercise)}</code></th><th scope='col'>What the report says</th></tr>"
    rows = "".join(_row(entry) for entry in single)
    folded = ""
    if orders:
        folded = (
            f"<details class='course'><summary>Blocks of gates in another order: {len(orders)} more</summary>"
            f"<table class='course'><tbody>{''.join(_row(entry) for entry in orders)}</tbody></table></details>"
        )
    return f"<table class='course'><thead>{head}</thead><tbody>{rows}</tbody></table>{folded}"


def _row(entry: Misconception | Symptom) -> str:
    return f"<tr><td>{escape(entry.id.replace('-', ' '))}</td><td>{escape(entry.text)}</td></tr>"
