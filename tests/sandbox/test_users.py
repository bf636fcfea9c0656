"""`autograder grade` as an ordinary user, where user namespaces are forbidden, and when it is killed: all for real."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import sample
from autograder.sandbox import probe, seccomp

ASSIGNMENT = "03_lstm"
NOBODY = 65534
Folder = Path


def ordinary_user() -> list[str]:
    """A command's first words that make it run as an ordinary user, who may read what it needs; none where that is us.

    Only root needs them. Python may lie in root's own home: an empty folder is put over every one that others may not
    enter, and what is needed mounted into it again.
    """
    if os.getuid():
        return []
    needed = {Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), Path(__file__).resolve().parents[2], Path(__file__).parents[2]}
    closed = {min((p for p in (path, *path.parents) if not p.stat().st_mode & 1), key=lambda p: len(p.parts), default=None) for path in needed}
    words = ["bwrap", "--dev-bind", "/", "/"]
    for folder in sorted(filter(None, closed)):
        words += ["--tmpfs", str(folder)]
    for path in sorted(needed):
        for above in reversed(path.parents):
            if any(folder and above.is_relative_to(folder) for folder in closed):
                words += ["--perms", "0755", "--dir", str(above)]
        words += ["--ro-bind", str(path), str(path)]
    return [*words, "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs", "--"]


@pytest.fixture
def folder(course_root: Path) -> Iterator[Folder]:
    """A folder that belongs to the ordinary user, with a course of two: one honest, one that looks around."""
    made = Path(tempfile.mkdtemp(prefix="autograder-test-"))
    made.chmod(0o755)
    course = made / "course"
    sample.make(course_root, course)
    for student in sample.STUDENTS:
        if student not in ("ada", "ben"):
            shutil.rmtree(course / "submitted" / student)
    (made / "secret").mkdir()
    if os.getuid() == 0:
        for path in (made, *made.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    yield made
    shutil.rmtree(made)


def grade(folder: Folder, *options: str, first: list[str] = []) -> list[str]:
    return [*first, sys.executable, "-m", "autograder", "grade", ASSIGNMENT, "--course-dir", str(folder / "course"), "--no-feedback",
            "--jobs", "1", "--json", str(folder / "all.json"), *options]  # fmt: skip


def environment(folder: Folder) -> dict[str, str]:
    root = Path(__file__).resolve().parents[2]
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {"HOME": str(folder), "AUTOGRADER_SECRETS": str(folder / "secret"), "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}


def run(folder: Folder, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment(folder), cwd=folder, capture_output=True, text=True, timeout=300)


def add_to_first_cell(folder: Folder, student: str, code: str) -> None:
    path = folder / "course" / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text())
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["source"] = f"{code}\n{''.join(cell['source'])}"
    path.write_text(json.dumps(notebook))


LOOK = """
import ctypes, os
for path in {paths}:
    try: os.listdir(path); print("SAW", path)
    except OSError as error: pass
try: open({secret!r}); print("READ")
except OSError: pass
children = []
try:
    while len(children) < 500:
        pid = os.fork()
        if pid == 0: import time; time.sleep(60); os._exit(0)
        children.append(pid)
    print("FORKED 500")
except OSError: print("no more processes")
for pid in children: os.kill(pid, 9); os.waitpid(pid, 0)
"""


@pytest.mark.usefixtures("needs_bubblewrap")
def test_an_ordinary_user_grades_in_the_jail(folder: Folder) -> None:
    hidden = [str(folder / "course"), str(folder / "secret"), str(folder)]
    add_to_first_cell(folder, "ada", LOOK.format(paths=hidden, secret=str(folder / "course" / "submitted" / "ben" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")))
    done = run(folder, grade(folder, first=ordinary_user()))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("jail: bubblewrap, namespaces of its own for each submission")
    results = json.loads((folder / "all.json").read_text())["results"]
    assert {result["student"]: (result["score"], result["status"]) for result in results} == {"ada": (100, "graded"), "ben": (0, "graded")}
    graded = json.loads((folder / "course" / "autograded" / "ada" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    printed = "".join("".join(output["text"]) for cell in graded["cells"] for output in cell.get("outputs", [])[:1] if output["output_type"] == "stream")
    assert "no more processes" in printed and not {"SAW", "READ", "FORKED"} & set(printed.split())
    written = [path for path in folder.rglob("*") if path.stat().st_uid != (os.getuid() or NOBODY)]
    assert not written


def forbid_namespaces() -> None:
    """As container runtimes do: making a user namespace fails, for root too."""
    import ctypes

    machine = os.uname().machine
    mark, column = seccomp.ARCHITECTURES[machine]
    unshare = seccomp.CLOSED["unshare"][column]
    assert unshare is not None
    code = [
        seccomp._instruction(seccomp.LOAD, seccomp.AT_NUMBER),
        seccomp._instruction(seccomp.JUMP_EQUAL, seccomp.CLONE3[column], 0, 1), seccomp._instruction(seccomp.RETURN, seccomp.ERRNO | 38),
        *seccomp._where_argument(unshare, seccomp.JUMP_SET, 0x10000000, seccomp.ERRNO | 1, seccomp.ALLOW),
        *seccomp._where_argument(seccomp.CLONE[column], seccomp.JUMP_SET, 0x10000000, seccomp.ERRNO | 1, seccomp.ALLOW),
        seccomp._instruction(seccomp.RETURN, seccomp.ALLOW),
    ]  # fmt: skip
    buffer = ctypes.create_string_buffer(b"".join(code))
    libc = ctypes.CDLL(None)
    assert libc.prctl(38, 1, 0, 0, 0) == 0
    assert libc.prctl(22, 2, struct.pack("@HP", len(code), ctypes.addressof(buffer)), 0, 0) == 0


@pytest.mark.usefixtures("needs_bubblewrap")
def test_where_user_namespaces_are_forbidden_nothing_is_graded_unless_told_so(folder: Folder) -> None:
    launcher = [sys.executable, "-c", f"import os, sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_users; "
                "test_users.forbid_namespaces(); os.execvp(sys.argv[1], sys.argv[1:])"]  # fmt: skip
    refused = run(folder, grade(folder, first=launcher))
    assert refused.returncode == 2
    said = refused.stderr.strip().splitlines()
    assert len(said) == 1 and "bubblewrap cannot make a jail here: bwrap: No permissions to create new namespace" in said[0], refused.stderr
    assert said[0].endswith("--unsafe-no-sandbox allows that.")
    assert "jail: none here" in refused.stdout and not (folder / "all.json").exists()
    told = run(folder, grade(folder, "--unsafe-no-sandbox", "--student", "ada", first=launcher))
    assert told.returncode == 0, told.stdout + told.stderr
    assert "jail: none, as you said" in told.stdout
    assert [result["score"] for result in json.loads((folder / "all.json").read_text())["results"]] == [100]


@pytest.mark.usefixtures("needs_bubblewrap")
def test_the_setting_that_forbids_namespaces_is_named() -> None:
    """In a namespace of its own, whose limit on further ones is set to none."""
    asked = "echo 0 > /proc/sys/user/max_user_namespaces; exec \"$@\""
    code = "from autograder.sandbox import probe; print(probe.missing())"
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", asked, "sh", sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "user.max_user_namespaces is 0 on this machine" in done.stdout, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_what_a_machine_lacks_is_named() -> None:
    bare = probe.Machine("", nested=False, seccomp=False, landlock=0, groups=())
    here, not_here, instead = bare.lines()
    assert here == "jail: bubblewrap, limits"
    for name in ("namespaces of its own", "seccomp", "Landlock", "control group for processes", "control group for memory"):
        assert name in not_here
    assert "a jail of its own" in instead


def descendants(pid: int) -> dict[int, str]:
    """Every process below `pid`, and when it was started, which together name it for good."""
    parents: dict[int, tuple[int, str]] = {}
    for name in os.listdir("/proc"):
        try:
            fields = Path("/proc", name, "stat").read_text().rsplit(")", 1)[1].split() if name.isdigit() else None
        except OSError:
            continue
        if fields:
            parents[int(name)] = int(fields[1]), fields[19]
    found: dict[int, str] = {}
    queue = [pid]
    while queue:
        above = queue.pop()
        for child, (parent, started) in parents.items():
            if parent == above and child not in found:
                found[child] = started
                queue.append(child)
    return found


def alive(pid: int, started: str) -> bool:
    try:
        fields = Path("/proc", str(pid), "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return False
    return fields[19] == started and fields[0] != "Z"


@pytest.mark.usefixtures("needs_bubblewrap")
def test_killing_the_grader_kills_everything_that_it_started(folder: Folder) -> None:
    stay = "import os, time\nfor n in range(3):\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0: time.sleep(600)\n        os._exit(0)\ntime.sleep(600)"
    for student in ("ada", "ben"):
        add_to_first_cell(folder, student, stay)
    command = grade(folder, "--limit-cell", "600")
    with subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as grader:
        try:
            below: dict[int, str] = {}
            for _ in range(600):
                below |= descendants(grader.pid)
                sleeping = [pid for pid in below if alive(pid, below[pid]) and "autograder.sandbox.warm" in command_line(pid)]
                if len(sleeping) >= 7:  # a jail's first process, the warm one, a watcher, a session, three that stay
                    break
                time.sleep(0.1)
            assert len(sleeping) >= 7, [command_line(pid) for pid in below]
        finally:
            grader.send_signal(signal.SIGKILL)
    for _ in range(100):
        left = [pid for pid in below if alive(pid, below[pid])]
        if not left:
            break
        time.sleep(0.1)
    assert not left, [command_line(pid) for pid in left]


def command_line(pid: int) -> str:
    try:
        return Path("/proc", str(pid), "cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
