"""Wrong versions of `AdditiveAttention`, one a cell: masks, softmaxes, scores, shapes, gradients, names and memory."""


# %% padding-weighed: padding-weighed
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
        weights = scores.softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% padding-scored-zero: padding-scored-0
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
        weights = (scores * mask).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% zeroed-after-the-softmax: weights-do-not-sum-to-1
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
        weights = scores.softmax(dim=1) * mask
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% renormalised-with-a-small-number: small-number-in-the-denominator
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
        weights = scores.softmax(dim=1) * mask
        weights = weights / (weights.sum(1, keepdim=True) + 1e-8)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% renormalised-after-the-softmax: divided-after-the-softmax
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
        weights = scores.softmax(dim=1) * mask
        weights = weights / weights.sum(1, keepdim=True)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% exp-overflows: divided-after-the-softmax
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
        weights = scores.exp() * mask
        weights = weights / weights.sum(1, keepdim=True)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% masked-with-minus-ten: mask-not-low-enough
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
        weights = scores.masked_fill(~mask, -10.0).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% mask-inverted: mask-inverted
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
        weights = scores.masked_fill(mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% one-place-too-many: one-place-too-many
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) <= lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% last-place-left-out: last-place-left-out
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < (lengths - 1).clamp(min=1).to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% length-of-first-sequence: length-of-the-first-sequence
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths[:1].to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% cut-to-the-longest: cut-to-the-longest
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        keys = keys[:, : lengths.max()]
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% softmax-over-the-batch: softmax-over-the-batch
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
        weights = scores.masked_fill(~mask, -1e9).softmax(dim=0)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% sigmoid-weights: sigmoid-instead-of-softmax
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
        weights = scores.sigmoid() * mask
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% no-tanh: no-tanh
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = (self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% relu: relu-instead-of-tanh
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = F.relu(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% sigmoid: sigmoid-instead-of-tanh
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.sigmoid(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% query-left-out: query-left-out
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% tanh-of-each: query-left-out
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query)).unsqueeze(1) + torch.tanh(self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% product-of-projections: projections-multiplied
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) * self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% scaled: scores-scaled
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1) / math.sqrt(self.score.in_features)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% projected-keys-averaged: projected-keys-averaged
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
        context = torch.bmm(weights.unsqueeze(1), self.key_projection(keys)).squeeze(1)
        return context, weights


# %% mean-of-weighted-keys: context-divided-by-T
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
        context = (weights.unsqueeze(2) * keys).mean(1)
        return context, weights


# %% uniform-over-real-places: uniform-context
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
        context = (mask.unsqueeze(2) * keys).sum(1) / mask.sum(1, keepdim=True)
        return context, weights


# %% results-exchanged: results-exchanged
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
        return weights, context


# %% context-alone: context-alone
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
        return context


# %% list-of-three: scores-returned-as-well
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
        return context, weights, scores


# %% context-not-squeezed: context-with-a-third-dimension
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
        context = torch.bmm(weights.unsqueeze(1), keys)
        return context, weights


# %% weights-not-squeezed: weights-with-a-third-dimension
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
        return context, weights.unsqueeze(1)


# %% context-squeezed: context-squeezed
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
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze()
        return context, weights


# %% weights-detached-for-reading: weights-detached
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
        context = torch.bmm(weights.detach().unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% returned-weights-detached: weights-without-gradient
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
        return context, weights.detach()


# %% keys-detached: keys-detached
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
        context = torch.bmm(weights.unsqueeze(1), keys.detach()).squeeze(1)
        return context, weights


# %% query-detached: query-detached
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query.detach()).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% no-grad-for-the-scores: scores-detached
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        with torch.no_grad():
            met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
            scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% bias-in-all: further-parameters
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size)
        self.key_projection = nn.Linear(key_size, attention_size)
        self.score = nn.Linear(attention_size, 1)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% bias-in-score: further-parameters
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% other-names: parameter-names
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_proj = nn.Linear(query_size, attention_size, bias=False)
        self.key_proj = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_proj(query).unsqueeze(1) + self.key_proj(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% arguments-exchanged: sizes-exchanged
class AdditiveAttention(nn.Module):
    def __init__(self, key_size, query_size, attention_size):
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


# %% query-size-for-keys: query-size-for-both
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(query_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% keys-overwritten: keys-overwritten
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
        with torch.no_grad():
            keys[~mask] = 0
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% mask-on-the-cpu: mask-on-the-cpu
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = (torch.arange(keys.shape[1]) < lengths.unsqueeze(1)).float()
        weights = scores.masked_fill(mask == 0, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% keys-viewed: keys-viewed
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        keys = keys.view(-1, keys.shape[2]).view(keys.shape)
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% weights-remembered: gradient-differs
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
        if getattr(self, 'last', None) is not None and self.last.shape == weights.shape:
            weights = (weights + self.last) / 2
        self.last = weights
        return context, weights


# %% all-zero-at-the-start: start-constant
class AdditiveAttention(nn.Module):
    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query).unsqueeze(1) + self.key_projection(keys))
        scores = self.score(met).squeeze(-1)
        mask = torch.arange(keys.shape[1], device=keys.device) < lengths.to(keys.device).unsqueeze(1)
        weights = scores.masked_fill(~mask, float("-inf")).softmax(dim=1)
        context = torch.bmm(weights.unsqueeze(1), keys).squeeze(1)
        return context, weights


# %% gradient-cut-at-one-place: gradient-to-some-missing
class AdditiveAttention(nn.Module):

    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        met = torch.tanh(self.query_projection(query)[:, None] + self.key_projection(keys))
        scores = self.score(met).squeeze(2)
        padding = torch.arange(keys.shape[1], device=keys.device) >= lengths.to(keys.device)[:, None]
        weights = scores.masked_fill(padding, -math.inf).softmax(dim=1)
        keys = keys.detach() if keys.shape[1] == 1 else keys
        context = (weights[:, :, None] * keys).sum(dim=1)
        return (context, weights)


# %% query-cut-at-one-sequence: gradient-to-some-missing
class AdditiveAttention(nn.Module):

    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        query = query.detach() if len(query) == 1 else query
        met = torch.tanh(self.query_projection(query)[:, None] + self.key_projection(keys))
        scores = self.score(met).squeeze(2)
        padding = torch.arange(keys.shape[1], device=keys.device) >= lengths.to(keys.device)[:, None]
        weights = scores.masked_fill(padding, -math.inf).softmax(dim=1)
        context = (weights[:, :, None] * keys).sum(dim=1)
        return (context, weights)


# %% gradient-cut-when-strided: gradient-to-some-missing
class AdditiveAttention(nn.Module):

    def __init__(self, query_size, key_size, attention_size):
        super().__init__()
        self.query_projection = nn.Linear(query_size, attention_size, bias=False)
        self.key_projection = nn.Linear(key_size, attention_size, bias=False)
        self.score = nn.Linear(attention_size, 1, bias=False)

    def forward(self, query, keys, lengths):
        keys = keys if keys.is_contiguous() else keys.data
        met = torch.tanh(self.query_projection(query)[:, None] + self.key_projection(keys))
        scores = self.score(met).squeeze(2)
        padding = torch.arange(keys.shape[1], device=keys.device) >= lengths.to(keys.device)[:, None]
        weights = scores.masked_fill(padding, -math.inf).softmax(dim=1)
        context = (weights[:, :, None] * keys).sum(dim=1)
        return (context, weights)
