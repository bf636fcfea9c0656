"""What students receive: the released folder and a note."""

from __future__ import annotations

from pathlib import Path

from .archive import Entry, entries_of

NOTE = """\
{assignment}

{assignment}.ipynb is the notebook to work in. answers.bin is what its checks read: keep the two in one folder.

1. Install the checker once, with Python 3.11, 3.12 or 3.13. In the course's folder "make lab" does it; elsewhere:
       pip install jupyterlab matplotlib git+ADDRESS
   with the address of the course's repository, which your instructor tells you.
2. Open the notebook, for instance with "jupyter lab", and read its first page.
3. Write your code where it says so, run the cell, and run the check below it. Check as often as you like.
   In a terminal, "autograder check {assignment}.ipynb" does all checks at once.
4. Save, and hand in {assignment}.ipynb under this name, and nothing else.

What is graded are the same properties, with other sizes and other numbers.
"""


def entries(released: Path, assignment: str) -> list[Entry]:
    """One folder of the assignment's name, with what is in its release and README.txt."""
    note = Entry(f"{assignment}/README.txt", NOTE.format(assignment=assignment).encode())
    return [*entries_of(released, assignment), note]
