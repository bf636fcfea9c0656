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
# # 6. The bidirectional LSTM
#
# What a word means is often decided by what follows it, and an LSTM has read only what came before.
# A bidirectional network (Schuster & Paliwal 1997; with LSTMs, Graves & Schmidhuber 2005) reads every sequence twice, from the front and from the back, and joins what both readers know at each step.
# In this notebook you build one that can stand in for `nn.LSTM(bidirectional=True)`, padding and all, and then make it work where the end of the sequence has not arrived yet.
#
# | exercise | what you write | points |
# |---|---|---:|
# | `reverse_padded` | each sequence of a padded batch backwards | 15 |
# | `merge` | two readers' outputs in one | 10 |
# | `BiLSTM` | layers of two readers, equal to `nn.LSTM` | 40 |
# | `sequence_vector` | one vector for a whole sequence | 10 |
# | `stream` | a bidirectional layer on a sequence that is still arriving | 25 |
#
# Plan about three hours.
# You need the LSTM cell of `03_lstm` and the handling of lengths of `05_sequences`.
#
# **Notation.**
# $T$ time steps, $N$ sequences in the batch, $I$ input size, $H$ hidden size of one direction, $L$ layers.
# Sequences are time first, `(T, N, I)`, and the state of an LSTM is always the pair `(h, c)`.
# `lengths` is an int64 tensor of shape `(N,)` on the CPU; $1 \le$ length $\le T$, in any order, and possibly all below $T$.

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
# Torch's own recurrent layers are not allowed *in your solution cells*, with two exceptions: in `BiLSTM` an `nn.LSTMCell` may do the arithmetic of a step, and `stream` may use `nn.LSTM`.
# Outside of your solution cells, use them as much as you like, for instance to compare your numbers with.

# %% name="imports"
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from autograder import check

# %% [markdown]
# ## Exercise 1: backwards, but not the padding
#
# The second reader starts at the last word, not at the last row of the tensor.
# `reverse_padded` turns each sequence around within its own length and leaves the padding where it is:
#
# $$
# y_{t,n} = \begin{cases} x_{\mathrm{lengths}_n - 1 - t,\ n} & t < \mathrm{lengths}_n \\ x_{t,n} & \text{otherwise} \end{cases}
# $$
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `x` | $(T, N, \dots)$ | | $y$ | $(T, N, \dots)$ |
# | `lengths` | $(N)$ | | | |
#
# Behind $T$ and $N$ there may be any number of dimensions, also none.
# Doing it twice gives back `x`: with the same function the second reader's outputs are put back into the order of time.
#
# **A worked number.**
# Let $T = 4$ and $N = 2$, `x` with the columns $(1, 2, 3, 0)$ and $(5, 6, 0, 0)$, `lengths` $= (3, 2)$.
# The result has the columns $(3, 2, 1, 0)$ and $(6, 5, 0, 0)$.
#
# **A trap.**
# `x.flip(0)` gives $(0, 3, 2, 1)$ and $(0, 0, 6, 5)$: the second reader would start with padding, and step $t$ of both readers would no longer be the same word.
# With all lengths equal to $T$ the two agree, and so this mistake passes many a test.
#
# **Hint.** For each place $(t, n)$ of the result: from which step does its value come?
# That is an index tensor of shape $(T, N)$.


# %% exercise="reverse_padded"
def reverse_padded(x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    r"""Reverse each sequence of a padded batch within its own length.

    .. math::
        y_{t,n} = x_{\mathrm{lengths}_n - 1 - t,\, n} \text{ for } t < \mathrm{lengths}_n, \text{ otherwise } x_{t,n}

    Args:
        x: (T, N, …), with any number of further dimensions.
        lengths: (N,), int64, on the CPU, in any order, 1 to T.

    Returns:
        (T, N, …); what stands behind the end of a sequence stays in its place. No argument is modified.

    Example:
        >>> x = torch.tensor([[1, 5], [2, 6], [3, 0], [0, 0]])
        >>> reverse_padded(x, torch.tensor([3, 2])).tolist()
        [[3, 6], [2, 5], [1, 0], [0, 0]]
    """
    ### BEGIN SOLUTION
    steps = torch.arange(x.shape[0]).unsqueeze(1)  # (T, 1)
    source = torch.where(steps < lengths, lengths - 1 - steps, steps)  # (T, N)
    return x[source, torch.arange(x.shape[1])]
    ### END SOLUTION


# %% [markdown]
# ## Exercise 2: two readers, one output
#
# At every step there is now an output $f$ of the reader that comes from the front and an output $b$ of the one that comes from the back.
# There are several ways to join them; torch knows the first one only:
#
# | mode | result | last dimension |
# |---|---|---|
# | `"concat"` | $[f;\, b]$ | $2H$ |
# | `"sum"` | $f + b$ | $H$ |
# | `"mean"` | $(f + b) / 2$ | $H$ |
# | `"mul"` | $f \odot b$ | $H$ |
#
# Both have the same shape, with any number of dimensions; they are joined over the last one.
# Any other mode is a `ValueError`.
#
# **A worked number.**
# For $f = (1, 2)$ and $b = (3, -4)$: concat $(1, 2, 3, -4)$, sum $(4, -2)$, mean $(2, -1)$, mul $(3, -8)$.
#
# **A trap.**
# An `if … elif … else` whose `else` multiplies takes every misspelt mode for `"mul"`, and nobody notices for a month.


# %% exercise="merge"
def merge(forward: torch.Tensor, backward: torch.Tensor, mode: str) -> torch.Tensor:
    r"""Join the outputs of two directions over their last dimension.

    Args:
        forward, backward: two tensors of one shape (…, H).
        mode: ``"concat"`` for [f; b], (…, 2H); ``"sum"`` for f + b, ``"mean"`` for (f + b) / 2, ``"mul"`` for
            f ⊙ b, (…, H) each.

    Returns:
        The joined outputs. No argument is modified.

    Raises:
        ValueError: for any other mode.

    Example:
        >>> merge(torch.tensor([1.0, 2.0]), torch.tensor([3.0, -4.0]), "mean").tolist()
        [2.0, -1.0]
    """
    ### BEGIN SOLUTION
    if mode == "concat":
        return torch.cat([forward, backward], dim=-1)
    if mode == "sum":
        return forward + backward
    if mode == "mean":
        return (forward + backward) / 2
    if mode == "mul":
        return forward * backward
    raise ValueError(f"mode is one of 'concat', 'sum', 'mean', 'mul', not {mode!r}")
    ### END SOLUTION


# %% [markdown]
# ## Exercise 3: the layer
#
# Each layer has two LSTMs with parameters of their own.
# One reads the sequence as it is, the other reads it reversed, and the outputs of the second are put back into the order of time:
#
# $$
# \overrightarrow{h}_t = \mathrm{step}\bigl(x_t,\ \overrightarrow{h}_{t-1}, \overrightarrow{c}_{t-1}\bigr), \qquad
# \overleftarrow{h}_t = \mathrm{step}\bigl(x_t,\ \overleftarrow{h}_{t+1}, \overleftarrow{c}_{t+1}\bigr), \qquad
# y_t = [\overrightarrow{h}_t;\ \overleftarrow{h}_t]
# $$
#
# The next layer reads $y_t$, which is why its input is $2H$ wide.
# In between, the two are always concatenated; `merge` says how the *last* layer's are joined.
#
# The parameters have the names that `nn.LSTM(…, bidirectional=True)` gives them, are registered on the module itself, and start alike:
#
# | parameter of layer $k$ | shape | at the start |
# |---|---|---|
# | `weight_ih_l{k}`, `weight_ih_l{k}_reverse` | $(4H, I)$ for $k = 0$, else $(4H, 2H)$ | uniform in $[-1/\sqrt{H},\ 1/\sqrt{H}]$ |
# | `weight_hh_l{k}`, `weight_hh_l{k}_reverse` | $(4H, H)$ | the same |
# | `bias_ih_l{k}`, `bias_hh_l{k}`, `bias_ih_l{k}_reverse`, `bias_hh_l{k}_reverse` | $(4H)$ | the same |
#
# Blocks are stacked in the order i, f, g, o, and both readers start from a state of zeros.
#
# | | shape |
# |---|---|
# | `x` | $(T, N, I)$ |
# | `lengths`, or `None` when every sequence has $T$ steps | $(N)$ |
# | `output`, with `"concat"` | $(T, N, 2H)$, 0 behind the end of each sequence |
# | `output`, otherwise | $(T, N, H)$, 0 behind the end of each sequence |
# | $h_n$, $c_n$: each reader's state after *its* last step | $(2L, N, H)$ each, in the order: layer 0 forward, layer 0 backward, layer 1 forward, … |
#
# `forward(x, lengths=None)` gives `(output, (h_n, c_n))`, equal to what `nn.LSTM` gives for a packed sequence.
# An unknown `merge` is a `ValueError`.
# An `nn.LSTMCell` may do the arithmetic of a step, but its own parameter names must not appear.
#
# **A worked number.**
# With $I = 3$, $H = 5$ and two layers there are $2 \cdot 4 \cdot 5 \cdot (3 + 5 + 2) = 400$ and $2 \cdot 4 \cdot 5 \cdot (10 + 5 + 2) = 680$ parameters, 1080 in all.
#
# **A trap.**
# The backward reader's last step is step 0 of the sequence.
# Its final state belongs to `output[0, :, H:]`, and `output[-1, :, H:]` is what it thought after a single word.
#
# **Hints.** `reverse_padded` turns the input for the second reader, and turns its outputs back.
# A sequence that has ended keeps its state and has the output 0, as in `masked_unroll`; with the padding at the end in both directions, one function can run either reader.
# Build it for one layer without lengths first.


# %% exercise="BiLSTM"
class BiLSTM(nn.Module):
    r"""A bidirectional LSTM (Graves & Schmidhuber 2005) with the parameters of ``nn.LSTM(bidirectional=True)``.

    .. math::
        \overrightarrow{h}_t = \mathrm{step}(x_t, \overrightarrow{h}_{t-1}, \overrightarrow{c}_{t-1}), \quad
        \overleftarrow{h}_t = \mathrm{step}(x_t, \overleftarrow{h}_{t+1}, \overleftarrow{c}_{t+1})

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units of each direction.
        num_layers: L; every layer but the first reads both directions of the one below, concatenated.
        merge: how the last layer's directions are joined: "concat", "sum", "mean" or "mul".
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih_l{k}, weight_ih_l{k}_reverse: (4H, I) for k = 0, else (4H, 2H); blocks in the order i, f, g, o.
        weight_hh_l{k}, weight_hh_l{k}_reverse: (4H, H), blocks alike.
        bias_ih_l{k}, bias_hh_l{k}, bias_ih_l{k}_reverse, bias_hh_l{k}_reverse: (4H,), blocks alike.
        All start uniform in [-1/sqrt(H), 1/sqrt(H)].

    Raises:
        ValueError: for an unknown ``merge``, from the constructor or at the latest from the first forward.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        merge: str = "concat",
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        if merge not in ("concat", "sum", "mean", "mul"):
            raise ValueError(f"merge is one of 'concat', 'sum', 'mean', 'mul', not {merge!r}")
        self.hidden_size, self.num_layers, self.merge = hidden_size, num_layers, merge
        bound = 1 / math.sqrt(hidden_size)
        for k in range(num_layers):
            for suffix in ("", "_reverse"):
                shapes = {
                    "weight_ih": (4 * hidden_size, input_size if k == 0 else 2 * hidden_size),
                    "weight_hh": (4 * hidden_size, hidden_size),
                    "bias_ih": (4 * hidden_size,),
                    "bias_hh": (4 * hidden_size,),
                }
                for name, shape in shapes.items():
                    start = torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound)
                    self.register_parameter(f"{name}_l{k}{suffix}", nn.Parameter(start))
        ### END SOLUTION

    def forward(
        self, x: torch.Tensor, lengths: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """Read a padded batch in both directions.

        Args:
            x: (T, N, I); what stands behind the end of a sequence is finite, otherwise arbitrary.
            lengths: (N,), int64, on the CPU, in any order, 1 to T; None means that all have T steps.

        Returns:
            ``(output, (h_n, c_n))``: the last layer's joined outputs, (T, N, 2H) for "concat", else (T, N, H), 0 behind
            the end of each sequence; and every reader's state after its last step, (2L, N, H) each, the two directions of
            layer 0 first.
        """
        ### BEGIN SOLUTION
        steps, batch = x.shape[:2]
        if lengths is None:
            lengths = torch.full((batch,), steps)
        real = (torch.arange(steps).unsqueeze(1) < lengths).to(x.device).unsqueeze(2)  # (T, N, 1)

        def read(sequence: torch.Tensor, suffix: str) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
            names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            weight_ih, weight_hh, bias_ih, bias_hh = (getattr(self, f"{name}_{suffix}") for name in names)
            h = c = sequence.new_zeros(batch, self.hidden_size)  # (N, H)
            outputs = []
            for x_t, real_t in zip(sequence, real):
                gates = F.linear(x_t, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh)  # (N, 4H)
                i, f, g, o = gates.chunk(4, dim=1)  # (N, H) each
                new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                new_h = torch.sigmoid(o) * torch.tanh(new_c)
                h, c = torch.where(real_t, new_h, h), torch.where(real_t, new_c, c)
                outputs.append(torch.where(real_t, h, 0.0))
            return torch.stack(outputs), h, c

        final_h, final_c = [], []
        for k in range(self.num_layers):
            front, front_h, front_c = read(x, f"l{k}")
            back, back_h, back_c = read(reverse_padded(x, lengths), f"l{k}_reverse")
            last = k == self.num_layers - 1
            x = merge(front, reverse_padded(back, lengths), self.merge if last else "concat")  # (T, N, 2H)
            final_h += [front_h, back_h]
            final_c += [front_c, back_c]
        return x, (torch.stack(final_h), torch.stack(final_c))
        ### END SOLUTION


# %% [markdown]
# ## Exercise 4: one vector for a sequence
#
# To classify a whole sequence, one takes what each reader knows when it has read everything: the forward reader at the end, the backward reader at the beginning.
# Both are in $h_n$, wherever the sequences end:
#
# $$ v = [\overrightarrow{h}^{(L-1)};\ \overleftarrow{h}^{(L-1)}] $$
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `h_n` | $(2L, N, H)$: layer 0 forward, layer 0 backward, layer 1 forward, … | | $v$ | $(N, 2H)$ |
#
# **A worked number.**
# With two layers, $N = H = 1$ and `h_n` holding $1, 2, 3, 4$, the vector is $(3, 4)$.
#
# **A trap.**
# `h_n.view(N, -1)` and `h_n.reshape(N, 2 * H)` have the right shape for one layer, and mix up the sequences of the batch.
# `output[-1]` holds the backward reader's first thought, not its last.


# %% exercise="sequence_vector"
def sequence_vector(h_n: torch.Tensor) -> torch.Tensor:
    r"""The last layer's final forward and final backward state, side by side.

    Args:
        h_n: (2L, N, H), the two directions of layer 0 first, forward before backward.

    Returns:
        (N, 2H). The argument is not modified.

    Example:
        >>> sequence_vector(torch.tensor([1.0, 2.0, 3.0, 4.0]).reshape(4, 1, 1)).tolist()
        [[3.0, 4.0]]
    """
    ### BEGIN SOLUTION
    return torch.cat([h_n[-2], h_n[-1]], dim=1)  # (N, 2H)
    ### END SOLUTION


# %% [markdown]
# ## Exercise 5: when the end has not arrived
#
# A backward reader needs the end of the sequence, and a listener cannot wait for it.
# A way out is to work in chunks, as the latency-controlled network of Zhang et al. (2016) does: the forward reader goes on from chunk to chunk as always; the backward reader starts anew for each chunk, a few steps *behind* its end, and so knows a little of what follows.
#
# Chunk number $m$ holds the steps from $a = m \cdot \texttt{chunk}$ up to but not including $b = \min(a + \texttt{chunk},\ T)$.
#
# $$
# \begin{aligned}
# \overrightarrow{h}_t &\text{ as in the whole sequence: the state } (\overrightarrow{h}, \overrightarrow{c}) \text{ at the end of one chunk starts the next} \\
# \overleftarrow{h}_t &\text{ for } a \le t < b \text{ from a reader that starts with zeros at step } \min(b + \texttt{lookahead},\ T) - 1 \text{ and reads down to } a
# \end{aligned}
# $$
#
# | argument | | result | shape |
# |---|---|---|---|
# | `bilstm`, an `nn.LSTM` with one layer, `bidirectional=True`, time first, with bias | | `output` | $(T, N, 2H)$ |
# | `x`, all sequences with $T$ steps | $(T, N, I)$ | | |
# | `chunk` $\ge 1$, `lookahead` $\ge 0$ | | | |
#
# The last chunk may be shorter.
# With a `lookahead` that reaches the end from every chunk, the result is what `bilstm(x)` gives; with `lookahead=0` nothing behind the chunk is known.
# The layer is left as it is, and gradients to its parameters are not asked for; those to `x` are.
# Calling `bilstm` itself is allowed, and so is `nn.LSTM`.
#
# **A worked number.**
# For $T = 7$, `chunk=3` and `lookahead=2` the chunks are the steps 0–2, 3–5 and 6.
# Their backward readers start at the steps 4, 6 and 6.
#
# **A trap.**
# Whoever runs the layer over chunk and lookahead together, and hands on the final state, starts the next chunk too late: that state has read the lookahead, which the next chunk reads again.
#
# **Hint.** `bilstm(part, (h_0, c_0))` takes a state of shape $(2, N, H)$, forward first.
# What does the backward reader start from?


# %% exercise="stream"
def stream(bilstm: nn.LSTM, x: torch.Tensor, chunk: int, lookahead: int) -> torch.Tensor:
    r"""Run a bidirectional layer in chunks, with a backward reader that sees `lookahead` steps behind each chunk.

    Args:
        bilstm: one layer, bidirectional, time first, with bias.
        x: (T, N, I), all sequences with T steps.
        chunk: the number of steps of a chunk, at least 1; the last one may be shorter.
        lookahead: how many steps behind a chunk's end the backward reader starts, at least 0; at the sequence's end at
            the latest.

    Returns:
        (T, N, 2H): the forward outputs of the whole sequence, and the backward outputs of each chunk. The layer and x
        are left as they were.
    """
    ### BEGIN SOLUTION
    h = c = x.new_zeros(2, x.shape[1], bilstm.hidden_size)  # (2, N, H)
    outputs = []
    for start in range(0, x.shape[0], chunk):
        part = x[start : start + chunk]
        seen, _ = bilstm(x[start : start + chunk + lookahead], (h, c))
        outputs.append(seen[: part.shape[0]])
        _, (h_n, c_n) = bilstm(part, (h, c))
        h, c = (torch.stack([state[0], torch.zeros_like(state[1])]) for state in (h_n, c_n))
    return torch.cat(outputs)
    ### END SOLUTION


# %% [markdown]
# ## To play with: how much future is needed
#
# This part is not scored.
# The next cell lets *your* `stream` run a random bidirectional layer with a growing lookahead, and measures how far its backward outputs are from those of the whole sequence.
#
# Before you run it, predict: with the forget gate's bias at 0 the memory halves at every step or so.
# How does the distance fall with the lookahead, and what changes when the forget gate is opened?
#
# Then change something: a larger chunk, or `forget_bias=5.0`.


# %% name="play"
def watch_the_lookahead(forget_bias: tuple[float, ...] = (0.0, 2.0, 4.0), chunk: int = 4, steps: int = 60) -> None:
    """Draw how far streamed outputs are from full ones, by lookahead and by the forget gate's bias."""
    import matplotlib.pyplot as plt

    torch.manual_seed(0)
    x = torch.randn(steps, 4, 3)
    lookaheads = [0, 1, 2, 4, 8, 16, 32]
    figure, axis = plt.subplots(figsize=(6, 3.2), layout="constrained")
    for bias, style in zip(forget_bias, ["-o", "--s", "-.^", ":D"]):
        layer = nn.LSTM(3, 8, bidirectional=True)
        with torch.no_grad():
            layer.bias_ih_l0_reverse[8:16] = bias
            layer.bias_hh_l0_reverse[8:16] = 0.0
            whole = layer(x)[0]
            far = [(stream(layer, x, chunk, ahead) - whole).pow(2).mean().sqrt().item() for ahead in lookaheads]
        axis.plot(range(len(far)), far, style, label=f"forget bias {bias:g}")
    axis.set(yscale="log", xlabel="lookahead", ylabel="distance from the whole", xticks=range(len(lookaheads)))
    axis.set_xticklabels(lookaheads)
    axis.set_title(f"Chunks of {chunk} steps: how much future is enough?")
    axis.legend()
    plt.show()


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        watch_the_lookahead()
    except Exception as error:
        print("Nothing to draw yet: this needs stream.")
        print(f"It stopped with {error!r}.")
