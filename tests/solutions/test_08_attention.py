"""The solutions of 08_attention against sequences taken one at a time, torch.distributions, and another edit distance."""

from __future__ import annotations

import random
from functools import lru_cache

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.distributions import Normal, kl_divergence

from autograder.judge.probes import StepProbe
from autograder.judge.reference import load_module, solution_path

EXACT = {"rtol": 1e-12, "atol": 1e-12}
CASES = [([3, 1, 4, 2], 4), ([2, 3, 1], 6), ([1, 1], 1), ([5], 5), ([5], 7), ([4, 4, 4], 4)]
TOKENS = st.lists(st.integers(0, 3), max_size=7)

attention = load_module(solution_path("08_attention"), "solution_08_attention")


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)
    random.seed(0)


def normal(*shape):
    return torch.randn(*shape, dtype=torch.float64, requires_grad=True)


def assert_same_gradients(ours, theirs, leaves):
    weight = torch.randn_like(ours)
    both = [torch.autograd.grad((out * weight).sum(), leaves, retain_graph=True, allow_unused=True) for out in (ours, theirs)]
    for found, expected, leaf in zip(*both, leaves):
        zero = torch.zeros_like(leaf)
        torch.testing.assert_close(zero if found is None else found, zero if expected is None else expected, **EXACT)


def looked_up_alone(layer, query, keys):
    """Attention of one query (Q,) over real keys (L, K), a key at a time."""
    met = [torch.tanh(layer.query_projection.weight @ query + layer.key_projection.weight @ key) for key in keys]
    scores = torch.stack([layer.score.weight[0] @ vector for vector in met])
    weights = scores.exp() / scores.exp().sum()
    return sum(weight * key for weight, key in zip(weights, keys)), weights


@pytest.mark.parametrize("lengths, steps", CASES)
def test_attention_equals_sequences_taken_one_at_a_time(lengths, steps):
    layer = attention.AdditiveAttention(3, 2, 5).double()
    query, keys = normal(len(lengths), 3), normal(len(lengths), steps, 2)
    context, weights = layer(query, keys, torch.tensor(lengths))
    alone = [looked_up_alone(layer, q, k[:n]) for q, k, n in zip(query, keys, lengths)]
    padded = [torch.nn.functional.pad(w, (0, steps - len(w))) for _, w in alone]
    leaves = [query, keys, *layer.parameters()]
    for ours, theirs in ((context, torch.stack([c for c, _ in alone])), (weights, torch.stack(padded))):
        torch.testing.assert_close(ours, theirs, **EXACT)
        assert_same_gradients(ours, theirs, leaves)


def test_weights_are_a_distribution_over_the_real_places():
    layer = attention.AdditiveAttention(3, 2, 5).double()
    lengths = torch.tensor([2, 4, 1])
    keys = normal(3, 6, 2).detach()
    outside = torch.arange(6) >= lengths[:, None]
    keys[outside] = 1e30
    context, weights = layer(normal(3, 3), keys, lengths)
    assert (weights[outside] == 0).all()
    torch.testing.assert_close(weights.sum(dim=1), torch.ones(3, dtype=torch.float64), **EXACT)
    assert context.abs().max() < 10


def test_attention_passes_gradcheck():
    layer = attention.AdditiveAttention(2, 3, 4).double()
    inputs = normal(2, 2), normal(2, 4, 3)
    assert torch.autograd.gradcheck(lambda query, keys: layer(query, keys, torch.tensor([2, 3])), inputs)


def test_equal_keys_share_the_weight():
    layer = attention.AdditiveAttention(3, 2, 5).double()
    context, weights = layer(normal(1, 3), torch.ones(1, 4, 2, dtype=torch.float64), torch.tensor([3]))
    torch.testing.assert_close(weights, torch.tensor([[1, 1, 1, 0]], dtype=torch.float64) / 3, **EXACT)
    torch.testing.assert_close(context, torch.ones(1, 2, dtype=torch.float64), **EXACT)


def test_step_equals_its_equations_row_by_row():
    step = attention.DecoderStep(9, 4, 3, 2, 5).double()
    token, lengths = torch.tensor([3, 0, 8]), torch.tensor([2, 4, 1])
    h, c, memory = normal(3, 3), normal(3, 3), normal(3, 4, 2)
    logits, state, weights = step(token, (h, c), memory, lengths)
    cell = step.cell
    for row, length in enumerate(lengths.tolist()):
        context, alone = looked_up_alone(step.attention, h[row], memory[row, :length])
        x = torch.cat([step.embedding.weight[token[row]], context])
        gates = cell.weight_ih @ x + cell.bias_ih + cell.weight_hh @ h[row] + cell.bias_hh
        i, f, g, o = gates.chunk(4)
        c_new = f.sigmoid() * c[row] + i.sigmoid() * g.tanh()
        h_new = o.sigmoid() * c_new.tanh()
        expected = step.output.weight @ torch.cat([h_new, context]) + step.output.bias
        leaves = [h, c, memory, *step.parameters()]
        for ours, theirs in ((logits[row], expected), (state[0][row], h_new), (state[1][row], c_new)):
            torch.testing.assert_close(ours, theirs, **EXACT)
            assert_same_gradients(ours, theirs, leaves)
        torch.testing.assert_close(weights[row, :length], alone, **EXACT)


def row_alone(step, state, memory, lengths, bos, eos, max_length):
    """Greedy decoding of one row."""
    word, words = bos, []
    for _ in range(max_length):
        logits, state, _ = step(torch.tensor([word]), state, memory, lengths)
        word = int(logits[0].argmax())
        if word == eos:
            break
        words.append(word)
    return words


@pytest.mark.parametrize("max_length", [1, 2, 5, 12])
@pytest.mark.parametrize("seed", range(10))
def test_decoding_equals_rows_taken_one_at_a_time(seed, max_length):
    torch.manual_seed(seed)
    probe = StepProbe(torch.randn(5, 5), bos=0)
    h, c, memory = torch.randn(4, 5), torch.zeros(4, 1), torch.randn(4, 6, 5)
    lengths = torch.tensor([6, 2, 3, 5])
    written = attention.greedy_decode(probe, (h, c), memory, lengths, 0, 1, max_length)
    assert probe.calls <= max_length
    alone = []
    for n in range(4):
        one = slice(n, n + 1)
        alone.append(row_alone(probe, (h[one], c[one]), memory[one], lengths[one], 0, 1, max_length))
    assert written == alone
    assert all(type(word) is int for row in written for word in row)


def test_decoding_with_the_own_step():
    step = attention.DecoderStep(6, 4, 3, 2, 5)
    memory, lengths, state = torch.randn(3, 4, 2), torch.tensor([2, 4, 1]), (torch.zeros(3, 3), torch.zeros(3, 3))
    written = attention.greedy_decode(step, state, memory, lengths, 0, 1, 7)
    assert len(written) == 3 and all(len(row) <= 7 and 1 not in row for row in written)


def edits(a, b):
    """The edit distance by its recursion, from the last tokens back."""

    @lru_cache(maxsize=None)
    def distance(i, j):
        if min(i, j) == 0:
            return max(i, j)
        return min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (a[i - 1] != b[j - 1]))

    return distance(len(a), len(b))


@given(st.lists(st.tuples(TOKENS, TOKENS), min_size=1, max_size=4))
def test_error_rate_is_total_distance_over_total_length(pairs):
    predicted, gold = [p for p, _ in pairs], [g for _, g in pairs]
    if not sum(map(len, gold)):
        return
    rate = attention.error_rate(predicted, gold)
    assert type(rate) is float
    assert rate == sum(edits(tuple(p), tuple(g)) for p, g in pairs) / sum(map(len, gold))


@given(TOKENS, TOKENS, TOKENS)
def test_the_distance_is_a_metric(a, b, c):
    def distance(x, y):
        return attention.error_rate([x, []], [y, [0] * 100]) * (len(y) + 100) - 100

    assert distance(a, b) == pytest.approx(distance(b, a), abs=1e-9)
    assert distance(a, c) <= distance(a, b) + distance(b, c) + 1e-9
    assert (distance(a, b) < 1e-9) == (a == b)


def test_kitten_and_sitting():
    assert attention.error_rate([[ord(x) for x in "kitten"]], [[ord(x) for x in "sitting"]]) == 3 / 7


def test_divergence_equals_torch_distributions():
    given = [normal(4, 3) for _ in range(4)]
    mean_q, logvar_q, mean_p, logvar_p = given
    ours = attention.gaussian_kl(*given)
    theirs = kl_divergence(Normal(mean_q, (logvar_q / 2).exp()), Normal(mean_p, (logvar_p / 2).exp())).sum(dim=1)
    torch.testing.assert_close(ours, theirs, **EXACT)
    assert_same_gradients(ours, theirs, given)
    assert torch.autograd.gradcheck(attention.gaussian_kl, given)


def test_divergence_of_equal_gaussians_is_zero_and_no_other_is_negative():
    mean, logvar = normal(50, 3), normal(50, 3)
    assert torch.equal(attention.gaussian_kl(mean, logvar, mean, logvar), torch.zeros(50, dtype=torch.float64))
    assert (attention.gaussian_kl(mean, logvar, normal(50, 3), normal(50, 3)) > 0).all()


def test_divergence_equals_an_integral():
    given = [torch.tensor([[value]], dtype=torch.float64) for value in (0.3, -0.4, -0.2, 0.5)]
    mean_q, logvar_q, mean_p, logvar_p = given
    x = torch.linspace(-12, 12, 200_001, dtype=torch.float64)
    q, p = Normal(mean_q[0], (logvar_q[0] / 2).exp()), Normal(mean_p[0], (logvar_p[0] / 2).exp())
    integral = torch.trapezoid(q.log_prob(x).exp() * (q.log_prob(x) - p.log_prob(x)), x)
    torch.testing.assert_close(attention.gaussian_kl(*given)[0], integral, rtol=1e-9, atol=1e-9)
