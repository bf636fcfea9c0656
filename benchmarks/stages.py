"""Where the processor time of one submission goes, stage by stage.

``python -m benchmarks.stages [--runs N]`` examines a solved, a partly wrong and an untouched notebook in the jail, N
times each, under another name every time, so that nothing is known from before. What the student's own code takes of it is
measured in the same run: the cells that were run and the questions that were put, once more in this process. The jail's is
what the whole machine took less what this process did, so nothing else should run.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import torch

from autograder.judge import ask, codec, judge, judgement, runner
from autograder.judge.cases import Cases
from autograder.sandbox import Grader, conversation, examination

from .table import ROOT, publish

ASSIGNMENT = "03_lstm"
STAGES: list[tuple[str, Any, str]] = [
    ("reading the notebook", examination, "parse"),
    ("looking for built-ins", judge.forbidden, "find"),
    ("drawing the cases", Cases, "seed"),
    ("spelling the programs", ask.codec, "encode"),
    ("the reference's answers", judge.Live, "answer"),
    ("waiting for and reading answers", conversation.Exam, "_answer"),
    ("comparing", ask.Question, "settle"),
    ("naming the mistake", judge, "diagnose"),
    ("the rest of the rubric", judgement.Judgement, "take"),
    ("writing the graded notebook", examination, "_graded"),
]
REST = "sessions, commands and all else of the judge"
OWN = "the student's own code: cells and answers"
JAIL = "the jail: forks, messages and all else"


class Clock:
    """Processor time of this process by stage; a stage within another counts for itself alone."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self.open = [REST]
        self.since = time.process_time()

    def turn(self) -> None:
        """Books the time since the last turn on the stage that is open."""
        now = time.process_time()
        self.spent[self.open[-1]] += now - self.since
        self.since = now

    def timed(self, stage: str, function: Callable) -> Callable:
        """The function, with its time booked on `stage`."""

        def run(*args: Any, **kwargs: Any) -> Any:
            self.turn()
            self.open.append(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self.turn()
                self.open.pop()

        return run


@contextmanager
def measured() -> Iterator[Clock]:
    """A clock that books the stages while the context lasts."""
    clock, kept = Clock(), [(owner, name, getattr(owner, name)) for _, owner, name in STAGES]
    for stage, owner, name in STAGES:
        setattr(owner, name, clock.timed(stage, getattr(owner, name)))
    try:
        yield clock
    finally:
        clock.turn()
        for owner, name, function in kept:
            setattr(owner, name, function)


def main() -> None:
    """Measure and write the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=20)
    runs = options.parse_args().runs
    columns: dict[str, Counter[str]] = {}
    with Grader(ROOT) as grader:
        for kind, notebook in notebooks().items():
            for number in range(40):  # until every paper has been set and everything is warm, huge pages included
                grader.examine(notebook, ASSIGNMENT, f"before {number}")
            all_before, here_before = machine(), time.process_time()
            with measured() as clock:
                for number in range(runs):
                    grader.examine(notebook, ASSIGNMENT, f"student {number}")
            jail = machine() - all_before - (time.process_time() - here_before)
            clock.spent[OWN] = runs * own_code(grader, notebook)
            clock.spent[JAIL] = jail - clock.spent[OWN]
            columns[kind] = clock.spent
    stages = [*(stage for stage, _, _ in STAGES), REST, JAIL, OWN]
    rows: list[list[object]] = [[stage, *(1000 * spent[stage] / runs for spent in columns.values())] for stage in stages]
    rows.append(["all", *(1000 * sum(spent.values()) / runs for spent in columns.values())])
    rows.append(["all beyond the student's own code", *(1000 * (sum(spent.values()) - spent[OWN]) / runs for spent in columns.values())])
    publish(
        "stages", f"Processor time of one submission of {ASSIGNMENT}, in milliseconds", ["stage", *columns], rows,
        notes="The notebooks are without the cell that draws, whose time is the student's own. "
        "Writing into the gradebook is not in it; see the benchmark of a class.",
    )


def own_code(grader: Grader, notebook: dict[str, Any], runs: int = 5) -> float:
    """Processor seconds of the student's own code in one submission, here, without a jail and without messages."""
    texts: list[str] = []
    programs: list[dict[str, Any]] = []
    run, answers = conversation.Session.run, conversation.Exam.answers

    def noted_run(session: Any, source: str, number: int | None) -> Any:
        texts.append(source)
        return run(session, source, number)

    def noted_answers(exam: Any, sent: Sequence[bytes]) -> Any:
        programs.extend(codec.decode(program, map_device=True) for program in sent)
        return answers(exam, sent)

    conversation.Session.run, conversation.Exam.answers = noted_run, noted_answers
    try:
        grader.examine(notebook, ASSIGNMENT, "noted")
    finally:
        conversation.Session.run, conversation.Exam.answers = run, answers

    def once() -> float:
        start, namespace = time.process_time(), {"__name__": "__main__"}
        for text in texts:
            with suppress(Exception):
                exec(compile(text, "<cell>", "exec"), namespace)
        for program in programs:
            runner.run(program, namespace)
        return time.process_time() - start

    torch.set_num_threads(1)
    return min(once() for _ in range(runs))


def notebooks() -> dict[str, dict[str, Any]]:
    """A solved, a partly wrong and an untouched notebook."""
    solved = json.loads((ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    untouched = json.loads((ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    for notebook in (solved, untouched):
        notebook["cells"] = [cell for cell in notebook["cells"] if "matplotlib" not in "".join(cell["source"])]
    wrong = json.loads(json.dumps(solved))
    for cell in wrong["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "lstm_step":
            cell["source"] = "".join(cell["source"]).replace("i, f, g, o =", "f, i, g, o =")
    return {"solved": solved, "gates exchanged": wrong, "untouched": untouched}


def machine() -> float:
    """Processor seconds of everything on this machine: what a jail's processes took, nobody else is told in full."""
    user, nice, system, _, _, *interrupts = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
