"""What every test may ask for: the tools of the machine, the course's root, the built book.

A tool that is missing skips the tests that need it, with the reason.
Under ``CI=true`` the same finding fails them: there the tools were installed, so a skip would hide a fault.
"""

from __future__ import annotations

import collections
import fcntl
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]

# The workers share the machine with a book that builds: how long an example takes says nothing about the code.
hypothesis.settings.register_profile("course", deadline=None)
hypothesis.settings.load_profile("course")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order in which the workers take up files: the one that builds the book, the long ones, those that wait for the book.

    A worker that waits for the book while it builds is a core that does nothing.
    """
    tests = collections.Counter(item.path for item in items)
    waiting = {item.path for item in items if "built_book" in getattr(item, "fixturenames", ())}
    first = ROOT / "tests" / "test_book.py"
    items.sort(key=lambda item: (item.path != first, item.path in waiting, -tests[item.path], item.path))


def require(fault: str | None) -> None:
    """Goes on where ``fault`` is None; otherwise skips with it, and fails with it under ``CI=true``."""
    if fault is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI has to provide this: {fault}", pytrace=False)
    pytest.skip(fault)


def chromium_path() -> str | None:
    """The Chromium of this machine, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def bubblewrap_fault() -> str | None:
    """Why bubblewrap cannot make a jail here, or None where it can."""
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed (apt-get install bubblewrap)"
    trial = subprocess.run(
        ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], capture_output=True, text=True, timeout=60
    )
    return None if trial.returncode == 0 else f"bubblewrap cannot make a jail on this machine: {trial.stderr.strip()}"


def postgres_programs() -> Path | None:
    """The folder of a PostgreSQL server's programs, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found += [Path(path).parent for path in filter(None, [shutil.which("initdb")])]
    return next((folder for folder in found if (folder / "postgres").exists()), None)


@pytest.fixture(scope="session")
def course_root() -> Path:
    """The folder that holds ``nbgrader_config.py``."""
    return ROOT


@pytest.fixture(scope="session")
def needs_bubblewrap() -> None:
    """For tests that run a jail."""
    require(bubblewrap_fault())


def _kept_grader() -> Iterator[None]:
    """What this process grades goes by way of a worker, which keeps its grader from one run to the next: to start one takes seconds."""
    from autograder.course import batch
    from autograder.course.finish import Finished

    def on_worker(job: batch.Job, submissions: Iterable[batch.Submission]) -> Iterator[Finished]:
        return (Finished.from_json(batch.on_worker(job, submission)) for submission in submissions)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "in_this_process", on_worker)
        yield
    batch.close_all()


kept_grader = pytest.fixture(_kept_grader, scope="module")
grader_kept_in_this_test = pytest.fixture(_kept_grader)


@pytest.fixture(scope="session")
def needs_chromium() -> None:
    """For tests that open a browser."""
    require(None if chromium_path() else "Chromium is not installed (apt-get install chromium)")


@pytest.fixture(scope="session")
def needs_postgres() -> None:
    """For tests that run a database server."""
    require(None if postgres_programs() else "PostgreSQL's server is not installed (apt-get install postgresql)")


@pytest.fixture(scope="session")
def postgres(needs_postgres: None) -> Iterator[str]:
    """The address of a new database on a server of these tests: in a folder of its own, without a network.

    The server refuses to run as root; then it runs as nobody.
    """
    programs, user = postgres_programs(), "nobody" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    quiet = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    start = ["-D", data, "-w", "-l", folder / "log", "-o", f"-k {folder} -h ''"]
    try:
        subprocess.run([programs / "initdb", "-D", data, "-U", "course", "-A", "trust", "-E", "UTF8", "-N"], **quiet)
        subprocess.run([programs / "pg_ctl", *start, "start"], **quiet)
        yield f"postgresql+psycopg2://course@/postgres?host={folder}"
        subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def needs_cuda() -> None:
    """For tests that compute on a GPU. Always a skip: no CI of ours promises one."""
    import torch

    if not torch.cuda.is_available():
        pytest.skip("no CUDA device on this machine")


@pytest.fixture(scope="session")
def chromium(needs_chromium: None) -> Iterator[Browser]:
    """A headless Chromium, one for each worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """``_build/html`` after one strict build in this run of the tests, whichever worker asks first.

    Every page is read again, since Sphinx tells a warning once only; cells that have not changed are not run again.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    with open(shared / "book.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = shared / "book.outcome"
        if not outcome.exists():
            shutil.rmtree(ROOT / "_build" / ".doctrees", ignore_errors=True)
            build = subprocess.run(
                [Path(sys.executable).with_name("jupyter-book"), *"build book/ --config _config.yml -W -n --keep-going".split()],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            outcome.write_text("" if build.returncode == 0 else build.stdout[-8000:] or "no output")
    fault = outcome.read_text()
    if fault:
        pytest.fail(f"the book does not build:\n{fault}", pytrace=False)
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def site(built_book: Path) -> Iterator[str]:
    """The book behind a web server of this test."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=built_book)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
