"""How a run of the grader looks: a live line and a table on a terminal, plain lines anywhere else."""

from __future__ import annotations

import heapq
import sys
import time
from typing import Any

from .grading import Line, Outcome

SLOWEST = 3
ROWS = 60  # a larger class gets a table of those to look at


def watcher() -> Plain | Live:
    """The one for this process's standard output."""
    if sys.stdout.isatty():
        try:
            return Live()
        except ImportError:
            pass
    return Plain()


def points(number: float) -> str:
    """Points as a person writes them."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def printable(text: str) -> str:
    """Text from a student's side with everything that could steer a terminal made visible."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def longest(outcome: Outcome) -> list[Line]:
    """The submissions that took longest."""
    return heapq.nlargest(SLOWEST, outcome.lines, key=lambda line: line.seconds)


def slowest(outcome: Outcome) -> str:
    """The submissions that took longest, in a line."""
    return ", ".join(f"{printable(line.student)} {line.seconds:.1f} s" for line in longest(outcome))


def span(seconds: float) -> str:
    """A time to wait as a person says it."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def submissions(count: int) -> str:
    """So many submissions."""
    return f"{count} submission{'' if count == 1 else 's'}"


def summary(outcome: Outcome) -> str:
    """One line about the whole run."""
    count, graded = len(outcome.lines), len(outcome.graded)
    line = f"{outcome.assignment}: {submissions(count)}, {graded} graded now, {count - graded} unchanged"
    if outcome.lines:
        line += f"; mean score {points(sum(line.score for line in outcome.lines) / count)}"
        line += f" of {points(max(line.max_score for line in outcome.lines))}"
    failed = sum(line.status != "graded" for line in outcome.lines)
    if failed:
        line += f"; {failed} timed out, crashed or could not be read"
    if outcome.faults:
        line += f"; the grader failed on {len(outcome.faults)}"
    return line


class Plain:
    """A line a submission, with its number, and now and then how long the rest will take."""

    EVERY = 30.0  # seconds between two such estimates

    def begin(self, assignment: str, total: int, todo: int) -> None:
        self.todo, self.written, self.failures = todo, 0, 0
        self.started = self.told = time.monotonic()
        print(f"{assignment}: {submissions(total)}, {todo} to do", flush=True)

    def waiting(self, reason: str) -> None:
        print(reason, flush=True)

    def done(self, entry: dict[str, Any], seconds: float) -> None:
        self.written += 1
        self.failures += entry["status"] != "graded"
        print(
            f"[{self.written}/{self.todo}] {printable(entry['student'])}  "
            f"{points(entry['score'])}/{points(entry['max_score'])}  {entry['status']}  {seconds:.1f} s",
            flush=True,
        )
        now = time.monotonic()
        if now - self.told > self.EVERY:
            self.told = now
            rate = self.written / (now - self.started)
            left = span((self.todo - self.written) / rate)
            print(f"{self.written} of {self.todo}, {rate:.2f} a second, about {left} left, {self.failures} failed", flush=True)

    def fault(self, student: str, reason: str) -> None:
        print(f"{printable(student)}  {printable(reason)}", file=sys.stderr, flush=True)

    def end(self, outcome: Outcome) -> None:
        print(summary(outcome))
        if outcome.lines:
            print(f"slowest: {slowest(outcome)}", flush=True)

    def stopped(self) -> None:
        """The last line stands."""


class Live:
    """A bar with rate, time left and failures while it runs, a table at the end."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.console = Console()
        self.progress = Progress(
            TextColumn("[bold]{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("[red]{task.fields[failures]}"),
            TimeRemainingColumn(compact=True),
            console=self.console,
            transient=True,
        )
        self.failures = 0
        self.started = 0.0

    def begin(self, assignment: str, total: int, todo: int) -> None:
        self.console.print(f"[bold]{assignment}[/]: {submissions(total)}, {todo} to do")
        self.task = self.progress.add_task(assignment, total=todo, rate="", failures="")
        self.started = time.monotonic()
        if todo:
            self.progress.start()

    def waiting(self, reason: str) -> None:
        self.console.print(reason, style="yellow", markup=False)

    def done(self, entry: dict[str, Any], seconds: float) -> None:
        self.failures += entry["status"] != "graded"
        self._advance()

    def fault(self, student: str, reason: str) -> None:
        self.console.print(f"{printable(student)}: {printable(reason)}", style="red", markup=False)

    def _advance(self) -> None:
        task = self.progress.tasks[0]
        rate = (task.completed + 1) / max(time.monotonic() - self.started, 1e-3)
        self.progress.update(
            self.task,
            advance=1,
            rate=f"{rate:.1f}/s",
            failures=f"{self.failures} failed" if self.failures else "",
        )

    def end(self, outcome: Outcome) -> None:
        from rich.table import Table
        from rich.text import Text

        self.progress.stop()
        slow = longest(outcome)
        lines = outcome.lines
        if len(lines) > ROWS:
            notable = [line for line in lines if line.status != "graded" or line.student in outcome.faults or line in slow]
            lines = notable[:ROWS]
        table = Table(title=outcome.assignment if len(lines) == len(outcome.lines) else f"{outcome.assignment}: failed or slow")
        table.add_column("student")
        table.add_column("score", justify="right")
        table.add_column("status")
        table.add_column("what to look at", overflow="fold")
        table.add_column("time", justify="right")
        for line in lines:
            table.add_row(
                Text(printable(line.student)),
                Text(f"{points(line.score)} / {points(line.max_score)}", "green" if line.score == line.max_score else ""),
                Text(line.status, "" if line.status == "graded" else "red"),
                Text(printable(line.remark)),
                Text(f"{line.seconds:.1f} s", "yellow" if line in slow else ""),
            )
        self.console.print(table)
        self.console.print(summary(outcome), markup=False)
        if outcome.lines:
            self.console.print(f"slowest: {slowest(outcome)}", markup=False)

    def stopped(self) -> None:
        self.progress.stop()
