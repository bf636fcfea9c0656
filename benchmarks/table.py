"""Tables of measurements: printed, written to `benchmarks/<name>.md`, and taken over by the README.

Where README.md has the lines

    <!-- benchmarks/NAME.md -->
    <!-- end -->

what stands between them is that file's text: it is put there when the table is written, and a test holds the two equal.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path("benchmarks")
README = "README.md"
INCLUDED = re.compile(r"^<!-- (benchmarks/\w+\.md) -->\n(.*?)^<!-- end -->$", re.MULTILINE | re.DOTALL)
PACKAGES = ("torch", "nbgrader", "pytest")


def publish(
    name: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    notes: str = "",
    packages: Sequence[str] = PACKAGES,
    root: Path = ROOT,
    module: str = "",
) -> Path:
    """Print a table, write it to `benchmarks/<name>.md`, and put it where the README includes it. Returns the file.

    Args:
        name: the file's; the benchmark's module too, which `python -m benchmarks.<name>` ran.
        title: what was measured, in one line.
        columns: the heads; all but the first column are numbers and stand to the right.
        rows: the cells; numbers are shown with three digits, other values as they print.
        notes: what a reader needs to know besides, in Markdown.
        packages: whose versions matter.
        root: the course root.
        module: the benchmark's module, where it writes more than one table.
    """
    command = " ".join(["python -m", f"benchmarks.{module or name}", *sys.argv[1:]])
    text = "\n\n".join(
        part
        for part in (f"**{title}**", markdown(columns, rows), notes.strip(), f"`{command}`, {machine(packages)}.")
        if part
    )
    print(text)
    path = root / FOLDER / f"{name}.md"
    path.write_text(f"{text}\n", encoding="utf-8")
    readme = root / README
    if readme.is_file():
        before = readme.read_text(encoding="utf-8")
        after = with_tables(before, root)
        if after != before:
            readme.write_text(after, encoding="utf-8")
    return path


def markdown(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    rule = ["---", *["---:"] * (len(columns) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (columns, rule, *([shown(cell) for cell in row] for row in rows)))


def shown(cell: object) -> str:
    """A cell as a reader wants it: a number with three digits, and thousands apart."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return str(cell)
    if isinstance(cell, int) or abs(cell) >= 100:
        return f"{round(cell):,}"
    return f"{cell:.3g}" if abs(cell) < 1 else f"{cell:#.3g}".rstrip(".")


def with_tables(text: str, root: Path) -> str:
    """`text` with each included table as its file has it now; one whose file is missing stays as it is."""

    def current(match: re.Match[str]) -> str:
        path = root / match[1]
        return f"<!-- {match[1]} -->\n{path.read_text(encoding='utf-8')}<!-- end -->" if path.is_file() else match[0]

    return INCLUDED.sub(current, text)


def machine(packages: Sequence[str] = PACKAGES) -> str:
    """Day, processor, memory, system and versions, in one line."""
    processor = platform.processor() or platform.machine()
    memory = ""
    if sys.platform == "linux":
        names = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        processor = names[0] if names else processor
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    versions = [f"Python {platform.python_version()}", *(f"{name} {found}" for name in packages if (found := _version(name)))]
    day = datetime.now(timezone.utc).date().isoformat()
    return f"{day}, {processor} with {cores} core{'s' * (cores > 1)}{memory}, {platform.system()}, {', '.join(versions)}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
