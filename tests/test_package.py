"""What `autograder package` makes is what its place expects: each package is unpacked and used as it would be there."""

from __future__ import annotations

import compileall
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from autograder import cli
from autograder.judge.reference import solution_cells
from autograder.packages import gradescope_run
from autograder.packages.gradescope_run import ACCOUNT, JAIL, Place, judge
from autograder.sandbox import Grader
from autograder.sandbox.jail import Account

ONE = "01_rnn"
ROOT = Path(__file__).resolve().parents[1]
NOBODY = 64321  # a user that no process of this machine runs as
WHEN = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
# https://gradescope-autograders.readthedocs.io/en/latest/specs/, "Output format"; closed, so that a misspelt name is found.
RESULTS = {
    "type": "object",
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"properties": {"tests": {"items": {"required": ["score"]}}}, "required": ["tests"]}],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": WHEN,
        "stdout_visibility": WHEN,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": FORMAT,
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": WHEN,
                    "extra_data": {"type": "object"},
                },
            },
        },
        "leaderboard": {"type": "array"},
    },
}
# What code of a student's may try on Gradescope, and what it says of it.
HOSTILE = """
import os, socket
said = []
def attempt(name, what):
    try:
        what()
        said.append(name)
    except OSError:
        pass
for name in ("source/secret", "source/course/solutions/01_rnn/01_rnn.py", "source/course/rubrics/01_rnn.py", "submission_metadata.json"):
    attempt(name, lambda: open(f"{ROOT}/{name}").read())
attempt("results", lambda: open(f"{ROOT}/results/results.json", "w").write('{"score": 100}'))
attempt("moved", lambda: os.rename(f"{ROOT}/results", f"{ROOT}/others"))
attempt("patched", lambda: open(f"{ROOT}/source/checker/autograder/judge/compare.py", "a"))
attempt("signalled", lambda: os.kill(ROOTS, 0))
attempt("network", lambda: socket.socket(socket.AF_INET))
raise RuntimeError(f"<script>alert(1)</script>\\x1b[31m user {os.getuid()} had {said}")
"""

# Thirteen chains of processes, each of which has begun the next one before anybody can end it.
FORKING = """
import os, time
for _ in range(12):
    if not os.fork():
        break
os.write(1, b"here\\n")
end = time.monotonic() + 20
while time.monotonic() < end:
    if os.fork():
        os._exit(0)
os.write(1, b"left")
"""


def packed(kind: str, folder: Path) -> Path:
    """The package of `ONE`, made by the command."""
    path = folder / f"{kind}.zip"
    assert cli.main(["package", kind, ONE, "--course-dir", str(ROOT), "--output", str(path)]) == 0
    return path


def unpacked(package: Path, folder: Path) -> Path:
    """What `unzip` makes of a package: files with the rights that the package gives them."""
    with zipfile.ZipFile(package) as archive:
        for member in archive.infolist():
            Path(archive.extract(member, folder)).chmod(member.external_attr >> 16)
    return folder


def handed_in(cells: dict[str, str]) -> str:
    """The released notebook with these cells filled in."""
    notebook = json.loads((ROOT / "exercises" / ONE / f"{ONE}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = cells.get(name, cell["source"])
    return json.dumps(notebook)


@pytest.fixture(scope="module", autouse=True)
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_SECRETS", str(tmp_path_factory.mktemp("secrets")))
        yield


@pytest.fixture(scope="module")
def upload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip for Gradescope."""
    return packed("gradescope", tmp_path_factory.mktemp("upload"))


@pytest.fixture(scope="module")
def image(upload: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, unpacked and compiled, as in the image that `setup.sh` makes."""
    source = unpacked(upload, tmp_path_factory.mktemp("image") / "source")
    assert compileall.compile_dir(source / "checker", quiet=1)
    return source


@pytest.fixture
def container(image: Path) -> Iterator[Path]:
    """The folders as Gradescope lays them out, where another user can come to; nothing is handed in yet."""
    root = Path(tempfile.mkdtemp(prefix="gradescope-"))
    root.chmod(0o755)
    shutil.copytree(image, root / "source")
    shutil.copy(root / "source" / "run_autograder", root)
    for name in ("submission", "results"):
        (root / name).mkdir()
    people = [{"id": 7, "email": "ada@example.org", "name": "Ada"}]
    (root / "submission_metadata.json").write_text(json.dumps({"id": 123, "users": people, "previous_submissions": []}))
    yield root
    shutil.rmtree(root)


def run(root: Path, path: str, *before: str) -> dict[str, Any]:
    """`run_autograder` in that container with this search path: the results, which fit the published format."""
    environment = {"AUTOGRADER_ROOT": str(root), "AUTOGRADER_PYTHON": sys.executable, "AUTOGRADER_ACCOUNT": str(NOBODY), "PATH": path}
    done = subprocess.run([*before, str(root / "run_autograder")], cwd=root, env=environment, capture_output=True, text=True)
    results = valid(json.loads((root / "results" / "results.json").read_text(encoding="utf-8")))
    assert (done.returncode == 0) == results["extra_data"]["graded"], done.stdout + done.stderr
    return results


def valid(results: dict[str, Any]) -> dict[str, Any]:
    """The results, once they fit the format, add up, and are text and nothing else."""
    jsonschema.validate(results, RESULTS)
    assert results["score"] == pytest.approx(sum(test["score"] for test in results["tests"]))
    assert {results[name] for name in ("output_format", "test_output_format", "test_name_format")} == {"text"}
    assert results["stdout_visibility"] == "hidden"
    texts = [results["output"], *(test[part] for test in results["tests"] for part in ("name", "output"))]
    assert not [text for text in texts if not text.replace("\n", "").isprintable()]
    return results


def test_a_zip_holds_what_was_released_and_a_note(tmp_path: Path) -> None:
    with zipfile.ZipFile(packed("zip", tmp_path)) as archive:
        released = {f"{ONE}/{path.name}": path.read_bytes() for path in (ROOT / "exercises" / ONE).iterdir()}
        held = {name: archive.read(name) for name in archive.namelist()}
    note = held.pop(f"{ONE}/README.txt").decode()
    assert held == released and f"autograder check {ONE}.ipynb" in note
    first = (tmp_path / "zip.zip").read_bytes()
    assert packed("zip", tmp_path).read_bytes() == first, "the same bytes for the same files"


def test_what_was_not_released_is_not_packed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["package", "zip", "99_none", "--course-dir", str(ROOT)]) == cli.USAGE
    assert ONE in capsys.readouterr().err, "it says what there is"


def test_a_package_that_cannot_be_written_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["package", "zip", ONE, "--course-dir", str(ROOT), "--output", str(tmp_path)]) == cli.USAGE
    assert str(tmp_path) in capsys.readouterr().err and not [*tmp_path.parent.glob(f".{tmp_path.name}.*")], "nothing is left of it"


def test_an_autograder_for_gradescope_has_what_the_format_asks_for(upload: Path, tmp_path: Path) -> None:
    source = unpacked(upload, tmp_path / "source")
    for name in ("setup.sh", "run_autograder"):  # at the root of the zip, and no folder around them
        assert os.access(source / name, os.X_OK) and (source / name).read_text().startswith("#!/bin/bash\n")
        assert subprocess.run(["bash", "-n", source / name]).returncode == 0
    assert (source / "requirements.txt").read_text().startswith("torch==2.13.0\n"), "the build without CUDA is chosen by setup.sh"
    assert stat.S_IMODE(upload.stat().st_mode) == 0o600, "it holds a secret"
    own = next(Path(os.environ["AUTOGRADER_SECRETS"]).iterdir()).read_text()
    assert own.strip() not in (source / "secret").read_text(), "Gradescope's secret tells nothing of the course's own"


def test_a_right_submission_earns_every_point_on_gradescope(needs_bubblewrap: None, container: Path) -> None:
    (container / "submission" / f"{ONE}.ipynb").write_text(handed_in(solution_cells(ONE)), encoding="utf-8")
    results = run(container, os.environ["PATH"])
    assert results["score"] == sum(test["max_score"] for test in results["tests"]) == 100
    assert {test["status"] for test in results["tests"]} == {"passed"} and JAIL in results["output"]
    assert results["extra_data"]["cases"] == "gradescope 123 of 7", "what its cases can be drawn with again"


def test_without_a_jail_code_runs_as_another_user_or_not_at_all(needs_bubblewrap: None, container: Path, tmp_path: Path) -> None:
    hostile = HOSTILE.replace("{ROOT}", str(container)).replace("ROOTS", str(os.getpid()))
    cells = {**solution_cells(ONE), "rnn_step": hostile}
    (container / "submission" / f"{ONE}.ipynb").write_text(handed_in(cells), encoding="utf-8")
    if os.geteuid():
        results = run(container, str(tmp_path))
        assert results["tests"] == [] and "was not graded" in results["output"] and not results["extra_data"]["graded"]
        return
    results = run(container, str(tmp_path), *reachable())
    opened = {path.name for path in (container / "source").rglob("*") if path.is_dir() and path.stat().st_mode & 0o004}
    assert {"checker", "autograder", "judge", "sandbox"} <= opened <= {"checker", "autograder", "judge", "sandbox", "__pycache__"}, "what an import reads"
    said = next(test["output"] for test in results["tests"] if test["number"] == "1.1")
    assert f"<script>alert(1)</script> [31m user {NOBODY} had []" in said
    assert results["score"] == 80 and ACCOUNT in results["output"], "the other exercises were judged all the same"


def test_code_that_forks_all_the_time_is_ended_too(tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("nobody but root runs code as another user")
    python, user = shutil.which("python3", path="/usr/bin:/usr/local/bin"), NOBODY - 1
    if python is None:
        pytest.skip("this machine has no Python that another user can start")
    with subprocess.Popen([python, "-c", FORKING], stdout=subprocess.PIPE, user=user, group=user, extra_groups=[]) as forking:
        for _ in range(13):
            forking.stdout.readline()
        Account(user, tmp_path).end()
        assert forking.stdout.read() == b"", "nobody is left to say a word"


def reachable() -> list[str]:
    """What makes this Python one that other users may start, where it lies in a folder that only root may enter."""
    python = Path(sys.base_prefix).resolve()
    closed = [folder for folder in python.parents if not folder.stat().st_mode & 0o001]
    if not closed:
        return []
    above = [word for folder in reversed(python.parents) if closed[-1] in folder.parents for word in ("--perms", "0755", "--dir", str(folder))]
    view = ["--dev-bind", "/", "/", "--tmpfs", str(closed[-1]), *above, "--ro-bind", str(python), str(python)]
    return [str(shutil.which("bwrap")), *view, "--cap-add", "ALL", "--"]


def test_a_wrong_and_a_broken_submission_get_their_results(needs_bubblewrap: None, container: Path) -> None:
    place, wrong = Place(container), solution_cells(ONE)
    wrong["rnn_step"] = wrong["rnn_step"].replace("(h, weight_hh,", "(h, weight_hh.T,")
    submission = container / "submission" / f"{ONE}.ipynb"
    with Grader(container / "source" / "course", secret=b"secret") as grader:

        def results(data: bytes | None) -> dict[str, Any]:
            submission.unlink(missing_ok=True)
            if data is not None:
                submission.write_bytes(data)
            return valid(judge(place, ONE, grader, JAIL))

        of_wrong, of_broken, of_none = results(handed_in(wrong).encode()), results(b'{"cells": '), results(None)
    failed = [test for test in of_wrong["tests"] if test["status"] == "failed"]
    assert 0 < of_wrong["score"] < 100 and failed[0]["number"] == "1.1" and "weight_hh" in failed[0]["output"]
    assert of_broken["score"] == of_none["score"] == 0 and {test["status"] for test in of_broken["tests"]} == {"failed"}
    assert "could not be read" in of_broken["output"] and f"{ONE}.ipynb was not handed in" in of_none["output"]


def test_a_submission_that_is_graded_again_gets_the_same_cases_and_the_next_one_others(container: Path) -> None:
    place, metadata = Place(container), container / "submission_metadata.json"
    first = place.name()
    assert first == place.name()
    metadata.write_text(metadata.read_text().replace("123", "124"))
    assert place.name() != first
    metadata.write_text("[")
    assert place.name(), "whatever Gradescope writes there"


def test_when_the_grader_fails_there_are_results_that_say_so(container: Path) -> None:
    (container / "source" / "package.json").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_ROOT", str(container))
        assert gradescope_run.main() == 1
    results = valid(json.loads((container / "results" / "results.json").read_text()))
    assert "not graded" in results["output"] and results["tests"] == []


def test_a_repository_for_github_checks_itself(tmp_path: Path) -> None:
    repository = unpacked(packed("classroom", tmp_path), tmp_path / "repository")
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "classroom.yml").read_text())
    assert {"push", "workflow_dispatch"} == set(workflow[True]) and workflow["permissions"] == {"contents": "read"}, "YAML reads the key `on` as true"
    steps = workflow["jobs"]["run-autograding-tests"]["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    assert [step["uses"].split("@")[0] for step in steps if "uses" in step] == ["actions/checkout", "actions/setup-python"], "GitHub's own alone"
    named = next(step["with"]["cache-dependency-path"] for step in steps if "with" in step)
    assert (repository / named).read_text().startswith("torch==2.13.0\n")
    assert not any("solutions" in path.parts or "misconceptions" in path.parts for path in repository.rglob("*"))

    half = {name: text for name, text in solution_cells(ONE).items() if name != "unroll"}
    (repository / f"{ONE}.ipynb").write_text(handed_in(half), encoding="utf-8")
    summary = tmp_path / "summary.md"
    environment = {**steps[-1]["env"], "GITHUB_STEP_SUMMARY": str(summary), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(["bash", "-e", "-c", steps[-1]["run"]], cwd=repository, env=environment, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == f"::notice title=Points::{ONE}: 80 of 100 points\n", done.stderr
    assert all(line.startswith("    ") for line in summary.read_text().splitlines()), "a block of text, whatever a student's code said"
