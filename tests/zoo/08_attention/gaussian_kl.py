"""Wrong versions of `gaussian_kl`, one a cell: directions, terms, sums, safety that is none, gradients and memory."""


# %% other-way-round
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_q, mean_p, logvar_q, logvar_p = mean_p, mean_q, logvar_p, logvar_q
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% arguments-in-another-order
def gaussian_kl(mean_q, mean_p, logvar_q, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% symmetric
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    back = logvar_q - logvar_p + (logvar_p.exp() + (mean_q - mean_p).pow(2)) / logvar_q.exp() - 1
    return 0.25 * (terms + back).sum(dim=1)


# %% standard-normal
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = -logvar_q + logvar_q.exp() + mean_q.pow(2) - 1
    return 0.5 * terms.sum(dim=1)


# %% variance-of-p-left-out
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = -logvar_q + logvar_q.exp() + (mean_q - mean_p).pow(2) - 1
    return 0.5 * terms.sum(dim=1)


# %% logvar-as-log-deviation
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = 2 * (logvar_p - logvar_q) + ((2 * logvar_q).exp() + (mean_q - mean_p).pow(2)) / (2 * logvar_p).exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% half-missing
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return terms.sum(dim=1)


# %% sign
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return -0.5 * terms.sum(dim=1)


# %% one-missing
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp()
    return 0.5 * terms.sum(dim=1)


# %% one-once
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp()
    return 0.5 * (terms.sum(dim=1) - 1)


# %% means-left-out
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + logvar_q.exp() / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% not-squared
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).abs()) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% distance-not-divided
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + logvar_q.exp() / logvar_p.exp() + (mean_q - mean_p).pow(2) - 1
    return 0.5 * terms.sum(dim=1)


# %% divided-by-q
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + logvar_q.exp() / logvar_p.exp() + (mean_q - mean_p).pow(2) / logvar_q.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% logarithms-exchanged
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_q - logvar_p + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% logarithms-left-out
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% mean-over-dimensions
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.mean(dim=1)


# %% sum-over-rows
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=0)


# %% one-number
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum()


# %% mean-over-rows
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1).mean()


# %% not-summed
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms


# %% dimension-kept
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1, keepdim=True)


# %% small-number-in-variance
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    q, p = logvar_q.exp() + 1e-8, logvar_p.exp() + 1e-8
    terms = p.log() - q.log() + (q + (mean_q - mean_p).pow(2)) / p - 1
    return 0.5 * terms.sum(dim=1)


# %% small-number-in-denominator
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / (logvar_p.exp() + 1e-6) - 1
    return 0.5 * terms.sum(dim=1)


# %% limited
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    logvar_q, logvar_p = logvar_q.clamp(-10, 10), logvar_p.clamp(-10, 10)
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% bits
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1) / math.log(2)


# %% p-detached
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_p, logvar_p = mean_p.detach(), logvar_p.detach()
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% q-detached
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    mean_q, logvar_q = mean_q.detach(), logvar_q.detach()
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% all-detached
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.detach().sum(dim=1)


# %% in-place
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + mean_q.sub_(mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% thirty-two-bits
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.float().sum(dim=1)


# %% hard-coded-device
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return torch.zeros(len(terms), dtype=terms.dtype) + 0.5 * terms.sum(dim=1)


# %% viewed
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1) + 0 * mean_q.view(-1)[0]


# %% zero
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    return 0 * (mean_q + logvar_q + mean_p + logvar_p).sum(1)
