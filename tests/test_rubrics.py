"""How often is the grader wrong? Wrong versions are refused, correct ones of any style earn everything, mistakes get their name.

The corpora are text: `tests/zoo/<assignment>/<exercise>.py` holds wrong solution cells, `tests/alternatives/…` correct
ones, each cell under a line `# %% name`. A cell is run after the reference's own earlier exercises. In the zoo the line
goes on with the diagnosis that is true of the cell, `# %% name: id`, or with several; without one nothing may be
claimed. `# %% order-{order}: gate-order-{order} for ifgo` stands for a cell for every wrong order of gates, whose names
take the place of ORDER in its text.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import linecache
import re
import warnings
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from autograder.judge import RECORD, ExerciseReport, InProcess, Judge, Live, Recorded, assignments, load_solution, outline
from autograder.judge import forbidden
from autograder.judge.reference import load_misconceptions, solution_cells
from autograder.judge.symptoms import SYMPTOMS

HERE = Path(__file__).parent
IMPORTS = ("math", "torch", "nn", "F")


class Cell(NamedTuple):
    """A solution cell and the ids of the diagnoses that are true of it."""

    source: str
    true: tuple[str, ...] = ()


@functools.cache
def cells(kind: str, assignment: str, exercise: str) -> dict[str, Cell]:
    """Every cell of a corpus by its name; a name that stands twice is an error."""
    path = HERE / kind / assignment / f"{exercise}.py"
    parts = re.split(r"^# %% (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE) if path.is_file() else [""]
    found: list[tuple[str, Cell]] = []
    for header, text in zip(parts[1::2], parts[2::2]):
        header, _, gates = header.partition(" for ")
        name, _, true = header.partition(": ")
        cell = Cell(text.strip(), tuple(true.split(", ")) if true else ())
        orders = ["".join(order) for order in itertools.permutations(gates)][1:] if gates else [""]
        for order in orders:
            ids = tuple(id.replace("{order}", order) for id in cell.true)
            found.append((name.replace("{order}", order), Cell(cell.source.replace("ORDER", ", ".join(order)), ids)))
    assert len(dict(found)) == len(found), f"{path} has two cells of one name"
    return dict(found)


def corpus(kind: str, assignment: str, exercise: str) -> dict[str, str]:
    """Name → text of every cell of a corpus."""
    return {name: cell.source for name, cell in cells(kind, assignment, exercise).items()}


def exercises(kind: str) -> list[Any]:
    """(assignment, exercise) for which there is a corpus."""
    found = [(a, e.name) for a in assignments() if (HERE / kind / a).is_dir() for e in outline(a)]
    return [pytest.param(*pair, id="-".join(pair)) for pair in found]


@functools.cache
def judge(assignment: str) -> Judge:
    """A judge that works with recorded answers, as in a student's notebook: each reference runs once."""
    return Judge(assignment, Recorded((HERE.parent / "exercises" / assignment / RECORD).read_bytes()))


def operators_closed(assignment: str, exercise: str) -> contextlib.AbstractContextManager[None]:
    """Around the examination of many cells: to close torch's recurrent operators takes as long as many a program."""
    asked = judge(assignment).exercises[exercise]
    return forbidden.operators_closed(asked.allows, asked.forbids)


def examine(
    assignment: str, exercise: str, namespace: dict[str, Any], source: str = "", by: Judge | None = None, closed: bool = False
) -> ExerciseReport:
    """What an exercise earns; `closed` says that the operators already are."""
    asked = judge(assignment).exercises[exercise]
    student = InProcess(namespace, source, "", closed=not closed, allows=asked.allows, forbids=asked.forbids)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return (by or judge(assignment)).examine({exercise: student})[exercise]


def examine_cell(
    assignment: str, exercise: str, source: str, by: Judge | None = None, closed: bool = False
) -> ExerciseReport | None:
    """What a solution cell earns; None where running the cell raises."""
    earlier = judge(assignment).exercises[exercise].builds_on
    namespace = {name: value for name, value in load_solution(assignment).items() if name in (*IMPORTS, *earlier)}
    namespace["__name__"] = "__main__"
    linecache.cache["<student>"] = (len(source), None, source.splitlines(True), "<student>")  # as a notebook's kernel does
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, "<student>", "exec"), namespace)
    except Exception:  # noqa: BLE001 - a cell that does not run earns nothing
        return None
    return examine(assignment, exercise, namespace, source, by, closed)


def failed(report: ExerciseReport) -> str:
    return "; ".join(f"{p.name}: {p.message} ({p.expected} / {p.came})" for p in report.parts if not p.passed) or report.note


@pytest.mark.parametrize("assignment", assignments())
def test_every_assignment_has_100_points(assignment):
    assert sum(exercise.points for exercise in outline(assignment)) == 100


@pytest.mark.parametrize(("assignment", "exercise"), exercises("zoo"))
def test_the_solution_earns_everything(assignment, exercise):
    report = examine_cell(assignment, exercise, solution_cells(assignment)[exercise])
    assert report is not None and report.passed and report.score == report.max_score, failed(report)


@pytest.mark.parametrize(("assignment", "exercise"), exercises("zoo"))
def test_the_untouched_cell_earns_nothing(assignment, exercise):
    solution = solution_cells(assignment)[exercise]
    untouched = re.sub(
        r"^( *)### BEGIN SOLUTION.*?### END SOLUTION$",
        r"\1# YOUR CODE HERE\n\1raise NotImplementedError()",
        solution,
        flags=re.MULTILINE | re.DOTALL,
    )
    assert untouched != solution
    report = examine_cell(assignment, exercise, untouched)
    assert report is not None and report.score == 0 and report.diagnosis is None
    assert "Not implemented" in report.note


@pytest.mark.parametrize(("assignment", "exercise"), exercises("zoo"))
def test_every_wrong_version_is_refused_and_given_no_false_name(assignment, exercise, capsys):
    zoo = cells("zoo", assignment, exercise)
    with operators_closed(assignment, exercise):
        reports = {name: examine_cell(assignment, exercise, cell.source, closed=True) for name, cell in zoo.items()}
    broken = [name for name, report in reports.items() if report is None]
    assert not broken, f"cells of the zoo that do not run, and so try nothing: {broken}"
    accepted = [name for name, report in reports.items() if report.passed]
    named = {name: report.diagnosis.id for name, report in reports.items() if report.diagnosis}
    partly = sum(0 < report.score < report.max_score for report in reports.values())
    with capsys.disabled():
        print(
            f"\n{assignment} {exercise}: mutation score {(len(zoo) - len(accepted)) / len(zoo):.0%}, "
            f"{len(zoo)} wrong versions, {partly} of them earn a part, {len(named)} are named"
        )
    assert not accepted, f"wrong versions that earn full points: {accepted}"
    assert not {name: (id, zoo[name].true) for name, id in named.items() if id not in zoo[name].true}, "false diagnoses"
    assert not {name: cell.true for name, cell in zoo.items() if cell.true and name not in named}, "diagnoses that are not made"


@pytest.mark.parametrize("assignment", assignments())
def test_nine_of_ten_wrong_versions_have_a_name(assignment):
    """The test above sees to it that the diagnoses which the zoo states are those that are made."""
    zoo = [cell for exercise in outline(assignment) for cell in cells("zoo", assignment, exercise.name).values()]
    assert sum(bool(cell.true) for cell in zoo) >= 0.9 * len(zoo)


@pytest.mark.parametrize("assignment", assignments())
def test_the_zoo_states_names_that_exist(assignment):
    for exercise in outline(assignment):
        known = {m.id for m in load_misconceptions(assignment) if m.exercise == exercise.name} | {s.id for s in SYMPTOMS}
        stated = {id for cell in cells("zoo", assignment, exercise.name).values() for id in cell.true}
        assert stated <= known


@pytest.mark.parametrize("assignment", assignments())
def test_every_exercise_has_enough_misconceptions(assignment):
    solution = load_solution(assignment)
    for exercise in outline(assignment):
        known = sum(m.exercise == exercise.name for m in load_misconceptions(assignment))
        assert known >= (10 if isinstance(solution[exercise.name], type) else 5), exercise.name


@pytest.mark.parametrize("assignment", assignments())
def test_the_zoo_is_larger_than_the_misconceptions(assignment):
    for exercise in outline(assignment):
        known = sum(m.exercise == exercise.name for m in load_misconceptions(assignment))
        assert len(cells("zoo", assignment, exercise.name)) > known, exercise.name


@pytest.mark.parametrize("assignment", assignments())
def test_the_notebook_and_the_grading_say_the_same(assignment):
    """Recorded answers, as a student has them, and the course's solution and misconceptions at work, as at grading."""
    live = Judge(assignment, Live(assignment))
    for exercise in outline(assignment):
        some = list(cells("zoo", assignment, exercise.name).values())[:: 12 if exercise.name == "LSTMCell" else 30]
        for cell in some:
            recorded = examine_cell(assignment, exercise.name, cell.source)
            assert examine_cell(assignment, exercise.name, cell.source, live) == recorded


@pytest.mark.parametrize(("assignment", "exercise"), exercises("alternatives"))
def test_every_correct_version_earns_everything(assignment, exercise):
    correct = corpus("alternatives", assignment, exercise)
    with operators_closed(assignment, exercise):
        reports = {name: examine_cell(assignment, exercise, source, closed=True) for name, source in correct.items()}
    refused = {name: failed(r) if r else "does not run" for name, r in reports.items() if r is None or not r.passed}
    assert not refused, "\n".join(f"{name}: {why}" for name, why in refused.items())
    assert len(correct) >= 8


@pytest.mark.parametrize(("assignment", "exercise"), exercises("zoo"))
def test_every_misconception_is_refused_and_named(assignment, exercise):
    wrong = [m for m in load_misconceptions(assignment) if m.exercise == exercise]
    assert len({m.id for m in wrong}) == len(wrong)
    solution = load_solution(assignment)
    # Of those that the zoo has refused and named as well, some: another cell gave the same answers there.
    named = {cell.true[0] for cell in cells("zoo", assignment, exercise).values() if len(cell.true) == 1}
    judged = [m for m in wrong if m.id not in named] + [m for m in wrong if m.id in named][::4]
    with operators_closed(assignment, exercise):
        found = {m.id: examine(assignment, exercise, {**solution, exercise: m.version}, closed=True) for m in judged}
    assert not [id for id, report in found.items() if report.passed]
    misnamed = {id: r.diagnosis.id if r.diagnosis else None for id, r in found.items() if not r.diagnosis or r.diagnosis.id != id}
    assert not misnamed


@pytest.mark.parametrize("assignment", assignments())
def test_no_two_misconceptions_answer_alike(assignment):
    """The later of two would never be named."""
    record = judge(assignment).reference.record
    for exercise, known in record["misconceptions"].items():
        asked = [answer for key, answer in record["answers"].items() if key.startswith(f"{exercise}/")]
        assert len({repr([(int(a["structures"][k]), a["projections"][k].tolist()) for a in asked]) for k in range(len(known))}) == len(known)


@pytest.mark.parametrize("exercise", ["lstm_step", "LSTMCell", "LSTM", "gate_trace"])
def test_all_wrong_orders_of_gates_are_known(exercise):
    orders = {m.id.removeprefix("gate-order-") for m in load_misconceptions("03_lstm")
              if m.exercise == exercise and m.id.startswith("gate-order-")}
    assert len(orders) == 23 and "ifgo" not in orders and all(sorted(order) == sorted("ifgo") for order in orders)


@pytest.mark.parametrize("exercise", ["lstm_step", "LSTMCell", "LSTM", "gate_trace"])
def test_exchanged_gates_are_named_in_words(exercise):
    zoo = corpus("zoo", "03_lstm", exercise)
    for name, words in (("exchanged-i-and-f", "input gate and forget gate are exchanged"),
                        ("exchanged-g-and-o", "candidate and output gate are exchanged")):
        diagnosis = examine_cell("03_lstm", exercise, zoo[name]).diagnosis
        assert diagnosis is not None and words in diagnosis.text


def test_a_right_forward_pass_earns_part_without_gradients():
    report = examine_cell("03_lstm", "LSTMCell", corpus("zoo", "03_lstm", "LSTMCell")["state-data"])
    assert 15 < report.score < report.max_score


def test_what_a_diagnosis_says_shows_no_code():
    for assignment in assignments():
        for m in [*load_misconceptions(assignment), *SYMPTOMS]:
            assert m.text.endswith((".", "?")) and "\n" not in m.text, m.id
            assert not re.search(r"\b(torch|nn|self|F)\.\w+\(|==|:=|\*\*|\bdef\b|\blambda\b", m.text), m.id
