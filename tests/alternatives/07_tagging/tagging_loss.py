"""Correct versions of `tagging_loss` in other styles, one a cell."""


# %% selected-words
def tagging_loss(logits, tags, lengths):
    mask = torch.arange(tags.shape[1])[None, :] < lengths[:, None]
    return F.cross_entropy(logits[mask], tags[mask])


# %% ignore-index
def tagging_loss(logits, tags, lengths):
    mask = (torch.arange(tags.size(1)).unsqueeze(0) >= lengths.unsqueeze(1)).to(tags.device)
    return nn.CrossEntropyLoss(ignore_index=-1)(logits.transpose(1, 2), tags.masked_fill(mask, -1))


# %% masked-sum-over-count
def tagging_loss(logits, tags, lengths):
    mask = (torch.arange(tags.shape[1]) < lengths[:, None]).to(logits)
    losses = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), tags.reshape(-1), reduction="none").reshape(tags.shape)
    return (losses * mask).sum() / mask.sum()


# %% gathered-log-softmax
def tagging_loss(logits, tags, lengths):
    mask = (torch.arange(tags.shape[1]) < lengths[:, None]).to(logits.device)
    chosen = torch.log_softmax(logits, -1).gather(-1, tags[..., None])[..., 0]
    return -torch.where(mask, chosen, torch.zeros_like(chosen)).sum() / lengths.sum()


# %% loop-over-words
def tagging_loss(logits, tags, lengths):
    total, count = 0.0, 0
    for n, length in enumerate(lengths.tolist()):
        for t in range(length):
            total = total + torch.logsumexp(logits[n, t], 0) - logits[n, t, tags[n, t]]
            count += 1
    return total / count


# %% loop-over-sentences
def tagging_loss(logits, tags, lengths):
    parts = [F.cross_entropy(y[:n], k[:n], reduction="sum") for y, k, n in zip(logits, tags, lengths)]
    return torch.stack(parts).sum() / int(lengths.sum())


# %% joined-sentences
def tagging_loss(logits, tags, lengths):
    print("computing the loss")
    y = torch.cat([row[:n] for row, n in zip(logits, lengths.tolist())])
    k = torch.cat([row[:n] for row, n in zip(tags, lengths.tolist())])
    return nn.NLLLoss()(nn.LogSoftmax(dim=1)(y), k)


# %% packed
def tagging_loss(logits, tags, lengths):
    packed = [nn.utils.rnn.pack_padded_sequence(v, lengths, batch_first=True, enforce_sorted=False).data for v in (logits, tags)]
    return F.cross_entropy(*packed)


# %% own-stable-softmax
def tagging_loss(logits, tags, lengths):
    import warnings
    warnings.warn("slow")
    mask = torch.zeros_like(tags, dtype=torch.bool)
    for row, n in zip(mask, lengths):
        row[:n] = True
    y = logits[mask]
    y = y - y.max(dim=1, keepdim=True).values.detach()
    one_hot = F.one_hot(tags[mask], y.shape[1]).to(y.dtype)
    return ((y.exp().sum(1)).log() - (y * one_hot).sum(1)).mean()


# %% copy-marked
def tagging_loss(logits, tags, lengths):
    marked = tags.clone()
    for n, length in enumerate(lengths):
        marked[n, length:] = -100
    return F.cross_entropy(logits.permute(0, 2, 1), marked)
