"""The pronouncing dictionary's extract is the file that it says it is, and reads as the dictionary means it."""
from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from recurrent import pronunciations
from recurrent.pronunciations import EXTRACT, EXTRACT_HASH, SIZE, SOURCE_HASH, Word, extract, read, rebuild, words


def test_a_line_gives_spelling_phonemes_and_stress() -> None:
    assert read("monkey M AH1 NG K IY0") == Word("monkey", ("M", "AH", "NG", "K", "IY"), (None, 1, None, None, 0))


def test_the_extract_is_whole_and_lies_beside_its_notice() -> None:
    found = words()
    assert len(found) == len({word.spelling for word in found}) == SIZE
    for word in found:
        assert word.spelling.isascii() and word.spelling.isalpha() and len(word.spelling) >= 2
        assert len(word.stress) == len(word.phonemes) and set(word.stress) & {0, 1, 2}
        assert all((mark is None) != (phoneme[0] in "AEIOU") for phoneme, mark in zip(word.phonemes, word.stress)), word
    assert "Carnegie Mellon University. All rights reserved." in (EXTRACT.parent / "LICENSE").read_text()
    note = (EXTRACT.parent / "README.md").read_text()
    assert SOURCE_HASH in note and EXTRACT_HASH in note


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "cmudict.txt"
    other.write_bytes(EXTRACT.read_bytes().replace(b"monkey", b"donkey"))
    monkeypatch.setattr(pronunciations, "EXTRACT", other)
    with pytest.raises(ValueError, match="SHA-256"):
        words.__wrapped__()
    with pytest.raises(ValueError, match="SHA-256"):
        rebuild(other)


def test_what_the_extract_leaves_out() -> None:
    lines = ["ab AE1 B # a comment", "ab(2) AH0 B", "a's EY1 Z", "a AH0", "shh SH", "naïve N AY2 IY1 V", "", "be B IY1"]
    assert sorted(extract(lines).splitlines()) == ["ab AE1 B", "be B IY1"]


def test_the_extract_is_in_the_order_of_the_hash() -> None:
    lines = EXTRACT.read_text().splitlines(keepends=True)
    assert extract(sorted(lines)) == "".join(lines)
    digests = [hashlib.sha256(line.split()[0].encode()).digest() for line in lines]
    assert digests == sorted(digests)
