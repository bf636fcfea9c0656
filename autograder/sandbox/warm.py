"""The warm process: imports everything once, then forks for each submission.

    judge ── control ──> warm process ── fork ──> session (runs the notebook's cells)
      │                                              │ fork at each check
      └──────────── programs and answers ─────────> exam (answers programs about one exercise)

It is started by `jail.start` as ``python -m autograder.sandbox.warm FD`` and speaks in frames over that socket: a JSON
command, with a socket attached where a child shall have one. A session lives in process, mount, IPC and network
namespaces of its own, with an empty `/proc`, a scratch folder that vanishes, and no capabilities; ending it ends all it started.
"""

from __future__ import annotations

import array
import ctypes
import gc
import json
import linecache
import os
import signal
import socket
import sys
import time
from typing import Any

from . import closing, wire
from .limits import Limits

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def main(fd: int, closed: bool, gpu: bool) -> None:
    control = socket.socket(fileno=fd)
    interpreter = _warm_up()
    closing.guard_warm_process()
    wire.send(control, json.dumps({"ready": True, "nested": closed and closing.nested_works()}).encode())
    forked = 0
    sessions: dict[int, int] = {}  # a child, and the process in it that runs the student's code
    while True:
        try:
            data, fds = _receive_with_socket(control)
        except wire.WireError:
            os._exit(0)
        _reap()
        command = json.loads(data)
        if command["do"] == "session":
            forked += 1
            if _libc and forked == PACKED_FROM:
                _pack()
            told, tell = os.pipe()
            pid = _fork()
            if pid == 0:
                control.close()
                os.close(told)
                _become_session(fds[0], Limits(**command["limits"]), interpreter, closed, gpu, tell)
            for sent in (*fds, tell):
                os.close(sent)
            with os.fdopen(told, "rb") as pipe:
                sessions[pid] = int(pipe.read() or pid)
            wire.send(control, json.dumps({"pid": pid}).encode())
        elif command["do"] == "kill":
            if command["pid"] in sessions:  # a number from before this process was started may be anyone's now
                _kill(command["pid"], sessions.pop(command["pid"]))
            wire.send(control, b"{}")


MADV_COLLAPSE, HUGE = 25, 2**21
# From this session on the memory is worth packing: it takes as long as ten of them save by it.
PACKED_FROM = 4


def _pack() -> None:
    """Puts the memory of this process on huge pages, where the kernel can (Linux 6.1): a fork then copies far fewer entries."""
    _libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    with open("/proc/self/maps") as maps:
        regions = [line.split() for line in maps]
    for place, rights, *_, name in (region if len(region) > 5 else [*region, ""] for region in regions):
        if rights.startswith("rw") and name in ("", "[heap]"):
            start, end = (int(address, 16) for address in place.split("-"))
            start, end = -(-start // HUGE) * HUGE, end // HUGE * HUGE
            if start < end:
                _libc.madvise(start, end - start, MADV_COLLAPSE)


# Every kind of thing that a notebook of the course does, once: what torch and matplotlib load late is then loaded.
_EXERCISE = (
    "import math, numpy, torch\nimport torch.nn as nn\nimport torch.nn.functional as F",
    "weight = nn.Parameter(torch.zeros(8, 4, dtype=torch.float64))\n"
    "(torch.zeros(2, 4, dtype=torch.float64) @ weight.t()).chunk(4, 1)[0].sigmoid().tanh().sum().backward()\n"
    "torch.optim.Adam([weight]).step()\n"
    "torch.zeros(2, 3, device='meta').to(torch.float64).sum()\n"
    "F.cross_entropy(torch.zeros(2, 3), torch.zeros(2, dtype=torch.long))",
    "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.imshow([[0, 1]])\nplt.show()",
    "plt.close('all')",
    "def fails():\n    raise NotImplementedError()\nfails()",
    "%time 0\nfrom IPython.display import HTML, display\ndisplay(HTML('0'))\nprint(0)\n0",
)


# With a seed for a GPU that is not in use yet torch keeps where it was set: it looks each line of these up.
_QUOTED = ("IPython.core.interactiveshell", "IPython.core.async_helpers", "torch._compile", "torch._dynamo.eval_frame",
           "torch.random", "torch.cuda", "torch.cuda.random", "torch.xpu", "torch.xpu.random", "torch.mtia")


def _warm_up() -> Any:
    """Imports what notebooks use and runs every kind of operation once, so that a fork starts ready."""
    import torch

    torch.set_num_threads(1)
    from ..judge import codec, forbidden, runner, student  # noqa: F401
    from . import interpreter, session, shapes  # noqa: F401

    shapes.quicken()
    made = interpreter.make(Limits().output)
    for cell in _EXERCISE:
        made.run(cell)
    with forbidden.operators_closed():
        pass
    made.forget()
    for name in _QUOTED:
        linecache.getlines(getattr(sys.modules.get(name), "__file__", ""))
    gc.collect()
    gc.freeze()
    return made


def _become_session(fd: int, limits: Limits, interpreter: Any, closed: bool, gpu: bool, tell: int) -> None:
    """The rest of the child's life; never returns."""
    try:
        os.setsid()
        closing.limit(limits, gpu)
        if closed:
            closing.close_off(limits, tell, gpu)
        os.close(tell)
        from . import session

        session.serve(socket.socket(fileno=fd), interpreter, limits)
    finally:
        os._exit(0)


def _fork(tries: int = 100) -> int:
    """A fork, tried again for a while where the machine has no process to spare."""
    for _ in range(tries):
        try:
            return os.fork()
        except BlockingIOError:
            time.sleep(0.05)
    return os.fork()


def _kill(child: int, student: int) -> None:
    """Ends a session: the first process of its namespace, and with it all others, or its process group where it has none.

    A child that waits for a namespace ends once all in it are gone.
    """
    for kill in (lambda: os.kill(student, signal.SIGKILL), lambda: child == student and os.killpg(child, signal.SIGKILL)):
        try:
            kill()
        except (ProcessLookupError, PermissionError):
            pass
    try:
        os.waitpid(child, 0)
    except ChildProcessError:
        pass


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _receive_with_socket(connection: socket.socket) -> tuple[bytes, list[int]]:
    """One frame, and the sockets that came with its first byte."""
    connection.settimeout(None)
    fds = array.array("i")
    head, ancillary, _, _ = connection.recvmsg(4, socket.CMSG_LEN(4 * fds.itemsize))
    if not head:
        raise wire.WireError("the connection ended")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
    while len(head) < 4:
        head += connection.recv(4 - len(head))
    return wire._exactly(connection, int.from_bytes(head, "big"), None), list(fds)


def send_with_socket(connection: socket.socket, data: bytes, attached: socket.socket) -> None:
    """One frame with a socket attached to its first byte."""
    connection.settimeout(30)
    socket.send_fds(connection, [len(data).to_bytes(4, "big")], [attached.fileno()])
    connection.sendall(data)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] == "closed", sys.argv[3] == "cuda")
