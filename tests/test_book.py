"""The book as a reader gets it: built strictly, run completely, legible without a network, on a phone and in the dark."""
from __future__ import annotations

import importlib.util
import io
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import jupytext
import nbformat
import numpy as np
import pytest
import yaml
from browsing import visit
from PIL import Image
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
VERDICTS = ("holds", "holds with a condition", "does not hold here")

# Claims that have to stand in a chapter's ledger.
CLAIMS = {
    "chapters/01_rnn": [f"R{k}" for k in range(1, 6)],
    "chapters/02_gradients": [f"G{k}" for k in range(1, 5)],
    "chapters/03_lstm": [f"L{k}" for k in range(1, 7)],
    "chapters/04_variants": [f"V{k}" for k in range(1, 10)],
    "chapters/05_sequences": [f"S{k}" for k in range(1, 4)],
    "chapters/06_bilstm": [f"B{k}" for k in range(1, 9)],
    "chapters/07_tagging": [f"T{k}" for k in range(1, 6)],
    "chapters/08_attention": [f"A{k}" for k in range(1, 5)],
}

# Numbers that may stand in the prose, with the reason: they were not measured here.
TYPED = {
    "intro": {"4.0": "the licence's version"},
    "notation": {"95 %": "the level of all intervals"},
    "claims": {"95 %": "the level of all intervals"},
    "citing": {"4.0": "the licence's version"},
    "chapters/01_rnn": {"95 %": "the level of all intervals"},
    "chapters/02_gradients": {
        "95 %": "the level of all intervals, and the goal of a training run",
        "90 %": "the goal of a training run",
        "0.8": "a spectral radius that was set",
        "1.25": "a spectral radius that was set",
        "0.03": "a step size that was set",
    },
    "chapters/03_lstm": {"95 %": "the level of all intervals, and the goal of a training run"},
    "chapters/04_variants": {"95 %": "the level of all intervals"},
    "chapters/05_sequences": {"95 %": "the level of all intervals"},
    "chapters/06_bilstm": {"95 %": "the level of all intervals"},
    "chapters/07_tagging": {"95 %": "the level of all intervals", "97 %": "a boast that is quoted"},
    "data": {"1.1.3": "a version", "1.9.1": "a version", "4.38": "a version", "4.0": "the licence's version"},
    "chapters/08_attention": {"95 %": "the level of all intervals"},
    "teach/cluster": {"1.31": "a version", "1.33": "a version"},
}

# Pages without a ledger that have figures.
WITH_FIGURES = {"explore"}

# Pages with code that is shown but not run would be listed here, with the reason. There are none.
NOT_RUN: dict[str, str] = {}


def load(name: str) -> ModuleType:
    """One of the book's Sphinx extensions."""
    spec = importlib.util.spec_from_file_location(f"{name}_extension", BOOK / "_ext" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def contents() -> list[str]:
    """Every page in the table of contents, the root first."""
    toc = yaml.safe_load((BOOK / "_toc.yml").read_text())
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]


PAGES = contents()
CODE = "```{code-cell}"
WITH_CODE = [page for page in PAGES if CODE in (BOOK / f"{page}.md").read_text() and page not in NOT_RUN]


def prose(source: str) -> str:
    """A page's text with everything taken out that is not prose: code, mathematics, roles, addresses, options.

    Captions and alternative texts stay: a reader reads them.
    """
    source = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)

    def words_of(cell: re.Match[str]) -> str:
        options = re.match(r"---\n(.*?)\n---\n", cell[1], flags=re.DOTALL)
        return options[1] if options else ""

    source = re.sub(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", words_of, source, flags=re.DOTALL | re.MULTILINE)
    source = re.sub(r"^```.*?^```$", "", source, flags=re.DOTALL | re.MULTILINE)
    source = re.sub(r"\$\$.*?\$\$|\$[^$\n]*\$", " ", source, flags=re.DOTALL)
    source = re.sub(r"\{[\w:-]+\}`[^`]*`|`[^`]*`", " ", source)
    source = re.sub(r"\]\([^)]*\)|https?://\S+", " ", source)
    return re.sub(r"^:[\w-]+:.*$|^:{3,}.*$", "", source, flags=re.MULTILINE)


def typed_numbers(source: str) -> list[str]:
    """Numbers in the prose that look measured: decimals, thousands and percentages."""
    return re.findall(r"\d+(?:[.,]\d+)+|\d+ ?%", prose(source))


def crowded_lines(source: str) -> list[str]:
    """Lines on which a second sentence begins."""
    return [line for line in prose(source).splitlines() if re.search(r"[a-z)\]*_\"”][.?!][)*_\"”]* +[A-Z]", line)]


# The sources


@pytest.mark.parametrize("page", PAGES)
def test_numbers_in_the_text_are_measured(page: str) -> None:
    found = [n for n in typed_numbers((BOOK / f"{page}.md").read_text()) if n not in TYPED.get(page, {})]
    assert not found, "typed, not glued"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It reached 0.93 in the end.", ["0.93"]),
        ("It needed 10,176 sequences, 12 % more.", ["10,176", "12 %"]),
        ("It reached {glue:text}`acc:.2f` with $f = 0.99$ and `lr=0.1` for 5 seeds.", []),
        ("```{code-cell} ipython3\nx = 0.5\n```\n", []),
        ("```{code-cell} ipython3\n---\nmystnb:\n  image:\n    alt: it falls to 0.3\n---\nx\n```\n", ["0.3"]),
        ("---\nformat_version: 0.13\n---\n# Title", []),
    ],
)
def test_the_number_checker_sees_what_it_should(text: str, numbers: list[str]) -> None:
    assert typed_numbers(text) == numbers


@pytest.mark.parametrize("page", PAGES)
def test_one_sentence_a_line(page: str) -> None:
    assert not crowded_lines((BOOK / f"{page}.md").read_text())


def test_the_sentence_checker_sees_what_it_should() -> None:
    assert crowded_lines("One sentence. Another one.") and not crowded_lines("One sentence, by J. Smith.\nAnother one.")


@pytest.mark.parametrize("page", WITH_CODE)
def test_a_page_with_code_says_how_to_run_it(page: str) -> None:
    header = yaml.safe_load((BOOK / f"{page}.md").read_text().split("---\n")[1])
    assert header["jupytext"]["text_representation"]["format_name"] == "myst"
    assert header["kernelspec"]["name"] == "python3"


def test_chapters_are_text() -> None:
    tracked = subprocess.run(["git", "ls-files", "book"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not [name for name in tracked.splitlines() if name.endswith(".ipynb")]


def test_every_source_is_in_the_table_of_contents() -> None:
    sources = {path.relative_to(BOOK).with_suffix("").as_posix() for path in BOOK.rglob("*.md")}
    assert {name for name in sources if not name.startswith(("_", "recurrent/", "data/"))} == set(PAGES)


def test_nothing_that_ships_is_large() -> None:
    big = [path for path in BOOK.rglob("*") if path.is_file() and path.stat().st_size > 2_000_000]
    assert not big
    assert "Apache License" in (BOOK / "_static" / "mathjax" / "LICENSE").read_text()


# The built pages


class Article(HTMLParser):
    """The images and the ledger rows of a page, and the scripts it asks for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.images: list[dict[str, str | None]] = []
        self.rows: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self._row: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "img":
            self.images.append(found)
        elif tag == "script":
            self.scripts.append(found.get("src") or "")
        elif tag == "tr" and (found.get("id") or "").startswith("claim-"):
            self._row = self.rows.setdefault(found["id"], [])
        elif tag == "td" and self._row is not None:
            self._row.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._row:
            self._row[-1] += data


def article(html: Path, page: str) -> Article:
    return Article((html / f"{page}.html").read_text())


@pytest.mark.parametrize("page", WITH_CODE)
def test_every_code_cell_ran(built_book: Path, page: str) -> None:
    cells = [c.source.strip() for c in jupytext.read(BOOK / f"{page}.md").cells if c.cell_type == "code"]
    caches = list((built_book.parent / ".jupyter_cache").glob("*/executed/*/base.ipynb"))
    runs = [[c for c in nbformat.read(path, 4).cells if c.cell_type == "code"] for path in caches]
    run = next((run for run in runs if [c.source.strip() for c in run] == cells), None)
    assert run is not None, "no executed notebook has this page's cells"
    assert [c.execution_count for c in run] == list(range(1, len(run) + 1))
    assert not [o for c in run for o in c.outputs if o.output_type == "error" or o.get("name") == "stderr"]


@pytest.mark.parametrize("page", PAGES)
def test_every_figure_says_what_it_shows(built_book: Path, page: str) -> None:
    images = article(built_book, page).images
    assert bool(images) == (page in CLAIMS or page in WITH_FIGURES)
    for image in images:
        alt = image.get("alt") or ""
        assert len(alt.split()) >= 12 and not alt.startswith(("_images", "../")), image.get("src")
        assert image["src"].endswith(".svg"), "a figure made outside the course's style"


@pytest.mark.parametrize(("page", "claim"), [(page, claim) for page, claims in CLAIMS.items() for claim in claims])
def test_every_claim_has_a_verdict_and_a_measured_value(built_book: Path, page: str, claim: str) -> None:
    rows = article(built_book, page).rows
    said, source, published, measured, verdict = rows[f"claim-{claim}"]
    assert said.startswith(claim) and source and published
    assert re.search(r"\d", measured)
    assert verdict.split(". ")[0] in VERDICTS


@pytest.mark.parametrize("page", CLAIMS)
def test_the_text_fits_the_numbers(built_book: Path, page: str) -> None:
    text = (built_book / f"{page}.html").read_text()
    assert "The numbers of this build are of that kind." in text
    assert 'unsupported"' not in text


def test_one_page_collects_every_ledger(built_book: Path) -> None:
    collected = article(built_book, "claims").rows
    ledgers = [article(built_book, page).rows for page in PAGES if page != "claims"]
    assert collected == {name: row for rows in ledgers for name, row in rows.items()}
    assert {f"claim-{claim}" for claims in CLAIMS.values() for claim in claims} <= set(collected)
    text = (built_book / "claims.html").read_text()
    assert f"Of {len(collected)} claims:" in text
    for page, claims in CLAIMS.items():
        assert all(f'href="{page}.html#claim-{claim}"' in text for claim in claims)


@pytest.mark.parametrize(
    ("repository", "owner"),
    [("https://github.com/some-one/course", "some-one/course"), ("https://github.com/some-one/course.git", "some-one/course"), ("", None), ("https://example.org/some-one/course", None)],
)
def test_notebooks_open_elsewhere_once_the_repository_is_public(repository: str, owner: str | None) -> None:
    found = load("notebooks").services(repository, "main", "exercises/03_lstm/03_lstm.ipynb")
    assert sorted(found) == (["Open in Binder", "Open in Colab"] if owner else [])
    assert all(owner in address and "main" in address and address.endswith("exercises/03_lstm/03_lstm.ipynb") for address in found.values())


def test_every_assignment_can_be_downloaded(built_book: Path, course_root: Path) -> None:
    text = (built_book / "assignments.html").read_text()
    for notebook in sorted(course_root.glob("exercises/*/*.ipynb")):
        (link,) = re.findall(rf'href="(_downloads/[^"]*{notebook.name})"', text)
        assert (built_book / link).read_bytes() == notebook.read_bytes()
    assert len(re.findall('href="_downloads/[^"]*answers.bin"', text)) == len(list(course_root.glob("exercises/*")))


def test_exercises_can_be_downloaded(built_book: Path) -> None:
    text = (built_book / "chapters" / "03_lstm.html").read_text()
    (link,) = re.findall(r'href="(\.\./_downloads/[^"]*03_lstm\.ipynb)"', text)
    assert (built_book / "chapters" / link).resolve().is_file()


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_no_other_server_for_scripts(built_book: Path, page: str) -> None:
    scripts = article(built_book, page).scripts
    assert any("mathjax/tex-chtml.js" in src for src in scripts) or "mjx" not in (built_book / f"{page}.html").read_text()
    assert not [src for src in scripts if "://" in src]
    assert "unpkg.com" not in (built_book / f"{page}.html").read_text()


# In a browser


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_works_alone_and_fits(chromium: Browser, site: str, name: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: response.status >= 400 and trouble.append(f"{response.status} {response.url}"))
    page.on("requestfailed", lambda request: trouble.append(f"failed {request.url}"))
    page.on("console", lambda message: message.type == "error" and trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    visit(page, f"{site}/{name}.html")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    overflow = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    broken = page.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src)")
    errors = page.locator("mjx-merror, .MathJax_Error").count()
    context.close()
    assert not [url for url in asked if not url.startswith((f"{site}/", "data:", "blob:"))]
    assert not trouble
    assert overflow <= 0 and not broken and errors == 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_figures_follow_the_page_and_not_the_system(chromium: Browser, site: str, mode: str) -> None:
    """The reader's switch decides, also where the system says the opposite."""
    context = chromium.new_context(viewport={"width": 1280, "height": 844}, color_scheme="dark" if mode == "light" else "light")
    context.add_init_script(f"localStorage.setItem('mode', '{mode}'); localStorage.setItem('theme', '{mode}')")
    page = context.new_page()
    visit(page, f"{site}/chapters/03_lstm.html")
    figure = page.locator(".bd-article img").first
    figure.scroll_into_view_if_needed()
    shot = np.asarray(Image.open(io.BytesIO(figure.screenshot())).convert("L"), dtype=float)
    context.close()
    ground = np.median(shot)
    assert (ground > 240) if mode == "light" else (ground < 50)
    assert np.abs(shot - ground).max() > 150, "the drawing stands out from the page"


def test_an_equation_wears_the_gates_colours(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 844}, color_scheme="light")
    page = context.new_page()
    visit(page, f"{site}/notation.html")
    for gate in "ifgoch":
        shown = page.locator(f"mjx-container .gate-{gate}").first.evaluate("node => getComputedStyle(node).color")
        wanted = page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--gate-{gate}').trim()")
        assert shown == "rgb({}, {}, {})".format(*(int(wanted[k : k + 2], 16) for k in (1, 3, 5)))
    context.close()
