"""Reading a submission: what is meant is found, what cannot be read is refused with a reason."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook import Unreadable, parse, read
from autograder.notebook.reading import MAX_CELLS, MAX_CODE, MAX_ID, MAX_REPAIRS, bound_names


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


def test_names_under_if_try_and_with_count_and_magics_do_not_hide_them():
    source = "%matplotlib inline\nif True:\n    def f(): pass\nelse:\n    g = 1\ntry:\n    (h, i) = 1, 2\nexcept E:\n    class J: pass\nfiles = !ls\ntorch.tanh?"
    assert bound_names(source) == {"f", "g", "h", "i", "J", "files"}
    assert bound_names("%%bash\nf() { echo; }") == set() and bound_names("%%time\nx = 1") == {"x"}


@pytest.mark.parametrize("source", ["\0", "(" * 10_000, "-" * 100_000 + "1", "1" + "+1" * 50_000, "a" + ".b" * 50_000, "x = " + "[" * 200 + "]" * 200])
def test_code_that_breaks_a_parser_binds_nothing_and_breaks_nothing(source):
    assert parse(notebook(cell(source), cell("x = 1"))).cells[1].names == {"x"}


def test_a_cell_that_was_released_as_code_is_code_whatever_it_became():
    parsed = parse(notebook(cell("def A(): pass", "A", "markdown"), cell("check", "check_A", "raw"), cell("# B", "B", "markdown")), {"A", "check_A"})
    assert [c.kind for c in parsed.cells] == ["code", "code", "markdown"]
    assert parsed.repairs[0] == "the cell 'A' had been turned into a markdown cell and was read as code again"


def test_a_check_that_was_moved_up_does_not_count():
    parsed = parse(notebook(cell("c", "check_A"), cell("x"), cell("def A(): pass", "A"), cell("y")))
    assert parsed.place_of("A") == 2


def test_half_a_surrogate_pair_becomes_a_question_mark():
    parsed = parse(b'{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'", "metadata": {"nbgrader": {"grade_id": "\\udfff"}}}]}')
    assert (parsed.cells[0].source, parsed.cells[0].grade_id) == ("x = '?'", "?") and "no text" in parsed.repairs[0]


def test_nothing_but_kinds_texts_and_ids_goes_on():
    deep = json.loads("[" * 500 + "]" * 500)
    given_cell = {"cell_type": "code", "source": "x", "outputs": deep, "attachments": deep, "id": "<script>",
                  "metadata": {"tags": deep, "jupyter": {"source_hidden": True}, "nbgrader": {"grade_id": "A", "points": 1000}}}
    assert parse({"cells": [given_cell], "metadata": {"kernelspec": deep}, "nbformat": 5}).raw == {
        "nbformat": 4, "nbformat_minor": 5, "metadata": {},
        "cells": [{"cell_type": "code", "id": "cell-0", "source": "x", "outputs": [], "execution_count": None, "metadata": {"nbgrader": {"grade_id": "A"}}}],
    }  # fmt: skip


@pytest.mark.parametrize("data, words", [
    (json.dumps(notebook(cell("x" * (MAX_CODE + 1)))).encode(), "Take out what does not belong"),
    (json.dumps(notebook(*[cell("x" * 10**6, kind="markdown")] * 3)).encode(), "Take out what does not belong"),
    (b'{"cells": [' + b"[]," * 1_000_001 + b"[]]}", "lists and objects"),
    (b'{"nbformat": 2, "worksheets": []}', "save and hand in the notebook again"),
])
def test_bulk_and_old_formats_are_refused_with_what_to_do(data, words):
    with pytest.raises(Unreadable, match=words):
        parse(data)


def test_repairs_and_ids_are_few_and_short():
    parsed = parse(notebook(*[cell("x", "A")] * 100, cell("y", "B" * (MAX_ID + 1))))
    assert len(parsed.repairs) == MAX_REPAIRS + 1 and parsed.repairs[-1] == "and 79 more repairs of this kind"
    assert parsed.cells[-1].grade_id == ""


WORDS = st.sampled_from(["cells", "cell_type", "code", "markdown", "raw", "source", "metadata", "nbgrader", "grade_id", "check_A", "A", "outputs", "\ud800", "x = 1"])
TREES = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS,
                     lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5), max_leaves=25)


@given(st.lists(TREES, max_size=5), TREES)
def test_whatever_is_handed_in_is_refused_or_read_as_a_plain_notebook(cells, metadata):
    try:
        parsed = parse(json.dumps({"cells": cells, "metadata": metadata, "nbformat": metadata}).encode(), {"A", "check_A"})
    except Unreadable:
        return
    assert parse(parsed.raw, {"A", "check_A"}).raw == parsed.raw
    json.dumps(parsed.raw, ensure_ascii=False).encode("utf-8")
    assert [c.index for c in parsed.cells] == [*range(len(parsed.cells))]


@given(st.binary(max_size=300))
def test_bytes_are_a_notebook_or_refused(data):
    try:
        parse(data)
    except Unreadable as refusal:
        assert len(str(refusal)) < 500
