"""What a fresh clone promises: one list of dependencies, clear words for what is missing, nothing of the maker's machine."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PREFLIGHT = ROOT / "tools" / "preflight.py"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PYTHONS = ["3.11", "3.12", "3.13"]
LOCK_LINE = re.compile(r'^[a-z0-9-]+==[A-Za-z0-9.]+( ; python_version < "3\.\d+")?$')


def declared() -> list[Requirement]:
    """Every dependency of pyproject.toml, those of the extras included."""
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(line) for line in project["dependencies"] + [line for extra in extras for line in extra]]


def locked() -> list[Requirement]:
    """The lines of the lock."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def tracked() -> list[Path]:
    """The files under version control that are there."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


# --- dependencies ---------------------------------------------------------------------------------------------------


def test_environment_yml_asks_for_what_pyproject_asks_for() -> None:
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pip_part = next(entry["pip"] for entry in entries if isinstance(entry, dict))
    assert pip_part[-1] == "-e .", "the package itself comes last, when its dependencies are there"
    asked = [Requirement(line) for line in [e for e in entries if isinstance(e, str)] + pip_part[:-1]]
    wanted = declared() + [Requirement(line) for line in PYPROJECT["build-system"]["requires"]]
    wanted += [Requirement("pip"), Requirement("python" + PYPROJECT["project"]["requires-python"])]
    assert {(r.name, r.specifier) for r in asked} == {(r.name, r.specifier) for r in wanted}
    assert len(asked) == len(wanted)


def test_binder_installs_pinned_versions_and_what_the_exercises_import() -> None:
    lines = (ROOT / ".binder" / "requirements.txt").read_text().splitlines()
    assert "-c ../requirements.lock" in lines and lines[-1] == "."
    given = {line for line in lines if re.fullmatch(r"[\w-]+", line)} | {Requirement(line).name for line in PYPROJECT["project"]["dependencies"]}
    assert given <= {requirement.name for requirement in locked()}
    code = "\n".join(path.read_text() for path in ROOT.glob("exercises/*/*.ipynb"))
    imported = set(re.findall(r'^\s*"(?:import|from) (\w+)', code, flags=re.MULTILINE)) - sys.stdlib_module_names
    assert imported - {"autograder"} <= given and "torch" in imported


def test_the_judge_alone_needs_torch_numpy_and_pytest() -> None:
    assert {Requirement(line).name for line in PYPROJECT["project"]["dependencies"]} == {"torch", "numpy", "pytest"}


def test_the_lock_holds_pins_only() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    strange = [line for line in lines if not line.startswith("#") and not LOCK_LINE.match(line)]
    assert strange == []
    names = [requirement.name for requirement in locked()]
    assert names == sorted(set(names))


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_pins_every_declared_dependency_within_its_bounds(python: str) -> None:
    assert python in SpecifierSet(PYPROJECT["project"]["requires-python"])
    environment = default_environment() | {"python_version": python, "python_full_version": python + ".0"}
    pins = {
        canonicalize_name(r.name): next(iter(r.specifier)).version
        for r in locked()
        if r.marker is None or r.marker.evaluate(environment)
    }
    wrong = [
        str(r) for r in declared() if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"), prereleases=True)
    ]
    assert wrong == []


def closure(waiting: list[Requirement]) -> dict[str, importlib.metadata.Distribution]:
    """What is installed here of these requirements and of theirs; torch's CUDA libraries are pip's to choose."""
    found: dict[str, importlib.metadata.Distribution] = {}
    asked = set()
    while waiting:
        requirement, *waiting = waiting
        name = canonicalize_name(requirement.name)
        if (name, *requirement.extras) in asked or name.startswith(("nvidia-", "cuda-", "triton")):
            continue
        asked.add((name, *requirement.extras))
        found[name] = importlib.metadata.distribution(name)
        for needed in map(Requirement, found[name].requires or []):
            extras = requirement.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)
    return found


def test_everything_that_is_imported_here_came_from_the_lock() -> None:
    pins = {canonicalize_name(r.name): next(iter(r.specifier)).version for r in locked()}
    installed = {name: Version(found.version).public for name, found in closure(declared()).items()}
    assert {name: version for name, version in installed.items() if pins.get(name) != version} == {}
    assert len(installed) > 100


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that sees the course's own packages and what `pip install .` brings, and no Jupyter."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=120)
    site = next((folder / "lib").glob("python*/site-packages"))
    for found in closure([Requirement(line) for line in PYPROJECT["project"]["dependencies"]]).values():
        for name in {path.parts[0] for path in found.files or [] if path.parts[0] not in ("..", "__pycache__")}:
            (site / name).symlink_to(Path(str(found.locate_file(name))))
    (site / "course.pth").write_text(f"{ROOT}\n")
    return folder / "bin" / "python"


def test_a_bare_machine_checks_a_notebook(bare_python: Path, tmp_path: Path) -> None:
    for missing in ("IPython", "nbgrader", "nbformat", "rich"):
        assert subprocess.run([bare_python, "-c", f"import {missing}"], capture_output=True).returncode == 1, missing
    work = shutil.copytree(ROOT / "exercises" / "03_lstm", tmp_path / "work")
    command = [bare_python, "-m", "autograder", "check", work / "03_lstm.ipynb"]
    empty = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (empty.returncode, empty.stdout.splitlines()[-1:]) == (1, ["03_lstm: 0 of 100 points"]), empty.stderr
    shutil.copy(ROOT / "solutions" / "03_lstm" / "03_lstm.ipynb", work)
    full = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (full.returncode, full.stdout.splitlines()[-1:]) == (0, ["03_lstm: 100 of 100 points"]), full.stdout + full.stderr


# --- what is missing on a machine, in one line ----------------------------------------------------------------------

PRETEND = """#!/bin/sh
exec {python} -c "
import runpy, sys
sys.version_info = {version!r} + ('final', 0)
sys.executable = sys.argv[1]
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name='__main__')
" "$0" "$@"
"""


def preflight(*arguments: str, python: str = sys.executable, **options: object) -> subprocess.CompletedProcess[str]:
    """Runs the preflight as the Makefile does."""
    return subprocess.run(
        [python, str(PREFLIGHT), *arguments], capture_output=True, text=True, timeout=60, **options  # type: ignore[call-overload]
    )


def program(folder: Path, name: str, text: str) -> Path:
    """An executable script."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(0o755)
    return path


def old_pythons() -> list[str]:
    """Interpreters on this machine that are too old for the course and do run."""
    found = [shutil.which(name) for name in ("python2.7", "python2", *(f"python3.{minor}" for minor in range(6, 11)))]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found += [str(path) for path in sorted(versions.glob("*/bin/python")) if not path.parts[-3].startswith(tuple(PYTHONS))]
    question = "import sys; sys.exit(not (2, 7) <= sys.version_info[:2] < (3, 11))"
    return [
        path for path in found if path and subprocess.run([path, "-c", question], capture_output=True).returncode == 0
    ]


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13), (3, 14, 0)])
def test_a_wrong_python_is_told_in_one_line(version: tuple[int, int, int], tmp_path: Path) -> None:
    wrong = program(tmp_path, "python-of-yore", PRETEND.format(python=sys.executable, version=version))
    result = preflight("python", "venv", "space=1e9", python=str(wrong))
    found = ".".join(map(str, version))
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f"Python 3.11, 3.12 or 3.13 is needed, {wrong} is {found}. Name one: make PYTHON=python3.12 ..."
    ]


def test_the_preflight_runs_on_the_pythons_it_refuses() -> None:
    ast.parse(PREFLIGHT.read_text(), feature_version=(3, 4))
    for python in old_pythons():
        result = preflight("python", "venv", "bubblewrap", python=python)
        assert (result.returncode, len(result.stderr.splitlines())) == (1, 1), (python, result.stderr)
        assert "Python 3.11, 3.12 or 3.13 is needed" in result.stderr


def test_this_python_passes() -> None:
    result = preflight("python", "venv", "space=0.0001")
    assert (result.returncode, result.stderr, result.stdout) == (0, "", "")


def test_a_missing_venv_module_is_named_with_its_package(tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ImportError('as on a bare Debian')\n")
    result = preflight("venv", env=os.environ | {"PYTHONPATH": str(tmp_path)})
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f"This Python has no venv module. On Debian or Ubuntu: apt-get install {package}"
    ]


def test_a_disk_with_too_little_space_is_named(tmp_path: Path) -> None:
    result = preflight("space=1e9", cwd=tmp_path)
    assert result.returncode == 1
    assert re.fullmatch(
        rf"The disk is too full: [\d.]+ GB are free under {tmp_path}, 1000000000.0 GB are needed.", result.stderr.strip()
    )


@pytest.mark.usefixtures("needs_bubblewrap")
def test_a_disk_that_really_is_full_is_named(tmp_path: Path) -> None:
    jail = ["bwrap", "--dev-bind", "/", "/", "--size", "50000000", "--tmpfs", str(tmp_path), "--chdir", str(tmp_path)]
    result = subprocess.run(
        [*jail, sys.executable, str(PREFLIGHT), "space=3"], capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 1
    assert result.stderr.splitlines() == [f"The disk is too full: 0.1 GB are free under {tmp_path}, 3.0 GB are needed."]


@pytest.mark.parametrize(("check", "package"), [("bubblewrap", "bubblewrap"), ("chromium", "chromium")])
def test_a_missing_program_is_named_with_its_package(check: str, package: str, tmp_path: Path) -> None:
    result = preflight(check, env={"PATH": str(tmp_path)})
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.strip().endswith(f"On Debian or Ubuntu: apt-get install {package}")
    noted = preflight("--note", check, env={"PATH": str(tmp_path)})
    assert (noted.returncode, noted.stderr) == (0, "Note: " + result.stderr)


def test_a_bubblewrap_that_cannot_work_says_why(tmp_path: Path) -> None:
    program(tmp_path, "bwrap", "#!/bin/sh\necho 'bwrap: No permissions\nto create a new namespace' >&2\nexit 1\n")
    result = preflight("bubblewrap", env={"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "Bubblewrap, the jail that graded code runs in, cannot work on this machine: "
        "bwrap: No permissions to create a new namespace"
    ]


# --- make -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What make looks at before it installs anything, in a folder of its own, with nothing installed."""
    copy = tmp_path / "clone"
    (copy / "tools").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "tools/preflight.py"):
        shutil.copy(ROOT / name, copy / name)
    return copy


def make(clone: Path, *arguments: str, **environment: str) -> tuple[int, list[str]]:
    """Exit status of make and what it says, its own last line left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    result = subprocess.run(
        ["make", *arguments], cwd=clone, env=kept | environment, capture_output=True, text=True, timeout=60
    )
    return result.returncode, [line for line in (result.stdout + result.stderr).splitlines() if "***" not in line]


@pytest.mark.parametrize("target", ["course", "test", "book", "lab", "bench"])
def test_make_names_a_wrong_python_and_starts_nothing(clone: Path, tmp_path: Path, target: str) -> None:
    wrong = program(tmp_path, "python3.9", PRETEND.format(python=sys.executable, version=(3, 9, 18)))
    status, lines = make(clone, target, f"PYTHON={wrong}")
    assert status != 0
    assert lines == [f"Python 3.11, 3.12 or 3.13 is needed, {wrong} is 3.9.18. Name one: make PYTHON=python3.12 ..."]
    assert not (clone / ".venv").exists()


def test_make_names_a_python_that_is_not_there(clone: Path) -> None:
    status, lines = make(clone, "course", "PYTHON=python-of-nowhere")
    assert status != 0
    assert lines == ["There is no python-of-nowhere. Name a Python 3.11, 3.12 or 3.13: make PYTHON=python3.12 ..."]


@pytest.fixture
def made(clone: Path) -> Path:
    """A course that is released, built and graded, as far as make can see."""
    sources = ("book/recurrent/a.py", "book/a.md", "benchmarks/a.md", "CITATION.cff", "_config.yml", "solutions/01_a/01_a.py", "autograder/rubrics/01_a.py", "autograder/course/sample.py", "autograder/cli.py")
    made = ("solutions/01_a/01_a.ipynb", "exercises/01_a/01_a.ipynb", "build/.released", "build/.sample", "_build/.built", ".venv/.installed")
    for name in (*sources, *made):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).touch()
    for age, names in enumerate((("build/.released", "build/.sample", "_build/.built"), made[:2], (".venv/.installed",), sources)):
        for name in names:
            os.utime(clone / name, (1e9 - 100 * age, 1e9 - 100 * age))
    for name in ("pyproject.toml", "requirements.lock"):
        os.utime(clone / name, (1e9 - 1000, 1e9 - 1000))
    return clone


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ([], set()),
        (["autograder/cli.py"], {"release"}),
        (["autograder/rubrics/01_a.py"], {"release", "book"}),
        (["solutions/01_a/01_a.py"], {"release", "book"}),
        (["exercises/01_a/01_a.ipynb"], {"book", "sample"}),
        (["autograder/course/sample.py"], {"release", "sample"}),
        (["book/a.md"], {"book"}),
        (["book/recurrent/a.py"], {"book"}),
        (["benchmarks/a.md"], {"book"}),
        (["CITATION.cff"], {"book"}),
        (["requirements.lock"], {"install", "release", "book"}),
    ],
    ids=lambda value: " ".join(sorted(value)) or "nothing",
)
def test_make_course_does_again_what_has_changed(made: Path, changed: list[str], again: set[str]) -> None:
    for name in changed:
        (made / name).touch()
    status, lines = make(made, "--dry-run", "course")
    assert status == 0
    signs = {"install": "pip ", "release": "autograder release --spare", "book": "jupyter-book build", "sample": "autograder.course.sample"}
    assert {what for what, sign in signs.items() if any(sign in line for line in lines)} == again
    assert sum("autograder grade" in line for line in lines) == 1, "which does only what has changed by itself"


def test_make_course_names_a_missing_bubblewrap_and_starts_nothing(clone: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for name in ("sh", "bash", "make", "find", "sed", "test", "env", "touch", "mkdir"):
        (few / name).symlink_to(shutil.which(name) or pytest.fail(f"no {name} here"))
    status, lines = make(clone, "course", f"PYTHON={sys.executable}", PATH=str(few))
    assert status != 0
    assert len(lines) == 1 and lines[0].startswith("Bubblewrap, the jail that graded code runs in, is missing.")
    assert not (clone / ".venv").exists()


def test_ci_runs_the_command_that_the_readme_gives() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert re.search(r"^make test </dev/null$", script, re.MULTILINE)
    assert re.search(r"^make test$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert re.search(r"^make course$", (ROOT / "README.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize(("ci", "outcome"), [("true", "3 errors"), ("", "3 skipped")])
def test_a_missing_tool_skips_a_test_and_fails_it_in_ci(ci: str, outcome: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_tools.py").write_text(
        "def test_jail(needs_bubblewrap): ...\n"
        "def test_browser(needs_chromium): ...\n"
        "def test_page(chromium): ...\n"
    )
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", "-c", "/dev/null", str(tmp_path)],
        env={"PATH": str(tmp_path), "CI": ci},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert f"{outcome} in" in result.stdout
    assert "apt-get install bubblewrap" in result.stdout
    assert "apt-get install chromium" in result.stdout


# --- what is under version control ----------------------------------------------------------------------------------


def test_no_notebook_is_committed_with_outputs() -> None:
    notebooks = [path for path in tracked() if path.suffix == ".ipynb"]
    full = [
        path.relative_to(ROOT)
        for path in notebooks
        if any(
            cell.get("outputs") or cell.get("execution_count")
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        )
    ]
    assert full == []
    assert notebooks


def test_no_file_is_larger_than_two_megabytes() -> None:
    assert [path.relative_to(ROOT) for path in tracked() if path.stat().st_size > 2 * 2**20] == []


def test_no_file_names_a_place_on_a_machine_or_its_package_registry() -> None:
    settings = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    sources = " ".join(line.partition("=")[2] for line in settings.splitlines() if re.search(r"index-url|find-links", line))
    registries = set(re.findall(r"(?:https?://|file://|/)[^\s'\"]+", sources)) - {"https://pypi.org/simple"}
    places = {f"{folder}/" for folder in (ROOT, Path.home()) if folder != Path("/")}
    places |= {place for url in registries for place in (url, re.sub(r"^\w+://", "", url))}
    places.add("/" + "root/")
    wrong = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        wrong += [(str(path.relative_to(ROOT)), place) for place in sorted(places) if place in text]
    assert wrong == []


def test_title_and_version_are_the_same_wherever_they_stand() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["version"] == PYPROJECT["project"]["version"]
    assert (ROOT / "README.md").read_text().startswith(f"# {citation['title']}\n")
    assert yaml.safe_load((ROOT / "_config.yml").read_text())["title"] == citation["title"]
    assert all((ROOT / name).is_file() for name in PYPROJECT["project"]["license-files"])
