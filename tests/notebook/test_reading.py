"""Reading a submission: what is meant is found, what cannot be read is refused with a reason."""

import json

import pytest

from autograder.notebook import Unreadable, parse, read
from autograder.notebook.reading import MAX_CELLS, bound_names


def cell(source, grade_id="", kind="code"):
    return {"cell_type": kind, "source": source, "metadata": {"nbgrader": {"grade_id": grade_id}} if grade_id else {}}


def notebook(*cells):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}


def test_checks_and_empty_cells_do_not_run():
    parsed = parse(notebook(cell("x = 1"), cell("  "), cell('check("A")', "check_A"), cell("# text", kind="markdown")))
    assert [c.source for c in parsed.code()] == ["x = 1"]


def test_an_exercise_is_judged_at_its_check_else_after_its_last_definition_else_at_the_end():
    first = cell("def A(): pass", "A")
    assert parse(notebook(first, cell("y"), cell('check("A")', "check_A"), cell("z"))).place_of("A") == 2
    assert parse(notebook(first, cell("y"), cell("A = 3"), cell("z"))).place_of("A") == 2
    assert parse(notebook(cell("y"), cell("z"))).place_of("A") == 2


def test_cells_of_an_exercise_are_found_by_id_and_by_what_they_define():
    parsed = parse(notebook(cell("broken(", "A"), cell("class A: pass"), cell("x = 'class A'"), cell("A: int = 3")))
    assert [c.index for c in parsed.defining("A")] == [0, 1, 3]


def test_sources_as_lists_of_lines_are_joined():
    assert parse(notebook(cell(["a = 1\n", "b = 2"]))).cells[0].source == "a = 1\nb = 2"


def test_what_is_odd_is_passed_over_and_named():
    parsed = parse(notebook(cell("x", "A"), 3, {"cell_type": "poem"}, cell({"a": 1}), cell("y", "A"), {"cell_type": "code", "metadata": []}))
    assert [c.source for c in parsed.cells] == ["x", "y", ""]
    assert len(parsed.repairs) == 4 and "two cells have the id 'A'" in parsed.repairs


@pytest.mark.parametrize(
    "data, words",
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[]", "no list of cells"),
        (b'{"nbformat": 3, "worksheets": []}', "format 3"),
        (json.dumps(notebook(*[cell("x")] * (MAX_CELLS + 1))).encode(), "at most"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(data, words):
    with pytest.raises(Unreadable, match=words):
        parse(data)


def test_a_byte_order_mark_is_no_reason():
    assert parse(b"\xef\xbb\xbf" + json.dumps(notebook(cell("x"))).encode()).cells


def test_links_folders_and_large_files_are_not_read(tmp_path):
    (tmp_path / "real").write_text("{}")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "real")
    (tmp_path / "folder.ipynb").mkdir()
    with open(tmp_path / "large.ipynb", "wb") as file:
        file.truncate(30 * 2**20)
    for name in ("link", "folder", "large"):
        with pytest.raises(Unreadable, match=f"{name}.ipynb"):
            read(tmp_path / f"{name}.ipynb")


def test_bound_names():
    source = "import a\ndef f(): x = 1\nclass C: pass\ny = z = 2\nw: int = 3\nfor i in []: q = 1"
    assert bound_names(source) == {"f", "C", "y", "z", "w"}
    assert bound_names("def broken(") == set()
