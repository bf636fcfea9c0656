"""How often is the grader wrong? Wrong versions are refused, correct ones of any style earn everything, mistakes get their name.

The corpora are text: `tests/zoo/<assignment>/<exercise>.py` holds wrong solution cells, `tests/alternatives/…` correct
ones, each cell under a line `# %% name`. A cell is run after the reference's own earlier exercises.
"""

from __future__ import annotations

import functools
import linecache
import re
import warnings
from pathlib import Path
from typing import Any

import pytest

from autograder.judge import ExerciseReport, InProcess, Judge, Recorded, assignments, load_solution, outline, record
from autograder.judge.reference import load_misconceptions, solution_cells

HERE = Path(__file__).parent
IMPORTS = ("math", "torch", "nn", "F")


def corpus(kind: str, assignment: str, exercise: str) -> dict[str, str]:
    """Name → text of every cell of a corpus; a name that stands twice is an error."""
    path = HERE / kind / assignment / f"{exercise}.py"
    parts = re.split(r"^# %% (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE) if path.is_file() else [""]
    names = parts[1::2]
    assert len(set(names)) == len(names), f"{path} has two cells of one name"
    return {name: text.strip() for name, text in zip(names, parts[2::2])}


def exercises(kind: str) -> list[Any]:
    """(assignment, exercise) for which there is a corpus."""
    found = [(a, e.name) for a in assignments() if (HERE / kind / a).is_dir() for e in outline(a)]
    return [pytest.param(*pair, id="-".join(pair)) for pair in found]


@functools.cache
def judge(assignment: str) -> Judge:
    """A judge that works with recorded answers, as in a student's notebook: each reference runs once."""
    return Judge(assignment, Recorded(record(assignment)))


def examine(assignment: str, exercise: str, namespace: dict[str, Any], source: str = "") -> ExerciseReport:
    asked = judge(assignment).exercises[exercise]
    student = InProcess(namespace, source, "", closed=True, allows=asked.allows, forbids=asked.forbids)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return judge(assignment).examine({exercise: student})[exercise]


def examine_cell(assignment: str, exercise: str, source: str) -> ExerciseReport | None:
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
    return examine(assignment, exercise, namespace, source)


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
def test_every_wrong_version_is_refused(assignment, exercise, capsys):
    cells = corpus("zoo", assignment, exercise)
    reports = {name: examine_cell(assignment, exercise, source) for name, source in cells.items()}
    broken = [name for name, report in reports.items() if report is None]
    accepted = [name for name, report in reports.items() if report is not None and report.passed]
    named = sum(report is not None and report.diagnosis is not None for report in reports.values())
    partly = sum(report is not None and 0 < report.score < report.max_score for report in reports.values())
    with capsys.disabled():
        print(
            f"\n{assignment} {exercise}: mutation score {(len(cells) - len(accepted)) / len(cells):.0%}, "
            f"{len(cells)} wrong versions, {partly} of them earn a part, {named} are named"
        )
    assert not broken, f"cells of the zoo that do not run, and so try nothing: {broken}"
    assert not accepted, f"wrong versions that earn full points: {accepted}"


@pytest.mark.parametrize(("assignment", "exercise"), exercises("alternatives"))
def test_every_correct_version_earns_everything(assignment, exercise):
    cells = corpus("alternatives", assignment, exercise)
    reports = {name: examine_cell(assignment, exercise, source) for name, source in cells.items()}
    refused = {name: failed(r) if r else "does not run" for name, r in reports.items() if r is None or not r.passed}
    assert not refused, "\n".join(f"{name}: {why}" for name, why in refused.items())
    assert len(cells) >= 8


@pytest.mark.parametrize(("assignment", "exercise"), exercises("zoo"))
def test_every_misconception_is_refused_and_named(assignment, exercise):
    wrong = [m for m in load_misconceptions(assignment) if m.exercise == exercise]
    assert len({m.id for m in wrong}) == len(wrong)
    solution = load_solution(assignment)
    found = {m.id: examine(assignment, exercise, {**solution, exercise: m.version}) for m in wrong}
    assert not [id for id, report in found.items() if report.passed]
    misnamed = {id: r.diagnosis.id if r.diagnosis else None for id, r in found.items() if not r.diagnosis or r.diagnosis.id != id}
    assert not misnamed


@pytest.mark.parametrize("exercise", ["lstm_step", "LSTMCell", "LSTM", "gate_trace"])
def test_all_wrong_orders_of_gates_are_known(exercise):
    orders = {m.id.removeprefix("gate-order-") for m in load_misconceptions("03_lstm")
              if m.exercise == exercise and m.id.startswith("gate-order-")}
    assert len(orders) == 23 and "ifgo" not in orders and all(sorted(order) == sorted("ifgo") for order in orders)


@pytest.mark.parametrize("exercise", ["lstm_step", "LSTMCell", "LSTM", "gate_trace"])
def test_exchanged_gates_are_named_in_words(exercise):
    cells = corpus("zoo", "03_lstm", exercise)
    for name, words in (("exchanged-i-and-f", "input gate and forget gate are exchanged"),
                        ("exchanged-g-and-o", "candidate and output gate are exchanged")):
        diagnosis = examine_cell("03_lstm", exercise, cells[name]).diagnosis
        assert diagnosis is not None and words in diagnosis.text


def test_a_right_forward_pass_earns_part_without_gradients():
    cells = corpus("zoo", "03_lstm", "LSTMCell")
    report = examine_cell("03_lstm", "LSTMCell", cells["state-data"])
    assert 15 < report.score < report.max_score


def test_misconceptions_show_no_code():
    for assignment in assignments():
        for m in load_misconceptions(assignment):
            assert m.text.endswith((".", "?")) and "\n" not in m.text, m.id
            assert not re.search(r"\b(torch|nn|self|F)\.\w+\(|==|:=|\*\*|\bdef\b|\blambda\b", m.text), m.id
