"""The gradient's way back by the recursion equals autograd, and stays below its bound."""
from __future__ import annotations

import matplotlib
import pytest
import torch
import torch.nn as nn

matplotlib.use("agg")

from matplotlib import pyplot as plt  # noqa: E402

from recurrent import initialise, plots  # noqa: E402
from recurrent.grids import reach, solved_grid, wins  # noqa: E402
from recurrent.jacobians import back, gain, relative_norms, run, spectral_radius, square, weight_shares  # noqa: E402
from recurrent.unrolled import backwards, unrolled  # noqa: E402

STEPS, SIZE, HIDDEN = 9, 3, 5


def normal(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("rotation", [False, True])
@pytest.mark.parametrize("radius", [0.5, 1.0, 1.7])
def test_a_matrix_has_the_radius_that_was_asked_for(radius: float, rotation: bool) -> None:
    matrix = square(16, radius, torch.Generator().manual_seed(0), rotation=rotation)
    assert spectral_radius(matrix) == pytest.approx(radius)
    if rotation:
        assert gain(matrix) == pytest.approx(radius)
        torch.testing.assert_close(matrix @ matrix.T, radius**2 * torch.eye(16, dtype=torch.float64))
    else:
        assert gain(matrix) > radius


def test_the_run_is_torchs_with_the_input_added() -> None:
    weight, inputs = normal(HIDDEN, HIDDEN), normal(STEPS, SIZE, HIDDEN, seed=1)
    layer = nn.RNN(HIDDEN, HIDDEN, bias=False).double()
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.eye(HIDDEN))
        layer.weight_hh_l0.copy_(weight)
    states, slopes = run(weight, inputs)
    torch.testing.assert_close(states, layer(inputs)[0].detach(), rtol=1e-12, atol=1e-14)
    torch.testing.assert_close(slopes, 1 - states**2)


def test_the_recursion_is_autograd() -> None:
    weight, inputs, last = normal(HIDDEN, HIDDEN), normal(STEPS, SIZE, HIDDEN, seed=1), normal(SIZE, HIDDEN, seed=2)
    h = torch.zeros(SIZE, HIDDEN, dtype=torch.float64, requires_grad=True)
    kept, learnt = [h], weight.clone().requires_grad_()
    for x in inputs:
        h = torch.tanh(x + h @ learnt.T)
        kept.append(h)
    *expected, weight_gradient = torch.autograd.grad((last * h).sum(), [*kept, learnt])
    states, slopes = run(weight, inputs)
    gradients = back(weight, slopes, last)
    torch.testing.assert_close(gradients, torch.stack(expected), rtol=1e-12, atol=1e-14)
    before = torch.cat([torch.zeros_like(states[:1]), states[:-1]])
    terms = torch.einsum("tnh,tnk->thk", gradients[1:] * slopes, before)
    torch.testing.assert_close(terms.sum(0), weight_gradient, rtol=1e-11, atol=1e-13)
    shares = weight_shares(gradients, states, slopes)
    expected_shares = terms.flatten(1).norm(dim=1).flip(0)
    torch.testing.assert_close(shares, expected_shares / expected_shares.sum())
    assert shares.sum().item() == pytest.approx(1.0) and shares[-1] == 0.0


@pytest.mark.parametrize("radius", [0.7, 1.3])
@pytest.mark.parametrize("rotation", [False, True])
def test_no_gradient_exceeds_the_bound_and_a_linear_rotation_meets_it(radius: float, rotation: bool) -> None:
    draw = torch.Generator().manual_seed(0)
    weight = square(12, radius, draw, rotation=rotation)
    _, slopes = run(weight, torch.randn(30, 4, 12, generator=draw, dtype=torch.float64))
    last = torch.randn(4, 12, generator=draw, dtype=torch.float64)
    bound = torch.arange(31, dtype=torch.float64) * torch.tensor(gain(weight), dtype=torch.float64).log10()
    linear = relative_norms(back(weight, torch.ones_like(slopes), last))
    assert (relative_norms(back(weight, slopes, last)) <= bound + 1e-9).all() and (linear <= bound + 1e-9).all()
    if rotation:
        torch.testing.assert_close(linear, bound, rtol=1e-6, atol=1e-6)


def test_in_the_long_run_the_spectral_radius_decides() -> None:
    weight = square(12, 0.9, torch.Generator().manual_seed(1))
    norms = relative_norms(back(weight, torch.ones(400, 2, 12, dtype=torch.float64), normal(2, 12)))
    assert 10 ** ((norms[400] - norms[200]) / 200).item() == pytest.approx(0.9, rel=0.01)


@pytest.mark.parametrize(("start", "check"), [(initialise.identity, "identity"), (initialise.orthogonal, "orthogonal")])
def test_starts_of_plain_networks(start: object, check: str) -> None:
    torch.manual_seed(0)
    rnn = nn.RNN(3, 6, num_layers=2, nonlinearity="relu").double()
    inputs = [p.clone() for name, p in rnn.named_parameters() if name.startswith("weight_ih")]
    assert start(rnn) is rnn
    for name, parameter in rnn.named_parameters():
        assert parameter.requires_grad
        if name.startswith("bias"):
            assert not parameter.any()
        if name.startswith("weight_hh"):
            product = parameter if check == "identity" else parameter @ parameter.T
            torch.testing.assert_close(product.detach(), torch.eye(6, dtype=torch.float64))
    assert all(torch.equal(a, b) for a, b in zip(inputs, (p for name, p in rnn.named_parameters() if name.startswith("weight_ih"))))


@pytest.mark.parametrize("draw", [unrolled, backwards])
def test_a_drawing_gives_the_same_bytes_in_palette_colours(draw: object) -> None:
    plots.use_style()
    drawn = plots.svg(draw())
    assert drawn == plots.svg(draw()) and "var(--ink)" in drawn.split("</style>", 1)[1]
    plt.close("all")


SOLVED = {("A", 10): [5, 7, None], ("A", 20): [9, None, None], ("A", 40): [1, 1, 1], ("B", 10): [None] * 3, ("B", 20): [2, 2, 2], ("B", 40): [3, 4, 8]}


def test_the_reach_ends_where_half_of_the_seeds_fail() -> None:
    assert reach(SOLVED, "A", (10, 20, 40)) == 10 and reach(SOLVED, "B", (10, 20, 40)) == 0 and reach(SOLVED, "B", (20, 40)) == 40
    assert wins(SOLVED)["A", 10] == 2 and wins(SOLVED)["B", 10] == 0


def test_a_grid_has_a_dot_for_each_seed_filled_where_it_solved() -> None:
    _, (axes,) = plots.panels()
    solved_grid(axes, SOLVED, ("A", "B"), (10, 20, 40))
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(dots) == 18 and sum(line.get_markerfacecolor() != "none" for line in dots) == 2 + 1 + 3 + 0 + 3 + 3
    assert [text.get_text() for text in axes.texts] == ["7", "9", "1", "2", "4"]
    plt.close("all")
