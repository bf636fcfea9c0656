"""Cases: unpredictable without the secret, the same again with it, and each place its own stream."""

import torch

from autograder.judge import Cases

PLACE = ("03_lstm", "LSTMCell", "test_step", "3")


def numbers(cases, *place):
    return cases.draw(*place).normal(6)


def test_a_place_has_one_stream():
    assert torch.equal(numbers(Cases(b"secret", "ada"), *PLACE), numbers(Cases(b"secret", "ada"), *PLACE))


def test_secret_student_and_every_part_of_the_place_change_it():
    first = numbers(Cases(b"secret", "ada"), *PLACE)
    others = [Cases(b"secret", "bob").draw(*PLACE), Cases(b"Secret", "ada").draw(*PLACE), Cases().draw(*PLACE)]
    others += [Cases(b"secret", "ada").draw(*PLACE[:k], PLACE[k] + "x", *PLACE[k + 1 :]) for k in range(4)]
    for other in others:
        assert not torch.isclose(first, other.normal(6)).any()


def test_names_that_run_together_stay_apart():
    assert not torch.equal(numbers(Cases(b"s", "ada"), "b", "c"), numbers(Cases(b"s", "ad"), "ab", "c"))


def test_the_public_stream_is_frozen():
    # Recorded answers rest on these numbers: they must not change with a version of NumPy.
    draw = Cases().draw("03_lstm", "LSTMCell", "test_step", "0")
    assert Cases().public and not Cases(b"secret").public
    assert [round(x, 6) for x in draw.normal(3).tolist()] == FROZEN


def test_distributions_are_those_promised():
    draw = Cases(b"secret", "ada").draw("a")
    normal, uniform = draw.normal(100_000, scale=2.0), draw.uniform(100_000, low=-3, high=1)
    assert abs(float(normal.mean())) < 0.05 and abs(float(normal.std()) - 2) < 0.05
    assert -3 <= float(uniform.min()) < -2.99 and 0.99 < float(uniform.max()) < 1
    assert set(draw.integers(2, 5, 1000).tolist()) == {2, 3, 4}
    assert {draw.size(2, 4) for _ in range(200)} == {2, 3, 4}
    assert sorted(draw.shuffled([1, 2, 3])) == [1, 2, 3] and draw.choice(["a"]) == "a"


FROZEN = [-0.866791, -0.795328, 1.440981]
