"""The catalogue shows every known mistake of every assignment once, and no code."""
from __future__ import annotations

from html import unescape

import pytest

from autograder.judge import assignments, outline
from autograder.judge.reference import load_misconceptions
from autograder.judge.symptoms import SYMPTOMS
from recurrent.misconceptions import Misconceptions, Symptoms


@pytest.mark.parametrize("assignment", assignments())
def test_every_mistake_stands_in_the_catalogue_once(assignment: str) -> None:
    known = load_misconceptions(assignment)
    catalogue = Misconceptions(assignment)
    shown = unescape(catalogue._repr_html_())
    assert len(catalogue) == len(known) == shown.count("</td></tr>")
    assert not [entry.id for entry in known if f"<td>{entry.text}</td>" not in shown]
    assert not [e.name for e in outline(assignment) if f"<code>{e.name}</code>" not in shown]


def test_orders_of_gates_are_folded() -> None:
    shown = Misconceptions("03_lstm")._repr_html_()
    assert shown.count("<details") == shown.count("Blocks of gates in another order: 23 more") == 4


def test_every_symptom_stands_in_the_catalogue() -> None:
    shown = unescape(Symptoms()._repr_html_())
    assert len(Symptoms()) == len(SYMPTOMS) == shown.count("</td></tr>")
    assert not [entry.id for entry in SYMPTOMS if f"<td>{entry.text}</td>" not in shown]
