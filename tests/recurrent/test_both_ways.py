"""A crowd of readers gives every member what torch gives it alone, in either direction, merged in any way, whole or in chunks."""
from __future__ import annotations

import pytest
import torch
import torch.nn as nn

from autograder.judge import load_solution
from recurrent.both_ways import MERGES, READS, DirectedReader, merge, reverse_padded
from recurrent.directed_crowd import DirectedCrowd

VOCABULARY, HIDDEN, CLASSES, STEPS, BATCH = 7, 4, 3, 9, 5
KINDS = [("forward", "concat"), ("backward", "concat"), *(("both", mode) for mode in MERGES)]


def crowd_of(kinds: list[tuple[str, str]], inner: int = 0) -> tuple[list[DirectedReader], DirectedCrowd]:
    torch.manual_seed(0)
    alone = [DirectedReader(reads, VOCABULARY, HIDDEN, CLASSES, mode, embedding_dim=3, inner=inner).double() for reads, mode in kinds]
    return alone, DirectedCrowd(alone)


def batch(members: int) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    return torch.randint(VOCABULARY, (STEPS, members, BATCH), generator=generator), torch.randint(1, STEPS + 1, (members, BATCH), generator=generator)


@pytest.mark.parametrize("inner", [0, 6])
@pytest.mark.parametrize("kinds", [KINDS, KINDS[:1], KINDS[1:2], KINDS[2:3]], ids=["all", "forward", "backward", "both"])
def test_every_member_equals_torch_on_packed_sequences_forwards_and_backwards(kinds: list[tuple[str, str]], inner: int) -> None:
    alone, crowd = crowd_of(kinds, inner)
    tokens, lengths = batch(len(kinds))
    there = (torch.arange(STEPS).view(-1, 1, 1) < lengths).unsqueeze(-1)
    weight = torch.randn(STEPS, len(kinds), BATCH, CLASSES, dtype=torch.float64) * there
    logits = crowd(tokens, lengths)
    (weight * logits).sum().backward()
    for k, model in enumerate(alone):
        expected = model(tokens[:, k], lengths[k])
        (weight[:, k] * expected).sum().backward()
        torch.testing.assert_close(logits[:, k] * there[:, k], expected * there[:, k], rtol=1e-12, atol=1e-13)
        got = crowd.member(k)
        for name, parameter in model.named_parameters():
            assert torch.equal(got.get_parameter(name), parameter), name
    # The gradients: one step along them, and the members are where torch's are.
    for parameter in crowd.parameters():
        parameter.data -= 0.1 * parameter.grad
    for k, model in enumerate(alone):
        for name, parameter in crowd.member(k).named_parameters():
            wanted = model.get_parameter(name)
            torch.testing.assert_close(parameter, wanted - 0.1 * wanted.grad, rtol=1e-11, atol=1e-12, msg=name)


def test_the_final_states_are_those_of_a_packed_layer_and_the_last_row_is_not() -> None:
    (model,), crowd = crowd_of([("both", "concat")])
    tokens, lengths = batch(1)
    packed = nn.utils.rnn.pack_padded_sequence(model.embedding(tokens[:, 0]), lengths[0], enforce_sorted=False)
    states, (h_n, _) = model.lstm(packed)
    padded, _ = nn.utils.rnn.pad_packed_sequence(states, total_length=STEPS)
    final = model.output(torch.cat([h_n[0], h_n[1]], dim=1))
    last = model.output(padded[lengths[0] - 1, torch.arange(BATCH)])
    torch.testing.assert_close(crowd(tokens, lengths, ask="final")[0], final, rtol=1e-12, atol=1e-13)
    torch.testing.assert_close(crowd(tokens, lengths, ask="last")[0], last, rtol=1e-12, atol=1e-13)
    assert (final - last)[lengths[0] > 1].abs().max() > 1e-3


@pytest.mark.parametrize("chunk", [1, 2, 4, 9, 20])
@pytest.mark.parametrize("lookahead", [0, 1, 5, 30])
def test_chunks_equal_the_layer_streamed(chunk: int, lookahead: int) -> None:
    (model,), crowd = crowd_of([("both", "concat")])
    tokens, _ = batch(1)
    lengths = torch.full((1, BATCH), STEPS)
    expected = model.output(load_solution("06_bilstm")["stream"](model.lstm, model.embedding(tokens[:, 0]), chunk, lookahead))
    torch.testing.assert_close(crowd(tokens, lengths, chunk=chunk, lookahead=lookahead)[:, 0], expected, rtol=1e-12, atol=1e-13)


def test_chunks_that_see_the_end_change_nothing_for_ragged_sequences() -> None:
    _, crowd = crowd_of(KINDS)
    tokens, lengths = batch(len(KINDS))
    there = (torch.arange(STEPS).view(-1, 1, 1) < lengths).unsqueeze(-1)
    whole, parts = crowd(tokens, lengths), crowd(tokens, lengths, chunk=3, lookahead=STEPS)
    torch.testing.assert_close(parts * there, whole * there, rtol=1e-12, atol=1e-13)


def test_padding_is_never_read() -> None:
    _, crowd = crowd_of(KINDS)
    tokens, lengths = batch(len(KINDS))
    empty = torch.arange(STEPS).view(-1, 1, 1) >= lengths
    other = torch.where(empty, (tokens + 1) % VOCABULARY, tokens)
    one, two = (crowd(x, lengths).masked_fill(empty.unsqueeze(-1), 0) for x in (tokens, other))
    assert torch.equal(one, two)


def test_a_padded_batch_is_reversed_within_its_lengths() -> None:
    x = torch.tensor([[1, 5], [2, 6], [3, 0], [0, 0]])
    assert reverse_padded(x, torch.tensor([3, 2])).tolist() == [[3, 6], [2, 5], [1, 0], [0, 0]]
    wide = torch.randn(STEPS, BATCH, 2)
    lengths = torch.tensor([9, 1, 4, 7, 2])
    assert torch.equal(reverse_padded(reverse_padded(wide, lengths), lengths), wide)
    assert torch.equal(reverse_padded(wide, torch.full((BATCH,), STEPS)), wide.flip(0))


@pytest.mark.parametrize(("mode", "wanted"), [("concat", [1.0, 2.0, 3.0, -4.0]), ("sum", [4.0, -2.0]), ("mean", [2.0, -1.0]), ("mul", [3.0, -8.0])])
def test_two_directions_are_merged(mode: str, wanted: list[float]) -> None:
    assert merge(torch.tensor([1.0, 2.0]), torch.tensor([3.0, -4.0]), mode).tolist() == wanted


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="mode must be one of .*, got 'max'"):
        merge(torch.zeros(2), torch.zeros(2), "max")
    with pytest.raises(ValueError, match="reads must be one of .*, got 'left'"):
        DirectedReader("left", 3, 2, 2)
    assert READS == ("forward", "backward", "both")
