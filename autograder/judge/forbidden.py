"""Torch's built-in recurrent layers, where an exercise asks for one's own.

Two nets. `find` reads a cell's code and names each use with its line. `operators_closed` makes the operators behind
the built-ins raise, whichever of the many names they were reached by, and with them torch's own versions in Python.
What neither catches, `suspicions` points a person to: reflection that a solution has no use for.
"""

from __future__ import annotations

import ast
import contextlib
import ctypes
import functools
import inspect
import re
import types
import warnings
from typing import Any, Iterator, NamedTuple

import torch

MAX_SUSPICIONS = 20
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
# Cell magics whose cell is Python; the cell of any other is not.
RUN_AS_PYTHON = ("time", "timeit", "capture", "prun")
_SHELL = re.compile(r"^[ \t]*(\w+[ \t]*=[ \t]*)?(!|%%?(bash|sh|script|system|sx|writefile|python\w*|run|load\w*)\b)")
_MAGIC = re.compile(r"^([ \t]*)([%!?].*|.*\?[ \t]*)$", re.MULTILINE)
_ASSIGNED_MAGIC = re.compile(r"^([ \t]*[\w, ]+=[ \t]*)[%!].*$", re.MULTILINE)
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


def find(source: str, allows: tuple[str, ...] = (), prelude: tuple[str, ...] = (), forbids: tuple[str, ...] = ()) -> list[Use]:
    """Uses of torch's recurrent built-ins in `source`, in order of line; mentions in comments and strings are no use.

    Args:
        allows: short names of built-ins that this exercise permits.
        forbids: what else it does not: a full name such as "torch.autograd", with all below it, or a method such as
            ".backward" of any object. Names of operators ("aten::…") are for `close_operators`.
        prelude: earlier cells of the notebook, read for the names they import torch's modules under.
    """
    tree = syntax(source)
    if tree is None:
        return []
    names = _Names()
    for known in (*map(syntax, prelude), tree):
        with contextlib.suppress(RecursionError):
            if known is not None:
                names.visit(known)
    wanted = set(CELLS + LAYERS + BASES + FUNCTIONS) - set(allows)
    if any(name in LAYERS + CELLS for name in allows):
        wanted -= set(FUNCTIONS) & {op for name in allows for op in OPERATORS_OF.get(name, ())}
    prefixes = tuple(name for name in forbids if not name.startswith((".", "aten::")))
    methods = {name[1:] for name in forbids if name.startswith(".")}

    def is_out(full: str) -> bool:
        return _is_builtin(full, wanted) or any(full == prefix or full.startswith(f"{prefix}.") for prefix in prefixes)

    uses: set[Use] = set()
    nodes = _nodes(tree)
    spoken_of = _spoken_of(nodes)
    for node in nodes:
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
    named = {(use.line, use.name) for use in uses}
    parts = {(line, ".".join(name.split(".")[:k])) for line, name in named for k in range(1, name.count(".") + 1)}
    return [Use(name, line) for line, name in sorted(named - parts)]


@functools.lru_cache(maxsize=64)
def syntax(source: str) -> ast.Module | None:
    """The syntax tree of a cell's code, without its magics; None where it is no Python that can be read.

    Lines keep their numbers: a magic becomes an empty statement. The tree is for reading: whoever asks again gets the same.
    """
    first, _, rest = source.partition("\n")
    if first.startswith("%%"):
        source = f"\n{rest}" if first[2:].split(" ")[0] in RUN_AS_PYTHON else ""
    for text in (source, without_magics(source)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of escapes in the student's strings
                return ast.parse(text)
        except SyntaxError:
            continue
        except (ValueError, RecursionError, MemoryError):
            return None
    return None


# Which nodes tell what a cell's code speaks of.
_TELLING = {ast.Name, ast.Attribute, ast.Call, ast.Import, ast.ImportFrom, ast.arg, ast.AnnAssign, ast.FunctionDef, ast.AsyncFunctionDef}


@functools.lru_cache(maxsize=64)
def _nodes(tree: ast.AST) -> list[ast.AST]:
    """The telling nodes of a tree in the order of `ast.walk`, which takes several times as long to go round."""
    found = [tree]
    for node in found:  # which grows meanwhile
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                found += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST) and name != "ctx":
                found.append(value)
    return [node for node in found if type(node) in _TELLING]


def without_magics(source: str) -> str:
    """The code of a cell with an empty statement for each magic in it."""
    return _ASSIGNED_MAGIC.sub(r"\1None", _MAGIC.sub(r"\1pass", source))


# All that a cell may hold, outside of its functions' bodies, that does nothing but define.
_INERT = (ast.FunctionDef, ast.ClassDef, ast.arguments, ast.arg, ast.Expr, ast.Pass, ast.Constant, ast.Name, ast.Attribute,
          ast.Subscript, ast.Tuple, ast.List, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.expr_context)


def only_defines(source: str, name: str) -> bool:
    """Whether all that running a cell does is to define one function or class of this name; False where in doubt."""
    tree = syntax(source)
    if tree is None or _MAGIC.search(source) or {getattr(node, "name", name) for node in tree.body} != {name}:
        return False
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, _INERT) or getattr(node, "decorator_list", []):
            return False
        if isinstance(node, ast.FunctionDef):
            waiting += [node.args, *([node.returns] if node.returns else [])]
        else:
            waiting += ast.iter_child_nodes(node)
    return True


def _spoken_of(nodes: list[ast.AST]) -> set[ast.AST]:
    """Nodes of type annotations and of the types in `isinstance`, which name a class without using it."""
    named: list[ast.AST | None] = []
    for node in nodes:
        if isinstance(node, (ast.arg, ast.AnnAssign)):
            named.append(node.annotation)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            named.append(node.returns)
        elif isinstance(node, ast.Call) and _called(node) in ("isinstance", "issubclass") and len(node.args) == 2:
            named.append(node.args[1])
    spoken_of: set[ast.AST] = set()
    for part in filter(None, named):
        below = set(ast.walk(part))
        if not any(isinstance(node, (ast.Call, ast.NamedExpr, ast.Lambda)) for node in below):  # these would be uses
            spoken_of |= below
    return spoken_of


# What a solution has no use for: a word or two for the report, and the names that say it.
_REFLECTION = {
    "calls": {"__import__", "import_module", "globals", "_getframe", "settrace", "setprofile", "fork", "forkpty",
              "execv", "execve", "posix_spawn", "popen", "system", "Popen", "get_ipython", "run_line_magic", "run_cell"},
    "uses": {"__subclasses__", "__globals__", "__builtins__", "__code__", "__closure__", "__mro__", "_destroy", "_decomp", "_refs",
             "_C", "_VF", "_ops", "ops", "library", "decompose", "_op_dk", "redispatch", "modules", "f_locals", "f_globals", "f_back", "tb_frame",
             "_modules_cache", "__torch_function__", "__torch_dispatch__"},
    "imports": {"ctypes", "gc", "inspect", "subprocess", "socket", "multiprocessing", "threading", "_thread", "concurrent", "mmap", "importlib",
                "pickle", "marshal", "signal", "atexit", "autograder", "cffi", "builtins", "code", "dis", "pty"},
}
_OWNERS = ("torch", "sys", "builtins", "os")


@functools.lru_cache(maxsize=64)
def suspicions(source: str) -> tuple[str, ...]:
    """Reflection in `source` that a person should look at, each in a few words with its line.

    Most cells of a class are as they were handed out, and each cell is asked about more than once.
    """
    tree = syntax(source)
    if tree is None:
        return ("the code is no Python that can be read",)
    names = _Names()
    with contextlib.suppress(RecursionError):
        names.visit(tree)
    found = [f"line {number} runs a command of the shell" for number, line in enumerate(source.splitlines(), 1) if _SHELL.match(line)]
    for node in _nodes(tree):
        if isinstance(node, ast.Call):
            called = _called(node)
            if called in _REFLECTION["calls"] or called in ("eval", "exec", "compile") and isinstance(node.func, ast.Name):
                found.append(f"line {node.lineno} calls {called}")
            elif called in ("getattr", "setattr", "vars", "delattr") and node.args and (owner := names.full(node.args[0])) and owner.split(".")[0] in _OWNERS:
                found.append(f"line {node.lineno} calls {called} on {owner}")
        elif isinstance(node, ast.Attribute):
            owner = names.full(node.value)
            if isinstance(node.ctx, (ast.Store, ast.Del)) and owner and owner.split(".")[0] in _OWNERS and not owner.startswith("torch.backends"):
                found.append(f"line {node.lineno} changes {owner}.{node.attr}")
            elif node.attr in _REFLECTION["uses"] or node.attr == "__dict__" and owner:
                found.append(f"line {node.lineno} uses {node.attr}")
        elif isinstance(node, (ast.Import, ast.ImportFrom)) and ast.unparse(node) != "from autograder import check":
            module = getattr(node, "module", None)
            for full in [f"{module}.{alias.name}" if module else alias.name for alias in node.names]:
                words = full.split(".")
                if words[0] in _REFLECTION["imports"] or {*words} & (_REFLECTION["uses"] | _REFLECTION["calls"]):
                    found.append(f"line {node.lineno} imports {full}")
    return tuple(dict.fromkeys(found))[:MAX_SUSPICIONS]


@contextlib.contextmanager
def operators_closed(allows: tuple[str, ...] = (), forbids: tuple[str, ...] = ()) -> Iterator[None]:
    """While the context lasts, torch's recurrent operators raise `RuntimeError`, but for those of `allows`."""
    overrides = close_operators(allows, forbids)
    try:
        yield
    finally:
        overrides.reset()
        for function, code in _python_versions().items():
            function.__code__ = code


def close_operators(allows: tuple[str, ...] = (), forbids: tuple[str, ...] = ()) -> Any:
    """Overrides the recurrent operators of this process, and the "aten::…" ones of `forbids`, until what is returned is reset."""
    allowed = {operator for name in allows for operator in OPERATORS_OF.get(name, ())}
    # What a `torch.library.Library` holds: that class takes longer, and whoever looks for its objects finds them.
    overrides = torch._C._dispatch_library("IMPL", "aten", "", __file__, 0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns of the first kernel that is overridden, which is the purpose here
        for name, composite, has_meta in [*_operators(), *((name.removeprefix("aten::"), False, True) for name in forbids if name.startswith("aten::"))]:
            operator = name.split(".")[0]
            if operator in allowed:
                continue
            refusal = _refusal(operator)
            keys = _KEYS + (() if has_meta else ("Meta",))
            for key in keys + (("CompositeImplicitAutograd",) if composite else ()):
                overrides.impl(name, key, refusal)
    if not allowed:
        for function in _python_versions():
            function.__code__ = _refuse_python.__code__
    return overrides


def close_for_good(allows: tuple[str, ...] = (), forbids: tuple[str, ...] = ()) -> None:
    """As `close_operators`, and no object that this process can still reach leads to the overrides."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(close_operators(allows, forbids)))  # never reset, since never freed


# A torch that is built without CUDA has no tensors there, and each override takes its time.
_KEYS = ("CPU", "AutogradCPU", *(("CUDA", "AutogradCUDA") if torch.backends.cuda.is_built() else ()))
_OPERATORS: list[tuple[str, bool, bool]] = []


def _operators() -> list[tuple[str, bool, bool]]:
    """Each recurrent operator, whether it is composed of others on every device, and whether it knows tensors without data."""
    if not _OPERATORS:
        for schema in torch._C._jit_get_all_schemas():
            if re.fullmatch(r"aten::(lstm|gru|rnn_tanh|rnn_relu|lstm_cell|gru_cell|rnn_tanh_cell|rnn_relu_cell|"
                            r"_thnn_fused_(lstm|gru)_cell|mkldnn_rnn_layer|_cudnn_rnn)", schema.name):
                name = schema.name.removeprefix("aten::") + (f".{schema.overload_name}" if schema.overload_name else "")
                composite, has_meta = (
                    torch._C._dispatch_has_kernel_for_dispatch_key(f"aten::{name}", key) for key in ("CompositeImplicitAutograd", "Meta")
                )
                _OPERATORS.append((name, composite, composite or has_meta))
    return _OPERATORS


@functools.cache
def _python_versions() -> dict[Any, types.CodeType]:
    """Torch's recurrent steps in Python, for exporting and for quantised layers: each function and its code."""
    from torch._decomp import decompositions
    from torch.ao.nn.quantizable.modules import rnn

    steps = [getattr(decompositions, name) for name in vars(decompositions) if re.fullmatch(r"(mkldnn_)?(one_layer_)?(rnn|lstm|gru)(_cell)?(_data)?", name)]
    layers = [layer.forward for layer in (rnn.LSTMCell, rnn._LSTMSingleLayer, rnn._LSTMLayer, rnn.LSTM)]
    return {function: function.__code__ for function in map(inspect.unwrap, [*steps, *layers])}


def _refuse_python(*args, **kwargs):
    raise RuntimeError("torch's built-in in Python is not allowed in this exercise: write the steps yourself")


def _refusal(name: str):
    def refuse(*args, **kwargs):
        raise RuntimeError(f"{REFUSAL} {name} is not allowed in this exercise: write the steps yourself")

    return refuse


class _Names(ast.NodeVisitor):
    """Which full name each local name stands for, as far as assignments and imports show it."""

    def __init__(self):
        self.meaning = {"torch": "torch", "nn": "torch.nn", "F": "torch.nn.functional"}

    def generic_visit(self, node: ast.AST) -> None:
        for part in ("body", "handlers", "orelse", "finalbody", "cases"):  # of statements alone: no expression holds one
            for below in getattr(node, part, ()):
                self.visit(below)

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
        while isinstance(node, ast.Attribute) and len(parts) < 20:  # no name in torch is longer, and a chain may be
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
