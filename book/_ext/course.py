"""Sphinx extension of this book: an execution cache that knows the library, and pages that stay on their own server."""
from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("book/recurrent", "book/data", "solutions", "autograder/rubrics")
LOCKS = ("*.lock", "requirements*.txt", "pyproject.toml")
SUFFIXES_LEFT_OUT = {".pyc", ".ipynb"}


def inputs(root: Path) -> list[Path]:
    """Every file whose change may change what a page's code prints, in a fixed order."""
    found = [path for source in SOURCES for path in (root / source).rglob("*") if path.is_file()]
    found += [path for pattern in LOCKS for path in root.glob(pattern)]
    return sorted(path for path in found if path.suffix not in SUFFIXES_LEFT_OUT)


def digest(root: Path, paths: Iterable[Path]) -> str:
    """A short hash of the paths' names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def key_the_cache(app: Sphinx, config: Config) -> None:
    """Gives every state of the library its own execution cache and drops the caches of other states.

    jupyter-cache compares code cells only, so a page would keep the numbers of an older library. The path is a
    configuration value that Sphinx watches: when it changes, every page is read again.
    """
    caches = Path(app.outdir).parent / ".jupyter_cache"
    current = caches / digest(ROOT, inputs(ROOT))
    for old in caches.glob("*"):
        if old != current:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    config.nb_execution_cache_path = str(current)


def keep_mathjax_out_of_the_scripts(app: Sphinx, config: Config) -> None:
    """Undoes Jupyter Book's habit of loading every script below ``_static`` on every page."""
    config.html_js_files = [name for name in config.html_js_files if not str(name).startswith("mathjax/")]


def drop_thebe(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: object) -> None:
    """Takes thebe's scripts, which point to a CDN, off the page."""
    scripts = context.get("script_files", [])
    kept = [s for s in scripts if "thebe" not in str(getattr(s, "filename", s)) and "THEBE" not in str(getattr(s, "attributes", ""))]
    context["script_files"] = kept


def setup(app: Sphinx) -> dict[str, object]:
    app.connect("config-inited", key_the_cache)
    app.connect("config-inited", keep_mathjax_out_of_the_scripts)
    app.connect("html-page-context", drop_thebe, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
