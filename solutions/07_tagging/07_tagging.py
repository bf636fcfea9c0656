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
# # 7. Tagging
#
# A tagger says something about every word: its part of speech, or whether it is part of a name.
# What a word is often shows only later in the sentence, so a tagger reads in both directions.
# In this notebook you build one from torch's own layers, and then do what decides whether its numbers can be trusted: a loss and a score that do not see the padding, and spans counted as the shared tasks count them.
#
# | exercise | what you write | points |
# |---|---|---:|
# | `BiLSTMTagger` | embedding, bidirectional LSTM, one decision for every word | 30 |
# | `tagging_loss` | the mean cross-entropy of the real words | 15 |
# | `bio_spans` | from tags to named spans | 20 |
# | `span_f1` | how many spans are right | 15 |
# | `BiLSTMClassifier` | one decision for the whole sentence | 20 |
#
# Plan about two hours.
# You need `nn.Module`, `nn.LSTM` and padded batches; the chapter *Tagging and classifying* explains the ideas.
#
# **Notation.**
# $N$ sentences in the batch, $T$ words in the longest of them, $V$ words in the vocabulary, $H$ hidden units in each direction, $K$ tags.
# Unlike in the earlier notebooks, batches come first here: tokens are `(N, T)`.
# `lengths` holds the number of real words of each sentence, an int64 tensor `(N,)` on the CPU, in any order.

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
# Here torch's own recurrent layers **are** allowed: by now you know what is inside.

# %% name="imports"
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from autograder import check

# %% [markdown]
# ## Exercise 1: the tagger
#
# The bidirectional tagger (Graves & Schmidhuber 2005 for speech, Huang, Xu & Yu 2015 for words) has three parts.
# An **embedding** gives each word a vector, a **bidirectional LSTM** reads these vectors from both ends, and a **linear layer** turns the two states at a word into one number for each tag:
#
# $$
# \begin{aligned}
# e_t &= E[w_t] \\
# \overrightarrow{h}_t &= \overrightarrow{\mathrm{LSTM}}(e_1, \dots, e_t) \\
# \overleftarrow{h}_t &= \overleftarrow{\mathrm{LSTM}}(e_L, \dots, e_t) \\
# y_t &= W\,[\overrightarrow{h}_t; \overleftarrow{h}_t] + b
# \end{aligned}
# $$
#
# $L$ is the sentence's own length: the backward direction starts at the last *real* word.
#
# | submodule | what it is |
# |---|---|
# | `embedding` | `nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)` |
# | `lstm` | `nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)` |
# | `classifier` | `nn.Linear(2 * hidden_size, num_tags)`, applied directly to what the LSTM puts out |
#
# `forward(tokens, lengths)` takes $(N, T)$ and $(N,)$ and gives the logits, $(N, T, K)$.
# They have all $T$ steps, even if every sentence is shorter.
# What they hold at the padding does not matter.
#
# **A worked number.**
# With $V = 10$, embeddings of size 4, $H = 3$ and $K = 5$ the parameters are $10 \cdot 4 = 40$ for the embedding, $2 \cdot 4 \cdot 3 \cdot (4 + 3 + 2) = 216$ for the LSTM and $(2 \cdot 3 + 1) \cdot 5 = 35$ for the classifier: 291 in all.
#
# **A trap.**
# Run over the padded batch as it stands, the backward direction reads the padding first and carries what it saw there into every real word.
# Nothing fails: the model trains, and tags a sentence differently depending on which sentences it shares a batch with.
# That the padding's embedding is zero does not help, since an LSTM moves on a zero input too.
# `nn.utils.rnn` has what you need; the lengths are in no particular order.
# And `padding_idx` says nothing about where a sentence ends: the same token may stand inside one.


# %% exercise="BiLSTMTagger"
class BiLSTMTagger(nn.Module):
    r"""A bidirectional LSTM tagger (Graves & Schmidhuber 2005, Huang, Xu & Yu 2015).

    .. math:: y_t = W\,[\overrightarrow{h}_t; \overleftarrow{h}_t] + b

    Args:
        vocab_size: V, the number of words.
        embedding_dim: the size of a word's vector.
        hidden_size: H, the number of units of each direction.
        num_tags: K, the number of tags.
        padding_idx: the word whose embedding starts at zero and is not trained.

    Attributes:
        embedding: ``nn.Embedding`` with that ``padding_idx``.
        lstm: ``nn.LSTM``, one layer, bidirectional, batch first.
        classifier: ``nn.Linear`` from 2H to K.
    """

    def __init__(
        self, vocab_size: int, embedding_dim: int, hidden_size: int, num_tags: int, padding_idx: int = 0
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_tags)
        ### END SOLUTION

    def forward(self, tokens: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Logits (N, T, K) of tokens (N, T); beyond ``lengths`` (N,) nothing is read, and anything may be returned."""
        ### BEGIN SOLUTION
        packed = nn.utils.rnn.pack_padded_sequence(
            self.embedding(tokens), lengths, batch_first=True, enforce_sorted=False
        )
        output, _ = nn.utils.rnn.pad_packed_sequence(
            self.lstm(packed)[0], batch_first=True, total_length=tokens.shape[1]
        )  # (N, T, 2H)
        return self.classifier(output)
        ### END SOLUTION


# %% [markdown]
# ## Exercise 2: a loss that does not see the padding
#
# The loss is the mean cross-entropy over all *real* words of the batch:
#
# $$ \mathcal{L} = -\frac{1}{\sum_n L_n} \sum_n \sum_{t=1}^{L_n} \log \operatorname{softmax}(y_{n,t})[\,k_{n,t}\,] $$
#
# where $k_{n,t}$ is the right tag.
# Every real word counts alike, whichever sentence it is in.
# At the padding, `tags` holds valid tag numbers and `logits` finite numbers; neither means anything.
#
# | argument | shape | | result | shape |
# |---|---|---|---|---|
# | `logits` | $(N, T, K)$ | | loss | a tensor without dimensions |
# | `tags` | $(N, T)$ | | | |
# | `lengths` | $(N,)$ | | | |
#
# **A worked number.**
# Two sentences of lengths 1 and 3, two tags, and logits $(0, 0)$ everywhere except $(2, 0)$ at the only word of the first sentence, whose right tag is 0.
# That word costs $-\log\frac{e^2}{e^2 + 1} \approx 0.1269$, the other three $\log 2 \approx 0.6931$ each.
# The loss is $(0.1269 + 3 \cdot 0.6931) / 4 \approx 0.5516$; the mean of the two sentences' means would be $0.4100$.
#
# **A trap.**
# Tag 0 is a tag like any other, so `ignore_index=0` throws real words away.
# And an argument is not a place for notes: writing a marker into `tags` changes the caller's data.


# %% exercise="tagging_loss"
def tagging_loss(logits: torch.Tensor, tags: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    r"""Mean cross-entropy over the real words of a padded batch.

    .. math::
        \mathcal{L} = -\frac{1}{\sum_n L_n} \sum_n \sum_{t=1}^{L_n} \log \operatorname{softmax}(y_{n,t})[k_{n,t}]

    Args:
        logits: (N, T, K).
        tags: the right tags, (N, T); anything valid at the padding.
        lengths: the number of real words of each sentence, (N,), at least 1 each.

    Returns:
        The loss in nats, a tensor without dimensions. No argument is modified.

    Example:
        >>> logits = torch.zeros(2, 3, 2)
        >>> logits[0, 0, 0] = 2.0
        >>> round(tagging_loss(logits, torch.zeros(2, 3, dtype=torch.int64), torch.tensor([1, 3])).item(), 4)
        0.5516
    """
    ### BEGIN SOLUTION
    real = torch.arange(tags.shape[1]) < lengths[:, None]  # (N, T)
    real = real.to(logits.device)
    return F.cross_entropy(logits[real], tags[real])
    ### END SOLUTION


# %% [markdown]
# ## Exercise 3: from tags to spans
#
# A name may have several words, but a tagger decides word by word.
# The BIO scheme (Ramshaw & Marcus 1995) writes spans as tags: `B-X` begins a span with the label X, `I-X` is inside one, `O` is outside of all.
#
# What a tagger puts out need not be well formed, so one has to say what an `I-` means that continues nothing.
# The answer of the shared tasks is their program `conlleval` (Tjong Kim Sang & Buchholz 2000), and to be comparable with published numbers yours has to agree with it:
#
# - `B-X` always begins a span, also right after a span with the same label;
# - `I-X` continues the span that the previous word belongs to if that one has the label X; otherwise it begins a span;
# - a span ends where the next one begins, at an `O`, or with the sentence.
#
# `bio_spans(tags)` gives the spans of one sentence as `(label, start, end)` in order, words counted from 0, `end` exclusive, so that `tags[start:end]` is the span.
# The label is everything after the *first* hyphen: `B-GPE-CITY` has the label `GPE-CITY`.
#
# **A worked example.**
#
# | word | 0 | 1 | 2 | 3 | 4 | 5 |
# |---|---|---|---|---|---|---|
# | tag | `B-PER` | `I-PER` | `B-PER` | `I-LOC` | `O` | `I-LOC` |
#
# Four spans: `("PER", 0, 2)`, `("PER", 2, 3)`, `("LOC", 3, 4)` since another label cannot be continued, and `("LOC", 5, 6)` since nothing can be continued across an `O`.
#
# **A trap.**
# The span that the sentence ends in is easily forgotten, since no tag comes after it to close it.


# %% exercise="bio_spans"
def bio_spans(tags: list[str]) -> list[tuple[str, int, int]]:
    """The labelled spans of a sentence by the rules of conlleval (Tjong Kim Sang & Buchholz 2000).

    Args:
        tags: one of ``"B-X"``, ``"I-X"`` and ``"O"`` for each word; X may hold further hyphens.

    Returns:
        ``(label, start, end)`` of each span in order of start, end exclusive. The list of tags is not modified.

    Example:
        >>> bio_spans(["B-PER", "I-PER", "B-PER", "I-LOC", "O", "I-LOC"])
        [('PER', 0, 2), ('PER', 2, 3), ('LOC', 3, 4), ('LOC', 5, 6)]
    """
    ### BEGIN SOLUTION
    spans = []
    start, current = 0, None  # where the open span began, and its label
    for position, tag in enumerate([*tags, "O"]):  # the O closes what is open at the end
        prefix, _, label = tag.partition("-")
        continues = prefix == "I" and label == current
        if current is not None and not continues:
            spans.append((current, start, position))
            current = None
        if prefix != "O" and not continues:
            start, current = position, label
    return spans
    ### END SOLUTION


# %% [markdown]
# ## Exercise 4: how many spans are right
#
# Most words are outside of all names, so a tagger that never finds anything has most tags right.
# What is counted instead are spans: a predicted span is right if the same sentence has a gold span with the same label, the same start and the same end.
# With the number of right, of predicted and of gold spans over *all* sentences together,
#
# $$ P = \frac{\text{right}}{\text{predicted}}, \qquad R = \frac{\text{right}}{\text{gold}}, \qquad F_1 = \frac{2 P R}{P + R} = \frac{2 \cdot \text{right}}{\text{predicted} + \text{gold}} $$
#
# the harmonic mean of precision and recall (van Rijsbergen 1979).
# Counting over all sentences before dividing is called *micro*-averaging.
#
# `span_f1(predicted, gold)` takes two lists of sentences, each sentence a list of tags, and gives a Python float between 0 and 1.
# If there is nothing to find and nothing was found, it is 0.0.
# You may call your own `bio_spans`.
#
# **A worked number.**
# Gold are `["B-PER", "I-PER", "O"]` and `["B-LOC"]`, predicted `["B-PER", "O", "O"]` and `["B-LOC"]`.
# The first span has the wrong end, the second is right: one right of two predicted and two gold, $F_1 = 2 \cdot 1 / (2 + 2) = 0.5$, although three tags of four are right.
#
# **A trap.**
# `("LOC", 0, 1)` can be a span of every sentence.
# If all spans go into one set, they become one.


# %% exercise="span_f1"
def span_f1(predicted: list[list[str]], gold: list[list[str]]) -> float:
    r"""Micro-averaged F1 of labelled spans over sentences.

    .. math:: F_1 = \frac{2 \cdot \text{right}}{\text{predicted} + \text{gold}}

    Args:
        predicted: for each sentence its list of predicted BIO tags.
        gold: the right tags, likewise.

    Returns:
        F1 between 0 and 1, a Python float; 0.0 where there are no spans at all. No list is modified.

    Example:
        >>> span_f1([["B-PER", "O", "O"], ["B-LOC"]], [["B-PER", "I-PER", "O"], ["B-LOC"]])
        0.5
    """
    ### BEGIN SOLUTION
    right = total = 0
    for predicted_tags, gold_tags in zip(predicted, gold):
        found, wanted = bio_spans(predicted_tags), bio_spans(gold_tags)
        right += len(set(found) & set(wanted))
        total += len(found) + len(wanted)
    return 2 * right / total if total else 0.0
    ### END SOLUTION


# %% [markdown]
# ## Exercise 5: one decision for the whole sentence
#
# For a sentiment or a topic the sentence gets a single decision.
# Each direction has read all of it where it ends: the forward direction at the last real word, the backward direction at the first.
# The classifier reads these two states, forward first:
#
# $$ y = W\,[\overrightarrow{h}_L; \overleftarrow{h}_1] + b $$
#
# `BiLSTMClassifier` has the same three submodules as the tagger, with `num_classes` in the place of `num_tags`.
# `forward(tokens, lengths)` takes $(N, T)$ and $(N,)$ and gives the logits, $(N, \texttt{num\_classes})$.
#
# **A worked number.**
# With $H = 3$ the classifier reads 6 numbers: the first three are the forward state after word $L$, the last three the backward state after word 1.
# In `output` of a sentence of length $L$ they stand in two different rows, `output[n, L - 1, :3]` and `output[n, 0, 3:]`.
#
# **A trap.**
# `output[:, -1]` is wrong twice: for a shorter sentence it is padding, and its backward half has seen one word only.


# %% exercise="BiLSTMClassifier"
class BiLSTMClassifier(nn.Module):
    r"""A bidirectional LSTM that classifies whole sentences.

    .. math:: y = W\,[\overrightarrow{h}_L; \overleftarrow{h}_1] + b

    Args:
        vocab_size: V, the number of words.
        embedding_dim: the size of a word's vector.
        hidden_size: H, the number of units of each direction.
        num_classes: the number of classes.
        padding_idx: the word whose embedding starts at zero and is not trained.

    Attributes:
        embedding: ``nn.Embedding`` with that ``padding_idx``.
        lstm: ``nn.LSTM``, one layer, bidirectional, batch first.
        classifier: ``nn.Linear`` from 2H to ``num_classes``.
    """

    def __init__(
        self, vocab_size: int, embedding_dim: int, hidden_size: int, num_classes: int, padding_idx: int = 0
    ) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=padding_idx)
        self.lstm = nn.LSTM(embedding_dim, hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * hidden_size, num_classes)
        ### END SOLUTION

    def forward(self, tokens: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Logits (N, num_classes) of tokens (N, T); beyond ``lengths`` (N,) nothing is read."""
        ### BEGIN SOLUTION
        packed = nn.utils.rnn.pack_padded_sequence(
            self.embedding(tokens), lengths, batch_first=True, enforce_sorted=False
        )
        _, (h_n, _) = self.lstm(packed)  # h_n (2, N, H), where each direction ended
        return self.classifier(torch.cat([h_n[0], h_n[1]], dim=1))
        ### END SOLUTION


# %% [markdown]
# ## To play with: a word that is decided by what follows
#
# This part is not scored.
# The next cell trains *your* tagger on sentences in which the same made-up names are persons or places: a name is a person if the next word is *says*, a place if it is *lies*.
# Then it draws what your tagger believes about each word of a new sentence.
#
# Before you run it, predict: what would a tagger that reads from left to right believe at the name?
#
# Then change something.
# With `clue="before"` the deciding word comes in front of the name, so that one direction would do.
# With `steps=10` you see which tags are learned first.


# %% name="play"
def watch_the_tagger(clue: str = "after", hidden_size: int = 12, steps: int = 60) -> None:
    """Train a BiLSTMTagger on ambiguous names and draw its beliefs about one new sentence."""
    import random

    import matplotlib.pyplot as plt

    kinds = {"says": "PER", "lies": "LOC"}
    fillers, names = ["and", "then", "we", "hear"], ["Ada", "Lund", "Rio", "Vera"]
    words = ["<pad>", *fillers, *names, *kinds]
    tag_names = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
    choose = random.Random(0)

    def sentence() -> tuple[list[str], list[str]]:
        text, tags = [], []
        for _ in range(choose.randint(1, 3)):
            before = [choose.choice(fillers) for _ in range(choose.randint(1, 3))]
            name = [choose.choice(names) for _ in range(choose.randint(1, 2))]
            word, kind = choose.choice(list(kinds.items()))
            name_tags = [f"B-{kind}", f"I-{kind}"][: len(name)]
            if clue == "after":
                text, tags = text + before + name + [word], tags + ["O"] * len(before) + name_tags + ["O"]
            else:
                text, tags = text + before + [word] + name, tags + ["O"] * (len(before) + 1) + name_tags
        return text, tags

    def batch(sentences: list[tuple[list[str], list[str]]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        lengths = torch.tensor([len(text) for text, _ in sentences])
        tokens = torch.zeros(len(sentences), int(lengths.max()), dtype=torch.int64)  # (N, T)
        tags = torch.zeros_like(tokens)
        for row, (text, names_of_tags) in enumerate(sentences):
            tokens[row, : len(text)] = torch.tensor([words.index(word) for word in text])
            tags[row, : len(text)] = torch.tensor([tag_names.index(tag) for tag in names_of_tags])
        return tokens, tags, lengths

    test = [sentence() for _ in range(100)]
    test_tokens, _, test_lengths = batch(test)

    def score() -> float:
        with torch.no_grad():
            best = tagger(test_tokens, test_lengths).argmax(dim=2)  # (N, T)
        found = [[tag_names[k] for k in row[:length]] for row, length in zip(best.tolist(), test_lengths.tolist())]
        return span_f1(found, [tags for _, tags in test])

    torch.manual_seed(0)
    tagger = BiLSTMTagger(len(words), 8, hidden_size, len(tag_names))
    optimizer = torch.optim.Adam(tagger.parameters(), lr=0.04)
    print(f"F1 of the spans before training: {score():.3f}")
    for _ in range(steps):
        tokens, tags, lengths = batch([sentence() for _ in range(16)])
        loss = tagging_loss(tagger(tokens, lengths), tags, lengths)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"F1 of the spans after {steps} steps:  {score():.3f}")

    text, _ = max(test, key=lambda pair: len(pair[0]))
    tokens, _, lengths = batch([(text, ["O"] * len(text))])
    with torch.no_grad():
        beliefs = tagger(tokens, lengths)[0].softmax(dim=1)  # (T, K)
    spans = bio_spans([tag_names[k] for k in beliefs.argmax(dim=1).tolist()])
    figure, axis = plt.subplots(figsize=(10, 2.8), layout="constrained")
    picture = axis.imshow(beliefs.T, aspect="auto", vmin=0, vmax=1, cmap="cividis")
    axis.set_xticks(range(len(text)), text, rotation=45)
    axis.set_yticks(range(len(tag_names)), tag_names)
    figure.colorbar(picture, ax=axis, label="probability")
    axis.set_title("Found: " + ", ".join(f"{' '.join(text[start:end])} ({label})" for label, start, end in spans))
    plt.show()


if __name__ == "__main__":  # in the notebook, not when this file is imported
    try:
        watch_the_tagger()
    except Exception as error:
        print("Nothing to draw yet: this needs BiLSTMTagger, tagging_loss, bio_spans and span_f1.")
        print(f"It stopped with {error!r}.")
