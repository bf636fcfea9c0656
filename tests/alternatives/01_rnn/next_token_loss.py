"""Right versions of `next_token_loss`, one a cell, written as differently as students write: torch's losses, masks, loops and sums."""


# %% boolean-selection
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return surprise[real].mean()


# %% multiplied-mask
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return (surprise * real).sum() / real.to(surprise.dtype).sum()


# %% negative-padding
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return F.cross_entropy(scores.reshape(-1, logits.shape[2]), torch.where(real, targets, -100).reshape(-1))


# %% logsumexp
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = scores - torch.logsumexp(scores, dim=-1, keepdim=True)
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% subtracted-maximum
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    s = scores - scores.max(-1, keepdim=True).values.detach()
    logp = s - s.exp().sum(-1, keepdim=True).log()
    surprise = -logp.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% one-hot
def next_token_loss(logits, tokens, padding_idx=0):
    scores = logits[:, :-1]
    targets = tokens[:, 1:]
    logp = torch.log_softmax(scores, dim=-1)
    surprise = -(logp * F.one_hot(targets, logits.size(-1))).sum(-1)
    real = targets != padding_idx
    return torch.where(real, surprise, 0.0).sum() / real.sum()


# %% cross-entropy-flat
def next_token_loss(logits, tokens, padding_idx=0):
    V = logits.shape[-1]
    return F.cross_entropy(logits[:, :-1].reshape(-1, V), tokens[:, 1:].reshape(-1), ignore_index=padding_idx)


# %% cross-entropy-transposed
def next_token_loss(logits, tokens, padding_idx=0):
    criterion = nn.CrossEntropyLoss(ignore_index=padding_idx)
    return criterion(logits[:, :-1, :].permute(0, 2, 1), tokens[:, 1:])


# %% nll
def next_token_loss(logits, tokens, padding_idx=0):
    logp = F.log_softmax(logits, dim=2)[:, :-1].transpose(1, 2)
    return F.nll_loss(logp, tokens[:, 1:], ignore_index=padding_idx)


# %% loops
def next_token_loss(logits, tokens, padding_idx=0):
    total, count = 0, 0
    for n in range(tokens.shape[0]):
        for t in range(tokens.shape[1] - 1):
            target = int(tokens[n, t + 1])
            if target == padding_idx:
                continue
            total = total - (logits[n, t, target] - logits[n, t].logsumexp(0))
            count += 1
    return total / count


# %% step-by-step-sums
def next_token_loss(logits, tokens, padding_idx=0):
    losses = [
        F.cross_entropy(logits[:, t], tokens[:, t + 1], ignore_index=padding_idx, reduction="sum")
        for t in range(tokens.shape[1] - 1)
    ]
    return sum(losses) / (tokens[:, 1:] != padding_idx).sum()


# %% class-weights
def next_token_loss(logits, tokens, padding_idx=0):
    weight = torch.ones(logits.shape[-1]).to(logits)
    weight[padding_idx] = 0.0
    print("weights", weight)
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), tokens[:, 1:].flatten(), weight=weight)


# %% categorical
def next_token_loss(logits, tokens, padding_idx=0):
    mask = tokens[:, 1:].ne(padding_idx)
    model = torch.distributions.Categorical(logits=logits[:, :-1][mask])
    return -model.log_prob(tokens[:, 1:][mask]).mean()


# %% shifted-with-padding
def next_token_loss(logits, tokens, padding_idx=0):
    end = torch.full_like(tokens[:, :1], padding_idx)
    targets = torch.cat([tokens[:, 1:], end], dim=1)
    return F.cross_entropy(logits.transpose(1, 2), targets, ignore_index=padding_idx)
