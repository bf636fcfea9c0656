"""Readers answer from real steps only, a crowd of them is what each would be alone, and the Keras model is Keras's."""
from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn as nn
import torch.nn.functional as F

from recurrent import attribution, clues, keras_layers
from recurrent.labelled import NOT_ASKED, reversal
from recurrent.reader_crowd import ReaderCrowd, losses
from recurrent.readers import KINDS, Reader, matched, size
from recurrent.reading import learn, logits
from recurrent.training import fit

VOCABULARY, WIDTH, HIDDEN, OUTPUTS, SEEDS, SIZE, STEPS = 9, 4, 3, 5, 2, 6, 8


def readers(kind: str, pooled: bool, activation: Callable[[torch.Tensor], torch.Tensor] = lambda states: states) -> list[Reader]:
    torch.manual_seed(0)
    return [Reader(kind, VOCABULARY, WIDTH, HIDDEN, OUTPUTS, pooled, activation).double() for _ in range(SEEDS)]


def batch(seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Padded tokens ``(S, N, T)``, none as long as T allows, and lengths."""
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.randint(1, STEPS, (SEEDS, SIZE), generator=generator)
    lengths[:, 0] = 1
    tokens = torch.randint(1, VOCABULARY, (SEEDS, SIZE, STEPS), generator=generator)
    return tokens * (torch.arange(STEPS) < lengths.unsqueeze(-1)), lengths


def real(values: torch.Tensor, lengths: torch.Tensor, pooled: bool) -> torch.Tensor:
    return values if pooled else values[torch.arange(values.shape[-2]) < lengths.unsqueeze(-1)]


@pytest.mark.parametrize("pooled", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_crowd_gives_each_reader_its_own_answers_and_gradients(kind: str, pooled: bool) -> None:
    alone, (tokens, lengths) = readers(kind, pooled, torch.tanh), batch()
    crowd = ReaderCrowd(alone)
    wanted = torch.randint(OUTPUTS, tokens.shape[:2] if pooled else tokens.shape)
    wanted = wanted if pooled else wanted.masked_fill(tokens == 0, NOT_ASKED)
    answers = crowd(tokens, lengths)
    values = losses(answers, wanted)
    values.sum().backward()
    for k, reader in enumerate(alone):
        expected = reader(tokens[k], lengths[k])
        torch.testing.assert_close(real(answers[k], lengths[k], pooled), real(expected, lengths[k], pooled), rtol=1e-11, atol=1e-12)
        loss = F.cross_entropy(expected.flatten(0, -2), wanted[k].flatten(), ignore_index=NOT_ASKED)
        torch.testing.assert_close(values[k], loss, rtol=1e-11, atol=1e-12)
        loss.backward()
        for name, parameter in reader.named_parameters():
            torch.testing.assert_close(crowd.weight(name).grad[k], parameter.grad, rtol=1e-9, atol=1e-12, msg=name)
            torch.testing.assert_close(crowd.member(k).get_parameter(name), parameter)


@pytest.mark.parametrize("pooled", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_padding_is_not_read(kind: str, pooled: bool) -> None:
    (reader, _), (tokens, lengths) = readers(kind, pooled), batch()
    whole = reader(tokens[0], lengths[0])
    for n, length in enumerate(lengths[0].tolist()):
        cut = reader(tokens[0, n : n + 1, :length], lengths[0, n : n + 1])
        torch.testing.assert_close(whole[n] if pooled else whole[n, :length], cut[0], rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(("kind", "before", "after"), [("LSTM", 7, 0), ("BiLSTM", 7, 7), ("window", 3, 3), ("CNN", 4, 4), ("bag", 0, 0)])
def test_how_far_each_kind_sees(kind: str, before: int, after: int) -> None:
    torch.manual_seed(0)
    reader, steps, at = Reader(kind, VOCABULARY, WIDTH, 32, OUTPUTS).double(), 15, 7
    tokens = torch.randint(1, VOCABULARY, (steps,), generator=torch.Generator().manual_seed(3))
    zero = torch.zeros(1, dtype=torch.int64)
    seen = attribution.saliency(reader, tokens[None], zero, at)[0].nonzero().flatten().tolist()
    assert seen == list(range(at - before, at + after + 1))
    costs = attribution.left_out(reader, tokens[None], zero, at)[0]
    assert set((costs.abs() > 1e-12).nonzero().flatten().tolist()) <= set(seen)


def test_a_reader_learns_in_a_crowd_what_it_learns_alone() -> None:
    tokens, lengths = batch(1)
    x, long = tokens.flatten(0, 1), lengths.flatten()
    wanted = (x % OUTPUTS).masked_fill(x == 0, NOT_ASKED)
    crowd = learn(lambda: Reader("BiLSTM", VOCABULARY, WIDTH, HIDDEN, OUTPUTS), x, wanted, long, steps=3, seeds=SEEDS, size=4)
    for seed in range(SEEDS):
        torch.manual_seed(seed)
        reader, data = Reader("BiLSTM", VOCABULARY, WIDTH, HIDDEN, OUTPUTS), torch.Generator().manual_seed(10_000 + seed)

        def loss(reader: nn.Module, data: torch.Generator = data) -> torch.Tensor:
            rows = torch.randint(len(x), (4,), generator=data)
            return F.cross_entropy(reader(x[rows], long[rows]).flatten(0, 1), wanted[rows].flatten(), ignore_index=NOT_ASKED)

        fit(reader, loss, 3, rate=1e-2)
        for name, parameter in crowd.member(seed).named_parameters():
            torch.testing.assert_close(parameter, reader.get_parameter(name), rtol=1e-4, atol=1e-6, msg=name)
        torch.testing.assert_close(real(logits(crowd, x, long, size=5)[seed], long, False), real(reader(x, long), long, False), rtol=1e-3, atol=1e-5)


def test_turned_answers_reach_the_loss() -> None:
    """``answer`` stands between the logits and the loss: constant answers leave the weights where they were."""
    tokens, lengths = batch(1)
    x, wanted = tokens[0], tokens[0, :, 0] % OUTPUTS

    def make() -> Reader:
        return Reader("LSTM", VOCABULARY, WIDTH, HIDDEN, OUTPUTS, pooled=True)

    crowd = learn(make, x, wanted, lengths[0], steps=2, seeds=2, answer=lambda logits: 0 * logits)
    torch.manual_seed(0)
    torch.testing.assert_close(crowd.member(0).output.weight, make().output.weight)


def test_reversing_twice_changes_nothing() -> None:
    lengths = torch.tensor([4, 1, 3])
    assert reversal(lengths, 4).tolist() == [[3, 2, 1, 0], [0, 1, 2, 3], [2, 1, 0, 3]]
    turn = reversal(lengths, 4)
    assert torch.equal(turn.gather(1, turn), torch.arange(4).expand(3, 4))


@pytest.mark.parametrize("pooled", [False, True])
@pytest.mark.parametrize("kind", ["LSTM", "window", "CNN"])
def test_matched_readers_are_as_large_as_the_bilstm(kind: str, pooled: bool) -> None:
    like = Reader("BiLSTM", None, 16, 16, 3, pooled)
    found = size(Reader(kind, None, 16, matched(kind, like, 16, 3), 3, pooled), embedding=False)
    assert found == pytest.approx(size(like), rel=0.04)


def test_the_keras_model_has_keras_s_parameters_and_answers() -> None:
    keras = keras_layers.recorded()
    reader = keras_layers.move(keras.weights, Reader("BiLSTM", 10, 4, 3, 5))
    assert keras_layers.parameters(10, 4, 3, 5) == keras.counts
    assert size(reader) == sum(keras.counts.values()) == sum(weight.numel() for weight in keras.weights)
    lengths = (keras.tokens != 0).sum(1)
    whole = torch.full_like(lengths, keras.tokens.shape[1])
    torch.testing.assert_close(reader(keras.tokens, whole).softmax(-1), keras.plain, rtol=0, atol=1e-6)
    masked = reader(keras.tokens, lengths).softmax(-1)
    torch.testing.assert_close(real(masked, lengths, False), real(keras.masked, lengths, False), rtol=0, atol=1e-6)
    assert (keras.plain - keras.masked)[1, 0].abs().max() > 1e-3, "without masking the padding is read"


def test_one_bias_is_as_good_as_two() -> None:
    reader, (tokens, lengths) = readers("BiLSTM", False)[0], batch()
    both = reader(tokens[0], lengths[0])
    with torch.no_grad():
        for end in ("", "_reverse"):
            getattr(reader.layer, f"bias_ih_l0{end}").add_(getattr(reader.layer, f"bias_hh_l0{end}"))
    before = size(reader)
    keras_layers.one_bias(reader.layer)
    assert size(reader) == before - 2 * 4 * HIDDEN
    torch.testing.assert_close(reader(tokens[0], lengths[0]), both)


def test_leaving_a_word_out_is_reading_without_it() -> None:
    reader, tokens = readers("BiLSTM", True)[0], torch.tensor([3, 1, 4, 1, 5])
    whole = reader(tokens[None], torch.tensor([5])).log_softmax(-1)[0, 2]
    less = reader(tokens[None, [0, 1, 3, 4]], torch.tensor([4])).log_softmax(-1)[0, 2]
    torch.testing.assert_close(attribution.left_out(reader, tokens.expand(3, -1), torch.tensor([0, 2, 1]))[1, 2], whole - less)


def test_saliency_is_the_slope_of_the_log_probability() -> None:
    reader, tokens, step = readers("BiLSTM", False)[0], torch.tensor([3, 1, 4, 2, 5]), 1e-6
    slopes = torch.zeros(WIDTH, dtype=torch.float64)
    for d in range(WIDTH):
        values = []
        for sign in (1, -1):
            table = reader.embedding.weight.detach().clone()
            reader.embedding.weight.data[4, d] += sign * step  # token 4 stands at step 2 alone
            values.append(reader(tokens[None], torch.tensor([5])).log_softmax(-1)[0, 3, 1])
            reader.embedding.weight.data.copy_(table)
        slopes[d] = (values[0] - values[1]) / (2 * step)
    torch.testing.assert_close(attribution.saliency(reader, tokens.expand(2, -1), torch.tensor([0, 1]), at=3)[1, 2], slopes.norm(), rtol=1e-6, atol=1e-9)


def test_what_is_written_is_the_input_gate_times_the_candidate() -> None:
    reader, tokens = readers("BiLSTM", True)[0], torch.tensor([[3, 1, 4]])
    layer, units = reader.layer, HIDDEN
    z = reader.embedding(tokens)[0, 0] @ layer.weight_ih_l0.T + layer.bias_ih_l0 + layer.bias_hh_l0
    first = (z[:units].sigmoid() * z[2 * units : 3 * units].tanh()).abs().sum()
    z = reader.embedding(tokens)[0, 2] @ layer.weight_ih_l0_reverse.T + layer.bias_ih_l0_reverse + layer.bias_hh_l0_reverse
    last = (z[:units].sigmoid() * z[2 * units : 3 * units].tanh()).abs().sum()
    forward, backward = attribution.written(reader, tokens)
    torch.testing.assert_close(forward[0, 0], first)
    torch.testing.assert_close(backward[0, 2], last)


def test_clues_decide_the_class_and_stand_where_they_are_said_to() -> None:
    tokens, label, where = clues.clues(200, 10, 2, torch.Generator().manual_seed(0))
    assert tokens.shape == where.shape == (200, 10) and (where.sum(1) == 2).all()
    assert torch.equal(tokens[where].view(200, 2), clues.FIRST + label[:, None].expand(-1, 2))
    assert (tokens[~where] >= clues.FIRST + clues.CLASSES).all() and tokens.max() == clues.VOCABULARY - 1
    assert 0.35 < label.double().mean() < 0.65


def test_ranks_agree_and_disagree() -> None:
    a = torch.tensor([[0.1, 3.0, -2.0, 0.5], [1.0, 2.0, 3.0, 4.0]])
    torch.testing.assert_close(attribution.rank_correlation(a, a.exp()), torch.ones(2).double())
    torch.testing.assert_close(attribution.rank_correlation(a, -a), -torch.ones(2).double())
