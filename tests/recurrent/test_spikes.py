"""Intervals are what they are said to be, and the metronome is one unit that a peephole cell can be."""
from __future__ import annotations

import pytest
import torch

from autograder.judge import load_solution
from recurrent.spikes import Intervals, intervals, metronome


def test_spikes_are_an_interval_or_one_step_less_apart() -> None:
    spikes, longer, asked = intervals(7, 5, 400, torch.Generator().manual_seed(0))
    for n in range(400):
        at = spikes[:, n].nonzero().flatten()
        gaps = at.diff()
        assert at[0] == 0 and set(gaps.tolist()) <= {6, 7} and len(gaps) == 5
        assert longer[at[1:], n].tolist() == (gaps == 7).float().tolist()
    assert torch.equal(asked.sum(0), torch.full((400,), 5.0)) and asked[0].sum() == 0
    assert (longer.sum() / asked.sum()).item() == pytest.approx(0.5, abs=0.03)


def test_an_interval_needs_two_steps() -> None:
    with pytest.raises(ValueError, match="interval"):
        intervals(1, 3, 2, torch.Generator())


def test_chance_and_ceiling_of_the_intervals() -> None:
    task = Intervals(6, count=8, size=400)
    longer = intervals(6, 8, 400, torch.Generator().manual_seed(3))[1]
    knows = lambda x: (2 * longer - 1)[:, None, :, None]  # noqa: E731
    never = lambda x: -torch.ones(*x.shape[:3], 1)  # noqa: E731
    assert task.examine(knows, [torch.Generator().manual_seed(3)])[1].item() == 1.0
    assert task.examine(never, [torch.Generator().manual_seed(3)])[1].item() == pytest.approx(task.chance, abs=0.03)


@pytest.mark.parametrize("period", [1, 2, 9, 50])
def test_the_metronome_beats_at_the_multiples_of_its_period(period: int) -> None:
    h = metronome(period, 400)
    assert ((h > 0.5).nonzero().flatten() + 1).tolist() == list(range(period, 401, period))


def test_the_metronome_is_a_peephole_cell() -> None:
    period, sharpness = 5, 40.0
    cell = load_solution("04_variants")["PeepholeLSTMCell"](1, 1, dtype=torch.float64)
    with torch.no_grad():
        for parameter in cell.parameters():
            parameter.zero_()
        cell.bias.copy_(torch.tensor([800.0, sharpness * (period - 0.5), 800.0, -sharpness * (period - 0.5)]))
        cell.peephole_f.fill_(-sharpness)
        cell.peephole_o.fill_(sharpness)
        state, outputs = None, []
        for _ in range(60):
            state = cell(torch.zeros(1, 1, dtype=torch.float64), state)
            outputs.append(state[0])
    torch.testing.assert_close(torch.cat(outputs).flatten(), metronome(period, 60))
