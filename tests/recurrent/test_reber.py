"""Continual embedded Reber strings obey the grammar, and their chance and ceiling are where the text puts them."""
from __future__ import annotations

import re

import pytest
import torch
import torch.nn.functional as F

from recurrent import reber
from recurrent.reber import LETTERS, OUTER, continual, recalled



def words() -> set[str]:
    """All inner strings of up to 14 letters by a walk through the graph, drawn here by hand."""
    graph = {0: "B1", 1: "T2P3", 2: "S2X4", 3: "T3V5", 4: "X3S6", 5: "P4V6", 6: "E7"}
    found, edge = set(), [("", 0)]
    while edge:
        word, state = edge.pop()
        if state == 7:
            found.add(word)
        elif len(word) < 14:
            edge += [(word + letter, int(to)) for letter, to in zip(graph[state][::2], graph[state][1::2])]
    return found


def test_every_string_is_embedded_and_every_inner_one_is_in_the_grammar() -> None:
    streams, grammar = continual(200, 50, torch.Generator().manual_seed(0)), words()
    seen = 0
    for n in range(50):
        for outer, inner in re.findall(r"B([TP])(B.*?E)\1E(?=B)", streams.text(n)):
            assert len(inner) > 14 or inner in grammar
            seen += 1
    returns = streams.returns.sum().item()
    assert returns - 50 <= seen <= returns


def test_what_is_marked_is_the_outer_letter_again() -> None:
    streams = continual(120, 20, torch.Generator().manual_seed(1))
    for n in range(20):
        text, marks = streams.text(n), streams.returns[:, n].tolist()
        start = 0
        for t, mark in enumerate(marks):
            if mark:
                assert text[start] == "B" and text[t] == text[start + 1] and text[t] in "TP"
                start = t + 2


def test_odds_are_even() -> None:
    streams = continual(400, 200, torch.Generator().manual_seed(2))
    outer = streams.letters[streams.returns]
    assert (outer == OUTER[0]).double().mean().item() == pytest.approx(0.5, abs=0.03)
    assert streams.letters.unique().numel() == len(LETTERS)


def test_a_reader_who_remembers_is_never_wrong_and_one_who_does_not_is_at_chance() -> None:
    streams = continual(300, 100, torch.Generator().manual_seed(3))
    knows = 9.0 * F.one_hot(streams.letters[1:], reber.SYMBOLS)
    always_t = 9.0 * F.one_hot(torch.full_like(streams.letters[1:], OUTER[0]), reber.SYMBOLS)
    assert recalled(knows, streams).item() == 1.0
    assert recalled(always_t, streams).item() == pytest.approx(0.5, abs=0.03)
    both = torch.stack([knows, always_t], 1)  # (T - 1, members, N, V)
    torch.testing.assert_close(recalled(both, streams), torch.stack([recalled(knows, streams), recalled(always_t, streams)]))


def test_the_letter_before_the_end_is_no_hint() -> None:
    """Chance for a reader of the last letters alone: what precedes a return says nothing about it."""
    streams = continual(400, 200, torch.Generator().manual_seed(4))
    t, n = streams.returns.nonzero(as_tuple=True)
    assert {LETTERS[k] for k in streams.letters[t - 1, n].tolist()} == {"E"}
    for letter in "SV":
        just_before = streams.letters[t - 2, n] == LETTERS.index(letter)
        share = (streams.letters[t, n][just_before] == OUTER[0]).double().mean().item()
        assert share == pytest.approx(0.5, abs=0.04)


def test_a_seed_gives_the_same_streams() -> None:
    one, two = (continual(50, 4, torch.Generator().manual_seed(5)) for _ in range(2))
    assert torch.equal(one.letters, two.letters) and one.x.shape == (49, 4, reber.SYMBOLS)
