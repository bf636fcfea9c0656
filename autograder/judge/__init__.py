"""The judge: runs a rubric on a student's exercises and collects a report. Needs torch, numpy and pytest alone."""

from .cases import Cases
from .judge import RECORD, Judge, Live, Recorded, answered, judge_cell, not_judged, record
from .program import Answer, Failure
from .reference import NoAnswers, NoSuchAssignment, assignments, course_root, load_solution
from .rubric import Exercise, names, outline
from .student import Absent, InProcess, Student
from .verdict import Diagnosis, ExerciseReport, Part, Report

__all__ = [
    "RECORD", "Absent", "Answer", "Cases", "Diagnosis", "Exercise", "ExerciseReport", "Failure", "InProcess", "Judge",
    "Live", "NoAnswers", "NoSuchAssignment", "Part", "Recorded", "Report", "Student", "answered", "assignments", "course_root",
    "judge_cell", "load_solution", "names", "not_judged", "outline", "record",
]
