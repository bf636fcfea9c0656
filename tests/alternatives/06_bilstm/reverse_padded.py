"""Correct versions of `reverse_padded` in other styles, one a cell: every one earns full points."""


# %% loop-and-flip
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% concatenate-each-sequence
def reverse_padded(x, lengths):
    columns = []
    for n in range(x.shape[1]):
        k = int(lengths[n])
        columns.append(torch.cat([torch.flip(x[:k, n], dims=[0]), x[k:, n]]))
    return torch.stack(columns, dim=1)


# %% gather
def reverse_padded(x, lengths):
    t = torch.arange(x.size(0))[:, None]
    index = torch.where(t < lengths[None], lengths[None] - t - 1, t).to(x.device)
    index = index.reshape(index.shape + (1,) * (x.dim() - 2)).expand(x.shape)
    return torch.gather(x, 0, index)


# %% roll-of-the-flipped
def reverse_padded(x, lengths):
    T = x.shape[0]
    flipped = x.flip(0)
    rolled = torch.stack([torch.roll(flipped[:, n], int(lengths[n]) - T, 0) for n in range(len(lengths))], 1)
    real = (torch.arange(T)[:, None] < lengths).to(x.device).reshape(T, -1, *[1] * (x.dim() - 2))
    return torch.where(real, rolled, x)


# %% step-by-step
def reverse_padded(x, lengths):
    steps = []
    for t in range(len(x)):
        row = [x[length - 1 - t, n] if t < length else x[t, n] for n, length in enumerate(lengths.tolist())]
        steps.append(torch.stack(row))
    return torch.stack(steps)


# %% flat-index-select
def reverse_padded(x, lengths):
    T, N = x.shape[:2]
    t = torch.arange(T).unsqueeze(1).expand(T, N)
    source = t.clone()
    real = t < lengths
    source[real] = (lengths.expand(T, N) - 1 - t)[real]
    flat = (source * N + torch.arange(N)).flatten().to(x.device)
    return x.flatten(0, 1).index_select(0, flat).unflatten(0, (T, N))


# %% batch-first-inside
def reverse_padded(x, lengths):
    rows = []
    for sequence, length in zip(x.transpose(0, 1), lengths):
        order = list(range(int(length)))[::-1] + list(range(int(length), x.shape[0]))
        rows.append(sequence[order])
    return torch.stack(rows).transpose(0, 1)


# %% permutation-matrices
def reverse_padded(x, lengths):
    if not x.is_floating_point():
        return torch.stack([torch.cat([x[:k, n].flip(0), x[k:, n]]) for n, k in enumerate(lengths.tolist())], 1)
    T, N = x.shape[:2]
    P = torch.zeros(N, T, T, dtype=x.dtype)
    for n, length in enumerate(lengths.tolist()):
        for t in range(T):
            P[n, t, length - 1 - t if t < length else t] = 1
    flat = x.reshape(T, N, -1)
    return torch.einsum("nts,sni->tni", P.to(x.device), flat).reshape(x.shape)


# %% unbind-and-print
def reverse_padded(x, lengths):
    print("reversing", lengths.tolist())
    sequences = list(x.unbind(1))
    result = []
    for sequence, length in zip(sequences, lengths):
        parts = list(sequence.unbind(0))
        parts[:length] = reversed(parts[:length])
        result.append(torch.stack(parts))
    return torch.stack(result, 1)
