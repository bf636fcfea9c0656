"""The stress taggers of the explorable on both directions: the chapter's LSTM and BiLSTM, first seed, as numbers for the page.

``python -m recurrent.explore_tagger`` trains them as the chapter on tagging does, rounds them, and writes
``book/_static/explore/tagger.json`` and the still figure. It takes seconds; another machine may end at other numbers.
"""
from __future__ import annotations

import json
import time
from pathlib import Path

import torch
from matplotlib.figure import Figure
from torch import Tensor

from recurrent import attribution, plots, pronunciations
from recurrent.explore import FOLDER
from recurrent.labelled import UNKNOWN, Encoder, Labelled
from recurrent.machine import machine
from recurrent.plots import colour
from recurrent.pronunciations import Word
from recurrent.readers import Reader, matched, size
from recurrent.reading import learn

TARGET = FOLDER / "tagger.json"
KINDS = ("LSTM", "BiLSTM")
WIDTH, HIDDEN = 16, 16  # of an embedding; of each direction of the BiLSTM, whose size the LSTM has to match
DIGITS = 4  # that a weight keeps
FAMILIAR = pronunciations.EXTRACT.with_name("familiar.txt")  # words that a reader will try; none is in the training part
# To choose from: relatives whose stress moves, two pairs that differ in stress alone, words of the chapter's test part.
CHOICES = (
    *("democratic", "democracy", "economic", "economy", "photographic", "photography", "photograph", "banana", "hotel"),
    *("record(noun)", "record(verb)", "below", "billow", "insult(noun)", "insult(verb)"),
    *("behavior", "alabama", "popcorn", "archbishop"),
)

Numbers = dict[str, object]


def parts() -> tuple[list[Word], list[Word]]:
    """The chapter's training and test part."""
    words = list(pronunciations.words()[:5000])
    return words[:4000], words[4000:]


def familiar() -> list[Word]:
    """Words that were chosen by hand; of two that are spelt alike each carries in brackets which it is."""
    return [pronunciations.read(line) for line in FAMILIAR.read_text(encoding="ascii").splitlines()]


def labelled(words: list[Word]) -> list[Labelled]:
    """Phonemes and their tags."""
    return [(word.phonemes, [s if s is None else str(s) for s in word.stress]) for word in words]


def train(kind: str, encode: Encoder, words: list[Word]) -> Reader:
    """The first of the chapter's readers of this kind."""
    tags = len(encode.tags)
    hidden = matched(kind, Reader("BiLSTM", None, WIDTH, HIDDEN, tags), WIDTH, tags)
    data = encode(labelled(words))
    make = lambda: Reader(kind, encode.vocabulary, WIDTH, hidden, tags)  # noqa: E731 - as the chapter does
    return learn(make, data.tokens, data.tags, data.lengths, steps=250, seeds=1, size=64).member(0)


def exported(reader: Reader) -> Numbers:
    """Its weights as lists of rounded numbers, those of a direction named as in ``nn.LSTMCell``."""

    def lists(tensor: Tensor) -> object:
        return json.loads(json.dumps(tensor.tolist()), parse_float=lambda digits: float(f"{float(digits):.{DIGITS}g}"))

    directions = {"forward": "_l0", "backward": "_l0_reverse"}
    weights = {
        direction: {name.removesuffix(end): lists(w) for name, w in reader.layer.named_parameters() if name.endswith(end)}
        for direction, end in directions.items()
    }
    output = {name: lists(w) for name, w in reader.output.named_parameters()}
    return {"embedding": lists(reader.embedding.weight), **{name: w for name, w in weights.items() if w}, "output": output}


@torch.no_grad()
def imported(numbers: Numbers) -> Reader:
    """The reader, in double precision, that has these weights."""
    kind = "BiLSTM" if "backward" in numbers else "LSTM"
    table = torch.tensor(numbers["embedding"], dtype=torch.float64)
    hidden, tags = len(numbers["forward"]["weight_hh"][0]), len(numbers["output"]["bias"])
    reader = Reader(kind, *table.shape, hidden, tags).double()
    reader.embedding.weight.copy_(table)
    for direction, end in (("forward", "_l0"), ("backward", "_l0_reverse")):
        for name, values in numbers.get(direction, {}).items():
            getattr(reader.layer, name + end).copy_(torch.tensor(values, dtype=torch.float64))
    for name, values in numbers["output"].items():
        getattr(reader.output, name).copy_(torch.tensor(values, dtype=torch.float64))
    return reader.requires_grad_(False)


def share(reader: Reader, encode: Encoder, words: list[Word]) -> float:
    """Of the vowels of these words, how many get the right mark."""
    data = encode(labelled(words))
    right = reader(data.tokens, data.lengths).argmax(-1) == data.tags
    return ((right & data.asked).sum() / data.asked.sum()).item()


def line(word: Word) -> str:
    """As it stands in the dictionary."""
    return " ".join([word.spelling, *(phoneme + ("" if s is None else str(s)) for phoneme, s in zip(word.phonemes, word.stress))])


def still(readers: dict[str, Reader], encode: Encoder, word: Word) -> Figure:
    """For one word: the marks, and what each phoneme weighs in that of the first vowel on which the two differ."""
    plots.use_style()
    data = encode(labelled([word]))
    marks = {kind: reader(data.tokens, data.lengths).argmax(-1)[0] for kind, reader in readers.items()}
    asked = data.asked[0].nonzero().flatten().tolist()
    at = next(k for k in asked if marks["LSTM"][k] != marks["BiLSTM"][k])
    figure, axes = plots.panels(2, height=1.35, sharex=True, sharey=True)
    for axis, (kind, reader) in zip(axes, readers.items()):
        weights = attribution.left_out(reader, data.tokens, marks[kind][at : at + 1], at)[0]
        axis.bar(range(len(weights)), weights, color=colour("ink" if kind == "BiLSTM" else "h"), width=0.6)
        axis.axvspan(at - 0.5, at + 0.5, color=colour("c"), alpha=0.2, linewidth=0)
        axis.axhline(0, color=colour("h"), linewidth=0.6)
        answers = "  ".join(
            f"{word.phonemes[k]} {encode.tags[marks[kind][k]]} " + ("\N{CHECK MARK}" if marks[kind][k] == data.tags[0, k] else "\N{BALLOT X}")
            for k in asked
        )
        axis.set(ylabel="nats")
        axis.set_title(f"{kind} marks  {answers}", fontsize=9)
        axis.set_xticks(range(len(weights)), [p + ("" if s is None else str(s)) for p, s in zip(word.phonemes, word.stress)])
    return figure


def main() -> None:
    """Writes ``tagger.json`` and ``tagger.svg``."""
    torch.set_num_threads(1)
    training, held_out = parts()
    encode = Encoder(labelled(training))
    chosen = familiar()
    trained = {kind: train(kind, encode, training) for kind in KINDS}
    models = {kind: exported(reader) for kind, reader in trained.items()}
    readers = {kind: imported(numbers) for kind, numbers in models.items()}
    every = encode(labelled(held_out + chosen))
    for kind, reader in readers.items():
        before, after = (model(every.tokens, every.lengths).argmax(-1)[every.asked] for model in (trained[kind], reader))
        assert torch.equal(before, after), f"rounding changes marks of the {kind}"
    record = {
        "command": "python -m recurrent.explore_tagger",
        "date": time.strftime("%Y-%m-%d"),
        "machine": machine(),
        "source": "CMU Pronouncing Dictionary, copyright Carnegie Mellon University; the notice is in book/data/cmudict/LICENSE",
        "phonemes": encode.tokens,
        "vowels": sorted({phoneme for word in training for phoneme, s in zip(word.phonemes, word.stress) if s is not None}),
        "tags": encode.tags,
        "unknown": UNKNOWN,
        "held_out": len(held_out),
        "right": {kind: round(share(reader, encode, held_out), 4) for kind, reader in readers.items()},
        "parameters": {kind: size(reader) for kind, reader in trained.items()},
        "choices": CHOICES,
        "words": sorted({line(word) for word in held_out + chosen}),
        "models": models,
    }
    TARGET.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="ascii")
    print(record["right"], TARGET.stat().st_size)
    opening = next(word for word in chosen if word.spelling == CHOICES[0])
    (FOLDER / "tagger.svg").write_text(plots.svg(still(readers, encode, opening)) + "\n")


if __name__ == "__main__":
    main()
