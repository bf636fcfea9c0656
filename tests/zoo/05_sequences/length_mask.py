"""Wrong versions of `length_mask`, one a cell: off by one, on its side, wrong T, wrong dtype, changed arguments."""


# %% less-or-equal
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) <= lengths[:, None]


# %% counted-from-one
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(1, T + 1) < lengths[:, None]


# %% inverted
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) >= lengths[:, None]


# %% time-first
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T)[:, None] < lengths


# %% on-its-side-when-square
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    if T == len(lengths):
        return torch.arange(T)[:, None] < lengths
    return torch.arange(T) < lengths[:, None]


# %% real-entries-at-the-end
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) >= T - lengths[:, None]


# %% max-length-ignored
def length_mask(lengths, max_length=None):
    return torch.arange(int(lengths.max())) < lengths[:, None]


# %% max-length-one-more
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length + 1
    return torch.arange(T) < lengths[:, None]


# %% max-length-required
def length_mask(lengths, max_length=None):
    return torch.arange(max_length) < lengths[:, None]


# %% first-is-taken-for-the-longest
def length_mask(lengths, max_length=None):
    T = int(lengths[0]) if max_length is None else max_length
    return torch.arange(T) < lengths[:, None]


# %% last-is-taken-for-the-longest
def length_mask(lengths, max_length=None):
    T = lengths.tolist()[-1] if max_length is None else max_length
    return torch.arange(T) < lengths[:, None]


# %% as-many-columns-as-rows
def length_mask(lengths, max_length=None):
    T = lengths.shape[0] if max_length is None else max_length
    return torch.arange(T) < lengths[:, None]


# %% floats
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return (torch.arange(T) < lengths[:, None]).float()


# %% bytes
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return (torch.arange(T) < lengths[:, None]).to(torch.uint8)


# %% sorted
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) < lengths.sort(descending=True).values[:, None]


# %% lengths-sorted-in-place
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    mask = torch.arange(T) < lengths[:, None]
    lengths -= 1
    return mask


# %% wide-mask-all-true
def length_mask(lengths, max_length=None):
    T = int(lengths.max())
    mask = torch.arange(T) < lengths[:, None]
    if max_length is not None:
        mask = F.pad(mask, (0, max_length - T), value=True)
    return mask


# %% squeezes-one-sequence
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return (torch.arange(T) < lengths[:, None]).squeeze()


# %% last-entry-only
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return F.one_hot(lengths - 1, T).bool()


# %% lists
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return [[t < n for t in range(T)] for n in lengths.tolist()]


# %% remembers-max-length
_known = []


def length_mask(lengths, max_length=None):
    if max_length is not None:
        _known.append(max_length)
    T = _known[-1] if _known else int(lengths.max())
    return torch.arange(T) < lengths[:, None]


# %% view-of-lengths
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) < lengths.view(torch.int32).view(-1, 2)[:, :1]


# %% built-in-padding
from torch.nn.utils.rnn import pad_sequence


def length_mask(lengths, max_length=None):
    rows = [torch.ones(n, dtype=torch.bool) for n in lengths.tolist()]
    mask = pad_sequence(rows, batch_first=True)
    return mask if max_length is None else F.pad(mask, (0, max_length - mask.shape[1]))


# %% constant
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.ones(len(lengths), T, dtype=torch.bool)
