"""Every variant that an experiment uses equals its reference: a layer of torch, or the course's own solution."""
from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

import pytest
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from autograder.judge import load_solution
from recurrent.clockwork import ClockworkEnsemble, reads
from recurrent.depth import STACKS, depth_gated_step, grid_block, reaches_the_bottom
from recurrent.ensemble import VANILLA, VARIANTS, LSTMEnsemble, Variant
from recurrent.gru import PLACEMENTS, GRUEnsemble, gru_step
from recurrent.linear_scan import by_loop, by_scan
from recurrent.min_gru import MinGRUEnsemble
from recurrent.study import JANET

T, N, I, H, OUT = 7, 2, 3, 4, 5
SEEDS = (3, 8)


@pytest.fixture(autouse=True)
def double() -> Iterator[None]:
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


@pytest.fixture(scope="module")
def solution() -> ModuleType:
    return load_solution("04_variants")


def inputs() -> Tensor:
    return torch.randn(T, len(SEEDS), N, I, generator=torch.Generator().manual_seed(1))


def rows(block: Tensor) -> Tensor:
    """An ensemble's columns i, f, o, g as torch's rows i, f, g, o."""
    i, f, o, g = block.T.chunk(4)
    return torch.cat([i, f, g, o])


def by_hand(variant: Variant, member: LSTMEnsemble, k: int, x: Tensor) -> Tensor:
    """Member k of an ensemble from the equations, one gate at a time: ``(T, N, H)``."""
    W, U, b = member.weight_x[k], member.weight_h[k], member.bias[k]
    p = member.peephole[k].chunk(3, dim=-1) if variant.peepholes else [torch.zeros(1, H)] * 3
    R = member.weight_gates[k] if variant.full_recurrence else torch.zeros(3 * H, 3 * H)
    h = c = torch.zeros(x.shape[1], H)
    seen = torch.zeros(x.shape[1], 3 * H)
    states = []
    for x_t in x:
        z_i, z_f, z_o, z_g = (x_t @ W + h @ U + b).chunk(4, dim=-1)
        r_i, r_f, r_o = (seen @ R).chunk(3, dim=-1)
        i = torch.sigmoid(z_i + r_i + p[0] * c) if variant.input_gate else torch.ones_like(c)
        f = torch.sigmoid(z_f + r_f + p[1] * c) if variant.forget_gate else torch.ones_like(c)
        f = 1 - i if variant.coupled else f
        c = f * c + i * (z_g.tanh() if variant.input_activation else z_g)
        o = torch.sigmoid(z_o + r_o + p[2] * c) if variant.output_gate else torch.ones_like(c)
        h = o * (c.tanh() if variant.output_activation else c)
        seen = torch.cat([i, f, o], dim=-1)
        states.append(h)
    return torch.stack(states)


@pytest.mark.parametrize("full", [False, True], ids=["others", "FGR"])
def test_every_variant_of_an_ensemble_follows_its_equations(full: bool) -> None:
    variants = {name: v for name, v in {**VARIANTS, "JANET": JANET, "bias": Variant(forget_bias=1.5)}.items() if v.full_recurrence == full}
    ensemble, x = LSTMEnsemble(list(variants.values()), SEEDS, I, H, OUT), inputs()
    found = ensemble(x)
    for v, (name, variant) in enumerate(variants.items()):
        for s in range(len(SEEDS)):
            k = v * len(SEEDS) + s
            wanted = by_hand(variant, ensemble, k, x[:, s]) @ ensemble.output[k] + ensemble.output_bias[k]
            torch.testing.assert_close(found[:, k], wanted, msg=name)


def test_the_vanilla_lstm_is_the_solutions_peephole_cell_and_without_peepholes_torchs(solution: ModuleType) -> None:
    ensemble, x = LSTMEnsemble([VARIANTS[VANILLA], VARIANTS["NP"]], SEEDS[:1], I, H, OUT), inputs()[:, :1]
    cell, layer = solution["PeepholeLSTMCell"](I, H), nn.LSTM(I, H)
    with torch.no_grad():
        cell.weight_ih.copy_(rows(ensemble.weight_x[0])), cell.weight_hh.copy_(rows(ensemble.weight_h[0])), cell.bias.copy_(rows(ensemble.bias[0])[:, 0])
        for name, value in zip("ifo", ensemble.peephole[0, 0].chunk(3)):
            getattr(cell, f"peephole_{name}").copy_(value)
        layer.weight_ih_l0.copy_(rows(ensemble.weight_x[1])), layer.weight_hh_l0.copy_(rows(ensemble.weight_h[1]))
        layer.bias_ih_l0.copy_(rows(ensemble.bias[1])[:, 0]), layer.bias_hh_l0.zero_()
        state, states = None, []
        for x_t in x[:, 0]:
            state = cell(x_t, state)
            states.append(state[0])
        found = ensemble(x)
    torch.testing.assert_close(found[:, 0], torch.stack(states) @ ensemble.output[0] + ensemble.output_bias[0])
    torch.testing.assert_close(found[:, 1], layer(x[:, 0])[0] @ ensemble.output[1] + ensemble.output_bias[1])


def test_members_of_a_seed_start_alike_and_learn_apart() -> None:
    ensemble = LSTMEnsemble([VARIANTS["NP"], VARIANTS["CIFG"]], SEEDS, I, H, OUT)
    alone = LSTMEnsemble([VARIANTS["CIFG"]], SEEDS[1:], I, H, OUT)
    assert torch.equal(ensemble.weight_h[:2], ensemble.weight_h[2:]) and not torch.equal(ensemble.weight_h[0], ensemble.weight_h[1])
    assert torch.equal(alone.weight_h[0], ensemble.weight_h[3])
    ensemble(inputs())[:, 0].sum().backward()
    assert ensemble.weight_h.grad[0].abs().sum() > 0 and ensemble.weight_h.grad[1:].abs().sum() == 0


def test_full_recurrence_is_for_all_or_none() -> None:
    with pytest.raises(ValueError, match="all variants"):
        LSTMEnsemble([VARIANTS["FGR"], VARIANTS["NP"]], SEEDS, I, H, OUT)


@pytest.mark.parametrize("name", VARIANTS)
def test_the_count_of_weights_is_that_of_the_entries_that_matter(name: str) -> None:
    """An entry matters when the loss has a gradient to it; the read-out is left out."""
    ensemble = LSTMEnsemble([VARIANTS[name]], SEEDS[:1], I, H, OUT)
    ensemble(inputs()[:, :1]).square().sum().backward()
    touched = sum(int((p.grad != 0).sum()) for key, p in ensemble.named_parameters() if not key.startswith("output"))
    assert touched == VARIANTS[name].parameters(I, H)


def test_a_forget_bias_is_added_to_the_forget_gate_alone() -> None:
    plain, raised = (LSTMEnsemble([Variant(forget_bias=value)], SEEDS, I, H, OUT) for value in (0.0, 1.0))
    shift = (raised.bias - plain.bias).detach()
    assert torch.allclose(shift[..., H : 2 * H], torch.ones(2, 1, H)) and shift.abs().sum() == pytest.approx(2 * H)


def test_the_gru_with_the_reset_after_is_torchs() -> None:
    ensemble, x, layer = GRUEnsemble("after", SEEDS[:1], I, H, OUT), inputs()[:, :1], nn.GRU(I, H)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(ensemble.weight_x[0].T), layer.weight_hh_l0.copy_(ensemble.weight_h[0].T)
        layer.bias_ih_l0.copy_(ensemble.bias[0, 0]), layer.bias_hh_l0.copy_(ensemble.bias_h[0, 0])
        torch.testing.assert_close(ensemble(x)[:, 0], layer(x[:, 0])[0] @ ensemble.output[0] + ensemble.output_bias[0])


def test_the_placements_agree_where_the_reset_gate_is_open_and_nowhere_else() -> None:
    draw = torch.Generator().manual_seed(2)
    z_x, h, U, b = (torch.randn(shape, generator=draw) for shape in ((N, 3 * H), (N, H), (H, 3 * H), (1, 3 * H)))
    assert (gru_step(z_x, h, U, b, "after") - gru_step(z_x, h, U, b, "before")).abs().max() > 0.01
    z_x[:, :H] = 100.0
    torch.testing.assert_close(gru_step(z_x, h, U, b, "after"), gru_step(z_x, h, U, b, "before"))


def test_a_gru_whose_reset_gate_is_open_is_janet() -> None:
    gru, janet, x = GRUEnsemble("after", SEEDS, I, H, OUT), LSTMEnsemble([JANET], SEEDS, I, H, OUT), inputs()
    with torch.no_grad():
        gru.bias[..., :H] = 100.0
        gru.bias_h.zero_()
        for name in ("weight_x", "weight_h", "bias"):
            _, z, n = getattr(gru, name).chunk(3, dim=-1)
            getattr(janet, name).copy_(torch.cat([-z, z, z, n], dim=-1))  # i = 1 - z
        janet.output.copy_(gru.output), janet.output_bias.copy_(gru.output_bias)
        torch.testing.assert_close(janet(x), gru(x))


def test_an_unknown_placement_is_refused() -> None:
    with pytest.raises(ValueError, match="reset"):
        GRUEnsemble("beside", SEEDS, I, H, OUT)
    assert PLACEMENTS == ("after", "before")


@pytest.mark.parametrize("periods", [(1,), (1, 2), (1, 3), (2, 3)])
def test_a_clockwork_is_the_solutions(solution: ModuleType, periods: tuple[int, ...]) -> None:
    ensemble, cell = ClockworkEnsemble(SEEDS[:1], H, periods), solution["ClockworkRNNCell"](1, H, periods)
    with torch.no_grad():
        cell.weight_hh.copy_(ensemble.weight_h[0].T), cell.bias.copy_(ensemble.bias[0, 0])
        h, drawn = torch.zeros(1, H), []
        for t in range(9):
            h = cell(torch.zeros(1, 1), h, t)
            drawn.append((h @ ensemble.output[0] + ensemble.output_bias[0]).item())
        assert ensemble(9)[:, 0].tolist() == pytest.approx(drawn, abs=1e-7)


def test_a_clockwork_of_one_clock_is_an_rnn() -> None:
    ensemble, layer = ClockworkEnsemble(SEEDS[:1], H, (1,)), nn.RNN(1, H)
    with torch.no_grad():
        layer.weight_hh_l0.copy_(ensemble.weight_h[0].T)
        layer.bias_ih_l0.copy_(ensemble.bias[0, 0]), layer.bias_hh_l0.zero_()
        states = layer(torch.zeros(9, 1, 1))[0][:, 0]
        torch.testing.assert_close(ensemble(9)[:, 0], (states @ ensemble.output[0] + ensemble.output_bias[0])[:, 0])


def test_fast_modules_read_slow_ones() -> None:
    assert reads(4, (1, 2)).int().tolist() == [[1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 1, 1], [0, 0, 1, 1]]


def test_the_depth_gated_step_is_the_solutions(solution: ModuleType) -> None:
    torch.manual_seed(0)
    cell = solution["DepthGatedLSTMCell"](I, H)
    x, h, c, below = torch.randn(N, I), *torch.randn(3, N, H)
    z = F.linear(x, cell.weight_ih, cell.bias) + F.linear(h, cell.weight_hh)
    found = depth_gated_step(z, F.linear(x, cell.weight_d, cell.bias_d), c, below, cell.depth_prev, cell.depth_below)
    for one, other in zip(found, cell(x, (h, c), below)):
        torch.testing.assert_close(one, other)


def test_the_grid_block_is_the_solutions_and_the_papers_differs_in_h_alone(solution: ModuleType) -> None:
    torch.manual_seed(0)
    block = solution["GridLSTMBlock"](H)
    state, weights, biases = torch.randn(4, N, H), (block.weight_1, block.weight_2), (block.bias_1, block.bias_2)
    ours, papers = grid_block(*state, weights, biases), grid_block(*state, weights, biases, paper=True)
    for k, (one, other) in enumerate(zip(ours, block(*state))):
        torch.testing.assert_close(one, other)
        assert torch.equal(one, papers[k]) == (k in (1, 3))


@pytest.mark.parametrize("stack", STACKS)
def test_what_reaches_the_bottom_is_the_same_for_a_seed_and_less_the_deeper(stack: str) -> None:
    shallow, deep = ([reaches_the_bottom(stack, layers, torch.Generator().manual_seed(s), hidden=8) for s in range(3)] for layers in (1, 8))
    assert shallow == [reaches_the_bottom(stack, 1, torch.Generator().manual_seed(s), hidden=8) for s in range(3)]
    assert sum(deep) < sum(shallow)


def test_a_stack_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="stack"):
        reaches_the_bottom("tower", 2, torch.Generator())


@pytest.mark.parametrize("steps", [1, 2, 3, 8, 13])
def test_the_scan_is_the_loop_and_the_solutions(solution: ModuleType, steps: int) -> None:
    draw = torch.Generator().manual_seed(steps)
    a, b, h0 = (torch.randn(shape, generator=draw).requires_grad_() for shape in ((steps, N, H), (steps, N, H), (N, H)))
    with torch.no_grad():
        a[steps // 2] = 0.0
    runs = [run(a, b, h0) for run in (by_loop, by_scan, solution["linear_scan"])]
    weight = torch.randn(steps, N, H, generator=draw)
    gradients = [torch.autograd.grad((weight * states).sum(), (a, b, h0)) for states in runs]
    for states, found in zip(runs[1:], gradients[1:]):
        torch.testing.assert_close(states, runs[0])
        torch.testing.assert_close(found, gradients[0])


def test_min_gru_follows_its_equations() -> None:
    ensemble, x = MinGRUEnsemble(SEEDS, I, H, OUT, layers=2), inputs()
    for k in range(len(SEEDS)):
        seen = x[:, k]
        for layer in range(2):
            z, n = (seen @ getattr(ensemble, f"weight_{layer}")[k] + getattr(ensemble, f"bias_{layer}")[k]).chunk(2, dim=-1)
            h, states = torch.zeros(N, H), []
            for z_t, n_t in zip(z.sigmoid(), n):
                h = (1 - z_t) * h + z_t * n_t
                states.append(h)
            seen = torch.stack(states)
        torch.testing.assert_close(ensemble(x)[:, k], seen @ ensemble.output[k] + ensemble.output_bias[k])


def test_fresh_weights_are_uniform_within_one_over_the_root_of_h() -> None:
    ensemble = LSTMEnsemble([Variant()], range(40), I, 16, OUT)
    assert ensemble.weight_h.abs().max() <= 1 / 4 and ensemble.weight_h.std().item() == pytest.approx(1 / 4 / math.sqrt(3), rel=0.02)
    assert replace(Variant(), forget_bias=1.0).parameters(I, H) == Variant().parameters(I, H)
