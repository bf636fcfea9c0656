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
# # 2. Gradients through time
#
# A recurrent network is trained by sending a gradient back through every step it made, from the last to the first.
# At each step the gradient is multiplied once more, and after a hundred steps there is often nothing left of it, or far too much.
# In this notebook you write that journey by hand, measure what arrives, and build the tools that people use against both ends of the trouble.
#
# | exercise | what you write | points |
# |---|---|---:|
# | `bptt` | back-propagation through time, by hand | 40 |
# | `gradient_norms` | how much of the gradient reaches each step, for any cell | 20 |
# | `clip_grad_norm` | a bound for gradients that explode | 25 |
# | `dead_units` | how many relu units have died | 15 |
#
# Plan about two hours.
# You need the chain rule and the equation of the simple recurrent network from the first notebook; the chapter *Gradients through time* explains what you will see.
#
# **Notation.**
# $T$ time steps, $N$ sequences in the batch, $I$ input size, $H$ hidden size.
# Sequences are time first, `(T, N, I)`.
# For a loss $L$ we write $\bar{a} = \partial L / \partial a$ for its gradient to $a$, which has the shape of $a$.

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
# What torch would do for you is not allowed *in your solution cells* where it is what the exercise asks for: automatic differentiation in `bptt`, the functions of `nn.utils` that clip in `clip_grad_norm`, recurrent layers and cells everywhere.
# Outside of them, use all of it as much as you like, for instance to compare your numbers with.

# %% name="imports"
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from autograder import check

# %% [markdown]
# ## Exercise 1: back-propagation through time
#
# The network is the one of the first notebook:
#
# $$ a_t = W_{ih}\, x_t + b_{ih} + W_{hh}\, h_{t-1} + b_{hh}, \qquad h_t = \tanh(a_t), \qquad t = 1, \dots, T $$
#
# A loss $L$ looks at the outputs $h_1, \dots, h_T$, and somebody has already computed what it asks of each of them, as if the others did not exist: `grad_output[t]`, written $g_t$.
# You work out what that means for everything that went in.
#
# A state is used twice: by the loss, and by the next step.
# Both send a gradient back, and the two are added (Rumelhart et al. 1986, Werbos 1990).
# So we go from the end to the beginning and carry $\bar{h}$ along, starting from nothing behind the last step:
#
# $$
# \begin{aligned}
# \bar{h}_t &= g_t + W_{hh}^\top\, \bar{a}_{t+1}, \qquad \bar{a}_{T+1} = 0 \\
# \bar{a}_t &= \bar{h}_t \odot (1 - h_t^2) \qquad \text{since } \tanh' = 1 - \tanh^2
# \end{aligned}
# $$
#
# What each argument gets is then read off.
# The parameters are the same at every step and for every sequence, so their gradients are sums over both:
#
# $$
# \bar{x}_t = W_{ih}^\top\, \bar{a}_t, \quad
# \bar{h}_0 = W_{hh}^\top\, \bar{a}_1, \quad
# \overline{W}_{ih} = \sum_{t,n} \bar{a}_t\, x_t^\top, \quad
# \overline{W}_{hh} = \sum_{t,n} \bar{a}_t\, h_{t-1}^\top, \quad
# \bar{b}_{ih} = \bar{b}_{hh} = \sum_{t,n} \bar{a}_t
# $$
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `x` | $(T, N, I)$ | | `grad_x` | $(T, N, I)$ |
# | `h0` | $(N, H)$ | | `grad_h0` | $(N, H)$ |
# | `weight_ih`, `weight_hh` | $(H, I)$, $(H, H)$ | | `grad_weight_ih`, `grad_weight_hh` | the same |
# | `bias_ih`, `bias_hh` | $(H)$ each | | `grad_bias_ih`, `grad_bias_hh` | the same; may be one tensor |
# | `grad_output` | $(T, N, H)$ | | | |
#
# First run the network forwards and keep the states, then walk back.
# `torch.autograd`, `torch.func` and `.backward()` are not allowed here.
#
# **A worked number.**
# Let $I = H = N = 1$, $T = 2$, both inputs 1, $h_0 = 0$, $W_{ih} = 1$, $W_{hh} = 0.5$, no biases, and a loss that reads the last state alone: $g = (0, 1)$.
# Forwards, $h_1 = \tanh(1) \approx 0.7616$ and $h_2 = \tanh(1.3808) \approx 0.8811$.
# Backwards, $\bar{a}_2 = 1 - 0.8811^2 \approx 0.2236$, then $\bar{h}_1 = 0.5 \cdot 0.2236 \approx 0.1118$ and $\bar{a}_1 = 0.1118 \cdot (1 - 0.7616^2) \approx 0.0470$.
# So $\overline{W}_{ih} \approx 0.2236 + 0.0470 = 0.2706$, $\overline{W}_{hh} = 0.2236 \cdot 0.7616 + 0.0470 \cdot 0 \approx 0.1703$, and $\bar{h}_0 = 0.5 \cdot 0.0470 \approx 0.0235$.
#
# **A trap.**
# The state that $W_{hh}$ met at step $t$ is $h_{t-1}$, the one *before* the step, and at the first step that is $h_0$.
# The state in $1 - h_t^2$ is the one *after* it.
# If you are off by one in either, everything runs, and only the numbers are wrong.


# %% exercise="bptt"
def bptt(
    x: torch.Tensor,
    h0: torch.Tensor,
    weight_ih: torch.Tensor,
    weight_hh: torch.Tensor,
    bias_ih: torch.Tensor,
    bias_hh: torch.Tensor,
    grad_output: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    r"""Back-propagation through a tanh RNN (Rumelhart et al. 1986, Werbos 1990), written by hand.

    .. math::
        \bar{h}_t = g_t + W_{hh}^\top \bar{a}_{t+1}, \quad \bar{a}_t = \bar{h}_t \odot (1 - h_t^2)

    Args:
        x: the inputs, (T, N, I).
        h0: the state before the first step, (N, H).
        weight_ih: (H, I).
        weight_hh: (H, H).
        bias_ih, bias_hh: (H,).
        grad_output: the gradient of the loss to each output by itself, (T, N, H).

    Returns:
        ``(grad_x, grad_h0, grad_weight_ih, grad_weight_hh, grad_bias_ih, grad_bias_hh)``, each with the shape of
        what it is the gradient to. No argument is modified.

    Example:
        >>> one, none = torch.ones(1, 1), torch.zeros(1)
        >>> g = torch.tensor([[[0.0]], [[1.0]]])
        >>> gradients = bptt(torch.ones(2, 1, 1), 0 * one, one, 0.5 * one, none, none, g)
        >>> [round(gradient.sum().item(), 4) for gradient in gradients]
        [0.2706, 0.0235, 0.2706, 0.1703, 0.2706, 0.2706]
    """
    ### BEGIN SOLUTION
    states = [h0]
    for x_t in x:
        total = F.linear(x_t, weight_ih, bias_ih) + F.linear(states[-1], weight_hh, bias_hh)  # (N, H)
        states.append(torch.tanh(total))

    grad_x = torch.zeros_like(x)
    grad_weight_ih, grad_weight_hh = torch.zeros_like(weight_ih), torch.zeros_like(weight_hh)
    grad_bias = torch.zeros_like(bias_ih)
    grad_h = torch.zeros_like(h0)  # what the steps behind ask of h_t, (N, H)
    for t in reversed(range(len(x))):
        grad_a = (grad_output[t] + grad_h) * (1 - states[t + 1] ** 2)  # (N, H)
        grad_x[t] = grad_a @ weight_ih
        grad_weight_ih += grad_a.T @ x[t]
        grad_weight_hh += grad_a.T @ states[t]
        grad_bias += grad_a.sum(0)
        grad_h = grad_a @ weight_hh
    return grad_x, grad_h, grad_weight_ih, grad_weight_hh, grad_bias, grad_bias.clone()
    ### END SOLUTION


# %% [markdown]
# ## Exercise 2: what arrives
#
# In the last exercise $\bar{h}$ was multiplied by $W_{hh}^\top$ and by $1 - h_t^2$ at every step back.
# If those products shrink it, then what happened long ago gets no gradient and is not learned (Hochreiter 1991, Bengio et al. 1994); if they stretch it, training blows up.
# Here you measure that, for any cell.
#
# Run the cell over $x$, take the sum of the last state as the loss, and report how large its gradient is at every step:
#
# $$ \texttt{norms}_t = \Bigl\lVert \frac{\partial \sum_{n,j} (h_T)_{n,j}}{\partial h_t} \Bigr\rVert_2, \qquad t = 1, \dots, T $$
#
# The norm is taken over all the $N \cdot H$ entries together: the root of the sum of their squares.
# The result has the shape $(T)$; its first entry belongs to $h_1$.
#
# `cell` is any module called as `cell(x_t, h)` that gives the next state.
# With `h=None` the first call is `cell(x_0, None)`.
# Here autograd is the right tool.
# What the cell's parameters have in `.grad` afterwards is of no interest, but `x`, `h` and the parameters themselves stay as they were.
#
# **A worked number.**
# The last entry never depends on the cell: $h_T$ to itself has a gradient of 1 everywhere, so $\texttt{norms}_T = \sqrt{N \cdot H}$.
# With a cell that halves its state, $h_t = x_t + h_{t-1} / 2$, and $T = 3$, $N = 1$, $H = 4$, the norms are $0.5$, $1$, $2$.
#
# **A trap.**
# $h_t$ is no leaf of the graph, and autograd throws the gradients of inner nodes away unless it is asked for them.
# A second one: gradients are *added* to `.grad`.
# If anything of the last call is still there, the second call is wrong.


# %% exercise="gradient_norms"
def gradient_norms(cell: nn.Module, x: torch.Tensor, h: torch.Tensor | None = None) -> torch.Tensor:
    r"""How much of the gradient of the last state reaches each state (Bengio et al. 1994).

    .. math:: \lVert \partial (\textstyle\sum h_T) / \partial h_t \rVert_2

    Args:
        cell: any module called as ``cell(x_t, h)`` that gives the next state, (N, H).
        x: the inputs, (T, N, I), T at least 1.
        h: the state before the first step, (N, H), or None, which goes to the cell as it is.

    Returns:
        The norms for t = 1…T over all of (N, H), (T,).

    Example:
        >>> class Half(nn.Module):
        ...     def forward(self, x, h):
        ...         return x if h is None else x + h / 2
        >>> gradient_norms(Half(), torch.ones(3, 1, 4)).tolist()
        [0.5, 1.0, 2.0]
    """
    ### BEGIN SOLUTION
    states = []
    for x_t in x:
        h = cell(x_t, h)  # (N, H)
        if not h.requires_grad:
            h = h.detach().requires_grad_()
        states.append(h)
    gradients = torch.autograd.grad(h.sum(), states)  # T times (N, H)
    return torch.stack([gradient.norm() for gradient in gradients])
    ### END SOLUTION


# %% [markdown]
# ## Exercise 3: a bound for gradients that explode
#
# Where the loss has a cliff, a single gradient can be a thousand times larger than usual, and one step along it throws away what was learned.
# The usual remedy is to keep the direction and to limit the length (Pascanu et al. 2013).
# All gradients together are taken as one long vector, over all parameters:
#
# $$ \texttt{total} = \sqrt{\sum_p \lVert \bar{p} \rVert_2^2}, \qquad \bar{p} \leftarrow \bar{p} \cdot \frac{\texttt{max\_norm}}{\texttt{total}} \quad \text{if } \texttt{total} > \texttt{max\_norm} $$
#
# - The gradients are those in `p.grad`, and they are changed **in place**: the same tensors, with smaller numbers. An optimiser may already hold them.
# - Where the total does not exceed `max_norm`, nothing changes.
# - The result is the total **before** clipping, a float or a tensor without dimensions. People plot it to see how often they clip.
# - `parameters` is anything that can be iterated over, once: a list, or what `module.parameters()` gives, which is empty after one pass.
# - Parameters whose `.grad` is `None` are passed over. If there is no gradient at all the total is 0.
#
# The functions of `nn.utils` that clip are not allowed.
# The norm after clipping should be `max_norm` to within one in ten thousand, so a small number in the denominator does no harm.
#
# **A worked number.**
# Two parameters with the gradients $(3, 0)$ and $(4)$ have a total of $\sqrt{9 + 16} = 5$.
# With `max_norm=1` they become $(0.6, 0)$ and $(0.8)$, and the result is 5.
#
# **A trap.**
# Clipping each parameter's gradient by itself, here to $(1, 0)$ and $(1)$, changes the direction of the step, and the total is still above 1.


# %% exercise="clip_grad_norm"
def clip_grad_norm(parameters, max_norm: float) -> torch.Tensor | float:
    r"""Limit the global 2-norm of the gradients, in place (Pascanu et al. 2013).

    .. math:: \bar{p} \leftarrow \bar{p} \cdot \min(1, \texttt{max\_norm} / \texttt{total})

    Args:
        parameters: any iterable of tensors; those with ``.grad`` None are passed over.
        max_norm: the largest norm that is left alone, above 0.

    Returns:
        The norm of all gradients together before clipping, a float or a tensor without dimensions; 0 if there are none.

    Example:
        >>> p, q = nn.Parameter(torch.zeros(2)), nn.Parameter(torch.zeros(1))
        >>> p.grad, q.grad = torch.tensor([3.0, 0.0]), torch.tensor([4.0])
        >>> float(clip_grad_norm([p, q], 1.0)), [round(g, 4) for g in (*p.grad.tolist(), *q.grad.tolist())]
        (5.0, [0.6, 0.0, 0.8])
    """
    ### BEGIN SOLUTION
    gradients = [p.grad for p in parameters if p.grad is not None]
    if not gradients:
        return 0.0
    total = torch.stack([gradient.detach().norm() for gradient in gradients]).norm()
    if total > max_norm:
        for gradient in gradients:
            gradient.detach().mul_(max_norm / total)
    return total
    ### END SOLUTION


# %% [markdown]
# ## Exercise 4: dead units
#
# A relu does not saturate upwards, so gradients pass it better than a tanh.
# It has a trouble of its own: where its input is negative the output is 0, and so is the gradient.
# A unit that is at 0 for *every* input gets no gradient from anywhere and stays at 0 for good (Maas et al. 2013): it is dead.
#
# From the activations of a layer, $(T, N, H)$, give the fraction of the $H$ units that are **never above 0**, at no step and in no sequence:
#
# $$ \texttt{dead} = \frac{1}{H} \, \bigl|\{\, j : h_{t,n,j} \le 0 \text{ for all } t, n \,\}\bigr| $$
#
# The result is a Python float between 0.0 and 1.0.
# The activations may be part of a graph, since people measure this while they train.
#
# **A worked number.**
# With $T = 2$, $N = 1$, $H = 4$ and the activations $(0, 1, 0, 0)$ and $(0, 0, 2, 0)$, the units 0 and 3 are dead: 0.5.
# Six of the eight numbers are 0, but that is another question.
#
# **A trap.**
# A unit that is silent most of the time is not dead: one activation above 0 is enough to be alive, however small.
# And other activations than a relu's may be negative: a unit that is always below 0 counts as never above 0.


# %% exercise="dead_units"
def dead_units(activations: torch.Tensor) -> float:
    r"""The fraction of units that are never above 0 (Maas et al. 2013).

    .. math:: \tfrac{1}{H} |\{ j : h_{t,n,j} \le 0 \text{ for all } t, n \}|

    Args:
        activations: (T, N, H), all sizes at least 1; they may carry a graph.

    Returns:
        A Python float from 0.0 to 1.0.

    Example:
        >>> dead_units(torch.tensor([[[0.0, 1.0, 0.0, 0.0]], [[0.0, 0.0, 2.0, 0.0]]]))
        0.5
    """
    ### BEGIN SOLUTION
    alive = (activations > 0).flatten(0, 1).any(0)  # (H,)
    return 1 - int(alive.sum()) / alive.numel()
    ### END SOLUTION


# %% [markdown]
# ## To play with: how far does a gradient reach?
#
# This part is not scored.
# The next cell draws *your* gradient norms over 60 steps: for plain recurrent cells whose recurrent matrix stretches less or more, and for a GRU, a gated cell that you will meet later.
# Then it does one step of your own `bptt` and compares it with what autograd gives.
#
# Before you run it, predict: the axis is logarithmic.
# What shape does a gradient have on it that is multiplied by about the same factor at every step?
#
# Then change something.
# Set `gains=(0.5, 1.0, 2.0)`, take `nonlinearity="relu"`, or double `length`, and see when the numbers leave the range of 32 bits.


# %% name="play"
def how_far_it_reaches(
    gains: tuple[float, ...] = (0.7, 1.0, 1.5, 3.0), nonlinearity: str = "tanh", length: int = 60, hidden_size: int = 32
) -> None:
    """Draw the gradient norms of cells with an orthogonal recurrent matrix, scaled by each gain, and compare bptt."""
    import matplotlib.pyplot as plt

    torch.manual_seed(0)
    x = torch.randn(length, 8, 4)
    start = torch.zeros(8, hidden_size)
    figure, axis = plt.subplots(figsize=(8, 4), layout="constrained")
    for gain, marker in zip(gains, "osv^Dx*"):
        cell = nn.RNNCell(4, hidden_size, nonlinearity=nonlinearity)
        nn.init.orthogonal_(cell.weight_hh, gain)
        steps = range(1, length + 1)
        axis.semilogy(steps, gradient_norms(cell, x, start).detach(), marker=marker, markevery=5, label=f"gain {gain}")
    cell = nn.GRUCell(4, hidden_size)
    axis.semilogy(steps, gradient_norms(cell, x, start).detach(), "k--", label="a GRU, as torch starts it")
    axis.set(xlabel="step t", ylabel="size of the gradient of the last state at step t")
    axis.legend()
    plt.show()

    layer = nn.RNN(4, hidden_size)
    leaves = [x.clone().requires_grad_(), start.clone().requires_grad_()]
    output, _ = layer(leaves[0], leaves[1][None])
    expected = torch.autograd.grad(output.sum(), [*leaves, *layer.parameters()])
    with torch.no_grad():
        mine = bptt(*leaves, *layer.parameters(), torch.ones_like(output))
    worst = max((a - b).abs().max() / b.abs().max() for a, b in zip(mine, expected))
    print(f"largest difference between your bptt and autograd, relative: {worst.item():.1e}")


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        how_far_it_reaches()
    except Exception as error:
        print("Nothing to draw yet: this needs bptt and gradient_norms.")
        print(f"It stopped with {error!r}.")
