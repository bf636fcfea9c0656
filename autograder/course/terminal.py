"""How a run of the grader looks: a live line and a table on a terminal, plain lines anywhere else."""

from __future__ import annotations

import sys
from typing import Any

from .grading import Outcome

SLOWEST = 3


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


def slowest(outcome: Outcome) -> str:
    """The submissions that took longest."""
    longest = sorted(outcome.seconds.items(), key=lambda item: -item[1])[:SLOWEST]
    return ", ".join(f"{printable(student)} {seconds:.1f} s" for student, seconds in longest)


def summary(outcome: Outcome) -> str:
    """One line about the whole run."""
    count, graded = len(outcome.entries), len(outcome.graded)
    line = f"{outcome.assignment}: {count} submission{'' if count == 1 else 's'}, {graded} graded now, {count - graded} unchanged"
    if outcome.entries:
        line += f"; mean score {points(sum(entry['score'] for entry in outcome.entries) / count)}"
        line += f" of {points(max(entry['max_score'] for entry in outcome.entries))}"
    if outcome.faults:
        line += f"; the grader failed on {len(outcome.faults)}"
    return line


class Plain:
    """A line a submission."""

    def begin(self, assignment: str, total: int, todo: int) -> None:
        print(f"{assignment}: {total} submissions, {todo} to do", flush=True)

    def done(self, entry: dict[str, Any], seconds: float) -> None:
        print(
            f"{printable(entry['student'])}  {points(entry['score'])}/{points(entry['max_score'])}  "
            f"{entry['status']}  {seconds:.1f} s",
            flush=True,
        )

    def fault(self, student: str, reason: str) -> None:
        print(f"{printable(student)}  {printable(reason)}", file=sys.stderr, flush=True)

    def end(self, outcome: Outcome) -> None:
        print(summary(outcome))
        if outcome.seconds:
            print(f"slowest: {slowest(outcome)}", flush=True)


class Live:
    """A bar while it runs, a table at the end."""

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

    def begin(self, assignment: str, total: int, todo: int) -> None:
        self.console.print(f"[bold]{assignment}[/]: {total} submissions, {todo} to do")
        self.task = self.progress.add_task(assignment, total=todo, rate="", failures="")
        if todo:
            self.progress.start()

    def done(self, entry: dict[str, Any], seconds: float) -> None:
        self.failures += entry["status"] != "graded"
        self._advance()

    def fault(self, student: str, reason: str) -> None:
        self.console.print(f"{printable(student)}: {printable(reason)}", style="red", markup=False)

    def _advance(self) -> None:
        speed = self.progress.tasks[self.task].finished_speed or self.progress.tasks[self.task].speed
        self.progress.update(
            self.task,
            advance=1,
            rate=f"{speed:.1f}/s" if speed else "",
            failures=f"{self.failures} failed" if self.failures else "",
        )

    def end(self, outcome: Outcome) -> None:
        from rich.table import Table
        from rich.text import Text

        self.progress.stop()
        table = Table(title=f"{outcome.assignment}")
        table.add_column("student")
        table.add_column("score", justify="right")
        table.add_column("status")
        table.add_column("what to look at", overflow="fold")
        table.add_column("time", justify="right")
        longest = set(sorted(outcome.seconds, key=lambda student: -outcome.seconds[student])[:SLOWEST])
        for entry in outcome.entries:
            student, full = entry["student"], entry["score"] == entry["max_score"]
            seconds = outcome.seconds[student]
            table.add_row(
                Text(printable(student)),
                Text(f"{points(entry['score'])} / {points(entry['max_score'])}", "green" if full else ""),
                Text(entry["status"], "" if entry["status"] == "graded" else "red"),
                Text(printable(remark(entry))),
                Text(f"{seconds:.1f} s", "yellow" if student in longest else ""),
            )
        self.console.print(table)
        self.console.print(summary(outcome), markup=False)
        if outcome.seconds:
            self.console.print(f"slowest: {slowest(outcome)}", markup=False)


def remark(entry: dict[str, Any]) -> str:
    """The first thing that an instructor would want to know about a report."""
    for exercise in entry["exercises"]:
        if exercise["diagnosis"]:
            return f"{exercise['name']}: {exercise['diagnosis']['id'].replace('_', ' ').replace('-', ' ')}"
    if entry["flags"]:
        return entry["flags"][0]
    short = [exercise["name"] for exercise in entry["exercises"] if exercise["score"] < exercise["max_score"]]
    if short:
        return "points lost in " + (", ".join(short) if len(short) < 5 else f"{len(short)} exercises")
    return ""
