"""A class of 200 x 03_lstm against stock `nbgrader autograde` of the same notebooks, on the same cores, in one run.

``python -m benchmarks.class_of_200`` takes about half an hour; ``--size 6`` is a quick try, whose table is not kept.

Stock grades the same solution cells with plain assert cells in place of the checks. It executes every notebook in a
kernel of its own, one after the other; for a fair comparison it also runs as two processes at the same time, each with
half of the class and a gradebook of its own. Times are of the whole command, its start included; pages of feedback,
which stock writes with another command, are left out on both sides.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
from pathlib import Path

from autograder.course import sample

from .classes import ASSIGNMENT, Notebook, autograder, course, kept_apart, mixed, run
from .table import ROOT, publish

CONFIGURATION = """\
c = get_config()
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
"""
SETUP = """\
torch.manual_seed(0)
_ours, _theirs = {mine}, {reference}
_theirs.load_state_dict(_ours.state_dict())
"""
# What a teacher would write without a judge: the numbers of a forward pass and of one gradient, all or nothing.
ASSERTS = {
    "lstm_step": """\
torch.manual_seed(0)
_cell = nn.LSTMCell(3, 4).double()
_x, _h, _c = torch.randn(5, 3).double(), torch.randn(5, 4).double(), torch.randn(5, 4).double()
_want = _cell(_x, (_h, _c))
_came = lstm_step(_x, (_h, _c), _cell.weight_ih, _cell.weight_hh, _cell.bias_ih, _cell.bias_hh)
assert torch.allclose(_came[0], _want[0]) and torch.allclose(_came[1], _want[1])
""",
    "LSTMCell": SETUP.format(mine="LSTMCell(3, 4)", reference="nn.LSTMCell(3, 4)")
    + """\
_x, _h, _c = torch.randn(5, 3), torch.randn(5, 4), torch.randn(5, 4)
_came, _want = _ours(_x, (_h, _c)), _theirs(_x, (_h, _c))
assert torch.allclose(_came[0], _want[0], atol=1e-6) and torch.allclose(_came[1], _want[1], atol=1e-6)
_came[0].sum().backward()
_want[0].sum().backward()
assert torch.allclose(_ours.weight_ih.grad, _theirs.weight_ih.grad, atol=1e-5)
""",
    "init_forget_bias": """\
_cell = init_forget_bias(nn.LSTMCell(3, 4), 1.5)
assert torch.allclose((_cell.bias_ih + _cell.bias_hh)[4:8], torch.full((4,), 1.5))
""",
    "LSTM": SETUP.format(mine="LSTM(3, 4, num_layers=2)", reference="nn.LSTM(3, 4, num_layers=2)")
    + """\
_x = torch.randn(6, 5, 3)
_came, _want = _ours(_x), _theirs(_x)
assert torch.allclose(_came[0], _want[0], atol=1e-6) and torch.allclose(_came[1][0], _want[1][0], atol=1e-6)
_came[0].sum().backward()
_want[0].sum().backward()
assert torch.allclose(_ours.weight_hh_l0.grad, _theirs.weight_hh_l0.grad, atol=1e-4)
""",
    "gate_trace": """\
torch.manual_seed(0)
_cell = nn.LSTMCell(3, 4)
_x = torch.randn(6, 5, 3)
_trace = gate_trace(_cell, _x)
_state = None
for _x_t in _x:
    _state = _cell(_x_t, _state)
assert torch.allclose(_trace["h"][-1], _state[0], atol=1e-6) and torch.allclose(_trace["c"][-1], _state[1], atol=1e-6)
""",
}


def with_asserts(notebook: Notebook) -> Notebook:
    """The notebook with plain assert cells in place of the checks."""
    notebook = json.loads(json.dumps(notebook))
    for cell in notebook["cells"]:
        name = sample.grade_id(cell)
        if name.startswith("check_"):
            cell["source"] = ASSERTS[name.removeprefix("check_")]
        elif name == "imports":
            cell["source"] = "\n".join(line for line in "".join(cell["source"]).splitlines() if "autograder" not in line)
    return notebook


def stock_course(folder: Path, students: dict[str, Notebook]) -> Path:
    """A course for nbgrader alone, with its assignment released."""
    course(folder, {student: with_asserts(notebook) for student, notebook in students.items()})
    (folder / "nbgrader_config.py").write_text(CONFIGURATION)
    for of in ("solutions", "exercises"):
        for path in (folder / of / ASSIGNMENT).iterdir():
            path.unlink()
    source = json.loads((ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    (folder / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(with_asserts(source)))
    run(nbgrader("generate_assignment", ASSIGNMENT, "--force"), folder, JUPYTER_CONFIG_DIR=str(folder / "jupyter"))
    return folder


def nbgrader(*arguments: str) -> list[str | Path]:
    """A command of nbgrader."""
    return [Path(sys.executable).parent / "nbgrader", *arguments]


def stock(folders: list[Path]) -> float:
    """Seconds that `nbgrader autograde` takes, in all of the courses at the same time."""
    took: list[float] = []
    threads = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"} if len(folders) > 1 else {}

    def grade(folder: Path) -> None:
        took.append(run(nbgrader("autograde", ASSIGNMENT), folder, JUPYTER_CONFIG_DIR=str(folder / "jupyter"), **threads).seconds)

    working = [threading.Thread(target=grade, args=[folder]) for folder in folders]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    if len(took) < len(folders):
        sys.exit("stock nbgrader failed")
    return max(took)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.class_of_200", description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=200, metavar="N", help="submissions; another number than 200 is a try")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes of the autograder")
    options = parser.parse_args()
    students, kinds = mixed(options.size)
    names = list(students)
    with tempfile.TemporaryDirectory(prefix="class-of-200-") as scratch:
        here = Path(scratch)
        ours = course(here / "ours" / "course", students)
        command = autograder("grade", ASSIGNMENT, "--course-dir", str(ours), "--jobs", str(options.jobs), "--no-feedback", "--force")
        alone = stock_course(here / "alone" / "course", students)
        halves = [
            stock_course(here / f"half{k}" / "course", {name: students[name] for name in names[k::2]}) for k in (0, 1)
        ]
        before = run(command, ours).seconds
        serial = stock([alone])
        between = run(command, ours).seconds
        parallel = stock(halves)
        after = run(command, ours).seconds
    mean = (before + between + after) / 3
    rows = [
        ["`autograder grade`", mean, mean / options.size, 1.0],
        ["`nbgrader autograde`, two processes", parallel, parallel / options.size, parallel / mean],
        ["`nbgrader autograde`", serial, serial / options.size, serial / mean],
    ]
    mix = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    notes = (
        f"{mix}. `autograder grade` ran three times, before, between and after the others: "
        f"{before:.1f}, {between:.1f} and {after:.1f} s; the table has the mean."
    )
    publish(
        "class_of_200",
        f"{options.size} submissions of {ASSIGNMENT}, from start to gradebook",
        ["", "seconds", "seconds a submission", "times as long"],
        rows,
        notes,
        root=ROOT if options.size == 200 else kept_apart(),
    )


if __name__ == "__main__":
    main()
