"""Correct versions of `pad` in other styles, one a cell: every one earns full points."""


# %% functional-pad-and-stack
def pad(sequences, padding_value=0.0):
    T = max(len(s) for s in sequences)
    rows = []
    for s in sequences:
        widths = [0, 0] * (s.dim() - 1) + [0, T - len(s)]
        rows.append(F.pad(s, widths, value=padding_value))
    return torch.stack(rows, dim=1), torch.tensor([len(s) for s in sequences])


# %% concatenate-filling
def pad(sequences, padding_value=0.0):
    lengths = torch.LongTensor([s.size(0) for s in sequences])
    longest = lengths.max().item()
    columns = []
    for s in sequences:
        missing = longest - s.size(0)
        filling = torch.full((missing,) + tuple(s.shape[1:]), padding_value, dtype=s.dtype, device=s.device)
        columns.append(torch.cat([s, filling], dim=0))
    return torch.stack(columns).transpose(0, 1), lengths


# %% step-by-step
def pad(sequences, padding_value=0.0):
    lengths = [s.shape[0] for s in sequences]
    nothing = torch.full_like(sequences[0][0], padding_value)
    steps = []
    for t in range(max(lengths)):
        steps.append(torch.stack([s[t] if t < s.shape[0] else nothing for s in sequences]))
    return torch.stack(steps), torch.tensor(lengths, dtype=torch.int64)


# %% one-scatter
def pad(sequences, padding_value=0.0):
    device = sequences[0].device
    lengths = torch.tensor([s.shape[0] for s in sequences])
    step = torch.cat([torch.arange(n) for n in lengths.tolist()])
    which = torch.repeat_interleave(torch.arange(len(sequences)), lengths)
    padded = torch.full(
        (int(lengths.max()), len(sequences), *sequences[0].shape[1:]),
        padding_value,
        dtype=sequences[0].dtype,
        device=device,
    )
    padded = padded.index_put((step.to(device), which.to(device)), torch.cat(list(sequences)))
    return padded, lengths.to(device)


# %% batch-first-inside
def pad(sequences, padding_value=0.0):
    lengths = torch.as_tensor([s.shape[0] for s in sequences], device=sequences[0].device)
    batch = sequences[0].new_zeros(len(sequences), max(s.shape[0] for s in sequences), *sequences[0].shape[1:])
    batch.fill_(padding_value)
    for n, s in enumerate(sequences):
        batch[n, : s.shape[0]].copy_(s)
    return batch.swapaxes(0, 1), lengths


# %% masked-fill
def pad(sequences, padding_value=0.0):
    lengths = torch.tensor([s.shape[0] for s in sequences])
    T = int(lengths.amax())
    cycled = []
    for s in sequences:
        repeats = math.ceil(T / s.shape[0])
        cycled.append(torch.cat([s] * repeats)[:T])
    stacked = torch.stack(cycled, 1)
    behind = (torch.arange(T)[:, None] >= lengths[None, :]).to(stacked.device)
    behind = behind.reshape(behind.shape + (1,) * (stacked.dim() - 2))
    return stacked.masked_fill(behind, padding_value), lengths


# %% recursive-and-a-list
def pad(sequences, padding_value=0.0):
    T = 0
    for s in sequences:
        if s.shape[0] > T:
            T = s.shape[0]

    def grow(s):
        if s.shape[0] == T:
            return s
        return grow(torch.cat((s, torch.full_like(s[:1], padding_value))))

    return [torch.stack(list(map(grow, sequences)), 1), torch.tensor([s.shape[0] for s in sequences])]


# %% nested-tensor
def pad(sequences, padding_value=0.0):
    nested = torch.nested.as_nested_tensor(list(sequences), layout=torch.strided)
    lengths = torch.tensor([s.shape[0] for s in sequences])
    return nested.to_padded_tensor(padding_value).transpose(0, 1), lengths


# %% noisy
import warnings


class Batch:
    """Collects sequences and pads them on demand."""

    def __init__(self):
        self.members = []

    def add(self, s):
        self.members.append(s)

    def padded(self, value):
        shape = [max(self.lengths()), len(self.members)] + list(self.members[0].shape[1:])
        result = torch.empty(shape, dtype=self.members[0].dtype, device=self.members[0].device)
        for n in range(shape[1]):
            s = self.members[n]
            print("sequence", n, "of", s.shape[0], "steps")
            result[: s.shape[0], n] = s
            result[s.shape[0] :, n] = value
        return result

    def lengths(self):
        return [s.shape[0] for s in self.members]


def pad(sequences, padding_value=0.0):
    warnings.warn("this calls to nn.utils.rnn.pad_sequence for help, in vain")
    torch.manual_seed(3)
    batch = Batch()
    for s in sequences:
        batch.add(s)
    return batch.padded(padding_value), torch.tensor(batch.lengths())
