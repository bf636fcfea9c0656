"""The variational networks equal a plain loop and torch's distributions; the walk's density is the one it is drawn from."""
from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
import torch
import torch.nn as nn
from torch import Tensor
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal, kl_divergence

from recurrent.blocks import DIRECTIONS, NOISE, RUN, corners, log_density, one_gaussian, walks
from recurrent.variational import KINDS, SMALLEST, VRNNs, divergence, log_normal, tighter
from recurrent.walk_study import GROUPS, learn_walks, on_a_street, scores

T, N, D, Z, H = 6, 4, 2, 3, 5


@pytest.fixture(autouse=True)
def double() -> Iterator[None]:
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def gaussian(mean: Tensor, log_variance: Tensor) -> Independent:
    return Independent(Normal(mean, (log_variance / 2).exp()), 1)


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_density_and_divergence_are_those_of_torch() -> None:
    a, b, p, q = torch.randn(4, 7, 3, generator=seeded(0))
    torch.testing.assert_close(divergence(a, b, p, q), kl_divergence(gaussian(a, b), gaussian(p, q)))
    torch.testing.assert_close(log_normal(p, a, b), gaussian(a, b).log_prob(p))


def by_hand(model: VRNNs, k: int, x: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
    """Fit and gap of member k by the equations, with torch's cell: ``(T - 1, N)`` both."""
    w = {name: tensor[k] for name, tensor in model.weights.items()}
    kind = model.kinds[k]
    cell = nn.LSTMCell(D + Z, H)
    with torch.no_grad():
        cell.weight_ih.copy_(torch.cat([w["x_in"][:, H:], w["z_in"][:, H:]]).T)
        cell.weight_hh.copy_(w["h_in"][:, 2 * H :].T)
        cell.bias_ih.copy_(w["bias"][0, 2 * H :])
        cell.bias_hh.zero_()

    def read(name: str, hidden: Tensor) -> tuple[Tensor, Tensor]:
        mean, log = (hidden.tanh() @ w[f"{name}_out"] + w[f"{name}_out_bias"]).chunk(2, dim=-1)
        return mean, log.clamp(min=SMALLEST)

    h, c = cell(torch.cat([x[0], torch.zeros(N, Z)], dim=-1), (torch.zeros(N, H), torch.zeros(N, H)))
    fits, gaps = [], []
    for t in range(1, T):
        mean_q, log_q = read("posterior", x[t] @ w["x_in"][:, :H] + h @ w["h_in"][:, :H] + w["bias"][:, :H])
        mean_p, log_p = read("prior", h @ w["prior_in"] + w["prior_bias"]) if kind == "VRNN" else (torch.zeros(N, Z),) * 2
        z = mean_q + (log_q / 2).exp() * noise[t] if kind != "no z" else torch.zeros(N, Z)
        seen = read("decoder", z @ w["z_in"][:, :H] + h @ w["h_in"][:, H : 2 * H] + w["bias"][:, H : 2 * H])
        fits.append(gaussian(*seen).log_prob(x[t]))
        gaps.append(kl_divergence(gaussian(mean_q, log_q), gaussian(mean_p, log_p)) if kind != "no z" else torch.zeros(N))
        h, c = cell(torch.cat([x[t], z], dim=-1), (h, c))
    return torch.stack(fits), torch.stack(gaps)


def test_the_bound_is_that_of_the_equations() -> None:
    model = VRNNs(KINDS, [0], D, Z, H)
    x = torch.randn(T, N, D, generator=seeded(1))
    found = model(x.unsqueeze(1).expand(-1, len(KINDS), -1, -1), seeded(2))
    noise = torch.randn(T, N, Z, generator=seeded(2))
    for k in range(len(KINDS)):
        fit, gap = by_hand(model, k, x, noise)
        torch.testing.assert_close(found.fit[:, k], fit)
        torch.testing.assert_close(found.gap[:, k], gap)


def test_the_log_ratio_is_minus_the_gap_on_average() -> None:
    model = VRNNs(("VRNN",), [0], D, Z, H)
    x = torch.randn(2, 1, 1, D, generator=seeded(1)).expand(-1, -1, 40_000, -1)
    found = model(x, seeded(3))
    assert found.ratio.mean().item() == pytest.approx(-found.gap.mean().item(), abs=0.02)


def test_more_draws_bring_the_bound_up_and_an_exact_likelihood_stays() -> None:
    model = VRNNs(KINDS, [0], D, Z, H)
    x = torch.randn(T, 300, D, generator=seeded(4))
    once, often = tighter(model, x, 1, seeded(5)), tighter(model, x, 30, seeded(5))
    assert (often[:2] > once[:2]).all()
    torch.testing.assert_close(once[2], often[2])


def test_samples_follow_the_decoder() -> None:
    """With the decoder's output weights at 0 every step is drawn from its bias."""
    model = VRNNs(("VRNN",), [0], D, Z, H)
    with torch.no_grad():
        model.weights["decoder_out"].zero_()
        model.weights["decoder_out_bias"].copy_(torch.tensor([[[1.0, -2.0, math.log(0.25), 0.0]]]))
    made = model.sample(torch.zeros(1, 5000, D), 4, seeded(6))
    assert made.shape == (5, 1, 5000, D)
    torch.testing.assert_close(made[1:].mean((0, 1, 2)), torch.tensor([1.0, -2.0]), atol=0.03, rtol=0)
    torch.testing.assert_close(made[1:].std((0, 1, 2)), torch.tensor([0.5, 1.0]), atol=0.03, rtol=0)


def test_the_density_of_a_walk_is_a_mixture_over_blocks() -> None:
    walk = walks(7, 50, seeded(7))
    density = log_density(walk)
    peaks = Independent(Normal(DIRECTIONS.double(), NOISE), 1)
    mixture = MixtureSameFamily(Categorical(torch.ones(4)), peaks)
    torch.testing.assert_close(density[corners(7)], mixture.log_prob(walk[corners(7)]))
    for start in (0, RUN):
        block = peaks.log_prob(walk[start : start + RUN].unsqueeze(-2)).sum(0)  # (N, 4)
        torch.testing.assert_close(density[start : start + RUN].sum(0), block.logsumexp(-1) - math.log(4))


def test_a_single_gaussian_cannot_do_better() -> None:
    corner = walks(1, 200_000, seeded(8))[0]
    fitted = gaussian(corner.mean(0), corner.var(0).log()).log_prob(corner).mean().item()
    assert fitted == pytest.approx(one_gaussian(), abs=0.01)
    assert log_density(corner[None]).mean().item() > one_gaussian() + 0.5


def test_a_street_is_where_the_directions_are() -> None:
    steps = torch.tensor([[1.0, 0.0], [0.0, -1.0], [0.7, 0.7], [0.0, 0.0]])
    assert on_a_street(steps) == 0.5


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="kinds must be some of"):
        VRNNs(("GAN",), [0])


def test_every_group_is_trained_and_scored() -> None:
    torch.set_default_dtype(torch.float32)
    model = learn_walks([0, 1], training=3, warm=2, steps=7, size=4)
    found = scores(model, walks(7, 20, seeded(9)), draws=2)
    assert list(found) == list(GROUPS) and all(len(of) == 2 for of in found.values())
    assert all(score.gap_corner == score.gap_elsewhere == 0 for score in found["no z"])
    for score in found["VRNN"]:
        open_, held = corners(7)[1:].sum().item(), (~corners(7)[1:]).sum().item()
        assert score.bound == pytest.approx((open_ * score.corner + held * score.elsewhere) / 6, rel=1e-4)
