"""The ledger and the other tables that pages show, and the numbers on their way into the text."""
from __future__ import annotations

from html.parser import HTMLParser

import pytest
import torch

from recurrent import prose
from recurrent.exercises import Exercises
from recurrent.intervals import Interval
from recurrent.ledger import CONDITION, FAILS, HOLDS, Claim, Ledger, Support
from recurrent.probes import explained


def claim(**changes: str) -> Claim:
    row = {"id": "L1", "claim": "a < b", "source": "A & B 1997", "published": "none", "measured": "0.5", "verdict": HOLDS, "because": "It does."}
    return Claim(**(row | changes))


@pytest.mark.parametrize("verdict", [HOLDS, CONDITION, FAILS])
def test_a_row_carries_the_claims_id_and_its_verdict(verdict: str) -> None:
    page = Ledger(claim(verdict=verdict), claim(id="L2"))._repr_html_()
    assert page.count("<tr id=") == 2 and '<tr id="claim-L1">' in page and '<tr id="claim-L2">' in page
    assert f">{verdict}</strong>" in page


def test_numbers_that_the_text_does_not_fit_are_pointed_out() -> None:
    assert "unsupported" not in Support(L1=True, L2=True)._repr_html_()
    page = Support(L1=True, L2=False, L3=False)._repr_html_()
    assert "unsupported" in page and "L2, L3" in page and "L1" not in page


def test_text_is_escaped() -> None:
    page = Ledger(claim())._repr_html_()
    assert "a &lt; b" in page and "A &amp; B 1997" in page


def test_every_tag_is_closed() -> None:
    class Balance(HTMLParser):
        open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    for page in (Ledger(claim())._repr_html_(), Exercises("03_lstm")._repr_html_()):
        Balance().feed(page)
        assert not Balance.open


def test_a_verdict_of_ones_own_is_refused() -> None:
    with pytest.raises(ValueError, match="verdict must be one of"):
        claim(verdict="more or less")


def test_the_exercises_are_those_of_the_rubric_with_their_points() -> None:
    rows = {name: points for name, _, points in Exercises("03_lstm").rows}
    assert rows == {"lstm_step": 15, "LSTMCell": 30, "init_forget_bias": 10, "LSTM": 30, "gate_trace": 15}
    assert all(asks and asks != name for name, asks, _ in Exercises("03_lstm").rows)


@pytest.mark.parametrize(
    ("value", "text"),
    [(2.2e-15, "2 × 10⁻¹⁵"), (9.7e-16, "1 × 10⁻¹⁵"), (1.0, "1 × 10⁰"), (3.4e6, "3 × 10⁶")],
)
def test_power_of_ten(value: float, text: str) -> None:
    assert prose.power_of_ten(value) == text


def test_published_values_are_formatted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    glued: dict[str, str] = {}
    monkeypatch.setattr(prose, "glue", lambda name, value, display: glued.update({name: value}))
    prose.publish("a", {"x": Interval(-0.5, -1.0, 0.0), "y": 0.25}, ".1f")
    prose.publish("b", "as it is")
    assert glued == {"a_x": "−0.5 (−1.0 to 0.0)", "a_y": "0.2", "b": "as it is"}


def test_explained_variance_is_0_for_noise_1_for_the_label_itself_and_known_in_between() -> None:
    labels = torch.arange(4).repeat(5000)
    noise = torch.randn(20_000, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    values = torch.stack([noise, labels.double(), labels.double() + noise * 1.25**0.5], dim=-1)
    share = explained(values, labels)
    assert share.tolist() == pytest.approx([0.0, 1.0, 0.5], abs=0.02)


@pytest.mark.parametrize(("names", "text"), [([], "none"), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")])
def test_names_are_listed_as_in_a_sentence(names: list[str], text: str) -> None:
    assert prose.listed(names) == text


@pytest.mark.parametrize(("limits", "word"), [((0.1, 0.3), "better"), ((-0.3, -0.1), "worse"), ((-0.1, 0.3), "not told apart")])
def test_a_difference_is_better_or_worse_with_its_whole_interval(limits: tuple[float, float], word: str) -> None:
    assert prose.compared(Interval(sum(limits) / 2, *limits)) == word
