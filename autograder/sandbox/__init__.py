"""The jail, the warm process inside it, and the wire between the judge and a student's process."""

from __future__ import annotations

from typing import Any

__all__ = ["Examination", "Grader", "Limits", "NoJail", "check_notebook"]

_HOMES = {"Examination": "examination", "Grader": "examination", "check_notebook": "checking", "Limits": "limits", "NoJail": "jail"}


def __getattr__(name: str) -> Any:
    # The warm process imports this package inside the jail, where the outer rooms are not.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
