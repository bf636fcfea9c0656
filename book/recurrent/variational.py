"""Recurrent networks with a random variable in every step, many seeds at once (Chung et al. 2015).

    prior       z_t ~ N(mean_p(h_{t-1}), var_p(h_{t-1}))        posterior   z_t ~ N(mean_q(x_t, h_{t-1}), var_q(x_t, h_{t-1}))
    decoder     x_t ~ N(mean(z_t, h_{t-1}), var(z_t, h_{t-1}))   recurrence  h_t = LSTM([x_t; z_t], h_{t-1})

Three kinds: ``"VRNN"``; ``"fixed prior"``, whose prior is the standard normal in every step, as in STORN (Bayer and
Osendorfer 2014); ``"no z"``, where z is 0 and what is left is an LSTM with a Gaussian output.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn as nn
from torch import Tensor

from recurrent.ensemble import seeded

KINDS = ("VRNN", "fixed prior", "no z")
SMALLEST = -7.0  # of a logarithm of a variance, so that no density can run away


@dataclass(frozen=True)
class Bound:
    """One sample of the evidence lower bound, step by step, in nats: ``(T, S, N)`` each, ``bound = fit - gap``.

    Attributes:
        fit: ``log p(x_t | z_<=t, x_<t)``.
        gap: the divergence of posterior from prior.
        ratio: ``log p(z_t | …) - log q(z_t | …)`` at the sample, whose mean is minus the gap.
    """

    fit: Tensor
    gap: Tensor
    ratio: Tensor


def log_normal(x: Tensor, mean: Tensor, log_variance: Tensor) -> Tensor:
    """Log-density of a Gaussian without correlations, summed over the last dimension."""
    return -0.5 * (math.log(2 * math.pi) + log_variance + (x - mean) ** 2 * (-log_variance).exp()).sum(-1)


def divergence(mean_q: Tensor, log_q: Tensor, mean_p: Tensor, log_p: Tensor) -> Tensor:
    """``KL(q || p)`` of Gaussians without correlations, summed over the last dimension."""
    return 0.5 * (log_p - log_q + (log_q - log_p).exp() + (mean_q - mean_p) ** 2 * (-log_p).exp() - 1).sum(-1)


class VRNNs(nn.Module):
    """Members in the order of the kinds, one for each seed; members of a seed start from the same weights.

    Args:
        kinds: some of ``KINDS``.
        seeds: they decide the weights.
        size: D, of one x.
        latent: Z, of one z.
        hidden_size: H, of the LSTM and of the hidden layer of each of the three networks.
    """

    def __init__(self, kinds: Sequence[str], seeds: Sequence[int], size: int = 2, latent: int = 2, hidden_size: int = 24) -> None:
        super().__init__()
        if not set(kinds) <= set(KINDS):
            raise ValueError(f"kinds must be some of {KINDS}, got {kinds}")
        self.kinds, self.latent, self.hidden_size = tuple(kinds), latent, hidden_size
        D, Z, H = size, latent, hidden_size
        shapes = {"h_in": (H, 6 * H), "bias": (1, 6 * H), "x_in": (D, 5 * H), "z_in": (Z, 5 * H), "prior_in": (H, H), "prior_bias": (1, H)}
        shapes |= {f"{name}_out": (H, 2 * width) for name, width in (("prior", Z), ("posterior", Z), ("decoder", D))}
        shapes |= {f"{name}_out_bias": (1, 2 * width) for name, width in (("prior", Z), ("posterior", Z), ("decoder", D))}
        self.weights = nn.ParameterDict(seeded(shapes, seeds, len(kinds), 1 / math.sqrt(H)))
        rows = [kind for kind in kinds for _ in seeds]
        self.register_buffer("random", torch.tensor([kind != "no z" for kind in rows]).float().view(-1, 1, 1))
        self.register_buffer("learned", torch.tensor([kind == "VRNN" for kind in rows]).float().view(-1, 1, 1))

    def _read(self, name: str, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance from a hidden layer ``(S, N, H)``."""
        mean, log = torch.baddbmm(self.weights[f"{name}_out_bias"], hidden, self.weights[f"{name}_out"]).chunk(2, dim=-1)
        return mean, log.clamp(min=SMALLEST)

    def prior(self, h: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of z before x is seen, ``(S, N, Z)``; 0 where the prior is fixed."""
        mean, log = self._read("prior", torch.baddbmm(self.weights["prior_bias"], h, self.weights["prior_in"]).tanh())
        return mean * self.learned, log * self.learned

    def step(self, from_x: Tensor, from_h: Tensor, z: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The decoder's hidden layer (which must not see x), and the new state: ``from_x (S, N, 4H)``, ``from_h (S, N, 5H)``."""
        H = self.hidden_size
        total = torch.baddbmm(from_h, z, self.weights["z_in"])
        i, f, g, o = (total[..., H:] + from_x).chunk(4, dim=-1)
        c = torch.addcmul(i.sigmoid() * g.tanh(), f.sigmoid(), c)
        return total[..., :H].tanh(), o.sigmoid() * c.tanh(), c

    def forward(self, x: Tensor, generator: torch.Generator) -> Bound:
        """The bound on ``x (T, S, N, D)``, of which the first step is given and not scored."""
        w, H, (T, S, N, _) = self.weights, self.hidden_size, x.shape
        from_x = torch.bmm(x.transpose(0, 1).flatten(1, 2), w["x_in"]).unflatten(1, (T, N)).transpose(0, 1)  # (T, S, N, 5H)
        noise = torch.randn(T, N, self.latent, generator=generator).unsqueeze(1) * self.random
        zero = x.new_zeros(S, N, H)
        _, h, c = self.step(from_x[0, ..., H:], self._from_h(zero)[..., H:], noise[0] * 0, zero)
        states, hiddens, posteriors, zs = [], [], [], []
        for t in range(1, T):
            from_h = self._from_h(h)  # (S, N, 6H): posterior, decoder, gates
            mean, log = self._read("posterior", (from_h[..., :H] + from_x[t, ..., :H]).tanh())
            z = torch.addcmul(mean * self.random, (0.5 * log).exp(), noise[t])
            states.append(h)
            hidden, h, c = self.step(from_x[t, ..., H:], from_h[..., H:], z, c)
            hiddens.append(hidden)
            posteriors.append(torch.cat([mean, log], dim=-1))
            zs.append(z)
        before, hidden, posterior, z = (torch.cat(parts, dim=1) for parts in (states, hiddens, posteriors, zs))  # (S, (T-1) N, …)
        wanted = x[1:].transpose(0, 1).flatten(1, 2)
        fit = log_normal(wanted, *self._read("decoder", hidden))
        own, log_own = posterior.chunk(2, dim=-1)
        mean, log = self.prior(before)
        gap = divergence(own, log_own, mean, log) * self.random.squeeze(-1)
        ratio = (log_normal(z, mean, log) - log_normal(z, own, log_own)) * self.random.squeeze(-1)
        return Bound(*(value.unflatten(1, (T - 1, N)).transpose(0, 1) for value in (fit, gap, ratio)))

    def _from_h(self, h: Tensor) -> Tensor:
        return torch.baddbmm(self.weights["bias"], h, self.weights["h_in"])

    @torch.no_grad()
    def sample(self, first: Tensor, steps: int, generator: torch.Generator) -> Tensor:
        """Walks of every member's own, ``(steps + 1, S, N, D)``, from a given first step ``(S, N, D)``."""
        w, H, (S, N, D) = self.weights, self.hidden_size, first.shape
        zero = first.new_zeros(S, N, H)
        from_x = torch.bmm(first, w["x_in"])
        _, h, c = self.step(from_x[..., H:], self._from_h(zero)[..., H:], first.new_zeros(S, N, self.latent), zero)
        made = [first]
        for _ in range(steps):
            mean, log = self.prior(h)
            z = (mean + (0.5 * log).exp() * torch.randn(S, N, self.latent, generator=generator)) * self.random
            from_h = self._from_h(h)
            hidden = torch.baddbmm(from_h[..., H : 2 * H], z, w["z_in"][..., :H]).tanh()
            mean, log = self._read("decoder", hidden)
            x = mean + (0.5 * log).exp() * torch.randn(S, N, D, generator=generator)
            made.append(x)
            _, h, c = self.step(torch.bmm(x, w["x_in"])[..., H:], from_h[..., H:], z, c)
        return torch.stack(made)


def tighter(model: VRNNs, x: Tensor, draws: int, generator: torch.Generator) -> Tensor:
    """The bound from ``draws`` samples of z together (Burda et al. 2016), ``(S,)`` nats a step; one draw is the plain bound.

    Args:
        x: ``(T, N, D)``, the same walks for every member.
    """
    T, N, _ = x.shape
    S = len(model.random)
    with torch.no_grad():
        found = model(x.repeat(1, draws, 1).unsqueeze(1).expand(-1, S, -1, -1), generator)
    logs = (found.fit + found.ratio).sum(0).view(S, draws, N)
    return (logs.logsumexp(1) - math.log(draws)).mean(1) / (T - 1)
