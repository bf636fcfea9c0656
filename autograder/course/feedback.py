"""The page that a student gets back: their code, the judge's report, a person's comments, and nothing that can act.

The exercise's text is left out: the student has it. What came from a student is shown as text; the page's own policy
lets no script run and nothing be loaded.
"""

from __future__ import annotations

from pathlib import Path

from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML
from pygments.formatters import HtmlFormatter
from traitlets import default

from .graded import unfenced

TEMPLATE = Path(__file__).with_name("feedback.html.j2")


class FeedbackExporter(TemplateExporter):
    """Renders a graded notebook, with nbgrader's scores and comments in it, as one self-contained page."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("raw_template")
    def _raw_template_default(self) -> str:
        return TEMPLATE.read_text(encoding="utf-8")

    def from_notebook_node(self, nb, resources=None, **kwargs):
        """The page, as text."""
        self.register_filter("as_typed", unfenced)
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python3", parent=self))
        resources = resources if resources is not None else {}
        light, dark = (HtmlFormatter(style=style).get_style_defs(".highlight") for style in ("default", "github-dark"))
        resources["styles"] = f"{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}"
        return super().from_notebook_node(nb, resources, **kwargs)
