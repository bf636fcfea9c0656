"""Correct versions of `length_mask` in other styles, one a cell: every one earns full points."""


# %% loop
def length_mask(lengths, max_length=None):
    T = max_length if max_length is not None else max(lengths.tolist())
    mask = torch.zeros(len(lengths), T, dtype=torch.bool)
    for n in range(len(lengths)):
        mask[n, : lengths[n]] = True
    return mask


# %% python-lists
def length_mask(lengths, max_length=None):
    numbers = [int(n) for n in lengths]
    T = max_length or max(numbers)
    return torch.tensor([[t < n for t in range(T)] for n in numbers])


# %% time-first-then-turned
def length_mask(lengths, max_length=None):
    if max_length is None:
        max_length = lengths.max()
    steps = torch.arange(max_length)
    return (steps[:, None] < lengths[None, :]).T


# %% cumulative-sum
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    ones = torch.ones(lengths.shape[0], T, dtype=torch.long)
    return ones.cumsum(1) <= lengths.view(-1, 1) if lengths.is_contiguous() else ones.cumsum(1).le(lengths.unsqueeze(-1))


# %% lower-triangle
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    table = torch.tril(torch.ones(T, T)).bool()
    return table[lengths - 1]


# %% negated
def length_mask(lengths, max_length=None):
    T = lengths.max().item() if max_length is None else max_length
    behind = torch.ge(torch.arange(T).expand(lengths.numel(), T), lengths.unsqueeze(1))
    return ~behind


# %% expand-and-lt
def length_mask(lengths, max_length=None):
    T = max(lengths) if max_length is None else torch.tensor(max_length)
    return torch.arange(int(T), device=lengths.device).repeat(lengths.size(0), 1).lt(lengths.reshape(-1, 1))


# %% scatter-ends
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else int(max_length)
    ends = torch.zeros(lengths.shape[0], T + 1).scatter(1, lengths[:, None], 1.0)
    return ends.cumsum(1)[:, :T] == 0


# %% floats-and-print
def length_mask(lengths, max_length=None):
    T = int(torch.max(lengths)) if max_length is None else max_length
    print("lengths", lengths)
    steps = torch.linspace(0.5, T - 0.5, T)
    return (lengths.double()[:, None] - steps > 0).to(torch.bool)
