"""A repository that checks itself on GitHub: with public cases alone, since whoever can push to it can change and read all of it."""

from __future__ import annotations

from pathlib import Path

from .. import places
from . import checker
from .archive import Entry, entries_of

WORKFLOW = Path(__file__).parent / "files" / "classroom.yml"
README = """\
# {assignment}

`{assignment}.ipynb` is the notebook to work in, and all that you have to change.
`answers.bin` is what its checks read, `.checker/` the program that checks.

To work on your own machine, with Python 3.11, 3.12 or 3.13:

```
pip install jupyterlab -r requirements.txt
PYTHONPATH=.checker jupyter lab {assignment}.ipynb
```

Write your code where the notebook says so, run the cell, and run the check below it.
Push as often as you like: each push checks the whole notebook, and its report stands under *Actions*, on the page of the run.
A run is red until every point is earned.

The points there tell you where you stand.
Those that count are given by your instructor, for the same properties with other sizes and other numbers.
"""


def entries(released: Path, assignment: str) -> list[Entry]:
    """The repository's files: what is released, the checker, a workflow, a note."""
    workflow = WORKFLOW.read_text(encoding="utf-8").replace("ASSIGNMENT", assignment)
    rubric = [] if places.own(places.RUBRICS, assignment) else [f"{places.RUBRICS}/{assignment}.py"]  # a course's own is released
    return [
        *entries_of(released, ""),
        *checker.entries(".checker", "__main__.py", "cli.py", "progress", *rubric),
        Entry("README.md", README.format(assignment=assignment).encode()),
        Entry("requirements.txt", checker.requirements().encode()),
        Entry(".github/workflows/classroom.yml", workflow.encode()),
        Entry(".gitignore", b".ipynb_checkpoints/\n__pycache__/\nreport.txt\n"),
    ]
