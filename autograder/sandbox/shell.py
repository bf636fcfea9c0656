"""The interpreter with IPython: magics, rich displays, figures."""

from __future__ import annotations

import inspect
import os
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from .interpreter import Output, Plain, error_output


class _Publisher(DisplayPublisher):
    """Collects what `display` shows."""

    collect: Any = None

    def publish(self, data, metadata=None, *, transient=None, update=False, **kwargs) -> None:
        self.collect({"output_type": "display_data", "data": _plain(data), "metadata": _plain(metadata or {})})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.owner.collector.clear()


class _Hook(DisplayHook):
    """Collects a cell's last value."""

    collect: Any = None

    def write_output_prompt(self) -> None: ...

    def finish_displayhook(self) -> None: ...

    def write_format_data(self, format_dict, md_dict=None) -> None:
        output = {"output_type": "execute_result", "execution_count": self.prompt_count,
                  "data": _plain(format_dict), "metadata": _plain(md_dict or {})}
        self.collect(output)


class _Compiler(CachingCompiler):
    """Names cells as files that belong to no module: a traceback would search all modules for each of its frames."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        name = super().get_code_name(raw_code, transformed_code, number)
        inspect.modulesbyfile[name] = inspect.modulesbyfile[os.path.abspath(name)] = ""
        return name


class _InteractiveShell(InteractiveShell):
    """A shell without terminal, history file or start-up files."""

    owner: Any = None
    displayhook_class = _Hook
    display_pub_class = _Publisher
    compiler_class = _Compiler

    def _showtraceback(self, etype, evalue, stb) -> None:
        self.owner.collector(error_output(getattr(etype, "__name__", str(etype)), str(evalue), list(stb)))

    def _format_exception_for_storage(self, exception, filename=None, running_compiled_code=False) -> list[str]:
        return []  # a second traceback of each error, for a history that is not kept

    def enable_gui(self, gui=None) -> None: ...


class Shell(Plain):
    """Cells in an IPython shell of their own."""

    def __init__(self, limit: int):
        super().__init__(limit)
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        self.shell = _InteractiveShell.instance(config=config)
        self.shell.owner = self
        self.shell.display_pub.collect = self.collector
        self.shell.displayhook.collect = self.collector
        self.namespace = self.shell.user_ns

    def forget(self) -> None:
        self.shell.reset(new_session=True)

    def _execute(self, source: str) -> bool:
        while self.shell.execution_count < self.number:  # a check, which the judge sees to: it has its number all the same
            self.shell.history_manager.store_inputs(self.shell.execution_count, "")
            self.shell.execution_count += 1
        # IPython binds sys.displayhook while a cell runs, and reads sys.stdout and sys.stderr when something is written.
        return bool(self.shell.run_cell(source, store_history=True).success)


def _plain(bundle: dict[str, Any]) -> Output:
    """A display bundle with bytes as nbformat spells them."""
    import base64

    return {key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in bundle.items()}


