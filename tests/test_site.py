"""The site around the text: open to everybody, whole, light, searchable, ready to be shared, cited and printed."""
from __future__ import annotations

import hashlib
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from browsing import visit
from playwright.sync_api import Browser, Page
from test_book import BOOK, PAGES

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "tests" / "axe"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MADE_BY_SPHINX = ["search", "genindex"]
PAPER = 673  # pixels between the margins of A4


def extension(name: str) -> ModuleType:
    """One of the book's Sphinx extensions."""
    specification = importlib.util.spec_from_file_location(f"{name}_of_the_book", BOOK / "_ext" / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


# As files


class Links(HTMLParser):
    """What a page names (ids) and what it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.targets: list[str] = []
        self.metas: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids |= {found[key] for key in ("id", "name") if found.get(key)}
        self.targets += [found[key] for key in ("href", "src") if found.get(key)]
        if tag == "meta":
            self.metas[found.get("property") or found.get("name") or ""] = found.get("content") or ""


@pytest.fixture(scope="module")
def pages(built_book: Path) -> dict[Path, Links]:
    """Every page of the built book that a reader can come to."""
    found = [built_book / f"{name}.html" for name in ["index", *PAGES, *MADE_BY_SPHINX]]
    return {path.resolve(): Links(path.read_text(encoding="utf-8")) for path in found}


def test_every_internal_link_and_anchor_resolves(pages: dict[Path, Links]) -> None:
    broken, followed = [], 0
    for path, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or target == "#":
                continue
            followed += 1
            other = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = pages.get(other)
            if not other.is_file():
                broken.append((path.name, target))
            elif parts.fragment and known is not None and unquote(parts.fragment) not in known.ids:
                broken.append((path.name, target))
    assert broken == []
    assert followed > 50 * len(PAGES)


def test_pages_follow_each_other(pages: dict[Path, Links], built_book: Path) -> None:
    """Previous and next lead through the whole table of contents, in its order."""
    text = {name: (built_book / f"{name}.html").read_text(encoding="utf-8") for name in PAGES}

    def neighbour(name: str, which: str) -> Path | None:
        found = re.search(rf'<a class="{which}"\s+href="([^"]+)"', text[name])
        return (built_book / f"{name}.html").parent.joinpath(found[1]).resolve() if found else None

    for before, after in zip(PAGES, PAGES[1:]):
        assert neighbour(before, "right-next") == (built_book / f"{after}.html").resolve()
        assert neighbour(after, "left-prev") == (built_book / f"{before}.html").resolve()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_a_link_to_it_shows(pages: dict[Path, Links], built_book: Path, name: str) -> None:
    metas = pages[(built_book / f"{name}.html").resolve()].metas
    title = re.search(r"^# (.+)$", (BOOK / f"{name}.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert metas["og:title"] == title[1] and metas["og:site_name"] and metas["og:type"] == "article"
    assert 20 <= len(metas["og:description"]) <= 210
    assert metas["description"] == metas["og:description"]
    assert "og:url" not in metas, "no address is known before the book stands somewhere"


def test_a_description_ends_with_a_sentence() -> None:
    from docutils import nodes
    from docutils.utils import new_document

    def described(text: str) -> str:
        document = new_document("")
        document += nodes.paragraph("", text)
        return extension("sharing").description(document)

    assert described("Short.\nTwo lines.") == "Short. Two lines."
    assert described("A sentence of words. " * 20).endswith("words.")
    assert described("word " * 100).endswith("word …") and len(described("word " * 100)) <= 202


def test_where_the_book_has_an_address_a_shared_page_shows_a_picture(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# A page\n\nIt says something.\n", encoding="utf-8")
    settings = {"root_doc": "page", "extensions": ["myst_parser", "sharing"], "html_baseurl": "https://example.org/course"}
    (tmp_path / "conf.py").write_text("\n".join(f"{name} = {value!r}" for name, value in settings.items()), encoding="utf-8")
    path = {"PYTHONPATH": str(BOOK / "_ext"), "PATH": ""}
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", str(tmp_path), str(tmp_path / "html")], env=path, check=True)
    metas = Links((tmp_path / "html" / "page.html").read_text(encoding="utf-8")).metas
    assert metas["og:url"] == "https://example.org/course/page.html" and metas["twitter:card"] == "summary_large_image"
    assert metas["og:image"] == "https://example.org/course/_static/share.png" and metas["og:image:alt"]
    picture = (BOOK / "_static" / "share.png").read_bytes()
    size = tuple(int.from_bytes(picture[place : place + 4], "big") for place in (16, 20))  # where a PNG has them
    assert size == (int(metas["og:image:width"]), int(metas["og:image:height"])) and len(picture) < 300_000


def test_a_citation_shows_its_work_under_the_pointer(built_book: Path) -> None:
    text = (built_book / "chapters" / "03_lstm.html").read_text(encoding="utf-8")
    cited = re.findall(r'<a class="reference internal" href="\.\./bibliography\.html#[^"]+"([^>]*)>', text)
    assert cited and all(re.search(r'title="[^"]{30,}"', attributes) for attributes in cited)


def test_the_course_says_how_to_cite_it(built_book: Path) -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    text = re.sub(r"<[^>]+>", "", (built_book / "citing.html").read_text(encoding="utf-8"))
    assert f"{citation['title']}. Version {citation['version']}, {str(citation['date-released'])[:4]}." in text
    assert "@misc{recurrent-networks-measured," in text and f"title = {{{{{citation['title']}}}}}" in text


def test_a_person_and_an_address_come_into_the_citation() -> None:
    person = {"family-names": "Doe", "given-names": "Jo"}
    citation = {"authors": [person], "title": "T", "version": "2", "date-released": "2027-01-01", "repository-code": "https://example.org/t"}
    entry = extension("about").bibtex(citation)
    assert "author = {Doe, Jo}" in entry and "url = {https://example.org/t}" in entry and "year = {2027}" in entry
    assert extension("about").sentence(citation) == "Jo Doe. T. Version 2, 2027."


def test_every_chapter_stands_with_what_it_needs_and_gives(built_book: Path) -> None:
    text = (built_book / "overview.html").read_text(encoding="utf-8")
    about = extension("about")
    assert about.chapters()
    for chapter in about.chapters():
        source = (BOOK / f"{chapter}.md").read_text(encoding="utf-8")
        assert about.box(source, about.NEEDS) and about.box(source, about.GIVES), chapter
        assert f'href="{chapter}.html"' in text
    assert text.count("It needs") == text.count("It gives") == len(about.chapters())


@pytest.mark.parametrize(
    ("link", "seen"),
    [
        ("[a](01_rnn.md)", "[a](chapters/01_rnn.md)"),
        ("[a](../notation.md#sizes)", "[a](notation.md#sizes)"),
        ("[a](https://example.org/x.md) and [b](a-label)", "[a](https://example.org/x.md) and [b](a-label)"),
    ],
)
def test_links_in_a_box_lead_where_they_led(link: str, seen: str) -> None:
    assert extension("about").seen_from_the_root(link, "chapters/02_gradients") == seen


def test_what_is_vendored_is_unchanged_and_licensed() -> None:
    digest = hashlib.sha256((AXE / "axe.min.js").read_bytes()).hexdigest()
    assert digest in (AXE / "README.md").read_text(encoding="utf-8")
    assert "Mozilla Public License" in (AXE / "LICENSE").read_text(encoding="utf-8")


# In a browser


@pytest.fixture(scope="module")
def reader(chromium: Browser) -> Iterator[Page]:
    """One page that all tests of this file look through; nothing on it moves by itself."""
    context = chromium.new_context(viewport={"width": 1280, "height": 844}, reduced_motion="reduce", color_scheme="light")
    yield context.new_page()
    context.close()


def violations(page: Page, rules: list[str]) -> list[str]:
    """What axe-core finds, with the first element of each kind."""
    script = "rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})"
    found = page.evaluate(script, rules)["violations"]
    return [f"{each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:200]}" for each in found]


def printed_width(page: Page) -> int:
    """How wide a page is on paper."""
    before = page.viewport_size
    page.set_viewport_size({"width": PAPER, "height": 972})
    page.emulate_media(media="print")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.emulate_media(media="screen")
    page.set_viewport_size(before)
    return width


@pytest.mark.parametrize("name", [*PAGES, *MADE_BY_SPHINX])
def test_everybody_can_use_a_page(reader: Page, site: str, name: str) -> None:
    visit(reader, f"{site}/{name}.html")
    reader.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    reader.add_script_tag(path=AXE / "axe.min.js")
    light = violations(reader, RULES)
    reader.evaluate("Object.assign(document.documentElement.dataset, {theme: 'dark', mode: 'dark'})")
    dark = violations(reader, ["color-contrast"])
    ground = reader.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (light, dark) == ([], [])
    assert max(map(int, re.findall(r"\d+", ground)[:3])) < 60, "the page was dark when it was looked at"
    assert printed_width(reader) <= PAPER, "what is wider than the paper is cut, or makes all the rest small"


def test_icons_are_drawn_by_the_themes_font(reader: Page, site: str) -> None:
    visit(reader, f"{site}/intro.html")
    icon = reader.locator(".bd-header-article .theme-switch:visible")
    assert icon.count() == 1
    family, sign = icon.evaluate("i => [getComputedStyle(i).fontFamily, getComputedStyle(i, '::before').content]")
    assert "Font Awesome" in family and sign not in ("none", "normal", '""')
    assert reader.evaluate("document.fonts.check('900 1em \"Font Awesome 6 Free\"') || document.fonts.check('900 1em \"Font Awesome 7 Free\"')")


def test_a_wide_equation_is_scrolled_by_key(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    visit(page, f"{site}/chapters/03_lstm.html")
    wide = page.evaluate("[...document.querySelectorAll('mjx-container[display=true]')].filter(e => e.scrollWidth > e.clientWidth).map(e => e.tabIndex)")
    narrow = page.evaluate("[...document.querySelectorAll('mjx-container[display=true]')].filter(e => e.scrollWidth <= e.clientWidth).map(e => e.tabIndex)")
    context.close()
    assert wide and set(wide) == {0}
    assert set(narrow) <= {-1}


def test_axe_finds_what_is_wrong(reader: Page) -> None:
    reader.goto("about:blank")
    reader.set_content("<html lang='en'><title>t</title><main><img src='x.png'><p style='color: #bbb'>pale</p></main></html>")
    reader.add_script_tag(path=AXE / "axe.min.js")
    found = " ".join(violations(reader, RULES))
    assert "image-alt" in found and "color-contrast" in found


def test_the_first_page_is_light(chromium: Browser, site: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    sizes: list[int] = []
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit(page, f"{site}/index.html")
    page.wait_for_url("**/intro.html")
    visit(page, page.url)
    context.close()
    assert 0 < sum(sizes) < 1_500_000


def test_a_search_finds_its_page(reader: Page, site: str) -> None:
    reader.goto(f"{site}/search.html?q=peephole")
    hit = reader.locator("#search-results li a", has_text="Glossary")
    hit.first.wait_for(timeout=20_000)
    assert "glossary.html" in hit.first.get_attribute("href")


def test_code_can_be_copied(reader: Page, site: str) -> None:
    visit(reader, f"{site}/teach/exercise.html")
    blocks, buttons = reader.locator("div.highlight pre").count(), reader.locator("div.highlight button.copybtn").count()
    assert blocks == buttons > 0
    assert reader.locator("button.copybtn").first.get_attribute("data-tooltip") == "Copy"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_page_prints_as_text_on_white(chromium: Browser, site: str, mode: str) -> None:
    context = chromium.new_context(viewport={"width": 794, "height": 1123})
    context.add_init_script(f"localStorage.setItem('mode', '{mode}'); localStorage.setItem('theme', '{mode}')")
    page = context.new_page()
    visit(page, f"{site}/notation.html")
    page.emulate_media(media="print")
    seen = [page.locator(part).first.is_visible() for part in (".bd-sidebar-primary", ".bd-sidebar-secondary", ".bd-header-article")]
    ink, gate = (page.locator(part).first.evaluate("e => getComputedStyle(e).color") for part in (".bd-article p", ".bd-article .gate-f"))
    context.close()
    assert not any(seen)
    assert max(map(int, re.findall(r"\d+", ink)[:3])) < 90, ink
    assert gate == "rgb(154, 40, 11)"


def test_on_paper_answers_are_open_and_no_line_is_cut(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": PAPER, "height": 972})
    page = context.new_page()
    visit(page, f"{site}/chapters/03_lstm.html")
    page.emulate_media(media="print")
    folds, cut = "[...document.querySelectorAll('details')]", "e => e.scrollWidth > e.clientWidth + 1"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    answers, code = (page.evaluate(f"{folds}.filter(e => e.matches('{kind}')).map(e => e.open && e.checkVisibility())") for kind in (".sd-dropdown", ".above-input"))
    clipped = page.evaluate(f"[...document.querySelectorAll('.bd-article :is(pre, table, img)')].filter({cut}).map(e => e.outerHTML.slice(0, 200))")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    afterwards = page.evaluate(f"{folds}.some(e => e.open)")
    context.close()
    assert answers and all(answers) and code and not any(code)
    assert clipped == [] and not afterwards



def test_the_book_can_be_printed(built_book: Path, needs_chromium: None, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "print_book.py"), str(built_book), str(tmp_path)]
    assert subprocess.run([*command, "chapters/03_lstm"]).returncode == 0
    (printed,) = tmp_path.iterdir()
    data = printed.read_bytes()
    assert printed.name == "03_lstm.pdf" and data.startswith(b"%PDF-") and len(re.findall(rb"/Type\s*/Page\b", data)) > 5
    assert subprocess.run([*command, "none"], capture_output=True).returncode == 1
