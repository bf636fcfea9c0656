"""The judge: puts an assignment's rubric to a student's exercises and says what they are worth."""

from __future__ import annotations

import functools
import hashlib
import linecache
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence

import torch

from . import codec, forbidden
from .ask import ENDED, Question, unimplemented
from .cases import Cases
from .diagnosis import Candidate, Fingerprint, diagnose, fingerprint
from .program import Answer, Failure
from .reference import NoAnswers, load_misconceptions, load_solution
from .papers import Papers, kept
from .picture import order_picture
from .judgement import run_rubric
from .rubric import Exercise, outline
from .student import Absent, InProcess, Student, Unplaced, answer_value
from .symptoms import BUILT_IN
from .verdict import Diagnosis, ExerciseReport, Part

RECORD = "answers.bin"


class Live:
    """Reference answers from the course's solution, and fingerprints from its misconceptions, worked out when asked for.

    What was worked out is kept, for the next student who has the same paper.
    """

    def __init__(self, assignment: str, root: Path | None = None):
        self.solution = load_solution(assignment, root)
        self.misconceptions = load_misconceptions(assignment)
        self.papers = Papers()
        self._answers: dict[bytes, Answer] = {}
        self._prints: dict[tuple[int, bytes], Fingerprint] = {}

    def answer(self, question: Question) -> Answer:
        return kept(self._answers, question.program, lambda: answer_value(question.value, self.solution))

    def candidates(self, exercise: str) -> list[Candidate]:
        return [
            Candidate(Diagnosis(m.id, m.text), functools.partial(self._fingerprint, position))
            for position, m in enumerate(self.misconceptions)
            if m.exercise == exercise
        ]

    def _fingerprint(self, position: int, question: Question) -> Fingerprint:
        wrong = self.misconceptions[position]
        namespace = {**self.solution, wrong.exercise: wrong.version}
        return kept(self._prints, (position, question.program), lambda: fingerprint(answer_value(question.value, namespace)))


class Recorded:
    """Reference answers and fingerprints of the public cases, as written down at release: data, no code.

    Raises:
        codec.Malformed: `data` is no such record.
    """

    def __init__(self, data: bytes):
        try:
            self.record = codec.decode(zlib.decompress(data))
        except zlib.error as error:
            raise codec.Malformed(f"no recorded answers: {error}") from None
        if not (isinstance(self.record, dict) and {"assignment", "answers", "misconceptions", "structures"} <= set(self.record)):
            raise codec.Malformed("no recorded answers")
        self.papers = Papers()

    def answer(self, question: Question) -> Answer:
        entry = self.record["answers"].get(question.key)
        if entry is None or entry["program"] != _shape_of(question.program):
            raise NoAnswers(
                f"the recorded answers beside the notebook do not fit this version of the rubric ({question.key}): "
                "get the notebook's folder and the checker from the same release"
            )
        return entry["values"]

    def candidates(self, exercise: str) -> list[Candidate]:
        return [
            Candidate(Diagnosis(id, text), functools.partial(self._fingerprint, position))
            for position, (id, text) in enumerate(self.record["misconceptions"].get(exercise, []))
        ]

    def _fingerprint(self, position: int, question: Question) -> Fingerprint | None:
        entry = self.record["answers"].get(question.key)
        if entry is None or "projections" not in entry:
            return None
        structure = self.record["structures"][int(entry["structures"][position])]
        value, size = entry["projections"][position].tolist()
        return Fingerprint(structure, value, size)


class Judge:
    """Judges exercises of one assignment.

    Args:
        assignment: its name.
        reference: `Live` or `Recorded`.
        cases: the streams that the cases are drawn from.
        device: where the student's and the reference's tensors are.
        brief: whether an exercise is left at its first failed part, and its mistake not named.
    """

    def __init__(
        self, assignment: str, reference: Live | Recorded, cases: Cases = Cases(), device: str = "cpu", brief: bool = False
    ):
        self.assignment, self.reference, self.cases, self.brief = assignment, reference, cases, brief
        self.device = torch.device(device)
        self.exercises = {exercise.name: exercise for exercise in outline(assignment)}

    def examine(self, students: Mapping[str, Student]) -> dict[str, ExerciseReport]:
        """A report for each exercise of `students`, in the rubric's order."""
        reports: dict[str, ExerciseReport] = {}
        open_to_judge: dict[str, Student] = {}
        for name, student in students.items():
            uses = forbidden.find(student.source, self.exercises[name].allows, student.prelude, self.exercises[name].forbids)
            if uses:
                reports[name] = _refused(self.exercises[name], uses)
            elif isinstance(student, Absent):
                reports[name] = not_judged(self.exercises[name], student.reason, student.status)
            else:
                open_to_judge[name] = student
        if open_to_judge:
            if self.device.type != "cpu" and isinstance(self.reference, Recorded):
                open_to_judge = {name: Unplaced(student) for name, student in open_to_judge.items()}
            found = run_rubric(self.assignment, open_to_judge, self.reference.answer, self.cases, self.device, self.brief, self.reference.papers)
            for name, (parts, questions) in found.items():
                reports[name] = self._report(name, open_to_judge[name], parts, questions)
        return {name: reports[name] for name in self.exercises if name in reports}

    def _report(self, name: str, student: Student, parts: tuple[Part, ...], questions: list[Question]) -> ExerciseReport:
        flags = tuple(f"{name}: {words}" for words in forbidden.suspicions(student.source))
        if all(part.passed for part in parts):
            return ExerciseReport(name, parts, flags=flags)
        for question in questions:
            if not question.known_as:
                question.open()
        failures = [question.came for question in questions if isinstance(question.came, Failure)]
        # TorchScript tells the refusal within a longer message of its own.
        reached = [failure.message.partition(forbidden.REFUSAL)[2] for failure in failures if forbidden.REFUSAL in failure.message]
        if reached:
            message = f"Torch's built-in{reached[0].splitlines()[0]}."
            return replace(not_judged(self.exercises[name], message, flags=flags), diagnosis=BUILT_IN.diagnosis)
        ended = {failure.kind for failure in failures} - {"error"}
        status = "timeout" if "timeout" in ended else "crashed" if ended else "graded"
        if failures and all(unimplemented(failure) for failure in failures):
            return ExerciseReport(name, parts, note="Not implemented yet.", flags=flags)
        if failures and all(failure.type == "NotDefined" for failure in failures):
            return ExerciseReport(name, parts, note=f"{name} is not defined.", flags=flags)
        if ended:
            return ExerciseReport(name, parts, note=ENDED[sorted(ended)[-1]], status=status, flags=flags)
        passed = {outlined.function: part.passed for outlined, part in zip(self.exercises[name].parts, parts)}
        diagnosis = diagnose(questions, self.reference.candidates(name), passed, self.reference.papers.fingerprints) if not self.brief else None
        picture = order_picture(diagnosis.id, self.exercises[name].gates) if diagnosis else None
        return ExerciseReport(name, parts, diagnosis, status=status, flags=flags, picture=picture)


def not_judged(exercise: Exercise, message: str, status: str = "graded", flags: tuple[str, ...] = ()) -> ExerciseReport:
    """A report without a point, with one `message` for the whole exercise."""
    parts = tuple(Part(part.name, False, 0, part.points, message, part.hint) for part in exercise.parts)
    return ExerciseReport(exercise.name, parts, note=message, status=status, flags=flags)


def _refused(exercise: Exercise, uses: Sequence[forbidden.Use]) -> ExerciseReport:
    named = ", ".join(f"{use.name} in line {use.line}" for use in uses[:3])
    message = f"Torch's built-in is not allowed here: {named}. Write the steps yourself."
    return replace(not_judged(exercise, message), diagnosis=BUILT_IN.diagnosis)


def record(assignment: str, root: Path | None = None) -> bytes:
    """The recorded answers of the public cases: what `Recorded` reads. The same bytes every time.

    Raises:
        RuntimeError: the solution does not pass its own rubric.
    """
    live = Live(assignment, root)
    structures: dict[str, int] = {}
    answers: dict[str, Any] = {}
    misconceptions: dict[str, list[tuple[str, str]]] = {}
    for name, questions in answered(assignment, live).items():
        candidates = live.candidates(name)
        misconceptions[name] = [(c.diagnosis.id, c.diagnosis.text) for c in candidates]
        for question in questions:
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(0)  # a wrong version may show numbers it started with: the same at every release
                prints = [candidate.fingerprint(question) for candidate in candidates]
            answers[question.key] = {
                "program": _shape_of(question.program),
                "values": {} if isinstance(question.expected, Failure) else question.expected,
                "structures": torch.tensor([structures.setdefault(p.structure, len(structures)) for p in prints], dtype=torch.int32),
                "projections": torch.tensor([[p.value, p.size] for p in prints], dtype=torch.float64).reshape(-1, 2),
            }
    value = {"assignment": assignment, "answers": answers, "misconceptions": misconceptions, "structures": list(structures)}
    return zlib.compress(codec.encode(value), 9)


def answered(assignment: str, live: Live) -> dict[str, list[Question]]:
    """The questions of the public cases that are put to the solution, by exercise, each with its right answer.

    Raises:
        RuntimeError: the solution does not pass its own rubric.
    """
    students = {exercise.name: InProcess(live.solution) for exercise in outline(assignment)}
    found = run_rubric(assignment, students, live.answer, Cases(), torch.device("cpu"))
    for name, (parts, _) in found.items():
        failed = [f"{part.name}: {part.message}" for part in parts if not part.passed]
        if failed:
            raise RuntimeError(f"the solution of {name} does not pass its own rubric: {'; '.join(failed)}")
    return {name: [question for question in questions if question.expected is not None] for name, (_, questions) in found.items()}


def judge_cell(
    assignment: str, exercise: str, source: str, prelude: str = "", brief: bool = False, reference: Live | Recorded | None = None
) -> ExerciseReport:
    """Judges the text of one solution cell in this process, on the public cases, against the course's solution.

    The cell runs where the imports and the reference's earlier exercises are defined, and `prelude` after them. For
    trusted code: nothing is confined. A `reference` that is at hand saves the work of asking the solution.
    """
    solution = load_solution(assignment)
    asked = {e.name: e for e in outline(assignment)}[exercise]
    namespace = {name: value for name, value in solution.items() if name in ("math", "torch", "nn", "F", *asked.builds_on)}
    namespace["__name__"] = "__main__"
    linecache.cache["<student>"] = (len(source), None, source.splitlines(True), "<student>")  # as a notebook's kernel does
    try:
        exec(compile(prelude, "<prelude>", "exec"), namespace)
        exec(compile(source, "<student>", "exec"), namespace)
    except Exception as error:  # noqa: BLE001
        return not_judged(asked, f"The cell raised {type(error).__name__}: {error}")
    student = InProcess(namespace, source, (prelude,), closed=True, allows=asked.allows, forbids=asked.forbids)
    return Judge(assignment, reference or Live(assignment), brief=brief).examine({exercise: student})[exercise]


def _shape_of(program: bytes) -> str:
    """A digest of a program without its tensors' values, which may differ in the last bit between machines, and its device."""
    length = int.from_bytes(program[:4], "big")
    return hashlib.sha256(program[4 : 4 + length].replace(b'"cuda"', b'"cpu"')).hexdigest()[:16]
