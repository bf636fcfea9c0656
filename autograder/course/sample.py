"""A class to try the grader on: students made up from the solutions of `03_lstm`, each with something of their own.

``python -m autograder.course.sample FOLDER`` makes `FOLDER` a course of its own: a copy of the configuration, the
solutions and the release, and what the students below handed in. A file that is already right is not touched.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import layout
from .release import generate
from .worked import worked_in

ASSIGNMENT = "03_lstm"
Cells = dict[str, str]
Notebook = dict[str, Any]

STUDENTS: dict[str, tuple[str, Callable[[Notebook, Cells], Notebook | bytes]]] = {}


def student(name: str, story: str) -> Callable[[Callable[[Notebook, Cells], Notebook | bytes]], None]:
    """Enter a student: the function gets the released notebook and the solution cells, and returns what is handed in."""

    def enter(work: Callable[[Notebook, Cells], Notebook | bytes]) -> None:
        STUDENTS[name] = story, work

    return enter


def fill(notebook: Notebook, cells: Cells) -> Notebook:
    """The notebook with these solution cells in it."""
    for cell in notebook["cells"]:
        if (name := grade_id(cell)) in cells:
            cell["source"] = cells[name].splitlines(keepends=True)
    return notebook


def grade_id(cell: dict[str, Any]) -> str:
    """A cell's name in nbgrader; empty where it has none."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def swapped(source: str, *changes: tuple[str, str]) -> str:
    """`source` with each first text replaced by the second."""
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


CELL = """\
class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.hidden_size = hidden_size
        bound = hidden_size**-0.5

        def start(*shape):
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = start(4 * hidden_size, input_size)
        self.weight_hh = start(4 * hidden_size, hidden_size)
        self.bias_ih = start(4 * hidden_size) if bias else None
        self.bias_hh = start(4 * hidden_size) if bias else None

    def forward(self, x, state=None):
        if state is None:
            zeros = torch.zeros(len(x), self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
"""

FORGET = """\
def init_forget_bias(cell, value=1.0):
    size = len(cell.bias_ih) // 4
    with torch.no_grad():
        cell.bias_ih[size : 2 * size] = value
        cell.bias_hh[size : 2 * size] = 0.0
    return cell
"""

LAYER = """\
class LSTM(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, device=None, dtype=None):
        super().__init__()
        self.hidden_size, self.num_layers, self.batch_first, self.bias = hidden_size, num_layers, batch_first, bias
        bound = hidden_size**-0.5
        for k in range(num_layers):
            size = input_size if k == 0 else hidden_size
            shapes = {"weight_ih": (4 * hidden_size, size), "weight_hh": (4 * hidden_size, hidden_size)}
            if bias:
                shapes["bias_ih"] = shapes["bias_hh"] = (4 * hidden_size,)
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(f"{name}_l{k}", nn.Parameter(start))

    def forward(self, x, state=None):
        if self.batch_first:
            x = x.transpose(0, 1)
        if state is None:
            zeros = torch.zeros(self.num_layers, x.shape[1], self.hidden_size, dtype=x.dtype, device=x.device)
            state = zeros, zeros
        last_h, last_c = [], []
        for k in range(self.num_layers):
            h, c = state[0][k], state[1][k]
            outputs = []
            for x_t in x:
                gates = x_t @ getattr(self, f"weight_ih_l{k}").t() + h @ getattr(self, f"weight_hh_l{k}").t()
                if self.bias:
                    gates = gates + getattr(self, f"bias_ih_l{k}") + getattr(self, f"bias_hh_l{k}")
                i, f, g, o = gates.chunk(4, dim=1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                outputs.append(h)
            x = torch.stack(outputs)
            last_h.append(h)
            last_c.append(c)
        output = x.transpose(0, 1) if self.batch_first else x
        return output, (torch.stack(last_h), torch.stack(last_c))
"""

TRACE = """\
def gate_trace(cell, x, state=None):
    if state is None:
        zeros = torch.zeros(x.shape[1], cell.weight_hh.shape[1], dtype=x.dtype, device=x.device)
        state = zeros, zeros
    h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)
        i, f, g, o = gates.chunk(4, dim=1)
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}
"""


@student("ada", "did everything")
def _ada(notebook: Notebook, cells: Cells) -> Notebook:
    return fill(notebook, cells)


@student("ben", "handed in the notebook as it came")
def _ben(notebook: Notebook, cells: Cells) -> Notebook:
    return notebook


@student("chloe", "did the first three exercises")
def _chloe(notebook: Notebook, cells: Cells) -> Notebook:
    return fill(notebook, {name: cells[name] for name in ("lstm_step", "LSTMCell", "init_forget_bias")})


@student("dev", "exchanged the input and the forget gate in the cell")
def _dev(notebook: Notebook, cells: Cells) -> Notebook:
    return fill(notebook, cells | {"LSTMCell": swapped(CELL, ("i, f, g, o = gates", "f, i, g, o = gates"))})


@student("emma", "wrote the forget bias into both biases, so that it counts twice")
def _emma(notebook: Notebook, cells: Cells) -> Notebook:
    return fill(notebook, cells | {"init_forget_bias": swapped(FORGET, ("= 0.0", "= value"))})


@student("farid", "detaches the state at every step, so that no gradient passes through time")
def _farid(notebook: Notebook, cells: Cells) -> Notebook:
    cut = swapped(LAYER, ("            for x_t in x:\n", "            for x_t in x:\n                h, c = h.detach(), c.detach()\n"))
    return fill(notebook, cells | {"LSTM": cut})


@student("gita", "has 32-bit zeros and parameters, whatever was asked for")
def _gita(notebook: Notebook, cells: Cells) -> Notebook:
    narrow = swapped(CELL, ("device=device, dtype=dtype", "device=device"), ("dtype=x.dtype, device=x.device", "device=x.device"))
    return fill(notebook, cells | {"LSTMCell": narrow})


@student("hugo", "reads batch_first with a reshape, which mixes up the sequences")
def _hugo(notebook: Notebook, cells: Cells) -> Notebook:
    mixed = swapped(
        LAYER,
        ("x = x.transpose(0, 1)", "x = x.reshape(x.shape[1], x.shape[0], x.shape[2])"),
        ("output = x.transpose(0, 1) if", "output = x.reshape(x.shape[1], x.shape[0], -1) if"),
    )
    return fill(notebook, cells | {"LSTM": mixed})


@student("ines", "makes every tensor on the CPU")
def _ines(notebook: Notebook, cells: Cells) -> Notebook:
    fixed = swapped(CELL, ("device=device", 'device="cpu"'), ("device=x.device", 'device="cpu"'))
    return fill(notebook, cells | {"LSTMCell": fixed})


@student("jonas", "leaves Python in the middle of the last exercise")
def _jonas(notebook: Notebook, cells: Cells) -> Notebook:
    leave = swapped(TRACE, ("    h, c = state\n", "    h, c = state\n    import os\n\n    os._exit(1)\n"))
    return fill(notebook, cells | {"gate_trace": leave})


@student("kaya", "has a cell that does not parse, and one that raises")
def _kaya(notebook: Notebook, cells: Cells) -> Notebook:
    fill(notebook, cells | {"init_forget_bias": swapped(FORGET, ("with torch.no_grad():", "with torch.no_grad()"))})
    scratch = {"cell_type": "code", "id": "scratch", "metadata": {}, "execution_count": None, "outputs": [], "source": ["1 / 0"]}
    notebook["cells"].insert(4, scratch)
    return notebook


@student("liam", "waits for ever in the layer")
def _liam(notebook: Notebook, cells: Cells) -> Notebook:
    loop = swapped(LAYER, ("            for x_t in x:\n", "            t = 0\n            while t < len(x):\n                x_t = x[t]\n"))
    return fill(notebook, cells | {"LSTM": loop})


@student("mira", "is right, and noisy about it: warnings, prints, text on the error stream")
def _mira(notebook: Notebook, cells: Cells) -> Notebook:
    noise = (
        "import sys\nimport warnings\n\n"
        'warnings.warn("this cell is new", DeprecationWarning, stacklevel=1)\n'
        'print("defining", file=sys.stderr)\nprint("all is well")\n\n\n'
    )
    loud = {name: noise + source for name, source in cells.items()}
    step = '        h, c = state\n        warnings.warn("a step", stacklevel=2)\n        print("step", file=sys.stderr)\n'
    loud["LSTMCell"] = noise + swapped(CELL, ("        h, c = state\n", step))
    return fill(notebook, loud)


@student("noor", "deleted a check cell, doubled another, changed points and tags, and did the first two exercises")
def _noor(notebook: Notebook, cells: Cells) -> Notebook:
    fill(notebook, {name: cells[name] for name in ("lstm_step", "LSTMCell")})
    kept = [cell for cell in notebook["cells"] if grade_id(cell) != "check_LSTMCell"]
    for cell in list(kept):
        if grade_id(cell) == "check_LSTM":
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["metadata"]["tags"] = ["skip-execution"]
            cell["source"] = ["1000.0"]
            kept.insert(kept.index(cell), json.loads(json.dumps(cell)))
    notebook["cells"] = kept
    return notebook


@student("otto", "lets torch's own cell do the work")
def _otto(notebook: Notebook, cells: Cells) -> Notebook:
    borrowed = """\
class LSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        self.cell = nn.LSTMCell(input_size, hidden_size, bias, device=device, dtype=dtype)

    def forward(self, x, state=None):
        return self.cell(x, state)
"""
    return fill(notebook, cells | {"LSTMCell": borrowed})


@student("pia", "takes the gates from the state after the step")
def _pia(notebook: Notebook, cells: Cells) -> Notebook:
    shifted = swapped(TRACE, ("        gates = F", "        h, _ = cell(x_t, (h, c))\n        gates = F"))
    return fill(notebook, cells | {"gate_trace": shifted})


@student("quinn", "handed in a file that was cut off")
def _quinn(notebook: Notebook, cells: Cells) -> bytes:
    return json.dumps(fill(notebook, cells), indent=1).encode()[:9000]


@student("rosa", "writes the step gate by gate, with helpers of her own")
def _rosa(notebook: Notebook, cells: Cells) -> Notebook:
    step = '''\
def gate(block, x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    """The sum that goes into one gate."""
    size = h.shape[1]
    rows = slice(block * size, (block + 1) * size)
    total = x @ weight_ih[rows].t() + h @ weight_hh[rows].t()
    return total if bias_ih is None else total + bias_ih[rows] + bias_hh[rows]


def lstm_step(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    h, c = state
    parts = [gate(block, x, h, weight_ih, weight_hh, bias_ih, bias_hh) for block in range(4)]
    i, f, o = (torch.sigmoid(parts[block]) for block in (0, 1, 3))
    c = f * c + i * parts[2].tanh()
    return o * c.tanh(), c
'''
    return fill(notebook, cells | {"lstm_step": step})


def make(root: Path, folder: Path) -> list[str]:
    """Make `folder` a course with the sample class, from the course at `root`; returns the students.

    Raises:
        layout.NoCourse: the assignment has not been released.
    """
    coursedir = layout.course_directory(root)
    source, released = layout.source_folder(coursedir, ASSIGNMENT), layout.release_folder(coursedir, ASSIGNMENT)
    notebook, solution = released / f"{ASSIGNMENT}.ipynb", source / f"{ASSIGNMENT}.ipynb"
    for path in (notebook, solution):
        if not path.is_file():
            raise layout.NoCourse(f"{ASSIGNMENT} has not been released: there is no {path}; run `autograder release`")

    _put(folder / layout.CONFIG_NAME, (root / layout.CONFIG_NAME).read_bytes())
    with tempfile.TemporaryDirectory() as scratch:
        empty = generate(root, ASSIGNMENT, Path(scratch)) if worked_in(notebook) else released
        for place, of in ((source, source), (released, empty)):
            for path in sorted(of.iterdir()):
                if path.is_file():
                    _put(folder / place.relative_to(root) / path.name, path.read_bytes())
        text = (empty / notebook.name).read_text(encoding="utf-8")
    cells = solution_cells(json.loads(solution.read_text(encoding="utf-8")))
    for name, (_, work) in STUDENTS.items():
        handed_in = work(json.loads(text), dict(cells))
        if not isinstance(handed_in, bytes):
            handed_in = (json.dumps(handed_in, indent=1, ensure_ascii=False) + "\n").encode()
        _put(folder / "submitted" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", handed_in)
    stories = "\n".join(f"- **{name}** {story}" for name, (story, _) in STUDENTS.items())
    _put(folder / "README.md", f"# The sample class\n\n{stories}\n".encode())
    return list(STUDENTS)


def solution_cells(notebook: Notebook) -> Cells:
    """The solution cells of an instructor notebook, without the marks around the solutions."""
    return {
        grade_id(cell): "".join(line for line in cell["source"] if " SOLUTION" not in line)
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }


def _put(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m autograder.course.sample", description="Make a class to grade.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    try:
        students = make(layout.find_root(), folder)
    except layout.NoCourse as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{folder}: {len(students)} submissions of {ASSIGNMENT}, told in {folder / 'README.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
