"""What a unit carries: how strongly its value depends on something that the model ought to remember."""
from __future__ import annotations

import torch
from torch import Tensor


def explained(values: Tensor, labels: Tensor) -> Tensor:
    """Share of each unit's variance that a label explains, the correlation ratio eta squared: ``(H,)``.

    ``eta^2 = sum_k p_k (mean_k - mean)^2 / variance``: 0 for a unit that ignores the label, 1 for one that is a
    function of it.

    Args:
        values: ``(…, H)``.
        labels: ``(…)`` of whole numbers.
    """
    flat, names = values.flatten(0, -2), labels.flatten()
    overall = flat.mean(0)
    between = torch.zeros_like(overall)
    for name in names.unique():
        mine = flat[names == name]
        between += len(mine) / len(flat) * (mine.mean(0) - overall) ** 2
    return between / flat.var(0, unbiased=False).clamp_min(torch.finfo(flat.dtype).tiny)
