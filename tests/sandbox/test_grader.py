"""Whole submissions through the jail: what each is worth, and that one exercise costs no other."""

import json
import threading

import psutil
import pytest

from autograder.sandbox import Grader, Limits

ASSIGNMENT = "03_lstm"
GATES = "i, f, g, o ="


def scores(examination):
    return {exercise.name: exercise.score for exercise in examination.report.exercises}


FULL = {"lstm_step": 15, "LSTMCell": 30, "init_forget_bias": 10, "LSTM": 30, "gate_trace": 15}


def outputs(notebook, grade_id):
    (cell,) = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]
    return cell["outputs"]


def test_the_solution_earns_everything_and_the_judge_writes_the_checks(grader, solution):
    examined = grader.examine(solution, ASSIGNMENT, "ada")
    assert (examined.report.score, examined.report.status, examined.report.flags) == (100, "graded", ())
    report, score = outputs(examined.notebook, "check_LSTMCell")
    assert report["output_type"] == "display_data" and "30 of 30 points" in report["data"]["text/html"]
    assert score["output_type"] == "execute_result" and score["data"] == {"text/plain": "30.0"}


@pytest.fixture
def sessions(grader, monkeypatch):
    """The sessions that the grader has begun."""
    begun, fork = [], grader.fork
    monkeypatch.setattr(grader, "fork", lambda: begun.append(fork()) or begun[-1])
    return begun


def test_the_untouched_notebook_earns_nothing_and_takes_one_session(grader, course_root, sessions):
    notebook = json.loads((course_root / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    report = grader.examine(notebook, ASSIGNMENT, "ada").report
    assert report.score == 0 and all(exercise.note == "Not implemented yet." for exercise in report.exercises)
    assert len(sessions) == 1


def test_a_notebook_without_exercises_takes_one_session(grader, sessions):
    cell = {"cell_type": "code", "id": "x", "metadata": {}, "source": "1", "outputs": [], "execution_count": None}
    report = grader.examine({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}, ASSIGNMENT, "ada").report
    assert report.score == 0 and all("holds no" in exercise.note or "not defined" in exercise.note for exercise in report.exercises)
    assert len(sessions) == 1


def test_warnings_and_noise_cost_nothing(grader, edited):
    noise = "import math, warnings, sys\nwarnings.warn('careful')\nprint('trouble', file=sys.stderr)"
    noisy = edited("imports", "import math", noise)
    noisy = edited("lstm_step", GATES, "warnings.warn('again')\n    print('step')\n    " + GATES, noisy)
    examined = grader.examine(noisy, ASSIGNMENT, "ada")
    assert scores(examined) == FULL
    assert any(o.get("name") == "stderr" and "careful" in o["text"] for o in outputs(examined.notebook, "imports"))


def test_exchanged_gates_are_named_and_cost_the_step_alone(grader, edited):
    examined = grader.examine(edited("lstm_step", GATES, "f, i, g, o ="), ASSIGNMENT, "ada")
    assert scores(examined) == {**FULL, "lstm_step": 0}
    step, cell = examined.report.exercises[:2]
    assert "input gate and forget gate are exchanged" in step.diagnosis.text
    assert cell.note == "Judged with the course's own lstm_step in place of yours."


@pytest.mark.parametrize(
    "code, status",
    [
        ("while True: pass", "timeout"),
        ("import os; os._exit(0)", "crashed"),
        ("import ctypes; ctypes.string_at(0)", "crashed"),
        ("import sys; sys.exit()", "graded"),
        ("raise KeyError('x')", "graded"),
        ("torch.zeros(10**12)", "graded"),
        ("def broken(:", "graded"),
    ],
)
@pytest.mark.parametrize("place", ["at the top of its cell", "when it is called"])
def test_what_ends_an_exercise_costs_that_exercise_only(grader, edited, code, status, place):
    if place == "at the top of its cell":
        notebook = edited("lstm_step", "def lstm_step", f"{code}\ndef lstm_step")
    elif "broken" in code:
        return  # a syntax error has no time of call
    else:
        notebook = edited("lstm_step", GATES, f"\n    {code}\n    {GATES}")
    examined = grader.examine(notebook, ASSIGNMENT, "ada")
    assert scores(examined) == {**FULL, "lstm_step": 0}
    assert examined.report.status == status


def test_a_patched_torch_costs_the_exercise_that_patched_it(grader, edited):
    patch = "torch.sigmoid = torch.tanh\ntorch.Tensor.sigmoid = torch.Tensor.tanh\nclass LSTMCell"
    assert scores(grader.examine(edited("LSTMCell", "class LSTMCell", patch), ASSIGNMENT, "ada")) == {**FULL, "LSTMCell": 5}


def test_what_is_changed_for_everybody_by_a_call_costs_nobody_else(grader, edited):
    careless = edited("init_forget_bias", "    with torch.no_grad():", "    torch.set_default_dtype(torch.float64)\n    with torch.no_grad():")
    found = scores(grader.examine(careless, ASSIGNMENT, "ada"))
    assert {**found, "init_forget_bias": 0} == {**FULL, "init_forget_bias": 0}


@pytest.mark.parametrize("later", ["a helper", "the right version"])
def test_an_exercise_is_judged_as_it_stood_at_its_check(grader, edited, solution, later):
    right = next("".join(c["source"]) for c in solution["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "lstm_step")
    if later == "a helper":
        notebook = edited("lstm_step", "torch.sigmoid", "helper")
        text = "def helper(x):\n    return torch.sigmoid(x)"
    else:
        notebook = edited("lstm_step", GATES, "f, i, g, o =")
        text = right
    place = next(k for k, c in enumerate(notebook["cells"]) if c["metadata"].get("nbgrader", {}).get("grade_id") == "check_lstm_step")
    notebook["cells"].insert(place + 1, {"cell_type": "code", "id": "later", "metadata": {}, "source": text, "outputs": [], "execution_count": None})
    assert scores(grader.examine(notebook, ASSIGNMENT, "ada")) == {**FULL, "lstm_step": 0}


def test_an_exercise_that_calls_one_that_is_not_written_is_judged_with_the_course_s_own(grader, edited, solution):
    report = grader.examine(edited("lstm_step", GATES, "raise NotImplementedError\n    " + GATES), ASSIGNMENT, "ada").report
    assert {e.name: e.score for e in report.exercises} == {**FULL, "lstm_step": 0}
    assert report.exercises[1].note == "Judged with the course's own lstm_step in place of yours."


def test_a_built_in_is_refused_by_name_and_line(grader, edited):
    report = grader.examine(edited("LSTMCell", "(nn.Module)", "(nn.LSTMCell)"), ASSIGNMENT, "ada").report
    cell = report.exercises[1]
    assert cell.score == 0 and "torch.nn.LSTMCell in line 1" in cell.note


def test_a_deleted_check_and_a_deleted_exercise(grader, edited, solution):
    for lost, expected in (("check_LSTM", FULL), ("gate_trace", {**FULL, "gate_trace": 0})):
        notebook = json.loads(json.dumps(solution))
        notebook["cells"] = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != lost]
        assert scores(grader.examine(notebook, ASSIGNMENT, "ada")) == expected


def test_a_check_cell_of_ones_own_writes_no_score(grader, edited):
    forged = edited("check_LSTMCell", 'check("LSTMCell")', "30.0")
    forged = edited("LSTMCell", "(nn.Module)", "(nn.Linear)", forged)
    examined = grader.examine(forged, ASSIGNMENT, "ada")
    assert scores(examined)["LSTMCell"] < 30
    assert outputs(examined.notebook, "check_LSTMCell")[-1]["data"]["text/plain"] == str(float(scores(examined)["LSTMCell"]))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b'{"nbformat": 3, "worksheets": []}', b"[" * 100_000, b'{"cells": 3}'])
def test_a_file_that_is_no_notebook_is_refused_with_a_reason(grader, data):
    report = grader.examine(data, ASSIGNMENT, "ada").report
    assert (report.score, report.max_score, report.status) == (0, 100, "invalid") and report.flags[0]


def test_figures_magics_and_errors_are_kept_as_outputs(grader, solution):
    notebook = json.loads(json.dumps(solution))
    texts = ["%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);", "1 / 0", "%%time\n6 * 7", "!echo escaped",
             "from IPython.display import HTML\nHTML('<b>x</b>')"]
    notebook["cells"] += [
        {"cell_type": "code", "id": f"more{k}", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
        for k, text in enumerate(texts)
    ]
    examined = grader.examine(notebook, ASSIGNMENT, "ada")
    figure, error, timed, _, html = [cell["outputs"] for cell in examined.notebook["cells"][-5:]]
    assert any("image/png" in output.get("data", {}) for output in figure)
    assert error[0]["ename"] == "ZeroDivisionError"
    assert any(output.get("data", {}).get("text/plain") == "42" for output in timed)
    assert html[0]["data"]["text/html"] == "<b>x</b>"
    assert scores(examined) == FULL


def test_output_without_end_is_cut(grader, solution):
    notebook = json.loads(json.dumps(solution))
    notebook["cells"].append({"cell_type": "code", "id": "x", "metadata": {}, "source": "while True: print('x' * 1000)", "outputs": []})
    examined = grader.examine(notebook, ASSIGNMENT, "ada")
    assert scores(examined) == FULL and examined.report.status == "timeout"
    assert len(json.dumps(examined.notebook)) < 3_000_000


def test_the_warm_process_is_started_again_when_it_is_gone(course_root, solution, needs_bubblewrap):
    with Grader(course_root) as grader:
        grader._warm[0].kill()
        grader._warm[0].wait()
        assert grader.examine(solution, ASSIGNMENT, "ada").report.score == 100


def test_without_a_jail_it_grades_the_same_when_told_so(course_root, solution):
    with Grader(course_root, sandbox=False, limits=Limits(cell=10)) as grader:
        assert grader.examine(solution, ASSIGNMENT, "ada").report.score == 100


def test_a_built_in_that_no_reader_finds_is_stopped_where_it_runs(grader, solution):
    hidden = json.loads(json.dumps(solution))
    (cell,) = [c for c in hidden["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "LSTMCell"]
    cell["source"] = "class LSTMCell(getattr(nn, 'LSTM' + 'Cell')):\n    pass"
    cell = grader.examine(hidden, ASSIGNMENT, "ada").report.exercises[1]
    assert cell.score == 0 and "lstm_cell is not allowed" in cell.note


def test_every_student_has_cases_of_their_own_and_the_same_ones_again(grader, edited):
    wrong = edited("lstm_step", GATES, "f, i, g, o =")
    # There are eight papers, drawn with a secret of this machine's: two students may well share one, not all of twelve.
    names = ["ada", "ada", *map(str, range(11))]
    first, again, *others = (grader.examine(wrong, ASSIGNMENT, name).report.exercises[0].parts[0].expected for name in names)
    assert first == again
    assert any(other != first for other in others)


def test_an_examination_whose_jail_is_killed_is_made_again(course_root, solution, edited, needs_bubblewrap, secrets):
    slow = edited("imports", "import math", "import time; time.sleep(2)\nimport math")
    with Grader(course_root) as grader:
        first = grader._warm[0]
        warm = psutil.Process(first.pid).children()[0].children()[0]
        threading.Timer(1, warm.kill).start()
        examined = grader.examine(slow, ASSIGNMENT, "ada")
        assert grader._warm[0] is not first and first.poll() is not None
    assert (examined.report.score, examined.report.status) == (100, "graded")
