"""Pages that the course says about itself: how to cite it, and what each chapter needs and gives.

``{how-to-cite}`` reads ``CITATION.cff``. ``{needs-and-gives}`` reads the chapters: their boxes "What you will be able
to do" and "What you should know", and the notebook that they lead to. So neither can fall behind.
"""
from __future__ import annotations

import posixpath
import re
from pathlib import Path

import yaml
from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "book"
BOX = r"^(:{{3,}})\{{admonition\}} {title}[^\n]*\n(?::[\w-]+:[^\n]*\n)*(.*?)^\1[ ]*$"
NEEDS, GIVES = "What you should know", "What you will be able to do"


def bibtex(citation: dict) -> str:
    """A BibTeX entry made from the fields of ``CITATION.cff``."""
    names = [person.get("name") or f"{person['family-names']}, {person['given-names']}" for person in citation["authors"]]
    fields = {
        "author": " and ".join(f"{{{name}}}" if "," not in name else name for name in names),
        "title": f"{{{citation['title']}}}",
        "year": str(citation["date-released"])[:4],
        "version": str(citation["version"]),
    }
    if "repository-code" in citation:
        fields["url"] = citation["repository-code"]
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{recurrent-networks-measured,\n{body}\n}}"


def sentence(citation: dict) -> str:
    """The same as a line of a list of references."""
    names = ", ".join(person.get("name") or f"{person['given-names']} {person['family-names']}" for person in citation["authors"])
    names = names[0].upper() + names[1:]
    return f"{names}. {citation['title']}. Version {citation['version']}, {str(citation['date-released'])[:4]}."


class HowToCite(Directive):
    """``{how-to-cite}``, without argument or content."""

    def run(self) -> list[nodes.Node]:
        path = ROOT / "CITATION.cff"
        self.state.document.settings.env.note_dependency(str(path))
        citation = yaml.safe_load(path.read_text(encoding="utf-8"))
        quote = nodes.block_quote("", nodes.paragraph("", sentence(citation)))
        return [quote, nodes.literal_block("", bibtex(citation), language="bibtex")]


def box(source: str, title: str) -> str:
    """The text of a chapter's admonition with this title; empty where it has none."""
    match = re.search(BOX.format(title=re.escape(title)), source, flags=re.MULTILINE | re.DOTALL)
    return match[2].strip() if match else ""


def seen_from_the_root(text: str, chapter: str) -> str:
    """The same text with links to files that lead from the book's root to where they led from the chapter."""
    folder = posixpath.dirname(chapter)

    def moved(link: re.Match[str]) -> str:
        return f"]({posixpath.normpath(posixpath.join(folder, link[1]))}{link[2] or ''})"

    return re.sub(r"\]\((?!\w+:)([^()#\s]+\.\w+)(#[^()\s]*)?\)", moved, text)


def chapters() -> list[str]:
    """The chapters in the order of the table of contents."""
    toc = yaml.safe_load((BOOK / "_toc.yml").read_text(encoding="utf-8"))
    return [entry["file"] for part in toc["parts"] for entry in part["chapters"] if entry["file"].startswith("chapters/")]


class NeedsAndGives(Directive):
    """``{needs-and-gives}``, without argument or content."""

    def run(self) -> list[nodes.Node]:
        env = self.state.document.settings.env
        env.note_dependency(str(BOOK / "_toc.yml"))
        lines: list[str] = []
        for chapter in chapters():
            path = BOOK / f"{chapter}.md"
            env.note_dependency(str(path))
            source = path.read_text(encoding="utf-8")
            title = re.search(r"^# (.+)$", re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL), flags=re.MULTILINE)
            lines += [f"::::::{{card}} [{title[1] if title else chapter}]({chapter}.md)", ""]
            for heading, name in (("It needs", NEEDS), ("It gives", GIVES)):
                text = box(source, name)
                lines += [f"**{heading}**", "", *seen_from_the_root(text, chapter).splitlines(), ""] if text else []
            if (ROOT / "exercises" / path.stem).is_dir():
                lines += ["**To practise**", "", f"```{{exercise-notebook}} {path.stem}", "```", ""]
            lines += ["::::::", ""]
        node = nodes.container()
        self.state.nested_parse(StringList(lines, source="needs-and-gives"), self.content_offset, node)
        return node.children


def setup(app: object) -> dict[str, object]:
    app.add_directive("how-to-cite", HowToCite)  # type: ignore[attr-defined]
    app.add_directive("needs-and-gives", NeedsAndGives)  # type: ignore[attr-defined]
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
