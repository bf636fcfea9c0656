"""A session: one submission's process. It runs cells as the judge tells it and forks an exam at each check.

Nothing here is trusted by the judge: student code can rewrite all of it. An exam is a fork of the session as it stands
at the check, so that what an exercise does to itself stays with it.
"""

from __future__ import annotations

import json
import os
import signal
import socket
from typing import Any

from . import wire
from .limits import Limits

MAX_COMMAND = 64 * 2**20


def serve(connection: socket.socket, interpreter: Any, limits: Limits) -> None:
    """Answers the judge's commands until it hangs up."""
    from ..judge import forbidden
    from .warm import _receive_with_socket

    interpreter.collector.limit = limits.output
    _silence()
    while True:
        try:
            data, fds = _receive_with_socket(connection)
        except (wire.WireError, OSError):
            return
        command = json.loads(data)
        if command["do"] == "run":
            success, outputs = interpreter.run(command["source"], command["number"])
            reply = {"success": success, "outputs": outputs}
            wire.send(connection, json.dumps(reply, default=str).encode("utf-8", "replace"))
        elif command["do"] == "define":
            exec(compile(command["source"], "<course>", "exec"), interpreter.namespace)
            del command, data  # nor is the text left to a frame
            wire.send(connection, b"{}")
        elif command["do"] == "close":
            forbidden.close_for_good(tuple(command["allows"]))
            wire.send(connection, b"{}")
        elif command["do"] == "exam":
            pid = os.fork()
            if pid == 0:
                connection.close()
                _answer(socket.socket(fileno=fds[0]), interpreter.namespace, tuple(command["allows"]), tuple(command["forbids"]))
            for sent in fds:
                os.close(sent)
            wire.send(connection, json.dumps({"pid": pid}).encode())
        elif command["do"] == "kill":
            try:
                os.kill(command["pid"], signal.SIGKILL)
                os.waitpid(command["pid"], 0)
            except (ProcessLookupError, ChildProcessError):
                pass
            wire.send(connection, b"{}")


def _answer(connection: socket.socket, namespace: dict[str, Any], allows: tuple[str, ...], forbids: tuple[str, ...]) -> None:
    """Answers programs with torch's recurrent operators closed; never returns."""
    from ..judge import codec, forbidden, student

    try:
        forbidden.close_for_good(allows, forbids)
        while True:
            for program in wire.split(wire.receive(connection, MAX_COMMAND)):
                wire.send(connection, student.answer_bytes(codec.decode(program, map_device=True), namespace))
    except BaseException:  # noqa: BLE001 - the judge sees the connection end
        pass
    finally:
        os._exit(0)


def _silence() -> None:
    """What is written past Python's streams goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
