"""Wrong versions of `length_mask`, one a cell: off by one, on its side, wrong T, wrong dtype, changed arguments."""


# %% less-or-equal: one-entry-too-many
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) <= lengths[:, None]


# %% counted-from-one: one-entry-too-few
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(1, T + 1) < lengths[:, None]


# %% inverted: padding-is-true
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) >= lengths[:, None]


# %% time-first: time-first
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T)[:, None] < lengths


# %% on-its-side-when-square: turned-when-square
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    if T == len(lengths):
        return torch.arange(T)[:, None] < lengths
    return torch.arange(T) < lengths[:, None]


# %% real-entries-at-the-end: padding-in-front
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) >= T - lengths[:, None]


# %% max-length-ignored: max-length-ignored
def length_mask(lengths, max_length=None):
    return torch.arange(int(lengths.max())) < lengths[:, None]


# %% max-length-one-more: max-length-one-more
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length + 1
    return torch.arange(T) < lengths[:, None]


# %% max-length-required: max-length-required
def length_mask(lengths, max_length=None):
    return torch.arange(max_length) < lengths[:, None]


# %% first-is-taken-for-the-longest: first-length-for-all
def length_mask(lengths, max_length=None):
    T = int(lengths[0]) if max_length is None else max_length
    return torch.arange(T) < lengths[:, None]


# %% last-is-taken-for-the-longest: last-length-for-all
def length_mask(lengths, max_length=None):
    T = lengths.tolist()[-1] if max_length is None else max_length
    return torch.arange(T) < lengths[:, None]


# %% as-many-columns-as-rows: number-of-sequences
def length_mask(lengths, max_length=None):
    T = lengths.shape[0] if max_length is None else max_length
    return torch.arange(T) < lengths[:, None]


# %% floats: ones-and-zeros
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return (torch.arange(T) < lengths[:, None]).float()


# %% bytes: bytes
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return (torch.arange(T) < lengths[:, None]).to(torch.uint8)


# %% sorted: sorted
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.arange(T) < lengths.sort(descending=True).values[:, None]


# %% lengths-sorted-in-place: lengths-changed
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    mask = torch.arange(T) < lengths[:, None]
    lengths -= 1
    return mask


# %% wide-mask-all-true: true-beyond-the-longest
def length_mask(lengths, max_length=None):
    T = int(lengths.max())
    mask = torch.arange(T) < lengths[:, None]
    if max_length is not None:
        mask = F.pad(mask, (0, max_length - T), value=True)
    return mask


# %% squeezes-one-sequence: one-sequence-squeezed
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return (torch.arange(T) < lengths[:, None]).squeeze()


# %% last-entry-only: last-entry-only
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return F.one_hot(lengths - 1, T).bool()


# %% lists: lists
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return [[t < n for t in range(T)] for n in lengths.tolist()]


# %% remembers-max-length: result-shape
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


# %% built-in-padding: built-in
from torch.nn.utils.rnn import pad_sequence


def length_mask(lengths, max_length=None):
    rows = [torch.ones(n, dtype=torch.bool) for n in lengths.tolist()]
    mask = pad_sequence(rows, batch_first=True)
    return mask if max_length is None else F.pad(mask, (0, max_length - mask.shape[1]))


# %% constant: everything-is-real
def length_mask(lengths, max_length=None):
    T = int(lengths.max()) if max_length is None else max_length
    return torch.ones(len(lengths), T, dtype=torch.bool)
