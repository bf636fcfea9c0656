"""Correct versions of `last_output` in other styles, one a cell: every one earns full points."""


# %% gather
def last_output(output, lengths):
    index = (lengths - 1).to(output.device).view(1, -1, 1).expand(1, output.shape[1], output.shape[2])
    return output.gather(0, index).squeeze(0)


# %% loop
def last_output(output, lengths):
    rows = []
    for n, length in enumerate(lengths.tolist()):
        rows.append(output[length - 1, n])
    return torch.stack(rows)


# %% batch-first
def last_output(output, lengths):
    by_sequence = output.transpose(0, 1)
    return by_sequence[range(len(lengths)), lengths - 1, :]


# %% one-hot-product
def last_output(output, lengths):
    chosen = F.one_hot(lengths - 1, num_classes=output.shape[0]).T.to(output)
    return (output * chosen.unsqueeze(-1)).sum(dim=0)


# %% einsum
def last_output(output, lengths):
    chosen = torch.zeros(len(lengths), output.shape[0], dtype=output.dtype, device=output.device)
    for n in range(len(lengths)):
        chosen[n, int(lengths[n]) - 1] = 1
    return torch.einsum("nt,tnh->nh", chosen, output)


# %% flat-index
def last_output(output, lengths):
    T, N, H = output.shape
    flat = output.reshape(T * N, H)
    return torch.index_select(flat, 0, ((lengths - 1) * N + torch.arange(N)).to(output.device))


# %% boolean-selection
def last_output(output, lengths):
    batch = output.permute(1, 0, 2)
    ends = torch.arange(output.shape[0])[None, :] == (lengths - 1)[:, None]
    return batch[ends]


# %% diagonal
def last_output(output, lengths):
    print("picking", lengths)
    picked = output[lengths - 1]
    return torch.diagonal(picked, dim1=0, dim2=1).T


# %% where-over-time
def last_output(output, lengths):
    end = lengths.to(output.device)[:, None]
    last = output[0]
    for t in range(1, output.shape[0]):
        last = torch.where(t == end - 1, output[t], last)
    return last


# %% take-along-dim
def last_output(output, lengths):
    index = lengths.sub(1).to(output.device)
    return torch.take_along_dim(output, index[None, :, None], dim=0)[0]
