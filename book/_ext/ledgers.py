"""The page that collects every claims ledger: ``{all-ledgers}`` stands for the rows of all chapters.

A chapter's rows are taken from its doctree, that is from what its last build measured, so the page needs no code and
no file of its own. It is written again in every build, since any chapter may have changed.
"""
from __future__ import annotations

import re
from collections import Counter
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

ROW = re.compile(r'<tr id="claim-([^"]+)">(.*?)</tr>', re.DOTALL)
VERDICT = re.compile(r'<strong class="(verdict-\w+)">([^<]+)</strong>')


class all_ledgers(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Where the ledgers will stand."""


class AllLedgers(Directive):
    """``{all-ledgers}``, without argument or content."""

    def run(self) -> list[nodes.Node]:
        return [all_ledgers()]


def rows(doctree: nodes.document) -> list[tuple[str, str]]:
    """The claims of a page in their order: each row's id and the HTML of its cells."""
    tables = [node.astext() for node in doctree.findall(nodes.raw) if 'class="ledger"' in node.astext()]
    return [match for table in tables for match in ROW.findall(table)]


def chapters(env: BuildEnvironment) -> list[str]:
    """Pages in the order of the table of contents."""
    found: list[str] = []

    def walk(page: str) -> None:
        for child in env.toctree_includes.get(page, []):
            found.append(child)
            walk(child)

    walk(env.config.root_doc)
    return found


def replace(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Puts a summary and one section a chapter in the placeholder's place."""
    for placeholder in list(doctree.findall(all_ledgers)):
        parts, verdicts = [], Counter()
        for chapter in chapters(app.env):
            found = rows(app.env.get_doctree(chapter))
            if not found:
                continue
            verdicts.update(VERDICT.search(cells).groups() for _, cells in found)
            address = app.builder.get_relative_uri(page, chapter)
            title = escape(app.env.titles[chapter].astext())
            body = "".join(
                f'<tr id="claim-{name}">'
                + cells.replace(f"<strong>{name}</strong>", f'<a href="{address}#claim-{name}"><strong>{name}</strong></a>', 1)
                + "</tr>"
                for name, cells in found
            )
            headings = re.findall(r'data-label="([^"]+)"', found[0][1])
            head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
            parts.append(
                f'<h2><a href="{address}">{title}</a></h2>'
                f'<table class="ledger"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
            )
        total = sum(verdicts.values())
        counts = ", ".join(f'{count} <strong class="{shade}">{escape(words)}</strong>' for (shade, words), count in verdicts.most_common())
        summary = f'<p class="verdicts">Of {total} claims: {counts}.</p>' if total else "<p>No chapter has a ledger yet.</p>"
        placeholder.replace_self(nodes.raw("", summary + "".join(parts), format="html"))


def pages_with_ledgers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The collecting pages, to be written again whatever has changed."""
    return [page for page in env.found_docs if any(env.get_doctree(page).findall(all_ledgers))]


def setup(app: Sphinx) -> dict[str, object]:
    app.add_node(all_ledgers)
    app.add_directive("all-ledgers", AllLedgers)
    app.connect("doctree-resolved", replace)
    app.connect("env-updated", pages_with_ledgers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
