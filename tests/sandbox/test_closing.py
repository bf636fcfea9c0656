"""The locks of a session one by one: the filter on system calls, Landlock, the watching process, the limits."""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox import Grader, Limits, cgroup, jail, landlock, seccomp
from autograder.sandbox.closing import PR_SET_NO_NEW_PRIVS
from autograder.sandbox.conversation import Ended

EPERM, ENOSYS = 1, 38


def verdict(code: bytes, architecture: int, number: int, argument: int = 0) -> int:
    """What a filter says about a call: the kernel's small machine, as far as these programs use it."""
    words = {seccomp.AT_ARCHITECTURE: architecture, seccomp.AT_NUMBER: number, seccomp.AT_FIRST_ARGUMENT: argument}
    at, loaded = 0, 0
    while True:
        operation, if_true, if_false, value = struct.unpack_from("=HBBI", code, 8 * at)
        at += 1
        if operation == seccomp.LOAD:
            loaded = words[value]
        elif operation == seccomp.RETURN:
            return value
        else:
            tests = {seccomp.JUMP_EQUAL: loaded == value, seccomp.JUMP_GREATER: loaded > value, seccomp.JUMP_SET: bool(loaded & value)}
            at += if_true if tests[operation] else if_false


@pytest.mark.parametrize("machine, gpu", [("x86_64", False), ("x86_64", True), ("aarch64", False), ("aarch64", True)])
def test_the_filter_says_what_its_table_says(machine: str, gpu: bool) -> None:
    mark, column = seccomp.ARCHITECTURES[machine]
    code = seccomp.program(machine, gpu)
    refused, unknown = seccomp.ERRNO | EPERM, seccomp.ERRNO | ENOSYS
    closed = {numbers[column] for numbers in seccomp.CLOSED.values()} - {None}
    only_gpu = {numbers[column] for numbers in seccomp.CLOSED_WITHOUT_GPU.values()}
    special = {table[column] for table in (seccomp.CLONE, seccomp.CLONE3, seccomp.SOCKET, seccomp.SOCKETPAIR)}
    for number in range(seccomp.NEWEST + 1):
        if number not in special:
            expected = refused if number in closed or (number in only_gpu and not gpu) else seccomp.ALLOW
            assert verdict(code, mark, number) == expected, number
    for number in (seccomp.NEWEST + 1, 0x40000000, 0x40000000 + 101, 2**32 - 1):
        assert verdict(code, mark, number) == unknown
    assert verdict(code, mark, seccomp.CLONE3[column]) == unknown
    assert verdict(code, 0x40000003, 1) == seccomp.KILL_PROCESS  # the 32-bit calls of the same processor
    for call in (seccomp.SOCKET[column], seccomp.SOCKETPAIR[column]):
        allowed = [family for family in range(50) if verdict(code, mark, call, family) == seccomp.ALLOW]
        assert allowed == [socket.AF_UNIX]
    thread, vfork = 0x3D0F00, 0x4111
    assert verdict(code, mark, seccomp.CLONE[column], thread) == verdict(code, mark, seccomp.CLONE[column], vfork) == seccomp.ALLOW
    for flag in (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(code, mark, seccomp.CLONE[column], flag | vfork) == refused


def in_a_child(work: Callable[[], object]) -> str:
    """What `work` says in a process that may gain no privileges."""
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            os.write(tell, str(work()).encode())
        finally:
            os._exit(0)
    os.close(tell)
    os.waitpid(pid, 0)
    with os.fdopen(told) as pipe:
        return pipe.read()


def outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    return "done"


def test_the_numbers_of_the_table_are_those_of_this_machine() -> None:
    """Calls that anyone may make: they succeed without the filter, and fail with it."""
    libc = ctypes.CDLL(None, use_errno=True)
    column = seccomp.ARCHITECTURES[platform.machine()][1]
    calls = {"memfd_create": (b"x", 0), "keyctl": (0, -3, 0), "pidfd_open": (os.getpid(), 0), "shmget": (0, 4096, 0o600), "inotify_init1": (0,), "personality": (0xFFFFFFFF,)}
    table = seccomp.CLOSED | seccomp.CLOSED_WITHOUT_GPU

    def errors() -> list[int]:
        found = []
        for name, arguments in calls.items():
            ctypes.set_errno(0)
            libc.syscall(table[name][column], *arguments)
            found.append(ctypes.get_errno())
        return found

    before, after = in_a_child(errors), in_a_child(lambda: seccomp.install() and errors())
    assert EPERM not in eval(before) and set(eval(after)) == {EPERM}


def test_landlock_alone_keeps_writing_in_and_signals_and_connections_out(tmp_path: Path) -> None:
    if landlock.version() < 6:
        pytest.skip(f"this kernel speaks version {landlock.version()} of Landlock; scopes came with 6")
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "kept").write_text("kept")
    abstract = socket.socket(socket.AF_UNIX)
    abstract.bind("\0" + tmp_path.name)
    abstract.listen()
    server = socket.create_server(("127.0.0.1", 0))

    def attempts() -> dict[str, str]:
        assert landlock.restrict(str(inside))
        return {
            "write": outcome(lambda: (outside / "new").write_text("x")), "append": outcome(lambda: open(outside / "kept", "a")),
            "delete": outcome((outside / "kept").unlink), "mkdir": outcome((outside / "folder").mkdir),
            "link": outcome(lambda: os.link(outside / "kept", inside / "link")), "truncate": outcome(lambda: os.truncate(outside / "kept", 0)),
            "signal": outcome(lambda: os.kill(os.getppid(), 0)), "tcp": outcome(lambda: socket.create_connection(server.getsockname(), 5)),
            "abstract": outcome(lambda: socket.socket(socket.AF_UNIX).connect("\0" + tmp_path.name)),
            "own": outcome(lambda: (inside / "new").write_text("x")), "null": outcome(lambda: open("/dev/null", "w")),
            "read": outcome((outside / "kept").read_text),
        }  # fmt: skip

    found = eval(in_a_child(attempts))
    abstract.close()
    server.close()
    assert {name for name, said in found.items() if said == "done"} == {"own", "null", "read"}, found
    assert (outside / "kept").read_text() == "kept"


SMALL = Limits(memory=2**29, cpu=3)


@pytest.fixture(scope="module", params=["what this machine has", "no control groups"])
def limited(request: pytest.FixtureRequest, needs_bubblewrap: None, course_root: Path, secrets: Path) -> Iterator[Grader]:
    """A grader with small limits; once as ordinary users have it, who may make no control groups."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "no control groups":
            patch.setattr(cgroup, "_parents", lambda controller: ())
        with Grader(course_root, limits=SMALL) as grader:
            yield grader


def said_in(grader: Grader, code: str) -> str:
    session = grader.fork()
    try:
        _, outputs = session.run(textwrap.dedent(code), 1)
    except Ended as ended:
        return ended.kind
    finally:
        session.end()
    return "".join(output.get("text", output.get("evalue", "")) for output in outputs)


FORKS = """
    import os, time
    for n in range({count}):
        if os.fork() == 0:
            {work}
            os._exit(0)
    time.sleep(15)
    print("still here")
"""


def test_one_process_that_wants_too_much_memory_gets_an_error(limited: Grader) -> None:
    said = said_in(limited, "x = []\ntry:\n    while True: x.append(bytearray(2**26))\nexcept MemoryError:\n    print(len(x) <= 8)")
    assert said == "True\n"


def test_many_processes_together_may_not_have_more_than_one(limited: Grader) -> None:
    assert said_in(limited, FORKS.format(count=6, work="x = bytearray(b'1') * 2**28; time.sleep(15)")) == "crashed"
    assert said_in(limited, "print('next')") == "next\n"


def test_many_processes_together_may_not_compute_for_longer(limited: Grader) -> None:
    assert said_in(limited, FORKS.format(count=6, work="\n            while True: pass")) == "crashed"


def test_a_fork_bomb_ends_at_its_limit(limited: Grader) -> None:
    said = said_in(limited, """
        import os, time
        try:
            for n in range(2000):
                if os.fork() == 0: time.sleep(15)
        except OSError:
            print("stopped")
    """)
    assert said in ("stopped\n", "crashed")
    assert said_in(limited, "print('next')") == "next\n"


def test_what_forks_share_counts_once(limited: Grader) -> None:
    said = said_in(limited, """
        import os, time
        x = bytearray(b"1") * (300 * 2**20)
        children = []
        for n in range(6):
            pid = os.fork()
            if pid == 0:
                time.sleep(1); os._exit(0)
            children.append(pid)
        for pid in children: os.waitpid(pid, 0)
        print("fits")
    """)
    assert said == "fits\n"


def test_the_size_of_a_file_and_the_number_of_files_have_limits(limited: Grader) -> None:
    said = said_in(limited, """
        import os, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            open("one", "wb").write(bytes(65 * 2**20)); print("large")
        except OSError as error: print(error.strerror)
        os.unlink("one")
        try:
            for n in range(10**5): open(str(n), "w").close()
        except OSError as error: print(error.strerror)
    """)
    assert said == "File too large\nNo space left on device\n"


@pytest.mark.parametrize("code, expected", [
    ("import threading\nt = threading.Thread(target=print, args=('ran',)); t.start(); t.join()", "ran\n"),
    ("import subprocess\nprint(subprocess.run(['echo', 'ran'], capture_output=True, text=True).stdout, end='')", "ran\n"),
    ("!echo ran", "ran"),
    ("import asyncio\nasync def f(): await asyncio.sleep(0); return 'ran'\nprint(await f())", "ran\n"),
    ("import socket\na, b = socket.socketpair(); a.send(b'ran'); print(b.recv(3).decode())", "ran\n"),
    ("import os\nopen('a', 'w').write('ran'); os.mkdir('d'); os.rename('a', 'd/b'); os.link('d/b', 'c'); print(open('c').read())", "ran\n"),
    ("import tempfile\nwith tempfile.NamedTemporaryFile('w+') as f: f.write('ran'); f.seek(0); print(f.read())", "ran\n"),
    ("import ctypes\nctypes.CFUNCTYPE(None)(lambda: print('ran'))()", "ran\n"),
    ("import torch\nx = torch.ones(3, requires_grad=True); (x * 2).sum().backward(); print(x.grad.tolist())", "[2.0, 2.0, 2.0]\n"),
    ("import torch, io\nb = io.BytesIO(); torch.save(torch.ones(1), b); b.seek(0); print(torch.load(b).item())", "1.0\n"),
])
def test_what_notebooks_do_goes_on_working(grader: Grader, code: str, expected: str) -> None:
    assert said_in(grader, code).strip() == expected.strip()


def test_a_figure_is_drawn(grader: Grader) -> None:
    session = grader.fork()
    try:
        success, outputs = session.run("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('α β'); plt.show()", 1)
    finally:
        session.end()
    assert success and any("image/png" in output.get("data", {}) for output in outputs)


def test_where_there_are_no_namespaces_inside_the_jail_each_submission_gets_a_jail_of_its_own(
    needs_bubblewrap: None, course_root: Path, solution: dict, edited: Callable[..., dict], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = jail._bubblewrap
    monkeypatch.setattr(jail, "_bubblewrap", lambda *given: [*whole(*given)[:-1], "--disable-userns", "--"])
    look = "import os\nprint(os.path.exists('left'))"
    leave = "import os, time\nopen('left', 'w').write('x')\nif os.fork() == 0:\n    os.setsid(); time.sleep(600)\n"
    with Grader(course_root) as grader:
        assert not grader.nested
        assert grader.examine(edited("imports", "import math", f"{leave}\nimport math"), "03_lstm", "ada").report.score == 100
        examined = grader.examine(edited("imports", "import math", f"{look}\nimport math"), "03_lstm", "ben")
    assert examined.report.score == 100
    (cell,) = [c for c in examined.notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "imports"]
    assert cell["outputs"][0]["text"] == "False\n"
