"""Sphinx extension of this book: pages run again when something they use has changed, and pages that stay on their own server."""
from __future__ import annotations

import posixpath
import shutil
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

sys.path.insert(0, str(Path(__file__).parent))
import page_inputs  # noqa: E402 - it lies beside this file, which is no package

CACHES = ".jupyter_cache"


def page_key(app: Sphinx, docname: str) -> str:
    """The key of a page: see `page_inputs`."""
    return page_inputs.key(Path(app.srcdir).parent, Path(app.env.doc2path(docname)).read_text(encoding="utf-8"))


def pages_to_read(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> set[str]:
    """The pages whose code would now find another library, and those that quote numbers from a page that is read again."""
    known: dict[str, str] = getattr(env, "page_keys", {})
    env.page_keys = {docname: page_key(app, docname) for docname in env.found_docs}
    stale = {docname for docname, key in env.page_keys.items() if known.get(docname) != key}
    for docname in env.found_docs:
        folder = posixpath.dirname(docname)
        quoted = page_inputs.quoted(Path(env.doc2path(docname)).read_text(encoding="utf-8"))
        if {posixpath.normpath(posixpath.join(folder, name)) for name in quoted} & (stale | added | changed):
            stale = stale | {docname}
    _drop_other_caches(Path(app.outdir).parent / CACHES, env.page_keys)
    return stale


def use_the_pages_cache(app: Sphinx, docname: str, source: list[str]) -> None:
    """Gives every state of what a page depends on an execution cache of its own."""
    caches = Path(app.outdir).parent / CACHES
    app.env.mystnb_config = app.env.mystnb_config.copy(
        execution_cache_path=str(caches / _folder(docname, app.env.page_keys.get(docname) or "plain"))
    )


def _folder(docname: str, key: str) -> str:
    return f"{docname.replace('/', '.')}-{key}"


def _drop_other_caches(caches: Path, keys: dict[str, str]) -> None:
    current = {_folder(docname, key) for docname, key in keys.items()}
    for old in caches.glob("*"):
        if old.name not in current:
            shutil.rmtree(old) if old.is_dir() else old.unlink()


def load_only_what_a_page_needs(app: Sphinx, config: Config) -> None:
    """Undoes Jupyter Book's habit of loading every script below ``_static`` on every page."""
    config.html_js_files = [name for name in config.html_js_files if not str(name).startswith(("mathjax/", "explore/"))]


def drop_thebe(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Takes thebe's scripts, which point to a CDN, off the page."""
    scripts = context.get("script_files", [])
    kept = [s for s in scripts if "thebe" not in str(getattr(s, "filename", s)) and "THEBE" not in str(getattr(s, "attributes", ""))]
    context["script_files"] = kept


def load_mathjax_where_there_is_mathematics(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Undoes Jupyter Book's habit of loading MathJax, more than all the rest of a page, on every page."""
    body = context.get("body", "")
    if "\\(" not in body and "\\[" not in body:
        context["script_files"] = [s for s in context.get("script_files", []) if "mathjax/" not in str(getattr(s, "filename", s))]


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("env-get-outdated", pages_to_read)
    app.connect("source-read", use_the_pages_cache)
    app.connect("config-inited", load_only_what_a_page_needs)
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("html-page-context", load_mathjax_where_there_is_mathematics, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
