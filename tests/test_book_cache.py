"""Which pages of the book run again when something changes: those that use it, and no others."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXTENSION = ROOT / "book" / "_ext"
sys.path.insert(0, str(EXTENSION))
import page_inputs  # noqa: E402 - an extension of Sphinx is no package

HEADER = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n# {name}\n\n"
FILES = {
    "book/recurrent/__init__.py": "",
    "book/recurrent/tasks.py": "from .chance import level\n",
    "book/recurrent/chance.py": "level = 1 / 6\n",
    "book/recurrent/plots.py": "import importlib\nstyle = 'course.mplstyle'\n",
    "book/recurrent/words.py": "NAME = 'words.txt'\n",
    "book/recurrent/course.mplstyle": "",
    "book/recurrent/tables.py": "from autograder.judge import outline\n",
    "book/data/words.txt": "to be",
    "book/data/LICENSE": "free",
    "solutions/01_a/01_a.py": "x = 1\n",
    "solutions/02_b/02_b.py": "x = 2\n",
    "autograder/rubrics/01_a.py": "",
    "autograder/rubrics/02_b.py": "",
    "autograder/misconceptions/01_a.py": "",
    "autograder/judge/__init__.py": "",
    "requirements.lock": "torch==1\n",
    "pyproject.toml": "",
}
CODE = {
    "tasks": "from recurrent.tasks import level",
    "plots": "from recurrent import plots\nplots.style",
    "words": "def read():\n    import recurrent.words as w\n    return w.NAME",
    "one": "from recurrent import tables\ntables.outline('01_a')",
    "all": "from autograder.judge import assignments\nassignments()",
    "wrong": "from autograder.judge.reference import load_misconceptions\nload_misconceptions('01_a')",
    "odd": "%time import recurrent.chance",
    "none": "1 + 1",
}


def page(name: str) -> str:
    return HEADER.format(name=name) + "```{code-cell} ipython3\n:tags: [hide-input]\n\n" + CODE[name] + "\n```\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("book/recurrent/chance.py", {"tasks", "odd"}),
        ("book/recurrent/tasks.py", {"tasks", "odd"}),
        ("book/recurrent/plots.py", {"plots", "odd"}),
        ("book/recurrent/course.mplstyle", {"plots", "odd"}),
        ("book/recurrent/__init__.py", {"tasks", "plots", "words", "one", "odd"}),
        ("book/recurrent/unused.py", {"odd"}),
        ("book/data/words.txt", {"words", "odd"}),
        ("book/data/LICENSE", set()),
        ("book/data/nobody_names_me.bin", {"tasks", "plots", "words", "one", "odd"}),
        ("solutions/01_a/01_a.py", {"one", "all", "wrong", "odd"}),
        ("solutions/02_b/02_b.py", {"all", "odd"}),
        ("autograder/rubrics/02_b.py", {"all", "odd"}),
        ("autograder/misconceptions/01_a.py", {"wrong"}),
        ("autograder/judge/__init__.py", set()),
        ("requirements.lock", {*CODE}),
        ("pyproject.toml", set()),
    ],
)
def test_the_key_of_a_page_follows_what_it_uses(course: Path, changed: str, again: set[str]) -> None:
    before = {name: page_inputs.key(course, page(name)) for name in CODE}
    with open(course / changed, "a") as file:
        file.write("# changed\n")
    assert {name for name in CODE if page_inputs.key(course, page(name)) != before[name]} == again


def test_bytecode_does_not_count(course: Path) -> None:
    before = page_inputs.key(course, page("tasks"))
    (course / "book/recurrent/tasks.pyc").write_bytes(b"1")
    assert page_inputs.key(course, page("tasks")) == before


def test_a_page_without_code_has_no_key(course: Path) -> None:
    assert page_inputs.key(course, "# Title\n\n```python\nimport recurrent\n```\n") == ""


def test_quotations_are_seen() -> None:
    assert page_inputs.quoted("{glue:text}`rnn.md::acc:.2f`, {glue:text}`here:.2f`, {glue:}`../a/b::c`") == {"rnn", "../a/b"}


CONFIGURATION = f"""\
import sys
sys.path.insert(0, {str(EXTENSION)!r})
extensions = ["myst_nb", "course"]
exclude_patterns = ["recurrent", "data"]
nb_execution_mode = "cache"
html_theme = "basic"
"""


def build(course: Path) -> Callable[[], set[str]]:
    """Builds the book and says which pages ran: each says so itself."""

    def run() -> set[str]:
        (course / "ran").unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", course / "book", course / "_build" / "html"],
            env=os.environ | {"PYTHONPATH": str(course / "book"), "COUNT": str(course / "ran")},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return set((course / "ran").read_text().split()) if (course / "ran").exists() else set()

    return run


def test_a_changed_module_runs_the_pages_that_use_it(course: Path) -> None:
    book = course / "book"
    (book / "conf.py").write_text(CONFIGURATION)
    (book / "recurrent" / "prose.py").write_text("from myst_nb import glue\n")
    for name, code in {"tasks": "from recurrent.tasks import level as x", "plots": "from recurrent.plots import style as x"}.items():
        said = f"import os\nprint('{name}', file=open(os.environ['COUNT'], 'a'))\n{code}\nfrom myst_nb import glue\nglue('x', x, display=False)"
        (book / f"{name}.md").write_text(HEADER.format(name=name) + f"```{{code-cell}}\n{said}\n```\n\n{{glue:text}}`x`\n")
    listing = "# Title\n\nIt is {glue:text}`tasks.md::x:.2f`.\n\n```{toctree}\ntasks\nplots\n```\n"
    (book / "index.md").write_text("---\nfile_format: mystnb\n---\n\n" + listing)
    run = build(course)

    assert run() == {"tasks", "plots"}
    assert run() == set()
    (book / "recurrent" / "chance.py").write_text("level = 1 / 4\n")
    assert run() == {"tasks"}
    assert "0.25" in (course / "_build/html/tasks.html").read_text()
    assert "0.25" in (course / "_build/html/index.html").read_text(), "a quotation follows the page that it quotes"
    caches = sorted(path.name.rsplit("-", 1)[0] for path in (course / "_build/.jupyter_cache").iterdir())
    assert caches == ["index", "plots", "tasks"], "caches of older libraries are dropped"
