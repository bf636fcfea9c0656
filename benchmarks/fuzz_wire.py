"""Hostile replies to the judge: `python -m benchmarks.fuzz_wire` sends as many as ten minutes of processor time allow.

Each starts from the right answer of a solution, or from nothing, and comes over a socket as a student's process would
send it. The judge must read it as an answer or refuse it; call it right only where it is, by a comparison that shares
no code with the judge's; and write a report that any file can hold.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import json
import math
import random
import resource
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import nbformat
import torch

from autograder.judge import Cases, Failure, Judge, Live, assignments, codec, student
from autograder.judge.ask import describe
from autograder.judge.codec import MetaTensor
from autograder.judge.compare import Mismatch, compare
from autograder.judge.diagnosis import fingerprint
from autograder.report import as_html, as_text
from autograder.sandbox import Limits, wire
from autograder.sandbox.conversation import MAX_ANSWER, Ended, Session, clean_outputs

ROOT = Path(__file__).resolve().parents[1]
WAIT = 10.0  # seconds that a reply may take to arrive; all arrive or break off at once
KINDS = ("noise", "cut off", "flipped", "other numbers", "other structure", "other head", "deep", "false length", "enormous", "outputs", "exam")
WORDS: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 2**70, 10**400, 1e308, math.nan, -math.inf, "", "\ud800", "T", "x" * 10**5, "\0\x1b[2J<script>", [], {}, ["T", 0],
    ["T", -1], ["T", 10**9], ["T", True], ["t"], ["l", ["l"]], ["d"], ["d", ["k", 1], ["k", 2]], ["d", [["l"], 1]], ["d", ["k"]],
    ["m", "float64", [2**39] * 16, "meta"], ["m", "float64", [3], "cpu"], ["m", "none", [], "meta"], ["o", "Tensor"], ["o", 5],
    ["r", 0, [[]]], ["r", 0, []], ["y", ["float64"]], ["y", "float64"], ["v", "cuda"], ["v", []], ["z", 1], [["t"]],
    [2**40], [0, 2**39, 2**39], [-1], "float128", "bool", "meta", {"values": 1}, {"failure": ["ValueError", "", 0, ""]},
)  # fmt: skip


@dataclass
class Tally:
    """What came of the replies of one kind."""

    replies: int = 0
    read: int = 0
    refused: int = 0
    right: int = 0
    slowest: float = 0.0


@dataclass
class Fuzzer:
    """Makes replies from right answers and puts them to the judge.

    Args:
        seed: replies are the same for the same seed.
        names: the assignments whose solutions give the right answers.
    """

    seed: int
    names: Sequence[str]
    tallies: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.live = {name: Live(name, ROOT) for name in self.names}
        self.right = [answer for name in self.names for answer in right_answers(name, self.live[name])]

    def reply(self, kind: str | None = None) -> None:
        """One reply, of a kind chosen at random where none is given. What goes wrong is added to `faults`."""
        kind = kind or self.random.choices(KINDS, [8, 8, 12, 12, 16, 12, 2, 8, 1, 16, 0.2])[0]
        start = time.process_time()
        tally = self.tallies[kind]
        try:
            getattr(self, {"outputs": "_outputs", "exam": "_exam"}.get(kind, "_answer"))(kind, tally)
        except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
            self.faults.append(f"{kind}, reply {self.replies}: {type(error).__name__}: {error}"[:500])
        tally.replies += 1
        tally.slowest = max(tally.slowest, time.process_time() - start)

    @property
    def replies(self) -> int:
        return sum(tally.replies for tally in self.tallies.values())

    def _answer(self, kind: str, tally: Tally) -> None:
        data = self.random.choice(self.right)
        expected = student.unpack(data)
        came = received(self._frame(kind, data))
        if came is None or (isinstance(came, Failure) and came.kind == "unreadable"):
            tally.refused += 1
        else:
            tally.read += 1
        if came is None:
            return
        fingerprint(came)
        if isinstance(came, Failure):
            written(json.dumps(describe(came, {}), ensure_ascii=False))
        elif isinstance(expected, dict):
            try:
                for name, value in expected.items():
                    compare(name, value, came.get(name))
            except Mismatch as mismatch:
                written(f"{mismatch}{mismatch.expected}{mismatch.came}")
                if len(f"{mismatch}{mismatch.expected}{mismatch.came}") > 10**6:
                    raise AssertionError("a message without end") from None
            else:
                tally.right += 1
                if not all(same(value, came.get(name)) for name, value in expected.items()):
                    raise AssertionError("a wrong answer was taken for the right one")

    def _frame(self, kind: str, data: bytes) -> bytes:
        """What a student's process writes: framed, except where the frame itself is the lie."""
        draw = self.random
        if kind == "noise":
            data = draw.randbytes(draw.randrange(300))
        elif kind == "cut off":
            data = data[: draw.randrange(len(data))]
        elif kind == "flipped":
            changed = bytearray(data)
            for _ in range(draw.choice((1, 1, 2, 10))):
                changed[draw.randrange(min(len(changed), draw.choice((4, 200, len(changed)))))] = draw.randrange(256)
            data = bytes(changed)
        elif kind == "other numbers":
            length = 4 + int.from_bytes(data[:4], "big")
            data = data[:length] + draw.randbytes(len(data) - length)
        elif kind in ("other structure", "other head"):
            data = self._other(data, "value" if kind == "other structure" else "tensors")
        elif kind == "deep":
            opening, closing = draw.choice((("[", "]"), ('["t",', "]"), ('{"a":', "}"), ('["d",["k",', "]]")))
            count = draw.choice((40, 1000, 10**5))
            data = headed(f'{{"value":{opening * count}1{closing * count},"tensors":[]}}')
        elif kind == "enormous":
            data = draw.choice((
                bytes(MAX_ANSWER - 4), headed('{"value":["l"' + ",0" * 10**6 + '],"tensors":[]}'), headed(json.dumps({"value": "x" * 3 * 10**6, "tensors": []})),
                headed('{"value":null,"tensors":[' + ",".join(['["bool",[0],"cpu"]'] * 10**5) + "]}"),
                headed(json.dumps({"value": ["d", *([f"key{i}", i] for i in range(50_000))], "tensors": []})),
                headed('{"value":' + "9" * 10**6 + ',"tensors":[]}'),
            ))  # fmt: skip
        if kind == "false length":
            return draw.choice((struct.pack(">I", draw.randrange(2**32)), struct.pack(">I", MAX_ANSWER), b"", b"\0\0")) + data[: draw.randrange(len(data) + 1)]
        return struct.pack(">I", len(data)) + data

    def _other(self, data: bytes, part: str) -> bytes:
        """A message with one place of its head replaced."""
        length = 4 + int.from_bytes(data[:4], "big")
        head = json.loads(data[4:length])
        for _ in range(self.random.choice((1, 1, 1, 3))):
            place: Any = head
            key: Any = part
            while isinstance(place[key], (list, dict)) and place[key] and self.random.random() < 0.85:
                place = place[key]
                key = self.random.choice(list(place) if isinstance(place, dict) else range(len(place)))
            place[key] = copy.deepcopy(self.random.choice(WORDS))
        return headed(json.dumps(head)) + data[length:]

    def _outputs(self, kind: str, tally: Tally) -> None:
        """A session's reply about a cell."""
        draw = self.random
        output: dict[str, Any] = draw.choice((
            {"output_type": "stream", "name": "stdout", "text": "x"}, {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}},
            {"output_type": "execute_result", "data": {"text/plain": "x"}, "execution_count": 3, "metadata": {}},
            {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]},
        ))  # fmt: skip
        reply: Any = {"success": True, "count": 1, "outputs": [output, output]}
        for _ in range(draw.choice((1, 2, 4))):
            place, key = reply, draw.choice(list(reply)) if isinstance(reply, dict) and reply else None
            while key is not None and isinstance(place[key], (list, dict)) and place[key] and draw.random() < 0.8:
                place = place[key]
                key = draw.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if key is None:
                break
            place[key] = copy.deepcopy(draw.choice(WORDS))
        data = json.dumps(reply).encode()
        if draw.random() < 0.2:
            data = data[: draw.randrange(len(data))] if draw.random() < 0.5 else draw.randbytes(draw.randrange(100))
        ours, theirs = socket.socketpair()
        with ours, theirs:
            session = Session(SimpleNamespace(limits=Limits()), ours, 1)  # type: ignore[arg-type]
            sender = threading.Thread(target=_reply, args=(theirs, struct.pack(">I", len(data)) + data))
            sender.start()  # a long reply waits for its reader
            try:
                _, outputs = session.run("0", 1)
            except Ended:
                tally.refused += 1
                return
            finally:
                ours.close()
                sender.join()
        tally.read += 1
        cell = nbformat.v4.new_code_cell("0", outputs=[nbformat.from_dict(output) for output in outputs], execution_count=1)
        nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
        written(json.dumps(cell, ensure_ascii=False))
        clean_outputs(outputs)

    def _exam(self, kind: str, tally: Tally) -> None:
        """All replies about one exercise, each of them wrong: worth nothing, and told in a report."""
        name = self.random.choice(self.names)
        judge = Judge(name, self.live[name], Cases())
        exercise = self.random.choice(list(judge.exercises))
        report = judge.examine({exercise: _Hostile(self)})[exercise]
        if report.score:
            raise AssertionError(f"{report.score} points for replies that are all unreadable")
        written(json.dumps([as_html(report), as_text(report)], ensure_ascii=False))
        tally.refused += 1


class _Hostile:
    """A student whose replies cannot be read, one way or another."""

    source = prelude = ""
    apart = False

    def __init__(self, fuzzer: Fuzzer):
        self.fuzzer = fuzzer

    def answer(self, program: bytes) -> Any:
        kind = self.fuzzer.random.choice(("noise", "cut off", "deep"))
        came = received(self.fuzzer._frame(kind, self.fuzzer.random.choice(self.fuzzer.right)))
        return Failure("Crash", "", kind="crashed") if came is None else came

    def answers(self, programs: Sequence[bytes]) -> Iterator[Any]:
        return map(self.answer, programs)


def right_answers(name: str, live: Live) -> list[bytes]:
    """What an assignment's solution answers to every program of the public cases."""
    found: list[bytes] = []
    inner = student.answer_bytes

    def kept(program: Any, namespace: Any) -> bytes:
        found.append(inner(program, namespace))
        return found[-1]

    judge = Judge(name, live, Cases())
    with mock.patch.object(student, "answer_bytes", kept):
        judge.examine({exercise: student.InProcess(live.solution) for exercise in judge.exercises})
    return found


def received(frame: bytes) -> Any:
    """What the judge makes of bytes that a student's process wrote before it closed the connection; None where it broke off."""
    ours, theirs = socket.socketpair()
    with ours:
        sender = threading.Thread(target=_send, args=(theirs, frame))
        sender.start()
        try:
            return student.unpack(wire.receive(ours, MAX_ANSWER, time.monotonic() + WAIT))
        except wire.WireTimeout:
            raise AssertionError("the judge waited for what could not come") from None
        except wire.WireError:
            return None
        finally:
            ours.close()
            sender.join()


def _reply(connection: socket.socket, frame: bytes) -> None:
    """Sends what a session says; whoever hears enough may hang up."""
    with contextlib.suppress(OSError):
        connection.sendall(frame)
        connection.shutdown(socket.SHUT_WR)


def _send(connection: socket.socket, data: bytes) -> None:
    with connection:
        try:
            connection.sendall(data)
        except OSError:
            pass  # the judge has seen enough


def headed(head: str) -> bytes:
    data = head.encode("utf-8", "surrogatepass")
    return struct.pack(">I", len(data)) + data


def written(text: str) -> None:
    """Raises where no file can hold the text."""
    text.encode("utf-8")


def same(expected: Any, came: Any) -> bool:
    """Whether two values are the same to a small part of the largest number, by other means than the judge's."""
    if isinstance(expected, MetaTensor):
        return isinstance(came, MetaTensor) and (came.dtype, came.shape) == (expected.dtype, expected.shape)
    if isinstance(expected, torch.Tensor):
        if not isinstance(came, torch.Tensor) or came.dtype != expected.dtype or came.shape != expected.shape:
            return False
        if not expected.numel():
            return True
        part = {torch.float64: 1e-10, torch.float32: 1e-2}.get(expected.dtype, 1.0 if expected.is_floating_point() else 0.0)
        pairs = list(zip(expected.double().reshape(-1).tolist(), came.double().reshape(-1).tolist()))
        largest = max([1.0, *(abs(e) for e, _ in pairs if math.isfinite(e))])
        return all(e == c or (e != e and c != c) or abs(e - c) <= part * largest for e, c in pairs)
    if isinstance(expected, (tuple, list)):
        return type(came) is type(expected) and len(came) == len(expected) and all(map(same, expected, came))
    if isinstance(expected, dict):
        return isinstance(came, dict) and set(came) == set(expected) and all(same(value, came[key]) for key, value in expected.items())
    if type(expected) is float:
        return type(came) in (int, float) and abs(expected - came) <= 1e-10 * max(1.0, abs(expected))
    return type(came) is type(expected) and bool(came == expected)


def main() -> int:
    """Sends replies for a while and writes `benchmarks/fuzz_wire.md`; 1 where one of them got through."""
    from .table import publish

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=600.0, help="of processor time (600)")
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    torch.set_num_threads(1)
    fuzzer = Fuzzer(asked.seed, assignments())
    while time.process_time() < asked.seconds:
        fuzzer.reply()
    rows = [
        (kind, tally.replies, tally.read, tally.refused, tally.right if kind not in ("outputs", "exam") else "", f"{1000 * tally.slowest:.0f} ms")
        for kind, tally in fuzzer.tallies.items()
    ]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    faults = Counter(fault.partition(":")[2] for fault in fuzzer.faults)
    notes = f"{fuzzer.replies} replies from {len(fuzzer.right)} right answers, seed {asked.seed}, in {time.process_time():.0f} s of processor time; the judge's memory reached {peak} MB.\n"
    notes += "Faults: " + ("; ".join(f"{count} times{fault}" for fault, count in faults.most_common(10)) if faults else "none") + ".\n"
    notes += "A reply that was taken for right is right: what was changed in it does not count, or was put back."
    publish("fuzz_wire", "Hostile replies to the judge", ("what the reply is", "replies", "read as an answer", "refused", "right", "slowest"), rows, notes)
    return 1 if fuzzer.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
