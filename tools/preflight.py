"""Says in one line each what this machine lacks, before anything is downloaded or run.

    python tools/preflight.py [--note] CHECK ...

Checks: ``python``, ``venv``, ``bubblewrap``, ``chromium``, and ``space=GB`` for free space here and where pip unpacks.
Exits 1 when one of them finds a fault; with ``--note`` the findings are only told. After ``python`` nothing else is looked at.
Written so that the wrong Python (2.7, 3.6) can still say that it is the wrong one: no f-strings, types as comments.
"""

from __future__ import print_function

import os
import subprocess
import sys
import tempfile

OLDEST, NEWEST = (3, 11), (3, 13)


def python_fault():
    # type: () -> str | None
    """This interpreter is none that the course runs on."""
    if OLDEST <= tuple(sys.version_info[:2]) <= NEWEST:
        return None
    found = "{}.{}.{}".format(*sys.version_info[:3])
    return "Python 3.11, 3.12 or 3.13 is needed, {} is {}. Name one: make PYTHON=python3.12 ...".format(
        sys.executable, found
    )


def venv_fault():
    # type: () -> str | None
    """This interpreter cannot make an environment (Debian ships that part apart)."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "This Python has no venv module. On Debian or Ubuntu: apt-get install python{}.{}-venv".format(
            *sys.version_info[:2]
        )
    return None


def space_fault(gigabytes, folders):
    # type: (float, list[str]) -> str | None
    """One of the folders lies on a disk with less than this free."""
    for folder in folders:
        disk = os.statvfs(folder)
        free = disk.f_bavail * disk.f_frsize / 1e9
        if free < gigabytes:
            return "The disk is too full: {:.1f} GB are free under {}, {:.1f} GB are needed.".format(
                free, folder, gigabytes
            )
    return None


def which(*names):
    # type: (*str) -> str | None
    """The first of these programs on the PATH."""
    for name in names:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            program = os.path.join(folder, name)
            if os.path.isfile(program) and os.access(program, os.X_OK):
                return program
    return None


def bubblewrap_fault():
    # type: () -> str | None
    """No jail can be made here, so nothing that a student wrote may run here."""
    if not sys.platform.startswith("linux"):
        return "Grading needs bubblewrap, which only Linux has."
    program = which("bwrap")
    if program is None:
        return "Bubblewrap, the jail that graded code runs in, is missing. On Debian or Ubuntu: apt-get install bubblewrap"
    trial = subprocess.Popen(
        [program, "--unshare-all", "--ro-bind", "/", "/", "true"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    error = trial.communicate()[1].decode("utf-8", "replace").strip().replace("\n", " ")
    if trial.returncode == 0:
        return None
    return "Bubblewrap, the jail that graded code runs in, cannot work on this machine: {}".format(error)


def chromium_fault():
    # type: () -> str | None
    """No browser for the tests that look at pages."""
    if which("chromium", "chromium-browser", "google-chrome"):
        return None
    return "Chromium, which the tests of the pages use, is missing. On Debian or Ubuntu: apt-get install chromium"


CHECKS = {"python": python_fault, "venv": venv_fault, "bubblewrap": bubblewrap_fault, "chromium": chromium_fault}


def main(arguments):
    # type: (list[str]) -> int
    """Runs the named checks; 0 when none finds a fault."""
    note = "--note" in arguments
    fault_found = False
    for argument in arguments:
        name, _, amount = argument.partition("=")
        if name == "space":
            fault = space_fault(float(amount), [os.getcwd(), tempfile.gettempdir()])
        elif name in CHECKS:
            fault = CHECKS[name]()
        elif name == "--note":
            continue
        else:
            print(__doc__, file=sys.stderr)
            return 2
        if fault:
            print("Note: " + fault if note else fault, file=sys.stderr)
            fault_found = True
            if name == "python":
                break
    return 1 if fault_found and not note else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
