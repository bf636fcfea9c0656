"""nbgrader's configuration of this course: where things lie, and our release, execution and grading.

A copy of this file makes any folder a course root, as long as the `autograder` package is installed.
"""

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    DeduplicateIds,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

c = get_config()  # noqa: F821 - traitlets provides it

c.CourseDirectory.course_id = "recurrent"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# The source of an assignment holds its solutions and stays with the instructor; of a submission the notebook counts.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.py"]

# Release: nbgrader's own steps, and the recorded answers beside the notebook.
c.GenerateAssignment.preprocessors = [
    *GenerateAssignment.preprocessors.default(),
    "autograder.course.preprocessors.AddAnswers",
]

# Grading: the submission is read, repaired, run in its jail and judged when it is opened, so that nothing of it
# reaches nbgrader before. What follows are nbgrader's own steps, on a notebook whose outputs the judge has written.
c.Autograde.exporter_class = "autograder.course.submission.SubmissionExporter"
c.Autograde.sanitize_preprocessors = [DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata]

# Feedback: a page that holds the report and loads nothing.
c.GenerateFeedback.exporter_class = "autograder.course.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = [GetGrades]

# What a learning management system gives to download: one notebook a student, in a folder of the student's number.
c.ZipCollectApp.extractor_plugin = "autograder.lms.collecting.LmsExtractor"
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[0-9]+)/(?P<file_id>[^/]+\.ipynb|timestamp\.txt)$"
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".txt"]

# Late work, where due dates are set: points off for each day that has begun. With 0 nothing is taken off.
c.AssignLatePenalties.plugin_class = "autograder.course.late.LatePerDay"
c.LatePerDay.points = 0
