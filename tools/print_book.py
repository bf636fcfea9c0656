"""Prints the built book with Chromium, a PDF for each page of the table of contents.

    python tools/print_book.py BUILT FOLDER [PAGE ...]

`make pdf` prints ``_build/html`` into ``_build/pdf``; a page is named as in ``book/_toc.yml``, such as ``chapters/03_lstm``.
What is left out on paper, and what is opened, stands in ``book/_static/course.css`` and ``book/_static/printing.js``.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SET = "!window.MathJax?.startup?.promise || window.MathJax.startup.promise.then(() => true)"


def pages() -> list[str]:
    """Every page of the table of contents, in its order."""
    toc = yaml.safe_load((ROOT / "book" / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(entry["file"] for part in toc["parts"] for entry in part["chapters"])]


def target(folder: Path, page: str) -> Path:
    """The file that a page is printed into."""
    return folder / f"{page.removeprefix('chapters/').replace('/', '-')}.pdf"


def print_pages(built: Path, folder: Path, names: Sequence[str]) -> None:
    """Prints these pages of the book at `built`.

    Raises:
        FileNotFoundError: there is no Chromium, or a page has not been built.
    """
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        raise FileNotFoundError("Chromium is not installed (on Debian or Ubuntu: apt-get install chromium)")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 794, "height": 1123}, color_scheme="light")
        for name in names:
            path = built / f"{name}.html"
            if not path.is_file():
                raise FileNotFoundError(f"{path} is not there: build the book first, with make book")
            page.goto(path.resolve().as_uri(), wait_until="load")
            page.wait_for_function(SET)
            page.pdf(path=target(folder, name), format="A4", print_background=True, outline=True, tagged=True)
        browser.close()


def main(arguments: Sequence[str]) -> int:
    """0 when every page is printed."""
    built, folder, *names = arguments
    try:
        print_pages(Path(built), Path(folder), names or pages())
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"pdf: {Path(folder).resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
