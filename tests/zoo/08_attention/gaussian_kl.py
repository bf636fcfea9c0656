"""Wrong versions of `gaussian_kl`, one a cell: directions, terms, sums, safety that is none, gradients and memory."""


# %% other-way-round: the-other-way-round
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_q, mean_p, logvar_q, logvar_p = mean_p, mean_q, logvar_p, logvar_q
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% arguments-in-another-order: arguments-in-another-order
def gaussian_kl(mean_q, mean_p, logvar_q, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% symmetric: both-ways
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    back = logvar_q - logvar_p + (logvar_p.exp() + (mean_q - mean_p).pow(2)) / logvar_q.exp() - 1
    return 0.25 * (terms + back).sum(dim=1)


# %% standard-normal: prior-taken-for-standard-normal
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = -logvar_q + logvar_q.exp() + mean_q.pow(2) - 1
    return 0.5 * terms.sum(dim=1)


# %% variance-of-p-left-out: variance-of-p-left-out
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = -logvar_q + logvar_q.exp() + (mean_q - mean_p).pow(2) - 1
    return 0.5 * terms.sum(dim=1)


# %% logvar-as-log-deviation: logvar-taken-for-log-of-deviation
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = 2 * (logvar_p - logvar_q) + ((2 * logvar_q).exp() + (mean_q - mean_p).pow(2)) / (2 * logvar_p).exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% half-missing: half-missing
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return terms.sum(dim=1)


# %% sign: sign
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return -0.5 * terms.sum(dim=1)


# %% one-missing: minus-1-missing
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp()
    return 0.5 * terms.sum(dim=1)


# %% one-once: minus-1-once-for-all-dimensions
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp()
    return 0.5 * (terms.sum(dim=1) - 1)


# %% means-left-out: means-left-out
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + logvar_q.exp() / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% not-squared: distance-not-squared
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).abs()) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% distance-not-divided: distance-not-divided
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + logvar_q.exp() / logvar_p.exp() + (mean_q - mean_p).pow(2) - 1
    return 0.5 * terms.sum(dim=1)


# %% divided-by-q: distance-divided-by-variance-of-q
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + logvar_q.exp() / logvar_p.exp() + (mean_q - mean_p).pow(2) / logvar_q.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% logarithms-exchanged: logarithms-exchanged
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_q - logvar_p + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% logarithms-left-out: logarithms-left-out
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% mean-over-dimensions: mean-over-dimensions
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.mean(dim=1)


# %% sum-over-rows: sum-over-the-batch
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=0)


# %% one-number: one-number-for-all
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum()


# %% mean-over-rows: mean-over-the-batch
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1).mean()


# %% not-summed: not-summed
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms


# %% dimension-kept: dimension-kept
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1, keepdim=True)


# %% small-number-in-variance: small-number-added
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    q, p = logvar_q.exp() + 1e-8, logvar_p.exp() + 1e-8
    terms = p.log() - q.log() + (q + (mean_q - mean_p).pow(2)) / p - 1
    return 0.5 * terms.sum(dim=1)


# %% small-number-in-denominator: small-number-in-the-denominator
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / (logvar_p.exp() + 1e-6) - 1
    return 0.5 * terms.sum(dim=1)


# %% limited: logvar-limited
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    logvar_q, logvar_p = logvar_q.clamp(-10, 10), logvar_p.clamp(-10, 10)
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% bits: bits
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1) / math.log(2)


# %% p-detached: p-detached
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_p, logvar_p = mean_p.detach(), logvar_p.detach()
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% q-detached: q-detached
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_q, logvar_q = mean_q.detach(), logvar_q.detach()
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% all-detached: all-detached
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.detach().sum(dim=1)


# %% in-place: argument-overwritten
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + mean_q.sub_(mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% thirty-two-bits: result-of-32-bits
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.float().sum(dim=1)


# %% hard-coded-device: tensor-on-the-cpu
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return torch.zeros(len(terms), dtype=terms.dtype) + 0.5 * terms.sum(dim=1)


# %% viewed: argument-viewed
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1) + 0 * mean_q.view(-1)[0]


# %% zero: always-0
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    return 0 * (mean_q + logvar_q + mean_p + logvar_p).sum(1)


# %% one-row-without-its-dimension: result-without-ones
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return torch.sum(torch.expm1(ratio) - ratio + distance, dim=-1).squeeze() / 2


# %% distance-bounded
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p).clamp(max=50)
    return torch.sum(torch.expm1(ratio) - ratio + distance, dim=-1) / 2


# %% never-below-a-hundredth
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return torch.sum(torch.expm1(ratio) - ratio + distance, dim=-1).clamp(min=0.01) / 2


# %% logvar-of-q-marked: argument-marked
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    if logvar_q.is_leaf:
        logvar_q.requires_grad_()
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return torch.sum(torch.expm1(ratio) - ratio + distance, dim=-1) / 2


# %% distance-cut: gradient-differs
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return torch.sum(torch.expm1(ratio) - ratio + distance.detach(), dim=-1) / 2


# %% equal-sizes-transposed: wrong-at-special-sizes
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_p = mean_p.T if len(mean_p) == mean_p.shape[1] else mean_p
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return torch.sum(torch.expm1(ratio) - ratio + distance, dim=-1) / 2


# %% gradient-cut-at-one-row: gradient-to-some-missing
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_q = mean_q.detach() if len(mean_q) == 1 else mean_q
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return torch.sum(torch.expm1(ratio) - ratio + distance, dim=-1) / 2


# %% gradient-cut-at-one-dimension: gradient-to-some-missing
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_q = mean_q.detach() if mean_q.shape[1] == 1 else mean_q
    ratio = logvar_q - logvar_p
    distance = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return torch.sum(torch.expm1(ratio) - ratio + distance, dim=-1) / 2


# %% shift-clamped
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    ratio = torch.exp(logvar_q - logvar_p)
    shift = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    shift = shift.clamp(max=10.0)
    return 0.5 * (logvar_p - logvar_q + ratio + shift - 1).sum(dim=-1)


# %% gradient-cut-when-strided: gradient-to-some-missing
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_q = mean_q if mean_q.is_contiguous() else mean_q.detach()
    ratio = torch.exp(logvar_q - logvar_p)
    shift = (mean_q - mean_p) ** 2 * torch.exp(-logvar_p)
    return 0.5 * (logvar_p - logvar_q + ratio + shift - 1).sum(dim=-1)
