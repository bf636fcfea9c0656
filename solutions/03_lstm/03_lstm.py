# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 3. The LSTM
#
# A plain recurrent cell rewrites its whole state at every step.
# A long short-term memory keeps a second state, the cell state $c$, which is changed only by a gated scale and a gated add.
# In this notebook you build that cell, start it in a way that lets it remember, stack it into a layer, and look inside.
#
# | exercise | what you write | points |
# |---|---|---:|
# | `lstm_step` | one step, as a function of tensors | 15 |
# | `LSTMCell` | the step with its own parameters, equal to `nn.LSTMCell` | 30 |
# | `init_forget_bias` | a start that remembers | 10 |
# | `LSTM` | the cell over a whole sequence and several layers, equal to `nn.LSTM` | 30 |
# | `gate_trace` | what every gate did at every step | 15 |
#
# Plan about two hours.
# You need tensors, matrix products and `nn.Module`; the chapter *The LSTM* explains the idea behind the equations.
#
# **Notation.**
# $T$ time steps, $N$ sequences in the batch, $I$ input size, $H$ hidden size.
# Sequences are time first, `(T, N, I)`, and the state of an LSTM is always the pair `(h, c)`.

# %% [markdown]
# ## How to work in this notebook
#
# 1. Run the cell with the imports.
#    Your solutions may use what it imports, and you may import more.
# 2. In every exercise, write your code in place of `raise NotImplementedError()`.
#    The signature and the docstring stay as they are; helper functions in the same cell are welcome.
# 3. Run your cell, then the cell `check("…")` under it.
#    It shows one line for each property of your code: the points, what was expected, what came, and a hint where to look.
#    Check as often as you like. `check()` without a name checks the whole notebook.
#
# Points go by property: a right forward pass earns its points even when something else is still wrong.
# When your work is graded the same properties are checked with other sizes and other numbers.
#
# Torch's own recurrent layers and cells (`nn.LSTM`, `nn.LSTMCell`, `nn.GRU` and their relatives, in any disguise) are not allowed *in your solution cells*: these are what you build.
# Everywhere else, use them as much as you like, for instance to compare your numbers with.

# %% name="imports"
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from autograder import check

# %% [markdown]
# ## Exercise 1: one step
#
# Everything an LSTM does happens in one step, from $(h_{t-1}, c_{t-1})$ and the input $x_t$ to $(h_t, c_t)$.
# Three **gates** between 0 and 1 decide what is let through: $i$ how much is written, $f$ how much of the old cell state stays, $o$ how much is shown.
# The **candidate** $g$, between −1 and 1, is what would be written.
#
# $$
# \begin{aligned}
# i &= \sigma(W_{ii} x_t + b_{ii} + W_{hi} h_{t-1} + b_{hi}) \\
# f &= \sigma(W_{if} x_t + b_{if} + W_{hf} h_{t-1} + b_{hf}) \\
# g &= \tanh(W_{ig} x_t + b_{ig} + W_{hg} h_{t-1} + b_{hg}) \\
# o &= \sigma(W_{io} x_t + b_{io} + W_{ho} h_{t-1} + b_{ho}) \\
# c_t &= f \odot c_{t-1} + i \odot g \\
# h_t &= o \odot \tanh(c_t)
# \end{aligned}
# $$
#
# PyTorch stacks the four blocks in the order $i, f, g, o$ into one matrix: `weight_ih` is $(4H, I)$, its first $H$ rows are $W_{ii}$, the next $H$ rows $W_{if}$, and so on.
# `weight_hh` $(4H, H)$ and the two biases $(4H)$ are stacked alike.
# One matrix product therefore computes all four gates at once, and the result is cut into four pieces.
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `x` | $(N, I)$ | | $h_t$ | $(N, H)$ |
# | `state`, the pair $(h_{t-1}, c_{t-1})$ | $(N, H)$ each | | $c_t$ | $(N, H)$ |
#
# **A worked number.**
# Let $I = H = N = 1$, $x = 1$, $h_{t-1} = 0$, $c_{t-1} = 2$, `weight_ih` the column $(0, 2, 1, -1)$ and all else 0.
# Then $i = \sigma(0) = 0.5$, $f = \sigma(2) \approx 0.8808$, $g = \tanh(1) \approx 0.7616$, $o = \sigma(-1) \approx 0.2689$.
# So $c_t = 0.8808 \cdot 2 + 0.5 \cdot 0.7616 \approx 2.1424$ and $h_t = 0.2689 \cdot \tanh(2.1424) \approx 0.2616$.
#
# **A trap.**
# Books and papers list the gates in many orders.
# With the blocks exchanged your cell still runs, still trains, and gives other numbers: nothing warns you except the comparison.
# A second one: $h_t$ uses the *new* cell state $c_t$.


# %% exercise="lstm_step"
def lstm_step(
    x: torch.Tensor,
    state: tuple[torch.Tensor, torch.Tensor],
    weight_ih: torch.Tensor,
    weight_hh: torch.Tensor,
    bias_ih: torch.Tensor,
    bias_hh: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    r"""One step of an LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000).

    .. math::
        (i, f, g, o) = (\sigma, \sigma, \tanh, \sigma)(W_{ih} x + b_{ih} + W_{hh} h + b_{hh}), \quad
        c' = f \odot c + i \odot g, \quad h' = o \odot \tanh(c')

    Args:
        x: the input, (N, I).
        state: the pair (h, c) before the step, (N, H) each.
        weight_ih: (4H, I), blocks of H rows in the order i, f, g, o.
        weight_hh: (4H, H), blocks alike.
        bias_ih, bias_hh: (4H,), blocks alike.

    Returns:
        The pair (h', c') after the step, (N, H) each. No argument is modified.

    Example:
        >>> x, h, c = torch.ones(1, 1), torch.zeros(1, 1), torch.full((1, 1), 2.0)
        >>> weight_ih = torch.tensor([[0.0], [2.0], [1.0], [-1.0]])
        >>> h, c = lstm_step(x, (h, c), weight_ih, torch.zeros(4, 1), torch.zeros(4), torch.zeros(4))
        >>> round(h.item(), 4), round(c.item(), 4)
        (0.2616, 2.1424)
    """
    ### BEGIN SOLUTION
    h, c = state
    gates = F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)  # (N, 4H)
    i, f, g, o = gates.chunk(4, dim=1)  # (N, H) each
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h = torch.sigmoid(o) * torch.tanh(c)
    return h, c
    ### END SOLUTION


# %% [markdown]
# ## Exercise 2: the cell
#
# A cell is the step together with its parameters.
# Write `LSTMCell` so that it can stand in for `nn.LSTMCell`: same parameter names, same shapes, same initial distribution, same `state_dict`, same results.
# A checkpoint saved from one then loads into the other.
#
# | parameter | shape | at the start |
# |---|---|---|
# | `weight_ih` | $(4H, I)$ | uniform in $[-1/\sqrt{H},\ 1/\sqrt{H}]$ |
# | `weight_hh` | $(4H, H)$ | the same |
# | `bias_ih`, `bias_hh` | $(4H)$ each | the same; with `bias=False` they are `None` and not in the `state_dict` |
#
# `forward(x, state=None)` takes $x$ of shape $(N, I)$ and gives the pair $(h, c)$, $(N, H)$ each.
# Without a state, both start at zero, with the dtype and on the device of `x`.
# You may call your own `lstm_step`.
#
# **A worked number.**
# With $I = 3$ and $H = 5$ there are $4H(I + H + 2) = 4 \cdot 5 \cdot (3 + 5 + 2) = 200$ parameters, each starting between $\pm 1/\sqrt{5} \approx \pm 0.4472$.
#
# **A trap.**
# `torch.zeros(N, H)` makes 32-bit floats on the CPU, whatever `x` is.
# It works on your laptop and fails on a GPU, or as soon as someone asks for `dtype=torch.float64`.
# Pass `device` and `dtype` on to every parameter, and let the zero state follow `x`.


# %% exercise="LSTMCell"
class LSTMCell(nn.Module):
    r"""An LSTM cell with the parameters of ``nn.LSTMCell``.

    .. math::
        (i, f, g, o) = (\sigma, \sigma, \tanh, \sigma)(W_{ih} x + b_{ih} + W_{hh} h + b_{hh}), \quad
        c' = f \odot c + i \odot g, \quad h' = o \odot \tanh(c')

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units.
        bias: with ``False`` there are no biases: both attributes are ``None``.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih: (4H, I), blocks of H rows in the order i, f, g, o.
        weight_hh: (4H, H), blocks alike.
        bias_ih, bias_hh: (4H,), blocks alike, or ``None``.
        All start uniform in [-1/sqrt(H), 1/sqrt(H)].
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.input_size, self.hidden_size = input_size, hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.register_parameter("bias_ih", uniform(4 * hidden_size) if bias else None)
        self.register_parameter("bias_hh", uniform(4 * hidden_size) if bias else None)
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """One step: x (N, I) and the state (h, c), (N, H) each or None for zeros, to (h', c'), (N, H) each."""
        ### BEGIN SOLUTION
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)  # (N, H)
            state = zeros, zeros
        return lstm_step(x, state, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        ### END SOLUTION


# %% [markdown]
# ## Exercise 3: a start that remembers
#
# At the start all biases are near 0, so the forget gate is near $\sigma(0) = 0.5$ and the cell state halves at every step.
# What happened ten steps ago is worth $0.5^{10} \approx 0.001$, and so is the gradient that flows back along the cell state.
# The old remedy (Gers et al. 2000, Jozefowicz et al. 2015) is to start with the forget gate open: set its bias to 1 or more.
#
# `init_forget_bias(cell, value)` changes a cell in place and gives the same cell back.
# PyTorch adds *two* biases, so what has to be `value` afterwards is the forget block of the sum:
#
# $$ b_{if} + b_{hf} = \texttt{value} \quad \text{for each of the } H \text{ units} $$
#
# How you split it between the two is yours to decide.
# Every other bias stays as it was, and the parameters stay the same `Parameter` objects, trainable as before: an optimiser that already holds them must not lose them.
# The cell is yours or an `nn.LSTMCell`, both have `bias_ih` and `bias_hh` of shape $(4H)$ with the blocks i, f, g, o.
#
# **A worked number.**
# With `value=1.0` and no input the forget gate is $\sigma(1) \approx 0.7311$: after ten steps $0.7311^{10} \approx 0.0436$ is left, over 40 times as much as before.
#
# **A trap.**
# Writing `value` into the forget block of both biases gives `2 * value`.
# Writing it into one of them only leaves the other one's random numbers in the sum.


# %% exercise="init_forget_bias"
def init_forget_bias(cell: nn.Module, value: float = 1.0) -> nn.Module:
    r"""Set the forget gate's total bias of an LSTM cell to ``value``, in place.

    .. math:: b_{if} + b_{hf} = \texttt{value}

    Args:
        cell: a module with ``bias_ih`` and ``bias_hh``, (4H,) each, blocks in the order i, f, g, o.
        value: the forget gate's total bias afterwards, for each of the H units.

    Returns:
        The same cell. Its other biases are unchanged, its parameters are the same trainable objects.

    Example:
        >>> cell = init_forget_bias(nn.LSTMCell(3, 2), 1.0)
        >>> (cell.bias_ih + cell.bias_hh)[2:4].tolist()
        [1.0, 1.0]
    """
    ### BEGIN SOLUTION
    size = cell.bias_ih.shape[0] // 4
    forget = slice(size, 2 * size)
    with torch.no_grad():
        cell.bias_ih[forget] = value
        cell.bias_hh[forget] = 0.0
    return cell
    ### END SOLUTION


# %% [markdown]
# ## Exercise 4: the layer
#
# `LSTM` runs cells over a whole sequence, layer above layer, and can stand in for `nn.LSTM`.
# Layer 0 reads the input, layer $k$ reads the outputs $h$ of layer $k - 1$, each with its own parameters and its own state:
#
# $$ (h^{(k)}_t, c^{(k)}_t) = \mathrm{step}\bigl(h^{(k-1)}_t,\ (h^{(k)}_{t-1}, c^{(k)}_{t-1})\bigr), \qquad h^{(-1)}_t = x_t $$
#
# The parameters of layer $k$ are called `weight_ih_l{k}`, `weight_hh_l{k}`, `bias_ih_l{k}`, `bias_hh_l{k}` and are registered on the module itself.
# Shapes are those of the cell, except that `weight_ih_l{k}` is $(4H, H)$ from layer 1 on.
# All start uniform in $[-1/\sqrt{H},\ 1/\sqrt{H}]$; with `bias=False` there are only the weights.
#
# | | shape | with `batch_first=True` |
# |---|---|---|
# | `x` | $(T, N, I)$ | $(N, T, I)$ |
# | `state`, the pair $(h_0, c_0)$, or `None` for zeros | $(L, N, H)$ each | the same |
# | `output`, the last layer's $h_t$ for all $t$ | $(T, N, H)$ | $(N, T, H)$ |
# | $h_n$, $c_n$, every layer's state after the last step | $(L, N, H)$ each | the same |
#
# `forward(x, state=None)` gives `(output, (h_n, c_n))`.
#
# **A worked number.**
# With $I = 3$, $H = 5$ and two layers there are $4 \cdot 5 \cdot (3 + 5 + 2) = 200$ and $4 \cdot 5 \cdot (5 + 5 + 2) = 240$ parameters, 440 in all.
# With one layer `output[-1]` and `h_n[0]` are the same numbers; `c_n` is found nowhere in `output`.
#
# **A trap.**
# `batch_first` is about `x` and `output` alone.
# The states are $(L, N, H)$ in either case, and `view` or `reshape` instead of a transpose mixes up the sequences without any error.


# %% exercise="LSTM"
class LSTM(nn.Module):
    r"""Layers of LSTM cells over a sequence, with the parameters of ``nn.LSTM``.

    .. math::
        (h^{(k)}_t, c^{(k)}_t) = \mathrm{step}(h^{(k-1)}_t, (h^{(k)}_{t-1}, c^{(k)}_{t-1})), \quad h^{(-1)}_t = x_t

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units of every layer.
        num_layers: L, the number of layers.
        bias: with ``False`` there are no biases.
        batch_first: with ``True`` the input and the output are (N, T, …); states stay (L, N, H).
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih_l{k}: (4H, I) for k = 0, else (4H, H); blocks of H rows in the order i, f, g, o.
        weight_hh_l{k}: (4H, H), blocks alike.
        bias_ih_l{k}, bias_hh_l{k}: (4H,), blocks alike; only with ``bias=True``.
        All start uniform in [-1/sqrt(H), 1/sqrt(H)].
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.hidden_size, self.num_layers, self.batch_first = hidden_size, num_layers, batch_first
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            shapes = {
                f"weight_ih_l{k}": (4 * hidden_size, input_size if k == 0 else hidden_size),
                f"weight_hh_l{k}": (4 * hidden_size, hidden_size),
            }
            if bias:
                shapes |= {f"bias_ih_l{k}": (4 * hidden_size,), f"bias_hh_l{k}": (4 * hidden_size,)}
            for name, shape in shapes.items():
                start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                self.register_parameter(name, nn.Parameter(start))
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """Run over a sequence.

        Args:
            x: (T, N, I), or (N, T, I) with ``batch_first``.
            state: the pair (h_0, c_0), (L, N, H) each, or None for zeros.

        Returns:
            ``(output, (h_n, c_n))``: the last layer's h of every step, (T, N, H) or (N, T, H) with
            ``batch_first``, and every layer's state after the last step, (L, N, H) each.
        """
        ### BEGIN SOLUTION
        if self.batch_first:
            x = x.transpose(0, 1)  # (T, N, I)
        if state is None:
            zeros = x.new_zeros(self.num_layers, x.shape[1], self.hidden_size)  # (L, N, H)
            state = zeros, zeros
        sequence, final_h, final_c = x, [], []
        for k, (h, c) in enumerate(zip(*state)):  # (N, H) each
            weights = [
                getattr(self, f"{name}_l{k}", None) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            ]
            outputs = []
            for x_t in sequence:
                h, c = lstm_step(x_t, (h, c), *weights)
                outputs.append(h)
            sequence = torch.stack(outputs)  # (T, N, H)
            final_h.append(h)
            final_c.append(c)
        output = sequence.transpose(0, 1) if self.batch_first else sequence
        return output, (torch.stack(final_h), torch.stack(final_c))
        ### END SOLUTION


# %% [markdown]
# ## Exercise 5: look inside
#
# A cell hands out $h$ and $c$ and keeps its gates to itself.
# To see what a trained cell does (when it writes, what it keeps, when it speaks), record them.
#
# `gate_trace(cell, x, state=None)` runs a cell over $x$ of shape $(T, N, I)$ and returns a dictionary with six tensors, each $(T, N, H)$:
#
# | key | at step $t$ | range |
# |---|---|---|
# | `"i"`, `"f"`, `"o"` | the gates **after** the sigmoid | 0 to 1 |
# | `"g"` | the candidate **after** the tanh | −1 to 1 |
# | `"c"`, `"h"` | the state **after** step $t$ | any, −1 to 1 |
#
# The cell is yours or an `nn.LSTMCell`: it has `weight_ih`, `weight_hh`, `bias_ih` and `bias_hh`, and with `bias=False` the biases are `None`.
# You may call the cell that you are given; it is left as it was.
# Gradients are not asked for.
#
# **A worked number.**
# Take the cell of exercise 1, $c_0 = 2$, and the input 1 twice.
# `weight_hh` is 0, so the gates are the same at both steps: $i = 0.5$, $f \approx 0.8808$, $g \approx 0.7616$, $o \approx 0.2689$.
# The trace of $c$ is $2.1424$, then $0.8808 \cdot 2.1424 + 0.5 \cdot 0.7616 \approx 2.2678$.
#
# **A trap.**
# The gates of step $t$ are computed from the state *before* step $t$.
# Calling the cell first and taking the gates from the new state shifts the trace by one step, and the picture still looks plausible.


# %% exercise="gate_trace"
def gate_trace(
    cell: nn.Module, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None
) -> dict[str, torch.Tensor]:
    r"""Run an LSTM cell over a sequence and record its gates and states.

    .. math::
        (i_t, f_t, g_t, o_t) = (\sigma, \sigma, \tanh, \sigma)(W_{ih} x_t + b_{ih} + W_{hh} h_{t-1} + b_{hh}), \quad
        c_t = f_t \odot c_{t-1} + i_t \odot g_t, \quad h_t = o_t \odot \tanh(c_t)

    Args:
        cell: a module with the parameters of ``nn.LSTMCell``; with ``bias=False`` its biases are ``None``.
        x: the inputs, (T, N, I), T at least 1.
        state: the pair (h_0, c_0), (N, H) each, or None for zeros.

    Returns:
        A dictionary with the keys i, f, g, o, c, h, each (T, N, H): the gates after their activation,
        c and h after step t. The cell is left unchanged.

    Example:
        >>> trace = gate_trace(nn.LSTMCell(3, 5), torch.zeros(7, 2, 3))
        >>> sorted(trace), tuple(trace["f"].shape)
        (['c', 'f', 'g', 'h', 'i', 'o'], (7, 2, 5))
    """
    ### BEGIN SOLUTION
    if state is None:
        zeros = x.new_zeros(x.shape[1], cell.weight_hh.shape[1])  # (N, H)
        state = zeros, zeros
    h, c = state
    trace = {key: [] for key in "ifgoch"}
    for x_t in x:
        gates = F.linear(x_t, cell.weight_ih, cell.bias_ih) + F.linear(h, cell.weight_hh, cell.bias_hh)  # (N, 4H)
        i, f, g, o = gates.chunk(4, dim=1)  # (N, H) each
        i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
        c = f * c + i * g
        h = o * torch.tanh(c)
        for key, value in zip("ifgoch", (i, f, g, o, c, h)):
            trace[key].append(value)
    return {key: torch.stack(values) for key, values in trace.items()}  # (T, N, H) each
    ### END SOLUTION


# %% [markdown]
# ## To play with: your own cell at work
#
# This part is not scored.
# The next cell gives *your* cell something to remember: in a sequence of random numbers one is marked.
# Nobody has trained it.
# Two lines set weights by hand, so that the input gate opens at the mark and each unit takes the number in with a strength of its own; the rest starts as your `__init__` left it.
# Then it draws your own gate trace.
#
# Before you run it, predict: what will the input gate do at the marked step, what will the forget gate do after it, and how long will the cell state last?
#
# Then change something.
# Start with `forget_bias=5.0` or `-2.0`, mark a later step, or double `length`, and see what becomes of the memory.
# With `steps=80` the cell is not set by hand but learns to say the marked number at the end: which of the gates does it come to use in the same way?


# %% name="play"
def watch_the_gates(forget_bias: float = 1.0, length: int = 10, marked: int = 2, hidden_size: int = 8, steps: int = 0) -> None:
    """Let an LSTMCell remember the marked number of a sequence, and draw its gates and its memory."""
    import matplotlib.pyplot as plt

    def sequences(marked: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        numbers = torch.rand(length, len(marked)) * 2 - 1  # (T, N)
        marks = F.one_hot(marked, length).T.to(numbers.dtype)  # (T, N)
        return torch.stack([numbers, marks], dim=2), (numbers * marks).sum(0)

    torch.manual_seed(0)
    cell = init_forget_bias(LSTMCell(2, hidden_size), forget_bias)
    if steps == 0:
        with torch.no_grad():
            i, _, g, _ = cell.weight_ih.chunk(4)  # (H, 2) each: what a gate makes of the number and of the mark
            i[:, 1], cell.bias_ih[:hidden_size] = 12, -6  # the input gate is open at the mark, otherwise closed
            g[:, 0] = torch.linspace(-3, 3, hidden_size)  # each unit takes in the number in its own way
    else:
        readout = nn.Linear(hidden_size, 1)
        optimizer = torch.optim.Adam([*cell.parameters(), *readout.parameters()], lr=0.06)
        for _ in range(steps):
            x, target = sequences(torch.randint(1, length // 2, (64,)))
            state = None
            for x_t in x:
                state = cell(x_t, state)
            loss = F.mse_loss(readout(state[0]).squeeze(1), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"mean squared error at the end: {loss.item():.4f} (always answering 0 gives {1 / 3:.4f})")

    x, target = sequences(torch.tensor([marked]))
    with torch.no_grad():
        trace = gate_trace(cell, x)
    names = {"i": "input gate i", "f": "forget gate f", "g": "candidate g", "o": "output gate o", "c": "cell state c"}
    rows = hidden_size + 1  # one stays empty between two blocks
    picture = torch.full((len(names) * rows - 1, length), math.nan)
    for block, key in enumerate(names):
        picture[block * rows : block * rows + hidden_size] = trace[key][:, 0].T
    plt.figure(figsize=(7, 4.5))
    plt.imshow(picture, aspect="auto", vmin=-1, vmax=1, cmap="PuOr", interpolation="nearest")
    plt.yticks([block * rows + (hidden_size - 1) / 2 for block in range(len(names))], names.values())
    plt.xticks([0, marked, length - 1])
    plt.xlabel(f"step t; the number {target.item():+.2f} is marked at step {marked}")
    plt.title("Your cell, a row for each unit: white is 0, violet 1, orange -1", y=1)
    plt.show()


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        watch_the_gates()
    except Exception as error:
        print("Nothing to draw yet: this needs LSTMCell, init_forget_bias and gate_trace.")
        print(f"It stopped with {error!r}.")
