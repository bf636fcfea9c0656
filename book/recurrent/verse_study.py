"""Two tasks on verses: mark the names and numbers, and say which part of the book a verse is from."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import torch

from recurrent import counting, spans
from recurrent.labelled import Encoder, Labelled
from recurrent.readers import Reader, matched
from recurrent.reading import learn, logits, shares
from recurrent.verses import PARTS, verses

TRAIN, RARE = 2500, 2  # verses to learn from; a word seen fewer times in them is unknown
WIDTH, HIDDEN = 16, 16
LABELS = ("NAME", "NUM")
TAGGERS, CLASSIFIERS = ("LSTM", "BiLSTM", "window", "CNN"), ("LSTM", "BiLSTM", "CNN", "bag")


def tagged() -> tuple[list[Labelled], list[Labelled]]:
    """Training and test verses, with the tags of their names and numbers."""
    data = [(verse.tokens, verse.tags) for verse in verses()]
    return data[:TRAIN], data[TRAIN:]


def sized(kind: str, outputs: int, pooled: bool) -> int:
    """Units that give a reader of this kind as many parameters as a BiLSTM of ``HIDDEN`` a direction."""
    like = Reader("BiLSTM", None, WIDTH, HIDDEN, outputs, pooled)
    return HIDDEN if kind in ("BiLSTM", "bag") else matched(kind, like, WIDTH, outputs)


def scores(predicted: list[list[str]], test: Sequence[Labelled], known: set[str]) -> dict[str, float]:
    """F1 of all spans and of each label's, the recall of names with an unknown word, and the mistakes of each kind."""
    gold = [list(tags) for _, tags in test]
    each = {label: spans.span_f1(spans.only(predicted, label), spans.only(gold, label)) for label in LABELS}
    new = spans.recall_of_new(spans.only(predicted, "NAME"), spans.only(gold, "NAME"), [tokens for tokens, _ in test], known)
    return {"all": spans.span_f1(predicted, gold), **each, "new": new, **spans.mistakes(predicted, gold)}


def find_spans(kind: str, seeds: int, steps: int) -> list[dict[str, float]]:
    """Trains taggers of one kind and scores each seed's on the test verses."""
    train, test = tagged()
    encode = Encoder(train, least=RARE)
    padded, held_out = encode(train), encode(test)
    outputs = len(encode.tags)
    hidden = sized(kind, outputs, pooled=False)
    crowd = learn(lambda: Reader(kind, encode.vocabulary, WIDTH, hidden, outputs), padded.tokens, padded.tags, padded.lengths, steps=steps, seeds=seeds)
    best = logits(crowd, held_out.tokens, held_out.lengths).argmax(-1)  # (S, N, T)
    return [scores(encode.names(rows, held_out.lengths), test, set(encode.tokens)) for rows in best]


def counted_spans() -> dict[str, dict[str, float]]:
    """The scores of counting: a word's commonest tag, and its commonest tag between its two neighbours."""
    train, test = tagged()
    known = set(Encoder(train, least=RARE).tokens)
    return {name: scores(counting.in_context(train, test, radius), test, known) for name, radius in (("word", 0), ("trigram", 1))}


def name_parts(kind: str, seeds: int, steps: int) -> list[float]:
    """Trains classifiers of one kind; each seed's share of test verses put into the right part of the book."""
    encode = Encoder(tagged()[0], least=RARE)
    padded = encode([(verse.tokens, verse.tags) for verse in verses()])
    right = torch.tensor([list(PARTS).index(verse.part) for verse in verses()])
    hidden = sized(kind, len(PARTS), pooled=True)
    x, lengths = padded.tokens, padded.lengths
    crowd = learn(
        lambda: Reader(kind, encode.vocabulary, WIDTH, hidden, len(PARTS), pooled=True), x[:TRAIN], right[:TRAIN], lengths[:TRAIN], steps=steps, seeds=seeds
    )
    return shares(logits(crowd, x[TRAIN:], lengths[TRAIN:]).argmax(-1) == right[TRAIN:])


def counted_parts() -> dict[str, float]:
    """Accuracy of always naming the commonest part, and of naive Bayes."""
    data = [(verse.tokens, verse.part) for verse in verses()]
    train, test = data[:TRAIN], data[TRAIN:]
    labels = [part for _, part in train]
    commonest = max(PARTS, key=labels.count)
    guesses = counting.naive_bayes(train, [tokens for tokens, _ in test])
    return {
        "commonest": fmean(part == commonest for _, part in test),
        "naive Bayes": fmean(guess == part for guess, (_, part) in zip(guesses, test)),
    }


@dataclass(frozen=True)
class Record:
    """What ``python -m benchmarks.verses`` measured.

    Attributes:
        spans: by kind of tagger, one row of ``scores`` a seed.
        parts: by kind of classifier, one accuracy a seed.
        steps: training steps, ``"spans"`` and ``"parts"``.
        command, machine: how, when and where it was measured.
        minutes: of processor time.
    """

    spans: dict[str, list[dict[str, float]]]
    parts: dict[str, list[float]]
    steps: dict[str, int]
    command: str
    machine: str
    minutes: float


def recorded() -> Record:
    """The record that lies with the book's data."""
    found = json.loads((Path(__file__).parents[1] / "data" / "verses.json").read_text(encoding="utf-8"))
    return Record(found["spans"], found["parts"], found["steps"], found["command"], f"{found['date']}, {found['machine']}", found["cpu_seconds"] / 60)
