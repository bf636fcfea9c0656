"""The solutions of 07_tagging against sentences run one at a time, closed forms, and another account of conlleval."""

from __future__ import annotations

import math
import random

import pytest
import torch
import torch.nn as nn
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from autograder.judge.reference import load_module, solution_path

EXACT = {"rtol": 1e-12, "atol": 1e-12}
CASES = [([3, 1, 4, 2], 4), ([2, 3, 1], 6), ([1, 1], 1), ([5], 5), ([5], 7), ([4, 4, 4], 4)]
TAGS = st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B", "B-A-B", "I-A-B", "I-O"]), max_size=9)

tagging = load_module(solution_path("07_tagging"), "solution_07_tagging")


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)
    random.seed(0)


def case(model_class, lengths, steps):
    model = model_class(9, 3, 4, 5, padding_idx=2).double()
    with torch.no_grad():
        model.embedding.weight.normal_()
    return model, torch.randint(0, 9, (len(lengths), steps)), torch.tensor(lengths)


def gradients(loss, model):
    return torch.autograd.grad(loss, list(model.parameters()), retain_graph=True)


@pytest.mark.parametrize("lengths, steps", CASES)
def test_tagger_equals_sentences_run_one_at_a_time(lengths, steps):
    model, tokens, given_lengths = case(tagging.BiLSTMTagger, lengths, steps)
    logits = model(tokens, given_lengths)
    assert logits.shape == (len(lengths), steps, 5)
    alone = [model.classifier(model.lstm(model.embedding(row[None, :n]))[0][0]) for row, n in zip(tokens, lengths)]
    ours, theirs = torch.cat([row[:n] for row, n in zip(logits, lengths)]), torch.cat(alone)
    torch.testing.assert_close(ours, theirs, **EXACT)
    weight = torch.randn_like(ours)
    torch.testing.assert_close(gradients((ours * weight).sum(), model), gradients((theirs * weight).sum(), model), **EXACT)


@pytest.mark.parametrize("lengths, steps", CASES)
def test_classifier_equals_two_directions_run_by_themselves(lengths, steps):
    model, tokens, given_lengths = case(tagging.BiLSTMClassifier, lengths, steps)
    logits = model(tokens, given_lengths)
    one_way = {suffix: nn.LSTM(3, 4, batch_first=True).double() for suffix in ("_l0", "_l0_reverse")}
    for suffix, layer in one_way.items():
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            setattr(layer, f"{name}_l0", getattr(model.lstm, name + suffix))
    for row, words, n in zip(logits, tokens, lengths):
        embedded = model.embedding(words[None, :n])
        forward = one_way["_l0"](embedded)[0][0, -1]
        backward = one_way["_l0_reverse"](embedded.flip(1))[0][0, -1]
        expected = model.classifier(torch.cat([forward, backward]))
        torch.testing.assert_close(row, expected, **EXACT)
        weight = torch.randn_like(row)
        ours, theirs = gradients((row * weight).sum(), model), gradients((expected * weight).sum(), model)
        torch.testing.assert_close(ours, theirs, **EXACT)


@pytest.mark.parametrize("model_class", [tagging.BiLSTMTagger, tagging.BiLSTMClassifier])
def test_padding_has_no_say(model_class):
    model, tokens, lengths = case(model_class, [3, 1, 4, 2], 6)
    real = torch.arange(6) < lengths[:, None]
    other = torch.where(real, tokens, (tokens + 1) % 9)
    first, second = model(tokens, lengths), model(other, lengths)
    if first.dim() == 3:
        first, second = first[real], second[real]
    assert torch.equal(first, second)


@pytest.mark.parametrize("model_class", [tagging.BiLSTMTagger, tagging.BiLSTMClassifier])
def test_the_padding_word_is_not_trained(model_class):
    model, tokens, lengths = case(model_class, [3, 4], 4)
    tokens[0, 1] = 2
    model(tokens, lengths).sum().backward()
    assert torch.equal(model.embedding.weight.grad[2], torch.zeros(3, dtype=torch.float64))


@pytest.mark.parametrize("lengths, steps", CASES)
def test_loss_equals_the_words_one_by_one(lengths, steps):
    logits = torch.randn(len(lengths), steps, 3, dtype=torch.float64, requires_grad=True)
    tags = torch.randint(0, 3, (len(lengths), steps))
    loss = tagging.tagging_loss(logits, tags, torch.tensor(lengths))
    words = [(n, t) for n, length in enumerate(lengths) for t in range(length)]
    expected = sum(F.cross_entropy(logits[n, t], tags[n, t]) for n, t in words) / len(words)
    torch.testing.assert_close(loss, expected, **EXACT)
    ours, theirs = torch.autograd.grad(loss, logits)[0], torch.autograd.grad(expected, logits)[0]
    torch.testing.assert_close(ours, theirs, **EXACT)


def test_loss_passes_gradcheck():
    logits, tags = torch.randn(2, 4, 3, dtype=torch.float64, requires_grad=True), torch.randint(0, 3, (2, 4))
    assert torch.autograd.gradcheck(lambda y: tagging.tagging_loss(y, tags, torch.tensor([2, 3])), (logits,))


def test_loss_of_equal_logits_is_log_k():
    loss = tagging.tagging_loss(torch.zeros(2, 3, 7), torch.zeros(2, 3, dtype=torch.int64), torch.tensor([1, 3]))
    assert loss.item() == pytest.approx(math.log(7))


def conlleval_spans(tags):
    """The two predicates of conlleval.pl, startOfChunk and endOfChunk, as far as they concern B, I and O."""
    spans, start = [], 0
    before, type_before = "O", ""
    for position, tag in enumerate([*tags, "O"]):
        kind, _, type_now = tag.partition("-")
        ends = (before, kind) in {("B", "B"), ("B", "O"), ("I", "B"), ("I", "O")}
        begins = (before, kind) in {("B", "B"), ("I", "B"), ("O", "B"), ("O", "I")}
        ends |= before != "O" and type_before != type_now
        begins |= kind != "O" and type_before != type_now
        if ends:
            spans.append((type_before, start, position))
        if begins:
            start = position
        before, type_before = kind, type_now
    return spans


@given(TAGS)
def test_spans_are_those_of_conlleval(tags):
    given_tags = list(tags)
    assert tagging.bio_spans(tags) == conlleval_spans(tags)
    assert tags == given_tags


@given(TAGS)
def test_spans_cover_every_tag_but_o_once(tags):
    covered = [position for _, start, end in tagging.bio_spans(tags) for position in range(start, end)]
    assert covered == [position for position, tag in enumerate(tags) if tag != "O"]


@given(TAGS)
def test_spans_written_as_tags_are_found_again(tags):
    spans = tagging.bio_spans(tags)
    written = ["O"] * len(tags)
    for label, start, end in spans:
        written[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    assert tagging.bio_spans(written) == spans


@given(st.lists(st.tuples(TAGS, TAGS), max_size=4))
def test_f1_is_the_harmonic_mean_of_precision_and_recall(pairs):
    predicted, gold = [p for p, _ in pairs], [g for _, g in pairs]
    score = tagging.span_f1(predicted, gold)
    found = [(n, *span) for n, tags in enumerate(predicted) for span in conlleval_spans(tags)]
    wanted = [(n, *span) for n, tags in enumerate(gold) for span in conlleval_spans(tags)]
    right = len(set(found) & set(wanted))
    expected = 0.0
    if right:
        precision, recall = right / len(found), right / len(wanted)
        expected = 2 / (1 / precision + 1 / recall)
    assert type(score) is float
    assert score == pytest.approx(expected, abs=1e-12)
    assert score == tagging.span_f1(gold, predicted)
