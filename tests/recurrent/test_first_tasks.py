"""The tasks of the first two chapters give what they promise: who may know the answer, who is left to chance."""
from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from recurrent import adding, latch, order
from recurrent.convolution import ConvolutionalClassifier, ConvolutionalCrowd
from recurrent.echo import LAG, SYMBOLS, WindowClassifier, echo
from recurrent.recall import CLOUDS, CUES, FRANCE, SLIP, Corpus, answer_correct, texts


def draws(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


# Adding


@pytest.mark.parametrize("steps", [2, 7, 50])
def test_one_mark_stands_in_each_half_and_their_numbers_add_up(steps: int) -> None:
    x, target = adding.adding(steps, 500, draws())
    numbers, marks = x.unbind(-1)
    assert torch.equal(marks[: steps // 2].sum(0), torch.ones(500)) and torch.equal(marks[steps // 2 :].sum(0), torch.ones(500))
    torch.testing.assert_close((numbers * marks).sum(0), target)


def test_always_answering_one_costs_a_sixth_and_half_the_answer_a_twelfth() -> None:
    x, target = adding.adding(10, 200_000, draws())
    assert ((target - 1) ** 2).mean().item() == pytest.approx(adding.CHANCE, rel=0.02)
    later = (x[5:, :, 0] * x[5:, :, 1]).sum(0) + 0.5
    assert ((target - later) ** 2).mean().item() == pytest.approx(1 / 12, rel=0.02)


def test_adding_needs_two_steps() -> None:
    with pytest.raises(ValueError, match="at least 2 steps, got 1"):
        adding.adding(1, 4, draws())


# The latch


def test_the_class_is_the_first_symbol_and_nothing_later_knows_it() -> None:
    x, label = latch.latch(6, 20_000, draws())
    symbols = x.argmax(-1)
    assert torch.equal(symbols[0], label) and (symbols[1:] >= latch.CLASSES).all()
    assert label.bincount().div(len(label)).sub(1 / latch.CLASSES).abs().max() < 0.01
    for later in symbols[1:]:
        joint = torch.stack([later[label == k].bincount(minlength=latch.SYMBOLS) / (label == k).sum() for k in range(latch.CLASSES)])
        assert (joint - joint.mean(0)).abs().max() < 0.03


# Echo


@pytest.mark.parametrize("steps", [2, 5, 30])
def test_the_answer_stands_before_the_last_symbol(steps: int) -> None:
    x, answer = echo(steps, 1000, draws())
    assert x.shape == (steps, 1000, SYMBOLS) and torch.equal(x[-1 - LAG].argmax(-1), answer)


def test_the_last_symbol_is_worth_nothing() -> None:
    x, answer = echo(5, 40_000, draws())
    assert (x[-1].argmax(-1) == answer).double().mean().item() == pytest.approx(1 / SYMBOLS, abs=0.01)


def test_a_row_without_an_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 2 steps, got 1"):
        echo(1, 4, draws())


def test_a_window_reads_shorter_rows_as_if_zeros_followed_and_no_longer_ones() -> None:
    model = WindowClassifier(6, SYMBOLS, 5, 3)
    x = torch.randn(4, 2, SYMBOLS)
    torch.testing.assert_close(model(x), model(torch.cat([x, torch.zeros(2, 2, SYMBOLS)])))
    assert model(x).shape == (2, 3)
    with pytest.raises(ValueError, match="at most 6 steps, got 7"):
        model(torch.zeros(7, 2, SYMBOLS))


# Which came first


@pytest.mark.parametrize("gap", order.GAPS)
def test_two_letters_stand_the_gap_apart_in_the_order_of_the_class(gap: int) -> None:
    x, label = order.which_first(300, draws(gap), gap)
    a, b = x[..., 0], x[..., 1]
    assert torch.equal(a.sum(0), torch.ones(300)) and torch.equal(b.sum(0), torch.ones(300))
    assert torch.equal(b.argmax(0) - a.argmax(0), torch.where(label == 1, gap, -gap))


def test_the_symbols_without_their_order_are_worth_nothing() -> None:
    x, label = order.which_first(40_000, draws())
    counts = x.sum(0)  # (N, SYMBOLS), all that a reader of a bag has
    apart = counts[label == 1].mean(0) - counts[label == 0].mean(0)
    assert label.double().mean().item() == pytest.approx(0.5, abs=0.01) and apart.abs().max() < 0.05


@pytest.mark.parametrize("gap", order.GAPS)
@pytest.mark.parametrize("edges", [False, True])
def test_the_ceiling_is_that_of_the_best_reader_of_windows(gap: int, edges: bool) -> None:
    """By counting: windows that hold both letters decide, otherwise a letter that shares a window with an end."""
    field = 7
    right = 0.0
    places = range(order.STEPS - gap)
    for first in places:
        known = gap < field or (edges and (first < field - 1 or first + gap > order.STEPS - field))
        right += 1.0 if known else 0.5
    assert order.ceiling(gap, field, edges) == pytest.approx(right / len(places))


def two_orders(first: int, gap: int) -> torch.Tensor:
    """Two rows of one noise symbol that differ in the order of their letters: ``(STEPS, 2, SYMBOLS)``."""
    rows = torch.full((order.STEPS, 2), 2)
    rows[first], rows[first + gap] = torch.tensor([0, 1]), torch.tensor([1, 0])
    return F.one_hot(rows, order.SYMBOLS).double()


@pytest.mark.parametrize("first", [*range(5), *range(6, 10), *range(11, 16)])  # at 5 and 10 a single window tells: random weights may miss it
def test_with_zero_padding_a_letter_that_shares_a_window_with_an_end_gives_the_order_away(first: int) -> None:
    gap, field = 8, 7
    torch.manual_seed(0)
    model = ConvolutionalClassifier(order.SYMBOLS, 64, 2, (1, 1, 1)).double()
    one, two = model(two_orders(first, gap))
    near = first < field - 1 or first + gap > order.STEPS - field
    assert torch.allclose(one, two, rtol=1e-12, atol=1e-14) != near


@pytest.mark.parametrize("gap", [7, 12, 17])
def test_on_a_ring_both_orders_look_alike_beyond_the_window(gap: int) -> None:
    """Turning the ring carries one order into the other without touching what a maximum over windows sees."""
    torch.manual_seed(0)
    model = ConvolutionalClassifier(order.SYMBOLS, 8, 2, (1, 1, 1), padding="circular").double()
    rows = two_orders(0, gap)
    logits = model(rows)
    torch.testing.assert_close(logits[0], logits[1], rtol=1e-12, atol=1e-14)
    position = ConvolutionalClassifier(order.SYMBOLS, 8, 2, (1, 1, 1), padding="circular", position=True).double()
    assert (position(rows)[0] - position(rows)[1]).abs().max() > 1e-6


@pytest.mark.parametrize(
    "options", [{"dilations": (1, 4), "padding": "zeros"}, {"dilations": (1, 1), "padding": "circular", "position": True}]
)
def test_convolutions_side_by_side_are_each_what_they_are_alone(options: dict[str, object]) -> None:
    torch.manual_seed(0)
    alone = [ConvolutionalClassifier(3, 4, 2, **options).double() for _ in range(3)]
    crowd = ConvolutionalCrowd(alone)
    x, weight = torch.randn(9, 3, 5, 3, dtype=torch.float64), torch.randn(3, 5, 2, dtype=torch.float64)
    (weight * crowd(x)).sum().backward()
    for k, model in enumerate(alone):
        expected = model(x[:, k])
        (weight[k] * expected).sum().backward()
        torch.testing.assert_close(crowd.member(k)(x[:, k]), expected)
        for parameter, stacked in zip(model.parameters(), crowd.parameters(), strict=True):
            torch.testing.assert_close(stacked.grad[k], parameter.grad, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(("dilations", "field"), [((1,), 3), ((1, 1, 1), 7), ((1, 4, 8), 27)])
def test_a_position_sees_as_many_steps_as_stated(dilations: tuple[int, ...], field: int) -> None:
    torch.manual_seed(0)
    model = ConvolutionalClassifier(2, 4, 2, dilations).double()
    assert model.field == field
    x = torch.randn(1, 2, 61, dtype=torch.float64, requires_grad=True)
    hidden = x
    for layer in model.layers:
        hidden = layer(hidden)  # without ReLU, so that nothing is hidden by chance
    hidden[0, :, 30].sum().backward()
    seen = x.grad.abs().sum((0, 1)).nonzero().flatten()
    assert seen.max() - seen.min() + 1 == field


# Clouds and France


@pytest.mark.parametrize("corpus", [CLOUDS, FRANCE], ids=["clouds", "France"])
@pytest.mark.parametrize("units", [0, 3])
def test_texts_are_built_as_told(corpus: Corpus, units: int) -> None:
    batch = texts(corpus, units, 50, draws())
    cue = len(corpus.before)
    for n in range(50):
        words = batch.text(n).split()
        assert words[:cue] == list(corpus.before) and words[-1] == "."
        assert words[cue] == corpus.cues[batch.cue[n]] and words[-2] == corpus.answers[batch.answer[n]]
        assert len(words) - 2 - cue - 1 == corpus.gap(units)
    assert len(set(corpus.words)) == len(corpus.words)


def test_the_quoted_sentences_are_among_them() -> None:
    assert "the clouds are in the sky ." in {texts(CLOUDS, 0, 100, draws()).text(n) for n in range(100)}
    assert "i grew up in France . i speak fluent French ." in {texts(FRANCE, 0, 100, draws()).text(n) for n in range(100)}


@pytest.mark.parametrize("corpus", [CLOUDS, FRANCE], ids=["clouds", "France"])
@pytest.mark.parametrize("remember", [True, False])
def test_who_remembers_reaches_the_ceiling_and_who_forgets_is_left_to_chance(corpus: Corpus, remember: bool) -> None:
    batch = texts(corpus, 2, 20_000, draws())
    said = batch.cue if remember else torch.zeros_like(batch.cue)
    logits = torch.zeros(len(batch.tokens) - 1, 20_000, len(corpus.words))
    logits[-2] = F.one_hot(said + CUES, len(corpus.words)).float()
    share = answer_correct(logits, batch).double().mean().item()
    assert share == pytest.approx(1 - SLIP if remember else 1 / CUES, abs=0.01)


def test_the_filler_knows_nothing() -> None:
    batch = texts(CLOUDS, 1, 40_000, draws())
    adjective = batch.tokens[len(CLOUDS.before) + 1 + len(CLOUDS.between)]
    for word in adjective.unique():
        shares = batch.answer[adjective == word].bincount(minlength=CUES) / (adjective == word).sum()
        assert (shares - 1 / CUES).abs().max() < 0.03


def test_answers_are_read_for_every_member_of_a_crowd() -> None:
    batch = texts(FRANCE, 1, 6, draws())
    logits = torch.randn(len(batch.tokens) - 1, 3, 6, len(FRANCE.words))
    together = answer_correct(logits, batch)
    assert torch.equal(together, torch.stack([answer_correct(logits[:, k], batch) for k in range(3)]))
