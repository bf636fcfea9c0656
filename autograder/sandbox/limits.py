"""What a submission may use, and the options that say otherwise."""

from __future__ import annotations

import argparse
import dataclasses
from dataclasses import dataclass, field
from typing import Any

KiB, MiB, GiB = 2**10, 2**20, 2**30


def _limit(default: float, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class Limits:
    """Limits of one submission; times in seconds, sizes in bytes."""

    cell: float = _limit(20.0, "wall-clock time of one cell of the notebook")
    answer: float = _limit(5.0, "wall-clock time of one answer to the judge")
    exercise: float = _limit(20.0, "wall-clock time of all answers about one exercise")
    submission: float = _limit(240.0, "wall-clock time of everything about one submission")
    cpu: float = _limit(240.0, "processor time of one run through the notebook, all its processes together")
    memory: int = _limit(2 * GiB, "memory of a submission beyond what every one starts with, and address space of each of its processes")
    processes: int = _limit(64, "processes and threads at a time")
    file: int = _limit(64 * MiB, "one file in the scratch folder")
    scratch: int = _limit(128 * MiB, "the scratch folder")
    output: int = _limit(MiB, "characters of what one cell displays")


def add_options(parser: argparse.ArgumentParser) -> None:
    """One option a limit: `--limit-cell SECONDS`, `--limit-memory SIZE`."""
    group = parser.add_argument_group("limits of a submission", "Sizes may end in K, M or G.")
    for limit in dataclasses.fields(Limits):
        seconds = isinstance(limit.default, float)
        shown = f"{limit.default:g} s" if seconds else written(limit.default)
        group.add_argument(
            f"--limit-{limit.name}", type=_seconds if seconds else _size, default=limit.default,
            metavar="SECONDS" if seconds else "N" if limit.name == "processes" else "SIZE", help=f"{limit.metadata['help']} ({shown})",
        )  # fmt: skip


def from_options(options: argparse.Namespace) -> Limits:
    """The limits that were asked for on the command line."""
    return Limits(**{limit.name: getattr(options, f"limit_{limit.name}") for limit in dataclasses.fields(Limits)})


def written(size: int) -> str:
    """A number of bytes as an option takes it."""
    for unit, letter in ((GiB, "G"), (MiB, "M"), (KiB, "K")):
        if size >= unit and size % unit == 0:
            return f"{size // unit}{letter}"
    return str(size)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number of seconds above 0, got {text}")
    return value


def _size(text: str) -> int:
    units = {"K": KiB, "M": MiB, "G": GiB}
    number, unit = (text[:-1], units[text[-1].upper()]) if text[-1:].upper() in units else (text, 1)
    if not (number.isascii() and number.isdigit() and int(number)):
        raise argparse.ArgumentTypeError(f"expected a number above 0, with K, M or G behind it where it is large, got {text}")
    return int(number) * unit
