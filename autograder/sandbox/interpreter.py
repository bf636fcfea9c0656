"""Runs a notebook's cells and collects what they display, as a kernel would.

Runs in the student's process. With IPython installed, cells may hold magics and rich displays; without it they are
plain Python, and a magic does nothing.
"""

from __future__ import annotations

import ast
import io
import linecache
import sys
import traceback
from typing import Any, Callable

from ..judge.forbidden import without_magics

Output = dict[str, Any]


class Stream(io.TextIOBase):
    """Standard output or error of a cell: appends to its outputs, up to a limit of characters."""

    def __init__(self, name: str, collect: Callable[[Output], None]):
        self.channel, self.collect = name, collect

    def write(self, text: str) -> int:
        self.collect({"output_type": "stream", "name": self.channel, "text": str(text)})
        return len(text)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    @property
    def encoding(self) -> str:
        return "utf-8"


class Collector:
    """Outputs of one cell, streams joined, cut off at `limit` characters."""

    def __init__(self, limit: int):
        self.limit = limit
        self.clear()

    def clear(self) -> None:
        self.outputs: list[Output] = []
        self.size, self.cut = 0, False

    def __call__(self, output: Output) -> None:
        size = len(repr(output))
        if self.size + size > self.limit:
            if not self.cut:
                self.cut = True
                text = f"\n[the rest of this cell's output is left out: it is over {self.limit} characters]\n"
                self.outputs.append({"output_type": "stream", "name": "stdout", "text": text})
            return
        self.size += size
        last = self.outputs[-1] if self.outputs else {}
        if output["output_type"] == "stream" == last.get("output_type") and output["name"] == last["name"] and not self.cut:
            last["text"] += output["text"]
        else:
            self.outputs.append(output)


class Plain:
    """Cells as plain Python, in one namespace."""

    def __init__(self, limit: int):
        self.namespace: dict[str, Any] = {"__name__": "__main__"}
        self.collector = Collector(limit)
        self.number = 0

    def run(self, source: str, number: int = 1) -> tuple[bool, list[Output]]:
        """Runs one cell, the notebook's `number`-th: whether it ended without an exception, and its outputs."""
        self.number = number
        self.collector.clear()
        kept = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream("stdout", self.collector), Stream("stderr", self.collector)
        try:
            return self._execute(source), self.collector.outputs
        finally:
            sys.stdout, sys.stderr = kept

    def forget(self) -> None:
        """Forgets all cells that were run, as if none had been."""
        self.namespace.clear()
        self.namespace["__name__"] = "__main__"

    def _execute(self, source: str) -> bool:
        name = f"<cell {self.number}>"
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        try:
            tree = _tree(source, name)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, name, "exec"), self.namespace)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), name, "eval"), self.namespace)
                if value is not None:
                    data = {"text/plain": repr(value)}
                    self.collector({"output_type": "execute_result", "execution_count": self.number, "data": data, "metadata": {}})
            return True
        except BaseException as error:  # noqa: BLE001 - as a kernel does, SystemExit included
            self.collector(error_output(type(error).__name__, str(error), traceback.format_exc().splitlines()))
            return False


def _tree(source: str, name: str) -> ast.Module:
    try:
        return ast.parse(source, name)
    except SyntaxError as error:
        try:
            return ast.parse(without_magics(source), name)
        except SyntaxError:
            raise error from None


def error_output(name: str, value: str, lines: list[str]) -> Output:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}


def make(limit: int) -> Plain:
    """The best interpreter that this installation has."""
    try:
        from .shell import Shell
    except ImportError:
        return Plain(limit)
    return Shell(limit)
