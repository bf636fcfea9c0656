"""Zip files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that the format knows
UNIX = 3
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints")


@dataclass(frozen=True)
class Entry:
    """One file of an archive: its place in it, its bytes, and whether it is a program."""

    name: str
    data: bytes
    program: bool = False


def entries_of(folder: Path, place: str) -> list[Entry]:
    """Every file under `folder`, as it will lie under `place`."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    kept = (path for path in found if not set(LEFT_OUT) & set(path.relative_to(folder).parts))
    return [Entry(f"{place}/{path.relative_to(folder).as_posix()}".lstrip("/"), path.read_bytes()) for path in kept]


def packed(entries: Iterable[Entry]) -> bytes:
    """The archive of these files, in order of their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in sorted(entries, key=lambda entry: entry.name):
            header = zipfile.ZipInfo(entry.name, EPOCH)
            header.create_system, header.compress_type = UNIX, zipfile.ZIP_DEFLATED
            header.external_attr = (0o100755 if entry.program else 0o100644) << 16
            archive.writestr(header, entry.data)
    return held.getvalue()


def write(path: Path, entries: Iterable[Entry], private: bool = False) -> None:
    """Write the archive, whole or not at all; a `private` one can be read by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(packed(entries))
        os.chmod(temporary, 0o600 if private else 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
