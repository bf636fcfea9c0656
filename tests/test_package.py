"""What `autograder package` makes is what its place expects: each package is unpacked and used there, as far as there is here."""

from __future__ import annotations

import zipfile
from pathlib import Path

from autograder import cli

ONE = "01_rnn"


def packed(kind: str, folder: Path) -> Path:
    """The package of `ONE`, made by the command."""
    path = folder / f"{kind}.zip"
    root = Path(__file__).resolve().parents[1]
    assert cli.main(["package", kind, ONE, "--course-dir", str(root), "--output", str(path)]) == 0
    return path


def test_a_zip_holds_what_was_released_and_a_note(course_root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed("zip", tmp_path)) as archive:
        released = {f"{ONE}/{path.name}": path.read_bytes() for path in (course_root / "exercises" / ONE).iterdir()}
        held = {name: archive.read(name) for name in archive.namelist()}
    note = held.pop(f"{ONE}/README.txt").decode()
    assert held == released and "autograder check 01_rnn.ipynb" in note
    first = (tmp_path / "zip.zip").read_bytes()
    assert packed("zip", tmp_path).read_bytes() == first, "the same bytes for the same files"


def test_what_was_not_released_is_not_packed(capsys) -> None:
    root = Path(__file__).resolve().parents[1]
    assert cli.main(["package", "zip", "99_none", "--course-dir", str(root)]) == cli.USAGE
    assert "01_rnn" in capsys.readouterr().err, "it says what there is"
