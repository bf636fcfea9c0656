"""The page about a graded class: its counts are those of the results, and nothing on it can act."""

from html.parser import HTMLParser

from autograder.cli import main
from autograder.course.class_report import as_page, summarise

EVIL = "<script>alert(1)</script>"


def entry(student, gates, cell, status="graded", flags=(), named=None):
    """A result of two exercises, 10 and 20 points, of one property each."""
    parts = [("gates", 10, gates), ("cell", 20, cell)]
    exercises = [
        {"name": name, "score": points * passed, "max_score": points, "diagnosis": None,
         "parts": [{"name": f"{name} right", "passed": passed, "score": points * passed, "max_score": points, "message": ""}]}
        for name, points, passed in parts
    ]
    exercises[0]["diagnosis"] = named and {"id": named, "text": f"About {named}."}
    return {"student": student, "score": 10 * gates + 20 * cell, "max_score": 30, "status": status, "flags": list(flags), "exercises": exercises}


CLASS = [
    entry("ada", True, True),
    entry("bob", False, True, named="exchanged"),
    entry("cem", False, False, named="exchanged"),
    entry("dora", False, False, "timeout", named="no forget gate"),
    entry(EVIL, True, True, flags=[EVIL]),
]


def test_the_counts_are_those_of_the_class():
    report = summarise("03_lstm", CLASS, ["eve"])
    assert (report.mean, report.median, report.max_score) == (16, 20, 30)
    assert sum(report.bins) == 5 and report.bins[0] == 2 and report.bins[6] == 1 and report.bins[9] == 2
    assert [(p.exercise, p.passed, p.of) for p in report.properties] == [("gates", 2, 5), ("cell", 3, 5)]
    assert [(m.text, m.students) for m in report.misconceptions] == [("About exchanged.", ("bob", "cem")), ("About no forget gate.", ("dora",))]
    assert report.for_a_person == (("dora", "timeout"), (EVIL, EVIL))


def test_the_page_shows_them_and_holds_nothing_that_acts():
    page = as_page(summarise("03_lstm", CLASS, ["eve"]))
    for words in ("5 submissions", "Mean 16, median 20, of 30 points", "About exchanged.", "bob, cem", "Not graded yet: eve", "2 of 5"):
        assert words in page
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))
    parser.feed(page)
    assert "script" not in {tag for tag, _ in tags} and "&lt;script&gt;" in page
    assert not any(name in ("src", "href") or name.startswith("on") for _, attributes in tags for name in attributes)


def test_an_empty_class_has_a_page_too():
    assert "0 submissions" in as_page(summarise("03_lstm", []))


def test_without_results_it_says_what_to_do(tmp_path, course_root, capsys):
    (tmp_path / "nbgrader_config.py").write_text((course_root / "nbgrader_config.py").read_text())
    assert main(["report", "03_lstm", "--course-dir", str(tmp_path)]) == 2
    assert "run `autograder grade 03_lstm` first" in capsys.readouterr().err
