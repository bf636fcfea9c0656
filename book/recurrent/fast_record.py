"""What ``python -m benchmarks.fast_lstm`` measured: the versions of ``recurrent.fast`` side by side, the compiler included."""
from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path

from IPython.display import HTML


@dataclass(frozen=True)
class Record:
    """The recorded times.

    Attributes:
        milliseconds, first: by device, version and number of sequences: a run forward and backward, and the
            processor's seconds of the first such run, compiling included.
        block: steps that the compiled block has.
        commands, machines, graphics, minutes, without_compiler: by device: how, when and where it was measured, that
            machine's graphics processors, the minutes of processor time, and what compiling says without a compiler.
    """

    milliseconds: dict[tuple[str, str, int], float]
    first: dict[tuple[str, str, int], float]
    block: int
    commands: dict[str, str]
    machines: dict[str, str]
    graphics: dict[str, list[str]]
    minutes: dict[str, float]
    without_compiler: dict[str, str]

    def ratio(self, device: str, version: str, rows: int) -> float:
        """How many times as long as ``nn.LSTM`` a version takes for so many sequences."""
        return self.milliseconds[device, version, rows] / self.milliseconds[device, "nn.LSTM", rows]

    def on_graphics_processors(self) -> HTML:
        """The table of the graphics processor that was measured, times as multiples of those of ``nn.LSTM``; or that none was."""
        if "cuda" not in self.machines:
            return HTML("<p>No graphics processor has been measured.</p>")
        sizes = sorted({rows for _, _, rows in self.milliseconds})
        names = [name for device, name, rows in self.milliseconds if device == "cuda" and rows == sizes[0]]
        head = "".join(f'<th scope="col">{text}</th>' for text in ("version", *(f"{rows} at once" for rows in sizes)))
        body = "".join(
            f"<tr><td>{escape(name)}</td>" + "".join(f'<td class="number">{self.ratio("cuda", name, rows):.1f}</td>' for rows in sizes) + "</tr>" for name in names
        )
        return HTML(f'<table class="course"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(self.machines["cuda"])}</p>')


def recorded() -> Record:
    """The record that lies with the book's data."""
    found = json.loads((Path(__file__).parents[1] / "data" / "fast_lstm.json").read_text(encoding="utf-8"))
    places = {(row["device"], row["version"], row["rows"]): row for row in found["times"]}
    machines = found["machines"]
    return Record(
        {place: row["milliseconds"] for place, row in places.items()},
        {place: row["first_seconds"] for place, row in places.items()},
        found["block"],
        {device: one["command"] for device, one in machines.items()},
        {device: f"{one['date']}, {one['machine']}" for device, one in machines.items()},
        {device: one["graphics_processors"] for device, one in machines.items()},
        {device: one["cpu_seconds"] / 60 for device, one in machines.items()},
        {device: one["without_compiler"] for device, one in machines.items()},
    )
