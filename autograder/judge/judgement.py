"""Running a rubric on students.

What a test demands of an answer is not looked at when it is written down, but when its exercise is done: so that all
programs of an exercise go to a student's process at once, and the reference works while that process does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Iterator, Mapping, Protocol

import pytest
import torch

from .ask import Ask, Question, ReferenceFailed, is_unwritten, unimplemented
from .cases import Cases, Draw
from .compare import Mismatch
from .papers import Papers
from .picture import picture
from .program import Answer, Failure
from .reference import NoAnswers
from .rubric import Marks, place, read, run_pytest
from .student import Sealed, Student
from .verdict import Part


def run_rubric(
    assignment: str,
    students: Mapping[str, Student],
    reference: Callable[[Question], Answer],
    cases: Cases,
    device: torch.device,
    brief: bool = False,
    papers: Papers | None = None,
) -> dict[str, tuple[tuple[Part, ...], list[Question]]]:
    """Puts the exercises of `students` to them. For each: its parts, and every question with both answers.

    With `brief`, the parts after the first failed one are not tried and count as failed. Questions that `papers` holds
    are not set anew.
    """
    judgement = Judgement(assignment, students, reference, cases, device, brief, papers)
    rubric = read(assignment)
    if rubric.cases is None:
        run_pytest(assignment, judgement)
    else:
        for case in rubric.cases:
            if case.exercise in students:
                judgement.take(case.exercise, case.function, case.id, case.run)
    judgement.finish()
    return {name: (judgement.parts(name), judgement.asked[name]) for name in students}


class Test(Protocol):
    """A test with its parameters, to be called with fixtures by name."""

    def __call__(self, *, ask: Ask, draw: Draw) -> None: ...


@dataclass
class Batch:
    """Cases of one exercise that go to its student together: each with its part's function and how its test ended."""

    exercise: str
    cases: list[tuple[str, Ask, Exception | None]] = field(default_factory=list)
    answers: Iterator[Answer] = iter(())

    def put(self, student: Student) -> None:
        """Asks the student what is not answered yet."""
        programs = [question.program for _, ask, _ in self.cases for question in ask.questions if question.came is None]
        self.answers = iter(student.answers(programs))


class Judgement(Marks):
    """One run: takes each case's demands down, settles them exercise by exercise, and keeps what each came to.

    A student that is apart works on one exercise while the one before is settled here. It is also the pytest plugin that
    hands out the fixtures, where pytest runs the rubric.
    """

    def __init__(
        self, assignment: str, students: Mapping[str, Student], reference: Callable[[Question], Answer],
        cases: Cases, device: torch.device, brief: bool, papers: Papers | None = None,
    ):
        self.assignment, self.students, self.reference = assignment, students, reference
        self.cases, self.device, self.brief, self.papers = cases, device, brief, papers
        self.outlines = {exercise.name: exercise for exercise in read(assignment).exercises}
        self.asked: dict[str, list[Question]] = {name: [] for name in students}
        self.failures: dict[tuple[str, str], Exception] = {}
        self.failed: dict[tuple[str, str], Question] = {}
        self.ran: set[tuple[str, str]] = set()
        self.batch = Batch("")
        self.under_way: Batch | None = None
        self.stepwise = {name: brief or not student.apart or is_unwritten(student.source, name) for name, student in students.items()}
        self.hopeless: dict[str, Exception] = {}

    def take(self, exercise: str, function: str, case: str, test: Test) -> None:
        """Sets one case of one part, unless it is decided already: one wrong case decides a part."""
        if exercise != self.batch.exercise:
            self._turn(exercise)
        self.ran.add((exercise, function))
        if exercise in self.hopeless:
            self.failures.setdefault((exercise, function), self.hopeless[exercise])
        if (exercise, function) in self.failures:
            return
        ask = Ask(self.students[exercise], f"{exercise}/{function}[{case}]", self.device)
        seed = self.cases.seed(self.assignment, exercise, function, case)
        known = self.papers.questions(seed, self.device.type) if self.papers else None
        error = None
        if known is not None:
            ask.questions = known
        else:
            try:
                test(ask=ask, draw=Draw(seed))
            except Exception as raised:  # noqa: BLE001 - the outcome of a part, told in its report
                error = raised
            if self.papers and error is None and all(question.came is None for question in ask.questions):
                self.papers.keep(seed, self.device.type, ask.questions)
        self.batch.cases.append((function, ask, error))
        if self.stepwise[exercise]:
            self._turn(exercise)
            self._turn(exercise)

    def finish(self) -> None:
        """Settles all that is open."""
        self._turn("")
        self._turn("")

    def _turn(self, exercise: str) -> None:
        """Puts the batch that is complete, settles the one before, and begins one for `exercise`."""
        if self.batch.cases:
            self.batch.put(self.students[self.batch.exercise])
        if self.under_way:
            self._settle_batch(self.under_way)
        self.under_way = self.batch if self.batch.cases else None
        self.batch = Batch(exercise)

    def _settle_batch(self, batch: Batch) -> None:
        for function, ask, error in batch.cases:
            place = batch.exercise, function
            for question in ask.questions:
                decided = place in self.failures
                if not decided:
                    self.asked[batch.exercise].append(question)
                raised = self._settle(question, batch.answers, decided)
                if raised is not None and not decided:
                    self._fail(place, raised, question)
            if error is not None and place not in self.failures:
                self._fail(place, error, ask.questions[-1] if ask.questions else None)

    def _fail(self, place: tuple[str, str], error: Exception, question: Question | None) -> None:
        self.failures[place] = error
        if question is not None:
            self.failed[place] = question
        if self.brief:
            self.hopeless[place[0]] = AssertionError("not tried")
        elif self.stepwise[place[0]] and question and isinstance(question.came, Failure) and unimplemented(question.came):
            if is_unwritten(self.students[place[0]].source, place[0]):
                self.hopeless[place[0]] = error

    def _settle(self, question: Question, answers: Iterator[Answer], decided: bool) -> Exception | None:
        """Gets the answers of one question; what is wrong with the student's, unless its part is decided already."""
        problem = None
        if question.compared and not decided:
            try:
                question.expected = self.reference(question)
            except Exception as raised:  # noqa: BLE001 - as above
                problem = raised
        if question.came is None:
            answer = next(answers)
            if not isinstance(answer, Sealed):
                question.came = answer
            else:
                question.sealed = answer
                if problem is None and self.papers and not decided and self.papers.is_right(question, answer):
                    return None
        if not decided:
            question.open()
        if not decided and problem is None:
            try:
                question.settle()
            except Exception as raised:  # noqa: BLE001 - as above
                problem = raised
            else:
                if self.papers and question.demand is not None and question.sealed is not None:
                    self.papers.found_right(question, question.sealed)
        return problem

    def parts(self, name: str) -> tuple[Part, ...]:
        """What each part of an exercise came to."""
        parts = []
        drawn: set[str] = set()
        for part in self.outlines[name].parts:
            if (name, part.function) not in self.ran:
                raise RuntimeError(f"the rubric's {name}.{part.function} did not run: is one of its fixtures broken?")
            error = self.failures.get((name, part.function))
            if error is None:
                parts.append(Part(part.name, True, part.points, part.points))
            elif isinstance(error, Mismatch):
                question = self.failed.get((name, part.function)) if not self.brief else None
                shown = picture(question, part.axes, self.outlines[name].gates, drawn) if question else None
                drawn.update(shown.across if shown else "")
                parts.append(Part(part.name, False, 0, part.points, str(error), part.hint, error.expected, error.came, shown))
            elif isinstance(error, AssertionError):
                parts.append(Part(part.name, False, 0, part.points, str(error), part.hint))
            elif isinstance(error, (NoAnswers, ReferenceFailed)):
                raise error
            else:  # the solution passes, so it is the answer that this rubric could not work with
                parts.append(Part(part.name, False, 0, part.points, f"the answer could not be used: {error}"[:300], part.hint))
        return tuple(parts)

    # as a plugin

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if place(item)[0] in self.students]

    @pytest.fixture
    def draw(self) -> None:
        """Handed over when the test is called."""

    @pytest.fixture
    def ask(self) -> None:
        """Handed over when the test is called."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}

        def test(**fixtures: object) -> None:
            pyfuncitem.obj(**arguments | {name: fixtures[name] for name in fixtures if name in arguments})

        self.take(*place(pyfuncitem), test)
        return True
