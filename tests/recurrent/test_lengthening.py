"""The layers whose costs are compared do what they are named for, and what is kept for the backward pass is counted right."""
from __future__ import annotations

import pytest
import torch
import torch.nn as nn

from recurrent.lengthening import LAYERS, WIDTH, Attention, next_token, saved_bytes


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_reads_and_writes_one_width(name: str) -> None:
    x = torch.randn(9, 2, WIDTH, generator=torch.Generator().manual_seed(0))
    layer = LAYERS[name]()
    out = layer(x)
    assert out.shape == x.shape
    changed = x.clone()
    changed[5] += 1
    seen = (layer(changed) - out).abs().amax((1, 2)) > 1e-6
    assert seen[5:].all() and seen[:5].all().item() == (name == "BiLSTM"), "only a BiLSTM sees what follows"


def test_attention_is_that_of_torch_written_out_and_fused() -> None:
    x = torch.randn(7, 3, WIDTH, dtype=torch.float64)
    written, fused = Attention(False).double(), Attention(True).double()
    fused.load_state_dict(written.state_dict())
    torch.testing.assert_close(written(x), fused(x))
    theirs = nn.MultiheadAttention(WIDTH, 1, bias=False, dtype=torch.float64)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(written.projections.weight)
        theirs.out_proj.weight.copy_(torch.eye(WIDTH))
    hidden = torch.ones(7, 7, dtype=torch.bool).triu(1)
    torch.testing.assert_close(written(x), theirs(x, x, x, attn_mask=hidden)[0])


def test_the_weights_written_out_are_kept_for_every_pair() -> None:
    at = {steps: saved_bytes(Attention(False), steps) for steps in (32, 64, 128)}
    assert at[64] - at[32] == 32 * (4 + 1) and at[128] - at[64] == 64 * (4 + 1), "a float and a boolean for each pair"
    assert saved_bytes(Attention(True), 128) == pytest.approx(saved_bytes(Attention(True), 64), rel=0.01)


def test_what_is_kept_is_what_a_backward_pass_needs() -> None:
    """A linear layer keeps its input, and its weight does not count; a tanh keeps its output."""
    assert saved_bytes(nn.Linear(WIDTH, WIDTH), 10) == 4 * WIDTH
    assert saved_bytes(nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh()), 10) == 2 * 4 * WIDTH


def test_what_has_to_be_remembered() -> None:
    few, many = next_token(4, repeats=1), next_token(8, repeats=1)
    assert few["LSTM"][1] == many["LSTM"][1] == 2 * WIDTH and few["minGRU"][1] == many["minGRU"][1] == WIDTH
    assert many["attention"][1] == 2 * few["attention"][1] == 2 * 8 * WIDTH
