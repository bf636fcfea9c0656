"""Closes a fork of the warm process off from everything but its scratch folder, before student code runs in it.

Namespaces of its own hide what there is; Landlock and a filter on system calls forbid what is left; limits bound the
rest. A second process stays outside, in trusted hands, and ends the first when it uses more than it may.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

from . import landlock, seccomp, watching
from .limits import Limits

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
NAMESPACES = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 4, 38, 24
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 0x4000, 0x40000
OPEN_FILES = 256
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def guard_warm_process() -> None:
    """The warm process ends with its parent, and other processes of its user may not look into it."""
    if _libc:
        _libc.prctl(PR_SET_DUMPABLE, 0)
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def nested_works() -> bool:
    """Whether this machine lets a child have namespaces of its own inside the jail."""
    pid = os.fork()
    if pid == 0:
        os._exit(1 if _libc.unshare(NAMESPACES) else 0)
    return os.waitpid(pid, 0)[1] == 0


def limit(limits: Limits, gpu: bool) -> None:
    """The limits that the kernel keeps for each process alone."""

    def lower(what: int, value: int) -> None:
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))

    if sys.platform == "linux" and not gpu:  # a GPU's driver sets aside addresses for all of its memory
        with open("/proc/self/statm") as statm:
            held = int(statm.read().split()[0]) * resource.getpagesize()
        lower(resource.RLIMIT_AS, held + limits.memory)
    lower(resource.RLIMIT_FSIZE, limits.file)
    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    lower(resource.RLIMIT_CPU, int(limits.cpu) + 1)


def close_off(limits: Limits, tell: int, gpu: bool) -> None:
    """Goes on in a child that is closed off; this process tells the child's number, watches it and ends with it."""
    uid, gid = os.getuid(), os.getgid()
    _libc.prctl(PR_SET_DUMPABLE, 1)  # else its own files under /proc are not its own to write
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # where memory runs out, the warm process is not the one to go
    processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    nested = _libc.unshare(NAMESPACES) == 0
    if nested:
        for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    pid = os.fork()
    if pid:
        os.write(tell, str(pid).encode())
        os.close(tell)
        watching.watch(pid, limits, processes)
        os._exit(0)
    os.close(processes)
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    scratch = os.environ["TMPDIR"]
    if nested:
        _mount_own(scratch, limits)
    os.chdir(scratch)
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    _drop_capabilities()
    landlock.restrict(scratch)
    seccomp.install(gpu)


def _mount_own(scratch: str, limits: Limits) -> None:
    """An empty scratch folder over the old one, and nothing in place of /proc."""
    _libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    options = f"size={limits.scratch},nr_inodes=20000,mode=700".encode()
    if _libc.mount(b"tmpfs", scratch.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, options):
        raise OSError(ctypes.get_errno(), "no scratch folder")
    if _libc.mount(b"tmpfs", b"/proc", b"tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, b"size=4k,mode=500"):
        raise OSError(ctypes.get_errno(), "no cover for /proc")


def _drop_capabilities() -> None:
    for capability in range(64):
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)

    class Header(ctypes.Structure):
        _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]

    class Sets(ctypes.Structure):
        _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]

    _libc.capset(ctypes.byref(Header(0x20080522, 0)), (Sets * 2)())
