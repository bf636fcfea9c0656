"""Words of the CMU Pronouncing Dictionary: how they are spelt, which phonemes they have, where their stress lies.

``python -m recurrent.pronunciations cmudict.dict`` makes the extract anew from the dictionary's own file.
"""
from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EXTRACT = Path(__file__).parents[1] / "data" / "cmudict" / "cmudict.txt"
SIZE = 10_000
# SHA-256 of the whole dictionary that the extract was made from, and of the extract.
SOURCE_HASH = "81917843c7f44ce2b094ac63873c2c7a4cf802040792c455ba3ca406891c3d22"
EXTRACT_HASH = "a20b389744d2e49ab9f255f2dfec1d32a8a561d21037c0372324350135cabc27"

NONE, PRIMARY, SECONDARY = 0, 1, 2


@dataclass(frozen=True)
class Word:
    """One word with its first pronunciation.

    Attributes:
        spelling: two letters or more, all from a to z.
        phonemes: in the dictionary's ARPAbet, without the digits of stress, such as ``("M", "AH", "NG", "K", "IY")``.
        stress: for each phoneme 0, 1 or 2 (none, primary, secondary) if it is a vowel, else None.
    """

    spelling: str
    phonemes: tuple[str, ...]
    stress: tuple[int | None, ...]


def read(line: str) -> Word:
    """The word of a line such as ``monkey M AH1 NG K IY0``."""
    spelling, *marked = line.split()
    stress = tuple(int(phoneme[-1]) if phoneme[-1].isdigit() else None for phoneme in marked)
    return Word(spelling, tuple(phoneme.rstrip("012") for phoneme in marked), stress)


@cache
def words() -> tuple[Word, ...]:
    """The extract, in an order that has nothing to do with the words: any slice of it is a random sample.

    Raises:
        ValueError: if the file is not the one that this book was made with.
    """
    found = EXTRACT.read_bytes()
    if (digest := hashlib.sha256(found).hexdigest()) != EXTRACT_HASH:
        raise ValueError(f"{EXTRACT} must have the SHA-256 {EXTRACT_HASH}, got {digest}")
    return tuple(map(read, found.decode("ascii").splitlines()))


def extract(dictionary: Iterable[str]) -> str:
    """The lines that the book keeps of the whole dictionary.

    Left out are comments, second pronunciations, single letters, spellings with anything but the letters from a to z,
    and words without a vowel. Of the rest these are the ``SIZE`` words whose SHA-256 comes first, in that order.
    """
    lines = (line.partition("#")[0].split() for line in dictionary)
    rows = [row for row in lines if row and re.fullmatch("[a-z]{2,}", row[0]) and any(phoneme[-1].isdigit() for phoneme in row[1:])]
    rows.sort(key=lambda row: hashlib.sha256(row[0].encode()).digest())
    return "".join(" ".join(row) + "\n" for row in rows[:SIZE])


def rebuild(dictionary: Path) -> None:
    """Writes the extract.

    Raises:
        ValueError: for another version of the dictionary.
    """
    found = dictionary.read_bytes()
    if (digest := hashlib.sha256(found).hexdigest()) != SOURCE_HASH:
        raise ValueError(f"{dictionary} must have the SHA-256 {SOURCE_HASH}, got {digest}")
    EXTRACT.write_text(extract(found.decode("utf-8").splitlines()), encoding="ascii", newline="\n")


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]))
