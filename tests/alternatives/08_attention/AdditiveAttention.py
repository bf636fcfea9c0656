"""Correct versions of `AdditiveAttention` in other styles, one a cell."""


# %% bmm
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% weighted-sum
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = (weights.unsqueeze(-1) * keys).sum(1)
        return context, weights


# %% einsum
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        q = torch.einsum("nq,aq->na", query, self.query_projection.weight)
        k = torch.einsum("ntk,ak->nta", keys, self.key_projection.weight)
        s = torch.einsum("nta,a->nt", torch.tanh(q[:, None, :] + k), self.score.weight[0])
        real = torch.arange(s.shape[1])[None].to(s.device) < lengths[:, None].to(s.device)
        a = torch.softmax(torch.where(real, s, torch.tensor(-math.inf, dtype=s.dtype, device=s.device)), dim=-1)
        return torch.einsum("nt,ntk->nk", a, keys), a


# %% very-negative-number
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, torch.finfo(scores.dtype).min).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% added-mask
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = F.softmax(scores + (~mask).to(scores.dtype) * -1e9, dim=-1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% own-stable-softmax
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        scores = torch.where(mask, scores, scores.min().detach())
        largest = scores.masked_fill(~mask, -1e30).max(dim=1, keepdim=True).values.detach()
        e = torch.exp(scores.masked_fill(~mask, -1e30) - largest)
        weights = e / e.sum(dim=1, keepdim=True)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% one-sequence-at-a-time
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        print("looking at", tuple(keys.shape))
        contexts, rows = [], []
        for q, memory, length in zip(query, keys, lengths.tolist()):
            memory = memory[:length]
            scores = self.score(torch.tanh(self.query_projection(q) + self.key_projection(memory)))[:, 0]
            weights = scores.softmax(0)
            contexts.append(weights @ memory)
            rows.append(F.pad(weights, (0, keys.shape[1] - length)))
        return torch.stack(contexts), torch.stack(rows)


# %% padded-keys-cleared-in-a-copy
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        steps = keys.size(1)
        mask = torch.stack([torch.arange(steps) < n for n in lengths]).to(keys.device)
        memory = keys.masked_fill(~mask.unsqueeze(-1), 0.0)
        expanded = self.query_projection(query).unsqueeze(1).repeat(1, steps, 1)
        scores = self.score((expanded + self.key_projection(memory)).tanh())[..., 0]
        weights = nn.Softmax(dim=1)(scores.masked_fill(mask == 0, -math.inf))
        return torch.matmul(weights[:, None, :], memory)[:, 0], weights


# %% joined-weight-matrices
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        both = torch.cat([query[:, None].expand(-1, keys.shape[1], -1), keys], dim=-1)
        weight = torch.cat([self.query_projection.weight, self.key_projection.weight], dim=1)
        scores = F.linear(F.linear(both, weight).tanh(), self.score.weight).flatten(1)
        outside = torch.ones_like(scores).cumsum(1) > lengths.to(scores.device)[:, None]
        weights = scores.masked_fill(outside, -math.inf).log_softmax(1).exp()
        return (keys * weights[..., None]).sum(-2), weights


# %% time-first-inside-with-warnings
import warnings


class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        warnings.warn("time first")
        k = keys.transpose(0, 1)
        scores = self.score(torch.tanh(self.query_projection(query) + self.key_projection(k))).squeeze(-1)
        outside = torch.arange(len(k), device=k.device)[:, None] >= lengths.to(k.device)
        weights = scores.masked_fill(outside, -math.inf).softmax(0)
        return (weights[..., None] * k).sum(0), weights.t()


# %% other-start
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)
        for layer in (self.query_projection, self.key_projection, self.score):
            nn.init.orthogonal_(layer.weight)

    def forward(self, query, keys, lengths):
        scores = self.score(torch.tanh(self.query_projection(query)[:, None] + self.key_projection(keys))).squeeze(2)
        outside = torch.arange(keys.shape[1], device=keys.device) >= lengths.to(keys.device)[:, None]
        weights = scores.masked_fill(outside, -math.inf).softmax(1)
        return (weights[:, None] @ keys)[:, 0], weights
