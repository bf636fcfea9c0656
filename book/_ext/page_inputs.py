"""What a page's code depends on beyond its own cells: the modules it imports, what those read, the pinned versions.

jupyter-cache compares a page's code cells only, so a page would keep the numbers of an older library.
The key of a page covers the modules of ``recurrent`` that its cells import, directly or through others; the solution
and the rubric of each assignment that this code names, with its known mistakes where they are imported; data files; and
the lock file. Where the code does not say which of several it means, all count. The checker itself is not followed: a
page takes from it what a rubric asks.
"""
from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LIBRARY = "recurrent"
CELL = re.compile(r"^(`{3,}|:{3,})\{code-cell\}[^\n]*\n(.*?)^\1`*:*[ ]*$", flags=re.DOTALL | re.MULTILINE)
OPTIONS = re.compile(r"\A---\n.*?^---\n|\A(?::[\w-]+:[^\n]*\n)+", flags=re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"\{glue:[\w:]*\}`([^`:]+?)(?:\.\w+)?::")
NOT_READ = ("LICENSE", "README")


def cells(page: str) -> list[str]:
    """The code cells of a text notebook, without their options."""
    return [OPTIONS.sub("", match[2]) for match in CELL.finditer(page)]


def quoted(page: str) -> set[str]:
    """The pages whose glued values this page shows, as it names them."""
    return set(QUOTED.findall(page))


def key(root: Path, page: str) -> str:
    """A short hash of everything that the page's code depends on; empty for a page without code."""
    total = hashlib.sha256()
    for path in inputs(root, page):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16] if cells(page) else ""


def inputs(root: Path, page: str) -> list[Path]:
    """Every file whose change may change what the page's code prints, in a fixed order."""
    if not cells(page):
        return []
    library = root / "book" / LIBRARY
    sources = [tree for cell in cells(page) if (tree := _parsed(cell)) is not None]
    if len(sources) < len(cells(page)):  # a cell that is not plain Python may import anything
        modules = set(library.rglob("*.py"))
    else:
        modules = _reached(library, sources)
    trees = sources + [tree for path in sorted(modules) if (tree := _parsed(path.read_text(encoding="utf-8"))) is not None]
    texts = {text for tree in trees for text in _strings(tree)}
    found = modules | set(_data(root, library, modules, texts))
    imported = {name for tree in trees for name in _imported(tree, "")}
    if any(name.split(".")[0] == "autograder" for name in imported):
        found |= set(_assignments(root, texts, any("misconceptions" in name for name in imported)))
    found |= set(root.glob("*.lock"))
    return sorted(found)


def _parsed(source: str) -> ast.Module | None:
    """The syntax tree of plain Python; None for anything else, magics included."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def _strings(tree: ast.Module) -> Iterator[str]:
    """Every string of the code, docstrings left out: they name what somebody else may use."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def _reached(library: Path, sources: Iterable[ast.Module]) -> set[Path]:
    """The library's modules that these sources import, directly or through others."""
    queue = [name for tree in sources for name in _imported(tree, "")]
    reached: set[Path] = set()
    while queue:
        parts = queue.pop().split(".")
        if parts[0] != library.name:
            continue
        for end in range(1, len(parts) + 1):  # importing a.b runs a first
            place = library.joinpath(*parts[1:end])
            for path, package in ((place / "__init__.py", parts[:end]), (place.with_suffix(".py"), parts[: end - 1])):
                if path.is_file() and path not in reached:
                    reached.add(path)
                    tree = _parsed(path.read_text(encoding="utf-8"))
                    queue += _imported(tree, ".".join(package)) if tree else []
    return reached


def _imported(tree: ast.AST, package: str) -> Iterator[str]:
    """The full name of everything that a module of this package imports, wherever in it that stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _data(root: Path, library: Path, modules: Iterable[Path], texts: Iterable[str]) -> Iterator[Path]:
    """Data files that the code names, and those that no module names: how they are reached is not known."""
    files = [path for path in (root / "book" / "data").rglob("*") if path.is_file()]
    files += [path for path in library.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    files = [path for path in files if not path.name.startswith(NOT_READ)]
    everyone = "\n".join(path.read_text(encoding="utf-8") for path in sorted(library.rglob("*.py")))
    for path in files:
        if any(path.name in text or path.stem == text for text in texts):
            yield path
        elif modules and path.name not in everyone and f'"{path.stem}"' not in everyone:
            yield path


def _assignments(root: Path, texts: Iterable[str], mistakes: bool) -> Iterator[Path]:
    """Solution and rubric, and known mistakes where asked for, of the assignments that are named; of all where none is."""
    every = sorted(path.stem for path in (root / "solutions").glob("*/*.py") if path.stem == path.parent.name)
    texts = list(texts)
    named = [name for name in every if any(name in text for text in texts)]
    for name in named or every:
        paths = [root / "solutions" / name / f"{name}.py", root / "autograder" / "rubrics" / f"{name}.py"]
        paths += [root / "autograder" / "misconceptions" / f"{name}.py"] if mistakes else []
        yield from (path for path in paths if path.is_file())
