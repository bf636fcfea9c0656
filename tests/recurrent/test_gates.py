"""A trace is what ``nn.LSTM`` computes, and an intervention changes what it says and nothing before it."""
from __future__ import annotations

import pytest
import torch
import torch.nn as nn

from recurrent.gates import hold, reset, trace


@pytest.fixture
def lstm() -> nn.LSTM:
    torch.manual_seed(0)
    return nn.LSTM(3, 5).double()


@pytest.fixture
def x() -> torch.Tensor:
    return torch.randn(12, 4, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("given", [True, False])
def test_the_trace_is_the_layer(lstm: nn.LSTM, x: torch.Tensor, given: bool) -> None:
    state = (torch.randn(4, 5).double(), torch.randn(4, 5).double()) if given else None
    output, (h_n, c_n) = lstm(x, None if state is None else tuple(s.unsqueeze(0) for s in state))
    traced = trace(lstm, x, state)
    torch.testing.assert_close(traced["h"], output, rtol=0, atol=1e-14)
    torch.testing.assert_close(traced["c"][-1], c_n[0], rtol=0, atol=1e-14)
    assert all(((0 < traced[k]) & (traced[k] < 1)).all() for k in "ifo") and (traced["g"].abs() < 1).all()


def test_the_parts_of_a_trace_obey_the_equations(lstm: nn.LSTM, x: torch.Tensor) -> None:
    t = trace(lstm, x)
    torch.testing.assert_close(t["c"][1:], t["f"][1:] * t["c"][:-1] + t["i"][1:] * t["g"][1:])
    torch.testing.assert_close(t["h"], t["o"] * t["c"].tanh())


@pytest.mark.parametrize("which", [{"h": True}, {"c": True}, {"h": True, "c": True}])
def test_a_reset_is_a_run_from_the_wiped_state(lstm: nn.LSTM, x: torch.Tensor, which: dict[str, bool]) -> None:
    plain, wiped = trace(lstm, x), trace(lstm, x, edit_state=reset(6, **which))
    h, c = (torch.zeros_like(plain[k][6]) if which.get(k) else plain[k][6] for k in "hc")
    rest = trace(lstm, x[7:], (h, c))
    for name in plain:
        torch.testing.assert_close(wiped[name][:6], plain[name][:6], rtol=0, atol=0)
        torch.testing.assert_close(wiped[name][7:], rest[name], rtol=0, atol=0)
    assert torch.equal(wiped["h"][6], h) and torch.equal(wiped["c"][6], c)


def test_holding_gates_open_everywhere_makes_a_counter(lstm: nn.LSTM, x: torch.Tensor) -> None:
    held = trace(lstm, x, edit_gates=hold(torch.ones(12, 4, dtype=torch.bool), f=1.0, i=1.0))
    torch.testing.assert_close(held["c"], held["g"].cumsum(0))


def test_holding_touches_only_the_places_named(lstm: nn.LSTM, x: torch.Tensor) -> None:
    where = torch.zeros(12, 4, dtype=torch.bool)
    where[5, 2] = True
    plain, held = trace(lstm, x), trace(lstm, x, edit_gates=hold(where, f=0.25))
    assert (held["f"][5, 2] == 0.25).all()
    others = [0, 1, 3]
    assert torch.equal(held["c"][:, others], plain["c"][:, others])
    assert torch.equal(held["c"][:5], plain["c"][:5]) and not torch.equal(held["c"][5, 2], plain["c"][5, 2])


@pytest.mark.parametrize("options", [{"num_layers": 2}, {"bidirectional": True}, {"batch_first": True}, {"bias": False}])
def test_other_layers_are_refused(options: dict[str, object], x: torch.Tensor) -> None:
    with pytest.raises(ValueError, match="one layer, one direction, time first, with bias"):
        trace(nn.LSTM(3, 5, **options), x)
