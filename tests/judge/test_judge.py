"""The judge on real exercises: what is earned, what is said, and the same from recorded answers as from the solution."""

import subprocess
import sys
import zlib
from dataclasses import replace

import pytest

from autograder.judge import RECORD, Cases, InProcess, Judge, Live, NoSuchAssignment, Recorded, codec, judge_cell, load_solution, outline
from autograder.judge.reference import solution_cells

CELLS = solution_cells("03_lstm")
EXCHANGED = CELLS["lstm_step"].replace("i, f, g, o =", "f, i, g, o =")


@pytest.fixture(scope="module")
def recorded(course_root):
    """The answers that are released: a test of the release holds them equal to what is recorded now."""
    return Recorded((course_root / "exercises" / "03_lstm" / RECORD).read_bytes())


def in_process(source, **names):
    namespace = {**load_solution("03_lstm"), **names}
    exec(source, namespace)
    return InProcess(namespace, source, closed=True)


def test_the_outline_is_read_from_the_marks():
    exercises = outline("03_lstm")
    assert [e.name for e in exercises] == ["lstm_step", "LSTMCell", "init_forget_bias", "LSTM", "gate_trace"]
    assert sum(e.points for e in exercises) == 100
    assert all(part.name and part.hint and part.points > 0 for e in exercises for part in e.parts)
    with pytest.raises(NoSuchAssignment, match="the course has"):
        outline("99_none")


@pytest.mark.parametrize("reference", ["live", "recorded"])
def test_exchanged_gates_are_named(reference, recorded):
    judge = Judge("03_lstm", recorded if reference == "recorded" else Live("03_lstm"))
    report = judge.examine({"lstm_step": in_process(EXCHANGED)})["lstm_step"]
    assert report.score == 0 and "input gate and forget gate are exchanged" in report.diagnosis.text
    first = report.parts[0]
    assert first.message.startswith("h differs") and first.expected and first.came and first.hint


def test_recorded_answers_judge_as_the_solution_does(recorded):
    students = {e.name: InProcess(load_solution("03_lstm")) for e in outline("03_lstm")}
    assert all(report.passed for report in Judge("03_lstm", recorded).examine(students).values())
    wrong = {"LSTMCell": in_process(CELLS["LSTMCell"].replace("bias_hh", "bias_ih", 1))}
    live, from_record = (Judge("03_lstm", r).examine(wrong)["LSTMCell"] for r in (Live("03_lstm"), recorded))
    assert live == from_record


class Elsewhere(InProcess):
    """Stands for a student on a graphics card: works here, and what it answers says that it came from there."""

    def answer(self, program):
        length = int.from_bytes(program[:4], "big")
        head = program[4 : 4 + length].replace(b'"cuda"', b'"cpu"')
        answer = super().answer(len(head).to_bytes(4, "big") + head + program[4 + length :])
        for tensor in codec.tensors_of(answer):
            tensor.came_from = "cuda"
        return answer


def test_recorded_answers_judge_a_student_on_another_device(recorded):
    students = {}
    for name, (old, new) in {"lstm_step": ("i, f, g, o =", "f, i, g, o ="), "gate_trace": ("", "")}.items():
        namespace = {**load_solution("03_lstm")}
        exec(CELLS[name].replace(old, new), namespace)
        students[name] = Elsewhere(namespace, CELLS[name])
    reports = Judge("03_lstm", recorded, device="cuda").examine(students)
    assert reports["gate_trace"].passed
    assert reports["lstm_step"].score == 0 and reports["lstm_step"].diagnosis.id == "gate-order-figo"


def test_a_record_of_other_programs_is_refused_with_the_reason(recorded):
    stale = Recorded(zlib.compress(codec.encode({**recorded.record, "answers": {}})))
    with pytest.raises(RuntimeError, match="do not fit this version"):
        Judge("03_lstm", stale).examine({"lstm_step": in_process(CELLS["lstm_step"])})
    with pytest.raises(codec.Malformed):
        Recorded(b"not a record")


def test_secret_cases_differ_between_students_and_judge_alike():
    seen = []

    class Listening(InProcess):
        def answer(self, program):
            seen.append(program)
            return super().answer(program)

    for student in ("ada", "bob", "ada"):
        judge = Judge("03_lstm", Live("03_lstm"), Cases(b"secret", student))
        assert judge.examine({"lstm_step": Listening(load_solution("03_lstm"))})["lstm_step"].passed
    third = len(seen) // 3
    assert seen[:third] == seen[2 * third :] and not set(seen[:third]) & set(seen[third : 2 * third])


def test_what_is_kept_of_a_paper_changes_no_verdict():
    shared, cases = Live("03_lstm"), Cases(b"secret", "ada")
    cells = {"right": CELLS["lstm_step"], "wrong": EXCHANGED, "unwritten": "def lstm_step(*a):\n    raise NotImplementedError"}
    for kind in ("right", "wrong", "unwritten", "wrong", "right"):
        student = {"lstm_step": in_process(cells[kind])}
        assert Judge("03_lstm", shared, cases).examine(student) == Judge("03_lstm", Live("03_lstm"), cases).examine(student)
    assert Judge("03_lstm", shared, cases).examine({"lstm_step": in_process(EXCHANGED)})["lstm_step"].diagnosis is not None


def test_points_go_by_property():
    cut = CELLS["lstm_step"].replace("i, f, g, o =", "h, c = h.detach(), c.detach()\n    i, f, g, o =")
    report = judge_cell("03_lstm", "lstm_step", cut)
    passed = {part.name: part.passed for part in report.parts}
    assert 0 < report.score < report.max_score
    assert passed["h and c after one step"] and not passed["gradients to the input, the state and all four parameters"]


def test_an_unwritten_exercise_reads_as_such():
    report = judge_cell("03_lstm", "lstm_step", "def lstm_step(*a):\n    raise NotImplementedError()")
    assert (report.score, report.note, report.diagnosis) == (0, "Not implemented yet.", None)


def test_an_error_names_the_call_and_the_line():
    report = judge_cell("03_lstm", "LSTMCell", "class LSTMCell(nn.Module):\n    def __init__(self, input_size): pass")
    assert "LSTMCell(" in report.parts[0].message and "raised TypeError" in report.parts[0].message


def test_only_a_tensor_without_data_excuses_code_that_asks_for_its_numbers():
    cell = solution_cells("06_bilstm")["reverse_padded"]
    looks = "\n\n_plain = reverse_padded\n\ndef reverse_padded(x, lengths):\n    if {}:\n        raise RuntimeError('Tensor.item() cannot be called on meta tensors')\n    return _plain(x, lengths)"
    assert judge_cell("06_bilstm", "reverse_padded", cell + looks.format("x.is_meta")).passed
    report = judge_cell("06_bilstm", "reverse_padded", cell + looks.format("x.dtype == torch.float32"))
    assert [part.name for part in report.parts if not part.passed] == ["32 bits, 64 bits, whole numbers, any device"]


def test_an_exception_of_ones_own_counts_as_what_it_derives_from():
    own = "class Refused(ValueError): pass\n" + solution_cells("06_bilstm")["merge"].replace("raise ValueError", "raise Refused")
    assert "raise Refused" in own and judge_cell("06_bilstm", "merge", own).passed


def test_a_built_in_earns_nothing_and_is_named_with_its_line():
    report = judge_cell("03_lstm", "LSTMCell", "class LSTMCell(nn.LSTMCell):\n    pass")
    assert report.score == 0 and "torch.nn.LSTMCell in line 1" in report.note
    hidden = "def lstm_step(x, s, *w):\n    return getattr(torch, 'lstm_' + 'cell')(x, s, *w)"
    assert judge_cell("03_lstm", "lstm_step", hidden).score == 0
    reached = "class LSTMCell(getattr(nn, 'LSTM' + 'Cell')):\n    pass"
    report = judge_cell("03_lstm", "LSTMCell", reached)
    assert report.score == 0 and "lstm_cell is not allowed" in report.note


def test_two_mistakes_at_once_are_not_called_one_of_them():
    both = EXCHANGED.replace("torch.tanh(c", "torch.sin(c") if "torch.tanh(c" in EXCHANGED else EXCHANGED.replace("c.tanh()", "c.sin()")
    assert both != EXCHANGED
    report = judge_cell("03_lstm", "lstm_step", both)
    assert report.score < report.max_score and report.diagnosis is None


def test_the_judge_needs_no_jupyter(tmp_path):
    """On a machine with torch, numpy and pytest alone the judge works: everything else is hidden from this process."""
    code = """
import sys
for name in ("nbgrader", "nbformat", "nbconvert", "jupytext", "IPython", "ipykernel", "traitlets", "dask", "distributed",
             "rich", "matplotlib", "scipy", "hypothesis", "psutil"):
    sys.modules[name] = None
from autograder.judge import judge_cell
from autograder.judge.reference import solution_cells
from autograder.report import as_text
print(as_text(judge_cell("03_lstm", "lstm_step", solution_cells("03_lstm")["lstm_step"])))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "lstm_step  15 of 15 points" in said.stdout, said.stderr


def test_a_folder_with_pytest_files_of_its_own_changes_nothing(tmp_path, monkeypatch):
    (tmp_path / "conftest.py").write_text("raise SystemExit('conftest was read')")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    assert judge_cell("03_lstm", "lstm_step", CELLS["lstm_step"]).passed


def test_reports_are_values():
    report = judge_cell("03_lstm", "lstm_step", CELLS["lstm_step"])
    assert replace(report, note="x") != report and report.score == 15
