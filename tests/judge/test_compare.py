"""Comparison: rounding passes, everything else is named with what was expected and what came."""

import pytest
import torch

from autograder.judge.compare import Mismatch, compare, tolerance


def mismatch(expected, came, **options):
    with pytest.raises(Mismatch) as caught:
        compare("h", expected, came, **options)
    return str(caught.value), caught.value.expected, caught.value.came


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_two_orders_of_the_same_sum_are_equal(dtype):
    generator = torch.Generator().manual_seed(0)
    for terms in (10, 100, 1000):
        x, w = torch.randn(8, terms, generator=generator, dtype=dtype), torch.randn(terms, 5, generator=generator, dtype=dtype)
        compare("h", x @ w, sum(x[:, k, None] * w[k] for k in range(terms)), terms=terms)


def test_one_wrong_digit_in_the_tenth_place_is_not():
    h = torch.tensor([0.1, 0.2, 0.3], dtype=torch.float64)
    text, expected, came = mismatch(h, h + torch.tensor([0, 0, 1e-10], dtype=torch.float64))
    assert "1 of 3" in text and expected == "[2]: 0.3" and came.startswith("[2]: 0.3")
    assert tolerance(torch.float64, 64, 1.0) < 1e-12


@pytest.mark.parametrize(
    "expected, came, words",
    [
        (torch.zeros(2, 3), torch.zeros(3, 2), "shape"),
        (torch.zeros(2, dtype=torch.float64), torch.zeros(2), "dtype"),
        (torch.zeros(2), None, "not a tensor"),
        (torch.zeros(2), torch.tensor([0.0, float("nan")]), "not finite"),
        (torch.tensor([float("inf")]), torch.tensor([-float("inf")]), "differs"),
        ((torch.zeros(2), torch.zeros(2)), torch.zeros(2), "structure"),
        ((1, 2), (1, 2, 3), "structure"),
        ({"i": 1, "f": 2}, {"i": 1, "g": 2}, "lacks 'f' and has 'g'"),
        ([1, 2], [1, 3], "[1]"),
        (True, 1, "not as expected"),
        (0.5, 0.25, "number"),
        (torch.tensor([1, 2]), torch.tensor([1, 3]), "differs"),
        (None, 0, "not as expected"),
    ],
)
def test_a_difference_is_named(expected, came, words):
    assert words in mismatch(expected, came)[0]


def test_larger_terms_allow_larger_rounding():
    small = torch.tensor([1e-3], dtype=torch.float64)
    compare("h", small, small + 1e-9, magnitude=1e6)
    mismatch(small, small + 1e-9)
