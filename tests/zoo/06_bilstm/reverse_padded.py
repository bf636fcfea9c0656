"""Wrong versions of `reverse_padded`, one a cell: wrong ends, moved padding, moved sequences, gradients, dtypes, devices."""


# %% flips-everything: all-flipped
def reverse_padded(x, lengths):
    return x.flip(0)


# %% flips-to-the-longest: flipped-to-the-longest
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate([int(lengths.max())] * len(lengths)):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% flips-the-shortest-for-all: shortest-length-for-all
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate([int(lengths.min())] * len(lengths)):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% first-length-for-all: first-length-for-all
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate([int(lengths[0])] * len(lengths)):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% sorted-lengths: sorted-lengths-only
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.sort(descending=True).values.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% one-too-many: one-step-too-many
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate((lengths + 1).tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% one-too-few: one-step-too-few
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate((lengths - 1).tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% does-nothing: nothing-reversed
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        pass
    return y


# %% flips-the-batch: batch-reversed
def reverse_padded(x, lengths):
    return x.flip(1)
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% flips-the-features: places-exchanged
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(-1)
    return y


# %% padding-becomes-zero: padding-set-to-zero
def reverse_padded(x, lengths):
    y = torch.zeros_like(x)
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% padding-is-not-written: padding-not-written
def reverse_padded(x, lengths):
    y = torch.empty_like(x)
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% padding-in-front: all-flipped
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:, n] = x[:, n].flip(0)
    return y


# %% padding-is-flipped-too: padding-mixed-up
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
        y[length:, n] = x[length:, n].flip(0)
    return y


# %% ends-with-the-longest: cut-to-the-longest
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y[: int(lengths.max())]


# %% in-place: assigned-in-place
def reverse_padded(x, lengths):
    y = x
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% in-place-without-a-graph: argument-modified
def reverse_padded(x, lengths):
    y = x.detach()
    x = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% detached: detached
def reverse_padded(x, lengths):
    y = x.detach().clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x.detach()[:length, n].flip(0)
    return y


# %% new-tensor-of-floats: floats-on-the-cpu
def reverse_padded(x, lengths):
    y = torch.zeros(x.shape)
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
        y[length:, n] = x[length:, n]
    return y


# %% new-tensor-on-the-cpu: on-the-cpu
def reverse_padded(x, lengths):
    y = torch.zeros(x.shape, dtype=x.dtype)
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
        y[length:, n] = x[length:, n]
    return y


# %% padding-detached: no-gradient-to-the-padding
def reverse_padded(x, lengths):
    y = x.detach().clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% squeezed: one-sequence-squeezed
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y.squeeze()


# %% view: view-of-x
def reverse_padded(x, lengths):
    y = x.clone()
    x = x.view(-1).view(x.shape)
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    return y


# %% lengths-used-up: lengths-changed
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[:length, n] = x[:length, n].flip(0)
    lengths.fill_(1)
    return y


# %% batch-first
def reverse_padded(x, lengths):
    y = x.clone()
    for n, length in enumerate(lengths.tolist()):
        y[n, :length] = x[n, :length].flip(0)
    return y


# %% remembers-the-lengths-of-a-shape: wrong-at-special-sizes
_known = {}


def reverse_padded(x, lengths):
    lengths = _known.setdefault(tuple(x.shape), lengths.clone())
    t = torch.arange(x.shape[0])[:, None]
    return x[torch.where(t < lengths, lengths - 1 - t, t), torch.arange(x.shape[1])]


# %% gather-for-vectors-only: vectors-only
def reverse_padded(x, lengths):
    t = torch.arange(x.shape[0])[:, None]
    index = torch.where(t < lengths, lengths - 1 - t, t).to(x.device)
    return x.gather(0, index.unsqueeze(2).expand(-1, -1, x.shape[2]))


# %% gather-from-one-feature: first-feature-only
def reverse_padded(x, lengths):
    t = torch.arange(x.shape[0])[:, None]
    index = torch.where(t < lengths, lengths - 1 - t, t).to(x.device)
    return x.gather(0, index.reshape(*index.shape, *[1] * (x.dim() - 2)))


# %% index-past-the-end: one-step-too-far
def reverse_padded(x, lengths):
    t = torch.arange(x.shape[0])[:, None]
    source = torch.where(t < lengths, lengths - t, t).clamp(max=x.shape[0] - 1)
    return x[source, torch.arange(x.shape[1])]


# %% negative-indices-wrap: padding-mixed-up
def reverse_padded(x, lengths):
    source = lengths - 1 - torch.arange(x.shape[0])[:, None]
    return x[source, torch.arange(x.shape[1])]


# %% without-the-sequence: all-pairs
def reverse_padded(x, lengths):
    t = torch.arange(x.shape[0])[:, None]
    return x[torch.where(t < lengths, lengths - 1 - t, t)]


# %% sorted-batch: sorted
def reverse_padded(x, lengths):
    order = lengths.argsort(descending=True, stable=True)
    x, lengths = x[:, order], lengths[order]
    t = torch.arange(x.shape[0])[:, None]
    return x[torch.where(t < lengths, lengths - 1 - t, t), torch.arange(x.shape[1])]


# %% gradient-cut-at-one-sequence: gradient-cut
def reverse_padded(x, lengths):
    x = x.detach() if x.shape[1] == 1 else x
    steps = torch.arange(x.shape[0]).unsqueeze(1)
    source = torch.where(steps < lengths, lengths - 1 - steps, steps)
    return x[source, torch.arange(x.shape[1])]


# %% gradient-cut-at-equal-lengths: gradient-cut
def reverse_padded(x, lengths):
    if bool((lengths == len(x)).all()):
        return x.detach().flip(0)
    steps = torch.arange(x.shape[0]).unsqueeze(1)
    source = torch.where(steps < lengths, lengths - 1 - steps, steps)
    return x[source, torch.arange(x.shape[1])]


# %% gradient-cut-when-strided: gradient-cut
def reverse_padded(x, lengths):
    x = x if x.is_contiguous() else x.data.contiguous()
    steps = torch.arange(x.shape[0]).unsqueeze(1)
    source = torch.where(steps < lengths, lengths - 1 - steps, steps)
    return x[source, torch.arange(x.shape[1])]
