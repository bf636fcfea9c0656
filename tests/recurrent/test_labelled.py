"""Labelled data of every origin: numbers and back, counting baselines, spans, and the book's verses and digits."""
from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import torch

from recurrent import counting, digits, spans, verse_study, verses
from recurrent.labelled import Encoder, read_columns

DATA = [(["a", "b", "a"], ["X", None, "Y"]), (["c"], ["X"])]


def test_strings_become_numbers_and_padding_is_not_asked() -> None:
    encode = Encoder(DATA, least=2)
    assert (encode.tokens, encode.tags, encode.vocabulary) == (["a"], ["X", "Y"], 3)
    padded = encode([*DATA, (["z", "a"], ["Y", "Y"])])
    assert padded.tokens.tolist() == [[2, 1, 2], [1, 0, 0], [1, 2, 0]]
    assert padded.tags.tolist() == [[0, -1, 1], [0, -1, -1], [1, 1, -1]]
    assert padded.lengths.tolist() == [3, 1, 2] and len(padded) == 3
    assert padded.asked.tolist() == [[True, False, True], [True, False, False], [True, True, False]]
    assert encode.names(torch.tensor([[0, 1, 1], [1, 0, 0]]), torch.tensor([3, 1])) == [["X", "Y", "Y"], ["Y"]]
    assert encode([(["a", "a"], ["Z", "Y"])]).tags.tolist() == [[2, 1]], "a tag that no model can answer"
    for wrong in ((["a"], []), ([], [])):
        with pytest.raises(ValueError, match="at least one token and a tag"):
            encode([wrong])


def test_columns_of_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("Ada NNP B-PER\nleft VBD O\n\n\nRio NNP B-LOC\n")
    assert read_columns(path) == [(["Ada", "left"], ["B-PER", "O"]), (["Rio"], ["B-LOC"])]


def test_counting_backs_off_to_what_it_has_seen() -> None:
    train = [(["a", "b"], ["X", "Y"]), (["b", "a"], ["Z", "X"]), (["b", "c"], ["Y", "X"])]
    test = [(["a", "b"], [None, None]), (["c", "b", "q"], [None] * 3)]
    assert counting.commonest(train, test) == [["X"] * 2, ["X"] * 3]
    assert counting.in_context(train, test, 0) == [["X", "Y"], ["X", "Y", "X"]]
    assert counting.in_context([(["b", "a"], ["Z", "X"]), (["b", "c"], ["Y", "X"]), (["b", "d"], ["Y", "X"])], [(["b", "a"], ["", ""])], 1) == [["Z", "X"]]


def test_naive_bayes_by_hand() -> None:
    train = [(["a", "a"], "P"), (["b"], "Q"), (["b", "c"], "Q")]
    # log P(P) + log(3/6) = log(1/6) against log P(Q) + log(1/7) = log(2/21) for an "a"; "z" alone leaves the prior.
    assert counting.naive_bayes(train, [["a"], ["b"], ["z"]]) == ["P", "Q", "Q"]


def test_spans_are_scored_by_label_and_mistakes_have_kinds() -> None:
    gold = [["B-A", "I-A", "O", "B-B", "O", "B-A"]]
    found = [["B-A", "O", "O", "B-A", "B-B", "O"]]
    assert spans.only(gold, "A") == [["B-A", "I-A", "O", "O", "O", "B-A"]]
    assert spans.mistakes(found, gold) == {"boundary": 1, "label": 1, "invented": 1, "missed": 1}
    assert spans.mistakes(gold, gold) == {"boundary": 0, "label": 0, "invented": 0, "missed": 0}
    words = [["w", "x", "y", "z", "v", "new"]]
    assert spans.recall_of_new(gold, gold, words, {"w", "z"}) == 1.0
    assert spans.recall_of_new([["B-A", "I-A", *["O"] * 4]], gold, words, {"w", "z"}) == 0.5


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("an hundred and thirty years", ["an hundred and thirty"]),
        ("one of a thousand and two and the rest", ["a thousand and two"]),
        ("seven days and seven nights", ["seven", "seven"]),
        ("a man and an ox", []),
        ("fourscore and six", ["fourscore and six"]),
        ("one and twenty years", ["one and twenty"]),
    ],
)
def test_numbers_in_words(text: str, numbers: list[str]) -> None:
    words = text.split()
    assert [" ".join(words[start:end]) for start, end in verses.number_spans(words)] == numbers


def test_tags_of_a_verse() -> None:
    verse = verses.Verse("law", ("and", "Simon", "Peter", "had", "seven", "Philistines", ",", "two", "and", "two"))
    assert verse.tags == ["O", "B-NAME", "I-NAME", "O", "B-NUM", "B-NAME", "O", "B-NUM", "I-NUM", "I-NUM"]
    assert verse.tokens[1] == "simon"


def test_names_keep_their_capital_and_other_words_lose_it() -> None:
    lines = ["A1:1 And I saw God: Let Lot go, the lot fell on God.", "A1:2 Let us let them: Lot let God; O lot, Selah.", "A1:3 the lot and he. The lot let."]
    kept = {line.split()[0]: line.split()[1:] for line in verses.extract(lines).splitlines()}
    assert kept["A1:1"] == "and i saw God : let Lot go , the lot fell on God .".split()
    assert kept["A1:2"] == "let us let them : lot let God ; o lot , Selah .".split()


def test_the_verses_are_the_file_that_they_should_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = verses.verses()
    assert len(found) == verses.SIZE and {verse.part for verse in found} == set(verses.PARTS)
    assert all(0 < len(verse.words) <= verses.LONGEST and len(verse.tags) == len(verse.words) for verse in found)
    lines = verses.EXTRACT.read_text().splitlines()
    digests = [hashlib.sha256(line.split()[0].encode()).digest() for line in lines]
    assert digests == sorted(digests)
    note = (verses.EXTRACT.parent / "README.md").read_text()
    assert verses.SOURCE_HASH in note and verses.EXTRACT_HASH in note
    other = tmp_path / "kjv.txt"
    other.write_text("Ge1:1 in the beginning")
    monkeypatch.setattr(verses, "EXTRACT", other)
    for read in (verses.verses.__wrapped__, lambda: verses.rebuild(other)):
        with pytest.raises(ValueError, match="SHA-256"):
            read()


def test_the_digits_are_images_of_eight_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, labels = digits.rows()
    assert rows.shape == (1797, 8, 8) and rows.min() == 0 and rows.max() == 1
    assert labels.bincount().tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert (rows[0] * 16).int()[0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0] and labels[0] == 0
    assert digits.FILE_HASH in (digits.FILE.parent / "README.md").read_text()
    monkeypatch.setattr(digits, "FILE_HASH", "0")
    with pytest.raises(ValueError, match="SHA-256"):
        digits.rows.__wrapped__()


def test_the_recorded_scores_are_whole() -> None:
    record = verse_study.recorded()
    assert set(record.spans) == set(verse_study.TAGGERS) and set(record.parts) == set(verse_study.CLASSIFIERS)
    for rows in record.spans.values():
        assert len(rows) == 5 and all(0 < row["all"] <= 1 and {"new", "missed", *verse_study.LABELS} <= set(row) for row in rows)
    assert all(len(rows) == 5 and all(0 < share <= 1 for share in rows) for rows in record.parts.values())


def test_a_short_run_of_both_studies() -> None:
    (row,) = verse_study.find_spans("window", seeds=1, steps=2)
    assert 0 <= row["all"] <= 1 and row["missed"] + row["invented"] + row["boundary"] + row["label"] > 0
    (share,) = verse_study.name_parts("bag", seeds=1, steps=2)
    assert 0 < share < 1
    counted = verse_study.counted_parts()
    assert 1 / 6 < counted["commonest"] + 0.05 < counted["naive Bayes"] < 1
