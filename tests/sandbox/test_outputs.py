"""What the grader's cells show is what a fresh kernel shows, up to numbers that differ from run to run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.judge import assignments
from autograder.sandbox import Grader

CELLS = [
    "import math\nimport torch\nfrom IPython.display import HTML, Markdown, display\nprint('one'); print('two')",
    "import sys\nprint('err', file=sys.stderr)",
    "torch.arange(6.0).reshape(2, 3)",
    "display(Markdown('**bold**'), 3)\n{'a': [1, 2]}",
    "HTML('<b>x</b>')",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 4]);",
    "fig, ax = plt.subplots()\nax.set_title('t')\nplt.show()\nprint('after')",
    "%%capture kept\nprint('hidden')",
    "kept.stdout, _",
    "def fails(x):\n    return 1 / x\n\nfails(0)",
    "raise ValueError('with a message')",
    "def broken(:",
    "len(Out), In[3]",
    "None",
]
NUMBER = re.compile(r"0x[0-9a-f]+|<ipython-input-[\w-]+>|\b\d+\.py| *\d+\.\d+ m?s\b")  # a time with its padding
COLOUR = re.compile(r"\x1b\[[\d;]*m")
EMPTY_LINE = re.compile(r"^ +\d+ *\n", re.MULTILINE)  # of code, which IPython leaves out where it has no colours


@pytest.fixture
def notebook(solution: dict) -> dict:
    """The solution's imports, and cells of every kind that shows something."""
    kept = json.loads(json.dumps(solution))
    imports = next(cell for cell in kept["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "imports")
    more = [
        {"cell_type": "code", "id": f"more{k}", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
        for k, text in enumerate(CELLS)
    ]
    return kept | {"cells": [imports, *more]}


@pytest.fixture(scope="module")
def public(course_root: Path, needs_bubblewrap: None) -> Iterator[Grader]:
    """A grader that asks what a student's own check asks."""
    with Grader(course_root, public=True) as grader:
        yield grader


def test_outputs_are_those_of_a_fresh_kernel(grader, notebook: dict) -> None:
    assert not different(grader.examine(notebook, "03_lstm", "ada").notebook, in_kernel(notebook))


@pytest.mark.parametrize("assignment", assignments())
def test_a_solution_shows_what_it_shows_in_a_fresh_kernel(course_root: Path, public: Grader, assignment: str) -> None:
    folder = course_root / "solutions" / assignment
    notebook = json.loads((folder / f"{assignment}.ipynb").read_text())
    counting = {"cell_type": "code", "id": "counting", "metadata": {}, "source": "len(In)", "outputs": [], "execution_count": None}
    notebook["cells"].append(counting)  # the checks, which no session runs, have their numbers all the same
    examined = public.examine(notebook, assignment)
    assert examined.report.score == examined.report.max_score == 100
    assert not different(examined.notebook, in_kernel(notebook, folder))


def in_kernel(notebook: dict, folder: Path | None = None) -> dict:
    """The notebook after a fresh kernel has run it from the top."""
    kernel = nbformat.reads(json.dumps(notebook), as_version=4)
    resources = {"metadata": {"path": str(folder)}} if folder else {}
    NotebookClient(kernel, timeout=300, allow_errors=True, kernel_name="python3", resources=resources).execute()
    return kernel


def different(ours: dict, theirs: dict) -> list:
    """The cells of two notebooks that show different things."""
    pairs = [(a, b) for a, b in zip(ours["cells"], theirs["cells"], strict=True) if a["cell_type"] == "code"]
    return [(a["source"], plain(a), plain(b)) for a, b in pairs if plain(a) != plain(b)]


def plain(cell: dict) -> list:
    """A cell's number and outputs, without ids, addresses, times and colours; a picture counts as a picture."""
    outputs: list[dict] = []
    for output in json.loads(json.dumps(cell["outputs"])):
        if output["output_type"] == "stream":
            if outputs and outputs[-1].get("name") == output["name"]:  # a kernel sends them as they come
                outputs[-1]["text"] += output["text"]
                continue
        output.pop("metadata", None)
        data = output.get("data", {})
        for kind in data:
            data[kind] = "a picture" if kind.startswith("image/") else NUMBER.sub("…", data[kind])
        if "traceback" in output:
            lines = [EMPTY_LINE.sub("", COLOUR.sub("", line)) for line in output["traceback"]]
            output["traceback"] = [NUMBER.sub("…", line) for line in lines]
            output["evalue"] = NUMBER.sub("…", output["evalue"])
        outputs.append(output)
    return [cell["execution_count"], [o | {"text": NUMBER.sub("…", o["text"])} if "text" in o else o for o in outputs]]
