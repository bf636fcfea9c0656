"""Goes over the written pages: mends names and roles that WCAG 2.2 does not allow, and drops a script of 1.5 MB.

axe-core finds the former in the built pages; ``tests/test_site.py`` holds that it finds nothing, and that the first page
stays light.
"""
from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

MENDED = [
    # A button that shows "Search Ctrl+K" may not be called otherwise: its own text names it.
    (re.compile(r'(<button class="btn search-button-field[^>]*?) aria-label="[^"]*"'), r"\1"),
    (re.compile(r'<summary aria-label="Toggle hidden content">'), "<summary>"),
    # An icon's title becomes text inside the button, which already has a name.
    (re.compile(r'(<i [^>]*class="theme-switch [^>]*?) title="[^"]*"'), r"\1"),
    # Every icon stands beside a name, and the theme's font draws it; this script would draw it again, with 1.5 MB.
    (re.compile(r'<i class="(?=fa-|theme-switch )'), '<i aria-hidden="true" class="'),
    (re.compile(r'\s*<script[^>]* src="[^"]*scripts/fontawesome\.js[^"]*"></script>'), ""),
    (re.compile(r'\s*<link rel="preload" as="script" href="[^"]*scripts/fontawesome\.js[^"]*" />'), ""),
    # docutils gives a bibliography roles that ARIA has dropped, and a list whose children are none of its items.
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    (re.compile(r' role="doc-biblioentry"'), ""),
]


def mended(text: str) -> str:
    """A page's HTML after these changes; doing it twice changes nothing more."""
    for pattern, replacement in MENDED:
        text = pattern.sub(replacement, text)
    return text


def mend_pages(app: Sphinx, exception: Exception | None) -> None:
    """Goes over all pages once they are written; a page that is fine is left alone."""
    if exception is not None or app.builder.format != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        before = path.read_text(encoding="utf-8")
        after = mended(before)
        if after != before:
            path.write_text(after, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("build-finished", mend_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
