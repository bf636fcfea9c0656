"""Correct versions of `sequence_vector` in other styles, one a cell: every one earns full points."""


# %% from-the-size
def sequence_vector(h_n):
    L = h_n.shape[0] // 2
    return torch.cat((h_n[2 * L - 2], h_n[2 * L - 1]), -1)


# %% by-layer-and-direction
def sequence_vector(h_n):
    _, N, H = h_n.shape
    last = h_n.reshape(-1, 2, N, H)[-1]
    return torch.cat([last[0], last[1]], dim=1)


# %% transposed-and-flattened
def sequence_vector(h_n):
    return h_n[-2:].transpose(0, 1).flatten(1)


# %% permute-and-reshape
def sequence_vector(h_n):
    return h_n[-2:].permute(1, 0, 2).reshape(h_n.size(1), 2 * h_n.size(2))


# %% hstack
def sequence_vector(h_n):
    return torch.hstack(tuple(h_n[-2:]))


# %% filled-in
def sequence_vector(h_n):
    n, h = h_n.shape[1:]
    v = torch.zeros(n, 2 * h, dtype=h_n.dtype, device=h_n.device)
    v[:, :h] = h_n[-2]
    v[:, h:] = h_n[-1]
    return v


# %% row-by-row
def sequence_vector(h_n):
    *_, forward, backward = h_n.unbind(0)
    return torch.stack([torch.cat([f, b]) for f, b in zip(forward, backward)])


# %% index-select-and-print
def sequence_vector(h_n):
    print(h_n.shape)
    n = len(h_n)
    both = h_n.index_select(0, torch.tensor([n - 2, n - 1], device=h_n.device))
    return torch.cat(both.split(1), dim=2)[0]


# %% uses-merge
def merged(f, b):
    return torch.concatenate([f, b], dim=-1)


def sequence_vector(h_n):
    return merged(*h_n.chunk(h_n.shape[0] // 2)[-1])
