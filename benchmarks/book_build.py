"""How long the book takes to build: from nothing, and after a change.

``python -m benchmarks.book_build``; ``--pages notation assignments`` is a quick try on some pages, whose table is not kept.
The book is built in a copy, so that what is built here stays as it is.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from .classes import kept_apart, run
from .table import ROOT, publish

PACKAGES = ("jupyter-book", "sphinx", "torch")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.book_build", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", nargs="+", metavar="PAGE", help="these pages of book/ alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="book-build-") as scratch:
        course = copy(Path(scratch) / "course")
        strict = ["-W", "-n", "--keep-going"]
        if options.pages:
            strict = []  # other pages are referred to that are not there
            contents = {"format": "jb-book", "root": "intro", "chapters": [{"file": page} for page in options.pages]}
            (course / "book" / "_toc.yml").write_text(yaml.safe_dump(contents))
        command = [Path(sys.executable).with_name("jupyter-book"), "build", "book/", "--config", "_config.yml", *strict]
        here = {"PYTHONPATH": f"{course}:{course / 'book'}"}

        def build() -> float:
            return run(command, course, **here).seconds

        rows: list[list[object]] = [["from nothing", clean := build(), 1.0]]

        def after(what: str) -> None:
            seconds = build()
            rows.append([what, seconds, clean / seconds])

        after("nothing changed")
        page = course / "book" / (f"{options.pages[-1]}.md" if options.pages else "chapters/03_lstm.md")
        page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
        after("a sentence more on a page with code")
        module = course / "book" / "recurrent" / "exercises.py"
        module.write_text(module.read_text(encoding="utf-8") + "\nCHANGED = True\n", encoding="utf-8")
        after("a module changed that some pages use")
    publish(
        "book_build",
        "Building the book" if not options.pages else f"Building {', '.join(options.pages)}",
        ["", "seconds", "times as fast"],
        rows,
        "A page runs again when its code, or something that its code uses, has changed.",
        PACKAGES,
        root=kept_apart() if options.pages else ROOT,
    )


def copy(folder: Path) -> Path:
    """What git knows of the course, without the tests."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


if __name__ == "__main__":
    main()
