"""The jail: bubblewrap around the warm process.

Inside there is a read-only view of the interpreter, its libraries and the part of this package that answers programs;
a scratch folder in memory; devices without hardware; and nothing else: no home, no course, no gradebook, no network, no
environment.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import cgroup, probe, wire
from .limits import Limits

INSIDE = "/autograder"
PACKAGE = Path(__file__).resolve().parents[1]
# What of this package the jail shows: nothing that knows an answer.
SHOWN = ("__init__.py", "places.py", "judge", "sandbox")
START_SECONDS = 120.0
# What a jail may have beyond its submission's limits: its own processes, and what the warm one and the GPU's driver hold.
PROCESSES = 16
MEMORY = {"cpu": 2 * 2**30, "cuda": 8 * 2**30}

NO_JAIL = "Without a jail, students' code could do whatever you can; --unsafe-no-sandbox allows that."


class NoJail(RuntimeError):
    """This machine cannot confine student code, and nobody said that it need not."""


@dataclass(frozen=True)
class Account:
    """Another user of this machine, to run student code as where there can be no jail, and a folder that it may write.

    It is no jail: that user sees what everybody on the machine may see. Sessions are closed off as far as the kernel
    lets them be without one: filters on system calls, Landlock, limits.
    """

    number: int
    scratch: Path

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("students' code does not run as root")

    def end(self) -> None:
        """Ends every process of this user, who has none but the student's: none of them is left to change anything.

        The kernel ends them at one blow. Who looks for them first can be outrun by forks, and finds the dead that
        nobody has waited for again and again.
        """
        for _ in range(100):  # they can end the one that ends them, if they are quick
            pid = os.fork()
            if pid == 0:
                try:
                    os.setresuid(self.number, self.number, self.number)
                    os.kill(-1, signal.SIGKILL)
                except ProcessLookupError:
                    pass  # there are none
                finally:
                    os._exit(0)
            if os.waitpid(pid, 0)[1] == 0:
                return


def start(confined: bool, device: str = "cpu", limits: Limits = Limits(), account: Account | None = None) -> tuple[subprocess.Popen, socket.socket, dict]:
    """Starts a warm process, in a jail if `confined`, else as the user of an `account`: the process, its control socket, and what it said of itself.

    Raises:
        NoJail: it is to be confined and cannot be.
        wire.WireError: it did not start.
    """
    if confined and (reason := probe.missing()):
        raise NoJail(f"{reason}. {NO_JAIL}")
    ours, theirs = socket.socketpair()
    log = tempfile.TemporaryFile()
    python = [sys.executable, "-P", "-m", "autograder.sandbox.warm", str(theirs.fileno()), "closed" if confined or account else "open", device]
    environment = {"OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "MKL_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
                   "MPLBACKEND": "module://matplotlib_inline.backend_inline", "AUTOGRADER_GRADING": "1", "LANG": "C.UTF-8",
                   "PATH": "/usr/bin:/bin", "PYTHONNOUSERSITE": "1"}
    if confined:
        command = [*_bubblewrap(device, environment), *python]
        started_in = {"PATH": os.environ.get("PATH", "")}
    elif account:
        account.end()  # what is left where the last warm process was ended could reach into the next one
        command, scratch = python, str(account.scratch)
        started_in = {**environment, "PYTHONPATH": str(PACKAGE.parent), "HOME": scratch, "TMPDIR": scratch, "MPLCONFIGDIR": f"{scratch}/matplotlib"}
    else:
        command = python
        started_in = {**os.environ, **environment, "PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(PACKAGE.parent)}
    group = cgroup.create(limits.processes + PROCESSES, limits.memory + limits.scratch + MEMORY[device]) if confined else None
    process = subprocess.Popen(
        command, env=started_in, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
        preexec_fn=group.enter if group else None, **({"user": account.number, "group": account.number, "extra_groups": []} if account else {}),
    )
    process.cgroup = group  # lives as long as the process
    theirs.close()
    try:
        hello = json.loads(wire.receive(ours, 2**16, time.monotonic() + START_SECONDS))
    except wire.WireError as error:
        process.kill()
        log.seek(0)
        said = log.read()[-2000:].decode(errors="replace").strip()
        raise wire.WireError(f"the warm process did not start ({error}): {said}") from None
    return process, ours, hello


def _bubblewrap(device: str, environment: dict[str, str]) -> list[str]:
    arguments = [str(shutil.which("bwrap")), "--unshare-all", "--unshare-user", "--uid", "1000", "--gid", "1000", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL",
                 "--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    for path in ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
                 "/etc/alternatives", "/etc/fonts", "/etc/localtime"):
        if os.path.islink(path) and not os.path.isabs(os.readlink(path)):
            arguments += ["--symlink", os.readlink(path), path]
        else:
            arguments += ["--ro-bind-try", path, path]
    libraries = {Path(p).resolve() for p in (sys.prefix, sys.base_prefix, sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))}
    libraries |= {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent}
    # A session puts a folder of its own over the scratch, which must not hide what it imports from.
    scratch = "/scratch" if any(Path("/tmp") in path.parents for path in libraries) else "/tmp"
    arguments += ["--tmpfs", scratch]
    for path in sorted(libraries, key=lambda path: len(path.parts)):
        if path.parts[1] != "usr" and path != Path("/"):
            arguments += ["--ro-bind", str(path), str(path)]
    for installed in (Path(sysconfig.get_path("purelib")) / "autograder",):
        if installed.is_dir():
            arguments += ["--tmpfs", str(installed)]
    for name in SHOWN:
        arguments += ["--ro-bind", str(PACKAGE / name), f"{INSIDE}/autograder/{name}"]
    if device == "cuda":
        for path in sorted(Path("/dev").glob("nvidia*")):
            arguments += ["--dev-bind-try", str(path), str(path)]
        arguments += ["--ro-bind-try", "/sys", "/sys"]
    for name, value in {**environment, "HOME": scratch, "TMPDIR": scratch, "MPLCONFIGDIR": f"{scratch}/matplotlib",
                        "PYTHONPATH": INSIDE}.items():
        arguments += ["--setenv", name, value]
    return [*arguments, "--remount-ro", "/", "--chdir", scratch, "--"]
