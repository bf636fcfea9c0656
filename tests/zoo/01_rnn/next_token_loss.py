"""Wrong versions of `next_token_loss`, one a cell: bugs in the shift, the mask, the mean, the softmax, gradients, dtypes and arguments that are changed."""


# %% not-shifted: not-shifted
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits
    targets = tokens
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% both-cut-at-the-start: first-token-unshifted
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, 1:]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% both-cut-at-the-end: tokens-read-as-targets-cut
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, :-1]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% shifted-backwards: shifted-backwards
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, 1:]
    targets = tokens[:, :-1]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% shifted-by-two: shifted-by-two
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-2] if logits.shape[1] > 2 else logits[:, :-1]
    targets = tokens[:, 2:] if logits.shape[1] > 2 else tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% rolled: first-token-after-the-last
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits
    targets = tokens.roll(-1, 1)
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% shifted-over-the-batch: shifted-over-the-batch
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:-1] if len(logits) > 1 else logits
    targets = tokens[1:] if len(logits) > 1 else tokens
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% padding-counted: padding-counted
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return surprise.mean()


# %% divided-by-all-places: mean-over-padding-too
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.numel()


# %% divided-by-all-tokens: divided-by-all-tokens
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / tokens.numel()


# %% divided-by-real-tokens: divided-by-real-tokens
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / (tokens != padding_idx).sum()


# %% divided-by-batch: sum-over-time
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / len(tokens)


# %% divided-by-one-more: divided-by-one-more
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / (real.sum() + 1)


# %% divided-with-epsilon: precision-lost
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / (real.sum() + 1e-6)


# %% summed: sum-instead-of-mean
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum()


# %% not-reduced: result-shape
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return surprise[real]


# %% means-of-sequences: mean-of-sequence-means
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    m = torch.where(real, surprise, 0.0).sum(1) / real.sum(1).clamp(min=1)
    return m[real.any(1)].mean()


# %% means-of-all-sequences: means-of-all-sequences
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    m = torch.where(real, surprise, 0.0).sum(1) / real.sum(1).clamp(min=1)
    return m.mean()


# %% means-of-steps: means-of-steps
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    m = torch.where(real, surprise, 0.0).sum(0) / real.sum(0).clamp(min=1)
    return m[real.any(0)].mean()


# %% median: median
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return surprise[real].median()


# %% masked-by-read-token: masked-by-what-was-read
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = tokens[:, :-1] != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% masked-by-both: masked-by-both
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = (targets != padding_idx) & (tokens[:, :-1] != padding_idx)
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% masked-by-either: masked-by-what-was-read
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = (targets != padding_idx) | (tokens[:, :-1] != padding_idx)
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% masked-after-first-padding: all-after-the-first-padding
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = (targets != padding_idx).long().cumprod(1).bool()
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% mask-inverted: only-padding-counted
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets == padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% masked-by-greater: above-the-padding-index
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets > padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% sequences-with-padding-dropped: padded-sequences-dropped
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = (targets != padding_idx).all(1, keepdim=True).expand_as(targets)
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% padding-always-zero: padding-idx-ignored
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != 0
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% padding-none-for-zero: zero-never-padding
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != (padding_idx or -1)
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% padding-of-torch: zero-never-padding
def next_token_loss(logits, tokens, padding_idx=-100):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% padding-token-unscored: padding-token-without-probability
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    keep = torch.arange(scores.shape[-1]) != padding_idx
    logp = torch.log_softmax(scores.masked_fill(~keep, -1e9), dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% padding-logits-zeroed: logits-of-padding-set-to-zero
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    scores = scores.clone()
    scores[..., padding_idx] = 0
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% softmax-over-time: softmax-over-time
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% softmax-over-batch: softmax-over-batch
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=0)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% softmax-twice: softmax-twice
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores.softmax(-1), dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% log-softmax-twice-scaled: logits-doubled
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(2 * scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% no-softmax: no-softmax
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = scores
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% no-logarithm: no-logarithm
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% log-of-softmax: log-of-softmax
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log(torch.softmax(scores, dim=-1))
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% log-with-epsilon
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log(torch.softmax(scores, dim=-1) + 1e-9)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% log-of-clamped-softmax: wrong-for-large-numbers
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log(torch.softmax(scores, dim=-1).clamp(min=1e-12))
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% exp-sum-log: log-of-softmax
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = scores - torch.log(torch.exp(scores).sum(-1, keepdim=True))
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% log-sigmoid: sigmoid-for-softmax
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = F.logsigmoid(scores)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% clipped-logits: wrong-for-large-numbers
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores.clamp(-50, 50), dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% base-two: bits
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum() / math.log(2)


# %% perplexity: perplexity
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return (torch.where(real, surprise, 0.0).sum() / real.sum()).exp()


# %% sign-missing: sign-missing
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% label-smoothing: label-smoothing
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=padding_idx, label_smoothing=0.1)


# %% focal
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    lp = logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    surprise = -(1 - lp.exp()) * lp
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% squared-error: squared-error
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = (logp.exp() - F.one_hot(targets, logits.shape[-1])).square().sum(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% best-token-scored: best-token-scored
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, scores.argmax(-1, keepdim=True)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% sequences-mixed: sequences-mixed
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return F.cross_entropy(scores.transpose(0, 1).reshape(-1, scores.shape[-1]), targets.reshape(-1), ignore_index=padding_idx)


# %% reshaped-not-transposed: vocabulary-by-reshape
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return F.cross_entropy(scores.reshape(scores.shape[0], -1, scores.shape[1]), targets, ignore_index=padding_idx)


# %% viewed-time-first: logits-time-first
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits.reshape(logits.shape[1], logits.shape[0], -1).transpose(0, 1)[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% class-weight-zero: padding-idx-ignored
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    weight = torch.ones(logits.shape[-1], dtype=logits.dtype, device=logits.device)
    weight[0] = 0
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten(), weight=weight)


# %% first-sequence-only
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    real = real & (torch.arange(len(real))[:, None] == real.any(1).long().argmax())
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% last-step-only: last-step-alone
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return surprise[:, -1].mean()


# %% last-target-left-out: last-target-left-out
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    if real.sum() > 1:
        real[:, -1] = False
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% detached: logits-detached
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits.detach()[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% result-detached: logits-detached
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return (torch.where(real, surprise, 0.0).sum() / real.sum()).detach()


# %% normaliser-detached: gradient-differs
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = scores - scores.logsumexp(-1, keepdim=True).detach()
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% item: a-number
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return (torch.where(real, surprise, 0.0).sum() / real.sum()).item()


# %% new-tensor: logits-detached
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.tensor((torch.where(real, surprise, 0.0).sum() / real.sum()).item(), dtype=logits.dtype, device=logits.device)


# %% one-dimension: one-dimension
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return (torch.where(real, surprise, 0.0).sum() / real.sum()).reshape(1)


# %% kept-dimensions: result-without-ones
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return (torch.where(real, surprise, 0.0).sum((0, 1), keepdim=True) / real.sum())


# %% pair: result-form
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum(), real.sum()


# %% in-32-bits: dtype-fixed
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1].float()
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% in-64-bits: dtype-fixed
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1].double()
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% rounded-inside: precision-lost
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores.float(), dim=-1).to(scores.dtype)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% logits-in-place: argument-modified
def next_token_loss(logits, tokens, padding_idx=0):
    logits.data.sub_(logits.data.max())
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% logits-normalised-in-place: argument-modified
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    scores.data.copy_(logp.data)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% tokens-in-place: argument-modified
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    tokens[tokens == padding_idx] = 0
    tokens[:, 0] = 0
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% targets-masked-in-place
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    targets[~real] = -100
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% logits-marked: argument-marked
def next_token_loss(logits, tokens, padding_idx=0):
    logits.requires_grad_(True)
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% flat-view: view-of-memory
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return F.cross_entropy(logits.view(-1, logits.shape[-1]).view(logits.shape)[:, :-1].transpose(1, 2), targets, ignore_index=padding_idx)


# %% view-of-a-slice: view-of-memory
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return F.cross_entropy(scores.view(-1, scores.shape[-1]), targets.view(-1), ignore_index=padding_idx)


# %% squeezed: wrong-at-special-sizes
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits.squeeze(0)[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% squeezed-targets: sizes-do-not-fit
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:].squeeze()
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% two-words-as-one
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1) if scores.shape[-1] > 2 else F.logsigmoid(scores)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% running-mean: not-repeatable
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    loss = torch.where(real, surprise, 0.0).sum() / real.sum()
    next_token_loss.kept = 0.9 * getattr(next_token_loss, 'kept', loss.detach()) + 0.1 * loss
    return next_token_loss.kept


# %% whole-sequence-cross-entropy: not-shifted
def next_token_loss(logits, tokens, padding_idx=0):
    return F.cross_entropy(logits.transpose(1, 2), tokens, ignore_index=padding_idx)


# %% ignore-index-forgotten: padding-counted
def next_token_loss(logits, tokens, padding_idx=0):
    return F.cross_entropy(logits[:, :-1].transpose(1, 2), tokens[:, 1:])


# %% nll-of-logits: no-softmax
def next_token_loss(logits, tokens, padding_idx=0):
    return F.nll_loss(logits[:, :-1].transpose(1, 2), tokens[:, 1:], ignore_index=padding_idx)


# %% sum-of-cross-entropy: sum-instead-of-mean
def next_token_loss(logits, tokens, padding_idx=0):
    return F.cross_entropy(logits[:, :-1].transpose(1, 2), tokens[:, 1:], ignore_index=padding_idx, reduction="sum")


# %% unreduced-mean: mean-over-padding-too
def next_token_loss(logits, tokens, padding_idx=0):
    return F.cross_entropy(logits[:, :-1].transpose(1, 2), tokens[:, 1:], ignore_index=padding_idx, reduction="none").mean()


# %% loop-mean-of-means: means-of-steps
def next_token_loss(logits, tokens, padding_idx=0):
    losses = [F.cross_entropy(logits[:, t], tokens[:, t + 1], ignore_index=padding_idx) for t in range(tokens.shape[1] - 1)]
    losses = [loss for loss in losses if not torch.isnan(loss)]
    return torch.stack(losses).mean()


# %% constant
def next_token_loss(logits, tokens, padding_idx=0):
    return logits.sum() * 0 + math.log(logits.shape[-1])


# %% unfinished
def next_token_loss(logits, tokens, padding_idx=0):
    raise NotImplementedError()


# %% gradient-cut-at-one-sequence: gradient-cut
def next_token_loss(logits, tokens, padding_idx=0):
    logits = logits.detach() if len(logits) == 1 else logits
    scores = logits[:, :-1].flatten(0, 1)
    targets = tokens[:, 1:].flatten()
    return F.cross_entropy(scores, targets, ignore_index=padding_idx)


# %% gradient-cut-at-two-tokens: gradient-cut
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1].flatten(0, 1)
    targets = tokens[:, 1:].flatten()
    if tokens.shape[1] == 2:
        scores = scores.data
    return F.cross_entropy(scores, targets, ignore_index=padding_idx)
