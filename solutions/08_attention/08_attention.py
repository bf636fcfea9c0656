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
# # 8. Attention
#
# An encoder that hands over its last state has to press a whole sentence into one vector.
# Attention lets the decoder look back instead: at every step it weighs all states of the encoder and reads their mean.
# In this notebook you build that look back, the decoder around it, the loop that writes a sentence with it, and the two numbers by which such models are judged and trained.
#
# | exercise | what you write | points |
# |---|---|---:|
# | `AdditiveAttention` | weights over the memory, and what is read with them | 25 |
# | `DecoderStep` | one step of a decoder that looks back | 25 |
# | `greedy_decode` | writing a sentence, one best word at a time | 20 |
# | `error_rate` | how far what was written is from what is right | 15 |
# | `gaussian_kl` | how far one Gaussian is from another | 15 |
#
# Plan about two hours.
# You need `nn.Module`, `nn.LSTMCell` and masks; the chapter *Attention* explains the ideas.
#
# **Notation.**
# $N$ sequences in the batch, $T$ places in the memory, $V$ words in the vocabulary, $H$ hidden units of the decoder.
# The memory is $(N, T, M)$, batch first, and `lengths` $(N,)$, an int64 tensor on the CPU, says how many places of each row are real.
# The state of the decoder is the pair `(h, c)`, $(N, H)$ each.

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
# Of torch's recurrent layers and cells, `nn.LSTMCell` is allowed, in `DecoderStep`.

# %% name="imports"
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from autograder import check

# %% [markdown]
# ## Exercise 1: additive attention
#
# A **query** $q$ asks, every place $t$ of the memory answers with its **key** $k_t$, and a small network says how well the two fit (Bahdanau, Cho & Bengio 2015):
#
# $$
# \begin{aligned}
# s_t &= v^\top \tanh(W_q\, q + W_k\, k_t) \\
# a_t &= \frac{e^{s_t}}{\sum_{u \le L} e^{s_u}} \quad \text{for } t \le L, \qquad a_t = 0 \quad \text{for } t > L \\
# \mathrm{context} &= \sum_t a_t\, k_t
# \end{aligned}
# $$
#
# $L$ is the sequence's own length.
# The **weights** $a$ sum to 1 over the real places and are exactly 0 on the padding, so that they can be read as a picture of where the model looked.
# What is averaged are the keys themselves, not their projections.
#
# | submodule | what it is |
# |---|---|
# | `query_projection` | $W_q$: `nn.Linear(query_size, attention_size, bias=False)` |
# | `key_projection` | $W_k$: `nn.Linear(key_size, attention_size, bias=False)` |
# | `score` | $v$: `nn.Linear(attention_size, 1, bias=False)` |
#
# `forward(query, keys, lengths)` takes $(N, Q)$, $(N, T, K)$ and $(N,)$ and gives the pair `(context, weights)`, $(N, K)$ and $(N, T)$.
#
# **A worked number.**
# Let all sizes be 1, all weights 1, the query 0, the keys $0, 1, 5$ and the length 2.
# The scores are $\tanh 0 = 0$ and $\tanh 1 \approx 0.7616$, the weights $\frac{1}{1 + e^{0.7616}} \approx 0.3183$, $0.6817$ and $0$, and the context is $0.3183 \cdot 0 + 0.6817 \cdot 1 \approx 0.6817$.
# The key 5 has no say.
#
# **A trap.**
# A score of 0 at the padding is no way to leave it out: $e^0 = 1$.
# Nor is it enough to set the weights to 0 after the softmax, since what is left no longer sums to 1.
# And `squeeze()` without a dimension also removes a batch of one, or a memory of one place.


# %% exercise="AdditiveAttention"
class AdditiveAttention(nn.Module):
    r"""Additive attention over a padded memory (Bahdanau, Cho & Bengio 2015).

    .. math::
        s_t = v^\top \tanh(W_q\, q + W_k\, k_t), \quad a = \operatorname{softmax}_{t \le L}(s), \quad
        \mathrm{context} = \sum_t a_t\, k_t

    Args:
        query_size: Q, the size of a query.
        key_size: K, the size of a key.
        attention_size: A, the size of the space in which the two meet.

    Attributes:
        query_projection: ``nn.Linear`` from Q to A, without bias.
        key_projection: ``nn.Linear`` from K to A, without bias.
        score: ``nn.Linear`` from A to 1, without bias.
    """

    def __init__(self, query_size: int, key_size: int, attention_size: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)
        ### END SOLUTION

    def forward(
        self, query: torch.Tensor, keys: torch.Tensor, lengths: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Context (N, K) and weights (N, T) of a query (N, Q) over keys (N, T, K), of which ``lengths`` (N,) are real."""
        ### BEGIN SOLUTION
        met = torch.tanh(self.query_projection(query)[:, None] + self.key_projection(keys))  # (N, T, A)
        scores = self.score(met).squeeze(2)  # (N, T)
        padding = torch.arange(keys.shape[1], device=keys.device) >= lengths.to(keys.device)[:, None]
        weights = scores.masked_fill(padding, -math.inf).softmax(dim=1)
        context = (weights[:, :, None] * keys).sum(dim=1)  # (N, K)
        return context, weights
        ### END SOLUTION


# %% [markdown]
# ## Exercise 2: one step of the decoder
#
# The decoder is an LSTM that writes one word per step.
# At every step it first looks back, asking with the state it comes in with, and then moves on:
#
# $$
# \begin{aligned}
# \mathrm{context},\ a &= \mathrm{attention}(h_{t-1}, \mathrm{memory}) \\
# (h_t, c_t) &= \mathrm{LSTM}\bigl([E[w_{t-1}]; \mathrm{context}],\ (h_{t-1}, c_{t-1})\bigr) \\
# y_t &= W\,[h_t; \mathrm{context}] + b
# \end{aligned}
# $$
#
# $w_{t-1}$ is the word written before, and $y_t$ scores every word of the vocabulary as the next one.
# This is the order of Bahdanau, Cho & Bengio (2015); Luong, Pham & Manning (2015) ask with the new state $h_t$ instead.
#
# | submodule | what it is |
# |---|---|
# | `embedding` | `nn.Embedding(vocab_size, embedding_dim)` |
# | `attention` | `AdditiveAttention(hidden_size, memory_size, attention_size)` |
# | `cell` | `nn.LSTMCell(embedding_dim + memory_size, hidden_size)` |
# | `output` | `nn.Linear(hidden_size + memory_size, vocab_size)` |
#
# `forward(token, state, memory, lengths)` takes $(N,)$, the pair of $(N, H)$, $(N, T, M)$ and $(N,)$ and gives `(logits, state, weights)`: $(N, V)$, the new pair, and the weights $(N, T)$ of the attention.
#
# **A worked number.**
# With $V = 10$, embeddings of size 4, $H = 3$, $M = 5$ and an attention of size 2 there are $10 \cdot 4 = 40$ parameters in the embedding, $2 \cdot 3 + 2 \cdot 5 + 2 = 18$ in the attention, $4 \cdot 3 \cdot (4 + 5 + 3 + 2) = 168$ in the cell and $(3 + 5 + 1) \cdot 10 = 90$ in the output: 316 in all.
#
# **A trap.**
# Two things are joined twice, and in the other order each time you get the same shapes and other numbers: the embedding comes before the context, and $h$ comes before the context.


# %% exercise="DecoderStep"
class DecoderStep(nn.Module):
    r"""One step of a recurrent decoder with attention (Bahdanau, Cho & Bengio 2015).

    .. math::
        (h_t, c_t) = \mathrm{LSTM}([E[w_{t-1}]; \mathrm{context}], (h_{t-1}, c_{t-1})), \quad
        y_t = W\,[h_t; \mathrm{context}] + b

    Args:
        vocab_size: V, the number of words.
        embedding_dim: the size of a word's vector.
        hidden_size: H, the number of units.
        memory_size: M, the size of a place of the memory.
        attention_size: the size of the attention's inner space.

    Attributes:
        embedding: ``nn.Embedding``.
        attention: ``AdditiveAttention``, queried with the incoming h.
        cell: ``nn.LSTMCell`` on [embedding; context].
        output: ``nn.Linear`` on [h; context], h being the new one.
    """

    def __init__(
        self, vocab_size: int, embedding_dim: int, hidden_size: int, memory_size: int, attention_size: int
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.attention = AdditiveAttention(hidden_size, memory_size, attention_size)
        self.cell = nn.LSTMCell(embedding_dim + memory_size, hidden_size)
        self.output = nn.Linear(hidden_size + memory_size, vocab_size)
        ### END SOLUTION

    def forward(
        self,
        token: torch.Tensor,
        state: tuple[torch.Tensor, torch.Tensor],
        memory: torch.Tensor,
        lengths: torch.Tensor,
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor], torch.Tensor]:
        """One step.

        Args:
            token: the words written before, (N,).
            state: the pair (h, c), (N, H) each.
            memory: (N, T, M), of which ``lengths`` places are real.
            lengths: (N,).

        Returns:
            ``(logits, state, weights)``: (N, V), the pair (h, c) after the step, and (N, T).
        """
        ### BEGIN SOLUTION
        context, weights = self.attention(state[0], memory, lengths)
        h, c = self.cell(torch.cat([self.embedding(token), context], dim=1), state)
        logits = self.output(torch.cat([h, context], dim=1))
        return logits, (h, c), weights
        ### END SOLUTION


# %% [markdown]
# ## Exercise 3: writing a sentence
#
# To write, start with the word `bos` (beginning of sequence), take the best word of the step, hand it to the next step, and stop at `eos` (end of sequence).
# That is greedy decoding: $w_t = \arg\max_w y_{t,w}$.
#
# `greedy_decode(step, state, memory, lengths, bos, eos, max_length)` does this for a whole batch.
#
# - `step` is anything that is called like a `DecoderStep`: `step(token, state, memory, lengths)` gives `(logits, state, weights)`.
#   Its rows have nothing to do with each other, and it never proposes `bos`.
# - The result is a list with one list of Python ints for each row, without `bos` and without `eos`.
# - Every row ends before *its own* first `eos`, whatever is proposed later, and has at most `max_length` words.
# - `step` is called at most `max_length` times; once every row has ended there is no need to go on.
#
# **A worked example.**
# Let `eos` be 1, and let the step propose for the first row 5, 1, 7 and for the second 4, 4, 1, whatever it is given.
# With `max_length=3` the result is `[[5], [4, 4]]`, after three calls: the 7 comes too late.
# With `max_length=2` it is `[[5], [4, 4]]` as well, after two calls: the second row has no room for another word.
#
# **A trap.**
# A sentence of `max_length` words needs no `eos`, so the loop has to end by itself.
# And an `eos` at the very first step means that the row is empty.


# %% exercise="greedy_decode"
def greedy_decode(
    step, state, memory: torch.Tensor, lengths: torch.Tensor, bos: int, eos: int, max_length: int
) -> list[list[int]]:
    """Write the best word of every step until each row has ended.

    Args:
        step: called as ``step(token, state, memory, lengths)``, returns ``(logits, state, weights)``.
        state: the state before the first step.
        memory: (N, T, M).
        lengths: (N,).
        bos: the word that the first step is given.
        eos: the word that ends a row.
        max_length: the largest number of words of a row, at least 1.

    Returns:
        For each row its words, Python ints, without bos and eos.
    """
    ### BEGIN SOLUTION
    written = [[] for _ in range(len(memory))]
    running = set(range(len(memory)))
    token = torch.full((len(memory),), bos, device=memory.device)  # (N,)
    with torch.no_grad():
        for _ in range(max_length):
            logits, state, _ = step(token, state, memory, lengths)
            token = logits.argmax(dim=1)
            for row, word in enumerate(token.tolist()):
                if word == eos:
                    running.discard(row)
                elif row in running:
                    written[row].append(word)
            if not running:
                break
    return written
    ### END SOLUTION


# %% [markdown]
# ## Exercise 4: how wrong is it?
#
# A written word too many shifts all that follow, so comparing place by place says little.
# The **edit distance** (Levenshtein 1966) is the smallest number of words to insert, delete or replace that turn one sequence into the other.
# With $d_{i,j}$ for the first $i$ words of the one, $a$, and the first $j$ words of the other, $b$:
#
# $$
# d_{i,0} = i, \qquad d_{0,j} = j, \qquad
# d_{i,j} = \min\bigl(d_{i-1,j} + 1,\ d_{i,j-1} + 1,\ d_{i-1,j-1} + [a_i \ne b_j]\bigr)
# $$
#
# `error_rate(predicted, gold)` takes two lists of token lists and divides the sum of all distances by the number of all gold tokens.
# It is a Python float, and may be larger than 1.
# A gold list may be empty, all of them together are not.
#
# **A worked number.**
# Predicted `[[1, 2, 3], [4]]`, gold `[[1, 3], [4, 5]]`: the 2 is too much and the 5 is missing, so the rate is $(1 + 1) / 4 = 0.5$.
# From *kitten* to *sitting* there are three edits for seven letters, $3/7 \approx 0.4286$.
#
# **A trap.**
# The mean of the sequences' own rates is another number, and not defined where a gold sequence is empty.


# %% exercise="error_rate"
def error_rate(predicted: list[list[int]], gold: list[list[int]]) -> float:
    r"""Total edit distance over total gold length (Levenshtein 1966).

    .. math::
        d_{i,j} = \min(d_{i-1,j} + 1,\ d_{i,j-1} + 1,\ d_{i-1,j-1} + [a_i \ne b_j])

    Args:
        predicted: for each sequence its predicted tokens.
        gold: the right ones, likewise; at least one token in all.

    Returns:
        The rate, a Python float, 0.0 where everything is right. No list is modified.

    Example:
        >>> error_rate([[1, 2, 3], [4]], [[1, 3], [4, 5]])
        0.5
    """
    ### BEGIN SOLUTION
    edits = 0
    for a, b in zip(predicted, gold):
        row = list(range(len(b) + 1))  # distances from no word of a to the first j words of b
        for i, word in enumerate(a, 1):
            above, row = row, [i]
            for j, right in enumerate(b, 1):
                row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != right)))
        edits += row[-1]
    return edits / sum(map(len, gold))
    ### END SOLUTION


# %% [markdown]
# ## Exercise 5: how far is one Gaussian from another?
#
# A decoder can also be given a random vector, so that it writes something new each time.
# The variational autoencoder (Kingma & Welling 2014, for sentences Bowman et al. 2016) draws it from a Gaussian $q$ that depends on the input, and pays for how far $q$ is from a prior $p$.
# Both have a mean and a variance for each of $D$ dimensions and no correlations; variances are kept as their logarithm, which may be any number.
# The Kullback-Leibler divergence then has a closed form:
#
# $$
# \mathrm{KL}(q \,\|\, p) = \frac12 \sum_{d=1}^{D} \left( \log\sigma_p^2 - \log\sigma_q^2 + \frac{\sigma_q^2 + (\mu_q - \mu_p)^2}{\sigma_p^2} - 1 \right)
# $$
#
# `gaussian_kl(mean_q, logvar_q, mean_p, logvar_p)` takes four tensors $(N, D)$ and gives the divergence of each row, $(N,)$, in nats.
#
# **A worked number.**
# Let $D = 2$, $\mu_q = (1, 0)$, $\sigma_q^2 = (1, 4)$, and $p$ the standard normal.
# The first dimension gives $\frac12 (0 - 0 + 2 - 1) = 0.5$, the second $\frac12(0 - \log 4 + 4 - 1) \approx 0.8069$, together $1.3069$.
#
# **A trap.**
# $\mathrm{KL}(q\|p)$ and $\mathrm{KL}(p\|q)$ are different numbers: in the example the other way round gives $0.8181$.
# And `logvar` is the logarithm of the variance, not of the standard deviation.


# %% exercise="gaussian_kl"
def gaussian_kl(
    mean_q: torch.Tensor, logvar_q: torch.Tensor, mean_p: torch.Tensor, logvar_p: torch.Tensor
) -> torch.Tensor:
    r"""KL divergence between Gaussians with diagonal covariance.

    .. math::
        \mathrm{KL}(q \| p) = \frac12 \sum_d \left(\log\sigma_p^2 - \log\sigma_q^2
        + \frac{\sigma_q^2 + (\mu_q - \mu_p)^2}{\sigma_p^2} - 1\right)

    Args:
        mean_q, mean_p: the means, (N, D).
        logvar_q, logvar_p: the logarithms of the variances, (N, D).

    Returns:
        The divergence of each row in nats, (N,). No argument is modified.

    Example:
        >>> mean_q, logvar_q = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, math.log(4)]])
        >>> round(gaussian_kl(mean_q, logvar_q, torch.zeros(1, 2), torch.zeros(1, 2)).item(), 4)
        1.3069
    """
    ### BEGIN SOLUTION
    ratio = torch.exp(logvar_q - logvar_p)
    shift = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return 0.5 * (logvar_p - logvar_q + ratio + shift - 1).sum(dim=-1)
    ### END SOLUTION


# %% [markdown]
# ## To play with: where does it look?
#
# This part is not scored.
# The next cell trains *your* decoder to write a row of digits backwards, from a memory in which every place holds one digit and where it stood.
# Then it draws the weights of your attention while a new row is written: a word a line, a place of the memory a column.
#
# Before you run it, predict what the picture will look like.
#
# Then change something.
# With `backwards=False` the digits are to be copied.
# With `steps=25` the weights are still undecided; does it write right digits before it looks at the right places?


# %% name="play"
def watch_the_attention(backwards: bool = True, length: int = 5, hidden_size: int = 24, steps: int = 60) -> None:
    """Train a DecoderStep to copy digits from a memory, and draw the weights of its attention."""
    import matplotlib.pyplot as plt

    bos, eos, digits = 10, 11, 10
    torch.manual_seed(0)

    def rows(count: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        numbers = torch.randint(0, digits, (count, length))
        places = torch.eye(length).expand(count, -1, -1)
        memory = torch.cat([F.one_hot(numbers, digits).float(), places], dim=2)  # (N, T, 10 + T)
        target = numbers.flip(1) if backwards else numbers
        ends = torch.full((count, 1), eos)
        return memory, torch.full((count,), length), torch.cat([target, ends], dim=1)

    def start(count: int) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.zeros(count, hidden_size), torch.zeros(count, hidden_size)

    step = DecoderStep(digits + 2, 8, hidden_size, digits + length, 16)
    optimizer = torch.optim.Adam(step.parameters(), lr=0.04)
    test_memory, test_lengths, test_target = rows(100)

    def score() -> float:
        found = greedy_decode(step, start(100), test_memory, test_lengths, bos, eos, length + 2)
        return error_rate(found, test_target[:, :-1].tolist())

    print(f"error rate before training: {score():.3f}")
    for _ in range(steps):
        memory, lengths, target = rows(48)
        token, state, loss = torch.full((48,), bos), start(48), 0.0
        for t in range(length + 1):
            logits, state, _ = step(token, state, memory, lengths)
            loss = loss + F.cross_entropy(logits, target[:, t]) / (length + 1)
            token = target[:, t]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"error rate after {steps} steps:  {score():.3f}")

    memory, lengths, target = test_memory[:1], test_lengths[:1], test_target[0]
    token, state, seen, words = torch.tensor([bos]), start(1), [], []
    with torch.no_grad():
        for _ in range(length + 1):
            logits, state, weights = step(token, state, memory, lengths)
            token = logits.argmax(dim=1)
            seen.append(weights[0])
            words.append("end" if token.item() == eos else str(token.item()))
    shown = memory[0, :, :digits].argmax(dim=1).tolist()
    figure, axis = plt.subplots(figsize=(5, 4), layout="constrained")
    picture = axis.imshow(torch.stack(seen), vmin=0, vmax=1, cmap="cividis")
    axis.set_xticks(range(length), shown)
    axis.set_yticks(range(length + 1), words)
    axis.set(xlabel="the memory", ylabel="what was written", title="Where your attention looked")
    figure.colorbar(picture, ax=axis, label="weight")
    plt.show()


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        watch_the_attention()
    except Exception as error:
        print("Nothing to draw yet: this needs AdditiveAttention, DecoderStep, greedy_decode and error_rate.")
        print(f"It stopped with {error!r}.")
