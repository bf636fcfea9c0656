"""Sequences in practice: equal arithmetic in every version, bytes that follow from the equations, streams that are as they say."""
from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
import torch.nn as nn
from matplotlib import pyplot as plt

from recurrent import dropped, fast, ragged, scan, windows
from recurrent.fast_record import recorded
from recurrent.saved import SavedBytes
from recurrent.sequence_diagrams import padded_and_packed

T, N, I, H = 11, 3, 4, 5


def layer() -> nn.LSTM:
    torch.manual_seed(0)
    return nn.LSTM(I, H).double()


def inputs(steps: int = T) -> torch.Tensor:
    return torch.randn(steps, N, I, dtype=torch.float64, generator=torch.Generator().manual_seed(1))


def by_blocks(lstm: nn.LSTM, x: torch.Tensor) -> torch.Tensor:
    return fast.in_blocks(lstm, x, 4)


@pytest.mark.parametrize("run", [*fast.STAGES.values(), by_blocks], ids=lambda run: run.__name__)
def test_every_version_is_torchs_layer_forwards_and_backwards(run) -> None:
    lstm, x, weight = layer(), inputs(), torch.randn(T, N, H, dtype=torch.float64)
    found = []
    for one in (lambda lstm, x: lstm(x)[0], run):
        lstm.zero_grad()
        given = x.clone().requires_grad_()
        output = one(lstm, given)
        (output * weight).sum().backward()
        found.append([output, given.grad, *(p.grad.clone() for p in lstm.parameters())])
    for expected, actual in zip(*found):
        torch.testing.assert_close(actual, expected, rtol=1e-11, atol=1e-13)


def test_each_version_in_python_starts_fewer_operations_than_the_one_before() -> None:
    lstm = nn.LSTM(I, H)
    counts = [fast.operations_a_step(run, lstm) for name, run in fast.STAGES.items() if name != "nn.LSTM"]
    assert counts == sorted(counts, reverse=True) and len(set(counts)) == len(counts)


def test_views_are_not_counted_as_operations() -> None:
    x = torch.zeros(4, 4)
    with fast.Operations() as operations:
        (x.chunk(2)[0] + 1).view(8)
    assert operations.count == 1


def test_the_scan_goes_on_from_a_state_as_torch_does() -> None:
    lstm, x = layer(), inputs()
    state = torch.randn(2, 1, N, H, dtype=torch.float64)
    expected, (h_n, c_n) = lstm(x, tuple(state))
    weight = torch.randn_like(expected)
    (expected * weight).sum().backward()
    gradient = lstm.weight_hh_l0.grad
    U = lstm.weight_hh_l0.detach().clone().requires_grad_()
    z = (x @ lstm.weight_ih_l0.T + lstm.bias_ih_l0 + lstm.bias_hh_l0).unsqueeze(1)
    states, (h, c) = scan.lstm_from(z, U.unsqueeze(0), tuple(state))
    (states[:, 0] * weight).sum().backward()
    torch.testing.assert_close(states[:, 0], expected, rtol=1e-12, atol=1e-13)
    torch.testing.assert_close((h, c), (h_n, c_n), rtol=1e-12, atol=1e-13)
    torch.testing.assert_close(U.grad, gradient, rtol=1e-11, atol=1e-12)
    assert not (h.requires_grad or c.requires_grad)


@pytest.mark.parametrize("steps", [1, 7])
def test_a_cell_saves_its_input_and_seven_vectors_a_step(steps: int) -> None:
    cell, x = nn.LSTMCell(I, H).double(), inputs(steps)
    start = torch.zeros(2, N, H, dtype=torch.float64)
    with SavedBytes([*cell.parameters(), x, start]) as saved:
        h, c = start
        for x_t in x:
            h, c = cell(x_t, (h, c))
        loss = h.sum()
    # The first h and c are given. A later c is also what the step before it saved: counted once.
    assert saved.live == 8 * N * H * (7 * steps - 2)
    loss.backward()
    assert saved.live == 0 and saved.peak == 8 * N * H * (7 * steps - 2)


def test_what_is_saved_goes_with_its_graph() -> None:
    x = torch.ones(10, requires_grad=True)
    with SavedBytes() as saved:
        y = x.exp().exp()
        assert saved.live == 80 and torch.isfinite(y).all()
        del y
    assert saved.live == 0 and saved.peak == 80


def test_shared_memory_counts_once() -> None:
    x = torch.ones(10, requires_grad=True)
    with SavedBytes() as saved:
        y = x[:5] * x[5:] * x[:5]
    assert saved.live == 40 + 20 and y.requires_grad  # x once, and the first product


@pytest.mark.parametrize("lags", [(5, 5), (1, 6)])
def test_a_question_is_answered_by_the_last_cue_as_far_back_as_it_says(lags: tuple[int, int]) -> None:
    drawn = windows.stream(300, 4, lags, torch.Generator().manual_seed(0))
    asked = drawn.answers != windows.SILENT
    assert torch.equal(asked, drawn.symbols == windows.QUESTION) and asked.sum() > 4 * 300 // (lags[1] + 1) - 8
    cues = drawn.symbols < windows.CUES
    for t, n in asked.nonzero().tolist():
        before = cues[:t, n].nonzero()
        lag = int(drawn.lags[t, n])
        if t >= lag:
            assert int(before[-1]) == t - lag and drawn.symbols[t - lag, n] == drawn.answers[t, n]
    assert set(drawn.lags[asked].tolist()) == set(range(lags[0], lags[1] + 1))
    assert set(drawn.text(0)) <= set("ABCD.?")


def test_lags_in_the_wrong_order_are_named() -> None:
    with pytest.raises(ValueError, match=r"lags must be 1 <= shortest <= longest, got \(4, 2\)"):
        windows.stream(10, 1, (4, 2), torch.Generator())


def test_readers_are_torchs_layers_and_go_on_where_they_stopped() -> None:
    readers = windows.Readers(2, 2, 6)
    symbols = windows.stream(20, 4, (3, 3), torch.Generator().manual_seed(0)).symbols.view(20, 4, 1)
    logits, _ = readers(symbols, readers.zeros(1))
    first, state = readers(symbols[:8], readers.zeros(1))
    rest, _ = readers(symbols[8:], state)
    torch.testing.assert_close(torch.cat([first, rest]), logits)
    lstm = nn.LSTM(windows.SYMBOLS, 6)
    with torch.no_grad():
        for name, value in {"weight_ih": readers.weight_ih[1], "weight_hh": readers.weight_hh[1], "bias_ih": readers.bias[1], "bias_hh": torch.zeros(24)}.items():
            getattr(lstm, f"{name}_l0").copy_(value)
        states = lstm(torch.nn.functional.one_hot(symbols[:, 1], windows.SYMBOLS).float())[0]
        torch.testing.assert_close(logits[:, 1], states @ readers.read[1].T + readers.offset[1])
    assert torch.equal(readers.weight_hh[0], readers.weight_hh[2]) and not torch.equal(readers.weight_hh[0], readers.weight_hh[1])


def test_a_window_without_a_state_handed_on_cannot_know_an_older_cue() -> None:
    """Tested with a state set to zero every four letters, nobody can answer at a lag of four."""
    readers = windows.learn([windows.Way((1, 3))], 8, steps=2400, seeds=2, size=4)
    near, far = windows.accuracy(readers, (1, 4), window=4, steps=2000)
    best_near = 3 / 4 + 1 / 4 / windows.CUES
    assert (near > 0.85 * best_near).all() and (near < best_near + 0.05).all()
    assert (far < 1 / windows.CUES + 0.06).all()


def test_ragged_rows_are_zero_behind_their_end_and_ask_for_the_symbol_before_last() -> None:
    x, lengths, classes = ragged.ragged(50, 30, torch.Generator().manual_seed(0))
    assert x.shape == (30, 50, ragged.SYMBOLS) and lengths.min() >= 2 and lengths.max() <= ragged.LONGEST
    for n, length in enumerate(lengths.tolist()):
        assert (x[:length, n].sum(-1) == 1).all() and not x[length:, n].any()
        assert int(x[length - 2, n].argmax()) == classes[n]
    with pytest.raises(ValueError, match="steps must be at least 24, got 23"):
        ragged.ragged(1, 23, torch.Generator())


def test_reading_at_the_end_of_the_row_does_not_see_the_batch() -> None:
    scores = ragged.padded_scores((24, 60), steps=2, seeds=2)
    assert list(scores) == list(ragged.PLACES) and all(found.shape == (2, 2) for found in scores.values())
    members = [ragged.Classifier("LSTM", ragged.SYMBOLS, 4, ragged.SYMBOLS).double() for _ in range(2)]
    crowd = ragged.Crowd(members)
    x, lengths, _ = ragged.ragged(6, 24, torch.Generator().manual_seed(0))
    x = x.double().view(24, 2, 3, -1)
    longer = torch.cat([x, torch.randn(9, 2, 3, ragged.SYMBOLS, dtype=torch.float64)])
    places = lengths.view(2, 3) - 1
    torch.testing.assert_close(ragged.logits_at(crowd, x, places), ragged.logits_at(crowd, longer, places), rtol=0, atol=0)
    n = 2
    expected = members[1](x[: places[1, n] + 1, 1, n : n + 1])
    torch.testing.assert_close(ragged.logits_at(crowd, x, places)[1, n], expected[0])


def test_the_record_holds_every_version_and_says_where_it_was_made() -> None:
    record = recorded()
    for device in record.machines:
        for rows in (1, 32):
            assert record.ratio(device, "nn.LSTM", rows) == 1
            for name in (*fast.STAGES, "compiled step", "compiled block"):
                assert math.isfinite(record.ratio(device, name, rows)) and record.first[device, name, rows] >= 0
        assert (device == "cpu") != ("--device" in record.commands[device]) and record.machines[device] and record.without_compiler[device]
    assert "cpu" in record.machines


def test_a_graphics_processor_is_shown_once_it_was_measured() -> None:
    record = recorded()
    unmeasured = replace(record, machines={"cpu": "here"})
    assert "No graphics processor has been measured" in unmeasured.on_graphics_processors().data
    times = {("cuda", name, rows): size for name, size in (("one product", 6.0), ("nn.LSTM", 1.5)) for rows in (1, 32)}
    shown = replace(record, machines={"cuda": "a card"}, milliseconds=times).on_graphics_processors().data
    assert shown.count('<td class="number">4.0</td>') == 2 and "a card" in shown


def test_the_drawing_shows_what_torch_packs() -> None:
    words = ["ab", "cdef", "g"]
    upper, lower = padded_and_packed(words).axes
    strip = [text.get_text() for text in lower.texts if len(text.get_text()) == 1 and text.get_text().isalpha()]
    packed = nn.utils.rnn.pack_sequence([torch.tensor([ord(letter) for letter in word]) for word in words], enforce_sorted=False)
    assert strip == [chr(code) for code in packed.data.tolist()] == list("cagdbef")
    shown = [text.get_text() for text in upper.texts]
    assert [text for text in shown if text == "·"] == ["·"] * (3 * 4 - 7)
    below = [text.get_text() for text in upper.texts if text.get_position()[1] == -0.1]
    assert below == ["3", "2", "1", "1", "batch_sizes"]
    plt.close("all")


def test_dropout_falls_where_it_should_and_nowhere_else() -> None:
    readers = windows.Readers(2, len(dropped.PLACES), 6)
    symbols = windows.stream(9, 2, (3, 3), torch.Generator().manual_seed(0)).symbols.unsqueeze(1).expand(-1, 10, -1)
    masks = dropped.draw(0.5, (9, 10, 2, 6), torch.Generator().manual_seed(0))
    for k, place in enumerate(dropped.PLACES[1:], start=1):
        here = masks[place][:, 2 * k : 2 * k + 2]
        assert set(here.unique().tolist()) == {0.0, 2.0}
        assert (masks[place].sum() - here.sum()) == 9 * 8 * 2 * 6, "the other members are left alone"
    plain, expected = dropped.run(readers, symbols), readers(symbols, readers.zeros(2))[0]
    torch.testing.assert_close(plain, expected)
    thinned = dropped.run(readers, symbols, masks)
    torch.testing.assert_close(thinned[:, :2], expected[:, :2])
    assert all(not torch.allclose(thinned[:, k], expected[:, k]) for k in range(2, 10))


@pytest.mark.parametrize("place", ["g", "c"])
def test_a_mask_of_zeros_empties_the_memory(place: str) -> None:
    readers = windows.Readers(1, 1, 6)
    symbols = windows.stream(9, 2, (3, 3), torch.Generator().manual_seed(0)).symbols.unsqueeze(1)
    masks = {name: torch.ones(9, 1, 2, 6) for name in dropped.PLACES[1:]} | {place: torch.zeros(9, 1, 2, 6)}
    silent = readers.offset.view(1, 1, 1, -1).expand(9, 1, 2, -1)
    torch.testing.assert_close(dropped.run(readers, symbols, masks), silent)


def test_every_place_is_asked_with_dropout_off_and_on() -> None:
    found = dropped.accuracies(0.25, 3, updates=2, seeds=2, size=2)
    assert list(found) == list(dropped.PLACES)
    assert all(part.shape == (2,) and ((0 <= part) & (part <= 1)).all() for pair in found.values() for part in pair)
    assert torch.equal(*found["nowhere"])
