"""Cases: unpredictable without the secret, the same again with it, each place its own stream, a paper for each student."""

from collections import Counter

import torch

from autograder.judge import Cases
from autograder.judge.cases import PAPERS

PLACE = ("03_lstm", "LSTMCell", "test_step", "3")


def numbers(cases, *place):
    return cases.draw(*place).normal(6)


def test_a_place_has_one_stream():
    assert torch.equal(numbers(Cases(b"secret", "ada"), *PLACE), numbers(Cases(b"secret", "ada"), *PLACE))


def test_secret_paper_and_every_part_of_the_place_change_it():
    first = numbers(Cases(b"secret", "ada"), *PLACE)
    other = next(name for name in "abcdefghijklmnop" if paper(name) != paper("ada"))
    others = [Cases(b"secret", other).draw(*PLACE), Cases(b"Secret", "ada").draw(*PLACE), Cases().draw(*PLACE)]
    others += [Cases(b"secret", "ada").draw(*PLACE[:k], PLACE[k] + "x", *PLACE[k + 1 :]) for k in range(4)]
    for other in others:
        assert not torch.isclose(first, other.normal(6)).any()


def paper(student, secret=b"secret", place=PLACE[:2]):
    return Cases(secret, student).paper(*place)


def test_a_class_has_all_papers_about_as_often_and_an_exercise_does_not_tell_the_next():
    students = [f"student {k}" for k in range(800)]
    for place in (PLACE[:2], ("03_lstm", "LSTM")):
        counts = Counter(paper(student, place=place) for student in students)
        assert len(counts) == PAPERS and max(counts.values()) < 1.5 * 800 / PAPERS and min(counts.values()) > 0.5 * 800 / PAPERS
    for changed in ({"place": ("03_lstm", "LSTM")}, {"secret": b"Secret"}):
        same = sum(paper(student) == paper(student, **changed) for student in students)
        assert 0.5 * 800 / PAPERS < same < 1.5 * 800 / PAPERS


def test_who_has_the_same_paper_has_the_same_numbers():
    twin = next(name for name in "bcdefghijklmnopqrstuvwxyz" if paper(name) == paper("ada"))
    assert torch.equal(numbers(Cases(b"secret", "ada"), *PLACE), numbers(Cases(b"secret", twin), *PLACE))


def test_names_that_run_together_stay_apart():
    assert not torch.equal(numbers(Cases(), "a", "b", "c", "d"), numbers(Cases(), "a", "bc", "", "d"))


def test_the_public_stream_is_frozen():
    # Recorded answers rest on these numbers: they must not change with a version of NumPy.
    draw = Cases().draw("03_lstm", "LSTMCell", "test_step", "0")
    assert Cases().public and not Cases(b"secret").public
    assert [round(x, 6) for x in draw.normal(3).tolist()] == FROZEN


def test_distributions_are_those_promised():
    draw = Cases(b"secret", "ada").draw(*PLACE)
    normal, uniform = draw.normal(100_000, scale=2.0), draw.uniform(100_000, low=-3, high=1)
    assert abs(float(normal.mean())) < 0.05 and abs(float(normal.std()) - 2) < 0.05
    assert -3 <= float(uniform.min()) < -2.99 and 0.99 < float(uniform.max()) < 1
    assert set(draw.integers(2, 5, 1000).tolist()) == {2, 3, 4}
    assert {draw.size(2, 4) for _ in range(200)} == {2, 3, 4}
    assert sorted(draw.shuffled([1, 2, 3])) == [1, 2, 3] and draw.choice(["a"]) == "a"


FROZEN = [-0.866791, -0.795328, 1.440981]
