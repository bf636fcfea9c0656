"""The stories switch where they say they switch, and a pronoun is decided by the last name alone."""
from __future__ import annotations

import pytest
import torch

from recurrent.contexts import CONTEXTS, NAMES, PRONOUNS, VOCABULARY, WORDS, Story, pronoun_accuracy, story


@pytest.fixture(scope="module")
def batch() -> Story:
    return story(200, 300, torch.Generator().manual_seed(0))


def test_the_context_is_the_last_name(batch: Story) -> None:
    for n in range(20):
        hero = None
        for token, context in zip(batch.tokens[:, n].tolist(), batch.context[:, n].tolist()):
            hero = token if token < CONTEXTS else hero
            assert context == hero


def test_every_pronoun_fits_its_context(batch: Story) -> None:
    assert torch.equal(batch.tokens[batch.pronoun] - CONTEXTS, batch.context[batch.pronoun])


def test_kinds_of_words_are_as_frequent_as_stated(batch: Story) -> None:
    body = slice(1, None)
    assert batch.named[body].double().mean().item() == pytest.approx(0.06, abs=0.004)
    assert batch.pronoun[body].double().mean().item() == pytest.approx(0.2, abs=0.006)


def test_one_name_in_three_repeats_the_hero(batch: Story) -> None:
    assert not (batch.switch & batch.repeat).any()
    assert torch.equal(batch.switch | batch.repeat, batch.named)
    assert (batch.repeat.sum() / batch.named.sum()).item() == pytest.approx(1 / 3, abs=0.03)


def test_the_first_word_is_a_name_but_no_switch(batch: Story) -> None:
    assert (batch.tokens[0] < CONTEXTS).all()
    assert not batch.named[0].any()


@pytest.mark.parametrize("remember", [True, False])
def test_ceiling_is_1_and_chance_is_one_third(batch: Story, remember: bool) -> None:
    logits = torch.zeros(*batch.tokens.shape, VOCABULARY)
    said = batch.context if remember else torch.zeros_like(batch.context)
    logits.scatter_(2, (said + CONTEXTS).unsqueeze(-1), 1.0)
    assert pronoun_accuracy(logits, batch) == pytest.approx(1.0 if remember else 1 / 3, abs=0.0 if remember else 0.02)


def test_accuracy_can_be_restricted(batch: Story) -> None:
    logits = torch.zeros(*batch.tokens.shape, VOCABULARY)
    logits[..., CONTEXTS] = 1.0  # always "she"
    assert pronoun_accuracy(logits, batch, where=batch.context == 0) == 1.0
    assert pronoun_accuracy(logits, batch, where=batch.context == 1) == 0.0


def test_text_is_in_words(batch: Story) -> None:
    words = batch.text(0).split()
    assert len(words) == 200 and words[0] in NAMES and set(words) <= set(WORDS) and set(words) & set(PRONOUNS)


def test_a_seed_gives_the_same_story() -> None:
    assert torch.equal(*(story(30, 4, torch.Generator().manual_seed(2)).tokens for _ in range(2)))
