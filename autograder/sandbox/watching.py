"""Watches a session from outside and ends it when its processes together use more than they may.

The kernel's own limits hold for each process alone, or need a control group that this user may not make. This holds
anywhere: what a session's processes have in memory, how many they are, and how long they have computed, a few times a
second.
"""

from __future__ import annotations

import os
import resource
import select
import signal

from .limits import Limits

SECONDS = 0.1
PAGE = resource.getpagesize()
TICKS = os.sysconf("SC_CLK_TCK")


def watch(first: int, limits: Limits, processes: int) -> None:
    """Returns when the process `first`, this one's child, has ended: by itself, or because it and its own used too much.

    `processes` is an open folder of processes as /proc shows them.
    """
    try:
        ended = select.poll()
        ended.register(os.pidfd_open(first), select.POLLIN)
        memory = limits.memory + _own_pages(first, processes)
        while not ended.poll(SECONDS * 1000):
            if _too_much(first, limits, memory, processes):
                os.kill(first, signal.SIGKILL)
                break
    except OSError:
        pass  # a kernel without such handles, or none to spare: the other limits must do
    os.waitpid(first, 0)


def _too_much(first: int, limits: Limits, memory: int, processes: int) -> bool:
    found = _descendants(first, processes)
    threads = sum(threads for _, threads, _ in found.values())
    seconds = sum(ticks for _, _, ticks in found.values()) / TICKS
    # Where the kernel counts processes too, code that asks for too many gets an error and lives.
    if threads > 2 * limits.processes or seconds > limits.cpu:
        return True
    # Forks share what they have not changed, which the quick sum counts for each; the fair one takes milliseconds.
    return sum(_own_pages(pid, processes) for pid in found) > memory and sum(_share(pid, processes) for pid in found) > memory


def _descendants(first: int, processes: int) -> dict[int, tuple[int, int, int]]:
    """For each process of the session: its parent, its threads, its processor time and that of children it waited for."""
    seen: dict[int, tuple[int, int, int]] = {}
    for name in os.listdir(processes):
        if name.isdigit() and (text := _read(f"{name}/stat", processes)):
            fields = text.rsplit(")", 1)[1].split()
            seen[int(name)] = int(fields[1]), int(fields[17]), sum(map(int, fields[11:15]))
    found = {first} & set(seen)
    grown = True
    while grown:
        more = {pid for pid, (parent, _, _) in seen.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return {pid: seen[pid] for pid in found}


def _own_pages(pid: int, processes: int) -> int:
    """Bytes in memory that belong to no file."""
    fields = _read(f"{pid}/statm", processes).split()
    return (int(fields[1]) - int(fields[2])) * PAGE if fields else 0


def _share(pid: int, processes: int) -> int:
    """The same, with what several processes have in common divided between them."""
    lines = _read(f"{pid}/smaps_rollup", processes).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))


def _read(path: str, processes: int) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=processes)
    except OSError:
        return ""  # it has just ended
    try:
        with open(descriptor, "rb") as file:
            return file.read().decode(errors="replace")
    except OSError:
        return ""
