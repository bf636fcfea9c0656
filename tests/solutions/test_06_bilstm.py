"""The solutions of 06_bilstm equal torch.nn in float64, forward and backward, packed and not; streaming is derived step by step."""

from __future__ import annotations

import pytest
import torch
import torch.nn as nn
from torch.nn.utils import rnn

from autograder.judge.reference import load_module, solution_path

EXACT = {"rtol": 1e-11, "atol": 1e-11}
CASES = [([3, 1, 4, 2], 4), ([2, 3, 1], 6), ([1, 1], 1), ([5], 7), (None, 4)]


@pytest.fixture(scope="module")
def bilstm():
    return load_module(solution_path("06_bilstm"), "solution_06_bilstm")


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


def normal(*shape):
    return torch.randn(*shape, dtype=torch.float64)


@pytest.mark.parametrize("rest", [(), (3,), (2, 4)])
def test_reversing_twice_gives_back(bilstm, rest):
    x, lengths = normal(5, 3, *rest), torch.tensor([2, 4, 1])
    once = bilstm.reverse_padded(x, lengths)
    assert torch.equal(bilstm.reverse_padded(once, lengths), x)
    for n, length in enumerate(lengths.tolist()):
        assert torch.equal(once[:length, n], x[:length, n].flip(0)) and torch.equal(once[length:, n], x[length:, n])


def test_reversing_passes_gradcheck(bilstm):
    lengths = torch.tensor([2, 4, 1])
    assert torch.autograd.gradcheck(lambda x: bilstm.reverse_padded(x, lengths), normal(5, 3, 2).requires_grad_())


@pytest.mark.parametrize(("input_size", "hidden_size"), [(3, 4), (6, 3)])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize(("lengths", "steps"), CASES)
def test_layer_equals_torch_forward_and_backward(bilstm, lengths, steps, layers, input_size, hidden_size):
    own = bilstm.BiLSTM(input_size, hidden_size, layers, dtype=torch.float64)
    other = nn.LSTM(input_size, hidden_size, layers, bidirectional=True, dtype=torch.float64)
    other.load_state_dict(own.state_dict(), strict=True)
    lengths = None if lengths is None else torch.tensor(lengths)
    x = normal(steps, 2 if lengths is None else len(lengths), input_size).requires_grad_()
    output, states = own(x, lengths)
    if lengths is None:
        expected, torch_states = other(x)
    else:
        packed, torch_states = other(rnn.pack_padded_sequence(x, lengths, enforce_sorted=False))
        expected, _ = rnn.pad_packed_sequence(packed, total_length=steps)
    for mine, torchs in zip((output, *states), (expected, *torch_states)):
        torch.testing.assert_close(mine, torchs, **EXACT)
        weight = torch.randn_like(mine)
        gradients = [
            torch.autograd.grad((result * weight).sum(), [x, *(module.get_parameter(name) for name, _ in own.named_parameters())], retain_graph=True)
            for result, module in ((mine, own), (torchs, other))
        ]
        for a, b in zip(*gradients):
            torch.testing.assert_close(a, b, **EXACT)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("mode", ["sum", "mean", "mul"])
def test_merges_join_the_halves_of_concat(bilstm, mode, layers):
    own, whole = (bilstm.BiLSTM(3, 4, layers, how, dtype=torch.float64) for how in (mode, "concat"))
    whole.load_state_dict(own.state_dict())
    x, lengths = normal(5, 3, 3), torch.tensor([2, 4, 1])
    front, back = whole(x, lengths)[0].chunk(2, dim=2)
    joined = {"sum": front + back, "mean": (front + back) / 2, "mul": front * back}[mode]
    torch.testing.assert_close(own(x, lengths)[0], joined, **EXACT)


def test_unknown_merges_are_refused(bilstm):
    with pytest.raises(ValueError):
        bilstm.BiLSTM(3, 4, merge="max")
    with pytest.raises(ValueError):
        bilstm.merge(normal(2), normal(2), "max")


def test_layer_passes_gradcheck(bilstm):
    layer, lengths = bilstm.BiLSTM(2, 2, 2, "mul", dtype=torch.float64), torch.tensor([2, 3])
    assert torch.autograd.gradcheck(lambda x: layer(x, lengths)[0], normal(3, 2, 2).requires_grad_())


def test_sequence_vector_is_what_each_reader_knows_at_its_end(bilstm):
    layer, lengths = bilstm.BiLSTM(3, 4, 2, dtype=torch.float64), torch.tensor([2, 4, 1])
    output, (h_n, _) = layer(normal(4, 3, 3), lengths)
    ends = output[lengths - 1, torch.arange(3), :4]
    torch.testing.assert_close(bilstm.sequence_vector(h_n), torch.cat([ends, output[0, :, 4:]], dim=1), **EXACT)


@pytest.mark.parametrize(("steps", "chunk", "lookahead"), [(7, 3, 2), (6, 2, 0), (5, 1, 1), (4, 9, 3), (8, 3, 1)])
def test_stream_equals_cells_run_by_hand(bilstm, steps, chunk, lookahead):
    layer = nn.LSTM(3, 4, bidirectional=True, dtype=torch.float64)
    cells = []
    for tail in ("_l0", "_l0_reverse"):
        cell = nn.LSTMCell(3, 4, dtype=torch.float64)
        cell.load_state_dict({name: getattr(layer, name + tail) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")})
        cells.append(cell)
    x, state, front, back = normal(steps, 2, 3), None, [], {}
    for x_t in x:
        state = cells[0](x_t, state)
        front.append(state[0])
    for t in range(steps):
        start = min((t // chunk + 1) * chunk + lookahead, steps) if (t // chunk + 1) * chunk < steps else steps
        state = None
        for s in range(start - 1, t - 1, -1):
            state = cells[1](x[s], state)
        back[t] = state[0]
    expected = torch.stack([torch.cat([front[t], back[t]], dim=1) for t in range(steps)])
    torch.testing.assert_close(bilstm.stream(layer, x, chunk, lookahead), expected, **EXACT)


def test_stream_with_all_the_future_is_the_whole(bilstm):
    layer, x = nn.LSTM(3, 4, bidirectional=True, dtype=torch.float64), normal(7, 2, 3).requires_grad_()
    streamed, whole = bilstm.stream(layer, x, 2, 5), layer(x)[0]
    torch.testing.assert_close(streamed, whole, **EXACT)
    weight = torch.randn_like(whole)
    for a, b in zip(*(torch.autograd.grad((result * weight).sum(), x) for result in (streamed, whole))):
        torch.testing.assert_close(a, b, **EXACT)
