"""Workflows, forms and guides for contributors: every command and path in them is one that exists."""
from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
GUIDES = ["CONTRIBUTING.md", "RELEASING.md"]
MADE = ("_build/", ".venv/")  # what make writes

# Commands of the system that a workflow may call, with the arguments that say what for.
SYSTEM = {"sudo apt-get update", "sudo apt-get install", "sudo sysctl"}


def steps(workflow: Path) -> list[dict]:
    """Every step of every job."""
    return [step for job in yaml.safe_load(workflow.read_text())["jobs"].values() for step in job["steps"]]


def targets() -> set[str]:
    """What `make` can be asked for."""
    return set(re.findall(r"^([\w/.-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)) - {".PHONY", ".NOTPARALLEL"}


def fault(command: str) -> str | None:
    """Why a command could not start here, or None."""
    words = shlex.split(command)
    if words[0] == "make":
        asked = [word for word in words[1:] if "=" not in word and not word.startswith("-")]
        unknown = [word for word in asked if word not in targets()]
        values = [Path(value) for name, _, value in (word.partition("=") for word in words[1:]) if name == "ARGS"]
        missing = [str(path) for path in values if not (ROOT / path).exists()]
        return f"no such target or path: {unknown + missing}" if unknown or missing else None
    if words[0] in (".venv/bin/autograder", "autograder"):
        known = subprocess.run([sys.executable, "-m", "autograder", words[1], "--help"], capture_output=True, text=True).returncode == 0
        return None if known else f"autograder has no {words[1]}"
    if words[0] == ".venv/bin/python" and words[1] == "-m":
        module = ROOT / "book" / Path(*words[2].split(".")).with_suffix(".py")
        return None if module.is_file() and "__main__" in module.read_text() else f"no module {words[2]} to run"
    if words[0] == "git" or any(command.startswith(start) for start in SYSTEM):
        return None
    path = ROOT / words[0]
    return None if path.is_file() and os.access(path, os.X_OK) else f"{words[0]} is no program of the course"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_a_workflow_exists(workflow: Path) -> None:
    commands = [line.strip() for step in steps(workflow) for line in step.get("run", "").splitlines() if line.strip()]
    assert commands
    assert [found for found in map(fault, commands) if found] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_path_of_a_workflow_exists(workflow: Path) -> None:
    text = workflow.read_text()
    named = [value for step in steps(workflow) for key, value in step.get("with", {}).items() if key in ("path", "cache-dependency-path")]
    named += [name for found in re.findall(r"hashFiles\(([^)]*)\)", text) for name in re.findall(r"'([^']+)'", found)]
    assert named
    written = (ROOT / "Makefile").read_text() + (ROOT / "book" / "_ext" / "course.py").read_text()
    for name in named:
        if name.startswith("_build/"):
            assert name.split("/")[1] in written, name
        else:
            assert any(ROOT.glob(name)), name


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_one_that_github_takes(workflow: Path) -> None:
    read = yaml.safe_load(workflow.read_text())
    assert {"name", "jobs", True} <= set(read), "YAML reads the key `on` as true"
    assert read["permissions"] == {"contents": "read"}, "more only where a job needs it"
    for job in read["jobs"].values():
        assert job["runs-on"] == "ubuntu-24.04"
        needed = job.get("needs", [])
        assert set([needed] if isinstance(needed, str) else needed) <= set(read["jobs"])
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step.get("uses", "actions/none@v0")), "actions of GitHub's own, of a named version"


def test_the_workflow_of_tests_runs_what_is_run_everywhere() -> None:
    (workflow,) = [path for path in WORKFLOWS if path.stem == "test"]
    assert steps(workflow)[-1]["run"] == ".ci/run"
    pythons = yaml.safe_load(workflow.read_text())["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert {"3.11", "3.13"} == set(pythons), "the oldest and the newest that the course runs on"


def test_pages_get_the_book_that_make_builds() -> None:
    (workflow,) = [path for path in WORKFLOWS if path.stem == "publish"]
    made = steps(workflow)
    place = next(step["with"]["path"] for step in made if step.get("uses", "").startswith("actions/upload-pages-artifact"))
    assert f"{place}/index.html" in (ROOT / "Makefile").read_text()
    assert any(step.get("run") == "make book" for step in made)


def test_a_command_that_does_not_exist_is_found() -> None:
    assert fault("make nonsense") and fault(".ci/absent") and fault(".venv/bin/autograder nonsense") and fault("make test ARGS=tests/none.py")
    assert not fault("make book") and not fault(".ci/run")


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_for_issues_is_one_that_github_takes(form: Path) -> None:
    read = yaml.safe_load(form.read_text())
    assert read["name"] and read["description"] and read["body"]
    fields = [field for field in read["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 0
    assert all(field["type"] in ("input", "textarea", "dropdown", "checkboxes") and field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_the_errata_page_has_its_form() -> None:
    assert "a form for this" in (ROOT / "book" / "errata.md").read_text() and "erratum" in [form.stem for form in FORMS]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_and_command_of_a_guide_exists(guide: str) -> None:
    quoted = re.findall(r"`([^`\n]+)`", (ROOT / guide).read_text())
    commands = [text for text in quoted if re.match(r"(make|git|\.venv/bin/\w+) \S", text)]
    paths = [text for text in quoted if text not in commands and re.fullmatch(r"[\w./-]+(/|\.\w+)", text) and ("/" in text or text.count(".") == 1)]
    paths = [text for text in paths if not text.startswith(("torch.", *MADE))]
    assert commands and len(paths) > 3
    assert [found for found in map(fault, commands) if found] == []
    assert [path for path in paths if not (ROOT / path).exists() and "NN_name" not in path] == []
