"""The attack corpus of `tests/attacks` on this grader and on stock `nbgrader autograde`; and a hostile class beside an honest one.

    python -m benchmarks.attacks          the table: attack x (ours, stock)
    python -m benchmarks.attacks --threat reading      the attacks of one threat, printed only
    python -m benchmarks.attacks --resume              what a run that was ended has measured on stock is not measured again
    python -m benchmarks.attacks --class  100 hostile and 100 honest submissions graded together, and the honest ones alone

Stock is nbgrader as its own documentation sets it up: the same notebook, with a plain cell of assertions under each
exercise. Each attack on it runs in bubblewrap, without a network, on a course and a home of its own that are thrown
away, followed by an honest student: most attacks succeed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from autograder.course import graders, grading
from autograder.course.sample import solution_cells

from . import table

ROOT = Path(__file__).resolve().parents[1]
PROGRESS = ROOT / "build" / "attacks.json"
sys.path.insert(0, str(ROOT / "tests"))
from attacks.corpus import ALL, ASSIGNMENT, FULL, HONEST, THREATS  # noqa: E402
from attacks.ground import Ground, acting  # noqa: E402
from attacks.test_attacks import LIMITS, Watcher, hand_in, student_of  # noqa: E402

TESTS = {
    "rnn_step": "torch.manual_seed(0)\ncell = nn.RNNCell(3, 4, dtype=torch.float64)\nx, h = torch.randn(2, 3).double(), torch.randn(2, 4).double()\n"
    "assert torch.allclose(rnn_step(x, h, cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh), cell(x, h))",
    "RNNCell": "torch.manual_seed(0)\ntheirs, mine = nn.RNNCell(3, 4), RNNCell(3, 4)\nmine.load_state_dict(theirs.state_dict())\nx, h = torch.randn(2, 3), torch.randn(2, 4)\n"
    "assert torch.allclose(mine(x, h), theirs(x, h), atol=1e-6)\nassert torch.allclose(mine(x), theirs(x), atol=1e-6)",
    "unroll": "torch.manual_seed(0)\nrnn, cell, x = nn.RNN(3, 4), nn.RNNCell(3, 4), torch.randn(5, 2, 3)\n"
    "cell.load_state_dict({k.removesuffix('_l0'): v for k, v in rnn.state_dict().items()})\noutput, h = unroll(cell, x)\nassert torch.allclose(output, rnn(x)[0], atol=1e-6)\nassert torch.allclose(h, output[-1])",
    "next_token_loss": "torch.manual_seed(0)\nlogits, tokens = torch.randn(2, 5, 7), torch.randint(1, 7, (2, 5))\n"
    "assert torch.allclose(next_token_loss(logits, tokens), F.cross_entropy(logits[:, :-1].reshape(-1, 7), tokens[:, 1:].reshape(-1)))",
}
NEXT = "zzz"
SPREADING = ("exhausting", "persisting")  # threats to whoever comes next
PATIENCE = 150.0  # seconds for two notebooks, where 10 are plenty
MEMORY = 6 * 2**30
STOCK_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "stock"\nc.CourseDirectory.root = {root!r}\n'


def stock_notebook() -> dict:
    """The instructor's notebook of a stock course: the same exercises, plain assertions under each."""
    source = json.loads((ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    for cell in source["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        text = "".join(cell["source"])
        if name == "imports":
            cell["source"] = text.replace("from autograder import check", "").rstrip()
        elif name.startswith("check_"):
            cell["source"] = TESTS[name.removeprefix("check_")]
    return source


def stock_course(folder: Path) -> None:
    """A stock course with the assignment released."""
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (source / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(stock_notebook()))
    (folder / "nbgrader_config.py").write_text(STOCK_CONFIG.format(root=str(folder)))
    done = subprocess.run([_bin("nbgrader"), "generate_assignment", ASSIGNMENT, "--force"], cwd=folder, capture_output=True, text=True, env=_environment(folder.parent / "home"))
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])


def on_stock(base: Path, threats: Collection[str], found: dict[str, str]) -> dict[str, str]:
    """What each attack achieved on stock nbgrader, as `inside` finds it in its container; what is `found` already stays."""
    stock_course(base / "model")
    waiting = [attack.name for threat, attack in ALL if threat in threats]
    while left := [name for name in waiting if name not in found]:
        if (lost := _contained(base, threats, found)) and left[0] not in found:
            found[left[0]] = lost  # the container went with the attack: a fresh one takes the others
            print(f"stock: {left[0]}: {lost}", flush=True)
            _keep(found)
    return found


def _contained(base: Path, threats: Collection[str], found: dict[str, str]) -> str:
    """Runs the attacks that are not found yet in one container, until it is done, gone or silent; says which of the last two."""
    command = ["bwrap", "--unshare-all", "--cap-drop", "ALL", "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--bind", str(base), str(base),
               "--chdir", str(base), sys.executable, "-m", "benchmarks.attacks", "--inside", str(base), "--threat", *threats, "--known", *found]  # fmt: skip
    environment = _environment(base / "home") | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(["prlimit", f"--as={MEMORY}", f"--fsize={2**28}", "--", *command], stdout=subprocess.PIPE, bufsize=0, env=environment) as process:
        while select.select([process.stdout], [], [], 2 * PATIENCE)[0]:
            line = process.stdout.readline()
            if not line:
                return "ended everything that graded" if process.wait() else ""
            name, achieved = json.loads(line)
            found[name] = achieved
            print(f"stock: {name}: {achieved or 'nothing'}", flush=True)
            _keep(found)
        process.kill()
    return "stopped everything that graded"


def _keep(found: dict[str, str]) -> None:
    PROGRESS.parent.mkdir(exist_ok=True)
    PROGRESS.write_text(json.dumps(found, indent=1))


def inside(base: Path, threats: Collection[str], known: Collection[str]) -> None:
    """In the container: each attack on a course of its own, followed by an honest student, with nbgrader's own API."""
    if os.getpid() > 10 or Path("/proc/1/comm").read_text().strip() != "bwrap":
        raise SystemExit("this ends all processes that it sees: only in its container")
    import nbgrader.apps.api  # noqa: F401 - once, for all that are forked below

    ground = Ground(base / "course", base / "home", Path("/tmp/shared"), port=18081, other=NEXT)
    listening = socket.create_server(("127.0.0.1", ground.port))
    threading.Thread(target=ground._serve, args=(listening,), daemon=True).start()
    solution = solution_cells(json.loads((base / "model" / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()))
    released = json.loads((base / "model" / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    os.environ["CANARY"] = ground.token
    for threat, attack in ALL:
        if threat not in threats or attack.name in known:
            continue
        for folder in (ground.course, ground.home, ground.tmp):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base / "model", ground.course)
        (ground.course / "nbgrader_config.py").write_text(STOCK_CONFIG.format(root=str(ground.course)))
        ground.plant(ground.course / "source" / ASSIGNMENT)
        hand_in(ground.course, attack, released, solution, ground.places())
        honest = HONEST[0].submission(released, solution, ground.places())
        other = ground.course / "submitted" / NEXT / ASSIGNMENT
        other.mkdir(parents=True)
        noted = json.dumps({"metadata": {"note": ground.token}})[1:-1].encode()
        (other / f"{ASSIGNMENT}.ipynb").write_bytes(honest.replace(b'"metadata": {}', noted, 1))
        before, start = ground.hashes(), time.monotonic()
        students = [student_of(attack), *([NEXT] if threat in SPREADING else [])]
        grading_process = os.fork()
        if grading_process == 0:
            _stock_grades(ground.course, students)
        late = not _ended(grading_process, start + PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # whatever is left in this container but this process
        while _reaped():
            pass
        time.sleep(0.2)
        achieved = _achieved(ground, attack, before, late, time.monotonic() - start, len(students) > 1)
        print(json.dumps([attack.name, achieved]), flush=True)


def _stock_grades(course: Path, students: list[str]) -> None:
    """nbgrader's autograde and feedback for each student; never returns."""
    with open(os.devnull, "w") as null:
        for stream in (1, 2):
            os.dup2(null.fileno(), stream)
    os.chdir(course)
    try:
        from nbgrader.api import Gradebook
        from nbgrader.apps import NbGrader
        from nbgrader.apps.api import NbGraderAPI

        application = NbGrader()
        application.initialize([])
        api = NbGraderAPI(config=application.config)
        for student in students:
            api.autograde(ASSIGNMENT, student)
            api.generate_feedback(ASSIGNMENT, student)
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "stock") as book:
            lines = [f"{found.student.id}\t{found.score}" for found in book.assignment_submissions(ASSIGNMENT)]
        (course / "scores.txt").write_text("\n".join(lines))
    finally:
        os._exit(0)


def _ended(process: int, deadline: float) -> bool:
    while time.monotonic() < deadline:
        if os.waitpid(process, os.WNOHANG)[0]:
            return True
        time.sleep(0.05)
    return False


def _reaped() -> bool:
    try:
        return os.waitpid(-1, 0)[0] > 0
    except ChildProcessError:
        return False


def _achieved(ground: Ground, attack, before: dict, late: bool, took: float, followed: bool) -> str:
    """What an attack gained, in a few words; "" for nothing."""
    student, found = student_of(attack), []
    scores: dict[str, str] = {}
    try:
        scores = dict(line.split("\t") for line in (ground.course / "scores.txt").read_text().splitlines())
    except (OSError, ValueError):
        pass
    mine, other = (float(scores.get(name, "nan")) for name in (student, NEXT))
    if mine > attack.worth:
        found.append(f"{mine:g} of {FULL} points for {attack.worth:g}")
    texts = {}
    for stage, suffix in (("autograded", "ipynb"), ("feedback", "html")):
        path = ground.course / stage / student / ASSIGNMENT / f"{ASSIGNMENT}.{suffix}"
        texts[suffix] = path.read_text(errors="replace") if path.is_file() else ""
    if any(ground.token in text for text in texts.values()):
        found.append("read what is secret")
    after = ground.hashes()
    if any(after.get(path) != digest for path, digest in before.items()) or any("pwned" in path for path in after):
        found.append("changed files")
    if acting(texts["html"]):
        found.append("script in the feedback")
    graded = ground.course / "autograded" / NEXT / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    if late:
        found.append(f"the class stopped for over {PATIENCE:.0f} s")
    elif followed and (other != FULL or graded.is_file() and "INFECTED" in graded.read_text()):
        found.append("the next student was not graded right")
    return "; ".join(found)


def ours_course(folder: Path) -> Ground:
    """A course of ours with nobody in it."""
    ground = Ground(folder / "course", folder / "home", folder / "tmp", other=student_of(HONEST[0]))
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name / ASSIGNMENT, ground.course / name / ASSIGNMENT)
    shutil.copy(ROOT / "nbgrader_config.py", ground.course)
    ground.plant(ground.course / "solutions" / ASSIGNMENT)
    os.environ["AUTOGRADER_SECRETS"], os.environ["CANARY"] = str(folder / "secrets"), ground.token
    return ground


def on_ours(base: Path, released: dict, solution: dict) -> dict[str, str]:
    """What each attack achieved on ours, all in one class."""
    ground = ours_course(base)
    with ground.server():
        for _, attack in ALL:
            hand_in(ground.course, attack, released, solution, ground.places())
        before = ground.hashes()
        outcome = grading.grade(ground.course, ASSIGNMENT, grading.Options(jobs=1, limits=LIMITS), Watcher())
        graders.close_graders()
    entries = {entry["student"]: entry for entry in outcome.as_json()["results"]}
    after, found = ground.hashes(), {}
    for threat, attack in ALL:
        entry, achieved = entries[student_of(attack)], []
        if entry["score"] > attack.worth or threat == "honest" and entry["score"] < attack.worth:
            achieved.append(f"{entry['score']:g} of {FULL} points for {attack.worth:g}")
        texts = [(ground.course / stage / student_of(attack) / ASSIGNMENT / f"{ASSIGNMENT}.{suffix}").read_text() for stage, suffix in (("autograded", "ipynb"), ("feedback", "html"))]
        if any(ground.token in text for text in texts):
            achieved.append("read what is secret")
        if acting(texts[1]):
            achieved.append("script in the feedback")
        flagged = any("line " in flag for flag in entry["flags"])
        found[attack.name] = "; ".join(achieved) or ("stopped, flagged" if flagged and threat != "honest" else "")
    if before != after or ground.calls:
        raise RuntimeError("an attack changed a file or reached the server")
    return found


def class_of(base: Path, released: dict, solution: dict, count: int) -> None:
    """`count` hostile and as many honest submissions together, and the honest ones alone: the same, to the last message."""
    ground = ours_course(base)
    hostile = [attack for threat, attack in ALL if threat != "honest"]
    honest = [replace(HONEST[k % len(HONEST)], name=f"b{k:03d} honest") for k in range(count)]
    others = [replace(hostile[k * len(hostile) // count], name=f"a{k:03d} hostile") for k in range(count)]
    with ground.server():
        for attack in [*honest, *others]:
            hand_in(ground.course, attack, released, solution, ground.places())

        def run(names: list[str], **more) -> tuple[dict, float]:
            start = time.monotonic()
            outcome = grading.grade(ground.course, ASSIGNMENT, grading.Options(jobs=1, limits=LIMITS, feedback=False, **more), Watcher())
            return {e["student"]: e for e in outcome.as_json()["results"] if e["student"] in names}, time.monotonic() - start

        names = [student_of(attack) for attack in honest]
        mixed, first = run(names)
        for attack in others:
            shutil.rmtree(ground.course / "submitted" / student_of(attack))
        alone, second = run(names, force=True)
        graders.close_graders()
    same = sum(mixed[name] == alone[name] for name in names)
    full = sum(alone[name]["score"] == FULL for name in names)
    table.publish(
        "hostile", "A hostile class and an honest one, graded together and apart", ("", "together", "alone"),
        [("submissions", 2 * count, count), ("seconds", first, second), ("honest ones with full points", sum(mixed[n]["score"] == FULL for n in names), full)],
        f"Of {count} honest submissions, {same} have exactly the same report in both runs, every message included.", module="attacks",
    )


def _bin(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _environment(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("LANG",) if name in os.environ}
    return kept | {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "OMP_NUM_THREADS": "1", "IPYTHONDIR": str(home / ".ipython")}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--class", dest="count", type=int, nargs="?", const=100)
    parser.add_argument("--threat", nargs="+", choices=list(THREATS), default=list(THREATS))
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--known", nargs="*", default=(), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(options.inside, options.threat, options.known)
    solution = solution_cells(json.loads((ROOT / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()))
    released = json.loads((ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text())
    with tempfile.TemporaryDirectory(dir=ROOT.parent if os.access(ROOT.parent, os.W_OK) else None, prefix="attacks-") as made:
        base = Path(made)
        if options.count:
            return class_of(base / "ours", released, solution, options.count)
        known = json.loads(PROGRESS.read_text()) if options.resume and PROGRESS.is_file() else {}
        stock = on_stock(base / "stock", options.threat, known)
        if len(options.threat) < len(THREATS):
            return
        ours = on_ours(base / "ours", released, solution)
    rows = [(attack.name, threat, attack.tries, ours[attack.name] or "stopped", stock.get(attack.name, "not measured") or "nothing") for threat, attack in ALL if threat != "honest"]
    write(rows, [ours[attack.name] for attack in HONEST])


def write(rows: list[tuple[str, ...]], honest: list[str]) -> None:
    """The table."""
    won = [sum(row[k] not in ("stopped", "stopped, flagged", "nothing", "not measured") for row in rows) for k in (3, 4)]
    tried = sum(row[4] != "not measured" for row in rows)
    notes = (
        f"Of {len(rows)} attacks {won[0]} achieved something on ours; of {tried} on stock {won[1]} did. "
        f"Of {len(honest)} honest submissions that look odd, {sum(not text for text in honest)} got every point on ours. "
        "\"Flagged\" means that the report also asks a person to look at the code. Each attack on stock ran in a container."
    )
    columns = ("attack", "threat", "what it tries", "ours", "stock nbgrader")
    safe = [tuple(cell.replace("|", "\\|").replace("<", "&lt;") for cell in row) for row in rows]
    table.publish("attacks", "Attacks on this grader and on stock nbgrader", columns, safe, notes)


if __name__ == "__main__":
    main()
