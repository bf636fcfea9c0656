"""What lies in the folders of a class, and what of it reaches the notebook that a person grades."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from autograder.course import layout
from autograder.course.graded import fenced, graded_notebook, unfenced
from autograder.course.grading import students_of
from autograder.course.layout import TolerantCourseDirectory, unfit_name
from autograder.course.submission import read

from .ground import acting

TEMPLATE = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.mark.parametrize("link", ["student", "assignment"])
def test_a_folder_that_is_a_link_hands_in_nothing(tmp_path: Path, link: str) -> None:
    """It could be somebody else's."""
    other = tmp_path / "ada" / "01_rnn"
    other.mkdir(parents=True)
    (other / "01_rnn.ipynb").write_text("{}")
    if link == "student":
        (tmp_path / "eve").symlink_to(tmp_path / "ada")
    else:
        (tmp_path / "eve").mkdir()
        (tmp_path / "eve" / "01_rnn").symlink_to(other)
    assert "is a link" in read(tmp_path / "eve" / "01_rnn", "01_rnn", "eve").problem
    assert read(other, "01_rnn", "ada").data == b"{}"


def test_a_link_that_leads_nowhere_is_a_submission_with_a_result(course_root: Path, tmp_path: Path) -> None:
    (tmp_path / layout.CONFIG_NAME).write_text((course_root / layout.CONFIG_NAME).read_text())
    (tmp_path / "submitted" / "eve").mkdir(parents=True)
    (tmp_path / "submitted" / "eve" / "01_rnn").symlink_to(tmp_path / "nowhere")
    assert students_of(layout.course_directory(tmp_path), "01_rnn") == ["eve"]


@pytest.mark.parametrize("make", [
    os.mkfifo, os.mkdir, lambda path: os.symlink("/etc/passwd", path), lambda path: Path(path).write_text("x" * 10**6), lambda path: Path(path).write_bytes(b"\xff"),
])
def test_a_time_stamp_that_is_none_is_none(tmp_path: Path, make) -> None:
    make(str(tmp_path / "timestamp.txt"))
    assert TolerantCourseDirectory().get_existing_timestamp(str(tmp_path)) is None


@pytest.mark.parametrize("name", ["ada", "Ada Lovelace", "Zoë [x]*", "李小龙", "O'Brien", "50%{x}", "..hidden", "-rf", "a@b.c"])
def test_an_odd_name_is_a_name(name: str) -> None:
    assert unfit_name(name) == ""


@pytest.mark.parametrize("name", ["<script>", 'a"b', "a&b", "a\\b", "a\nb", "a\x1b[2J", os.fsdecode(b"\xff"), "a\u202eb"])
def test_a_name_that_a_page_would_run_or_nobody_could_read_is_refused(name: str) -> None:
    assert "the name of this student's folder" in unfit_name(name)


@given(st.text() | st.text(alphabet="`~$<>\n ab&", max_size=40))
def test_a_students_text_is_shown_as_it_was_typed(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    if text.strip():
        assert unfenced(fenced(text)) == text
        assert "<" not in markdown2html(fenced(text)).replace("<pre", "").replace("</pre", "").replace("<code", "").replace("</code", "").replace("<div", "").replace("</div", "").replace("<span", "").replace("</span", "")


@pytest.mark.parametrize("kind", ["markdown", "raw"])
@pytest.mark.parametrize("text", [
    "<script>pwned()</script>", "```\n<img src=x onerror=pwned()>\n```\n<img src=x onerror=pwned()>", "~~~\n![x](http://evil.example/x)", "[x](javascript:pwned())", "    \n\n<script>pwned()</script>",
])
def test_prose_with_markup_is_inert_in_the_formgrader(kind: str, text: str) -> None:
    graded = graded_notebook(TEMPLATE, {"cells": [{"cell_type": kind, "source": text, "metadata": {}}]}, {})
    (cell,) = graded["cells"]
    assert cell["cell_type"] == "markdown" and not acting(markdown2html(cell["source"]))


@pytest.mark.parametrize("content, kept", [("iVBORw0KGgo=", True), ("iVBO\nRw0K\n", True), ('AAAA" onerror="pwned()', False), (["AAAA"], False), ("<svg>", False)])
def test_a_picture_is_base64_or_left_out(content: object, kept: bool) -> None:
    output = {"output_type": "display_data", "data": {"image/png": content}, "metadata": {"filenames": {"image/png": "x"}}}
    graded = graded_notebook(TEMPLATE, {"cells": [{"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}]}, {})
    shown = graded["cells"][0]["outputs"]
    assert shown == ([{"output_type": "display_data", "data": {"image/png": content}, "metadata": {}}] if kept else [])
