"""``{explorable} cell``: a figure that a reader can take in hand; the content is the still figure for where scripts are off.

The scripts lie in ``book/_static/explore``, and so do most numbers. They are classic scripts and the numbers stand in the
page, so that a page opened from a disk works like one from a server; only pages with an explorable load them.
"""
from __future__ import annotations

import json
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

BOOK = Path(__file__).resolve().parents[1]
FOLDER = BOOK / "_static" / "explore"
TITLES = {
    "gradient": "A gradient's way back",
    "cell": "An LSTM cell to step",
    "variants": "One input, four cells",
    "bilstm": "Two readers, tick by tick",
    "tagger": "Where is the stress?",
    "attention": "Letters and sounds",
}

# The files of those whose numbers do not stand under their name in weights.json.
SOURCES = {"attention": BOOK / "data" / "alignments.json", "tagger": FOLDER / "tagger.json"}

# The scripts, in order, of those that have more than one of their name.
SCRIPTS = {"tagger": ["tagging", "tagger-picture", "tagger"]}


class explorable(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Where an explorable stands."""


class Explorable(Directive):
    """``{explorable} NAME`` around the still figure."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        (name,) = self.arguments
        if name not in TITLES:
            raise self.error(f"there is no explorable {name!r}; there are {', '.join(TITLES)}")
        env = self.state.document.settings.env
        source = SOURCES.get(name, FOLDER / "weights.json")
        env.note_dependency(str(source))
        node = explorable(name=name)
        still = nodes.container(classes=["explore-still"])
        self.state.nested_parse(self.content, self.content_offset, still)
        read = json.loads(source.read_text(encoding="utf-8"))
        numbers = json.dumps(read if name in SOURCES else read[name], separators=(",", ":"))
        node += still
        node += nodes.raw("", f'<script type="application/json">{numbers}</script>', format="html")
        return [node]


def opened(translator: object, node: explorable) -> None:
    """The box with its heading."""
    name = node["name"]
    translator.body.append(  # type: ignore[attr-defined]
        f'<div class="explorable" id="explore-{name}" role="group" aria-labelledby="explore-{name}-heading" data-explorable="{name}">'
        f'<p class="explore-heading" id="explore-{name}-heading">{TITLES[name]}</p>'
    )


def closed(translator: object, node: explorable) -> None:
    """The end of the box."""
    translator.body.append("</div>")  # type: ignore[attr-defined]


def load_scripts(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """The scripts of what stands on this page, and the ones they share."""
    found = [node["name"] for node in doctree.findall(explorable)] if doctree is not None else []
    own = [script for name in found for script in SCRIPTS.get(name, [name])]
    for name in ["cells", "parts", *own] if found else []:
        app.add_js_file(f"explore/{name}.js")


def setup(app: Sphinx) -> dict[str, object]:
    app.add_node(explorable, html=(opened, closed))
    app.add_directive("explorable", Explorable)
    app.connect("html-page-context", load_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
