"""Open Graph tags: what a messenger or a search engine shows of a page that somebody links to.

The description is the page's first paragraph. Addresses are absolute by the protocol, so they and the picture are told
only where ``html_baseurl`` says where the book stands. The picture is made by ``recurrent.share_picture``.
"""
from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx.application import Sphinx

LONGEST = 200
PICTURE = {"og:image": "_static/share.png", "og:image:type": "image/png", "og:image:width": "1200", "og:image:height": "630"}
DRAWN = "One step of an LSTM: the cell state as a belt, and the gates that erase, write and read it."


def description(doctree: nodes.document) -> str:
    """Whole sentences from the start of the first paragraph, at most ``LONGEST`` characters; cut at a word where the first is longer."""
    first = next((p for p in doctree.findall(nodes.paragraph) if p.astext().strip()), None)
    text = " ".join(first.astext().split()) if first is not None else ""
    if len(text) <= LONGEST:
        return text
    sentences = [match.end() for match in re.finditer(r"[.!?](?=\s)", text) if match.end() <= LONGEST]
    return text[: sentences[-1]] if sentences else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def add_tags(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Adds the tags to the page's head."""
    if doctree is None:
        return
    about = description(doctree)
    title = re.sub(r"<[^>]+>", "", context.get("title") or app.config.html_title)
    tags = {"og:type": "article", "og:site_name": app.config.html_title, "og:title": title, "og:description": about}
    card = "summary"
    if app.config.html_baseurl:
        home = app.config.html_baseurl.rstrip("/") + "/"
        card = "summary_large_image"
        tags |= {"og:url": home + app.builder.get_target_uri(pagename), **PICTURE, "og:image": home + PICTURE["og:image"], "og:image:alt": DRAWN}
    lines = [f'<meta property="{name}" content="{escape(value)}" />' for name, value in tags.items()]
    lines += [f'<meta name="description" content="{escape(about)}" />', f'<meta name="twitter:card" content="{card}" />']
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(lines) + "\n"


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("html-page-context", add_tags)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
