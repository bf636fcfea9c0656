"""A picture shows where an answer differs, in dimensions that the rubric has named, and none of the numbers."""

from __future__ import annotations

import re

import pytest
import torch

from autograder.judge import RECORD, Cases, InProcess, Live, Recorded, judge_cell, outline
from autograder.judge.ask import Question
from autograder.judge.judgement import run_rubric
from autograder.judge.picture import lengths_behind, named_values, picture
from autograder.judge.reference import load_solution, solution_cells


def pictures(assignment, exercise, *changes, **options):
    """The pictures of a report on the solution with some of its text changed."""
    cell = solution_cells(assignment)[exercise]
    for old, new in changes:
        assert old in cell
        cell = cell.replace(old, new)
    report = judge_cell(assignment, exercise, cell, **options)
    return report.picture, [part.picture for part in report.parts if part.picture]


def marks(shown):
    """Label → the cells of a row, as text."""
    return {row.label: "".join("x" if wrong else "." for wrong in row.wrong) for row in shown.rows}


def question(expected, came):
    return Question("", {"operations": [], "returns": dict.fromkeys(expected)}, b"", (), expected=expected, came=came)


def changed(values, *places):
    """A copy with another number at some places."""
    copy = values.clone()
    for place in places:
        copy[place] += 1
    return copy


def test_exchanged_gates_are_shown_as_the_two_orders():
    shown, parts = pictures("03_lstm", "lstm_step", ("i, f, g, o =", "f, i, g, o ="))
    assert ["".join(row.texts) for row in shown.rows] == ["ifgo", "figo"] and list(marks(shown).values()) == ["....", "xx.."]
    assert "i, f, g, o" in shown.words and "f, i, g, o" in shown.words


def test_a_gate_without_gradient_is_shown_as_its_block_of_every_parameter():
    shown, parts = pictures("03_lstm", "lstm_step", ("torch.tanh(g)", "torch.tanh(g).detach()"))
    assert shown is None and parts[0].columns == tuple("ifgo")
    assert marks(parts[0]) == dict.fromkeys(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), "..x.")
    assert "the candidate (g)" in parts[0].words


def test_a_step_that_goes_wrong_is_named():
    change = ("        states.append(h)", "        states.append(h)\n        h = h if len(states) < 2 else 0 * h")
    first = pictures("01_rnn", "unroll", change)[1][0]
    steps = len(first.columns)
    assert steps > 2 and marks(first) == {"every sequence": ".." + "x" * (steps - 2)}


def test_a_mask_that_is_off_by_one_shows_one_step_behind_the_end_of_each_sequence():
    for exercise, old in (("length_mask", "< lengths.unsqueeze(1)"), ("masked_unroll", "[:, None] < lengths)")):
        first = pictures("05_sequences", exercise, (old, old.replace("<", "<=")))[1][0]
        lengths = [int(re.search(r"\((\d+) step", row.label)[1]) for row in first.rows]
        assert len(set(lengths)) > 1
        for row, length in zip(first.rows, lengths):
            assert row.wrong == tuple(step == length for step in range(len(first.columns)))
            assert row.behind == tuple(step >= length for step in range(len(first.columns)))
        assert "behind the end" in first.words


def test_with_batch_first_the_steps_are_still_the_steps():
    doubled = "torch.cat([output[:, :-1], 2 * output[:, -1:]], 1) if self.batch_first else output"
    shown = pictures("03_lstm", "LSTM", ("return output, (", f"return {doubled}, ("))[1]
    (steps,) = [each for each in shown if each.across == "T"]
    assert all(set(row[:-1]) == {"."} and row[-1] == "x" for row in marks(steps).values())


def test_what_is_wrong_all_along_or_not_at_all_has_no_picture():
    values = torch.arange(12.0).reshape(3, 4)
    axes = {"h": "TN"}
    assert picture(question({"h": values}, {"h": values + 1}), axes, "") is None
    assert picture(question({"h": values}, {"h": values}), axes, "") is None
    assert picture(question({"h": values}, {"h": changed(values, 1)}), {}, "") is None
    assert picture(question({"h": values}, {"h": changed(values, 1)[:2]}), axes, "") is None
    assert marks(picture(question({"h": values}, {"h": changed(values, 1)}), axes, "")) == {"every sequence": ".x."}
    assert pictures("05_sequences", "length_mask", ("<", "<="), brief=True)[1] == []


def test_a_name_stands_for_those_that_go_on_from_it_and_the_longest_decides():
    values = torch.arange(4.0)
    for name, axes, shown in (
        ("h", {"h": "T"}, True), ("h_again", {"h": "T"}, True), ("h0", {"h": "T"}, False), ("h_n", {"h": "T", "h_n": ""}, False),
    ):
        assert (picture(question({name: values}, {name: changed(values, 2)}), axes, "") is not None) == shown


def test_numbers_that_are_not_finite_are_wrong_where_they_are():
    values = torch.tensor([1.0, float("inf"), 3.0])
    came = torch.tensor([1.0, float("inf"), float("nan")])
    assert marks(picture(question({"h": values}, {"h": came}), {"h": "T"}, "")) == {"h": "..x"}


def test_a_long_sequence_is_told_in_words():
    values = torch.arange(40.0).reshape(20, 2)
    shown = picture(question({"h": values}, {"h": changed(values, 17, 18, 19)}), {"h": "TN"}, "")
    assert not shown.rows and "wrong from time step 17 on" in shown.words


def test_recorded_answers_show_the_same_and_no_number_of_theirs(course_root):
    cell = solution_cells("06_bilstm")["BiLSTM"].replace("merge(front, reverse_padded(back, lengths)", "merge(front, back")
    recorded = Recorded((course_root / "exercises" / "06_bilstm" / RECORD).read_bytes())
    reports = [judge_cell("06_bilstm", "BiLSTM", cell, reference=reference) for reference in (recorded, Live("06_bilstm"))]
    shown = [[part.picture for part in report.parts if part.picture] for report in reports]
    assert shown[0] and shown[0] == shown[1]
    assert not [words for each in shown[0] for words in (each.title, each.words) if re.search(r"\d\.\d|-\d", words)]


@pytest.mark.parametrize("assignment", ["03_lstm", "05_sequences", "06_bilstm", "08_attention"])
def test_dimensions_count_what_the_rubric_says(assignment):
    solution = load_solution(assignment)
    students = {exercise.name: InProcess(solution) for exercise in outline(assignment)}
    found = run_rubric(assignment, students, Live(assignment).answer, Cases(), torch.device("cpu"))
    seen = 0
    for exercise in outline(assignment):
        axes = {part.function: part.axes for part in exercise.parts}
        for asked in found[exercise.name][1]:
            function = asked.key.partition("/")[2].partition("[")[0]
            if not isinstance(asked.expected, dict):
                continue
            for value in named_values(asked, axes[function], exercise.gates):
                seen += 1
                lengths = lengths_behind(asked, value.returned)
                if lengths and "N" in value.letters:
                    assert value.wrong.shape[-1] == len(lengths), (asked.key, value.name)
                    assert "T" not in value.letters or len(value.wrong) >= max(lengths), (asked.key, value.name)
                assert value.letters != "G" or len(value.wrong) == len(exercise.gates)
    assert seen > 5
