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
# # 4. Variants
#
# Since 1997 the LSTM has been given more wires, fewer gates, slower clocks, more depth and more dimensions.
# In this notebook you build six of these cells from their equations, and the parallel scan that the newest ones live on.
# Each is a few lines away from a cell that you know, and what is asked is exactly which lines.
#
# | exercise | what you write | points |
# |---|---|---:|
# | `PeepholeLSTMCell` | gates that see the cell state | 15 |
# | `CoupledLSTMCell` | one gate for forgetting and writing | 15 |
# | `GRUCell` | two gates and one state, equal to `nn.GRUCell` | 15 |
# | `ClockworkRNNCell` | parts of the state that tick at different rates | 15 |
# | `DepthGatedLSTMCell` | a gate between the memories of two layers | 15 |
# | `GridLSTMBlock` | an LSTM along time and another along depth | 10 |
# | `linear_scan` | a recurrence without the loop over time | 15 |
#
# Plan about three hours.
# You need the LSTM cell of the notebook before; the chapter *Variants* tells where each idea comes from and whether it helps.
#
# **Notation.**
# $T$ time steps, $N$ sequences in the batch, $I$ input size, $H$ hidden size; $\odot$ multiplies entry by entry, $\sigma$ is the sigmoid.
# Sequences are time first, and the state of an LSTM is always the pair `(h, c)`.
# Blocks are stacked by rows: `weight_ih` of shape $(4H, I)$ holds the $H$ rows of the first gate, then those of the second, and so on.

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
# The exercises do not need each other: take them in any order.
#
# Torch's own recurrent layers and cells (`nn.GRUCell`, `nn.LSTMCell`, `nn.RNNCell` and their relatives, in any disguise) are not allowed *in your solution cells*.
# Everywhere else, use them as much as you like, for instance to compare your numbers with.
#
# Three things hold for every cell here.
# Parameters have exactly the names and shapes of the table, and you may start them as you like as long as the weights are random and all values finite (the GRU alone says how).
# `device` and `dtype` are handed on to everything you make, and a missing state is zeros with the dtype and on the device of `x`.
# Arguments are never changed in place.

# %% name="imports"
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from autograder import check

# %% [markdown]
# ## Exercise 1: peepholes
#
# The gates of an LSTM decide about the cell state without seeing it: they see only $h$, which is the cell state after the output gate.
# Where the output gate is closed, the other gates are blind.
# Gers & Schmidhuber (2000) gave every gate a **peephole**, one weight for each unit, so that a cell can count and time:
#
# $$
# \begin{aligned}
# i &= \sigma(W_i x_t + U_i h_{t-1} + p_i \odot c_{t-1} + b_i) \\
# f &= \sigma(W_f x_t + U_f h_{t-1} + p_f \odot c_{t-1} + b_f) \\
# g &= \tanh(W_g x_t + U_g h_{t-1} + b_g) \\
# c_t &= f \odot c_{t-1} + i \odot g \\
# o &= \sigma(W_o x_t + U_o h_{t-1} + p_o \odot c_t + b_o) \\
# h_t &= o \odot \tanh(c_t)
# \end{aligned}
# $$
#
# (These are equations of Greff et al. 2017, who call this the vanilla LSTM.)
# With $p_i = p_f = p_o = 0$ it is the LSTM that you know.
#
# | parameter | shape | blocks |
# |---|---|---|
# | `weight_ih` | $(4H, I)$ | $W$ in the order i, f, g, o |
# | `weight_hh` | $(4H, H)$ | $U$, alike |
# | `bias` | $(4H)$ | $b$, alike; there is one bias, not two |
# | `peephole_i`, `peephole_f`, `peephole_o` | $(H)$ each | $p$ |
#
# `forward(x, state=None)` takes $x$ of shape $(N, I)$ and gives the pair $(h, c)$, $(N, H)$ each.
#
# **A worked number.**
# Let $I = H = N = 1$, $x = 1$, $h_{t-1} = 0$, $c_{t-1} = 2$, `weight_ih` the column $(0, 2, 1, -1)$, $p_i = 0.5$, $p_f = -1$, $p_o = 1$ and all else 0.
# Then $i = \sigma(0.5 \cdot 2) \approx 0.7311$, $f = \sigma(2 - 2) = 0.5$, $g = \tanh(1) \approx 0.7616$.
# So $c_t = 0.5 \cdot 2 + 0.7311 \cdot 0.7616 \approx 1.5568$, and only now $o = \sigma(-1 + 1.5568) \approx 0.6357$ and $h_t = 0.6357 \cdot \tanh(1.5568) \approx 0.5816$.
#
# **A trap.**
# Two peepholes look at the old cell state and one looks at the new one.
# Computing all four gates in one line, before there is a new cell state, makes $o$ look at the wrong one.


# %% exercise="PeepholeLSTMCell"
class PeepholeLSTMCell(nn.Module):
    r"""An LSTM cell whose gates see the cell state (Gers & Schmidhuber 2000).

    .. math::
        i, f = \sigma(W x + U h + b + p \odot c), \quad g = \tanh(W_g x + U_g h + b_g), \quad
        c' = f \odot c + i \odot g, \quad
        o = \sigma(W_o x + U_o h + b_o + p_o \odot c'), \quad h' = o \odot \tanh(c')

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih: W, (4H, I), blocks of H rows in the order i, f, g, o.
        weight_hh: U, (4H, H), blocks alike.
        bias: b, (4H,), blocks alike.
        peephole_i, peephole_f, peephole_o: p, (H,) each.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.peephole_i = uniform(hidden_size)
        self.peephole_f = uniform(hidden_size)
        self.peephole_o = uniform(hidden_size)
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """One step: x (N, I) and the state (h, c), (N, H) each or None for zeros, to (h', c'), (N, H) each."""
        ### BEGIN SOLUTION
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)  # (N, H)
            state = zeros, zeros
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)  # (N, 4H)
        i, f, g, o = gates.chunk(4, dim=1)  # (N, H) each
        i = torch.sigmoid(i + self.peephole_i * c)
        f = torch.sigmoid(f + self.peephole_f * c)
        c = f * c + i * torch.tanh(g)
        o = torch.sigmoid(o + self.peephole_o * c)
        return o * torch.tanh(c), c
        ### END SOLUTION


# %% [markdown]
# ## Exercise 2: one gate for forgetting and writing
#
# Why forget what is not overwritten, or write where nothing was forgotten?
# The **coupled** LSTM has no input gate of its own: what is forgotten makes room for exactly as much that is written.
#
# $$
# \begin{aligned}
# f &= \sigma(W_f x_t + U_f h_{t-1} + b_f) \\
# g &= \tanh(W_g x_t + U_g h_{t-1} + b_g) \\
# o &= \sigma(W_o x_t + U_o h_{t-1} + b_o) \\
# c_t &= f \odot c_{t-1} + (1 - f) \odot g \\
# h_t &= o \odot \tanh(c_t)
# \end{aligned}
# $$
#
# Greff et al. (2017) call it CIFG and find it not significantly worse on their tasks, with a quarter of the parameters saved.
# (They write $f = 1 - i$, which is the same idea with the other gate kept.)
#
# | parameter | shape | blocks |
# |---|---|---|
# | `weight_ih` | $(3H, I)$ | $W$ in the order f, g, o |
# | `weight_hh` | $(3H, H)$ | $U$, alike |
# | `bias` | $(3H)$ | $b$, alike |
#
# `forward(x, state=None)` gives the pair $(h, c)$.
#
# **A worked number.**
# Let $I = H = N = 1$, $x = 1$, $h_{t-1} = 0$, $c_{t-1} = 2$, `weight_ih` the column $(2, 1, -1)$ and all else 0.
# Then $f = \sigma(2) \approx 0.8808$, $g = \tanh(1) \approx 0.7616$, $o = \sigma(-1) \approx 0.2689$.
# So $c_t = 0.8808 \cdot 2 + 0.1192 \cdot 0.7616 \approx 1.8524$ and $h_t = 0.2689 \cdot \tanh(1.8524) \approx 0.2560$.
# The new cell state lies between the old one and the candidate: it is their weighted mean.
#
# **A trap.**
# $1 - f$ is taken after the sigmoid.
# $\sigma(1 - a)$ is something else than $1 - \sigma(a)$.


# %% exercise="CoupledLSTMCell"
class CoupledLSTMCell(nn.Module):
    r"""An LSTM cell with coupled input and forget gate, i = 1 − f (Greff et al. 2017).

    .. math::
        (f, g, o) = (\sigma, \tanh, \sigma)(W x + U h + b), \quad
        c' = f \odot c + (1 - f) \odot g, \quad h' = o \odot \tanh(c')

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih: W, (3H, I), blocks of H rows in the order f, g, o.
        weight_hh: U, (3H, H), blocks alike.
        bias: b, (3H,), blocks alike.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = uniform(3 * hidden_size, input_size)
        self.weight_hh = uniform(3 * hidden_size, hidden_size)
        self.bias = uniform(3 * hidden_size)
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor] | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """One step: x (N, I) and the state (h, c), (N, H) each or None for zeros, to (h', c'), (N, H) each."""
        ### BEGIN SOLUTION
        if state is None:
            zeros = x.new_zeros(x.shape[0], self.hidden_size)  # (N, H)
            state = zeros, zeros
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)  # (N, 3H)
        f, g, o = gates.chunk(3, dim=1)  # (N, H) each
        f = torch.sigmoid(f)
        c = f * c + (1 - f) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
        ### END SOLUTION


# %% [markdown]
# ## Exercise 3: the GRU
#
# The gated recurrent unit (Cho et al. 2014) couples its gates as well and drops the second state: there is only $h$.
# The **update gate** $z$ says how much of the old state stays, the **reset gate** $r$ how much of it the candidate $n$ gets to see.
#
# $$
# \begin{aligned}
# r &= \sigma(W_{ir} x_t + b_{ir} + W_{hr} h_{t-1} + b_{hr}) \\
# z &= \sigma(W_{iz} x_t + b_{iz} + W_{hz} h_{t-1} + b_{hz}) \\
# n &= \tanh\bigl(W_{in} x_t + b_{in} + r \odot (W_{hn} h_{t-1} + b_{hn})\bigr) \\
# h_t &= (1 - z) \odot n + z \odot h_{t-1}
# \end{aligned}
# $$
#
# These are PyTorch's equations, and `GRUCell` is to stand in for `nn.GRUCell`: same parameter names, shapes, initial distribution, `state_dict` and results.
#
# | parameter | shape | at the start |
# |---|---|---|
# | `weight_ih` | $(3H, I)$, blocks r, z, n | uniform in $[-1/\sqrt{H},\ 1/\sqrt{H}]$ |
# | `weight_hh` | $(3H, H)$, blocks alike | the same |
# | `bias_ih`, `bias_hh` | $(3H)$ each, blocks alike | the same; with `bias=False` they are `None` and not in the `state_dict` |
#
# `forward(x, h=None)` takes $x$ of shape $(N, I)$ and $h$ of shape $(N, H)$, or `None` for zeros, and gives $h_t$, one tensor.
#
# **A worked number.**
# Let $I = H = N = 1$, $x = 1$, $h_{t-1} = 0.5$, `weight_ih` the column $(0, 1, 1)$, `weight_hh` the column $(0, 0, 2)$, the last entry of `bias_hh` 1 and all else 0.
# Then $r = \sigma(0) = 0.5$, $z = \sigma(1) \approx 0.7311$, $n = \tanh(1 + 0.5 \cdot (2 \cdot 0.5 + 1)) = \tanh(2) \approx 0.9640$.
# So $h_t = 0.2689 \cdot 0.9640 + 0.7311 \cdot 0.5 \approx 0.6248$.
#
# **A trap, or rather two.**
# There are two GRUs in the literature.
# In the paper the reset gate scales $h_{t-1}$ *before* the matrix product, in PyTorch and cuDNN it scales the product, bias included.
# And some texts (Chung et al. 2014) let $z$ be the share of the *new*: $h_t = (1 - z) \odot h_{t-1} + z \odot n$.
# Each pair trains equally well and gives different numbers, so a checkpoint of one is worthless in the other.


# %% exercise="GRUCell"
class GRUCell(nn.Module):
    r"""A gated recurrent unit with the parameters of ``nn.GRUCell`` (Cho et al. 2014, reset gate as in cuDNN).

    .. math::
        r, z = \sigma(W_{i} x + b_{i} + W_{h} h + b_{h}), \quad
        n = \tanh(W_{in} x + b_{in} + r \odot (W_{hn} h + b_{hn})), \quad
        h' = (1 - z) \odot n + z \odot h

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units.
        bias: with ``False`` there are no biases: both attributes are ``None``.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih: (3H, I), blocks of H rows in the order r, z, n.
        weight_hh: (3H, H), blocks alike.
        bias_ih, bias_hh: (3H,), blocks alike, or ``None``.
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
        self.hidden_size = hidden_size
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = uniform(3 * hidden_size, input_size)
        self.weight_hh = uniform(3 * hidden_size, hidden_size)
        self.register_parameter("bias_ih", uniform(3 * hidden_size) if bias else None)
        self.register_parameter("bias_hh", uniform(3 * hidden_size) if bias else None)
        ### END SOLUTION

    def forward(self, x: torch.Tensor, h: torch.Tensor | None = None) -> torch.Tensor:
        """One step: x (N, I) and the state h (N, H), or None for zeros, to h' (N, H)."""
        ### BEGIN SOLUTION
        if h is None:
            h = x.new_zeros(x.shape[0], self.hidden_size)  # (N, H)
        from_x = F.linear(x, self.weight_ih, self.bias_ih).chunk(3, dim=1)  # (N, H) each
        from_h = F.linear(h, self.weight_hh, self.bias_hh).chunk(3, dim=1)
        r = torch.sigmoid(from_x[0] + from_h[0])
        z = torch.sigmoid(from_x[1] + from_h[1])
        n = torch.tanh(from_x[2] + r * from_h[2])
        return (1 - z) * n + z * h
        ### END SOLUTION


# %% [markdown]
# ## Exercise 4: clocks
#
# A plain RNN updates every unit at every step.
# The Clockwork RNN (Koutník et al. 2014) cuts the hidden units into $K$ **modules** of equal size and gives module $k$ a period $P_k$.
# At step $t$, counted from 0, module $k$ is updated only when $t$ is a multiple of $P_k$; otherwise its state stays as it is:
#
# $$
# h^{(k)}_t = \begin{cases}
# \tanh\Bigl(W^{(k)} x_t + \sum_{j:\, P_j \ge P_k} U^{(k, j)} h^{(j)}_{t-1} + b^{(k)}\Bigr) & \text{if } t \bmod P_k = 0 \\
# h^{(k)}_{t-1} & \text{otherwise}
# \end{cases}
# $$
#
# The sum is the second idea: a module reads itself and the *slower* modules, never the faster ones.
# So the fast modules know the slow context, and the slow ones are left in peace.
# No gates, no cell state: information lasts because it is seldom overwritten.
#
# | parameter | shape | |
# |---|---|---|
# | `weight_ih` | $(H, I)$ | the rows of module 0 come first |
# | `weight_hh` | $(H, H)$ | row: the unit that reads, column: the unit that is read |
# | `bias` | $(H)$ | |
#
# `periods` is a list or tuple of positive integers in ascending order, one for each module.
# If $H$ cannot be divided among the modules, or the periods descend, the constructor raises a `ValueError` that says so.
# `forward(x, h, t)` takes $x$ $(N, I)$, the state $h$ $(N, H)$ and the number $t$ of the step, and gives the new state.
# `weight_hh` has all $H \times H$ entries; those that would let a module read a faster one have no effect, and no gradient.
#
# **A worked number.**
# Let $N = I = 1$, $H = 2$, `periods=(1, 2)`, $x = 1$, $h = (0.5, -0.5)$, `weight_ih` the column $(1, 1)$, every entry of `weight_hh` 1 and `bias` 0.
# At $t = 0$ both modules tick: the fast one reads both, $\tanh(1 + 0.5 - 0.5) = \tanh(1) \approx 0.7616$; the slow one reads itself alone, $\tanh(1 - 0.5) \approx 0.4621$.
# At $t = 1$, from the same $h$, only the fast one ticks and the result is $(0.7616, -0.5)$.
#
# **A trap.**
# "Reads slower modules" makes `weight_hh` block-*upper* triangular here, since the periods ascend: in the rows of the fastest module everything counts, in those of the slowest one only the last block.
# A second one: all modules read the state from *before* the step, also that of a module that has just been updated.


# %% exercise="ClockworkRNNCell"
class ClockworkRNNCell(nn.Module):
    r"""A recurrent cell whose modules are updated at different rates (Koutník et al. 2014).

    .. math::
        h'^{(k)} = \tanh\Bigl(W^{(k)} x + \sum_{j:\, P_j \ge P_k} U^{(k, j)} h^{(j)} + b^{(k)}\Bigr)
        \text{ if } t \bmod P_k = 0, \text{ else } h^{(k)}

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units, a multiple of the number of modules.
        periods: P, the period of each module, positive and ascending.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih: W, (H, I), module by module.
        weight_hh: U, (H, H), rows read columns; entries from a faster to a slower module have no effect.
        bias: b, (H,).

    Raises:
        ValueError: ``hidden_size`` is not divisible by the number of periods, or the periods do not ascend.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        periods: list[int] | tuple[int, ...],
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        if hidden_size % len(periods):
            raise ValueError(f"hidden_size {hidden_size} cannot be divided among {len(periods)} periods")
        if any(slower <= faster for faster, slower in zip(periods, periods[1:])):
            raise ValueError(f"periods must ascend, got {periods}")
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = uniform(hidden_size, input_size)
        self.weight_hh = uniform(hidden_size, hidden_size)
        self.bias = uniform(hidden_size)
        period = torch.tensor(periods, device=device).repeat_interleave(hidden_size // len(periods))  # (H,)
        self.register_buffer("period", period)
        self.register_buffer("reads", period >= period[:, None])  # (H, H), row reads column
        ### END SOLUTION

    def forward(self, x: torch.Tensor, h: torch.Tensor, t: int) -> torch.Tensor:
        """Step t, counted from 0: x (N, I) and the state h (N, H) to the new state (N, H)."""
        ### BEGIN SOLUTION
        updated = torch.tanh(F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh * self.reads))
        return torch.where(t % self.period == 0, updated, h)  # (N, H)
        ### END SOLUTION


# %% [markdown]
# ## Exercise 5: a gate between layers
#
# In a stack of LSTMs the layers exchange only $h$: the memory of the layer below stays below.
# The depth-gated LSTM (Yao et al. 2015) adds a fourth gate $d$ that lets the cell state of the layer below, *at the same step*, into the one above:
#
# $$
# \begin{aligned}
# (i, f, g, o) &= (\sigma, \sigma, \tanh, \sigma)(W x_t + U h_{t-1} + b) \\
# d &= \sigma(W_d x_t + b_d + w_p \odot c_{t-1} + w_b \odot c^{\text{below}}_t) \\
# c_t &= d \odot c^{\text{below}}_t + f \odot c_{t-1} + i \odot g \\
# h_t &= o \odot \tanh(c_t)
# \end{aligned}
# $$
#
# The depth gate sees the input, its own old memory and the memory from below, the latter two through one weight for each unit, and not $h$.
# (The gates i, f and o of the paper's own code also have peepholes, and its forget gate is tied to the input gate; we take the equations without both.)
#
# | parameter | shape | |
# |---|---|---|
# | `weight_ih` | $(4H, I)$ | $W$, blocks i, f, g, o |
# | `weight_hh` | $(4H, H)$ | $U$, blocks alike |
# | `bias` | $(4H)$ | $b$, blocks alike |
# | `weight_d` | $(H, I)$ | $W_d$ |
# | `bias_d` | $(H)$ | $b_d$ |
# | `depth_prev` | $(H)$ | $w_p$, for this layer's cell state before the step |
# | `depth_below` | $(H)$ | $w_b$, for the cell state of the layer below |
#
# `forward(x, state, c_below)` takes $x$ $(N, I)$, the pair $(h_{t-1}, c_{t-1})$ and $c^{\text{below}}_t$, $(N, H)$ each, all of them given, and returns the pair $(h_t, c_t)$.
#
# **A worked number.**
# Let $I = H = N = 1$, $x = 1$, $h_{t-1} = 0$, $c_{t-1} = 2$, `weight_ih` the column $(0, 2, 1, -1)$ as before, $c^{\text{below}}_t = -1$, `weight_d` 1, `depth_prev` 0.5, `depth_below` 2 and all else 0.
# Then $d = \sigma(1 + 0.5 \cdot 2 + 2 \cdot (-1)) = \sigma(0) = 0.5$.
# The LSTM alone gave $c_t \approx 2.1424$; now $c_t \approx 2.1424 - 0.5 = 1.6424$ and $h_t = 0.2689 \cdot \tanh(1.6424) \approx 0.2495$.
#
# **A trap.**
# With three cell states around it is easy to gate the wrong one.
# $d$ scales what comes from below, $f$ what was here before; they are not exchanged, and $d$ does not replace $f$.


# %% exercise="DepthGatedLSTMCell"
class DepthGatedLSTMCell(nn.Module):
    r"""An LSTM cell with a gate to the memory of the layer below (Yao et al. 2015).

    .. math::
        (i, f, g, o) = (\sigma, \sigma, \tanh, \sigma)(W x + U h + b), \quad
        d = \sigma(W_d x + b_d + w_p \odot c + w_b \odot c_{below}), \quad
        c' = d \odot c_{below} + f \odot c + i \odot g, \quad h' = o \odot \tanh(c')

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units, here and in the layer below.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih: W, (4H, I), blocks of H rows in the order i, f, g, o.
        weight_hh: U, (4H, H), blocks alike.
        bias: b, (4H,), blocks alike.
        weight_d: W_d, (H, I).
        bias_d: b_d, (H,).
        depth_prev: w_p, (H,).
        depth_below: w_b, (H,).
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = uniform(4 * hidden_size, input_size)
        self.weight_hh = uniform(4 * hidden_size, hidden_size)
        self.bias = uniform(4 * hidden_size)
        self.weight_d = uniform(hidden_size, input_size)
        self.bias_d = uniform(hidden_size)
        self.depth_prev = uniform(hidden_size)
        self.depth_below = uniform(hidden_size)
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, state: tuple[torch.Tensor, torch.Tensor], c_below: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """One step: x (N, I), the state (h, c) and c of the layer below, (N, H) each, to (h', c'), (N, H) each."""
        ### BEGIN SOLUTION
        h, c = state
        gates = F.linear(x, self.weight_ih, self.bias) + F.linear(h, self.weight_hh)  # (N, 4H)
        i, f, g, o = gates.chunk(4, dim=1)  # (N, H) each
        depth = F.linear(x, self.weight_d, self.bias_d) + self.depth_prev * c + self.depth_below * c_below  # (N, H)
        c = torch.sigmoid(depth) * c_below + torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c
        ### END SOLUTION


# %% [markdown]
# ## Exercise 6: a grid
#
# An LSTM carries a memory along time.
# The Grid LSTM (Kalchbrenner et al. 2015) carries one along *every* dimension of a grid, depth included.
# A block of a two-dimensional grid takes a hidden vector and a memory from each of its two sides, $(h_1, m_1)$ along time and $(h_2, m_2)$ along depth, say, and hands both on.
# Each dimension $k$ has an LSTM transform of its own, which reads *both* incoming hidden vectors and changes its own memory:
#
# $$
# \begin{aligned}
# (i, f, g, o)_k &= (\sigma, \sigma, \tanh, \sigma)(W_k [h_1, h_2] + b_k) \\
# m'_k &= f_k \odot m_k + i_k \odot g_k \\
# h'_k &= o_k \odot \tanh(m'_k)
# \end{aligned}
# \qquad k = 1, 2
# $$
#
# (The paper writes $h' = \tanh(o \odot m')$; we keep the tanh around the memory alone, as in every other cell of this course.)
#
# | parameter | shape | |
# |---|---|---|
# | `weight_1`, `weight_2` | $(4H, 2H)$ each | rows: blocks i, f, g, o; columns: first those for $h_1$, then those for $h_2$, in both |
# | `bias_1`, `bias_2` | $(4H)$ each | blocks alike |
#
# There is no input besides: a grid takes its input on its border.
# `forward(h1, m1, h2, m2)`, all $(N, H)$, gives the four tensors $(h'_1, m'_1, h'_2, m'_2)$ in this order.
#
# **A worked number.**
# Let $H = N = 1$, $h_1 = 1$, $h_2 = -1$, $m_1 = 2$, $m_2 = 0$, both biases 0, `weight_1` with the rows $(0, 0), (1, -1), (1, 0), (0, 1)$, and `weight_2` all 0.
# Dimension 1: $i = 0.5$, $f = \sigma(1 + 1) \approx 0.8808$, $g = \tanh(1) \approx 0.7616$, $o = \sigma(-1) \approx 0.2689$, hence $m'_1 \approx 2.1424$ and $h'_1 \approx 0.2616$: the numbers of the LSTM step.
# Dimension 2: $i = f = o = 0.5$ and $g = 0$, so $m'_2 = 0$ and $h'_2 = 0$.
#
# **A trap.**
# Both transforms read the *incoming* $h_1$ and $h_2$.
# Overwriting `h1` first and then using it for the second dimension is another model, one that the paper calls the priority dimension.


# %% exercise="GridLSTMBlock"
class GridLSTMBlock(nn.Module):
    r"""A block of a two-dimensional Grid LSTM (Kalchbrenner et al. 2015, with the tanh on the memory alone).

    .. math::
        (i, f, g, o)_k = (\sigma, \sigma, \tanh, \sigma)(W_k [h_1, h_2] + b_k), \quad
        m'_k = f_k \odot m_k + i_k \odot g_k, \quad h'_k = o_k \odot \tanh(m'_k), \quad k = 1, 2

    Args:
        hidden_size: H, the number of units along either dimension.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_1, weight_2: W_k, (4H, 2H), blocks of H rows in the order i, f, g, o; columns for h1, then for h2.
        bias_1, bias_2: b_k, (4H,), blocks alike.
    """

    def __init__(
        self,
        hidden_size: int,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        bound = 1 / math.sqrt(2 * hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_1 = uniform(4 * hidden_size, 2 * hidden_size)
        self.bias_1 = uniform(4 * hidden_size)
        self.weight_2 = uniform(4 * hidden_size, 2 * hidden_size)
        self.bias_2 = uniform(4 * hidden_size)
        ### END SOLUTION

    def forward(
        self, h1: torch.Tensor, m1: torch.Tensor, h2: torch.Tensor, m2: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """One block: hidden vectors and memories of both dimensions, (N, H) each, to (h1', m1', h2', m2')."""
        ### BEGIN SOLUTION
        incoming = torch.cat([h1, h2], dim=1)  # (N, 2H)
        result = []
        for m, weight, bias in ((m1, self.weight_1, self.bias_1), (m2, self.weight_2, self.bias_2)):
            i, f, g, o = F.linear(incoming, weight, bias).chunk(4, dim=1)  # (N, H) each
            m = torch.sigmoid(f) * m + torch.sigmoid(i) * torch.tanh(g)
            result += [torch.sigmoid(o) * torch.tanh(m), m]
        return tuple(result)
        ### END SOLUTION


# %% [markdown]
# ## Exercise 7: a recurrence without the loop
#
# All cells so far must wait for the step before, $T$ times in a row: $h$ goes through a matrix and a nonlinearity.
# The minGRU (Feng et al. 2024) computes its gate from the input alone, $z_t = \sigma(W_z x_t)$, $n_t = W_n x_t$, and what is left is a recurrence *linear* in $h$:
#
# $$ h_t = (1 - z_t) \odot h_{t-1} + z_t \odot n_t, \qquad\text{in general}\qquad h_t = a_t \odot h_{t-1} + b_t . $$
#
# Such a recurrence can be computed for all $t$ in about $\log_2 T$ rounds.
# The key: two steps in a row are again one step of the same form.
#
# $$ a_2 (a_1 h + b_1) + b_2 = (a_2 a_1)\, h + (a_2 b_1 + b_2) $$
#
# So the pairs $(a, b)$ can be combined, $(a_1, b_1)$ then $(a_2, b_2)$ giving $(a_2 a_1,\ a_2 b_1 + b_2)$, and it does not matter which neighbours are combined first: the operation is associative.
# Combining all pairs up to $t$, for every $t$ at once, is called a **scan** (Hillis & Steele 1986, Blelloch 1990).
#
# `linear_scan(a, b, h0)` takes `a` and `b` of shape $(T, N, H)$ and `h0` of shape $(N, H)$ and gives $h_1, …, h_T$, $(T, N, H)$.
# It must work for every $T \ge 1$, a power of two or not, and for any real `a`: zero, negative, or so small that products of it vanish.
# It may use $O(\log T)$ tensor operations: at $T = 1024$ at most 2.5 times as many as at $T = 64$.
# How much memory it takes is not graded.
#
# *Hint.*
# After the first round, every pair should stand for itself and the one before; after the second for four steps, after the third for eight.
# What about the pairs that have nothing before them, and where does `h0` come in?
#
# **A worked number.**
# With $N = H = 1$, $a = (2, 0, -1)$, $b = (1, 1, 1)$ and $h_0 = 3$ the loop gives $h_1 = 2 \cdot 3 + 1 = 7$, $h_2 = 0 \cdot 7 + 1 = 1$, $h_3 = -1 \cdot 1 + 1 = 0$.
# Combining the first two pairs, $(2, 1)$ and $(0, 1)$, gives $(0, 1)$, and indeed $0 \cdot 3 + 1 = 1 = h_2$.
#
# **A trap.**
# On paper $h_t = A_t\bigl(h_0 + \sum_{s \le t} b_s / A_s\bigr)$ with $A_t = a_1 \cdots a_t$, which is a cumulative product and a cumulative sum.
# It divides by zero as soon as some $a$ is 0, and with $a = 0.5$ the product is 0 in 32 bits after some 150 steps.
# Logarithms move the trouble elsewhere: they have no answer for $a \le 0$.


# %% exercise="linear_scan"
def linear_scan(a: torch.Tensor, b: torch.Tensor, h0: torch.Tensor) -> torch.Tensor:
    r"""The linear recurrence of minGRU (Feng et al. 2024), for all steps in O(log T) tensor operations.

    .. math:: h_t = a_t \odot h_{t-1} + b_t, \quad t = 1, \dots, T

    Args:
        a: the factors, (T, N, H), T at least 1; any real numbers, 0 and negative ones included.
        b: what is added, (T, N, H).
        h0: the state before the first step, (N, H).

    Returns:
        h_1 to h_T, (T, N, H).

    Example:
        >>> a, b = torch.tensor([2.0, 0.0, -1.0]).view(3, 1, 1), torch.ones(3, 1, 1)
        >>> linear_scan(a, b, torch.full((1, 1), 3.0)).flatten().tolist()
        [7.0, 1.0, 0.0]
    """
    ### BEGIN SOLUTION
    steps = b.shape[0]
    b = torch.cat([(a[0] * h0 + b[0])[None], b[1:]])  # the first pair has h0 inside and needs no factor
    span = 1
    while span < steps:  # here pair t stands for the last `span` steps up to t, or for all of them
        b = torch.cat([b[:span], a[span:] * b[:-span] + b[span:]])  # (T, N, H)
        a = torch.cat([a[:span], a[span:] * a[:-span]])
        span *= 2
    return b
    ### END SOLUTION


# %% [markdown]
# ## To play with: clocks, and the scan against the loop
#
# This part is not scored.
# On the left, *your* Clockwork RNN hears a single click at step 0 and then silence.
# Before you run it, predict: which modules still know of the click after 30 steps, and what do their states look like in time?
#
# On the right, *your* scan races a loop over time, both computing the state of a minGRU, for longer and longer sequences.
# How far apart will they be at $T = 4096$, on a processor that does one thing at a time?
#
# Then change something: other periods, a click that comes back every ten steps, `hidden_size=256` in the race.


# %% name="play"
def watch_the_clocks(periods: tuple[int, ...] = (1, 2, 4, 8, 16), steps: int = 48, units: int = 4) -> torch.Tensor:
    """The states of an untrained ClockworkRNNCell after one click, (T, H)."""
    torch.manual_seed(3)
    cell = ClockworkRNNCell(1, units * len(periods), periods)
    h, states = torch.zeros(1, units * len(periods)), []
    for t in range(steps):
        x = torch.full((1, 1), 3.0 if t == 0 else 0.0)
        with torch.no_grad():
            h = cell(x, h, t)
        states.append(h[0])
    return torch.stack(states)


def race(lengths: tuple[int, ...] = (16, 64, 256, 1024, 4096), hidden_size: int = 8) -> dict[str, list[float]]:
    """Milliseconds of the loop and of linear_scan for a minGRU over one sequence, for each length."""
    from time import perf_counter

    def loop(a: torch.Tensor, b: torch.Tensor, h: torch.Tensor) -> torch.Tensor:
        states = []
        for a_t, b_t in zip(a, b):
            h = a_t * h + b_t
            states.append(h)
        return torch.stack(states)

    torch.manual_seed(0)
    times: dict[str, list[float]] = {"loop": [], "scan": []}
    results: dict[str, torch.Tensor] = {}
    for length in lengths:
        z = torch.sigmoid(torch.randn(length, 1, hidden_size))
        a, b, h0 = 1 - z, z * torch.randn(length, 1, hidden_size), torch.zeros(1, hidden_size)
        for name, run in (("loop", loop), ("scan", linear_scan)):
            took = []
            for _ in range(2):
                start = perf_counter()
                results[name] = run(a, b, h0)
                took.append(1000 * (perf_counter() - start))
            times[name].append(min(took))
        difference = (results["loop"] - results["scan"]).abs().max().item()
        print(f"T = {length:4d}: loop {times['loop'][-1]:7.2f} ms, scan {times['scan'][-1]:7.2f} ms, difference {difference:.1e}")
    return times


def draw_both(periods: tuple[int, ...] = (1, 2, 4, 8, 16), lengths: tuple[int, ...] = (16, 64, 256, 1024, 4096)) -> None:
    """Draw the clocks and the race side by side."""
    import matplotlib.pyplot as plt

    states, times = watch_the_clocks(periods), race(lengths)
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 3.6), layout="constrained")
    picture = left.imshow(states.T, aspect="auto", cmap="cividis", vmin=-1, vmax=1, interpolation="nearest")
    figure.colorbar(picture, ax=left, label="state")
    units = states.shape[1] // len(periods)
    left.set_yticks([units * k + (units - 1) / 2 for k in range(len(periods))], [str(period) for period in periods])
    left.set(title="Your clockwork after one click", xlabel="step t", ylabel="period of the module")
    for name, marker in (("loop", "o"), ("scan", "s")):
        right.loglog(lengths, times[name], marker=marker, label=name)
    right.set(title="Your scan against a loop", xlabel="length T", ylabel="milliseconds")
    right.legend()
    plt.show()


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        draw_both()
    except Exception as error:
        print("Nothing to draw yet: this needs ClockworkRNNCell and linear_scan.")
        print(f"It stopped with {error!r}.")
