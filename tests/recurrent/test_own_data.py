"""The chapter on tagging works on a reader's own sequences when one function, the one that loads them, is replaced."""
from __future__ import annotations

from pathlib import Path

import jupytext
import pytest
import torch

CHAPTER = Path(__file__).resolve().parents[2] / "book" / "chapters" / "07_tagging.md"

# Made up: a token's tag is decided by the next token.
CLUE = {"x": "B-FIRST", "y": "B-SECOND"}


def own_file(folder: Path) -> Path:
    """A file of the format that the chapter names, of 300 sequences."""
    draw = torch.Generator().manual_seed(0)
    blocks = []
    for _ in range(300):
        letters = ["xy"[k] for k in torch.randint(2, (3,), generator=draw).tolist()]
        tags = [*(CLUE[after] for after in letters[1:]), "O"]
        blocks.append("".join(f"{letter} ignored {tag}\n" for letter, tag in zip(letters, tags)))
    path = folder / "mine.txt"
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path


def own_cells() -> list[str]:
    """The chapter's cells that a reader runs on their own data, in order."""
    return [cell.source for cell in jupytext.read(CHAPTER).cells if "own-data" in cell.metadata.get("tags", [])]


def test_one_cell_loads_the_data_and_no_other_knows_of_it() -> None:
    cells = own_cells()
    loading = [source for source in cells if "def load(" in source]
    assert len(loading) == 1 and loading[0].startswith("def load(")
    others = "\n".join(source for source in cells[1:] if source != loading[0])
    assert "load()" in others and "pronunciations" not in others and "stress" not in others.lower()


def test_the_chapter_tags_a_made_up_set(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = own_file(tmp_path)
    page: dict[str, object] = {}
    for source in own_cells():
        if source.startswith("def load("):
            source = f"def load():\n    return read_columns({str(path)!r})\n"
        exec(compile(source, str(CHAPTER), "exec"), page)
    scores, counted = page["scores"], page["counted"]
    assert min(scores["BiLSTM"]) > 0.99 and min(scores["window"]) > 0.99, "both see the next token"
    assert max(scores["LSTM"]) < 0.8, "which the LSTM does not"
    assert counted["commonest"] < 0.6 and counted["trigram"] > 0.99
    found = page["encode"].names(page["best"]["BiLSTM"][0], page["held_out"].lengths)
    assert page["spans"].span_f1(found, [tags for _, tags in page["test"]]) > 0.99
    shown = capsys.readouterr().out
    assert all(name in shown for name in (*scores, *counted))
