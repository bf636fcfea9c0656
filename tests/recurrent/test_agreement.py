"""The agreement sentences have the chance level, the ceiling and the distances that the book states."""
from __future__ import annotations

import pytest
import torch

from recurrent import agreement
from recurrent.agreement import INDEX, NOUNS, VERBS, VOCABULARY, WORDS, Sentences, noun_correct, sentences, verb_correct


def draw(size: int, distractors: int, seed: int = 0, **options: float) -> Sentences:
    return sentences(size, distractors, torch.Generator().manual_seed(seed), **options)


def is_plural(tokens: torch.Tensor) -> torch.Tensor:
    return torch.tensor([WORDS[token] in NOUNS[1] + VERBS[1] + ("these",) for token in tokens.tolist()]).long()


@pytest.mark.parametrize("distractors", [0, 1, 4, 12])
def test_the_sentence_has_the_stated_shape(distractors: int) -> None:
    batch = draw(50, distractors)
    assert batch.tokens.shape == (3 + 4 * distractors + 2, 50)
    assert batch.tokens.dtype == torch.int64
    verbs = VERBS[0] + VERBS[1]
    for n in range(50):
        words = batch.text(n).split()
        assert words[-1] == "." and words[batch.verb] in verbs
        assert not set(words[: batch.verb]) & set(verbs)
        assert len(words) - 2 - 2 == 4 * distractors + 1, "subject to verb"


@pytest.mark.parametrize("distractors", [0, 3])
def test_every_noun_agrees_with_its_determiner(distractors: int) -> None:
    batch = draw(200, distractors)
    for start in range(0, batch.verb, 4):
        assert torch.equal(is_plural(batch.tokens[start]), is_plural(batch.tokens[start + 2]))
    assert torch.equal(is_plural(batch.tokens[2]), batch.number)
    assert torch.equal(is_plural(batch.tokens[batch.verb]), batch.verb_number)


def test_slips_are_as_frequent_as_asked_and_set_the_ceiling() -> None:
    batch = draw(20_000, 2)
    assert (batch.number == batch.verb_number).double().mean().item() == pytest.approx(0.95, abs=0.006)
    clean = draw(1000, 2, error=0.0)
    assert torch.equal(clean.number, clean.verb_number)


def test_the_nearest_noun_is_worth_chance_once_there_is_a_distractor() -> None:
    batch = draw(20_000, 1)
    nearest = is_plural(batch.tokens[batch.verb - 1])
    assert (nearest == batch.verb_number).double().mean().item() == pytest.approx(0.5, abs=0.012)


@pytest.mark.parametrize("group", [NOUNS, VERBS])
def test_word_forms_carry_nothing_but_number(group: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    """Every stem is as likely as every other in both numbers, so no stem gives the number away."""
    batch = draw(20_000, 0)
    tokens = batch.tokens[2 if group is NOUNS else batch.verb]
    for number in (0, 1):
        first = INDEX[group[number][0]]
        counts = torch.tensor([(tokens == first + k).sum() for k in range(len(group[number]))]).double()
        assert (counts / counts.sum() * len(counts)).sub(1).abs().max() < 0.1


@pytest.mark.parametrize("guess", [0, 1])
def test_verb_correct_compares_the_mass_of_singular_and_plural_verbs(guess: int) -> None:
    batch = draw(100, 1)
    logits = torch.zeros(len(batch.tokens) - 1, 100, VOCABULARY)
    logits[batch.verb - 1, :, INDEX[VERBS[guess][0]]] = 1.0
    assert torch.equal(verb_correct(logits, batch), batch.verb_number == guess)
    logits[batch.verb - 1, :, INDEX["key"]] = 50.0
    assert torch.equal(verb_correct(logits, batch), batch.verb_number == guess), "other words do not count"


def test_noun_correct_looks_at_the_word_before() -> None:
    batch = draw(100, 2)
    logits = torch.zeros(len(batch.tokens) - 1, 100, VOCABULARY)
    logits[9, :, INDEX["keys"]] = 1.0
    assert torch.equal(noun_correct(logits, batch, 10), is_plural(batch.tokens[10]) == 1)


def test_a_seed_gives_the_same_sentences() -> None:
    assert torch.equal(draw(20, 3, seed=5).tokens, draw(20, 3, seed=5).tokens)
    assert not torch.equal(draw(20, 3, seed=5).tokens, draw(20, 3, seed=6).tokens)


def test_words_are_listed_once() -> None:
    assert len(set(WORDS)) == agreement.VOCABULARY
