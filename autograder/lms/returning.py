"""The feedback of a class in one archive, under the names that the downloaded files had, by which a system knows whose each is."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from nbgrader.coursedir import CourseDirectory

from ..course import layout
from ..packages import archive
from . import downloads


def write(coursedir: CourseDirectory, assignment: str, path: Path) -> int:
    """Write the archive; how many pages it holds. Who has no download is under `<student>/<assignment>.html`.

    Raises:
        layout.NoCourse: there are no pages, or the download is damaged.
    """
    folder = Path(coursedir.root) / "downloaded" / assignment / "archive"
    try:
        known = downloads.read(folder, assignment).notebooks
    except zipfile.BadZipFile as error:
        raise layout.NoCourse(f"an archive cannot be read: {error}") from None
    entries = []
    for page in sorted(Path(coursedir.root, coursedir.feedback_directory).glob(f"*/{assignment}/{assignment}.html")):
        student = page.parent.parent.name
        name = PurePosixPath(known[student].name).with_suffix(".html") if student in known else PurePosixPath(student, page.name)
        inside = [part for part in name.parts if part not in ("..", name.anchor)]
        entries.append(archive.Entry("/".join(inside), page.read_bytes()))
    if not entries:
        raise layout.NoCourse(f"there is no feedback on {assignment}; run `autograder grade {assignment}` first")
    archive.write(path, entries, private=True)
    return len(entries)
