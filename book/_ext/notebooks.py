"""``{exercise-notebook} 03_lstm``: the ways to an assignment's notebook, as buttons.

Downloading works always. Colab and Binder open notebooks from a public repository: they are offered when
``course_repository`` in ``_config.yml`` is an address on GitHub, and left out while it is empty.
"""
from __future__ import annotations

import re
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")


def services(repository: str, branch: str, path: str) -> dict[str, str]:
    """Addresses that open the notebook at ``path`` in a browser; none without a public repository on GitHub."""
    match = GITHUB.fullmatch(repository)
    if match is None:
        return {}
    return {
        "Open in Colab": f"https://colab.research.google.com/github/{match[1]}/blob/{branch}/{path}",
        "Open in Binder": f"https://mybinder.org/v2/gh/{match[1]}/{branch}?labpath={path}",
    }


class ExerciseNotebook(Directive):
    """``{exercise-notebook} ASSIGNMENT``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        (assignment,) = self.arguments
        folder = ROOT / "exercises" / assignment
        notebook = folder / f"{assignment}.ipynb"
        if not notebook.is_file():
            raise self.error(f"there is no notebook {notebook.relative_to(ROOT)}")
        env = self.state.document.settings.env
        up = Path(*[".."] * len(Path(env.doc2path(env.docname)).parent.relative_to(ROOT).parts))
        line = nodes.paragraph(classes=["notebook"])
        for text, file in ((notebook.name, notebook), ("the record its checks read", folder / "answers.bin")):
            target = (up / file.relative_to(ROOT)).as_posix()
            name = nodes.inline("", text, classes=["xref", "download"])
            line += addnodes.download_reference("", "", name, reftarget=target, refdoc=env.docname, classes=["notebook-button"])
        path = notebook.relative_to(ROOT).as_posix()
        for text, address in services(env.config.course_repository, env.config.course_branch, path).items():
            line += nodes.raw("", f'<a class="notebook-button" href="{escape(address)}">{text}</a>', format="html")
        return [line]


def setup(app: Sphinx) -> dict[str, object]:
    app.add_config_value("course_repository", "", "env", str)
    app.add_config_value("course_branch", "main", "env", str)
    app.add_directive("exercise-notebook", ExerciseNotebook)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
