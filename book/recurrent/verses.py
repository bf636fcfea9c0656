"""Verses of the King James Bible: which words are names, which are numbers, and which part of the book they are from.

``python -m recurrent.verses kjv.txt`` makes the extract anew from the whole text, one verse a line.
"""
from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EXTRACT = Path(__file__).parents[1] / "data" / "kjv" / "kjv.txt"
SIZE, LONGEST = 3500, 40
# SHA-256 of the whole text that the extract was made from, and of the extract.
SOURCE_HASH = "cd45f0c9cedab8e4439bd6486c8952c77cc8b0ecc5d1f6ae3513f2039f47229d"
EXTRACT_HASH = "cddb35814ee6542439dfbddb83f067d611ecc9a9417c6ce283657c40a68795cf"

PARTS = {
    "law": "Ge Exo Lev Num Deu",
    "history": "Josh Jdgs Ruth 1Sm 2Sm 1Ki 2Ki 1Chr 2Chr Ezra Neh Est",
    "poetry": "Job Psa Prv Eccl SSol",
    "prophets": "Isa Jer Lam Eze Dan Hos Joel Amos Obad Jonah Mic Nahum Hab Zep Hag Zec Mal",
    "gospels": "Mat Mark Luke John Acts",
    "letters": "Rom 1Cor 2Cor Gal Eph Phi Col 1Th 2Th 1Tim 2Tim Titus Phmn Heb Jas 1Pet 2Pet 1Jn 2Jn 3Jn Jude Rev",
}
PART_OF = {book: part for part, books in PARTS.items() for book in books.split()}

SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety threescore fourscore score".split()
LARGE = ("hundred", "thousand", "thousands", "hundreds")
COUNTING = {*SMALL, *TENS, *LARGE}


@dataclass(frozen=True)
class Verse:
    """One verse.

    Attributes:
        part: a key of ``PARTS``.
        words: words and punctuation marks; only names have a capital letter.
    """

    part: str
    words: tuple[str, ...]

    @property
    def tokens(self) -> list[str]:
        """The words without capitals, as a model reads them."""
        return [word.lower() for word in self.words]

    @property
    def tags(self) -> list[str]:
        """``B-``, ``I-`` and ``O`` of the spans: neighbouring words with a capital are one NAME, a number is a NUM."""
        kinds = ["NAME" if word[0].isupper() else None for word in self.words]
        for start, end in number_spans(self.tokens):
            kinds[start:end] = ["NUM"] * (end - start)
        starts = {start for start, _ in number_spans(self.tokens)}
        return [
            "O" if kind is None else f"{'I' if k and kinds[k - 1] == kind and k not in starts else 'B'}-{kind}" for k, kind in enumerate(kinds)
        ]


def number_spans(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where numbers stand, end exclusive: ``an hundred and thirty`` and ``seven thousand`` are one each.

    A number begins with a word of counting, or with *a* or *an* before a hundred, a thousand or a score; words of
    counting that follow belong to it, directly or after *and*. *One* alone is not a number, since it mostly stands for
    somebody.
    """
    spans, k = [], 0
    while k < len(tokens):
        start = k
        if tokens[k] in ("a", "an") and tokens[k + 1 : k + 2] and tokens[k + 1] in (*LARGE, "score"):
            k += 1
        while k < len(tokens) and (tokens[k] in COUNTING or (k > start and tokens[k] == "and" and tokens[k + 1 : k + 2] and tokens[k + 1] in COUNTING)):
            k += 1
        if k > start and tokens[start:k] != ["one"]:
            spans.append((start, k))
        k = max(k, start + 1)
    return spans


@cache
def verses() -> tuple[Verse, ...]:
    """The extract, in an order that has nothing to do with the words: any slice of it is a random sample.

    Raises:
        ValueError: if the file is not the one that this book was made with.
    """
    found = EXTRACT.read_bytes()
    if (digest := hashlib.sha256(found).hexdigest()) != EXTRACT_HASH:
        raise ValueError(f"{EXTRACT} must have the SHA-256 {EXTRACT_HASH}, got {digest}")
    lines = (line.split() for line in found.decode("ascii").splitlines())
    return tuple(Verse(PART_OF[re.sub(r"\d+:\d+$", "", reference)], tuple(words)) for reference, *words in lines)


def split_words(text: str) -> list[str]:
    """Words and punctuation marks."""
    return re.findall(r"[A-Za-z]+(?:['-][A-Za-z]+)*|[.,;:?!()]", text)


def extract(lines: Iterable[str]) -> str:
    """The lines that the book keeps of the whole text, with capitals at names only.

    Inside a clause the capital letter decides. After a punctuation mark, where any word may have one, it counts if
    the word mostly has one inside clauses, or never stands there. *I* and *O* are no names. Kept are, of the verses of
    at most ``LONGEST`` words and marks, the ``SIZE`` whose reference's SHA-256 comes first, in that order.
    """
    texts = [(reference, split_words(text)) for reference, _, text in (line.partition(" ") for line in lines)]
    inside: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for _, words in texts:
        for before, word in zip(words, words[1:]):
            if before[0].isalpha():
                inside[word.lower()] += 1
                capital[word.lower()] += word[0].isupper()

    def named(before: str, word: str) -> bool:
        plain = word.lower()
        mostly = 2 * capital[plain] > inside[plain] or not inside[plain]
        return word[0].isupper() and plain not in ("i", "o") and (before[0].isalpha() or mostly)

    rows = [
        " ".join([reference, *(word if named(before, word) else word.lower() for before, word in zip([".", *words], words))])
        for reference, words in texts
        if len(words) <= LONGEST
    ]
    rows.sort(key=lambda row: hashlib.sha256(row.split()[0].encode()).digest())
    return "".join(f"{row}\n" for row in rows[:SIZE])


def rebuild(text: Path) -> None:
    """Writes the extract.

    Raises:
        ValueError: for another version of the text.
    """
    found = text.read_bytes()
    if (digest := hashlib.sha256(found).hexdigest()) != SOURCE_HASH:
        raise ValueError(f"{text} must have the SHA-256 {SOURCE_HASH}, got {digest}")
    EXTRACT.write_text(extract(found.decode("ascii").splitlines()), encoding="ascii", newline="\n")


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]))
