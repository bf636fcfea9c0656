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
# # 1. The recurrent network
#
# A recurrent network reads a sequence one element at a time and keeps a state, a vector $h$ that is all it remembers.
# The same small function is used at every step: it takes the input and the old state, and gives the new state.
# In this notebook you build that function, give it parameters, run it over sequences, and score it at the task that language models are trained on: what comes next?
#
# | exercise | what you write | points |
# |---|---|---:|
# | `rnn_step` | one step, as a function of tensors | 20 |
# | `RNNCell` | the step with its own parameters, equal to `nn.RNNCell` | 35 |
# | `unroll` | any cell over a whole sequence | 20 |
# | `next_token_loss` | how surprised the network was by what came next | 25 |
#
# Plan about an hour and a half.
# You need tensors, matrix products and `nn.Module`; the chapter *The recurrent network* explains the idea behind the equations.
#
# **Notation.**
# $T$ time steps, $N$ sequences in the batch, $I$ input size, $H$ hidden size, $V$ vocabulary size.
# Sequences of vectors are time first, `(T, N, I)`; only tokens and their scores have the batch first, as is usual for text.

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
# Torch's own recurrent layers and cells (`nn.RNN`, `nn.RNNCell` and their relatives, in any disguise) are not allowed *in your solution cells*: these are what you build.
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
# A simple recurrent network (Elman 1990) makes its new state from two products: of the input with one matrix, of the old state with another.
# Their sum passes a tanh, which keeps every unit between −1 and 1.
#
# $$ h_t = \tanh(W_{ih}\, x_t + b_{ih} + W_{hh}\, h_{t-1} + b_{hh}) $$
#
# One bias would do, since the two are added; PyTorch has two, and so do we, to be able to compare.
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `x` | $(N, I)$ | | $h_t$ | $(N, H)$ |
# | `h`, the state $h_{t-1}$ | $(N, H)$ | | | |
# | `weight_ih`, `weight_hh` | $(H, I)$, $(H, H)$ | | | |
# | `bias_ih`, `bias_hh` | $(H)$ each | | | |
#
# The equation is written for one column vector $x_t$.
# A batch has its vectors in the rows of `x`, so the product of the batch with the matrix is `x @ weight_ih.T`, or `F.linear(x, weight_ih)`.
#
# **A worked number.**
# Let $I = H = N = 1$, $x = 1$, $h_{t-1} = 0.5$, $W_{ih} = 0.8$, $W_{hh} = -0.4$, $b_{ih} = 0.1$, $b_{hh} = 0$.
# Then the sum is $0.8 + 0.1 - 0.2 = 0.7$ and $h_t = \tanh(0.7) \approx 0.6044$.
#
# **A trap.**
# `weight_hh` is square, so `h @ weight_hh` without the transpose runs as well as `h @ weight_hh.T`, and gives other numbers.
# A mistake that shows in no shape is found only by comparing values.


# %% exercise="rnn_step"
def rnn_step(
    x: torch.Tensor,
    h: torch.Tensor,
    weight_ih: torch.Tensor,
    weight_hh: torch.Tensor,
    bias_ih: torch.Tensor,
    bias_hh: torch.Tensor,
) -> torch.Tensor:
    r"""One step of a simple recurrent network (Elman 1990).

    .. math:: h' = \tanh(W_{ih} x + b_{ih} + W_{hh} h + b_{hh})

    Args:
        x: the input, (N, I).
        h: the state before the step, (N, H).
        weight_ih: (H, I).
        weight_hh: (H, H).
        bias_ih, bias_hh: (H,).

    Returns:
        The state h' after the step, (N, H). No argument is modified.

    Example:
        >>> one = torch.ones(1, 1)
        >>> h = rnn_step(one, 0.5 * one, 0.8 * one, -0.4 * one, torch.tensor([0.1]), torch.tensor([0.0]))
        >>> round(h.item(), 4)
        0.6044
    """
    ### BEGIN SOLUTION
    return torch.tanh(F.linear(x, weight_ih, bias_ih) + F.linear(h, weight_hh, bias_hh))  # (N, H)
    ### END SOLUTION


# %% [markdown]
# ## Exercise 2: the cell
#
# A cell is the step together with its parameters.
# Write `RNNCell` so that it can stand in for `nn.RNNCell`: same parameter names, same shapes, same initial distribution, same `state_dict`, same results.
# A checkpoint saved from one then loads into the other.
#
# | parameter | shape | at the start |
# |---|---|---|
# | `weight_ih` | $(H, I)$ | uniform in $[-1/\sqrt{H},\ 1/\sqrt{H}]$ |
# | `weight_hh` | $(H, H)$ | the same |
# | `bias_ih`, `bias_hh` | $(H)$ each | the same; with `bias=False` they are `None` and not in the `state_dict` |
#
# `nonlinearity="relu"` puts $\max(0, \cdot)$ in the place of the tanh (Le et al. 2015 train long memories with it, from a special start).
# Anything but `"tanh"` and `"relu"` is a `ValueError`, raised by the constructor: a typing mistake should be found where it is made, and not an hour later in `forward`.
#
# `forward(x, h=None)` takes $x$ of shape $(N, I)$ and gives $h'$ of shape $(N, H)$.
# Without a state it starts at zero, with the dtype and on the device of `x`.
# You may call your own `rnn_step` where it fits.
#
# **A worked number.**
# With $I = 3$ and $H = 5$ there are $H(I + H + 2) = 5 \cdot (3 + 5 + 2) = 50$ parameters, each starting between $\pm 1/\sqrt{5} \approx \pm 0.4472$.
#
# **A trap.**
# `torch.zeros(N, H)` makes 32-bit floats on the CPU, whatever `x` is.
# It works on your laptop and fails on a GPU, or as soon as someone asks for `dtype=torch.float64`.
# Pass `device` and `dtype` on to every parameter, and let the zero state follow `x`.


# %% exercise="RNNCell"
class RNNCell(nn.Module):
    r"""A simple recurrent cell with the parameters of ``nn.RNNCell``.

    .. math:: h' = \mathrm{nonlinearity}(W_{ih} x + b_{ih} + W_{hh} h + b_{hh})

    Args:
        input_size: I, the number of features of an input.
        hidden_size: H, the number of units.
        bias: with ``False`` there are no biases: both attributes are ``None``.
        nonlinearity: ``"tanh"`` or ``"relu"``.
        device, dtype: where and as what the parameters are made; ``None`` means torch's default.

    Attributes:
        weight_ih: (H, I).
        weight_hh: (H, H).
        bias_ih, bias_hh: (H,), or ``None``.
        All start uniform in [-1/sqrt(H), 1/sqrt(H)].

    Raises:
        ValueError: ``nonlinearity`` is something else.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        nonlinearity: str = "tanh",
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"nonlinearity must be 'tanh' or 'relu', got {nonlinearity!r}")
        self.hidden_size, self.nonlinearity = hidden_size, nonlinearity
        bound = 1 / math.sqrt(hidden_size)

        def uniform(*shape: int) -> nn.Parameter:
            return nn.Parameter(torch.empty(*shape, device=device, dtype=dtype).uniform_(-bound, bound))

        self.weight_ih = uniform(hidden_size, input_size)
        self.weight_hh = uniform(hidden_size, hidden_size)
        self.register_parameter("bias_ih", uniform(hidden_size) if bias else None)
        self.register_parameter("bias_hh", uniform(hidden_size) if bias else None)
        ### END SOLUTION

    def forward(self, x: torch.Tensor, h: torch.Tensor | None = None) -> torch.Tensor:
        """One step: x (N, I) and the state h, (N, H) or None for zeros, to h', (N, H)."""
        ### BEGIN SOLUTION
        if h is None:
            h = x.new_zeros(x.shape[0], self.hidden_size)  # (N, H)
        total = F.linear(x, self.weight_ih, self.bias_ih) + F.linear(h, self.weight_hh, self.bias_hh)  # (N, H)
        return torch.tanh(total) if self.nonlinearity == "tanh" else torch.relu(total)
        ### END SOLUTION


# %% [markdown]
# ## Exercise 3: over a whole sequence
#
# A sequence is read by calling the cell once for each step, with the state that the step before has left:
#
# $$ h_t = \mathrm{cell}(x_t, h_{t-1}), \qquad t = 1, \dots, T $$
#
# The picture of the loop written out, one copy of the cell for each step, is called the *unrolled* network (Werbos 1990), and so is the function.
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `x` | $(T, N, I)$ | | `output`, every $h_t$ | $(T, N, H)$ |
# | `h`, the state $h_0$, or `None` | $(N, H)$ | | `h_n`, the last state $h_T$ | $(N, H)$ |
#
# `cell` is anything that can be called as `cell(x_t, h)`: your `RNNCell`, somebody else's, a plain function.
# You know nothing else about it, not even the hidden size.
# So `unroll` does not make up a state: with `h=None` the first call is `cell(x_0, None)`, and the cell decides what that means.
#
# **A worked number.**
# Let the cell add half of the state to the input, `lambda x, h: x if h is None else x + h / 2`, and let the input be 1 three times.
# Then the output is $1$, $1 + 0.5 = 1.5$, $1 + 0.75 = 1.75$, and `h_n` is $1.75$.
#
# **A trap.**
# `torch.stack` puts the steps in a new dimension, where they belong; `torch.cat` joins them into one that is already there.
# And if you write into a tensor made beforehand, it needs the hidden size, the dtype and the device of what the cell gives back.


# %% exercise="unroll"
def unroll(cell, x: torch.Tensor, h: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    r"""Run a cell over a sequence.

    .. math:: h_t = \mathrm{cell}(x_t, h_{t-1})

    Args:
        cell: anything called as ``cell(x_t, h)`` that gives the new state, (N, H).
        x: the inputs, (T, N, I), T at least 1.
        h: the state before the first step, (N, H), or None, which goes to the cell as it is.

    Returns:
        ``(output, h_n)``: the states after every step, (T, N, H), and the one after the last step, (N, H).

    Example:
        >>> output, h_n = unroll(lambda x, h: x if h is None else x + h / 2, torch.ones(3, 1, 1))
        >>> output.flatten().tolist(), h_n.item()
        ([1.0, 1.5, 1.75], 1.75)
    """
    ### BEGIN SOLUTION
    states = []
    for x_t in x:
        h = cell(x_t, h)  # (N, H)
        states.append(h)
    return torch.stack(states), h
    ### END SOLUTION


# %% [markdown]
# ## Exercise 4: what comes next?
#
# A language model reads tokens (characters, words) and gives, at every step, a score for each of the $V$ tokens that might come next.
# A softmax makes probabilities of the scores, which are called logits.
# The loss is the mean of the *surprise* $-\log p$ of the token that really came, over all places where there is one:
#
# $$ \mathrm{loss} = \frac{1}{M} \sum_{n} \sum_{t \,:\, w_{n,t+1} \ne \mathrm{padding}} -\log \mathrm{softmax}(\mathrm{logits}_{n,t})_{w_{n,t+1}} $$
#
# | argument | shape |
# |---|---|
# | `logits` | $(N, T, V)$: `logits[n, t]` was computed after reading the tokens up to and including `tokens[n, t]` |
# | `tokens` | $(N, T)$, integers; short sequences are filled up with `padding_idx` |
#
# - **Shifted.** `logits[:, t]` is to predict `tokens[:, t + 1]`. Nothing predicts the first token, and the last logits predict nothing.
# - **Masked.** Where the token to be predicted is `padding_idx` there is nothing to learn. $M$ counts the other places, over the whole batch together, so that every real token weighs the same. At least one is real.
#
# The result is a scalar, a tensor with no dimensions, and a gradient flows through it to the logits.
#
# **A worked number.**
# Let $N = 1$, $V = 4$, the tokens 2, 1, 0 with 0 as padding, the first logits $(0, 2, 0, 0)$.
# One target is real, the 1.
# Its probability is $e^2 / (e^2 + 3) \approx 0.7112$, and the loss is $-\log 0.7112 \approx 0.3408$.
# A network that knows nothing and gives all four the same score has a loss of $\log 4 \approx 1.3863$.
#
# **A trap.**
# Without the shift the network is asked for the token it has just read.
# It learns that at once, the loss falls to almost nothing, and what it writes is rubbish.
# A second one: the logarithm of a softmax is best taken in one go; a probability that rounds to 0 has no logarithm.


# %% exercise="next_token_loss"
def next_token_loss(logits: torch.Tensor, tokens: torch.Tensor, padding_idx: int = 0) -> torch.Tensor:
    r"""The mean cross-entropy of predicting the next token.

    .. math::
        \frac{1}{M} \sum_{n} \sum_{t \,:\, w_{n,t+1} \ne \mathrm{padding}}
        -\log \mathrm{softmax}(\mathrm{logits}_{n,t})_{w_{n,t+1}}

    Args:
        logits: the scores for the next token, (N, T, V).
        tokens: the tokens that were read, (N, T), int64.
        padding_idx: the token that fills up short sequences; it is never a target.

    Returns:
        The loss, a tensor without dimensions. M is the number of targets that are real, at least 1.

    Example:
        >>> logits = torch.zeros(1, 3, 4)
        >>> logits[0, 0, 1] = 2.0
        >>> round(next_token_loss(logits, torch.tensor([[2, 1, 0]])).item(), 4)
        0.3408
    """
    ### BEGIN SOLUTION
    scores = logits[:, :-1].flatten(0, 1)  # (N·(T − 1), V)
    targets = tokens[:, 1:].flatten()  # (N·(T − 1),)
    return F.cross_entropy(scores, targets, ignore_index=padding_idx)
    ### END SOLUTION


# %% [markdown]
# ## To play with: your own network learns a rhyme
#
# This part is not scored.
# The next cell trains *your* cell, unrolled by your function on your loss, to continue a rhyme letter by letter.
# Then it lets the network write on its own, and draws what a few of its units do while it reads.
#
# Before you run it, predict: "row, row, row your boat" has the same letters three times over.
# How can the network know when to leave the loop?
#
# Then change something.
# Take `hidden_size=4`, `nonlinearity="relu"`, or another text, and see what becomes of the loss and of what it writes.


# %% name="play"
RHYME = "row, row, row your boat, gently down the stream. merrily, merrily, merrily, merrily, life is but a dream. "


def learn_a_rhyme(text: str = RHYME, hidden_size: int = 48, nonlinearity: str = "tanh", steps: int = 60) -> None:
    """Train an RNNCell to predict the next letter of `text`, let it write, and draw its units."""
    import matplotlib.pyplot as plt

    letters = ["", *sorted(set(text))]  # number 0 is the padding
    numbers = torch.tensor([letters.index(letter) for letter in text])
    vocabulary = len(letters)

    torch.manual_seed(0)
    cell, readout = RNNCell(vocabulary, hidden_size, nonlinearity=nonlinearity), nn.Linear(hidden_size, vocabulary)
    parameters = [*cell.parameters(), *readout.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=0.03)
    length = 40
    for _ in range(steps):
        starts = torch.randint(0, len(text) - length, (16,))
        tokens = torch.stack([numbers[start : start + length] for start in starts])  # (N, T)
        output, _ = unroll(cell, F.one_hot(tokens.T, vocabulary).float())  # (T, N, H)
        loss = next_token_loss(readout(output).transpose(0, 1), tokens)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
    print(f"loss at the end: {loss.item():.3f} (knowing nothing costs {math.log(vocabulary - 1):.3f})")

    def read(token: torch.Tensor, h: torch.Tensor | None) -> tuple[torch.Tensor, torch.Tensor]:
        output, h = unroll(cell, F.one_hot(token.reshape(1, 1), vocabulary).float(), h)
        return output[0, 0], h

    with torch.no_grad():
        h, written, states = None, "row, ", []
        for token in (letters.index(letter) for letter in written):
            state, h = read(torch.tensor(token), h)
            states.append(state)
        while len(written) < 80:
            token = readout(state).argmax()
            written += letters[int(token)]
            state, h = read(token, h)
            states.append(state)
    print(f"your network writes: {written}")

    figure, axis = plt.subplots(figsize=(13, 3), layout="constrained")
    picture = axis.imshow(torch.stack(states)[:, :10].T, aspect="auto", cmap="cividis")
    axis.set_xticks(range(len(written)), written)
    axis.set(title="What the first units hold after each letter", xlabel="letter read", ylabel="unit")
    figure.colorbar(picture, ax=axis)
    plt.show()


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        learn_a_rhyme()
    except Exception as error:
        print("Nothing to draw yet: this needs RNNCell, unroll and next_token_loss.")
        print(f"It stopped with {error!r}.")
