"""Names, numbers and parts of the Bible with a budget that a page cannot afford: ``python -m benchmarks.verses``.

Writes ``book/data/verses.json``: every seed's scores for each kind of reader, and the command, day and machine. It
takes about two minutes on one core. The chapter on tagging draws it.
"""
from __future__ import annotations

import json
import time
from pathlib import Path

import torch

from benchmarks.table import machine
from recurrent.verse_study import CLASSIFIERS, TAGGERS, find_spans, name_parts

TARGET = Path(__file__).resolve().parents[1] / "book" / "data" / "verses.json"
SEEDS, STEPS = 5, {"spans": 800, "parts": 600}


def lines(record: dict[str, object]) -> str:
    """The record as JSON with one line for each seed's scores, so that a change shows in a diff."""
    text = json.dumps({key: value for key, value in record.items() if key not in STEPS}, indent=1)[:-2]
    for name in STEPS:
        kinds = [f"  {json.dumps(kind)}: [\n" + ",\n".join(f"   {json.dumps(row)}" for row in rows) + "\n  ]" for kind, rows in record[name].items()]
        text += f',\n "{name}": {{\n' + ",\n".join(kinds) + "\n }"
    return text + "\n}\n"


def main() -> None:
    """Runs everything and writes the record."""
    torch.set_num_threads(1)
    start = time.process_time()
    parts, spans = {}, {}
    for kind in CLASSIFIERS:
        parts[kind] = [round(share, 4) for share in name_parts(kind, SEEDS, STEPS["parts"])]
        print("parts", kind, parts[kind], f"{time.process_time() - start:.0f} s", flush=True)
    for kind in TAGGERS:
        spans[kind] = [{name: round(value, 4) for name, value in row.items()} for row in find_spans(kind, SEEDS, STEPS["spans"])]
        print("spans", kind, [row["all"] for row in spans[kind]], f"{time.process_time() - start:.0f} s", flush=True)
    day, _, computer = machine(("torch",)).partition(", ")
    record = {
        "command": "python -m benchmarks.verses",
        "date": day,
        "machine": computer,
        "cpu_seconds": round(time.process_time() - start),
        "steps": STEPS,
        "seeds": SEEDS,
        "spans": spans,
        "parts": parts,
    }
    TARGET.write_text(lines(record))


if __name__ == "__main__":
    main()
