"""What this machine gives to confine student code with, found by trying it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import cgroup, landlock, seccomp

# Where distributions forbid ordinary users to make namespaces: the setting, the value that forbids it, and the way out.
FORBIDDING = (
    ("kernel.unprivileged_userns_clone", "0", "sysctl kernel.unprivileged_userns_clone=1"),
    ("kernel.apparmor_restrict_unprivileged_userns", "1", "an AppArmor profile for bwrap, or sysctl kernel.apparmor_restrict_unprivileged_userns=0"),
    ("user.max_user_namespaces", "0", "sysctl user.max_user_namespaces=10000"),
)


@dataclass(frozen=True)
class Machine:
    """What there is, and what is not.

    Attributes:
        missing: why there can be no jail, in one line; empty where there can.
        nested: whether a submission gets namespaces of its own inside the jail.
        seccomp: whether there are filters on system calls.
        landlock: the version of Landlock, 0 for none.
        groups: the control groups that this user may make.
    """

    missing: str
    nested: bool
    seccomp: bool
    landlock: int
    groups: tuple[str, ...]

    def lines(self, sandbox: bool = True) -> list[str]:
        """The same for a person: one line of what holds student code, and one of what is not there."""
        if not sandbox:
            return ["jail: none, as you said; students' code can do whatever you can"]
        if self.missing:
            return [f"jail: none here; {self.missing}"]
        parts = {
            "namespaces of its own for each submission": self.nested, "seccomp": self.seccomp,
            f"Landlock {self.landlock}".removesuffix(" 0"): bool(self.landlock),
            **{f"control group for {name}": name in self.groups for name in ("processes", "memory")},
        }  # fmt: skip
        there = ["bubblewrap", *(name for name, given in parts.items() if given), "limits"]
        absent = [name for name, given in parts.items() if not given]
        lines = [f"jail: {', '.join(there)}"]
        if absent:
            lines.append(f"      not on this machine: {', '.join(absent)}")
        if not self.nested:
            lines.append("      each submission gets a jail of its own instead, which takes seconds to start")
        return lines


def machine() -> Machine:
    """Tries everything once; takes a few hundredths of a second."""
    reason, nested = _bubblewrap()
    group = cgroup.create(100, 2**30)
    names = {"pids": "processes", "memory": "memory"}
    return Machine(reason, nested, seccomp.available(), landlock.version(), tuple(names[name] for name in group.holds))


def missing() -> str:
    """Why there can be no jail here, in one line; empty where there can."""
    return _bubblewrap()[0]


def _bubblewrap() -> tuple[str, bool]:
    """Why there can be no jail, and whether there can be another one inside it."""
    if sys.platform != "linux":
        return f"a jail needs Linux, this is {sys.platform}", False
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return "bubblewrap is not installed (on Debian or Ubuntu: apt-get install bubblewrap)", False
    own = [bwrap, "--ro-bind", "/", "/", "--unshare-all", "--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"]
    command, inner = [*own, "--proc", "/proc", "--dev", "/dev"], [*own, "true"]
    tried = subprocess.run([*command, "sh", "-c", 'echo here; exec "$@"', "sh", *inner], capture_output=True, text=True, timeout=60, check=False)
    if tried.stdout.startswith("here"):
        return "", tried.returncode == 0
    said = tried.stderr.strip().splitlines()
    return f"bubblewrap cannot make a jail here: {said[-1] if said else 'it failed'}{_way_out()}", False


def _way_out() -> str:
    """The setting that forbids namespaces, where it is one that is known."""
    for setting, value, remedy in FORBIDDING:
        path = Path("/proc/sys", *setting.split("."))
        if os.access(path, os.R_OK) and path.read_text().strip() == value:
            return f" ({setting} is {value} on this machine, which forbids user namespaces; an administrator can allow them: {remedy})"
    return ""
