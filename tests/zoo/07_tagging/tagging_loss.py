"""Wrong versions of `tagging_loss`, one a cell: padding that is counted, wrong means, wrong dimensions, overflow, gradients and memory."""


# %% padding-counted: padding-counted
def tagging_loss(logits, tags, lengths):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), tags.reshape(-1))


# %% divided-by-all-positions: divided-by-all-positions
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    losses = F.cross_entropy(logits.transpose(1, 2), tags, reduction="none")
    return (losses * mask.to(losses)).mean()


# %% mean-of-sentence-means: mean-of-sentence-means
def tagging_loss(logits, tags, lengths):
    return torch.stack([F.cross_entropy(y[:n], k[:n]) for y, k, n in zip(logits, tags, lengths.tolist())]).mean()


# %% sum-instead-of-mean: sum-instead-of-mean
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask], reduction="sum")


# %% divided-by-sentences: divided-by-sentences
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask], reduction="sum") / len(tags)


# %% one-loss-a-sentence: one-loss-per-sentence
def tagging_loss(logits, tags, lengths):
    return torch.stack([F.cross_entropy(y[:n], k[:n]) for y, k, n in zip(logits, tags, lengths.tolist())])


# %% one-loss-a-word: one-loss-per-word
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask], reduction="none")


# %% tag-zero-ignored: tag-0-ignored
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask], ignore_index=0)


# %% tag-zero-taken-for-padding: tag-0-taken-for-padding
def tagging_loss(logits, tags, lengths):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), tags.reshape(-1), ignore_index=0)


# %% padding-marked-with-tag-zero: tag-0-ignored
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    marked = torch.where(mask.to(tags.device), tags, 0)
    return F.cross_entropy(logits.transpose(1, 2), marked, ignore_index=0)


# %% padding-logits-zeroed: padding-logits-set-to-zero
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits.masked_fill(~mask[:, :, None], 0.0).flatten(0, 1), tags.flatten())


# %% last-word-left-out: last-word-left-out
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None] - 1
    return F.cross_entropy(logits[mask], tags[mask])


# %% one-word-too-many: one-word-too-many
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) <= lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask])


# %% longest-first-expected: longest-first-expected
def tagging_loss(logits, tags, lengths):
    y = nn.utils.rnn.pack_padded_sequence(logits, lengths, batch_first=True).data
    k = nn.utils.rnn.pack_padded_sequence(tags, lengths, batch_first=True).data
    return F.cross_entropy(y, k)


# %% only-logits-sorted
def tagging_loss(logits, tags, lengths):
    lengths, order = lengths.sort(descending=True)
    y = nn.utils.rnn.pack_padded_sequence(logits[order], lengths, batch_first=True).data
    k = nn.utils.rnn.pack_padded_sequence(tags, lengths, batch_first=True).data
    return F.cross_entropy(y, k)


# %% softmax-before-cross-entropy: softmax-before-cross-entropy
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits.softmax(-1)[mask], tags[mask])


# %% softmax-over-time: softmax-over-time
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.nll_loss(F.log_softmax(logits, dim=1)[mask], tags[mask])


# %% no-logarithm: no-logarithm
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.nll_loss(logits.softmax(-1)[mask], tags[mask])


# %% no-minus-sign: no-minus-sign
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return -F.cross_entropy(logits[mask], tags[mask])


# %% bits-instead-of-nats: bits
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask]) / math.log(2)


# %% label-smoothing: labels-smoothed
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask], label_smoothing=0.1)


# %% small-number-in-the-logarithm: small-number-added
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    probability = logits[mask].softmax(-1).gather(1, tags[mask][:, None])
    return -(probability + 1e-8).log().mean()


# %% log-of-softmax: overflow
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.nll_loss(logits[mask].softmax(-1).log(), tags[mask])


# %% exp-overflows: overflow
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    y, k = logits[mask], tags[mask]
    return (torch.log(torch.exp(y).sum(1)) - y[torch.arange(len(k)), k]).mean()


# %% tags-overwritten: tags-overwritten
def tagging_loss(logits, tags, lengths):
    tags[torch.arange(tags.shape[1]) >= lengths[:, None]] = -100
    return F.cross_entropy(logits.transpose(1, 2), tags)


# %% logits-overwritten: logits-overwritten
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    with torch.no_grad():
        logits[~mask] = 0
    return F.cross_entropy(logits[mask], tags[mask])


# %% logits-detached: logits-detached
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits.detach()[mask], tags[mask])


# %% requires-grad-set-on-the-argument: gradients-switched-on
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits.requires_grad_()[mask], tags[mask])


# %% number-instead-of-tensor: number-instead-of-tensor
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask]).item()


# %% one-dimension-left: one-dimension-left
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask]).reshape(1)


# %% thirty-two-bits: result-of-32-bits
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask].float(), tags[mask])


# %% sixty-four-bits: result-of-64-bits
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1]) < lengths[:, None]
    return F.cross_entropy(logits[mask].double(), tags[mask])


# %% logits-viewed: logits-viewed
def tagging_loss(logits, tags, lengths):
    mask = (torch.arange(tags.shape[1]) < lengths[:, None]).view(-1)
    return F.cross_entropy(logits.view(-1, logits.shape[-1])[mask], tags.view(-1)[mask])


# %% reshaped-instead-of-transposed
def tagging_loss(logits, tags, lengths):
    batch, steps, k = logits.shape
    marked = tags.masked_fill(torch.arange(steps) >= lengths[:, None], -100)
    return F.cross_entropy(logits.reshape(batch, k, steps), marked)


# %% all-squeezed: wrong-at-special-sizes
def tagging_loss(logits, tags, lengths):
    mask = (torch.arange(tags.shape[1]) < lengths[:, None]).squeeze()
    return F.cross_entropy(logits.squeeze()[mask], tags.squeeze()[mask])


# %% zero: always-0
def tagging_loss(logits, tags, lengths):
    return logits.sum() * 0


# %% gradient-cut-for-one-sentence: gradient-cut
def tagging_loss(logits, tags, lengths):
    logits = logits.detach() if len(logits) == 1 else logits
    real = torch.arange(tags.shape[1]) < lengths[:, None]
    real = real.to(logits.device)
    return F.cross_entropy(logits[real], tags[real])


# %% gradient-cut-when-strided: gradient-cut
def tagging_loss(logits, tags, lengths):
    logits = logits if logits.is_contiguous() else logits.data
    real = torch.arange(tags.shape[1]) < lengths[:, None]
    real = real.to(logits.device)
    return F.cross_entropy(logits[real], tags[real])
