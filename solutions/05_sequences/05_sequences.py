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
# # 5. Sequences of different lengths
#
# Sentences, recordings and walks do not end at the same step, and a batch is a tensor, which has no ragged edge.
# So short sequences are filled up with padding, and from then on every step of your code has to know what is real and what is filling.
# Most of the silent mistakes of sequence models are made here: a loss that counts padding, a "last" state taken behind the end, a gradient that runs through a thousand batches.
# In this notebook you build the five tools that keep them out.
#
# | exercise | what you write | points |
# |---|---|---:|
# | `pad` | sequences of different lengths in one tensor | 20 |
# | `length_mask` | which entries are real | 15 |
# | `masked_unroll` | a cell over a padded batch, as if there were no padding | 35 |
# | `last_output` | the output at the end of each sequence | 15 |
# | `detach_state` | go on from a state without going back through it | 15 |
#
# Plan about two hours.
# You need tensors, indexing and broadcasting; the LSTM cell is given to you.
#
# **Notation.**
# $T$ time steps, $N$ sequences in the batch, $I$ input size, $H$ hidden size.
# Sequences are time first, `(T, N, …)`, and the state of an LSTM is always the pair `(h, c)`.
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
# Torch's own tools for this purpose (`nn.utils.rnn` with `pad_sequence`, `pack_padded_sequence` and their relatives, and the private functions behind them) and its recurrent layers and cells are not allowed *in your solution cells*: these are what you build.
# Everywhere else, use them as much as you like, for instance to compare your numbers with.

# %% name="imports"
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from autograder import check

# %% [markdown]
# ## Exercise 1: one tensor for all
#
# Given $N$ sequences $s_1, \dots, s_N$, sequence $n$ of shape $(T_n, \dots)$, `pad` makes one tensor with time first and remembers how long each of them was:
#
# $$
# \mathrm{padded}_{t,n} = \begin{cases} s_{n,t} & t < T_n \\ \texttt{padding\_value} & \text{otherwise} \end{cases}
# \qquad \mathrm{lengths}_n = T_n, \qquad T = \max_n T_n
# $$
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `sequences`, a list | $(T_n, \dots)$ each, $T_n \ge 1$ | | `padded` | $(T, N, \dots)$ |
# | `padding_value` | a number | | `lengths`, int64 | $(N)$ |
#
# What stands behind the dots is the same for all sequences: nothing for a sequence of word numbers, $I$ for vectors, height and width for frames of a film.
# `padded` has the dtype and the device of the sequences, and gradients flow through it to each of them.
#
# **A worked number.**
# From $s_1 = (1, 2, 3)$ and $s_2 = (4)$ come `lengths` $= (3, 1)$ and, with `padding_value=0`, `padded` with the rows $(1, 4)$, $(2, 0)$, $(3, 0)$.
# Two of the six entries are padding.
# With sequences between 1 and 100 steps long, drawn evenly, about half of a batch is.
#
# **A trap.**
# `torch.tensor(…)` of lists of numbers makes a copy that no gradient passes through, and `torch.zeros(T, N)` is 32-bit on the CPU whatever the sequences are.
# Word numbers that become floats no longer find their row in an embedding.
#
# **Hints.** Which shape does the result have, before anything is in it?
# Then fill in one sequence at a time; where does sequence $n$ lie in `padded`?


# %% exercise="pad"
def pad(sequences: list[torch.Tensor], padding_value: float = 0.0) -> tuple[torch.Tensor, torch.Tensor]:
    r"""Put sequences of different lengths into one tensor.

    .. math:: \mathrm{padded}_{t,n} = s_{n,t} \text{ for } t < T_n, \text{ otherwise the padding value}

    Args:
        sequences: one or more tensors (T_n, …), T_n at least 1, alike in dtype, device and all other dimensions.
        padding_value: what stands behind the end of a sequence.

    Returns:
        ``(padded, lengths)``: padded (T, N, …) with the dtype, the device and the gradient of the sequences,
        T the greatest of all T_n, and lengths (N,), int64. No argument is modified.

    Example:
        >>> padded, lengths = pad([torch.tensor([1, 2, 3]), torch.tensor([4])])
        >>> padded.tolist(), lengths.tolist()
        ([[1, 4], [2, 0], [3, 0]], [3, 1])
    """
    ### BEGIN SOLUTION
    lengths = torch.tensor([sequence.shape[0] for sequence in sequences])
    first = sequences[0]
    padded = first.new_full((int(lengths.max()), len(sequences), *first.shape[1:]), padding_value)  # (T, N, …)
    for n, sequence in enumerate(sequences):
        padded[: sequence.shape[0], n] = sequence
    return padded, lengths
    ### END SOLUTION


# %% [markdown]
# ## Exercise 2: what is real
#
# A mask says for every entry of a batch whether it is real (`True`) or padding (`False`):
#
# $$ \mathrm{mask}_{n,t} = [\, t < \mathrm{lengths}_n \,], \qquad t = 0, \dots, T - 1 $$
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `lengths` | $(N)$ | | `mask`, bool | $(N, T)$ |
#
# $T$ is `max_length` if it is given, and the greatest length otherwise.
# `max_length` is never below the greatest length, but it may be above: several machines that share a batch pad to one $T$, and then not one sequence may fill it.
# The mask is batch first, as the lengths are: row $n$ is sequence $n$.
#
# **A worked number.**
# `lengths` $= (3, 1)$ gives the rows `[True, True, True]` and `[True, False, False]`; with `max_length=4` both get a `False` more.
# The sum of a row is the length of its sequence.
#
# **A trap.**
# Steps count from 0, so a sequence of length 3 has the steps 0, 1 and 2: $t <$ length, and not $t \le$ length.
# When $N = T$ a mask that lies on its side has the right shape and the wrong entries.
#
# **Hint.** A column of $N$ lengths and a row of $T$ steps can be compared at once.


# %% exercise="length_mask"
def length_mask(lengths: torch.Tensor, max_length: int | None = None) -> torch.Tensor:
    r"""Which entries of a padded batch are real.

    .. math:: \mathrm{mask}_{n,t} = [\, t < \mathrm{lengths}_n \,]

    Args:
        lengths: (N,), int64, in any order.
        max_length: T, at least the greatest length; ``None`` means the greatest length.

    Returns:
        The mask (N, T), bool, ``True`` where there is a real entry.

    Example:
        >>> length_mask(torch.tensor([3, 1])).tolist()
        [[True, True, True], [True, False, False]]
    """
    ### BEGIN SOLUTION
    if max_length is None:
        max_length = int(lengths.max())
    return torch.arange(max_length, device=lengths.device) < lengths.unsqueeze(1)  # (N, T)
    ### END SOLUTION


# %% [markdown]
# ## Exercise 3: a cell over a padded batch
#
# Run a cell over a batch as if every sequence were alone.
# As long as a sequence lasts, its state follows the cell; from its end on the state stays what it is, and the output is 0:
#
# $$
# \begin{aligned}
# (\tilde h_t, \tilde c_t) &= \mathrm{cell}\bigl(x_t, (h_{t-1}, c_{t-1})\bigr) \\
# (h_{t,n}, c_{t,n}) &= \begin{cases} (\tilde h_{t,n}, \tilde c_{t,n}) & t < \mathrm{lengths}_n \\ (h_{t-1,n}, c_{t-1,n}) & \text{otherwise} \end{cases} \\
# \mathrm{output}_{t,n} &= \begin{cases} h_{t,n} & t < \mathrm{lengths}_n \\ 0 & \text{otherwise} \end{cases}
# \end{aligned}
# $$
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `x` | $(T, N, I)$ | | `output` | $(T, N, H)$ |
# | `lengths` | $(N)$ | | $h_n$, $c_n$ | $(N, H)$ each |
# | `state`, the pair $(h_0, c_0)$, or `None` | $(N, H)$ each | | | |
#
# `masked_unroll(cell, x, lengths, state=None)` gives `(output, (h_n, c_n))`.
# The cell is any LSTM cell: it is called as `cell(x_t, state)` with `state` a pair $(h, c)$ or `None` for zeros, gives back the new pair, and has an attribute `hidden_size`.
# `output` keeps all $T$ steps of `x`, also when no sequence is that long.
# The numbers, and all gradients, are those of torch's packed sequences: in particular the padding gets the gradient 0.
# Nothing is known about the padding except that it is finite.
#
# **A worked number.**
# Let $T = 3$, `lengths` $= (3, 1)$, and take a cell that counts: $h$ and $c$ grow by 1 at every call, from 0.
# Then the first sequence's outputs are $1, 2, 3$ and the second's $1, 0, 0$; $h_n = (3, 1)$.
# Whoever takes `output[-1]` for the final state finds $(3, 0)$.
#
# **A trap.**
# Setting the *output* to zero behind the end is not enough: the state must not move on either.
# The other way round, a state that is set to *zero* behind the end has forgotten what $h_n$ should hold.
# And a sequence may be longer than the one before it: only sort if you put everything back in its place.
#
# **Hints.** `torch.where` chooses between two tensors, entry by entry.
# Which shape does the condition need beside $(N, H)$?
# `lengths` is on the CPU, and `x` may be elsewhere.


# %% exercise="masked_unroll"
def masked_unroll(
    cell: nn.Module,
    x: torch.Tensor,
    lengths: torch.Tensor,
    state: tuple[torch.Tensor, torch.Tensor] | None = None,
) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
    r"""Run an LSTM cell over a padded batch, each sequence to its own end.

    .. math::
        (h_t, c_t)_n = \mathrm{cell}(x_t, (h_{t-1}, c_{t-1}))_n \text{ for } t < \mathrm{lengths}_n,
        \text{ otherwise } (h_{t-1}, c_{t-1})_n

    Args:
        cell: called as ``cell(x_t, state)`` with x_t (N, I) and state (h, c) or None; gives (h', c'), (N, H) each.
            ``cell.hidden_size`` is H.
        x: the padded inputs, (T, N, I); what stands behind the end of a sequence is finite, otherwise arbitrary.
        lengths: (N,), int64, on the CPU, in any order, 1 to T.
        state: the pair (h_0, c_0), (N, H) each, or None for zeros.

    Returns:
        ``(output, (h_n, c_n))``: output (T, N, H) with h of every real step and 0 behind the end of each sequence,
        h_n and c_n (N, H), the state after each sequence's last real step. No argument is modified.
    """
    ### BEGIN SOLUTION
    real = (torch.arange(x.shape[0])[:, None] < lengths).to(x.device).unsqueeze(2)  # (T, N, 1)
    if state is None:
        zeros = x.new_zeros(x.shape[1], cell.hidden_size)  # (N, H)
        state = zeros, zeros
    h, c = state
    outputs = []
    for x_t, real_t in zip(x, real):
        new_h, new_c = cell(x_t, (h, c))
        h, c = torch.where(real_t, new_h, h), torch.where(real_t, new_c, c)
        outputs.append(torch.where(real_t, h, 0.0))
    return torch.stack(outputs), (h, c)
    ### END SOLUTION


# %% [markdown]
# ## Exercise 4: the last output
#
# To say something about a whole sequence, such as its class, one often reads the output at its last real step:
#
# $$ \mathrm{last}_n = \mathrm{output}_{\mathrm{lengths}_n - 1,\, n} $$
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `output` | $(T, N, H)$ | | `last` | $(N, H)$ |
# | `lengths` | $(N)$ | | | |
#
# Nothing is known about what stands in `output` behind the end of a sequence.
# Gradients flow back to the chosen entries, and to no others.
#
# **A worked number.**
# Let $T = 3$, $N = 2$, $H = 1$, `output` with the rows $(1, 4)$, $(2, 5)$, $(3, 6)$ and `lengths` $= (3, 1)$.
# Then `last` is $(3, 4)$, as a column.
#
# **A trap.**
# `output[-1]` is the last step of the longest sequence and padding for all others; with zeros in the padding a model trained on it still learns something, which is why this one lives long.
# `output[lengths]` is one step too far, and `output[lengths - 1]` without the sequence's own number gives $(N, N, H)$.
#
# **Hint.** Two index tensors of the same length choose pairs: one (step, sequence) for each sequence.


# %% exercise="last_output"
def last_output(output: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    r"""The output at the last real step of each sequence.

    .. math:: \mathrm{last}_n = \mathrm{output}_{\mathrm{lengths}_n - 1,\, n}

    Args:
        output: (T, N, H); what stands behind the end of a sequence is arbitrary.
        lengths: (N,), int64, on the CPU, in any order, 1 to T.

    Returns:
        (N, H). No argument is modified.

    Example:
        >>> last_output(torch.tensor([[[1.0], [4.0]], [[2.0], [5.0]], [[3.0], [6.0]]]), torch.tensor([3, 1])).tolist()
        [[3.0], [4.0]]
    """
    ### BEGIN SOLUTION
    return output[lengths - 1, torch.arange(output.shape[1])]  # (N, H)
    ### END SOLUTION


# %% [markdown]
# ## Exercise 5: go on, but not back
#
# A book does not fit into one batch.
# It is read in pieces, and the state at the end of one piece is where the next one starts.
# If that state keeps its graph, the gradient of the thousandth piece runs back through all others: memory and time grow with every piece, until torch stops with an error about a graph that was freed.
# *Truncated* back-propagation through time (Williams & Peng 1990) hands on the numbers and cuts the graph:
#
# $$ s_0^{(k+1)} = s_T^{(k)}, \qquad \frac{\partial s_0^{(k+1)}}{\partial \theta} := 0 $$
#
# What a state looks like depends on the network: a tensor, a pair $(h, c)$, a list with a pair for every layer, a dictionary by name, `None` before the first piece, or these inside each other.
# `detach_state(state)` gives the same structure, in new containers of the same kinds, with every tensor cut from its graph.
# What it was given, the tensors and the containers, stays as it was; the numbers may lie in the same memory.
#
# | state | result |
# |---|---|
# | a tensor | a tensor with the same numbers and dtype and no graph, which requires no gradient |
# | a tuple, a list | a tuple, a list with each entry detached |
# | a dictionary | a dictionary with the same keys and each value detached |
# | `None` | `None` |
#
# **A worked number.**
# Let $w = 3$ and $h = 2 w$.
# The gradient of $h \cdot w$ to $w$ is $4 w = 12$; with $h$ detached it is the number $h$ alone, 6.
#
# **A trap.**
# `tensor.detach_()`, with its underscore, cuts the tensor that you were *given*: a loss that was still to be computed from it has lost its gradient.
# And a function that knows only the pair $(h, c)$ fails on the day you stack two layers.
#
# **Hint.** The entry of a list is a state again.


# %% exercise="detach_state"
def detach_state(state):
    r"""The same state, cut from its graph.

    Args:
        state: a tensor, None, or a tuple, list or dictionary of states, nested as deep as you like.

    Returns:
        The same structure in new containers of the same kinds; every tensor has the same numbers, no graph, and
        requires no gradient.
        What was given, tensors and containers, is untouched.

    Example:
        >>> w = torch.tensor([3.0], requires_grad=True)
        >>> h, layers = detach_state((2 * w, [None, {"c": w + 1}]))
        >>> h, layers
        (tensor([6.]), [None, {'c': tensor([4.])}])
    """
    ### BEGIN SOLUTION
    if state is None:
        return None
    if isinstance(state, torch.Tensor):
        return state.detach()
    if isinstance(state, dict):
        return {key: detach_state(value) for key, value in state.items()}
    return type(state)(detach_state(item) for item in state)
    ### END SOLUTION


# %% [markdown]
# ## To play with: what padding does to a memory
#
# This part is not scored.
# The next cell runs a random LSTM cell over one and the same batch twice, once with *your* `masked_unroll`, once as if the padding were real, and draws how the states of every sequence move.
#
# Before you run it, predict: what will the two pictures have in common, and what will the state of the shortest sequence look like at the end of each?
#
# Then change something.
# Set `padding_value=3.0`, or `-3.0`: which of the pictures changes?


# %% name="play"
def watch_the_padding(padding_value: float = 0.5, hidden_size: int = 6) -> None:
    """Draw the first unit of an LSTM's state over a padded batch, with and without knowledge of the lengths."""
    import matplotlib.pyplot as plt

    torch.manual_seed(0)
    sequences = [torch.randn(length, 2) for length in (40, 26, 14, 5)]
    x, lengths = pad(sequences, padding_value)
    cell = nn.LSTMCell(2, hidden_size)
    everything = torch.full_like(lengths, x.shape[0])
    with torch.no_grad():
        pictures = {}
        for title, known in {"with your lengths": lengths, "as if padding were real": everything}.items():
            states = [masked_unroll(cell, x[:t], known.clamp(max=t))[1][1] for t in range(1, x.shape[0] + 1)]
            pictures[title] = torch.stack(states)[:, :, 0]  # (T, N)
    figure, axes = plt.subplots(1, 2, figsize=(10, 3), sharey=True, layout="constrained")
    styles = ["-", "--", "-.", ":"]
    for axis, (title, states) in zip(axes, pictures.items()):
        for n, length in enumerate(lengths.tolist()):
            (line,) = axis.plot(range(1, len(states) + 1), states[:, n], styles[n], label=f"length {length}")
            axis.plot(length, states[length - 1, n], "o", color=line.get_color())
        axis.set(title=title, xlabel="step t")
    axes[0].set_ylabel("first unit of c")
    axes[1].legend(loc="center left", bbox_to_anchor=(1, 0.5))
    figure.suptitle("The state after t steps; a dot marks the end of a sequence")
    plt.show()


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        watch_the_padding()
    except Exception as error:
        print("Nothing to draw yet: this needs pad and masked_unroll.")
        print(f"It stopped with {error!r}.")
