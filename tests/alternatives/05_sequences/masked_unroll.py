"""Correct versions of `masked_unroll` in other styles, one a cell: every one earns full points."""


# %% multiplication
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    if state is None:
        h = torch.zeros(N, cell.hidden_size, dtype=x.dtype, device=x.device)
        c = torch.zeros_like(h)
    else:
        h, c = state
    outputs = []
    for t in range(T):
        m = (t < lengths).to(x).unsqueeze(1)
        h_new, c_new = cell(x[t], (h, c))
        h = m * h_new + (1 - m) * h
        c = m * c_new + (1 - m) * c
        outputs.append(m * h)
    return torch.stack(outputs), (h, c)


# %% each-sequence-alone
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    outputs, finals_h, finals_c = [], [], []
    for n, length in enumerate(lengths.tolist()):
        s = None if state is None else (state[0][n : n + 1], state[1][n : n + 1])
        hs = []
        for t in range(length):
            s = cell(x[t, n : n + 1], s)
            hs.append(s[0])
        hs.extend([x.new_zeros(1, cell.hidden_size)] * (T - length))
        outputs.append(torch.cat(hs))
        finals_h.append(s[0])
        finals_c.append(s[1])
    return torch.stack(outputs, dim=1), (torch.cat(finals_h), torch.cat(finals_c))


# %% sorted-and-put-back
def masked_unroll(cell, x, lengths, state=None):
    order = torch.argsort(lengths, descending=True)
    back = torch.argsort(order)
    T, N, _ = x.shape
    if state is None:
        state = (x.new_zeros(N, cell.hidden_size), x.new_zeros(N, cell.hidden_size))
    ordered = lengths[order]
    x = x[:, order]
    h, c = state[0][order], state[1][order]
    outputs = []
    for t in range(T):
        running = int((ordered > t).sum())
        if running:
            new_h, new_c = cell(x[t, :running], (h[:running], c[:running]))
            h = torch.cat([new_h, h[running:]])
            c = torch.cat([new_c, c[running:]])
        outputs.append(torch.cat([h[:running], torch.zeros_like(h[running:])]))
    output = torch.stack(outputs)[:, back]
    return output, (h[back], c[back])


# %% run-through-then-pick
def masked_unroll(cell, x, lengths, state=None):
    hs, cs = [], []
    for x_t in x.unbind(0):
        state = cell(x_t, state)
        hs.append(state[0])
        cs.append(state[1])
    hs, cs = torch.stack(hs), torch.stack(cs)
    rows = torch.arange(x.shape[1])
    real = length_mask(lengths, x.shape[0]).T.unsqueeze(-1).to(x.device)
    return hs.masked_fill(~real, 0), (hs[lengths - 1, rows], cs[lengths - 1, rows])


# %% running-rows-only
def masked_unroll(cell, x, lengths, state=None):
    T, N, _ = x.shape
    H = cell.hidden_size
    h = x.new_zeros(N, H) if state is None else state[0].clone()
    c = x.new_zeros(N, H) if state is None else state[1].clone()
    output = x.new_zeros(T, N, H)
    for t in range(int(lengths.max())):
        rows = (lengths > t).nonzero().flatten().to(x.device)
        h_new, c_new = cell(x[t, rows], (h[rows], c[rows]))
        h = h.index_copy(0, rows, h_new)
        c = c.index_copy(0, rows, c_new)
        output[t, rows] = h_new
    return output, (h, c)


# %% boolean-rows
def masked_unroll(cell, x, lengths, state=None):
    T, N = x.shape[:2]
    if state is None:
        state = tuple(torch.zeros(N, cell.hidden_size).to(x) for _ in range(2))
    h, c = state
    outputs = []
    for t in range(T):
        real = lengths > t
        h_old, c_old = h, c
        h, c = h.clone(), c.clone()
        out = torch.zeros_like(h)
        if real.any():
            new = cell(x[t][real], (h_old[real], c_old[real]))
            h[real], c[real] = new
            out[real] = new[0]
        outputs.append(out.unsqueeze(0))
    return torch.cat(outputs, 0), (h, c)


# %% padding-cleared-first
def masked_unroll(cell, x, lengths, state=None):
    real = (torch.arange(len(x)).unsqueeze(1) < lengths.unsqueeze(0)).unsqueeze(2).to(x.device)
    x = torch.where(real, x, torch.zeros_like(x))
    outputs = []
    for t, x_t in enumerate(x):
        new = cell(x_t, state)
        if state is None:
            state = new
        else:
            state = tuple(torch.where(real[t], a, b) for a, b in zip(new, state))
        outputs.append(torch.where(real[t], state[0], torch.zeros_like(state[0])))
    return torch.stack(outputs), tuple(state)


# %% collects-at-the-end
def masked_unroll(cell, x, lengths, state=None):
    ends = {n: int(length) for n, length in enumerate(lengths)}
    last = {}
    outputs = []
    for t in range(x.size(0)):
        state = cell(x[t], state)
        h, c = state
        for n, end in ends.items():
            if end == t + 1:
                last[n] = h[n], c[n]
        keep = torch.tensor([t < ends[n] for n in range(x.size(1))], device=x.device)
        outputs.append(h.masked_fill(~keep[:, None], 0.0))
    h_n = torch.stack([last[n][0] for n in range(x.size(1))])
    c_n = torch.stack([last[n][1] for n in range(x.size(1))])
    return torch.stack(outputs), (h_n, c_n)


# %% recursive-and-noisy
import warnings


class Step(nn.Module):
    """Wraps a cell so that ended rows stand still."""

    def __init__(self, cell):
        super().__init__()
        self.cell = cell

    def forward(self, x_t, state, real):
        new = self.cell(x_t, state)
        return [torch.where(real, a, b) for a, b in zip(new, state)]


def masked_unroll(cell, x, lengths, state=None):
    warnings.warn("packing would be shorter")
    step = Step(cell)
    lengths = lengths.to(x.device)[:, None]
    if state is None:
        zeros = torch.zeros((x.shape[1], cell.hidden_size), dtype=x.dtype, device=x.device)
        state = [zeros, zeros]

    def go(t, state):
        if t == x.shape[0]:
            return [], state
        print("step", t)
        real = t < lengths
        state = step(x[t], tuple(state), real)
        rest, final = go(t + 1, state)
        return [state[0] * real] + rest, final

    outputs, final = go(0, state)
    return torch.stack(outputs), (final[0], final[1])
