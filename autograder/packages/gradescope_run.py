"""What Gradescope's `run_autograder` does in its container: judge the one submission there, and write `results.json`.

Everything lies in one container: the submission, the solution, the secret, the results. What stands between them is a
jail where the container allows one; otherwise another user, `student`, whom the files of the course are closed to. The
judge's process is root's own in both. Where neither can be had nothing is judged.

Needs torch, numpy and pytest, as `autograder check` does.
"""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import places
from ..judge import Report, not_judged, outline
from ..notebook.handed_in import read
from ..report import as_text
from ..sandbox import Grader, probe
from ..sandbox.jail import SHOWN, Account
from .results import as_results, no_verdict

JAIL = "Your code ran in a jail (bubblewrap), apart from everything else in the container."
ACCOUNT = "Your code ran as another user than the grader, since this container allows no jail."


@dataclass(frozen=True)
class Place:
    """The folders that Gradescope has laid out."""

    root: Path

    @property
    def source(self) -> Path:
        """The package, unpacked."""
        return self.root / "source"

    @property
    def results(self) -> Path:
        """The file that is read afterwards."""
        return self.root / "results" / "results.json"

    def close(self) -> None:
        """Takes everybody else's rights to all but what the student's process has to import, and to the results above all."""
        checker = self.source / "checker" / "autograder"
        opened = {checker / name for name in SHOWN}
        listed = {checker, checker.parent}  # an import looks into the folders that it goes through
        for path in (self.source, *self.source.rglob("*")):
            mine = path.stat().st_mode & 0o700
            within = path in opened or opened & {*path.parents}
            path.chmod(mine | ((mine >> 3 | mine >> 6) & 0o055 if within else 0o055 if path in listed else 0o011 if path == self.source else 0))
        for path in (self.results.parent, self.root / "submission", self.root / "submission_metadata.json"):
            if path.exists():
                path.chmod(path.stat().st_mode & 0o770)

    def name(self) -> str:
        """What the cases are drawn for: the people who hand in and the number of their submission.

        A submission that is graded again gets the same cases; the next one of the same student gets others, so that a
        report of one gives no answers for the next.
        """
        try:
            metadata = json.loads((self.root / "submission_metadata.json").read_text(encoding="utf-8"))
            people = sorted(str(user["id"]) for user in metadata["users"])
            return f"gradescope {metadata['id']} of {', '.join(people)}"
        except (OSError, ValueError, KeyError, TypeError):
            return "gradescope"


def main() -> int:
    """Judge what lies there; 0 when there is a verdict."""
    place = Place(Path(os.environ.get("AUTOGRADER_ROOT", "/autograder")))
    write(place.results, no_verdict("The grader was stopped before it was done: out of time, or out of memory."))
    try:
        with held() as (account, isolation):
            place.close()
            made = json.loads((place.source / "package.json").read_text(encoding="utf-8"))
            course, secret = place.source / "course", bytes.fromhex((place.source / "secret").read_text().strip())
            with Grader(course, sandbox=account is None, secret=secret, account=account) as grader:
                results = judge(place, made["assignment"], grader, isolation)
    except Exception as error:  # noqa: BLE001 - whatever fails, the student is told that it was not the submission
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        write(place.results, no_verdict("The grader itself failed."))
        return 1
    write(place.results, results)
    return 0


def judge(place: Place, assignment: str, grader: Any, isolation: str) -> dict[str, Any]:
    """The results of what was handed in; a person finds more about it in what is printed."""
    with places.at_work(place.source / "course"):
        name = place.name()
        submission = read(place.root / "submission", assignment, name)
        if submission.problem:
            nothing = tuple(not_judged(exercise, submission.problem, "invalid") for exercise in outline(assignment))
            report = Report(assignment, name, nothing, "invalid", (submission.problem,))
        else:
            report = grader.examine(submission.data, assignment, name).report
    print(as_text(report), isolation, sep="\n\n")
    extra = {"graded": True, "cases": name, "status": report.status, "flags": list(report.flags), "isolation": "account" if grader.account else "jail"}
    return as_results(report, isolation, extra)


@contextlib.contextmanager
def held() -> Iterator[tuple[Account | None, str]]:
    """How this container can hold students' code: in a jail (no account), or as another user.

    Raises:
        RuntimeError: in neither way.
    """
    missing = probe.missing()
    if not missing:
        yield None, JAIL
        return
    number = _account(os.environ.get("AUTOGRADER_ACCOUNT", "student"))
    if os.geteuid() or not number:
        raise RuntimeError(f"{missing}; and students' code cannot run as another user, for which this has to be root and that user to exist")
    scratch = Path(tempfile.mkdtemp(prefix="student-", dir="/tmp"))
    os.chown(scratch, number, number)
    account = Account(number, scratch)
    try:
        yield account, ACCOUNT
    finally:
        account.end()
        shutil.rmtree(scratch, ignore_errors=True)


def write(path: Path, results: dict[str, Any]) -> None:
    """Writes the results in place of what is there, without following a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(fresh, path)


def _account(named: str) -> int:
    """A user's number; 0 where there is no such user."""
    try:
        return int(named) if named.isdigit() else pwd.getpwnam(named).pw_uid
    except KeyError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
