"""The encoder-decoders of the chapter on attention equal torch's layers and the course's own decoder."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor

from autograder.judge import load_solution
from recurrent.looking import hiding, kinds_of_errors, looked_at
from recurrent.pronunciations import words
from recurrent.spelling import BOS, EOS, LETTERS, PAD, PHONEMES, Batch, batch, edits, split
from recurrent.spelling_study import BINS, DATA, Learned, drawn, marks, recorded
from recurrent.transducer import KINDS, Transducers, losses

H, N = 8, 12


@pytest.fixture(autouse=True)
def double() -> Iterator[None]:
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


@pytest.fixture
def network() -> Transducers:
    return Transducers(KINDS, [3], H)


@pytest.fixture(scope="module")
def some() -> Batch:
    return batch([words()[:N]] * len(KINDS))


def test_edits_are_those_of_the_course() -> None:
    error_rate = load_solution("08_attention")["error_rate"]
    assert edits([*"kitten"], [*"sitting"]) == 3
    for one, other in zip(words()[:40], words()[40:80]):
        pair = list(map(ord, one.spelling)), list(map(ord, other.spelling))
        assert edits(*pair) == edits(*pair[::-1]) == round(error_rate([pair[0]], [pair[1]]) * len(pair[1]))


def test_a_batch_holds_the_words(some: Batch) -> None:
    for n, word in enumerate(words()[:N]):
        letters, phonemes = some.letters[:, 0, n], some.phonemes[:, 0, n]
        assert "".join(LETTERS[k] for k in letters if k != PAD) == word.spelling
        assert [k for k in phonemes.tolist() if k != PAD] == [*map(PHONEMES.index, word.phonemes), EOS]
        assert some.lengths[0, n] == len(word.spelling)


def test_every_seed_leaves_out_words_of_its_own() -> None:
    left_out = [split(seed, 50, longest=6) for seed in range(3)]
    every = [word for _, held in left_out for word in held]
    assert len(set(every)) == 150 and all(len(word.spelling) <= 6 for word in every)
    assert all(not set(seen) & set(held) for seen, held in left_out)
    with pytest.raises(ValueError, match="seed must be below"):
        split(10_000, 50)


def test_the_encoder_is_a_packed_bilstm(network: Transducers, some: Batch) -> None:
    w, lstm = network.weights, nn.LSTM(16, H // 2, bidirectional=True)
    with torch.no_grad():
        for way, end in (("forward", ""), ("backward", "_reverse")):
            getattr(lstm, f"weight_ih_l0{end}").copy_(w[f"weight_x_{way}"][0].T)
            getattr(lstm, f"weight_hh_l0{end}").copy_(w[f"weight_h_{way}"][0])
            getattr(lstm, f"bias_ih_l0{end}").copy_(w[f"bias_{way}"][0, 0])
            getattr(lstm, f"bias_hh_l0{end}").zero_()
    x = F.embedding(some.letters[:, 0].clamp(min=0), w["letters"][0])
    output, (h_n, _) = lstm(nn.utils.rnn.pack_padded_sequence(x, some.lengths[0], enforce_sorted=False))
    memory, (h, c) = network.encode(some)
    real = ~memory.padding[0]
    states = nn.utils.rnn.pad_packed_sequence(output)[0].transpose(0, 1)
    torch.testing.assert_close(memory.states[0][real], states[real])
    mean, final = memory.fixed
    torch.testing.assert_close(final, torch.cat([h_n[0], h_n[1]], dim=-1))
    torch.testing.assert_close(mean, states.sum(1) / some.lengths[0][:, None])
    torch.testing.assert_close(h[2], torch.tanh(final @ w["bridge"][2]))
    assert not c.any()


def test_a_step_is_that_of_the_exercise(network: Transducers, some: Batch) -> None:
    w = {name: tensor[0] for name, tensor in network.weights.items()}
    step = load_solution("08_attention")["DecoderStep"](EOS + 2, 16, H, H, H // 2)
    copies = {
        "embedding.weight": w["phonemes"],
        "attention.query_projection.weight": w["query"].T,
        "attention.key_projection.weight": w["key"].T,
        "attention.score.weight": w["score"].T,
        "cell.weight_ih": torch.cat([w["token"], w["context"]]).T,
        "cell.weight_hh": w["state"].T,
        "cell.bias_ih": w["bias"][0],
        "cell.bias_hh": torch.zeros(4 * H),
        "output.weight": torch.cat([w["output"], torch.zeros(2 * H, 1)], dim=1).T,
        "output.bias": torch.cat([w["output_bias"][0], torch.zeros(1)]),
    }
    step.load_state_dict(copies)
    memory, (h, c) = network.encode(some)
    token = torch.randint(0, BOS, (N,), generator=torch.Generator().manual_seed(1))
    logits, (new_h, new_c), weights = step(token, (h[0], c[0]), memory.states[0], some.lengths[0])
    read, state, looked = network.step(network.from_tokens(token.expand(1, len(KINDS), N))[0], (h, c), memory)
    for ours, theirs in ((network.logits(read)[0], logits[:, :-1]), (state[0][0], new_h), (state[1][0], new_c), (looked[0], weights)):
        torch.testing.assert_close(ours, theirs)
    assert not looked[0][memory.padding[0]].any()


def test_without_a_score_attention_is_the_mean(network: Transducers, some: Batch) -> None:
    with torch.no_grad():
        network.weights["score"].zero_()
    logits = network(some)
    torch.testing.assert_close(logits[:, 0], logits[:, 1])
    assert not torch.allclose(logits[:, 0], logits[:, 2])
    found = hiding(Learned(network, [list(words()[:N])], some), torch.Generator().manual_seed(0))
    steps = torch.tensor([len(word.phonemes) + 1 for word in words()[:N]]).double()
    assert found["top"] == pytest.approx([((steps / some.lengths[0]).sum() / steps.sum()).item()])


def test_company_and_padding_change_nothing(network: Transducers, some: Batch) -> None:
    together = network(some)
    each = losses(network, some)
    alone = []
    for n in range(N):
        word = drawn(some, torch.full((len(KINDS), 1), n), 1)
        logits = network(word)
        torch.testing.assert_close(logits, together[: len(logits), :, n : n + 1])
        alone.append(losses(network, word) * len(logits))
    torch.testing.assert_close(each, torch.stack(alone).sum(0) / (some.phonemes[:, 0] != PAD).sum())


def test_what_is_written_is_the_best_of_every_step(network: Transducers, some: Batch) -> None:
    written, weights = network.write(some, longest=9)
    for member, rows in enumerate(written):
        padded = torch.full((9, len(KINDS), N), PAD)
        for n, row in enumerate(rows):
            own = ([*row, EOS] if len(row) < 9 else row)
            padded[: len(own), member, n] = torch.tensor(own)
        best = network(Batch(some.letters, some.lengths, padded))[:, member].argmax(-1)
        real = padded[:, member] != PAD
        assert (best[real] == padded[:, member][real]).all()
    torch.testing.assert_close(weights.sum(-1), torch.ones(weights.shape[:-1]))


def test_the_marks_of_a_perfect_writer_are_zero(network: Transducers, some: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    held = list(words()[:400])
    learned = Learned(network, [held], batch([held] * len(KINDS)))
    right = [list(map(PHONEMES.index, word.phonemes)) for word in held]
    silent: list[list[int]] = [[] for _ in held]
    monkeypatch.setattr(network, "write", lambda _: ([right, silent, right], Tensor()))
    found = marks(learned)
    assert found["attention"][0].all == found["final"][0].words == 0
    assert found["mean"][0].all == found["mean"][0].words == 1 and found["mean"][0].by_length == [1.0] * len(BINS)
    dull = [[PHONEMES.index("AH") if stress is not None else k for k, stress in zip(row, word.stress)] for row, word in zip(right, held)]
    monkeypatch.setattr(network, "write", lambda _: ([right, silent, dull], Tensor()))
    consonants, vowels = kinds_of_errors(learned)[2]
    every = [phoneme for word in held for phoneme, stress in zip(word.phonemes, word.stress) if stress is not None]
    assert consonants == 0 and 0 < vowels <= 1 - every.count("AH") / len(every) + 1e-12


def test_kinds_come_in_their_order() -> None:
    for kinds in (("mean", "attention"), ("hearing",)):
        with pytest.raises(ValueError, match="kinds must be some of"):
            Transducers(kinds, [0], H)
    pair = Transducers(("attention", "final"), [0, 1], H)
    assert all((p[:2] == p[2:]).all() for p in pair.parameters())


def test_the_records_are_whole() -> None:
    record = recorded()
    assert tuple(map(tuple, record["bins"])) == BINS and {row["kind"] for row in record["marks"]} == set(KINDS)
    assert all(len(row["by_length"]) == len(BINS) for row in record["marks"])
    assert all(set(KINDS) <= set(row) for row in record["course"])
    assert (DATA / "alignments.json").stat().st_size < 300_000
    unseen = {word.spelling for word in split(0, record["budget"]["held_out"])[1]}
    for row in looked_at():
        assert row["word"] in unseen and len(row["weights"]) == len(row["written"]) == len(row["best"])
        assert all(len(step) == len(row["word"]) and abs(sum(step) - 1) < 0.02 for step in row["weights"])
        assert [step[0][0] for step in row["best"]] == row["written"]
