"""Spelling to phonemes with a budget that a page cannot afford: ``python -m benchmarks.transduction``, five minutes on one core.

Writes ``book/data/transduction.json``: error rates by kind, seed and word length, their course over the training, and what
hiding a place does; and ``book/data/alignments.json``: for some words that the first network with attention has not seen,
what it writes, its three best phonemes in every step, and where it looks. The chapter on attention shows both.
"""
from __future__ import annotations

import json
import time
from dataclasses import asdict

import torch
import torch.nn.functional as F

from benchmarks.table import machine
from recurrent.looking import alignment, hiding
from recurrent.pronunciations import Word
from recurrent.spelling import PHONEMES, batch
from recurrent.spelling_study import BINS, DATA, Learned, learn, marks
from recurrent.transducer import KINDS

SEEDS, HIDDEN, SIZE, HELD_OUT = 3, 64, 64, 1000
RATES = {5e-3: 1300, 2e-3: 400, 5e-4: 200}
EVERY = 200
LETTERS, OF_EACH = range(4, 15), 5  # the words to look at: so many of every length
NAMES = (*PHONEMES, "end")


def looks(learned: Learned) -> list[dict[str, object]]:
    """The words to look at, as the first member writes them."""
    chosen = [word for letters in LETTERS for word in [w for w in learned.words[0] if len(w.spelling) == letters][:OF_EACH]]
    written = alignment(learned, 0, chosen)
    own = [Word(word.spelling, tuple(phoneme for phoneme in said if phoneme != "end"), ()) for word, (said, _) in zip(chosen, written)]
    with torch.no_grad():
        chances = F.softmax(learned.model(batch([own] * len(learned.held.lengths)))[:, 0], dim=-1)  # (U, words, V)
    rows = []
    for n, (word, (said, weights)) in enumerate(zip(chosen, written)):
        top = chances[: len(said), n].topk(3)
        best = [[[NAMES[k], round(p, 3)] for k, p in zip(names, values)] for names, values in zip(top.indices.tolist(), top.values.tolist())]
        assert [step[0][0] for step in best] == said
        rounded = [[round(weight, 3) for weight in step] for step in weights.tolist()]
        rows.append({"word": word.spelling, "right": list(word.phonemes), "written": said, "best": best, "weights": rounded})
    return rows


def lines(record: dict[str, object], key: str) -> str:
    """The record as JSON with one line for each row of ``key``, so that a change shows in a diff."""
    rows = ",\n".join(f"  {json.dumps(row, separators=(',', ':'))}" for row in record[key])
    head = json.dumps({name: value for name, value in record.items() if name != key}, indent=1)
    return f'{head[:-2]},\n "{key}": [\n{rows}\n ]\n}}\n'


def main() -> None:
    """Runs everything and writes both records."""
    torch.set_num_threads(1)
    start = time.process_time()
    course: list[dict[str, object]] = []

    def watch(step: int, learned: Learned) -> None:
        if step % EVERY == 0:
            found = marks(learned)
            course.append({"step": step} | {kind: [round(mark.all, 4) for mark in found[kind]] for kind in KINDS})
            print(round(time.process_time() - start), course[-1], flush=True)

    learned = learn(KINDS, SEEDS, HIDDEN, RATES, SIZE, HELD_OUT, watch)
    day, _, computer = machine(("torch",)).partition(", ")
    head = {"command": "python -m benchmarks.transduction", "date": day, "machine": computer}
    rows = [{"kind": kind, "seed": seed} | asdict(mark) for kind, of in marks(learned).items() for seed, mark in enumerate(of)]
    record = head | {
        "cpu_seconds": round(time.process_time() - start),
        "budget": {"rates": list(RATES), "steps": list(RATES.values()), "hidden_size": HIDDEN, "batch": SIZE, "seeds": SEEDS, "held_out": HELD_OUT},
        "bins": BINS,
        "hiding": hiding(learned, torch.Generator().manual_seed(0)),
        "course": course,
        "marks": rows,
    }
    (DATA / "transduction.json").write_text(lines(record, "marks"), encoding="utf-8")
    (DATA / "alignments.json").write_text(lines(head | {"words": looks(learned)}, "words"), encoding="utf-8")


if __name__ == "__main__":
    main()
