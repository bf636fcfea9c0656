"""The tasks of the chapter on two directions have the ceilings that it states, and readers learn them as they would alone."""
from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from recurrent import ambiguity, negation
from recurrent.both_ways import merge
from recurrent.data_size import MODELS, TASKS, equal_width, measure, recorded, weights
from recurrent.sides import FIRST, IGNORED, NOUN, SCOPE, SENSE, TEXT, Kind, answers, crowd_of, learn

MANY = ambiguity.sentences(20_000, torch.Generator().manual_seed(0))
TEXTS = negation.texts(2000, torch.Generator().manual_seed(0))


def among(tokens: torch.Tensor, groups: tuple[tuple[str, ...], tuple[str, ...]]) -> torch.Tensor:
    """0 or 1 for the group that a word belongs to, -1 for neither."""
    members = [torch.tensor([ambiguity.INDEX[word] for word in group]) for group in groups]
    return torch.isin(tokens, members[1]).long() - torch.isin(tokens, torch.cat(members)).logical_not().long()


def test_a_sentence_has_its_parts_in_their_places() -> None:
    for n in range(200):
        words = MANY.text(n).split()
        place, clue = MANY.place[n].item(), MANY.clue[n].item()
        assert words[place] in ambiguity.AMBIGUOUS and words[clue] in ambiguity.CLUES[MANY.sense[n]]
        assert words[place - 1] in sum(ambiguity.VERBS, ()) and words[place - 2] in ambiguity.SUBJECTS
        lead, filler = words[: place - 2], words[place + 1 : clue]
        assert lead == list(ambiguity.LEAD[len(ambiguity.LEAD) - len(lead) :])
        assert filler == list(ambiguity.FILLER[len(ambiguity.FILLER) - len(filler) :])
        assert words[clue + 1 :] == ["."] and len(words) == MANY.lengths[n]
    steps = torch.arange(ambiguity.STEPS).unsqueeze(1)
    assert (MANY.tokens[steps.expand_as(MANY.tokens) >= MANY.lengths] == 0).all() and MANY.lengths.max() == ambiguity.STEPS
    assert torch.equal(ambiguity.asked(MANY).max(0).values, MANY.sense) and (ambiguity.asked(MANY) != IGNORED).sum() == len(MANY.sense)


@pytest.mark.parametrize("lookahead", [0, 1, 3, 7, 8, 12])
def test_the_best_guess_reaches_the_ceiling(lookahead: int) -> None:
    """Clue if it is in sight, else the hint: and nothing else in a sentence tells the sense."""
    columns = torch.arange(len(MANY.sense))
    hint = among(MANY.tokens[MANY.place - 1, columns], ambiguity.VERBS)
    guess = torch.where(MANY.clue - MANY.place <= lookahead, MANY.sense, hint)
    assert (guess == MANY.sense).double().mean().item() == pytest.approx(ambiguity.ceiling(lookahead), abs=0.01)


def test_nothing_but_hint_and_clue_depends_on_the_sense() -> None:
    columns = torch.arange(len(MANY.sense))
    late = MANY.tokens.clone()
    late[MANY.place - 1, columns] = 0
    late[MANY.clue, columns] = 0
    for word in range(1, ambiguity.VOCABULARY):
        counts = torch.stack([(late[:, MANY.sense == sense] == word).sum() for sense in (0, 1)]).double()
        assert counts.sum() == 0 or abs(counts[0] - counts[1]) < 5 * counts.sum().sqrt()
    for name in ("lengths", "place"):
        values = getattr(MANY, name).double()
        assert abs(values[MANY.sense == 0].mean() - values[MANY.sense == 1].mean()) < 0.2


@pytest.mark.parametrize("chunk", [1, 2, 4, 8])
@pytest.mark.parametrize("lookahead", [0, 3])
def test_the_ceiling_in_chunks_is_the_best_guess_in_chunks(chunk: int, lookahead: int) -> None:
    sight = (MANY.place // chunk + 1) * chunk - 1 + lookahead - MANY.place
    columns = torch.arange(len(MANY.sense))
    hint = among(MANY.tokens[MANY.place - 1, columns], ambiguity.VERBS)
    guess = torch.where(MANY.clue - MANY.place <= sight, MANY.sense, hint)
    assert (guess == MANY.sense).double().mean().item() == pytest.approx(ambiguity.chunked_ceiling(chunk, lookahead), abs=0.01)


def test_places_must_be_uniform_in_a_chunk() -> None:
    with pytest.raises(ValueError, match="chunk must divide 8, got 3"):
        ambiguity.chunked_ceiling(3, 0)


def test_a_text_is_made_of_clauses_in_two_orders() -> None:
    for n in range(300):
        *words, stop = TEXTS.words(n)
        clauses = " ".join(words).split(" and ")
        assert stop == "." and len(clauses) == negation.CLAUSES
        scope, verdicts = [], []
        for clause in clauses:
            parts, negated = clause.split(), "not" in clause
            first = parts[0] == "the"
            shape = negation.ORDERS[0] if first else negation.ORDERS[1]
            wanted = [slot for slot in shape if negated or slot != "not"]
            groups = {"NOUN": negation.NOUNS, "ADVERB": negation.ADVERBS, "ADJECTIVE": sum(negation.ADJECTIVES, ())}
            assert len(parts) == len(wanted) and all(word in groups.get(slot, (slot,)) for word, slot in zip(parts, wanted))
            scope += [int(negated)] * len(parts) + [0]
            verdicts.append(int(any(word in negation.ADJECTIVES[1] for word in parts)) ^ negated)
        assert TEXTS.scope[: TEXTS.lengths[n], n].tolist() == scope and (TEXTS.scope[TEXTS.lengths[n] :, n] == IGNORED).all()
        assert TEXTS.says[n] == (sum(verdicts) > 1) and TEXTS.verdict[0, n] == verdicts[0]


@pytest.mark.parametrize("reads", ["forward", "backward", "both"])
def test_the_best_guess_of_the_scope_comes_from_what_was_read(reads: str) -> None:
    """For all prefixes, suffixes or whole texts that occur: the majority of scopes is worth the ceiling."""
    votes: dict[object, list[int]] = {}
    for n in range(len(TEXTS.lengths)):
        words, clause = TEXTS.words(n), 0
        for t, word in enumerate(words):
            start = clause
            end = next(k for k in range(t, len(words)) if words[k] in ("and", "."))
            clause = t + 1 if word in ("and", ".") else clause
            plain = ["*" if w in sum(negation.ADJECTIVES, ()) + negation.NOUNS + negation.ADVERBS else w for w in words]
            seen = {"forward": tuple(plain[start : t + 1]), "backward": tuple(plain[t:end]), "both": (t - start, tuple(plain[start:end]))}[reads]
            votes.setdefault(seen if word not in ("and", ".") else word, []).append(TEXTS.scope[t, n].item())
    best = sum(max(sum(v), len(v) - sum(v)) for v in votes.values()) / sum(map(len, votes.values()))
    assert negation.ceiling(TEXTS, reads) == pytest.approx(best, abs=0.015)


def test_no_sum_of_two_votes_gets_all_four_cases_and_a_product_does() -> None:
    """Adjective left, negation right: over all sign patterns of additive scores one case in four is wrong."""
    grid = torch.linspace(-2, 2, 9)
    u0, u1, v0, v1 = torch.meshgrid(grid, grid, grid, grid, indexing="ij")
    right = torch.stack([u1 + v0 > 0, u0 + v1 > 0, u1 + v1 < 0, u0 + v0 < 0])
    assert right.sum(0).max() == 3
    sign = torch.tensor([1.0, -1.0])
    product = merge(sign.repeat_interleave(2).unsqueeze(1), sign.repeat(2).unsqueeze(1), "mul")
    assert product.flatten().tolist() == [1, -1, -1, 1]


def test_the_noun_between_is_asked_for_and_needs_both_sides() -> None:
    wanted = negation.about_the_noun(TEXTS)
    asked = wanted != IGNORED
    assert torch.isin(TEXTS.tokens[asked], torch.tensor([negation.INDEX[noun] for noun in negation.NOUNS])).all()
    adjective = TEXTS.tokens[:-1][asked[1:]]
    positive = torch.isin(adjective, torch.tensor([negation.INDEX[word] for word in negation.ADJECTIVES[1]])).long()
    said = wanted[asked]
    share = (positive == said).double().mean().item()
    assert share == pytest.approx(1 - negation.NOT, abs=0.03), "what the left side alone is worth"
    assert torch.equal(positive ^ TEXTS.scope[asked], said)


@pytest.mark.parametrize("task", [SENSE, SCOPE, NOUN, TEXT, FIRST], ids=["sense", "scope", "noun", "text", "first"])
def test_answers_are_scored_as_torch_would(task: object) -> None:
    kinds = [Kind("forward"), Kind("both", "mul")]
    crowd = crowd_of(task, kinds, (3, 4), 5)
    batches = [task.draw(6, torch.Generator().manual_seed(seed)) for seed in (0, 1)]
    losses, scores = answers(crowd, task, kinds, batches)
    for k in range(4):
        tokens, lengths, wanted = batches[k % 2]
        alone = crowd.member(k)
        if task.ask == "tags":
            logits = alone(tokens, lengths)
        else:
            logits = crowd(tokens.unsqueeze(1).repeat(1, 4, 1), lengths.repeat(4, 1), ask=task.ask)[k].unsqueeze(0)
        there = wanted != IGNORED
        torch.testing.assert_close(losses[k], F.cross_entropy(logits[there], wanted[there]), rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(scores[k], (logits[there].argmax(-1) == wanted[there]).float().mean())


def test_a_delayed_reader_answers_later_for_the_same_word() -> None:
    kinds = [Kind("forward", delay=3)]
    crowd = crowd_of(SENSE, kinds, (0,), 5)
    batch = SENSE.draw(8, torch.Generator().manual_seed(0))
    losses, _ = answers(crowd, SENSE, kinds, [batch])
    longer = F.pad(batch.tokens, (0, 0, 0, 3))
    logits = crowd.member(0)(longer, torch.full_like(batch.lengths, len(longer)))[3:]
    there = batch.wanted != IGNORED
    torch.testing.assert_close(losses[0], F.cross_entropy(logits[there], batch.wanted[there]), rtol=1e-4, atol=1e-5)


def test_seeds_see_the_same_data_in_every_kind_and_a_run_repeats() -> None:
    kinds = [Kind("forward"), Kind("both"), Kind("both", "concat")]
    one, two = (learn(SENSE, kinds[:2], (0, 1), 3, hidden_size=4) for _ in range(2))
    assert all(torch.equal(one.curves[kind], two.curves[kind]) for kind in one.kinds)
    twice = learn(SENSE, [Kind("both"), Kind("both", "sum")], (0, 1), 3, hidden_size=4)
    assert torch.equal(twice.curves[Kind("both")], one.curves[Kind("both")])
    assert one.exam(20).keys() == set(kinds) and one.curves[kinds[0]].shape == (2, 3)


def test_a_limited_pool_is_all_that_is_seen() -> None:
    learned = learn(TEXT, [Kind("both")], (0, 1), 60, hidden_size=8, rate=3e-2, examples=4)
    assert [pool.tokens.shape[1] for pool in learned.pools] == [4, 4]
    assert min(learned.rehearsed()[Kind("both")]) == 1.0 and max(learned.exam(200)[Kind("both")]) < 0.8


def test_chunks_with_lookahead_are_learned_with() -> None:
    learned = learn(SENSE, [Kind("both")], (0,), 2, hidden_size=4, chunk=4, lookaheads=8)
    whole, cut = learned.exam(50, chunk=4, lookahead=24), learned.exam(50, chunk=4, lookahead=0)
    assert 0 <= cut[Kind("both")][0] <= 1 and 0 <= whole[Kind("both")][0] <= 1


@pytest.mark.parametrize(("input_size", "hidden_size"), [(12, 16), (64, 64), (1, 1)])
def test_weights_are_counted_as_torch_has_them(input_size: int, hidden_size: int) -> None:
    for directions in (1, 2):
        layer = torch.nn.LSTM(input_size, hidden_size, bidirectional=directions == 2)
        assert weights(input_size, hidden_size, directions) == sum(p.numel() for p in layer.parameters())
    wide, goal = equal_width(input_size, hidden_size), weights(input_size, hidden_size, 2)
    others = (abs(weights(input_size, wide + step) - goal) for step in (-1, 1) if wide + step > 0)
    assert all(abs(weights(input_size, wide) - goal) <= other for other in others)


def test_the_record_of_data_sizes_is_complete() -> None:
    record = recorded()
    assert set(record.accuracy) == {(task, model, size) for task in TASKS for model in MODELS for size in record.sizes()}
    rows = [found[part] for found in record.accuracy.values() for part in ("train", "test")]
    assert {len(row) for row in rows} == {6} and all(0 <= share <= 1 for row in rows for share in row)
    assert "benchmarks.data_size" in record.command and record.machine and 0 < record.minutes < 10


def test_every_model_of_the_record_is_measured() -> None:
    found = measure("sense", 4, 2, (0, 1), 1e-2)
    assert set(found) == set(MODELS) and all(len(of[part]) == 2 for of in found.values() for part in ("train", "test"))
