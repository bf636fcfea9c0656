"""`nbgrader zip_collect` for the downloads of Canvas and Moodle.

nbgrader's own extractor unpacks all that it finds, archives within archives included, and then stops at a student who
handed in two files of one name. This one takes from each student one notebook, and unpacks nothing that a student packed.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from nbgrader.plugins import ExtractorPlugin

from ..course import layout
from ..course.terminal import printable
from ..notebook import handed_in
from ..notebook.reading import MAX_BYTES
from . import downloads

TIME = "timestamp.txt"


class LmsExtractor(ExtractorPlugin):
    """Puts each student's newest notebook into a folder of the student's number."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Read the downloads in one folder, write `<student>/<assignment>.ipynb` into the other."""
        assignment = self.parent.coursedir.assignment_id
        try:
            found = downloads.read(Path(archive_path), assignment)
        except zipfile.BadZipFile as error:
            self.parent.fail("an archive cannot be read: %s", error)
        for student, notebook in sorted(found.notebooks.items()):
            path = Path(extracted_path) / student / f"{assignment}.ipynb"
            path.parent.mkdir(parents=True)
            try:
                path.write_bytes(notebook.read(MAX_BYTES + 1))  # the grader refuses what is larger, and says so to the student
            except (OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
                self.log.error("%s cannot be read: %s", printable(notebook.name), error)
                continue
            self._keep_time(student, path)
        self.log.info("%d notebooks of %s", len(found.notebooks), assignment)
        if late := sorted(student for student, notebook in found.notebooks.items() if notebook.late):
            self.log.warning("late, says Canvas: %s", ", ".join(late))
        for student, names in sorted(found.without.items()):
            shown = printable(", ".join(names[:3]))
            self.log.warning("%s handed in no %s.ipynb, but %s", student, assignment, shown)

    def _keep_time(self, student: str, path: Path) -> None:
        """Where the notebook is the one that is here already, what was written down of its time stays beside it."""
        assignment = self.parent.coursedir.assignment_id
        folder = layout.submission_folder(self.parent.coursedir, assignment, student)
        time = handed_in.exchanged(folder).get(TIME)
        if time is None:
            return
        if handed_in.read(folder, assignment, student).data == path.read_bytes():
            path.with_name(TIME).write_bytes(time)
        else:
            self.log.warning("%s handed in again: %s is gone with the notebook that it was about", student, TIME)
