"""Torch's built-in recurrent layers, where an exercise asks for one's own.

Two nets. `find` reads a cell's code and names each use with its line. `operators_closed` makes the operators behind
the built-ins raise, whichever of the many names they were reached by. What neither catches, `suspicions` points a
person to: reflection that a solution has no use for.
"""

from __future__ import annotations

import ast
import contextlib
import re
import warnings
from typing import Iterator, NamedTuple

import torch

REFUSAL = "torch's built-in"
CELLS = ("RNNCell", "LSTMCell", "GRUCell")
LAYERS = ("RNN", "LSTM", "GRU")
BASES = ("RNNBase", "RNNCellBase")
FUNCTIONS = (
    "rnn_tanh_cell", "rnn_relu_cell", "lstm_cell", "gru_cell", "rnn_tanh", "rnn_relu", "lstm", "gru",
    "_thnn_fused_lstm_cell", "_thnn_fused_gru_cell", "mkldnn_rnn_layer", "_cudnn_rnn", "quantized_lstm_cell",
)
# The names under `torch` that lead to them.
MODULES = ("torch", "torch.nn", "torch.nn.modules", "torch.nn.modules.rnn", "torch._VF", "torch._C._VariableFunctions",
           "torch.ops.aten", "torch.ops", "torch._C", "torch.nn.functional", "torch.ao.nn.quantizable",
           "torch.ao.nn.quantized.dynamic", "torch._decomp.decompositions", "torch._C._nn")
# Which operators an allowed class needs.
OPERATORS_OF = {
    "RNNCell": ("rnn_tanh_cell", "rnn_relu_cell"),
    "LSTMCell": ("lstm_cell", "_thnn_fused_lstm_cell"),
    "GRUCell": ("gru_cell", "_thnn_fused_gru_cell"),
    "RNN": ("rnn_tanh", "rnn_relu", "_cudnn_rnn", "mkldnn_rnn_layer"),
    "LSTM": ("lstm", "_cudnn_rnn", "mkldnn_rnn_layer", "_thnn_fused_lstm_cell"),
    "GRU": ("gru", "_cudnn_rnn", "mkldnn_rnn_layer", "_thnn_fused_gru_cell"),
}


class Use(NamedTuple):
    """A built-in by its full name and the line that uses it, counted from 1."""

    name: str
    line: int


def find(source: str, allows: tuple[str, ...] = (), prelude: str = "", forbids: tuple[str, ...] = ()) -> list[Use]:
    """Uses of torch's recurrent built-ins in `source`, in order of line; mentions in comments and strings are no use.

    Args:
        allows: short names of built-ins that this exercise permits.
        forbids: what else it does not: a full name such as "torch.autograd", with all below it, or a method such as
            ".backward" of any object. Names of operators ("aten::…") are for `close_operators`.
        prelude: earlier code of the notebook, read for the names it imports torch's modules under.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    names = _Names()
    for text in (prelude, source):
        with contextlib.suppress(SyntaxError):
            names.visit(ast.parse(text))
    wanted = set(CELLS + LAYERS + BASES + FUNCTIONS) - set(allows)
    if any(name in LAYERS + CELLS for name in allows):
        wanted -= set(FUNCTIONS) & {op for name in allows for op in OPERATORS_OF.get(name, ())}
    prefixes = tuple(name for name in forbids if not name.startswith((".", "aten::")))
    methods = {name[1:] for name in forbids if name.startswith(".")}

    def is_out(full: str) -> bool:
        return _is_builtin(full, wanted) or any(full == prefix or full.startswith(f"{prefix}.") for prefix in prefixes)

    uses: set[Use] = set()
    spoken_of = _spoken_of(tree)
    for node in ast.walk(tree):
        if node in spoken_of:
            continue
        if isinstance(node, ast.Attribute) and node.attr in methods:
            uses.add(Use(f".{node.attr}", node.lineno))
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            module = getattr(node, "module", None) or ""
            for alias in node.names:
                full = f"{module}.{alias.name}" if module else alias.name
                if is_out(full):
                    uses.add(Use(full, node.lineno))
        elif isinstance(node, (ast.Attribute, ast.Name)):
            full = names.full(node)
            if full and is_out(full):
                uses.add(Use(full, node.lineno))
        elif isinstance(node, ast.Call) and _called(node) == "getattr" and len(node.args) >= 2:
            key = node.args[1]
            owner = names.full(node.args[0])
            if owner and isinstance(key, ast.Constant) and isinstance(key.value, str) and is_out(f"{owner}.{key.value}"):
                uses.add(Use(f"{owner}.{key.value}", node.lineno))
    whole = {use for use in uses if not any(use.line == o.line and o.name.startswith(f"{use.name}.") for o in uses)}
    return sorted(whole, key=lambda use: (use.line, use.name))


def _spoken_of(tree: ast.AST) -> set[ast.AST]:
    """Nodes of type annotations and of the types in `isinstance`, which name a class without using it."""
    named: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.arg, ast.AnnAssign)):
            named.append(node.annotation)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            named.append(node.returns)
        elif isinstance(node, ast.Call) and _called(node) in ("isinstance", "issubclass") and len(node.args) == 2:
            named.append(node.args[1])
    nodes: set[ast.AST] = set()
    for part in filter(None, named):
        below = set(ast.walk(part))
        if not any(isinstance(node, (ast.Call, ast.NamedExpr, ast.Lambda)) for node in below):  # these would be uses
            nodes |= below
    return nodes


def suspicions(source: str) -> list[str]:
    """Reflection in `source` that a person should look at, each in a few words with its line."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in ("__import__", "eval", "exec", "compile", "import_module"):
            found.append(f"line {node.lineno} calls {_called(node)}")
        elif isinstance(node, ast.Attribute) and node.attr in ("__subclasses__", "__globals__", "__builtins__", "_destroy", "_decomp", "_refs"):
            found.append(f"line {node.lineno} uses {node.attr}")
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            modules = [getattr(node, "module", None) or ""] + [alias.name for alias in node.names]
            found += [f"line {node.lineno} imports {m}" for m in modules
                      if m.split(".")[0] in ("ctypes", "gc", "inspect", "subprocess", "socket", "multiprocessing", "autograder")]
    return found


@contextlib.contextmanager
def operators_closed(allows: tuple[str, ...] = (), forbids: tuple[str, ...] = ()) -> Iterator[None]:
    """While the context lasts, torch's recurrent operators raise `RuntimeError`, but for those of `allows`."""
    library = close_operators(allows, forbids)
    try:
        yield
    finally:
        library._destroy()


def close_operators(allows: tuple[str, ...] = (), forbids: tuple[str, ...] = ()) -> torch.library.Library:
    """Overrides the recurrent operators of this process, and the "aten::…" ones of `forbids`, until the returned library is destroyed."""
    allowed = {operator for name in allows for operator in OPERATORS_OF.get(name, ())}
    library = torch.library.Library("aten", "IMPL")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns of the first kernel that is overridden, which is the purpose here
        for name, has_meta in [*_operators(), *((name.removeprefix("aten::"), True) for name in forbids if name.startswith("aten::"))]:
            if name.split(".")[0] in allowed:
                continue
            for key in ("CPU", "AutogradCPU", "CUDA", "AutogradCUDA") + (() if has_meta else ("Meta",)):
                library.impl(name, _refusal(name.split(".")[0]), key)
    return library


_OPERATORS: list[tuple[str, bool]] = []


def _operators() -> list[tuple[str, bool]]:
    if not _OPERATORS:
        for schema in torch._C._jit_get_all_schemas():
            if re.fullmatch(r"aten::(lstm|gru|rnn_tanh|rnn_relu|lstm_cell|gru_cell|rnn_tanh_cell|rnn_relu_cell|"
                            r"_thnn_fused_(lstm|gru)_cell|mkldnn_rnn_layer|_cudnn_rnn)", schema.name):
                name = schema.name.removeprefix("aten::") + (f".{schema.overload_name}" if schema.overload_name else "")
                has_meta = torch._C._dispatch_has_kernel_for_dispatch_key(
                    f"aten::{name}", "CompositeImplicitAutograd"
                ) or torch._C._dispatch_has_kernel_for_dispatch_key(f"aten::{name}", "Meta")
                _OPERATORS.append((name, has_meta))
    return _OPERATORS


def _refusal(name: str):
    def refuse(*args, **kwargs):
        raise RuntimeError(f"{REFUSAL} {name} is not allowed in this exercise: write the steps yourself")

    return refuse


class _Names(ast.NodeVisitor):
    """Which full name each local name stands for, as far as assignments and imports show it."""

    def __init__(self):
        self.meaning = {"torch": "torch", "nn": "torch.nn", "F": "torch.nn.functional"}

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.meaning[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else alias.name.split(".")[0]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self.meaning[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"

    def visit_Assign(self, node: ast.Assign) -> None:
        full = self.full(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                if full and full.split(".")[0] == "torch":
                    self.meaning[target.id] = full
                else:
                    self.meaning.pop(target.id, None)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.meaning.pop(node.name, None)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.meaning.pop(node.name, None)
        self.generic_visit(node)

    def full(self, node: ast.AST) -> str | None:
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name) and node.id in self.meaning:
            return ".".join([self.meaning[node.id], *reversed(parts)])
        return None


def _called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def _is_builtin(full: str, wanted: set[str]) -> bool:
    owner, _, name = full.rpartition(".")
    return owner.split(".")[0] == "torch" and (name in wanted or any(part in wanted for part in owner.split(".")[1:]))
