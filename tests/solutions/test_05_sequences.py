"""The solutions of 05_sequences equal torch's own padding and packing in float64, forward and backward."""

from __future__ import annotations

import random

import pytest
import torch
import torch.nn as nn
from torch.nn.utils import rnn

from autograder.judge.reference import load_module, solution_path

EXACT = {"rtol": 1e-12, "atol": 1e-12}
CASES = [([3, 1, 4, 2], 4), ([2, 3, 1], 6), ([1, 1], 1), ([5], 5), ([5], 7), ([4, 4, 4], 4)]


@pytest.fixture(scope="module")
def sequences():
    return load_module(solution_path("05_sequences"), "solution_05_sequences")


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)
    random.seed(0)


def normal(*shape):
    return torch.randn(*shape, dtype=torch.float64)


def packed_run(x, lengths, state, size, parameters):
    """Torch's own layer over a packed sequence, with the parameters of a cell."""
    layer = nn.LSTM(x.shape[2], size, dtype=torch.float64)
    packed = rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
    values = {f"{name}_l0": value for name, value in parameters.items()}
    state = None if state is None else tuple(part[None] for part in state)
    out, (h, c) = torch.func.functional_call(layer, values, (packed, state))
    return rnn.pad_packed_sequence(out, total_length=x.shape[0])[0], h[0], c[0]


@pytest.mark.parametrize("rest", [(), (3,), (2, 4)])
@pytest.mark.parametrize("value", [0.0, -1.5])
def test_pad_equals_torch_forward_and_backward(sequences, rest, value):
    given = [normal(length, *rest).requires_grad_() for length in (3, 5, 1, 4)]
    padded, lengths = sequences.pad(given, value)
    expected = rnn.pad_sequence(given, padding_value=value)
    assert torch.equal(padded, expected) and lengths.tolist() == [3, 5, 1, 4] and lengths.dtype is torch.int64
    weight = torch.randn_like(padded)
    for own, other in zip(*(torch.autograd.grad((p * weight).sum(), given) for p in (padded, expected))):
        assert torch.equal(own, other)


def test_pad_keeps_whole_numbers(sequences):
    padded, _ = sequences.pad([torch.tensor([7, 8]), torch.tensor([9])])
    assert padded.dtype is torch.int64 and padded.tolist() == [[7, 9], [8, 0]]


@pytest.mark.parametrize(("lengths", "steps"), CASES)
def test_mask_sums_to_the_lengths(sequences, lengths, steps):
    lengths = torch.tensor(lengths)
    mask = sequences.length_mask(lengths, steps)
    assert mask.dtype is torch.bool and mask.shape == (len(lengths), steps) and torch.equal(mask.sum(1), lengths)
    assert torch.equal(mask.sort(dim=1, descending=True).values, mask)
    assert torch.equal(sequences.length_mask(lengths), mask[:, : int(lengths.max())])


@pytest.mark.parametrize("given", [True, False], ids=["state given", "no state"])
@pytest.mark.parametrize(("lengths", "steps"), CASES)
def test_masked_unroll_equals_a_packed_run_forward_and_backward(sequences, lengths, steps, given):
    size, inputs, lengths = 4, 3, torch.tensor(lengths)
    cell = nn.LSTMCell(inputs, size, dtype=torch.float64)
    x = normal(steps, len(lengths), inputs).requires_grad_()
    state = tuple(normal(len(lengths), size).requires_grad_() for _ in range(2)) if given else None
    output, (h, c) = sequences.masked_unroll(cell, x, lengths, state)
    expected = packed_run(x, lengths, state, size, dict(cell.named_parameters()))
    leaves = [x, *cell.parameters(), *(state or ())]
    for own, other in zip((output, h, c), expected):
        torch.testing.assert_close(own, other, **EXACT)
        weight = torch.randn_like(own)
        for mine, torchs in zip(*(torch.autograd.grad((r * weight).sum(), leaves, retain_graph=True) for r in (own, other))):
            torch.testing.assert_close(mine, torchs, **EXACT)
    behind = torch.arange(steps)[:, None] >= lengths
    assert torch.all(output[behind] == 0)
    assert torch.all(torch.autograd.grad(output.sum() + h.sum() + c.sum(), x)[0][behind] == 0)


def test_masked_unroll_passes_gradcheck(sequences):
    cell = nn.LSTMCell(2, 3, dtype=torch.float64)
    lengths = torch.tensor([2, 3, 1])

    def run(x, h, c):
        output, (h_n, c_n) = sequences.masked_unroll(cell, x, lengths, (h, c))
        return output, h_n, c_n

    assert torch.autograd.gradcheck(run, [normal(4, 3, 2).requires_grad_(), *(normal(3, 3).requires_grad_() for _ in range(2))])


def test_padding_changes_nothing(sequences):
    cell, lengths, x = nn.LSTMCell(2, 3, dtype=torch.float64), torch.tensor([2, 4, 1]), normal(5, 3, 2)
    other = torch.where((torch.arange(5)[:, None] >= lengths)[..., None], 1e200 * normal(5, 3, 2), x)
    first, second = (sequences.masked_unroll(cell, given, lengths) for given in (x, other))
    assert torch.equal(first[0], second[0]) and all(torch.equal(a, b) for a, b in zip(first[1], second[1]))


@pytest.mark.parametrize(("lengths", "steps"), CASES)
def test_last_output_is_the_final_state(sequences, lengths, steps):
    cell, lengths = nn.LSTMCell(2, 3, dtype=torch.float64), torch.tensor(lengths)
    output, (h, _) = sequences.masked_unroll(cell, normal(steps, len(lengths), 2), lengths)
    assert torch.equal(sequences.last_output(output, lengths), h)


def test_last_output_passes_gradcheck(sequences):
    lengths = torch.tensor([2, 3, 1])
    assert torch.autograd.gradcheck(lambda output: sequences.last_output(output, lengths), normal(4, 3, 2).requires_grad_())


def test_detached_pieces_give_truncated_gradients(sequences):
    """Backward through the last piece alone: the gradient does not change when the state was made by other means."""
    cell, x = nn.LSTMCell(2, 3, dtype=torch.float64), normal(6, 2, 2)
    lengths = torch.tensor([3, 3])
    _, state = sequences.masked_unroll(cell, x[:3], lengths)
    cut = sequences.detach_state({"layers": [state], "none": None})["layers"][0]
    numbers = tuple(torch.tensor(part.tolist(), dtype=torch.float64) for part in state)
    pieces = [sequences.masked_unroll(cell, x[3:], lengths, start)[0].sum() for start in (cut, numbers, state)]
    truncated, same, whole = (torch.autograd.grad(piece, list(cell.parameters()), retain_graph=True) for piece in pieces)
    assert all(torch.equal(a, b) for a, b in zip(truncated, same))
    assert not any(torch.allclose(a, b) for a, b in zip(truncated, whole))
    assert all(part.requires_grad for part in state)


def test_detach_state_keeps_the_structure(sequences):
    leaf = normal(2).requires_grad_()
    state = ({"a": [leaf, None, ()]}, [], leaf * 2)
    cut = sequences.detach_state(state)
    assert type(cut) is tuple and cut[0]["a"][1:] == [None, ()] and cut[1] == [] and cut[1] is not state[1]
    assert not cut[2].requires_grad and not cut[0]["a"][0].requires_grad and state[0]["a"][0] is leaf
