"""Reading a notebook: finding its cells, repairing or refusing what is not as it was released; and `check` in a kernel."""

from .reading import Cell, Notebook, Unreadable, parse, read

__all__ = ["Cell", "Notebook", "Unreadable", "parse", "read"]
