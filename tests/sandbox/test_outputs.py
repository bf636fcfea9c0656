"""What the grader's cells show is what a fresh kernel shows, up to numbers that differ from run to run."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient

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
NUMBER = re.compile(r"0x[0-9a-f]+|<ipython-input-[\w-]+>|\b\d+\.py")


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


def test_outputs_are_those_of_a_fresh_kernel(grader, notebook: dict) -> None:
    kernel = nbformat.reads(json.dumps(notebook), as_version=4)
    NotebookClient(kernel, timeout=120, allow_errors=True, kernel_name="python3").execute()
    graded = grader.examine(notebook, "03_lstm", "ada").notebook
    pairs = zip(graded["cells"], kernel.cells, strict=True)
    assert not [(ours["source"], plain(ours), plain(theirs)) for ours, theirs in pairs if plain(ours) != plain(theirs)]


def plain(cell: dict) -> list:
    """A cell's number and outputs, without ids and addresses; a picture counts as a picture, a traceback as one."""
    outputs = []
    for output in json.loads(json.dumps(cell["outputs"])):
        output.pop("metadata", None)
        data = output.get("data", {})
        for kind in data:
            data[kind] = "a picture" if kind.startswith("image/") else NUMBER.sub("…", data[kind])
        if "traceback" in output:
            output["traceback"], output["evalue"] = bool(output["traceback"]), NUMBER.sub("…", output["evalue"])
        outputs.append(output)
    return [cell["execution_count"], outputs]
