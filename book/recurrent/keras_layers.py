"""Keras's Embedding, Bidirectional(LSTM), Dense in PyTorch: how many parameters each has, and the same weights moved over.

Keras keeps one bias for each gate and stacks the gates as i, f, c, o, its c being the candidate g; its matrices are
the transposes of PyTorch's.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn as nn
from torch import Tensor


def parameters(vocabulary: int, width: int, hidden_size: int, outputs: int) -> dict[str, int]:
    """What ``model.summary()`` prints: ``V D``, ``2 * 4 H (D + H + 1)`` and ``(2H + 1) K``."""
    return {
        "Embedding": vocabulary * width,
        "Bidirectional": 2 * 4 * hidden_size * (width + hidden_size + 1),
        "Dense": (2 * hidden_size + 1) * outputs,
    }


def one_bias(lstm: nn.LSTM) -> nn.LSTM:
    """Leaves each gate one trained bias, as Keras has it: the second stays at zero."""
    for name, parameter in lstm.named_parameters():
        if name.startswith("bias_hh"):
            nn.init.zeros_(parameter).requires_grad_(False)
    return lstm


@dataclass(frozen=True)
class KerasTagger:
    """A tagger that Keras ran.

    Attributes:
        version: of Keras.
        counts: each layer's parameters, as Keras counts them.
        weights: in Keras's order: embedding; kernel, recurrent kernel and bias of each direction; kernel and bias of the
            dense layer.
        tokens: a batch ``(N, T)``, padded with 0.
        plain, masked: its probabilities ``(N, T, K)`` without and with ``mask_zero=True``.
    """

    version: str
    counts: dict[str, int]
    weights: list[Tensor]
    tokens: Tensor
    plain: Tensor
    masked: Tensor


def recorded() -> KerasTagger:
    """What ``benchmarks.keras_tagger`` wrote down."""
    found = json.loads((Path(__file__).parents[1] / "data" / "keras.json").read_text(encoding="utf-8"))
    weights = [torch.tensor(values).view(shape) for values, shape in zip(found["weights"], found["shapes"])]
    answers = {name: torch.tensor(values) for name, values in found["answers"].items()}
    return KerasTagger(found["version"], found["counts"], weights, torch.tensor(found["tokens"]), **answers)


@torch.no_grad()
def move(weights: list[Tensor], reader: nn.Module) -> nn.Module:
    """Keras's weights in a BiLSTM tagger of that shape, whose submodules are ``embedding``, ``layer`` and ``output``."""
    embedding, *directions, kernel, bias = weights
    reader.embedding.weight.copy_(embedding)
    for k, end in enumerate(("", "_reverse")):
        for name, weight in zip(("weight_ih", "weight_hh", "bias_ih"), directions[3 * k : 3 * k + 3]):
            getattr(reader.layer, f"{name}_l0{end}").copy_(weight.T if weight.dim() == 2 else weight)
    one_bias(reader.layer)
    reader.output.weight.copy_(kernel.T)
    reader.output.bias.copy_(bias)
    return reader
