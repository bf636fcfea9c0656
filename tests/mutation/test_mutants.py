"""Every small change to a solution is refused, but for those that `survivors.json` lists with the reason why they change nothing."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from autograder.judge import RECORD, Recorded, assignments, judge_cell, outline
from autograder.judge.reference import solution_cells

from .mutants import mutants

SURVIVORS = json.loads(Path(__file__).with_name("survivors.json").read_text())
EXERCISES = [(assignment, exercise.name) for assignment in assignments() for exercise in outline(assignment)]
SECONDS = 6  # of processor time: however busy the machine is, a mutant that ends takes less


class TooLong(Exception):
    """A mutant that does not come to an end; a time limit refuses it at grading."""


@pytest.fixture(autouse=True)
def alarm():
    def stop(*_):
        raise TooLong

    kept = signal.signal(signal.SIGPROF, stop)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, kept)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("assignment, exercise", EXERCISES, ids=["/".join(pair) for pair in EXERCISES])
def test_every_mutant_is_refused(assignment, exercise, course_root, record_property):
    made = mutants(solution_cells(assignment)[exercise])
    answers = Recorded((course_root / "exercises" / assignment / RECORD).read_bytes())
    survived = set()
    for mutant in made:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            if judge_cell(assignment, exercise, mutant.source, brief=True, reference=answers).passed:
                survived.add(mutant.name.partition(": ")[2])
        except TooLong:
            pass
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    record_property("mutants", f"{len(made) - len(survived)} of {len(made)}")
    print(f"{assignment}/{exercise}: {len(made) - len(survived)} of {len(made)} mutants refused")
    excused = SURVIVORS.get(assignment, {}).get(exercise, {})
    assert len(made) > 5
    assert survived == set(excused)
    assert all(excused.values())


def test_mutants_are_many_different_programs():
    made = mutants("def f(x, y):\n    '''Adds 1.'''\n    a, b = x, y\n    return torch.tanh(a @ b + 1) - a[0]")
    assert len({mutant.source for mutant in made}) == len(made) >= 12
    assert all("Adds 1." in mutant.source for mutant in made)
    assert {"a @ b + 1 -> a @ b - 1", "torch.tanh -> torch.sigmoid", "(x, y) -> (y, x)"} <= {m.name.partition(": ")[2] for m in made}
