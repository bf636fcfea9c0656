"""Wrong versions made by machine: every small change to a solution that a slip of the hand could make.

Each mutant is the solution's cell with one node of its syntax tree changed. It is named by its line and by the text
before and after.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import NamedTuple

OPERATORS = {ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Add], ast.Div: [ast.Mult], ast.FloorDiv: [ast.Mult], ast.MatMult: [ast.Mult],
             ast.Pow: [ast.Mult], ast.Mod: [ast.FloorDiv], ast.BitAnd: [ast.BitOr], ast.BitOr: [ast.BitAnd]}
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
               ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
NAMES = {"sigmoid": "tanh", "tanh": "sigmoid", "relu": "tanh", "softmax": "sigmoid", "log_softmax": "softmax", "zeros": "ones", "new_zeros": "new_ones",
         "zeros_like": "ones_like", "ones": "zeros", "sum": "mean", "mean": "sum", "min": "max", "max": "min", "exp": "log", "log": "exp", "sqrt": "square",
         "clone": "detach", "reversed": "list", "flip": "clone", "weight_ih": "weight_hh", "weight_hh": "weight_ih", "bias_ih": "bias_hh", "bias_hh": "bias_ih",
         "input_size": "hidden_size", "hidden_size": "input_size", "any": "all", "all": "any", "append": "count", "cat": "stack", "stack": "cat"}


class Mutant(NamedTuple):
    """A changed cell; `name` says what was changed."""

    name: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """All mutants of a cell, without those that read like another or like the cell itself."""
    tree = ast.parse(source)
    skipped = {id(node) for node in _untouchable(tree)}
    seen = {ast.unparse(tree)}
    found: list[Mutant] = []
    nodes = [node for node in ast.walk(tree) if id(node) not in skipped]
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped or not hasattr(node, "lineno"):
            continue
        for change in _changes(node):
            other = copy.deepcopy(tree)
            target = next(n for k, n in enumerate(ast.walk(other)) if k == number)
            replaced = change(target)
            if replaced is not target:
                _replace(other, target, replaced)
            text = ast.unparse(ast.fix_missing_locations(other))
            if text in seen:
                continue
            seen.add(text)
            found.append(Mutant(f"{node.lineno}: {_short(node)} -> {_short(replaced)}", text))
    assert nodes
    return found


def _changes(node: ast.AST) -> Iterator:
    if isinstance(node, ast.BinOp):
        for other in OPERATORS.get(type(node.op), []):
            yield lambda n, other=other: _with(n, op=other())
        yield lambda n: n.left
        yield lambda n: n.right
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield lambda n: _with(n, ops=[COMPARISONS[type(n.ops[0])](), *n.ops[1:]])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not, ast.Invert)):
        yield lambda n: n.operand
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float, bool):
        values = [not node.value] if type(node.value) is bool else [node.value + 1, node.value - 1]
        for value in values:
            yield lambda n, value=value: _with(n, value=value)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield lambda n: _with(n, id=NAMES[n.id])
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in NAMES:
        yield lambda n: _with(n, attr=NAMES[n.attr])
    elif isinstance(node, ast.Tuple) and len(node.elts) > 1:
        for k in range(len(node.elts) - 1):
            yield lambda n, k=k: _with(n, elts=[*n.elts[:k], n.elts[k + 1], n.elts[k], *n.elts[k + 2 :]])
    elif isinstance(node, ast.Call):
        if len(node.args) > 1:
            yield lambda n: _with(n, args=[n.args[1], n.args[0], *n.args[2:]])
        if len(node.args) == 1 and isinstance(node.args[0], ast.List) and len(node.args[0].elts) > 1:
            yield lambda n: _with(n, args=[_with(n.args[0], elts=n.args[0].elts[::-1])])
        for k in range(len(node.keywords)):
            yield lambda n, k=k: _with(n, keywords=n.keywords[:k] + n.keywords[k + 1 :])
    elif isinstance(node, ast.IfExp):
        yield lambda n: n.body
        yield lambda n: n.orelse
    elif isinstance(node, ast.If):
        yield lambda n: _with(n, test=ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr, ast.Raise)):
        yield lambda n: ast.Pass()


def _untouchable(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, annotations, and the text of errors: no behaviour hangs on them."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant):
            yield node.body[0]
            yield node.body[0].value
        annotations = [getattr(node, name, None) for name in ("annotation", "returns")]
        messages = node.exc.args if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) else []
        for part in [*filter(None, annotations), *messages]:
            yield from ast.walk(part)


def _with(node: ast.AST, **fields) -> ast.AST:
    for name, value in fields.items():
        setattr(node, name, value)
    return node


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return
            if isinstance(value, list) and any(item is old for item in value):
                value[:] = [new if item is old else item for item in value]
                return


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "..."
