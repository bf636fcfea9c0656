"""Control groups: limits on the processes and the memory of a whole jail that the kernel keeps, where this user may make one.

Both generations are tried: one folder for each controller (version 1), or one for all (version 2), below the group of
this process or of one above it, the nearest that takes it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

MOUNT = Path("/sys/fs/cgroup")
# For each controller: the file that takes the limit, in either version.
LIMITS = {"pids": ("pids.max", "pids.max"), "memory": ("memory.limit_in_bytes", "memory.max")}
SWAP = ("memory.memsw.limit_in_bytes", "memory.swap.max")


class Group:
    """Control groups that last as long as this object, or until their last process ended.

    Attributes:
        holds: the controllers that keep a limit, by name.
    """

    def __init__(self, holds: dict[str, Path]):
        self.holds = holds
        self._finalizer = weakref.finalize(self, _remove, set(holds.values()))

    def enter(self) -> None:
        """Puts the calling process, and all it will start, into the groups."""
        for path in set(self.holds.values()):
            (path / "cgroup.procs").write_text("0")


def create(processes: int, memory: int) -> Group:
    """Groups of at most `processes` processes and threads, and `memory` bytes; of what this machine lets this user limit."""
    holds: dict[str, Path] = {}
    name = f"autograder-{os.getpid()}-{os.urandom(4).hex()}"
    for controller, limit in (("pids", processes), ("memory", memory)):
        for parent, version in _parents(controller):
            if _limited(parent / name, version, controller, limit):
                holds[controller] = parent / name
                break
    return Group(holds)


def _parents(controller: str) -> Iterator[tuple[Path, int]]:
    """Where a group for this controller may be made, and the version there."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            base, version = MOUNT / controllers, 1
        elif not controllers:
            base, version = MOUNT, 2
        else:
            continue
        own = base / path.lstrip("/")
        for parent in (own, *own.parents):
            if parent.is_relative_to(base) and (parent / "cgroup.procs").exists():
                yield parent, version


def _limited(path: Path, version: int, controller: str, limit: int) -> bool:
    """Whether there is a group at `path` now with this limit, which a process can enter."""
    made = not path.exists()
    _sweep(path.parent)
    try:
        if made:
            path.mkdir()
        (path / LIMITS[controller][version - 1]).write_text(str(limit))
        if controller == "memory" and (path / SWAP[version - 1]).exists():
            (path / SWAP[version - 1]).write_text(str(limit if version == 1 else 0))
        if _can_enter(path):
            return True
    except OSError:
        pass
    if made:
        _remove({path})
    return False


def _can_enter(path: Path) -> bool:
    tried = subprocess.run(["/bin/sh", "-c", 'echo 0 > "$1"', "sh", str(path / "cgroup.procs")], capture_output=True, check=False)
    return tried.returncode == 0


def _sweep(parent: Path) -> None:
    """Removes the empty groups of graders that were killed."""
    for path in parent.glob("autograder-*-*"):
        pid = path.name.split("-")[1]
        if not Path("/proc", pid).exists():
            with contextlib.suppress(OSError):
                path.rmdir()


def _remove(paths: set[Path]) -> None:
    for path in paths:
        for _ in range(50):  # the last process of a killed jail takes a moment to go
            try:
                path.rmdir()
                break
            except FileNotFoundError:
                break
            except OSError:
                time.sleep(0.01)
