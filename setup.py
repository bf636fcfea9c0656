"""What a built wheel holds: the checker with its recorded answers, and no code that answers an exercise.

An editable install sees the whole tree.
"""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ANSWERS = ("recurrent", "autograder.misconceptions", "autograder.course.sample")


class WithoutAnswers(build_py):
    """Leaves out the book's library, the wrong versions, and the sample class, which is made of right ones."""

    def finalize_options(self) -> None:
        super().finalize_options()
        if not self.editable_mode:
            self.packages = [package for package in self.packages if not package.startswith(ANSWERS)]

    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        found = super().find_package_modules(package, package_dir)
        return [entry for entry in found if self.editable_mode or f"{entry[0]}.{entry[1]}" not in ANSWERS]

    def run(self) -> None:
        """Lays the records beside the package, for a notebook that was opened alone, as on Colab."""
        super().run()
        for record in [] if self.editable_mode else sorted(Path("exercises").glob("*/answers.bin")):
            target = Path(self.build_lib, "autograder", "answers", record.parent.name)
            self.mkpath(str(target))
            self.copy_file(str(record), str(target / record.name))


setup(cmdclass={"build_py": WithoutAnswers})
