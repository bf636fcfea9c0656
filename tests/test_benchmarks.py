"""The README shows the benchmarks' tables as they were measured."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def table(course_root: Path) -> ModuleType:
    """The module that writes the tables; `benchmarks/` is no installed package."""
    specification = importlib.util.spec_from_file_location("benchmark_table", course_root / "benchmarks" / "table.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_readme_shows_each_table_as_its_file_has_it(course_root: Path, table: ModuleType) -> None:
    readme = (course_root / "README.md").read_text(encoding="utf-8")
    for name, shown in table.INCLUDED.findall(readme):
        assert shown == (course_root / name).read_text(encoding="utf-8"), f"{name}: run its benchmark, or copy it in"
    assert readme.count("<!-- benchmarks/") == len(table.INCLUDED.findall(readme)), "a table without <!-- end -->"


def test_a_table_is_written_and_included(table: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "benchmarks").mkdir()
    readme = tmp_path / "README.md"
    readme.write_text("before\n\n<!-- benchmarks/one.md -->\nan older table\n<!-- end -->\n\nafter\n")
    for rows in ([["a", 0.01234, 12], ["b", 31.0, 12345]], [["c", 4.0, True]]):
        path = table.publish("one", "What it took", ["stage", "seconds", "count"], rows, notes="A note.", root=tmp_path)
        text = path.read_text()
        assert readme.read_text() == f"before\n\n<!-- benchmarks/one.md -->\n{text}<!-- end -->\n\nafter\n"
        assert capsys.readouterr().out == text
    assert "| stage | seconds | count |\n| --- | ---: | ---: |\n| c | 4.00 | True |\n\nA note." in text


def test_numbers_keep_three_digits(table: ModuleType) -> None:
    assert [table.shown(x) for x in (0.0, 0.012345, 1.0, 12.345, 123.45, 12345.6, 7, 12345, "12 s")] == [
        "0", "0.0123", "1.00", "12.3", "123", "12,346", "7", "12,345", "12 s",
    ]  # fmt: skip
