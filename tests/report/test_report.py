"""A report says what was found, the same in all three forms, and lets nothing of a student's through but text."""

from html.parser import HTMLParser

from playwright.sync_api import Browser

from autograder.judge import Diagnosis, ExerciseReport, Part, Report
from autograder.judge.verdict import Picture, Row
from autograder.report import as_html, as_json, as_text
from autograder.report.json import from_json

EVIL = "<script>alert(1)</script>\x1b[2J\x1b]0;owned\x07<img src=x onerror=alert(1)>"
STEPS = Picture("Where h differs", "Where h differs: wrong at time step 1.", "T", ("0", "1"), (Row("h", (False, True), (False, True)),))
FAILED = ExerciseReport(
    "LSTMCell",
    (
        Part("one step", True, 6, 6),
        Part("gradients", False, 0, 5, "h differs", "look at detach", "0.5", "0.25", STEPS),
        Part("no state", False, 0, 3, "h differs", "look at None"),
        Part("hostile", False, 0, 1, EVIL, EVIL, EVIL, EVIL, Picture(EVIL, EVIL, "G", (EVIL,), (Row(EVIL, (True,), texts=(EVIL,)),))),
    ),
)
NAMED = ExerciseReport("LSTMCell", FAILED.parts, Diagnosis("x", "The gates are exchanged."))


class Reader(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data + " "


def test_html_shows_points_findings_and_hints():
    text = Reader(as_html(FAILED)).text
    for words in ("6 of 15 points", "one step", "0 / 5", "h differs", "0.25", "look at detach", "as above"):
        assert words in text
    assert "look at None" not in text


def test_a_named_mistake_replaces_the_hints():
    for form in (Reader(as_html(NAMED)).text, as_text(NAMED)):
        assert "The gates are exchanged." in form and "look at detach" not in form and "h differs" in form


def test_a_picture_reads_as_its_words():
    images = [attributes for tag, attributes in Reader(as_html(FAILED)).tags if tag == "div" and attributes.get("role") == "img"]
    assert images[0]["aria-label"] == STEPS.words and STEPS.words in as_text(FAILED)
    assert "✗" in Reader(as_html(FAILED)).text


def test_a_mistake_with_a_picture_of_its_own_replaces_the_others():
    html = as_html(ExerciseReport("LSTMCell", FAILED.parts, NAMED.diagnosis, picture=Picture("Blocks", "i is o.", "G")))
    assert "i is o." in html and STEPS.words not in html


def test_html_fits_a_narrow_column(chromium: Browser) -> None:
    """As on a telephone, where JupyterLab's bars leave 274 of 390 pixels."""
    numbers = "[0, 0]: -0.0062868, [0, 1]: -0.00014052"
    part = Part("parameters and state_dict", False, 0, 4, "gradient['weight_ih'] differs", "", numbers, numbers)
    page = chromium.new_page(viewport={"width": 274, "height": 600})
    page.set_content(f'<body style="margin:0"><style>* {{ box-sizing: border-box }}</style>{as_html(ExerciseReport("init_forget_bias", (part,)))}</body>')
    assert page.evaluate("document.documentElement.scrollWidth") == 274
    assert page.get_by_text("Points", exact=True).evaluate("cell => cell.offsetHeight") < 40, "a word of one line"
    left, right = (page.get_by_text(text, exact=True).bounding_box() for text in ("init_forget_bias", "0 of 4 points"))
    assert left["x"] + left["width"] < right["x"] or left["y"] + left["height"] <= right["y"]
    page.close()


def test_html_holds_no_tag_but_its_own():
    page = Reader(as_html(FAILED))
    assert {tag for tag, _ in page.tags} <= {"div", "strong", "table", "thead", "tbody", "tr", "th", "td", "span", "em", "p"}
    assert not any(name.startswith("on") or name in ("src", "href") for _, attributes in page.tags for name in attributes)
    assert "<script>alert(1)</script>" in page.text


def test_text_cannot_steer_a_terminal():
    assert "\x1b" not in as_text(FAILED) and "\x07" not in as_text(FAILED)
    assert max(map(len, as_text(FAILED).splitlines())) <= 96


def test_json_is_that_of_the_contract_and_comes_back():
    report = Report("03_lstm", "ada", (NAMED,), "graded", ("a flag",))
    value = as_json(report)
    assert set(value) == {"student", "score", "max_score", "status", "flags", "exercises"}
    assert (value["score"], value["max_score"]) == (6, 15)
    (exercise,) = value["exercises"]
    assert set(exercise) == {"name", "score", "max_score", "parts", "diagnosis"}
    assert set(exercise["parts"][0]) == {"name", "passed", "score", "max_score", "message"}
    assert exercise["diagnosis"] == {"id": "x", "text": "The gates are exchanged."}
    assert as_json(from_json("03_lstm", value)) == value


def test_what_is_not_written_yet_is_said_once():
    parts = tuple(Part(name, False, 0, 1, "Not implemented yet.", "a hint") for name in "ab")
    text = as_text(ExerciseReport("LSTM", parts, note="Not implemented yet."))
    assert text.count("Not implemented") == 1 and "a hint" not in text
