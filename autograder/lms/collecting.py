"""`nbgrader zip_collect` for the downloads of Canvas and Moodle.

nbgrader's own extractor unpacks all that it finds, archives within archives included, and then stops at a student who
handed in two files of one name. This one takes from each student one notebook, and unpacks nothing that a student packed.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from nbgrader.plugins import ExtractorPlugin

from ..course.terminal import printable
from ..notebook.reading import MAX_BYTES
from . import downloads


class LmsExtractor(ExtractorPlugin):
    """Puts each student's newest notebook into a folder of the student's number."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Read the downloads in one folder, write `<student>/<assignment>.ipynb` into the other."""
        assignment = self.parent.coursedir.assignment_id
        try:
            found = downloads.read(Path(archive_path), assignment)
        except zipfile.BadZipFile as error:
            self.parent.fail("an archive in %s cannot be read: %s", archive_path, error)
        for student, notebook in sorted(found.notebooks.items()):
            path = Path(extracted_path) / student / f"{assignment}.ipynb"
            path.parent.mkdir(parents=True)
            try:
                path.write_bytes(notebook.read(MAX_BYTES + 1))  # the grader refuses what is larger, and says so to the student
            except (OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
                self.log.error("%s cannot be read: %s", printable(notebook.name), error)
        self.log.info("%d notebooks of %s", len(found.notebooks), assignment)
        if late := sorted(student for student, notebook in found.notebooks.items() if notebook.late):
            self.log.warning("late, says Canvas: %s", ", ".join(late))
        for student, names in sorted(found.without.items()):
            shown = printable(", ".join(names[:3]))
            self.log.warning("%s handed in no %s.ipynb, but %s", student, assignment, shown)
