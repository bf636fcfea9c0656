"""What a trained encoder-decoder looks at, what that is worth to it, and where it errs."""
from __future__ import annotations

import json
from collections.abc import Sequence

import torch
from torch import Tensor

from recurrent.pronunciations import Word
from recurrent.spelling import BOS, PAD, PHONEMES, batch, edits
from recurrent.spelling_study import DATA, Learned


def alignment(learned: Learned, member: int, words: Sequence[Word]) -> list[tuple[list[str], Tensor]]:
    """What an attending member writes for each word, ``"end"`` after it if it comes to one, and the weights ``(U, letters)``."""
    model = learned.model
    copies = len(model.kinds) * model.seeds
    written, weights = model.write(batch([words] * copies))
    pairs = []
    for n, (word, row) in enumerate(zip(words, written[member])):
        said = [*(PHONEMES[k] for k in row), *["end"] * (len(row) < len(weights))]
        pairs.append((said, weights[: len(said), member, n, : len(word.spelling)]))
    return pairs


@torch.no_grad()
def hiding(learned: Learned, generator: torch.Generator) -> dict[str, list[float]]:
    """What the weights say and do, while the right phonemes are given: one number for each attending member.

    Returns:
        ``"top"``: mean weight of the place that is looked at most; ``"forward"``: share of steps in which this place is
        the last one or a later one; ``"without top"``, ``"without another"``: share of steps whose best phoneme changes
        when this place is hidden from the step, or one of the other places of the word, drawn at random.
    """
    model, words = learned.model, learned.held
    A = model.attending
    memory, state = model.encode(words)
    before = torch.cat([torch.full_like(words.phonemes[:1], BOS), words.phonemes[:-1]])
    kept: dict[str, list[Tensor]] = {name: [] for name in ("top", "forward", "without top", "without another")}
    last = None
    padding = memory.padding
    for from_token in model.from_tokens(before):
        read, after, weights = model.step(from_token, state, memory)
        top = weights.argmax(-1, keepdim=True)
        free = ~padding[:A] & (torch.arange(padding.shape[-1]) != top)
        other = torch.multinomial(free.flatten(0, 1).double(), 1, generator=generator).view_as(top)
        best = model.logits(read)[:A].argmax(-1)
        for name, place in (("without top", top), ("without another", other)):
            memory.padding = padding.clone()
            memory.padding[:A].scatter_(-1, place, True)
            kept[name].append(model.logits(model.step(from_token, state, memory)[0])[:A].argmax(-1) != best)
        memory.padding = padding
        kept["top"].append(weights.amax(-1))
        kept["forward"].append((top >= last).squeeze(-1) if last is not None else torch.ones_like(best, dtype=torch.bool))
        last, state = top, after
    real = (words.phonemes[:, :A] != PAD).double()
    return {name: ((torch.stack(steps).double() * real).sum((0, 2)) / real.sum((0, 2))).tolist() for name, steps in kept.items()}


def kinds_of_errors(learned: Learned) -> list[tuple[float, float]]:
    """Every network's error rates of the consonants alone and of the vowels alone, the other ones taken out on both sides."""
    vowels = {phoneme for row in learned.words for word in row for phoneme, stress in zip(word.phonemes, word.stress) if stress is not None}
    written, _ = learned.model.write(learned.held)
    rates = []
    for k, rows in enumerate(written):
        for is_vowel in (False, True):
            wrong = total = 0
            for row, word in zip(rows, learned.words[k % learned.model.seeds]):
                right = [phoneme for phoneme in word.phonemes if (phoneme in vowels) == is_vowel]
                said = [PHONEMES[n] for n in row if (PHONEMES[n] in vowels) == is_vowel]
                wrong, total = wrong + edits(said, right), total + len(right)
            rates.append(wrong / total)
    return list(zip(rates[::2], rates[1::2]))


def looked_at() -> list[dict]:
    """Some words that a recorded network had not seen: ``word``, ``right``, ``written``, ``best`` and ``weights``, step by step."""
    return json.loads((DATA / "alignments.json").read_text(encoding="utf-8"))["words"]
