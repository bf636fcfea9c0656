"""The two models of the experiments: one reads and predicts the next word, one reads and names a class."""
from __future__ import annotations

import torch.nn as nn
from torch import Tensor

LAYERS: dict[str, type[nn.RNNBase]] = {"RNN": nn.RNN, "GRU": nn.GRU, "LSTM": nn.LSTM}


class LanguageModel(nn.Module):
    """Embedding, one recurrent layer, a linear read-out to the vocabulary.

    Args:
        kind: ``"RNN"``, ``"GRU"`` or ``"LSTM"``.
        options: for the layer, such as ``nonlinearity="relu"``.

    Inputs:
        tokens ``(T, N)`` int64.

    Outputs:
        logits ``(T, N, V)``; ``logits[t]`` predicts the word after ``tokens[t]``.
    """

    def __init__(self, kind: str, vocabulary: int, hidden_size: int, embedding_dim: int = 16, **options: object) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, embedding_dim)
        self.layer = LAYERS[kind](embedding_dim, hidden_size, **options)
        self.output = nn.Linear(hidden_size, vocabulary)

    def forward(self, tokens: Tensor) -> Tensor:
        states, _ = self.layer(self.embedding(tokens))  # (T, N, H)
        return self.output(states)


class Classifier(nn.Module):
    """One recurrent layer, a linear read-out of its last state.

    Args:
        kind: ``"RNN"``, ``"GRU"`` or ``"LSTM"``.
        options: for the layer, such as ``nonlinearity="relu"``.

    Inputs:
        x ``(T, N, I)``.

    Outputs:
        logits ``(N, classes)``.
    """

    def __init__(self, kind: str, input_size: int, hidden_size: int, classes: int, **options: object) -> None:
        super().__init__()
        self.layer = LAYERS[kind](input_size, hidden_size, **options)
        self.output = nn.Linear(hidden_size, classes)

    def forward(self, x: Tensor) -> Tensor:
        states, _ = self.layer(x)  # (T, N, H)
        return self.output(states[-1])
