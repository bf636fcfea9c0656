"""Correct versions of `gaussian_kl` in other styles, one a cell."""


# %% one-fraction
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    terms = logvar_p - logvar_q + (logvar_q.exp() + (mean_q - mean_p).pow(2)) / logvar_p.exp() - 1
    return 0.5 * terms.sum(dim=1)


# %% torch-distributions
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    q = torch.distributions.Normal(mean_q, torch.exp(0.5 * logvar_q), validate_args=False)
    p = torch.distributions.Normal(mean_p, torch.exp(0.5 * logvar_p), validate_args=False)
    return torch.distributions.kl_divergence(q, p).sum(-1)


# %% independent-distributions
from torch.distributions import Independent, Normal, kl_divergence


def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    def gaussian(mean, logvar):
        return Independent(Normal(mean, logvar.exp().sqrt(), validate_args=False), 1, validate_args=False)

    return kl_divergence(gaussian(mean_q, logvar_q), gaussian(mean_p, logvar_p))


# %% standard-deviations
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    sigma_q, sigma_p = (logvar_q / 2).exp(), (logvar_p / 2).exp()
    inner = torch.log(sigma_p / sigma_q) + (sigma_q**2 + (mean_q - mean_p) ** 2) / (2 * sigma_p**2) - 0.5
    return inner.sum(-1)


# %% minus-one-half
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    difference = logvar_q - logvar_p
    return -0.5 * torch.sum(1 + difference - difference.exp() - (mean_p - mean_q).square() * (-logvar_p).exp(), dim=-1)


# %% expm1
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    d = logvar_q - logvar_p
    distance = (mean_q - mean_p) / (0.5 * logvar_p).exp()
    return 0.5 * (torch.expm1(d) - d + distance * distance).sum(-1)


# %% sums-apart-with-prints
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    dimensions = mean_q.shape[1]
    logs = logvar_p.sum(1) - logvar_q.sum(1)
    trace = (logvar_q - logvar_p).exp().sum(1)
    delta = mean_p - mean_q
    distance = torch.einsum("nd,nd,nd->n", delta, delta, torch.exp(-logvar_p))
    print("dimensions:", dimensions)
    return (logs - dimensions + trace + distance) / 2


# %% loop
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    rows = []
    for mq, lq, mp, lp in zip(mean_q, logvar_q, mean_p, logvar_p):
        total = 0.0
        for d in range(len(mq)):
            total = total + lp[d] - lq[d] + (torch.exp(lq[d]) + (mq[d] - mp[d]) ** 2) / torch.exp(lp[d]) - 1
        rows.append(total / 2)
    return torch.stack(rows)


# %% cross-entropy-minus-entropy
def gaussian_kl(mean_q, logvar_q, mean_p, logvar_p):
    cross = 0.5 * (math.log(2 * math.pi) + logvar_p + (logvar_q.exp() + (mean_q - mean_p) ** 2) * torch.exp(-logvar_p))
    entropy = 0.5 * (math.log(2 * math.pi) + 1 + logvar_q)
    return (cross - entropy).sum(1)
