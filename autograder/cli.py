"""The command line: check a notebook, see how far one is, grade a class, release assignments.

`check` and `progress` need torch, numpy and pytest alone; the course room, with nbgrader and Jupyter, is imported by the commands
that need it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from .sandbox import limits

PASSED, FAILED, UNREADABLE = 0, 1, 2
FAULT, USAGE, INTERRUPTED = 1, 2, 130
INSTALL = {"check": "pip install .", "progress": "pip install .", "grade": "pip install '.[course]'", "release": "pip install '.[course]'", "report": "pip install '.[course]'", "package": "pip install '.[course]'", "feedback": "pip install '.[course]'", "export": "pip install '.[course]'"}
PROGRESS = (
    "Checks the notebooks exercises/<assignment>/<assignment>.ipynb, <assignment>/<assignment>.ipynb or <assignment>.ipynb of each "
    "place as `autograder check` does, and remembers the results in the user's cache folder. The exit code is 0 when every point of "
    "all assignments is earned, 1 when not, 2 when there is no notebook or one cannot be checked."
)


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    top = argparse.ArgumentParser(prog="autograder", description="Checks and grades the course's exercises.")
    commands = top.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help="check a notebook and explain what failed")
    check.add_argument("notebook", type=Path)
    _device(check)
    check.add_argument("--json", type=Path, metavar="FILE", help="write the report there too")
    limits.add_options(check)
    check.set_defaults(run=run_check)

    progress = commands.add_parser("progress", help="show the points so far over all assignments", description=PROGRESS)
    progress.add_argument("place", nargs="*", type=Path, help="folders with notebooks, or notebooks; by default the working folder")
    _device(progress)
    progress.add_argument("--json", type=Path, metavar="FILE", help="write the table there too")
    progress.add_argument("--force", action="store_true", help="check all again, not only what changed")
    limits.add_options(progress)
    progress.set_defaults(run=run_progress)

    grade = commands.add_parser("grade", help="grade a class into nbgrader's gradebook")
    grade.add_argument("assignment")
    grade.add_argument("--student", nargs="+", action="extend", default=[], metavar="ID", help="only these")
    _course_dir(grade)
    grade.add_argument("--jobs", type=_count, metavar="N", help="processes; by default one for every 25 submissions, up to the cores")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="a running Dask cluster, such as tcp://10.0.0.1:8786")
    _device(grade)
    grade.add_argument("--json", type=Path, metavar="FILE", help="write all reports there")
    grade.add_argument("--force", action="store_true", help="grade all again, not only what changed")
    grade.add_argument("--feedback", action=argparse.BooleanOptionalAction, default=True, help="write the feedback pages")
    grade.add_argument(
        "--unsafe-no-sandbox", action="store_true", help="run students' code without a jail: it can do whatever you can"
    )
    limits.add_options(grade)
    grade.set_defaults(run=run_grade)

    report = commands.add_parser("report", help="a page about a graded class")
    report.add_argument("assignment")
    _course_dir(report)
    report.add_argument("--output", type=Path, metavar="FILE", help="where to write it; by default build/reports/ASSIGNMENT.html in the course")
    report.set_defaults(run=run_report)

    release = commands.add_parser("release", help="make the students' notebooks from the solutions")
    release.add_argument("assignment", nargs="*", help="all where none is named")
    _course_dir(release)
    release.add_argument("--force", action="store_true", help="make all again, not only what changed")
    release.add_argument("--spare", action="store_true", help="leave notebooks that somebody has worked in where they are; without it they go to kept/")
    release.set_defaults(run=run_release)

    package = commands.add_parser("package", help="an assignment as other places want it")
    package.add_argument("kind", choices=("zip", "gradescope", "classroom"), help="what students receive, an autograder for Gradescope, or a repository for GitHub that checks itself")
    package.add_argument("assignment")
    package.add_argument("--output", type=Path, metavar="FILE", help="where to write it; by default build/packages/ in the course")
    _course_dir(package)
    package.set_defaults(run=run_package)

    feedback = commands.add_parser("feedback", help="a class's feedback in a zip that Canvas and Moodle can sort")
    feedback.add_argument("assignment")
    feedback.add_argument("--output", type=Path, metavar="FILE", help="where to write it; by default build/feedback/ASSIGNMENT.zip in the course")
    _course_dir(feedback)
    feedback.set_defaults(run=run_feedback)

    export = commands.add_parser("export", help="grades into the sheet that Canvas or Moodle exported")
    export.add_argument("kind", choices=("canvas", "moodle"))
    export.add_argument("assignment")
    export.add_argument("sheet", type=Path, help="Canvas's exported gradebook, or Moodle's grading worksheet")
    export.add_argument("--column", metavar="TITLE", help="the column for the grades, where it has another title than expected")
    export.add_argument("--output", type=Path, metavar="FILE", help="where to write it; by default build/grades/ASSIGNMENT-KIND.csv in the course")
    _course_dir(export)
    export.set_defaults(run=run_export)
    return top


def _course_dir(command: argparse.ArgumentParser) -> None:
    command.add_argument("--course-dir", type=Path, metavar="DIR", help="the folder that holds nbgrader_config.py")


def _device(command: argparse.ArgumentParser) -> None:
    command.add_argument("--device", choices=("cpu", "cuda", "auto"), default="cpu", help="where the code under test runs")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, got {text}")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        print("stopped; what was finished is kept", file=sys.stderr)
        return INTERRUPTED
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] == "autograder":
            raise
        print(f"`autograder {options.command}` needs {error.name}, which is not installed here: {INSTALL[options.command]}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT


def run_check(options: argparse.Namespace) -> int:
    """`autograder check`: 0 when every point is earned, 1 when not, 2 when the notebook cannot be read."""
    from .report import as_json, as_text
    from .sandbox import check_notebook

    try:
        report = check_notebook(options.notebook, _resolved(options.device), limits.from_options(options))
    except (OSError, ValueError, LookupError, RuntimeError) as error:
        print(f"{options.notebook}: {error}", file=sys.stderr)
        return UNREADABLE
    print(as_text(report))
    if options.json:
        _write_json(options.json, {"assignment": report.assignment, "results": [as_json(report)]})
    return PASSED if report.score == report.max_score else FAILED


def run_progress(options: argparse.Namespace) -> int:
    """`autograder progress`: 0 when every point of all assignments is earned, 1 when not, 2 without a notebook or with one that fails to be read."""
    from . import progress

    def say(assignment: str) -> None:
        if sys.stderr.isatty():
            print(f"checking {assignment} ...", file=sys.stderr)

    try:
        notebooks = progress.find(options.place)
    except progress.NothingFound as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    found = progress.standings(notebooks, _resolved(options.device), limits.from_options(options), options.force, say)
    print(progress.as_table(found))
    if options.json:
        _write_json(options.json, progress.as_json(found))
    if any(standing.problem for standing in found):
        return UNREADABLE
    return PASSED if all(standing.score == standing.max_score for standing in found) else FAILED


def run_grade(options: argparse.Namespace) -> int:
    """`autograder grade`: 0 when every submission got a result, 1 when the run failed, 2 when it could not begin."""
    gc.disable()  # what is imported stays: searching it for garbage takes a fourth of the time
    from .course import cluster, grading, layout, terminal
    from .sandbox import probe
    from .sandbox.jail import NO_JAIL, NoJail

    gc.freeze()
    gc.enable()
    # A batch system ends a job with SIGTERM: that stops like Ctrl-C, with what is finished kept and nothing left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    device = options.device
    if device == "auto" and options.scheduler:
        try:
            device = "cuda" if cluster.has_gpu(options.scheduler) else "cpu"
        except cluster.Gone as error:
            print(error, file=sys.stderr)
            return FAULT
    how = grading.Options(
        students=options.student,
        jobs=options.jobs,
        scheduler=options.scheduler,
        device=_resolved(device),
        sandbox=not options.unsafe_no_sandbox,
        force=options.force,
        feedback=options.feedback,
        limits=limits.from_options(options),
    )
    try:
        root = layout.find_root(options.course_dir)
        if options.scheduler is None:
            machine = probe.machine()
            print("\n".join(machine.lines(how.sandbox)), flush=True)
            if machine.missing and how.sandbox:
                raise NoJail(f"{machine.missing}. {NO_JAIL}")
        outcome = grading.grade(root, options.assignment, how, terminal.watcher())
    except (layout.NoCourse, NoJail) as error:
        print(error, file=sys.stderr)
        return USAGE
    except (grading.Busy, RuntimeError, ValueError, OSError) as error:
        print(f"grading {options.assignment} failed: {error}", file=sys.stderr)
        return FAULT
    if options.json:
        outcome.write_json(options.json)
    coursedir = layout.course_directory(root)
    print(f"gradebook: {layout.gradebook_name(coursedir)}")
    if options.feedback:
        print(f"feedback:  {root / coursedir.feedback_directory}")
    return FAULT if outcome.faults else PASSED


def run_report(options: argparse.Namespace) -> int:
    """`autograder report`: 0 when the page is written, 2 when there is nothing to report."""
    from .course import class_report, layout

    try:
        root = layout.find_root(options.course_dir)
        report = class_report.of_course(root, options.assignment)
    except layout.NoCourse as error:
        print(error, file=sys.stderr)
        return USAGE
    path = options.output or root / "build" / "reports" / f"{options.assignment}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(class_report.as_page(report), encoding="utf-8")
    print(f"report:    {path}")
    return PASSED


def run_release(options: argparse.Namespace) -> int:
    """`autograder release`: 0 when the students' notebooks are those of the solutions."""
    from .course import instructor, layout
    from .course.release import ReleaseFailed, release

    try:
        root = layout.find_root(options.course_dir)
        releases = release(root, options.assignment, options.force, options.spare)
    except (layout.NoCourse, instructor.BadSource, ReleaseFailed, LookupError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return USAGE if isinstance(error, layout.NoCourse) else FAULT
    for done in releases:
        print(f"{done.assignment}: {len(done.changed)} files written" if done.changed else f"{done.assignment}: up to date")
        for path in done.changed:
            print(f"  {path.relative_to(root)}")
        for path in done.kept:
            print(f"  what was worked in is kept as {path.relative_to(root)}")
        for path in done.spared:
            print(f"  {path.relative_to(root)} has been worked in and stays as it is")
    return PASSED


def run_package(options: argparse.Namespace) -> int:
    """`autograder package`: 0 when the package is written, 2 when there is nothing to pack or it cannot be written."""
    from .course import layout
    from .packages import making

    try:
        path = making.make(layout.find_root(options.course_dir), options.kind, options.assignment, options.output)
    except (layout.NoCourse, making.NotReleased, OSError) as error:
        print(error, file=sys.stderr)
        return USAGE
    print(f"package:   {path}")
    if options.kind == "gradescope":
        print("It holds the solution and a secret: give it to Gradescope alone, and keep it out of every repository.")
    return PASSED


def run_feedback(options: argparse.Namespace) -> int:
    """`autograder feedback`: 0 when the zip is written, 2 when there is no feedback or it cannot be written."""
    from .course import layout
    from .lms import returning

    try:
        root = layout.find_root(options.course_dir)
        path = options.output or root / "build" / "feedback" / f"{options.assignment}.zip"
        count = returning.write(layout.course_directory(root), options.assignment, path)
    except (layout.NoCourse, OSError) as error:
        print(error, file=sys.stderr)
        return USAGE
    print(f"feedback:  {path}, {count} pages")
    return PASSED


def run_export(options: argparse.Namespace) -> int:
    """`autograder export`: 0 when every grade is in the sheet, 1 when one is not, 2 when the sheet cannot be filled or written."""
    from .course import layout
    from .lms import grades, sheets

    fill = {"canvas": sheets.canvas, "moodle": sheets.moodle}[options.kind]
    try:
        root = layout.find_root(options.course_dir)
        max_score, scores = grades.by_number(layout.course_directory(root), options.assignment)
        filled = fill(sheets.Sheet.read(options.sheet), options.assignment, options.column, max_score, scores)
        path = options.output or root / "build" / "grades" / f"{options.assignment}-{options.kind}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(filled.sheet.text(), encoding="utf-8", newline="")
    except (layout.NoCourse, sheets.BadSheet, OSError) as error:
        print(error, file=sys.stderr)
        return USAGE
    print(f"grades:    {path}, {filled.grades} of {len(scores)} submissions")
    for student in filled.missing:
        print(f"{student} is not in {options.sheet}", file=sys.stderr)
    return FAULT if filled.missing else PASSED


def _resolved(device: str) -> str:
    if device != "auto":
        return device
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
