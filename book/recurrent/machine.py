"""The machine that built a page, in a line."""
from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import torch


def machine() -> str:
    """Processor, cores that may be used, system, and the versions of Python and torch."""
    facts = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*:\s*(.+)$", facts.read_text(), re.MULTILINE) if facts.is_file() else []
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {cores} core{'s' * (cores > 1)}, {platform.system()}, Python {platform.python_version()}, torch {torch.__version__.split('+')[0]}"
