"""Ways to start a recurrent layer: the weights of a plain one, and the bias that decides how long an LSTM remembers."""
from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn as nn
from torch import Tensor


def forget_bias(lstm: nn.LSTM, value: float = 1.0) -> nn.LSTM:
    """Sets the forget gate's total bias of every layer to ``value`` (Gers et al. 2000, Jozefowicz et al. 2015)."""
    with torch.no_grad():
        for name, parameter in lstm.named_parameters():
            if name.startswith("bias"):
                block = parameter.chunk(4)[1]
                block.fill_(value if name.startswith("bias_ih") else 0.0)
    return lstm


def chrono(lstm: nn.LSTM, longest: int, generator: torch.Generator | None = None) -> nn.LSTM:
    """Spreads the units' time scales over 1 ... ``longest`` steps (Tallec and Ollivier 2018).

    ``b_f = log u`` with u uniform on [1, longest - 1], and ``b_i = -b_f``; the other biases are 0. A unit then
    forgets at the rate 1 / (1 + u), that is, after about u steps.

    Raises:
        ValueError: for ``longest`` below 3.
    """
    if longest < 3:
        raise ValueError(f"longest must be at least 3 steps, got {longest}")
    with torch.no_grad():
        for name, parameter in lstm.named_parameters():
            if name.startswith("bias"):
                parameter.zero_()
                if name.startswith("bias_ih"):
                    input_block, forget_block, *_ = parameter.chunk(4)
                    forget_block.uniform_(1, longest - 1, generator=generator).log_()
                    input_block.copy_(-forget_block)
    return lstm


def identity(rnn: nn.RNN) -> nn.RNN:
    """Recurrent weights the identity, biases 0: the start of an IRNN, which is a ReLU network (Le et al. 2015)."""
    return _recurrent(rnn, lambda weight: nn.init.eye_(weight))


def orthogonal(rnn: nn.RNN) -> nn.RNN:
    """Recurrent weights a random rotation, biases 0 (Saxe et al. 2014)."""
    return _recurrent(rnn, lambda weight: nn.init.orthogonal_(weight))


def _recurrent(rnn: nn.RNN, fill: Callable[[Tensor], object]) -> nn.RNN:
    with torch.no_grad():
        for name, parameter in rnn.named_parameters():
            if name.startswith("weight_hh"):
                fill(parameter)
            elif name.startswith("bias"):
                parameter.zero_()
    return rnn
