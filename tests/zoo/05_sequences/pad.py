"""Wrong versions of `pad`, one a cell: order of dimensions and sequences, lengths, padding, gradients, dtypes, devices, and built-ins."""


# %% stacked-batch-first: batch-first
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    rows = [F.pad(s, [0, 0] * (s.dim() - 1) + [0, T - len(s)], value=padding_value) for s in sequences]
    return torch.stack(rows), torch.tensor([len(s) for s in sequences])


# %% reshaped-instead-of-transposed: reshaped-instead-of-transposed
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    T, rest = int(lengths.max()), sequences[0].shape[1:]
    batch = sequences[0].new_full((len(sequences), T, *rest), padding_value)
    for n, s in enumerate(sequences):
        batch[n, : len(s)] = s
    return batch.reshape(T, len(sequences), *rest), lengths


# %% sorted-by-length: sorted
def pad(sequences, padding_value=0.0):
    sequences = sorted(sequences, key=lambda s: s.shape[0], reverse=True)
    lengths = torch.tensor([len(s) for s in sequences])
    padded = sequences[0].new_full((len(sequences[0]), len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, lengths


# %% sorts-the-given-list: given-list-sorted
def pad(sequences, padding_value=0.0):
    sequences.sort(key=len, reverse=True)
    lengths = torch.tensor([len(s) for s in sequences])
    padded = sequences[0].new_full((len(sequences[0]), len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, lengths


# %% replaces-the-entries-of-the-given-list: given-list-changed
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    T = int(lengths.max())
    for n, s in enumerate(sequences):
        sequences[n] = F.pad(s, [0, 0] * (s.dim() - 1) + [0, T - len(s)], value=padding_value)
    return torch.stack(sequences, 1), lengths


# %% padded-in-front: padding-in-front
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    rows = [F.pad(s, [0, 0] * (s.dim() - 1) + [T - len(s), 0], value=padding_value) for s in sequences]
    return torch.stack(rows, 1), torch.tensor([len(s) for s in sequences])


# %% always-zero: value-ignored
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    padded = sequences[0].new_zeros(T, len(sequences), *sequences[0].shape[1:])
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, torch.tensor([len(s) for s in sequences])


# %% zeros-replaced-by-the-padding-value: value-added
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    padded = sequences[0].new_zeros(T, len(sequences), *sequences[0].shape[1:])
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded + padding_value, torch.tensor([len(s) for s in sequences])


# %% empty-memory-as-padding: padding-not-written
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    padded = sequences[0].new_empty(T, len(sequences), *sequences[0].shape[1:])
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, torch.tensor([len(s) for s in sequences])


# %% first-is-taken-for-the-longest: first-length-for-all
def pad(sequences, padding_value=0.0):
    T = sequences[0].shape[0]
    padded = sequences[0].new_full((T, len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, torch.tensor([len(s) for s in sequences])


# %% cut-to-the-shortest: cut-to-the-shortest
def pad(sequences, padding_value=0.0):
    T = min(len(s) for s in sequences)
    return torch.stack([s[:T] for s in sequences], 1), torch.tensor([len(s) for s in sequences])


# %% lengths-all-t: padded-length-for-all
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    padded = sequences[0].new_full((T, len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, torch.full((len(sequences),), T)


# %% lengths-as-list: lengths-as-a-list
def pad(sequences, padding_value=0.0):
    lengths = [len(s) for s in sequences]
    padded = sequences[0].new_full((max(lengths), len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, lengths


# %% lengths-as-floats: lengths-as-floats
def pad(sequences, padding_value=0.0):
    lengths = torch.Tensor([len(s) for s in sequences])
    padded = sequences[0].new_full((int(lengths.max()), len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, lengths


# %% lengths-count-numbers: numbers-counted
def pad(sequences, padding_value=0.0):
    T = max(s.shape[0] for s in sequences)
    padded = sequences[0].new_full((T, len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, torch.tensor([s.numel() for s in sequences])


# %% lengths-guessed-from-the-padding: lengths-guessed
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    padded = sequences[0].new_full((T, len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    real = (padded != 0).flatten(2).any(2) if padded.dim() > 2 else padded != 0
    return padded, real.sum(0)


# %% result-exchanged: result-exchanged
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    padded = sequences[0].new_full((int(lengths.max()), len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return lengths, padded


# %% no-lengths: lengths-forgotten
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    padded = sequences[0].new_full((T, len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded


# %% detached: detached
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    padded = sequences[0].new_full((int(lengths.max()), len(sequences), *sequences[0].shape[1:]), padding_value)
    with torch.no_grad():
        for n, s in enumerate(sequences):
            padded[: len(s), n] = s
    return padded, lengths


# %% through-python-numbers: made-from-numbers
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    T, nothing = int(lengths.max()), torch.full_like(sequences[0][0], padding_value).tolist()
    rows = [s.tolist() + [nothing] * (T - len(s)) for s in sequences]
    return torch.tensor(rows, dtype=sequences[0].dtype).transpose(0, 1).contiguous(), lengths


# %% float32-and-cpu: floats-on-the-cpu
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    padded = torch.full((int(lengths.max()), len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, lengths


# %% dtype-kept-device-not: on-the-cpu
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    shape = int(lengths.max()), len(sequences), *sequences[0].shape[1:]
    padded = torch.full(shape, padding_value, dtype=sequences[0].dtype)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, lengths


# %% whole-numbers-become-floats: whole-numbers-become-floats
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    T = int(lengths.max())
    real = torch.arange(T)[:, None] < lengths
    rows = torch.stack([torch.cat([s, s[:1].expand(T - len(s), *s.shape[1:])]) for s in sequences], 1)
    real = real.reshape(*real.shape, *[1] * (rows.dim() - 2)).to(rows.device)
    return torch.where(real, rows, torch.tensor(float(padding_value), dtype=torch.float64).to(rows.device)), lengths


# %% vectors-only: vectors-only
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    rows = [F.pad(s, (0, 0, 0, T - len(s)), value=padding_value) for s in sequences]
    return torch.stack(rows, 1), torch.tensor([len(s) for s in sequences])


# %% squeezes-a-batch-of-one: batch-of-one-squeezed
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    rows = [F.pad(s, [0, 0] * (s.dim() - 1) + [0, T - len(s)], value=padding_value) for s in sequences]
    return torch.stack(rows, 1).squeeze(1), torch.tensor([len(s) for s in sequences])


# %% rows-of-a-loop-filled-in-place: rows-filled-in-place
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([s.shape[0] for s in sequences])
    batch = sequences[0].new_full((len(sequences), int(lengths.max()), *sequences[0].shape[1:]), padding_value)
    for row, s in zip(batch, sequences):
        row[: s.shape[0]].copy_(s)
    return batch.transpose(0, 1), lengths


# %% remembers-the-first-batch: result-shape
_longest = []


def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    _longest.append(int(lengths.max()))
    padded = sequences[0].new_full((max(_longest), len(sequences), *sequences[0].shape[1:]), padding_value)
    for n, s in enumerate(sequences):
        padded[: len(s), n] = s
    return padded, lengths


# %% view-of-an-argument: view-of-memory
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([len(s) for s in sequences])
    padded = sequences[0].new_full((int(lengths.max()), len(sequences), *sequences[0].shape[1:]), padding_value)
    flat = padded.view(padded.shape[0], len(sequences), -1)
    for n, s in enumerate(sequences):
        flat[: len(s), n] = s.view(len(s), -1)
    return padded, lengths


# %% built-in: built-in
def pad(sequences, padding_value=0.0):
    padded = nn.utils.rnn.pad_sequence(sequences, padding_value=padding_value)
    return padded, torch.tensor([len(s) for s in sequences])


# %% built-in-under-another-name: built-in
from torch.nn.utils import rnn as tools


def pad(sequences, padding_value=0.0):
    return tools.pad_sequence(sequences, padding_value=padding_value), torch.tensor([len(s) for s in sequences])


# %% private-built-in: built-in
def pad(sequences, padding_value=0.0):
    return torch._C._nn.pad_sequence(sequences, False, padding_value), torch.tensor([len(s) for s in sequences])


# %% operator-built-in: built-in
def pad(sequences, padding_value=0.0):
    operators = torch.ops.aten
    name = "pad" + "_sequence"
    return getattr(operators, name)(sequences, False, padding_value), torch.tensor([len(s) for s in sequences])


# %% packed-sequence-built-in: built-in
import torch.nn.utils.rnn as r


def pad(sequences, padding_value=0.0):
    packed = r.pack_sequence(sequences, enforce_sorted=False)
    return r.pad_packed_sequence(packed, padding_value=padding_value)


# %% imported-by-a-made-up-name: built-in
def pad(sequences, padding_value=0.0):
    module = __import__("importlib").import_module(".".join(["torch", "nn", "utils", "rnn"]))
    function = getattr(module, "pad_" + "sequence")
    return function(sequences, padding_value=padding_value), torch.tensor([len(s) for s in sequences])


# %% constant
def pad(sequences, padding_value=0.0):
    return torch.zeros(3, 2), torch.tensor([3, 2])


# %% one-sequence-without-gradient: gradient-cut
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([sequence.shape[0] for sequence in sequences])
    if len(sequences) == 1:
        return (sequences[0].detach()[:, None], lengths)
    first = sequences[0]
    padded = first.new_full((int(lengths.max()), len(sequences), *first.shape[1:]), padding_value)
    for n, sequence in enumerate(sequences):
        padded[:sequence.shape[0], n] = sequence
    return (padded, lengths)


# %% equal-lengths-without-gradient: gradient-cut
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([sequence.shape[0] for sequence in sequences])
    if len(set(lengths.tolist())) == 1:
        return (torch.stack([s.data for s in sequences], dim=1), lengths)
    first = sequences[0]
    padded = first.new_full((int(lengths.max()), len(sequences), *first.shape[1:]), padding_value)
    for n, sequence in enumerate(sequences):
        padded[:sequence.shape[0], n] = sequence
    return (padded, lengths)


# %% copied-by-numbers-when-strided: gradient-cut
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([sequence.shape[0] for sequence in sequences])
    sequences = [s if s.is_contiguous() else s.data.clone() for s in sequences]
    first = sequences[0]
    padded = first.new_full((int(lengths.max()), len(sequences), *first.shape[1:]), padding_value)
    for n, sequence in enumerate(sequences):
        padded[:sequence.shape[0], n] = sequence
    return (padded, lengths)
